/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "core/signet-error.h"
#include "fault-fixture.h"

#define LIST "a list of numbers"

static GBytes *
redirection (void)
{
  static const char text[] =
    "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/else\033[31m\r\nContent-Length: "
    "0\r\nConnection: close\r\n\r\n";

  return g_bytes_new_static (text, strlen (text));
}

/* A FaultFunc: files by their names. */
static GBytes *
answer_by_path (const char *path,
                GBytes     *body,
                gpointer    user_data)
{
  g_assert_cmpuint (g_bytes_get_size (body), ==, 0);
  if (g_str_equal (path, "/list.crl?q=1"))
    return fault_answer ("200 OK", "application/pkix-crl", LIST, strlen (LIST));
  if (g_str_equal (path, "/untyped"))
    return fault_answer ("200 OK", "", LIST, strlen (LIST));
  if (g_str_equal (path, "/404"))
    return fault_answer ("404 Not Found", "text/html", LIST, strlen (LIST));
  if (g_str_equal (path, "/204"))
    return fault_answer ("204 No Content", "text/html", NULL, 0);
  if (g_str_equal (path, "/redirect"))
    return redirection ();

  return NULL;
}

typedef struct
{
  FaultServer *server;
  SignetTransport *transport;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (SignetProfile) profile = NULL;

  fixture->server = fault_server_new (answer_by_path, NULL);
  profile = fault_fixture_profile (fixture->server, "/");
  fixture->transport = fault_fixture_transport (profile);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  signet_transport_free (fixture->transport);
  fault_server_free (fixture->server);
}

static GBytes *
fetch (Fixture     *fixture,
       const char  *path,
       gsize        limit,
       GError     **error)
{
  g_autofree char *url =
    *path == '/' ? fault_server_dup_url (fixture->server, path) : g_strdup (path);

  return signet_transport_fetch (fixture->transport, url, limit, NULL, error);
}

static void
test_fetch (Fixture       *fixture,
            gconstpointer  path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = fetch (fixture, path, strlen (LIST), &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (file, NULL), g_bytes_get_size (file), LIST, strlen (LIST));
  /* No message has left, and no answer to one has come. */
  g_assert_false (signet_transport_has_left (fixture->transport));
  g_assert_cmpint (signet_transport_get_http_date (fixture->transport), ==, 0);
}

/* What can come instead of a file. */
typedef struct
{
  const char *path;
  int code;
  guint n_requests;
} Fault;

static const Fault FAULTS[] = {
  { "/404", SIGNET_ERROR_HTTP, 1 },
  { "/204", SIGNET_ERROR_HTTP, 1 },
  { "/redirect", SIGNET_ERROR_REDIRECTED, 1 },
  { "file:///etc/passwd", SIGNET_ERROR_URL, 0 },
  { "ldap://127.0.0.1/cn=x", SIGNET_ERROR_URL, 0 },
  { "http://user:secret@127.0.0.1/", SIGNET_ERROR_URL, 0 },
};

static void
test_fetch_fault (Fixture       *fixture,
                  gconstpointer  data)
{
  const Fault *fault = data;
  g_autoptr (GError) error = NULL;

  g_assert_null (fetch (fixture, fault->path, 1000, &error));
  g_assert_error (error, SIGNET_ERROR, fault->code);
  g_assert_null (strchr (error->message, '\033'));
  g_assert_null (strstr (error->message, "secret"));
  g_assert_cmpuint (fault_server_get_n_requests (fixture->server), ==, fault->n_requests);
}

static void
test_fetch_too_large (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fetch (fixture, "/list.crl?q=1", strlen (LIST) - 1, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_TOO_LARGE);
}

static void
test_fetch_cancelled (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *url = fault_server_dup_url (fixture->server, "/silent");
  g_autoptr (GError) error = NULL;
  GThread *thread = fault_fixture_cancel_after_request (fixture->server, cancellable);

  g_assert_null (signet_transport_fetch (fixture->transport, url, 1000, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

#define ADD(path, data, function) \
  g_test_add ("/cmp/transport-fetch/" path, Fixture, data, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("file", "/list.crl?q=1", test_fetch);
  ADD ("untyped", "/untyped", test_fetch);
  for (guint i = 0; i < G_N_ELEMENTS (FAULTS); i++)
    {
      g_autofree char *name = g_strdup_printf ("/cmp/transport-fetch/fault/%u", i);

      g_test_add (name, Fixture, &FAULTS[i], set_up, test_fetch_fault, tear_down);
    }
  ADD ("too-large", NULL, test_fetch_too_large);
  ADD ("cancelled", NULL, test_fetch_cancelled);

  return g_test_run ();
}
