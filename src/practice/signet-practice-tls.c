/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-tls-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <time.h>

#include "core/signet-files.h"

#define CLIENTS_FILE "tls-clients.pem"
#define SERVER_NAME "tls"
#define CA_DAYS 3650
#define SERVER_DAYS 365
#define RENEW_BEFORE (30 * 24 * 60 * 60) /* seconds */

/* Another root than that of the certificates: whom to trust for HTTPS is another question than
 * whose answers of CMP count. */
static const SignetPracticeExtension ca_extensions[] = {
  { NID_basic_constraints, "critical,CA:TRUE" },
  { NID_key_usage, "critical,keyCertSign,cRLSign" },
  { NID_subject_key_identifier, "hash" },
  { 0, NULL },
};

static const SignetPracticePlan ca_plan = { "tls-ca", "Practice HTTPS CA, Not for Real Use",
                                            CA_DAYS, ca_extensions };

static char *
make_names (const char *const *hosts)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; hosts[i] != NULL; i++)
    g_string_append_printf (names, "%s%s:%s", i > 0 ? "," : "",
                            g_hostname_is_ip_address (hosts[i]) ? "IP" : "DNS", hosts[i]);

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static gboolean
is_good (X509              *certificate,
         X509              *ca,
         const char *const *hosts)
{
  time_t soon = time (NULL) + RENEW_BEFORE;

  if (ASN1_TIME_cmp_time_t (X509_get0_notAfter (certificate), soon) < 0 ||
      X509_verify (certificate, X509_get0_pubkey (ca)) != 1)
    return FALSE;
  for (guint i = 0; hosts[i] != NULL; i++)
    if (g_hostname_is_ip_address (hosts[i])
          ? X509_check_ip_asc (certificate, hosts[i], 0) != 1
          : X509_check_host (certificate, hosts[i], 0, X509_CHECK_FLAG_NO_WILDCARDS, NULL) != 1)
      return FALSE;

  return TRUE;
}

/* Whether there is no certificate, or one for other names; then it goes. */
static gboolean
remove_bad (SignetPracticeDesk  *desk,
            X509                *ca,
            const char *const   *hosts,
            GError             **error)
{
  g_autofree char *path = g_build_filename (desk->folder, SERVER_NAME ".pem", NULL);
  g_autoptr (GBytes) pem = NULL;
  g_autoptr (X509) certificate = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  pem = signet_files_read (path, SIGNET_X509_MAX_DER, error);
  if (pem == NULL)
    return FALSE;
  certificate = signet_practice_x509_from_pem (g_bytes_get_data (pem, NULL),
                                               g_bytes_get_size (pem));

  return (certificate != NULL && is_good (certificate, ca, hosts)) ||
         signet_files_remove (path, error);
}

static SignetPracticePair *
load_server (SignetPracticeDesk  *desk,
             GError             **error)
{
  static const char *const own[] = { "127.0.0.1", "localhost", NULL };
  const char *const *given = signet_practice_behaviour_get_list (desk->behaviour,
                                                                 SIGNET_PRACTICE_TLS_HOST);
  const char *const *hosts = given[0] != NULL ? given : own;
  g_autofree char *names = make_names (hosts);
  const SignetPracticeExtension extensions[] = {
    { NID_basic_constraints, "critical,CA:FALSE" },
    { NID_key_usage, "critical,digitalSignature" },
    { NID_ext_key_usage, "serverAuth" },
    { NID_subject_alt_name, names },
    { NID_subject_key_identifier, "hash" },
    { NID_authority_key_identifier, "keyid:always" },
    { 0, NULL },
  };
  const SignetPracticePlan plan = { SERVER_NAME, "Practice CA, HTTPS", SERVER_DAYS, extensions };
  g_autoptr (SignetPracticePair) ca = signet_practice_pair_load (desk->folder, &ca_plan, NULL,
                                                                 error);

  return ca != NULL && remove_bad (desk, ca->certificate, hosts, error)
           ? signet_practice_pair_load (desk->folder, &plan, ca, error)
           : NULL;
}

