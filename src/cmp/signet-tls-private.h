/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "core/signet-profile.h"
#include "pki/signet-signer.h"

G_BEGIN_DECLS

/**
 * SignetTls:
 *
 * Whom HTTPS trusts and as whom it appears: the settings of a profile, made ready. This is not
 * about the signatures of CMP answers, which have anchors of their own.
 */
typedef struct _SignetTls SignetTls;

/**
 * SignetTlsPeer:
 * @certificate: (nullable): what the server presented, where it was not accepted
 * @expected: the name that it should have; borrowed from the message or from what HTTPS needs
 * @flags: why it was not
 * @asked: whether the server asked for a client certificate
 * @shown: whether there is one that it may see
 *
 * What a handshake brought to light.
 */
typedef struct
{
  GTlsCertificate *certificate;
  const char *expected;
  GTlsCertificateFlags flags;
  gboolean asked;
  gboolean shown;
} SignetTlsPeer;

SignetTls *signet_tls_new        (SignetProfile        *profile,
                                  GUri                 *server,
                                  GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void       signet_tls_free       (SignetTls            *self);
void       signet_tls_set_up     (SignetTls            *self,
                                  SoupSession          *session);
void       signet_tls_watch      (SignetTls            *self,
                                  SoupMessage          *message,
                                  SignetTlsPeer        *peer);
GError    *signet_tls_explain    (const SignetTlsPeer  *peer) G_GNUC_WARN_UNUSED_RESULT;
void       signet_tls_peer_clear (SignetTlsPeer        *peer);

GTlsCertificate *signet_tls_client_new (SignetSigner  *signer,
                                        GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void             signet_tls_append_pem (GString       *pem,
                                        GBytes        *der);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetTls, signet_tls_free)

G_END_DECLS
