/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "core/signet-error.h"
#include "fault-fixture.h"

#define PAGE "<html><body>Not <b>here</b>\033[31m</body></html>"

/* A SEQUENCE that says it has 300 bytes. */
static const guchar LONG_HEAD[] = { 0x30, 0x82, 0x01, 0x2c };

static GBytes *
big_answer (void)
{
  gsize length = 4 * 1024 * 1024 + 1;
  g_autofree guchar *data = g_malloc0 (length);

  return fault_answer ("200 OK", "application/pkixcmp", data, length);
}

static GBytes *
cut_answer (void)
{
  static const char text[] =
    "HTTP/1.1 200 OK\r\nContent-Type: application/pkixcmp\r\nContent-Length: 900\r\nConnection: "
    "close\r\n\r\n0123456789";

  return g_bytes_new_static (text, strlen (text));
}

static GBytes *
redirection (void)
{
  static const char text[] =
    "HTTP/1.1 307 Elsewhere\r\nLocation: http://127.0.0.1:1/else\r\nContent-Length: "
    "0\r\nConnection: close\r\n\r\n";

  return g_bytes_new_static (text, strlen (text));
}

static GBytes *
new_text (const char *text)
{
  return g_bytes_new_static (text, strlen (text));
}

/* Its end is the end of the connection: nobody tells how long it will be. */
static GBytes *
endless_answer (void)
{
  g_autoptr (GString) answer =
    g_string_new ("HTTP/1.1 200 OK\r\nContent-Type: application/pkixcmp\r\n\r\n");

  for (guint i = 0; i < 300; i++)
    g_string_append (answer, "0123456789");

  return g_string_free_to_bytes (g_steal_pointer (&answer));
}

#define OK "HTTP/1.1 200 OK\r\nContent-Type: application/pkixcmp\r\nConnection: close\r\n"
#define CHUNKED(size, data) \
  OK "Transfer-Encoding: chunked\r\n\r\n" size "\r\n" data "\r\n0\r\n\r\n"

/* Answers that are a text. */
static const struct
{
  const char *path;
  const char *text;
} TEXTS[] = {
  { "/chunked", CHUNKED ("5", "0\003\002\001\002") },
  { "/chunked-cut", OK "Transfer-Encoding: chunked\r\n\r\n5\r\n0\003" },
  { "/gzip", OK "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\037\213\010z" },
  { "/identity", OK "Content-Encoding: identity\r\nContent-Length: 5\r\n\r\n0\003\002\001\002" },
  { "/empty", OK "Content-Length: 0\r\n\r\n" },
  { "/empty-500", "HTTP/1.1 500 Oops\r\nContent-Type: application/pkixcmp\r\nContent-Length: "
                  "0\r\nConnection: close\r\n\r\n" },
  { "/no-type", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n"
                "0\003\002\001\002" },
  { "/redirect-cmp", "HTTP/1.1 302 Found\r\nLocation: /else\033[31m\r\nContent-Type: "
                     "application/pkixcmp\r\nContent-Length: 5\r\nConnection: close\r\n\r\n"
                     "0\003\002\001\002" },
  { "/redirect-nowhere", "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nConnection: "
                         "close\r\n\r\n" },
  { "/not-http", "SSH-2.0-OpenSSH_9.2\r\n\r\n" },
  { "/date", OK "Date: Tue, 24 Nov 2026 12:00:00 GMT\r\nContent-Length: "
                "5\r\n\r\n0\003\002\001\002" },
  { "/date-wrong", OK "Date: yesterday\r\nContent-Length: 5\r\n\r\n0\003\002\001\002" },
};

static GBytes *
text_by_path (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (TEXTS); i++)
    {
      if (g_str_equal (path, TEXTS[i].path))
        return new_text (TEXTS[i].text);
    }

  return NULL;
}