static gboolean
load_certificate (SignetPracticeTls   *self,
                  SignetPracticeDesk  *desk,
                  GError             **error)
{
  g_autoptr (SignetPracticePair) server = load_server (desk, error);
  g_autofree char *file = g_build_filename (desk->folder, SERVER_NAME ".pem", NULL);
  g_autofree char *key_file = g_build_filename (desk->folder, SERVER_NAME ".key.pem", NULL);
  g_autoptr (GError) reason = NULL;

  if (server == NULL)
    return FALSE;
  self->certificate = g_tls_certificate_new_from_files (file, key_file, &reason);
  if (self->certificate == NULL)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_FAILED,
                 _ ("The certificate for HTTPS cannot be used: %s"), reason->message);

  return self->certificate != NULL;
}

static void
append_pem (GString *text,
            X509    *certificate)
{
  g_autofree char *pem = signet_practice_x509_to_pem (certificate);

  g_string_append (text, pem);
}

static gboolean
load_clients (SignetPracticeTls   *self,
              SignetPracticeDesk  *desk,
              GError             **error)
{
  GPtrArray *given = desk->material->tls_clients;
  gboolean own = signet_practice_behaviour_get_flag (desk->behaviour,
                                                     SIGNET_PRACTICE_TLS_CLIENT_TRUST);
  g_autofree char *path = g_build_filename (desk->folder, CLIENTS_FILE, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) reason = NULL;

  if (!own && given->len == 0)
    return TRUE;
  if (own)
    {
      append_pem (text, signet_practice_ca_get_root (desk->ca));
      append_pem (text, signet_practice_ca_get_issuer (desk->ca)->certificate);
    }
  for (guint i = 0; i < given->len; i++)
    append_pem (text, signet_certificate_get_x509 (given->pdata[i]));
  if (!signet_files_write (path, text->str, text->len, error))
    return FALSE;
  self->clients = g_tls_file_database_new (path, &reason);
  if (self->clients == NULL)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_FAILED,
                 _ ("The certificates for clients cannot be used: %s"), reason->message);

  return self->clients != NULL;
}

/**
 * signet_practice_tls_load:
 * @self: (out): zeroed; to be cleared
 * @desk: a desk
 * @error: return location for a %SIGNET_ERROR
 *
 * Reads what is needed for TLS, and makes what is missing: a root of its own and a certificate for
 * 127.0.0.1 and localhost, or for the names that were given instead. Without TLS there is nothing.
 *
 * Returns: whether it worked
 */
gboolean
signet_practice_tls_load (SignetPracticeTls   *self,
                          SignetPracticeDesk  *desk,
                          GError             **error)
{
  if (!signet_practice_behaviour_get_flag (desk->behaviour, SIGNET_PRACTICE_TLS))
    return TRUE;

  return load_certificate (self, desk, error) && load_clients (self, desk, error);
}

/**
 * signet_practice_tls_clear:
 * @self: what is needed for TLS
 *
 * Frees what is in @self.
 */
void
signet_practice_tls_clear (SignetPracticeTls *self)
{
  g_clear_object (&self->certificate);
  g_clear_object (&self->clients);
}

/**
 * signet_practice_tls_accepts_client:
 * @desk: a desk
 * @pem: certificate of a client that comes from a CA that is trusted, PEM
 *
 * Returns: whether the certificate is good: one of the practice CA's must be confirmed, and must
 *   not be revoked
 */
gboolean
signet_practice_tls_accepts_client (SignetPracticeDesk *desk,
                                    const char         *pem)
{
  g_autoptr (X509) client = pem != NULL ? signet_practice_x509_from_pem (pem, strlen (pem)) : NULL;
  g_autofree char *serial = client != NULL ? signet_practice_x509_get_serial (client) : NULL;
  g_autoptr (X509) own = NULL;
  SignetPracticeCertState state;

  if (client == NULL)
    return FALSE;
  state = signet_practice_issued_get_state (signet_practice_store_get_issued (desk->store), serial);
  own = state != SIGNET_PRACTICE_CERT_UNKNOWN ? signet_practice_desk_read_issued (desk, serial)
                                              : NULL;

  return own == NULL || X509_cmp (own, client) != 0 || state == SIGNET_PRACTICE_CERT_CONFIRMED;
}
