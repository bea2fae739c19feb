/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "core/signet-error.h"
#include "fault-fixture.h"
#include "proxy-server.h"

/* A server that answers, and a proxy in front of it. */
typedef struct
{
  FaultServer *server;
  ProxyServer *proxy;
  SignetProfile *profile;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  refusal)
{
  g_autofree char *url = NULL;

  fixture->server = fault_server_new (fault_fixture_echo, NULL);
  fixture->proxy = proxy_server_new (refusal);
  url = proxy_server_dup_url (fixture->proxy);
  fixture->profile = fault_fixture_profile (fixture->server, "/cmp");
  fault_fixture_set (fixture->profile, SIGNET_SETTING_PROXY, url);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  refusal)
{
  signet_profile_unref (fixture->profile);
  g_clear_pointer (&fixture->proxy, proxy_server_free);
  fault_server_free (fixture->server);
}

static void
test_proxy_through (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = fault_fixture_post (fixture->profile, NULL, NULL, &error);
  g_autofree char *request = proxy_server_dup_request (fixture->proxy);
  g_autofree char *expected = NULL;
  g_autofree char *url = fault_server_dup_url (fixture->server, "/cmp");

  g_assert_no_error (error);
  g_assert_nonnull (answer);
  expected = g_strdup_printf ("POST %s HTTP/1.1", url);
  g_assert_cmpstr (request, ==, expected);
}

static void
test_proxy_none (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;

  fault_fixture_set (fixture->profile, SIGNET_SETTING_PROXY, "none");
  answer = fault_fixture_post (fixture->profile, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer);
  g_assert_cmpuint (proxy_server_get_n_requests (fixture->proxy), ==, 0);
}

static void
test_proxy_exception (Fixture       *fixture,
                      gconstpointer  data)
{
  static const char *const LISTS[] = { "127.0.0.1", "*.example.com;127.0.0.0/8" };

  for (guint i = 0; i < G_N_ELEMENTS (LISTS); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) answer = NULL;

      fault_fixture_set (fixture->profile, SIGNET_SETTING_NO_PROXY, LISTS[i]);
      answer = fault_fixture_post (fixture->profile, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (answer);
      g_assert_cmpuint (proxy_server_get_n_requests (fixture->proxy), ==, 0);
    }
}

static void
test_proxy_other_exception (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;

  fault_fixture_set (fixture->profile, SIGNET_SETTING_NO_PROXY, "*.example.com");
  answer = fault_fixture_post (fixture->profile, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer);
  g_assert_cmpuint (proxy_server_get_n_requests (fixture->proxy), ==, 1);
}

