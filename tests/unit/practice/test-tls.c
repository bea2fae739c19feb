/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "practice-client.h"
#include "practice-fixture.h"
#include "practice/signet-practice-server.h"

typedef struct
{
  char *folder;
  SignetPracticeServer *server;
  SoupSession *session;
  GTlsCertificate *own; /* of the client, NULL for none */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (SignetSecret) code = signet_secret_new ("secret", 6);
  SignetPracticeOptions options = { 0 };

  self->folder = g_dir_make_tmp ("signet-tls-XXXXXX", NULL);
  options.folder = self->folder;
  self->server = signet_practice_server_new (&options);
  signet_practice_server_add_code (self->server, "1001", code);
  g_assert_true (signet_practice_server_set (self->server, "tls", NULL, NULL));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->session);
  g_clear_object (&self->own);
  g_clear_object (&self->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  practice_remove_folder (self->folder);
  g_free (self->folder);
}

/* A server with other options is another one. */
static void
start (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) database = NULL;

  g_assert_true (signet_practice_server_start (self->server, &error));
  g_assert_no_error (error);
  g_assert_true (
    g_str_has_prefix (signet_practice_server_get_url (self->server), "https://127.0.0.1:"));
  database = g_tls_file_database_new (signet_practice_server_get_tls_ca_file (self->server),
                                      &error);
  g_assert_no_error (error);
  self->session = soup_session_new_with_options ("proxy-resolver", NULL, "tls-database", database,
                                                 NULL);
}

static gboolean
request_certificate_cb (SoupMessage          *message,
                        GTlsClientConnection *connection,
                        Fixture              *self)
{
  if (self->own == NULL)
    return FALSE;
  soup_message_set_tls_client_certificate (message, self->own);

  return TRUE;
}

/* Returns the status, or 0. */
static guint
send_message (Fixture      *self,
              SoupMessage  *message,
              GBytes      **answer,
              GError      **error)
{
  g_autoptr (GBytes) body = NULL;

  g_signal_connect (message, "request-certificate", G_CALLBACK (request_certificate_cb), self);
  body = soup_session_send_and_read (self->session, message, NULL, error);
  if (body == NULL)
    return 0;
  if (answer != NULL)
    *answer = g_steal_pointer (&body);

  return soup_message_get_status (message);
}

static guint
get_list (Fixture  *self,
          GError  **error)
{
  g_autoptr (GUri) uri = g_uri_parse (signet_practice_server_get_url (self->server),
                                      G_URI_FLAGS_NONE, NULL);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%d/crl", g_uri_get_port (uri));
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);

  return send_message (self, message, NULL, error);
}

static OSSL_CMP_MSG *
transfer_cb (OSSL_CMP_CTX       *context,
             const OSSL_CMP_MSG *request)
{
  Fixture *self = OSSL_CMP_CTX_get_transfer_cb_arg (context);
  g_autoptr (SoupMessage)
    message = soup_message_new ("POST", signet_practice_server_get_url (self->server));
  g_autoptr (BIO) out = BIO_new (BIO_s_mem ());
  g_autoptr (BIO) in = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  char *data;
  long length;

  i2d_OSSL_CMP_MSG_bio (out, request);
  length = BIO_get_mem_data (out, &data);
  body = g_bytes_new (data, (gsize) length);
  soup_message_set_request_body_from_bytes (message, "application/pkixcmp", body);
  g_assert_cmpuint (send_message (self, message, &answer, &error), ==, 200);
  g_assert_no_error (error);
  in = BIO_new_mem_buf (g_bytes_get_data (answer, NULL), (int) g_bytes_get_size (answer));

  return d2i_OSSL_CMP_MSG_bio (in, NULL);
}

static PracticeClient *
new_client (Fixture    *self,
            const char *name)
{
  PracticeClient *client = practice_client_new (NULL, name);

  OSSL_CMP_CTX_set_transfer_cb (client->context, transfer_cb);
  OSSL_CMP_CTX_set_transfer_cb_arg (client->context, self);
  practice_client_set_code (client, "1001", "secret");

  return client;
}