static GBytes *
answer_by_path (const char *path,
                GBytes     *body,
                gpointer    user_data)
{
  gsize length;
  const void *data = g_bytes_get_data (body, &length);

  if (g_str_equal (path, "/echo"))
    return fault_answer ("200 OK", "application/pkixcmp", data, length);
  if (g_str_equal (path, "/poll-type"))
    return fault_answer ("200 OK", "application/pkixcmp-poll", data, length);
  if (g_str_equal (path, "/500-cmp"))
    return fault_answer ("500 Internal Server Error", "application/pkixcmp", data, length);
  if (g_str_equal (path, "/400-cmp"))
    return fault_answer ("400 Bad Request", "application/pkixcmp", data, length);
  if (g_str_equal (path, "/404"))
    return fault_answer ("404 Not Found", "text/html", PAGE, strlen (PAGE));
  if (g_str_equal (path, "/500"))
    return fault_answer ("500 Internal Server Error", "text/html", PAGE, strlen (PAGE));
  if (g_str_equal (path, "/page"))
    return fault_answer ("200 OK", "text/html", PAGE, strlen (PAGE));
  if (g_str_equal (path, "/short"))
    return fault_answer ("200 OK", "application/pkixcmp", LONG_HEAD, sizeof LONG_HEAD);
  if (g_str_equal (path, "/big"))
    return big_answer ();
  if (g_str_equal (path, "/cut"))
    return cut_answer ();
  if (g_str_equal (path, "/redirect"))
    return redirection ();
  if (g_str_equal (path, "/nothing"))
    return new_text ("");
  if (g_str_equal (path, "/endless"))
    return endless_answer ();

  return text_by_path (path);
}

static SignetTransport *
new_transport (const char *url)
{
  g_autoptr (SignetProfile) profile = fault_fixture_profile_for (url);

  signet_profile_set_timeout (profile, 5);

  return fault_fixture_transport (profile);
}

static GBytes *
post (FaultServer   *server,
      const char    *path,
      GCancellable  *cancellable,
      gboolean      *left,
      GError       **error)
{
  g_autoptr (SignetProfile) profile = fault_fixture_profile (server, path);

  if (g_str_equal (path, "/silent"))
    signet_profile_set_timeout (profile, 1);

  return fault_fixture_post (profile, cancellable, left, error);
}

static void
test_transport_cmp (gconstpointer data)
{
  g_autoptr (FaultServer) server = fault_server_new (answer_by_path, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;
  gboolean left = FALSE;

  answer = post (server, data, NULL, &left, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), "0\003\002\001\002",
                   5);
  g_assert_true (left);
}

/* What a server can do instead of answering, and the code that it gets. */
typedef struct
{
  const char *path;
  int code;
  guint http_status;
} Fault;

static const Fault FAULTS[] = {
  { "/404", SIGNET_ERROR_HTTP, 404 },
  { "/500", SIGNET_ERROR_HTTP, 500 },
  { "/page", SIGNET_ERROR_NOT_CMP, 200 },
  { "/redirect", SIGNET_ERROR_REDIRECTED, 307 },
  { "/big", SIGNET_ERROR_TOO_LARGE, 0 },
  { "/cut", SIGNET_ERROR_TRUNCATED, 0 },
  { "/short", SIGNET_ERROR_TRUNCATED, 0 },
  { "/silent", SIGNET_ERROR_TIMED_OUT, 0 },
  { "/nothing", SIGNET_ERROR_UNREACHABLE, 0 },
  { "/chunked-cut", SIGNET_ERROR_TRUNCATED, 0 },
  { "/gzip", SIGNET_ERROR_NOT_CMP, 200 },
  { "/empty", SIGNET_ERROR_NOT_CMP, 200 },
  { "/empty-500", SIGNET_ERROR_HTTP, 500 },
  { "/no-type", SIGNET_ERROR_NOT_CMP, 200 },
  { "/redirect-cmp", SIGNET_ERROR_REDIRECTED, 302 },
  { "/redirect-nowhere", SIGNET_ERROR_HTTP, 302 },
  { "/not-http", SIGNET_ERROR_NOT_CMP, 0 },
};

