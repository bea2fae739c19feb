/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-tls-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "core/signet-text.h"

#define SHOWN_NAME 300 /* characters of a name in the technical details */

/* What is wrong in the eyes of a person: who issued it comes before what it says. */
static const struct
{
  GTlsCertificateFlags flag;
  SignetError code;
  const char *sentence;
} REASONS[] = {
  { G_TLS_CERTIFICATE_UNKNOWN_CA, SIGNET_ERROR_TLS_UNTRUSTED,
    N_ ("The web server “%s” has a certificate that nobody vouches for.") },
  { G_TLS_CERTIFICATE_REVOKED, SIGNET_ERROR_TLS_UNTRUSTED,
    N_ ("The certificate of the web server “%s” was revoked.") },
  { G_TLS_CERTIFICATE_BAD_IDENTITY, SIGNET_ERROR_TLS_HOST,
    N_ ("The certificate of the web server is not for “%s”.") },
  { G_TLS_CERTIFICATE_EXPIRED, SIGNET_ERROR_TLS,
    N_ ("The certificate of the web server “%s” has expired.") },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED, SIGNET_ERROR_TLS,
    N_ ("The certificate of the web server “%s” is not valid yet.") },
  { G_TLS_CERTIFICATE_INSECURE, SIGNET_ERROR_TLS,
    N_ ("The certificate of the web server “%s” uses an algorithm that is not safe any more.") },
  { G_TLS_CERTIFICATE_GENERIC_ERROR, SIGNET_ERROR_TLS,
    N_ ("The certificate of the web server “%s” cannot be verified.") },
};

static void
add_names (GError          *error,
           GTlsCertificate *certificate)
{
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);
  g_autofree char *shown_subject = signet_text_clean (subject != NULL ? subject : "", SHOWN_NAME);
  g_autofree char *shown_issuer = signet_text_clean (issuer != NULL ? issuer : "", SHOWN_NAME);
  g_autofree char *lines =
    g_strdup_printf (_ ("Certificate of the web server: %s\nIssued by: %s"), shown_subject,
                     shown_issuer);

  signet_error_add_technical (error, lines);
}

/**
 * signet_tls_explain:
 * @peer: what a handshake showed
 *
 * Returns: (transfer full) (nullable): why the certificate of the server was not accepted; %NULL
 *   where that is not what went wrong
 */
GError *
signet_tls_explain (const SignetTlsPeer *peer)
{
  GError *error = NULL;

  g_return_val_if_fail (peer != NULL, NULL);

  for (guint i = 0; peer->certificate != NULL && error == NULL && i < G_N_ELEMENTS (REASONS); i++)
    {
      g_autofree char *sentence = NULL;

      if ((peer->flags & REASONS[i].flag) == 0)
        continue;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      sentence = g_strdup_printf (_ (REASONS[i].sentence), peer->expected);
#pragma GCC diagnostic pop
      error = g_error_new_literal (SIGNET_ERROR, (int) REASONS[i].code, sentence);
      add_names (error, peer->certificate);
    }

  return error;
}

/**
 * signet_tls_peer_clear:
 * @peer: what a handshake showed
 *
 * Frees what @peer owns.
 */
void
signet_tls_peer_clear (SignetTlsPeer *peer)
{
  g_return_if_fail (peer != NULL);

  g_clear_object (&peer->certificate);
}