static void
test_serve (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (PracticeClient) client = new_client (self, "Ada");
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_practice_server_get_tls_ca_file (self->server));
  start (self);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  g_assert_cmpuint (get_list (self, &error), ==, 200);
  g_assert_no_error (error);
}

static void
test_restart (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  start (self);
  path = g_build_filename (self->folder, "tls.pem", NULL);
  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  signet_practice_server_stop (self->server);
  g_clear_object (&self->session);
  start (self);
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (get_list (self, &error), ==, 200);
  g_assert_no_error (error);
}

static void
test_untrusted (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (GTlsDatabase) other = NULL;
  g_autoptr (GError) error = NULL;

  start (self);
  other = g_tls_file_database_new (signet_practice_server_get_ca_file (self->server), NULL);
  soup_session_set_tls_database (self->session, other);
  g_assert_cmpuint (get_list (self, &error), ==, 0);
  g_assert_error (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE);
}

static void
test_other_host (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  start (self);
  signet_practice_server_stop (self->server);
  g_clear_object (&self->session);
  g_assert_true (signet_practice_server_set (self->server, "tls-host", "ca.example", &error));
  start (self);
  g_assert_cmpuint (get_list (self, &error), ==, 0);
  g_assert_error (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE);
}

static void
set_own_certificate (Fixture        *self,
                     PracticeClient *client)
{
  g_autofree char *pem = signet_practice_x509_to_pem (practice_client_get_certificate (client));
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  g_autoptr (GString) both = g_string_new (pem);
  g_autoptr (GError) error = NULL;
  char *data;
  long length;

  g_assert_cmpint (
    PEM_write_bio_PKCS8PrivateKey (bio, client->key, NULL, NULL, 0, NULL, NULL), ==, 1);
  length = BIO_get_mem_data (bio, &data);
  g_string_append_len (both, data, length);
  g_clear_object (&self->own);
  self->own = g_tls_certificate_new_from_pem (both->str, (gssize) both->len, &error);
  g_assert_no_error (error);
}

static void
set_foreign_certificate (Fixture *self)
{
  static const SignetPracticeExtension extensions[] = { { 0, NULL } };
  static const SignetPracticePlan plan = { "foreign", "Foreign", 10, extensions };
  g_autoptr (SignetPracticePair) pair = NULL;
  g_autofree char *file = g_build_filename (self->folder, "foreign.pem", NULL);
  g_autofree char *key_file = g_build_filename (self->folder, "foreign.key.pem", NULL);
  g_autoptr (GError) error = NULL;

  pair = signet_practice_pair_load (self->folder, &plan, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&self->own);
  self->own = g_tls_certificate_new_from_files (file, key_file, &error);
  g_assert_no_error (error);
}

static void
test_client_certificate (Fixture       *self,
                         gconstpointer  data)
{
  g_autoptr (PracticeClient) client = new_client (self, "Ada");
  g_autoptr (PracticeClient) revoker = new_client (self, NULL);
  g_autoptr (GError) error = NULL;

  start (self);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  signet_practice_server_stop (self->server);
  g_clear_object (&self->session);
  g_assert_true (signet_practice_server_set (self->server, "tls-client-trust", NULL, &error));
  start (self);
  g_assert_cmpuint (get_list (self, &error), ==, 0);
  g_assert_nonnull (error);
  g_clear_error (&error);
  set_foreign_certificate (self);
  g_assert_cmpuint (get_list (self, &error), ==, 0);
  g_assert_nonnull (error);
  g_clear_error (&error);
  set_own_certificate (self, client);
  soup_session_abort (self->session);
  g_assert_cmpuint (get_list (self, &error), ==, 200);
  g_assert_no_error (error);
  g_assert_true (practice_client_revoke (revoker, practice_client_get_certificate (client), -1));
  g_assert_cmpuint (get_list (self, &error), ==, 403);
  g_assert_no_error (error);
}

#define ADD(path, function) \
  g_test_add ("/practice/tls/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_message ("GIO has no TLS here");
      return 77;
    }

  ADD ("serve", test_serve);
  ADD ("restart", test_restart);
  ADD ("untrusted", test_untrusted);
  ADD ("other-host", test_other_host);
  ADD ("client-certificate", test_client_certificate);

  return g_test_run ();
}