static void
test_proxy_closed_port (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gboolean left = TRUE;

  g_clear_pointer (&fixture->proxy, proxy_server_free);
  g_assert_null (fault_fixture_post (fixture->profile, NULL, &left, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_PROXY);
  g_assert_false (left);
}

static void
test_proxy_unknown_name (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fault_fixture_set (fixture->profile, SIGNET_SETTING_PROXY, "http://no-such-proxy.invalid:1");
  g_assert_null (fault_fixture_post (fixture->profile, NULL, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_PROXY);
}

static gboolean
system_has_proxy (const char *server,
                  const char *proxy)
{
  g_auto (GStrv) proxies =
    g_proxy_resolver_lookup (g_proxy_resolver_get_default (), server, NULL, NULL);

  return proxies != NULL && proxies[0] != NULL && g_str_has_prefix (proxies[0], proxy);
}

/* Without a word in the profile the desktop decides, but not about this machine. */
static void
test_proxy_of_system (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *proxy = proxy_server_dup_url (fixture->proxy);
  g_autofree char *request = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) fault = NULL;
  g_autoptr (GBytes) answer = NULL;

  g_setenv ("http_proxy", proxy, TRUE);
  if (!system_has_proxy ("http://ca.invalid/cmp", proxy))
    {
      g_unsetenv ("http_proxy");
      g_test_skip ("the resolver of this system does not look into the environment");
      return;
    }
  signet_profile_unref (fixture->profile);
  fixture->profile = fault_fixture_profile (fixture->server, "/cmp");
  answer = fault_fixture_post (fixture->profile, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (proxy_server_get_n_requests (fixture->proxy), ==, 0);

  signet_profile_set_server (fixture->profile, "http://ca.invalid/cmp", &error);
  g_assert_no_error (error);
  g_assert_null (fault_fixture_post (fixture->profile, NULL, NULL, &fault));
  g_assert_error (fault, SIGNET_ERROR, SIGNET_ERROR_PROXY);
  request = proxy_server_dup_request (fixture->proxy);
  g_assert_cmpstr (request, ==, "POST http://ca.invalid/cmp HTTP/1.1");
  g_unsetenv ("http_proxy");
}

/* What the proxy answers itself; the target is never reached. */
static void
test_proxy_refuses (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fault_fixture_post (fixture->profile, NULL, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_PROXY);
  g_assert_cmpuint (signet_error_get_details (error)->http_status, >=, 400);
  g_assert_cmpuint (fault_server_get_n_requests (fixture->server), ==, 0);
}

static void
use_https (Fixture *fixture)
{
  g_autofree char *url =
    g_strdup_printf ("https://127.0.0.1:%u/cmp", fault_server_get_port (fixture->server));
  g_autoptr (GError) error = NULL;

  signet_profile_set_server (fixture->profile, url, &error);
  g_assert_no_error (error);
}

/* Where HTTPS was meant, nothing has left when the proxy refuses the way. */
static void
test_proxy_refuses_tunnel (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autofree char *request = NULL;
  g_autoptr (GError) error = NULL;
  gboolean left = TRUE;

  use_https (fixture);
  g_assert_null (fault_fixture_post (fixture->profile, NULL, &left, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_PROXY);
  request = proxy_server_dup_request (fixture->proxy);
  g_assert_true (g_str_has_prefix (request, "CONNECT 127.0.0.1:"));
  g_assert_false (left);
}

static void
test_proxy_silent_tunnel (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gboolean left = TRUE;

  use_https (fixture);
  fault_fixture_set (fixture->profile, SIGNET_SETTING_CONNECT_TIMEOUT, "1");
  g_assert_null (fault_fixture_post (fixture->profile, NULL, &left, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_PROXY);
  g_assert_false (left);
}

#define ANSWER(status) "HTTP/1.1 " status "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
#define ASKS \
  "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\n" \
  "Content-Length: 0\r\nConnection: close\r\n\r\n"
#define ADD(path, refusal, function) \
  g_test_add ("/cmp/proxy/" path, Fixture, refusal, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("through", NULL, test_proxy_through);
  ADD ("none", NULL, test_proxy_none);
  ADD ("exception", NULL, test_proxy_exception);
  ADD ("other-exception", NULL, test_proxy_other_exception);
  ADD ("closed-port", NULL, test_proxy_closed_port);
  ADD ("unknown-name", NULL, test_proxy_unknown_name);
  ADD ("of-system", NULL, test_proxy_of_system);
  ADD ("407", ASKS, test_proxy_refuses);
  ADD ("502", ANSWER ("502 Bad Gateway"), test_proxy_refuses);
  ADD ("504", ANSWER ("504 Gateway Timeout"), test_proxy_refuses);
  ADD ("tunnel-403", ANSWER ("403 Forbidden"), test_proxy_refuses_tunnel);
  ADD ("tunnel-407", ASKS, test_proxy_refuses_tunnel);
  ADD ("tunnel-502", ANSWER ("502 Bad Gateway"), test_proxy_refuses_tunnel);
  ADD ("tunnel-504", ANSWER ("504 Gateway Timeout"), test_proxy_refuses_tunnel);
  ADD ("tunnel-silent", "", test_proxy_silent_tunnel);

  return g_test_run ();
}