static void
test_transport_fault (gconstpointer data)
{
  const Fault *fault = data;
  g_autoptr (FaultServer) server = fault_server_new (answer_by_path, NULL);
  g_autoptr (GError) error = NULL;
  gboolean left = FALSE;

  g_assert_null (post (server, fault->path, NULL, &left, &error));
  g_assert_error (error, SIGNET_ERROR, fault->code);
  g_assert_cmpuint (signet_error_get_details (error)->http_status, ==, fault->http_status);
  g_assert_true (left);
  g_assert_cmpuint (fault_server_get_n_requests (server), ==, 1);
}

/* The profile may set a limit, whether the length of an answer is told or not. */
static void
test_transport_limit (gconstpointer path)
{
  g_autoptr (FaultServer) server = fault_server_new (answer_by_path, NULL);
  g_autoptr (SignetProfile) profile = fault_fixture_profile (server, path);
  g_autoptr (GError) error = NULL;

  fault_fixture_set (profile, SIGNET_SETTING_MAX_ANSWER_SIZE, "1024");
  g_assert_null (fault_fixture_post (profile, NULL, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "1.0"));
}

/* Of an answer that is said to be too large, not a byte is waited for. */
static GBytes *
announce_large (const char *path,
                GBytes     *body,
                gpointer    user_data)
{
  return new_text (OK "Content-Length: 99999999999\r\n\r\n");
}

static void
test_transport_told_too_large (void)
{
  const FaultOptions options = { .end = FAULT_HOLD };
  g_autoptr (FaultServer) server = fault_server_new_full (&options, announce_large, NULL);
  g_autoptr (SignetProfile) profile = fault_fixture_profile (server, "/");
  g_autoptr (GError) error = NULL;

  signet_profile_set_timeout (profile, 3600);
  g_assert_null (fault_fixture_post (profile, NULL, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_TOO_LARGE);
}

static GBytes *
begin_answer (const char *path,
              GBytes     *body,
              gpointer    user_data)
{
  return g_str_equal (path, "/body") ? new_text (OK "Content-Length: 900\r\n\r\n0123")
                                     : new_text ("");
}

static void
test_transport_reset (gconstpointer path)
{
  const FaultOptions options = { .end = FAULT_RESET };
  g_autoptr (FaultServer) server = fault_server_new_full (&options, begin_answer, NULL);
  g_autoptr (SignetProfile) profile = fault_fixture_profile (server, path);
  g_autoptr (GError) error = NULL;
  gboolean left = FALSE;

  g_assert_null (fault_fixture_post (profile, NULL, &left, &error));
  g_assert_true (left);
  /* A reset may overtake the bytes that were sent before it. */
  if (!g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_TRUNCATED))
    g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_UNREACHABLE);
}

static void
test_transport_date (void)
{
  static const struct
  {
    const char *path;
    gint64 date;
  } cases[] = { { "/date", 1795521600 }, { "/date-wrong", 0 }, { "/echo", 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FaultServer) server = fault_server_new (answer_by_path, NULL);
      g_autoptr (SignetProfile) profile = fault_fixture_profile (server, cases[i].path);
      g_autoptr (SignetTransport) transport = fault_fixture_transport (profile);
      g_autoptr (GBytes) message = fault_fixture_message ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) answer = signet_transport_send (transport, message, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (answer);
      g_assert_cmpint (signet_transport_get_http_date (transport), ==, cases[i].date);
    }
}

