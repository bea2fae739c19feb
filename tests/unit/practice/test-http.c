/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "core/signet-error.h"
#include "practice/signet-practice-http.h"

#define TYPE "Content-Type: application/pkixcmp\r\n"
#define END "Connection: close\r\n\r\n"

typedef struct
{
  SignetPracticeHttp *http;
  guint port;
  SignetPracticeHttpSetup setup;
  gint n_answers; /* atomic; counted on the server's thread */
  gint ended;     /* atomic */
} Fixture;

/* Gives back what came, but for two words. */
static GBytes *
answer (GBytes    *message,
        gpointer   user_data,
        GError   **error)
{
  Fixture *self = user_data;
  const char *data = g_bytes_get_data (message, NULL);

  g_atomic_int_inc (&self->n_answers);
  if (g_bytes_get_size (message) == 4 && memcmp (data, "junk", 4) == 0)
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NOT_CMP, "This is junk.");
  else if (g_bytes_get_size (message) == 4 && memcmp (data, "fail", 4) == 0)
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_FAILED, "This failed.");
  else
    return g_bytes_ref (message);

  return NULL;
}

static GBytes *
fetch (const char  *path,
       const char **type,
       gpointer     user_data)
{
  *type = "text/x-list";

  return g_str_equal (path, "/list") ? g_bytes_new_static ("a list", 6) : NULL;
}

static void
ended (gpointer user_data)
{
  Fixture *self = user_data;

  g_atomic_int_set (&self->ended, TRUE);
}

/* On the port that it had before, if any. */
static SignetPracticeHttp *
start (Fixture  *self,
       GError  **error)
{
  self->setup.port = self->port;
  self->setup.answer = answer;
  self->setup.fetch = fetch;
  self->setup.ended = ended;
  self->setup.user_data = self;

  return signet_practice_http_start (&self->setup, error);
}

/* With another setup. */
static void
restart (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  signet_practice_http_stop (self->http);
  self->http = start (self, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  self->http = start (self, &error);
  g_assert_no_error (error);
  self->port = signet_practice_http_get_port (self->http);
  g_assert_cmpuint (self->port, >, 0);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_pointer (&self->http, signet_practice_http_stop);
}

static GSocketConnection *
connect_to (Fixture *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) self->port, NULL,
                                                &error);
  g_assert_no_error (error);

  return connection;
}

static gboolean
send_bytes (GSocketConnection *connection,
            const void        *data,
            gsize              length)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), data,
                                    length, NULL, NULL, NULL);
}

/* Reads until the server closes the connection. */
static char *
receive_all (GSocketConnection *connection)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GString *text = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  while ((n = g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (text, buffer, n);

  return g_string_free (text, FALSE);
}

static char *
ask (Fixture    *self,
     const char *request)
{
  g_autoptr (GSocketConnection) connection = connect_to (self);

  g_assert_true (send_bytes (connection, request, strlen (request)));

  return receive_all (connection);
}

static void
assert_status (const char *response,
               guint       status)
{
  g_autofree char *expected = g_strdup_printf (" %u ", status);
  g_autofree char *seen = NULL;

  g_assert_true (g_str_has_prefix (response, "HTTP/1."));
  seen = g_strndup (response + strlen ("HTTP/1.1"), strlen (expected));
  g_assert_cmpstr (seen, ==, expected);
}

/* Sends one request whose Host is right, and compares the status. */
static void
assert_ask (Fixture    *self,
            guint       status,
            const char *first_line,
            const char *rest)
{
  g_autofree char *request = g_strdup_printf ("%s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n%s", first_line,
                                              self->port, rest);
  g_autofree char *response = ask (self, request);

  assert_status (response, status);
}

static void
test_post (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *request = NULL;
  g_autofree char *response = NULL;

  request = g_strdup_printf ("POST /any/path?at=all HTTP/1.1\r\nHost: LOCALHOST:%u\r\n" TYPE
                             "Content-Length: 5\r\n" END "hello",
                             self->port);
  response = ask (self, request);
  assert_status (response, 200);
  g_assert_nonnull (strstr (response, "Content-Type: application/pkixcmp\r\n"));
  g_assert_true (g_str_has_suffix (response, "\r\n\r\nhello"));
  assert_ask (self, 200, "POST /",
              "Content-Type: application/pkixcmp; x=y\r\nContent-Length: 0\r\n" END);
  assert_ask (self, 200, "POST /",
              TYPE "Transfer-Encoding: chunked\r\n" END "5\r\nhello\r\n0\r\n\r\n");
}

static void
test_fetch (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *request = g_strdup_printf (
    "GET /list HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n" END, self->port);
  g_autofree char *response = ask (self, request);

  assert_status (response, 200);
  g_assert_nonnull (strstr (response, "Content-Type: text/x-list\r\n"));
  g_assert_true (g_str_has_suffix (response, "\r\n\r\na list"));
  assert_ask (self, 200, "HEAD /list", END);
  g_assert_cmpint (g_atomic_int_get (&self->n_answers), ==, 0);
}

static char *
ask_hello (Fixture *self)
{
  g_autofree char *request = g_strdup_printf (
    "POST / HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n" TYPE "Content-Length: 5\r\n" END "hello",
    self->port);

  return ask (self, request);
}

static void
test_slow (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *response = NULL;
  gint64 begin;

  self->setup.answer_delay = 300;
  restart (self);
  begin = g_get_monotonic_time ();
  response = ask_hello (self);
  assert_status (response, 200);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 290 * 1000);
}

