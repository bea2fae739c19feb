/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-server.h"

#include <libsoup/soup.h>
#include <string.h>

#include "core/signet-error.h"
#include "practice-client.h"
#include "practice-fixture.h"

typedef struct
{
  char *folder;
  SignetPracticeServer *server;
  GThread *thread; /* where events have to arrive */
  GString *events;
  guint last_number;
} Fixture;

static void
event_cb (SignetPracticeServer      *server,
          const SignetPracticeEvent *event,
          Fixture                   *self)
{
  g_assert_true (g_thread_self () == self->thread);
  if (self->events->len > 0)
    g_string_append_c (self->events, ' ');
  g_string_append (self->events, event->name);
  self->last_number = event->number;
}

static void
make_server (Fixture  *self,
             guint     port,
             gboolean  approval)
{
  SignetPracticeOptions options = { .folder = self->folder, .port = port, .approval = approval };

  g_clear_object (&self->server);
  self->server = signet_practice_server_new (&options);
  g_signal_connect (self->server, "event", G_CALLBACK (event_cb), self);
}

static void
start (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (signet_practice_server_start (self->server, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("signet-server-XXXXXX", NULL);
  self->thread = g_thread_self ();
  self->events = g_string_new (NULL);
  make_server (self, 0, FALSE);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  practice_remove_folder (self->folder);
  g_string_free (self->events, TRUE);
  g_free (self->folder);
}

static void
add_code (Fixture    *self,
          const char *reference,
          const char *text)
{
  g_autoptr (SignetSecret) code = signet_secret_new (text, strlen (text));

  signet_practice_server_add_code (self->server, reference, code);
}

static void
wait_for_events (Fixture    *self,
                 const char *expected)
{
  while (strlen (self->events->str) < strlen (expected))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (self->events->str, ==, expected);
  g_string_truncate (self->events, 0);
}

/* Blocks; the CA answers on its own thread. */
static OSSL_CMP_MSG *
http_cb (OSSL_CMP_CTX       *context,
         const OSSL_CMP_MSG *request)
{
  SignetPracticeServer *server = OSSL_CMP_CTX_get_transfer_cb_arg (context);
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autoptr (SoupMessage)
    message = soup_message_new ("POST", signet_practice_server_get_url (server));
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
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (soup_message_get_status (message), ==, 200);
  in = BIO_new_mem_buf (g_bytes_get_data (answer, NULL), (int) g_bytes_get_size (answer));

  return d2i_OSSL_CMP_MSG_bio (in, NULL);
}

static PracticeClient *
new_client (Fixture    *self,
            const char *common_name)
{
  PracticeClient *client = practice_client_new (NULL, common_name);

  OSSL_CMP_CTX_set_transfer_cb (client->context, http_cb);
  OSSL_CMP_CTX_set_transfer_cb_arg (client->context, self->server);
  practice_client_set_code (
    client, signet_practice_server_get_reference (self->server),
    signet_secret_get_text (signet_practice_server_get_code (self->server)));

  return client;
}

static void
test_list (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;
  const guchar *p;
  X509_CRL *crl;

  start (self);
  uri = g_uri_parse (signet_practice_server_get_url (self->server), G_URI_FLAGS_NONE, NULL);
  url = g_strdup_printf ("http://127.0.0.1:%d/crl", g_uri_get_port (uri));
  message = soup_message_new ("GET", url);
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (soup_message_get_status (message), ==, 200);
  g_assert_cmpstr (
    soup_message_headers_get_one (soup_message_get_response_headers (message), "Content-Type"), ==,
    "application/pkix-crl");
  p = g_bytes_get_data (answer, NULL);
  crl = d2i_X509_CRL (NULL, &p, (long) g_bytes_get_size (answer));
  g_assert_nonnull (crl);
  X509_CRL_free (crl);
}

static void
test_behaviour (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (signet_practice_server_set (self->server, "days", "10", &error));
  g_assert_no_error (error);
  g_assert_false (signet_practice_server_set (self->server, "days", "x", &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
}

static void
test_default (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *reference = NULL;
  g_autofree char *url = NULL;
  g_autoptr (SignetSecret) code = NULL;

  g_assert_null (signet_practice_server_get_url (self->server));
  g_assert_null (signet_practice_server_get_reference (self->server));
  g_assert_null (signet_practice_server_get_code (self->server));
  start (self);
  g_assert_true (
    g_str_has_prefix (signet_practice_server_get_url (self->server), "http://127.0.0.1:"));
  g_assert_true (g_path_is_absolute (signet_practice_server_get_ca_file (self->server)));
  g_assert_true (
    g_file_test (signet_practice_server_get_ca_file (self->server), G_FILE_TEST_IS_REGULAR));
  reference = g_strdup (signet_practice_server_get_reference (self->server));
  code = signet_secret_ref (signet_practice_server_get_code (self->server));
  url = g_strdup (signet_practice_server_get_url (self->server));
  g_assert_cmpuint (strlen (reference), ==, 4);

  /* Port and code stay. */
  signet_practice_server_stop (self->server);
  g_assert_null (signet_practice_server_get_url (self->server));
  make_server (self, 0, FALSE);
  start (self);
  g_assert_cmpstr (signet_practice_server_get_url (self->server), ==, url);
  g_assert_cmpstr (signet_practice_server_get_reference (self->server), ==, reference);
  g_assert_true (signet_secret_equal (signet_practice_server_get_code (self->server), code));
}

static void
test_codes (Fixture       *self,
            gconstpointer  data)
{
  add_code (self, NULL, "alone");
  add_code (self, "7", "seven");
  start (self);
  g_assert_null (signet_practice_server_get_reference (self->server));
  g_assert_cmpstr (signet_secret_get_text (signet_practice_server_get_code (self->server)), ==,
                   "alone");
  make_server (self, 0, FALSE);
  add_code (self, "8", "eight");
  start (self);
  g_assert_cmpstr (signet_practice_server_get_reference (self->server), ==, "8");
  make_server (self, 0, FALSE);
  start (self);
  g_assert_cmpstr (signet_practice_server_get_reference (self->server), ==, "8");
}

static void
assert_no_start (Fixture *self,
                 int      code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (signet_practice_server_start (self->server, &error));
  g_assert_error (error, SIGNET_ERROR, code);
  g_assert_null (signet_practice_server_get_url (self->server));
}

static void
test_bad_options (Fixture       *self,
                  gconstpointer  data)
{
  add_code (self, "1", "");
  assert_no_start (self, SIGNET_ERROR_USAGE);
  make_server (self, 0, FALSE);
  add_code (self, "", "x");
  assert_no_start (self, SIGNET_ERROR_USAGE);
  make_server (self, 0, FALSE);
  add_code (self, "\xff", "x");
  assert_no_start (self, SIGNET_ERROR_USAGE);
  make_server (self, 0, FALSE);
  add_code (self, "1", "\xff");
  assert_no_start (self, SIGNET_ERROR_USAGE);
  make_server (self, 65536, FALSE);
  assert_no_start (self, SIGNET_ERROR_USAGE);
}

static void
test_two_servers (Fixture       *self,
                  gconstpointer  data)
{
  SignetPracticeOptions options = { .folder = self->folder };
  g_autoptr (SignetPracticeServer) other = signet_practice_server_new (&options);
  g_autoptr (GError) error = NULL;

  start (self);
  g_assert_false (signet_practice_server_start (other, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_BUSY);
}

static void
test_port_taken (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *folder = g_dir_make_tmp ("signet-server-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = NULL;
  SignetPracticeOptions options = { .folder = folder };
  g_autoptr (SignetPracticeServer) other = NULL;

  start (self);
  uri = g_uri_parse (signet_practice_server_get_url (self->server), G_URI_FLAGS_NONE, NULL);
  options.port = (guint) g_uri_get_port (uri);
  other = signet_practice_server_new (&options);
  g_assert_false (signet_practice_server_start (other, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
  /* After that failure it can be started again. */
  signet_practice_server_stop (self->server);
  g_clear_error (&error);
  g_assert_true (signet_practice_server_start (other, &error));
  g_assert_no_error (error);
  g_clear_object (&other);
  practice_remove_folder (folder);
}

static void
test_events (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (PracticeClient) client = NULL;

  start (self);
  client = new_client (self, "Ada");
  g_assert_cmpint (OSSL_CMP_try_certreq (client->context, OSSL_CMP_IR, NULL, NULL), ==, 1);
  wait_for_events (self, "request issued confirmed");
  g_assert_cmpuint (self->last_number, ==, 1);
}

static void
test_approval (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr (PracticeClient) client = NULL;
  g_autoptr (GError) error = NULL;
  int check_after;

  make_server (self, 0, TRUE);
  start (self);
  client = new_client (self, "Ada");
  g_assert_cmpint (OSSL_CMP_try_certreq (client->context, OSSL_CMP_IR, NULL, &check_after), ==, -1);
  wait_for_events (self, "request waiting");
  g_assert_false (signet_practice_server_approve (self->server, 5, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NOT_FOUND);
  g_clear_error (&error);
  make_server (self, 0, TRUE);
  start (self);
  OSSL_CMP_CTX_set_transfer_cb_arg (client->context, self->server);
  g_assert_true (signet_practice_server_approve (self->server, 1, &error));
  g_assert_no_error (error);
  g_assert_cmpint (OSSL_CMP_try_certreq (client->context, OSSL_CMP_IR, NULL, &check_after), ==, 1);
  wait_for_events (self, "approved issued confirmed");
}

static void
test_reject (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (PracticeClient) client = NULL;
  g_autoptr (GError) error = NULL;
  int check_after;

  make_server (self, 0, TRUE);
  start (self);
  client = new_client (self, "Ada");
  g_assert_cmpint (OSSL_CMP_try_certreq (client->context, OSSL_CMP_IR, NULL, &check_after), ==, -1);
  wait_for_events (self, "request waiting");
  g_assert_false (signet_practice_server_reject (self->server, 1, "no", &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_true (signet_practice_server_reject (self->server, 1, "badRequest", &error));
  g_assert_no_error (error);
  g_assert_cmpint (OSSL_CMP_try_certreq (client->context, OSSL_CMP_IR, NULL, &check_after), ==, 0);
  g_assert_cmphex (OSSL_CMP_CTX_get_failInfoCode (client->context), ==,
                   1 << OSSL_CMP_PKIFAILUREINFO_badRequest);
  wait_for_events (self, "rejected");
}

static void
test_not_started (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (signet_practice_server_approve (self->server, 1, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE);
  g_clear_error (&error);
  g_assert_false (signet_practice_server_reject (self->server, 1, "badRequest", &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE);
  signet_practice_server_stop (self->server);
}

/* The last reference goes while the CA runs and events are under way. */
static void
test_release (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (PracticeClient) client = NULL;
  gpointer server;

  start (self);
  client = new_client (self, "Ada");
  g_assert_cmpint (OSSL_CMP_try_certreq (client->context, OSSL_CMP_IR, NULL, NULL), ==, 1);
  server = self->server;
  g_object_add_weak_pointer (server, &server);
  g_clear_object (&self->server);
  g_assert_null (server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (self->events->str, ==, "");
}

static void
test_event_copy (Fixture       *self,
                 gconstpointer  data)
{
  SignetPracticeEvent event = { "name", 3, "AB", "1001", "CN=Ada", "0A", "text" };
  SignetPracticeEvent *copy = g_boxed_copy (SIGNET_TYPE_PRACTICE_EVENT, &event);

  g_assert_cmpstr (copy->name, ==, "name");
  g_assert_cmpuint (copy->number, ==, 3);
  g_assert_cmpstr (copy->transaction, ==, "AB");
  g_assert_cmpstr (copy->reference, ==, "1001");
  g_assert_cmpstr (copy->subject, ==, "CN=Ada");
  g_assert_cmpstr (copy->serial, ==, "0A");
  g_assert_cmpstr (copy->text, ==, "text");
  g_boxed_free (SIGNET_TYPE_PRACTICE_EVENT, copy);
}

#define ADD(path, function) \
  g_test_add ("/practice/server/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("default", test_default);
  ADD ("list", test_list);
  ADD ("behaviour", test_behaviour);
  ADD ("codes", test_codes);
  ADD ("bad-options", test_bad_options);
  ADD ("two-servers", test_two_servers);
  ADD ("port-taken", test_port_taken);
  ADD ("events", test_events);
  ADD ("approval", test_approval);
  ADD ("reject", test_reject);
  ADD ("not-started", test_not_started);
  ADD ("release", test_release);
  ADD ("event-copy", test_event_copy);

  return g_test_run ();
}
