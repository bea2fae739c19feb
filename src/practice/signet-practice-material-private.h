/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-ossl-private.h"
#include "pki/signet-signer.h"
#include "practice/signet-practice-behaviour-private.h"

G_BEGIN_DECLS

#define SIGNET_PRACTICE_N_UPDATES 3 /* newWithNew, newWithOld, oldWithNew (RFC 9810 4.4) */

/**
 * SignetPracticeMaterial:
 * @signer: (nullable): what answers are signed with instead of the CA's own key
 * @extra_certs: (element-type SignetCertificate): sent along with every answer
 * @ca_pubs: (element-type SignetCertificate): sent as trust anchors instead of the root
 * @client_trust: (element-type SignetCertificate): CAs whose certificates clients may sign with
 * @client_untrusted: (element-type SignetCertificate): those that may stand between
 * @tls_clients: (element-type SignetCertificate): CAs whose certificates clients may use for TLS
 * @certificate: (nullable): handed out whatever is asked for
 * @certificate_key: (nullable): the key for @certificate, handed out where the client wants one
 * @only_old: (nullable): the only certificate that may be renewed or revoked
 * @updates: what is told about the next root, each nullable
 *
 * Certificates and keys that a person gave to a practice CA. The arrays are empty, not %NULL, where
 * there are none.
 */
typedef struct
{
  SignetSigner *signer;
  GPtrArray *extra_certs;
  GPtrArray *ca_pubs;
  GPtrArray *client_trust;
  GPtrArray *client_untrusted;
  GPtrArray *tls_clients;
  SignetCertificate *certificate;
  SignetKey *certificate_key;
  SignetCertificate *only_old;
  SignetCertificate *updates[SIGNET_PRACTICE_N_UPDATES];
} SignetPracticeMaterial;

SignetPracticeMaterial *signet_practice_material_load (const SignetPracticeBehaviour  *behaviour,
                                                       GError                        **error) G_GNUC_WARN_UNUSED_RESULT;
void                    signet_practice_material_free (SignetPracticeMaterial         *self);
gboolean                signet_practice_material_push (GPtrArray                      *certificates,
                                                       SignetX509Stack                *stack);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetPracticeMaterial, signet_practice_material_free)

G_END_DECLS