/* A server that ends does not wait for those that are to come late, nor for those that are gone. */
static void
test_slow_and_stopped (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr (GSocketConnection) stays = NULL;
  g_autofree char *request = NULL;

  self->setup.answer_delay = 60 * 1000;
  restart (self);
  request = g_strdup_printf (
    "POST / HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n" TYPE "Content-Length: 5\r\n" END "hello",
    self->port);
  stays = connect_to (self);
  g_assert_true (send_bytes (stays, request, strlen (request)));
  while (g_atomic_int_get (&self->n_answers) == 0)
    g_thread_yield ();
  g_clear_pointer (&self->http, signet_practice_http_stop);
}

static void
test_drop (Fixture       *self,
           gconstpointer  data)
{
  static const char *const drops[] = { "2", NULL };

  self->setup.drops = drops;
  restart (self);
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *response = ask_hello (self);

      g_assert_cmpint (strlen (response) > 0, ==, i != 2);
    }
  g_assert_cmpint (g_atomic_int_get (&self->n_answers), ==, 3);
}

static void
test_max_messages (Fixture       *self,
                   gconstpointer  data)
{
  self->setup.max_messages = 2;
  restart (self);
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *response = ask_hello (self);

      assert_status (response, i <= 2 ? 200 : 503);
    }
  while (!g_atomic_int_get (&self->ended))
    g_thread_yield ();
  g_assert_cmpint (g_atomic_int_get (&self->n_answers), ==, 2);
}

/* A client that would like to go on is told, and its second message is not answered. */
static void
test_one_message (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *request = NULL;
  g_autofree char *response = NULL;

  request = g_strdup_printf (
    "POST / HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n" TYPE "Content-Length: 1\r\n\r\na"
    "POST / HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n" TYPE "Content-Length: 1\r\n\r\nb",
    self->port, self->port);
  response = ask (self, request);
  assert_status (response, 200);
  g_assert_nonnull (strstr (response, "\r\nConnection: close\r\n"));
  g_assert_true (g_str_has_suffix (response, "\r\n\r\na"));
  g_assert_cmpint (g_atomic_int_get (&self->n_answers), ==, 1);
}

static void
test_refused (Fixture       *self,
              gconstpointer  data)
{
  assert_ask (self, 404, "GET /", END);
  assert_ask (self, 404, "GET /", TYPE END);
  assert_ask (self, 405, "DELETE /list", END);
  assert_ask (self, 405, "PUT /", TYPE "Content-Length: 1\r\n" END "a");
  assert_ask (self, 404, "OPTIONS *", END);
  assert_ask (self, 415, "POST /", "Content-Length: 1\r\n" END "a");
  assert_ask (self, 415, "POST /", "Content-Type: text/plain\r\nContent-Length: 1\r\n" END "a");
  assert_ask (self, 415, "POST /",
              "Content-Type: application/pkixcmpx\r\nContent-Length: 1\r\n" END "a");
  g_assert_cmpint (g_atomic_int_get (&self->n_answers), ==, 0);
}

static void
assert_host (Fixture    *self,
             guint       status,
             const char *host)
{
  g_autofree char *request = g_strdup_printf (
    "POST / HTTP/1.1\r\n%s" TYPE "Content-Length: 1\r\n" END "a", host);
  g_autofree char *response = ask (self, request);

  assert_status (response, status);
}

static void
test_host (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *other_port = g_strdup_printf ("Host: 127.0.0.1:%u\r\n", self->port ^ 1);

  assert_host (self, 421, "Host: attacker.example\r\n");
  assert_host (self, 421, "Host: 127.0.0.1.example\r\n");
  assert_host (self, 421, other_port);
  assert_host (self, 400, "");
  g_assert_cmpint (g_atomic_int_get (&self->n_answers), ==, 0);
  assert_host (self, 200, "Host: 127.0.0.1\r\n");
}

static void
test_errors (Fixture       *self,
             gconstpointer  data)
{
  assert_ask (self, 400, "POST /", TYPE "Content-Length: 4\r\n" END "junk");
  assert_ask (self, 500, "POST /", TYPE "Content-Length: 4\r\n" END "fail");
  assert_ask (self, 400, "NONSENSE", END);
}

static void
send_body (Fixture     *self,
           const char  *headers,
           gsize        size,
           char       **response)
{
  g_autoptr (GSocketConnection) connection = connect_to (self);
  g_autofree char *request = g_strdup_printf (
    "POST / HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n" TYPE "%s" END, self->port, headers);
  g_autofree char *body = g_malloc0 (size);

  g_assert_true (send_bytes (connection, request, strlen (request)));
  send_bytes (connection, body, size);
  *response = receive_all (connection);
}