static void
test_transport_target_is_cleaned (void)
{
  g_autoptr (FaultServer) server = fault_server_new (answer_by_path, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (post (server, "/redirect-cmp", NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "/else"));
  g_assert_null (strchr (error->message, '\033'));
}

static void
test_transport_page_is_cleaned (void)
{
  g_autoptr (FaultServer) server = fault_server_new (answer_by_path, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (post (server, "/404", NULL, NULL, &error));
  g_assert_nonnull (strstr (signet_error_get_details (error)->technical, "Not <b>here</b>"));
  g_assert_null (strchr (signet_error_get_details (error)->technical, '\033'));
}

static void
test_transport_closed_port (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) message = g_bytes_new_static ("0\000", 2);
  g_autofree char *url = NULL;
  SignetTransport *transport;

  {
    g_autoptr (FaultServer) server = fault_server_new (answer_by_path, NULL);

    url = fault_server_dup_url (server, "/echo");
  }

  transport = new_transport (url);
  g_assert_null (signet_transport_send (transport, message, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_UNREACHABLE);
  g_assert_false (signet_transport_has_left (transport));
  signet_transport_free (transport);
}

static void
test_transport_ipv6 (void)
{
  g_autoptr (SignetTransport) transport = new_transport ("http://[::1]:1/");
  g_autoptr (GBytes) message = g_bytes_new_static ("0\000", 2);
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_transport_send (transport, message, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (error->message, "[::1]:1"));
}

static void
test_transport_unknown_host (void)
{
  g_autoptr (SignetTransport) transport = new_transport ("http://no-such-host.invalid/");
  g_autoptr (GBytes) message = g_bytes_new_static ("0\000", 2);
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_transport_send (transport, message, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_HOST_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "no-such-host.invalid"));
  g_assert_false (signet_transport_has_left (transport));
}

static void
test_transport_cancelled_before (void)
{
  g_autoptr (FaultServer) server = fault_server_new (answer_by_path, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gboolean left = TRUE;

  g_cancellable_cancel (cancellable);
  g_assert_null (post (server, "/echo", cancellable, &left, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (left);
  g_assert_cmpuint (fault_server_get_n_requests (server), ==, 0);
}

/* What has left is awaited: the wish to stop does not lose an answer. */
static void
test_transport_cancelled_after (void)
{
  g_autoptr (FaultServer) server = fault_server_new (answer_by_path, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = fault_fixture_cancel_after_request (server, cancellable);

  g_assert_null (post (server, "/silent", cancellable, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_TIMED_OUT);
  g_thread_join (thread);
  g_assert_true (g_cancellable_is_cancelled (cancellable));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/cmp/transport/answer", "/echo", test_transport_cmp);
  g_test_add_data_func ("/cmp/transport/answer-poll-type", "/poll-type", test_transport_cmp);
  g_test_add_data_func ("/cmp/transport/answer-with-500", "/500-cmp", test_transport_cmp);
  g_test_add_data_func ("/cmp/transport/answer-with-400", "/400-cmp", test_transport_cmp);
  g_test_add_data_func ("/cmp/transport/answer-chunked", "/chunked", test_transport_cmp);
  g_test_add_data_func ("/cmp/transport/answer-identity", "/identity", test_transport_cmp);
  g_test_add_data_func ("/cmp/transport/limit-told", "/big", test_transport_limit);
  g_test_add_data_func ("/cmp/transport/limit-untold", "/endless", test_transport_limit);
  g_test_add_func ("/cmp/transport/told-too-large", test_transport_told_too_large);
  g_test_add_data_func ("/cmp/transport/reset-header", "/header", test_transport_reset);
  g_test_add_data_func ("/cmp/transport/reset-body", "/body", test_transport_reset);
  g_test_add_func ("/cmp/transport/date", test_transport_date);
  g_test_add_func ("/cmp/transport/target-is-cleaned", test_transport_target_is_cleaned);
  for (guint i = 0; i < G_N_ELEMENTS (FAULTS); i++)
    {
      g_autofree char *name = g_strconcat ("/cmp/transport/fault", FAULTS[i].path, NULL);

      g_test_add_data_func (name, &FAULTS[i], test_transport_fault);
    }
  g_test_add_func ("/cmp/transport/page-is-cleaned", test_transport_page_is_cleaned);
  g_test_add_func ("/cmp/transport/closed-port", test_transport_closed_port);
  g_test_add_func ("/cmp/transport/ipv6", test_transport_ipv6);
  g_test_add_func ("/cmp/transport/unknown-host", test_transport_unknown_host);
  g_test_add_func ("/cmp/transport/cancelled-before", test_transport_cancelled_before);
  g_test_add_func ("/cmp/transport/cancelled-after", test_transport_cancelled_after);

  return g_test_run ();
}