static void
test_too_large (Fixture       *self,
                gconstpointer  data)
{
  gsize size = 10 * SIGNET_PRACTICE_MAX_MESSAGE;
  g_autofree char *headers = g_strdup_printf ("Content-Length: %" G_GSIZE_FORMAT "\r\n", size);
  g_autofree char *response = NULL;
  g_autofree char *just = NULL;

  send_body (self, headers, size, &response);
  assert_status (response, 413);
  g_assert_cmpint (g_atomic_int_get (&self->n_answers), ==, 0);
  g_free (headers);
  headers = g_strdup_printf ("Content-Length: %d\r\n", SIGNET_PRACTICE_MAX_MESSAGE);
  send_body (self, headers, SIGNET_PRACTICE_MAX_MESSAGE, &just);
  assert_status (just, 200);
}

/* A client that does not say how much it sends gets an answer, too; one that never ends is cut. */
static void
test_endless (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GSocketConnection) connection = connect_to (self);
  g_autofree char *request = NULL;
  g_autofree char *response = NULL;
  g_autofree char *chunk = g_strnfill (0x10000, 'x');
  gsize sent = 0;

  request = g_strdup_printf ("POST / HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n" TYPE
                             "Transfer-Encoding: chunked\r\n" END,
                             self->port);
  g_assert_true (send_bytes (connection, request, strlen (request)));
  while (send_bytes (connection, "10000\r\n", 7) && send_bytes (connection, chunk, 0x10000) &&
         send_bytes (connection, "\r\n", 2))
    {
      sent += 0x10000;
      g_assert_cmpuint (sent, <, 100 * SIGNET_PRACTICE_MAX_MESSAGE);
    }
  g_assert_cmpuint (sent, >, 10 * SIGNET_PRACTICE_MAX_MESSAGE);
  g_assert_cmpint (g_atomic_int_get (&self->n_answers), ==, 0);
  assert_ask (self, 200, "POST /", TYPE "Content-Length: 1\r\n" END "a");
}

static void
test_chunked_too_large (Fixture       *self,
                        gconstpointer  data)
{
  g_autofree char *body = g_strnfill (2 * SIGNET_PRACTICE_MAX_MESSAGE, 'x');
  g_autofree char *rest = g_strdup_printf (
    TYPE "Transfer-Encoding: chunked\r\n" END "200000\r\n%s\r\n0\r\n\r\n", body);

  assert_ask (self, 413, "POST /", rest);
  g_assert_cmpint (g_atomic_int_get (&self->n_answers), ==, 0);
}

/* The client goes away in the middle of its message. */
static void
test_cut_off (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GSocketConnection) connection = connect_to (self);
  g_autofree char *request = NULL;

  request = g_strdup_printf (
    "POST / HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n" TYPE "Content-Length: 100\r\n\r\nabc", self->port);
  g_assert_true (send_bytes (connection, request, strlen (request)));
  g_assert_true (g_io_stream_close (G_IO_STREAM (connection), NULL, NULL));
  assert_ask (self, 200, "POST /", TYPE "Content-Length: 1\r\n" END "a");
  g_assert_cmpint (g_atomic_int_get (&self->n_answers), ==, 1);
}

static void
test_port_in_use (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *port = g_strdup_printf ("%u", self->port);

  g_assert_null (start (self, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
  g_assert_nonnull (strstr (error->message, port));
}

/* Stopping closes connections that clients keep, and the port can be had again at once. */
static void
test_stop (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GSocketConnection) connection = connect_to (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *response = NULL;
  g_autofree char *request = NULL;
  char byte;

  request = g_strdup_printf (
    "POST / HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n" TYPE "Content-Length: 1\r\n\r\na", self->port);
  g_assert_true (send_bytes (connection, request, strlen (request)));
  g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                                        &byte, 1, NULL, NULL),
                   ==, 1);
  signet_practice_http_stop (self->http);
  response = receive_all (connection);
  self->http = start (self, &error);
  g_assert_no_error (error);
  assert_ask (self, 200, "POST /", TYPE "Content-Length: 1\r\n" END "a");
}

#define ADD(path, function) \
  g_test_add ("/practice/http/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("post", test_post);
  ADD ("one-message", test_one_message);
  ADD ("fetch", test_fetch);
  ADD ("slow", test_slow);
  ADD ("slow-and-stopped", test_slow_and_stopped);
  ADD ("drop", test_drop);
  ADD ("max-messages", test_max_messages);
  ADD ("refused", test_refused);
  ADD ("host", test_host);
  ADD ("errors", test_errors);
  ADD ("too-large", test_too_large);
  ADD ("endless", test_endless);
  ADD ("chunked-too-large", test_chunked_too_large);
  ADD ("cut-off", test_cut_off);
  ADD ("port-in-use", test_port_in_use);
  ADD ("stop", test_stop);

  return g_test_run ();
}
