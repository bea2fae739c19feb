/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-url.h"

#include <string.h>

#include "core/signet-error.h"

static void
test_accepted (void)
{
  static const struct
  {
    const char *text;
    const char *url;
  } cases[] = {
    { "http://ca.example.com/pkix/", "http://ca.example.com/pkix/" },
    { "ca.example.com", "http://ca.example.com/" },
    { "  ca.example.com:8080/cmp \n", "http://ca.example.com:8080/cmp" },
    { "//ca.example.com/x", "http://ca.example.com/x" },
    { "localhost:8080", "http://localhost:8080/" },
    { "HTTPS://CA.Example.com:443/A", "https://ca.example.com/A" },
    { "http://ca:80", "http://ca/" },
    { "https://ca:80", "https://ca:80/" },
    { "127.0.0.1:1/p?q=http://x&r", "http://127.0.0.1:1/p?q=http://x&r" },
    { "http://[::1]:8080/p", "http://[::1]:8080/p" },
    { "[2001:db8::1]", "http://[2001:db8::1]/" },
    { "http://ca/a%20b#fragment", "http://ca/a%20b" },
    { "http://ca/ä", "http://ca/%C3%A4" },
    { "http://ca?x=1", "http://ca/?x=1" },
    { "http://ca_1.intern-net/", "http://ca_1.intern-net/" },
    { "http://bücher.example/", "http://xn--bcher-kva.example/" },
    { "https://[2001:DB8::1]:443", "https://[2001:db8::1]/" },
    { "http://ca.example.com./", "http://ca.example.com./" },
    { "http://ca:00080/", "http://ca/" },
    { "http://ca:65535/", "http://ca:65535/" },
    { "http://ca/%41?%3d=%26", "http://ca/A?%3D=%26" },
    { "http://ca/a/@b;c,d", "http://ca/a/@b;c,d" },
    { "http://ca/%00", "http://ca/%00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *url = signet_url_normalize (cases[i].text, &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (url, ==, cases[i].url);
      again = signet_url_normalize (url, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (again, ==, url);
    }
}

static void
test_refused (void)
{
  static const char *const cases[] = { "",
                                       "   ",
                                       "http://",
                                       "http:///path",
                                       "ftp://ca.example.com/",
                                       "file:///etc/passwd",
                                       "mailto:a@example.com",
                                       "http://user@ca/",
                                       "http://user:secret@ca/",
                                       "user@ca",
                                       "http://ca:0/",
                                       "http://ca:65536/",
                                       "http://ca:port/",
                                       "http://ca:-1/",
                                       "http://c a/",
                                       "http://ca/a b",
                                       "http://ca\\x",
                                       "http://ca/\nHost: evil",
                                       "http://ca/\x01",
                                       "http://ca/\xff",
                                       "http://[::1",
                                       "http://[zz]/",
                                       "http://.ca/",
                                       "http://c..a/",
                                       "http://ca%2f@x/",
                                       "http://ca/%zz",
                                       "javascript:alert(1)",
                                       "http://ca\xe2\x80\xae/",
                                       "?",
                                       "/cmp",
                                       ":80",
                                       "http://@ca/",
                                       "http://ca@/",
                                       "http://a@b@ca/",
                                       "http://ca:80:80/",
                                       "http://ca:+80/",
                                       "http://ca:99999999999999999999/",
                                       "http://[::1]x/",
                                       "http://[::1%25eth0\x7f]/",
                                       "http://::1/",
                                       "http://[127.0.0.1]/",
                                       "http://ca^x/",
                                       "http://ca\t/",
                                       "http://ca%00/",
                                       "http://xn--\xc3\x28/",
                                       "https://",
                                       "https:ca",
                                       "http:////ca/" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *url = signet_url_normalize (cases[i], &error);

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_null (url);
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_URL);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      /* A password that somebody typed is not repeated. */
      g_assert_null (g_strrstr (error->message, "secret"));
    }
}

static void
test_too_long (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strnfill (3000, 'a');
  g_autofree char *text = g_strconcat ("http://ca/", path, NULL);

  g_assert_null (signet_url_normalize (text, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_URL);
}

static void
test_long_host (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *host = g_strnfill (254, 'a');
  g_autofree char *text = g_strconcat ("http://", host, "/", NULL);

  g_assert_null (signet_url_normalize (text, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_URL);
}

/* Where nobody said http, https may be offered; where somebody did, it was meant so. */
static void
test_suggest_https (void)
{
  static const struct
  {
    const char *text;
    const char *url;
  } cases[] = {
    { "ca.example.com", "https://ca.example.com/" },
    { " //CA.example.com:8443/x?y ", "https://ca.example.com:8443/x?y" },
    { "[::1]:443", "https://[::1]/" },
    { "http://ca.example.com", NULL },
    { "HTTPS://ca.example.com", NULL },
    { "ftp://ca.example.com", NULL },
    { "user@ca.example.com", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url = signet_url_suggest_https (cases[i].text);

      g_assert_cmpstr (url, ==, cases[i].url);
    }
}

static void
test_well_known (void)
{
  static const struct
  {
    const char *server;
    const char *name;
    const char *operation;
    const char *url;
  } cases[] = {
    { "ca", NULL, NULL, "http://ca/.well-known/cmp" },
    { "https://ca:8443/", NULL, "pkcs10", "https://ca:8443/.well-known/cmp/pkcs10" },
    { "ca", "staff", NULL, "http://ca/.well-known/cmp/p/staff" },
    { "ca", "staff", "getcacerts", "http://ca/.well-known/cmp/p/staff/getcacerts" },
    { "ca", "Ä & b?", NULL, "http://ca/.well-known/cmp/p/%C3%84%20%26%20b%3F" },
    { "ca/cmp", NULL, NULL, NULL },
    { "ca?x", NULL, NULL, NULL },
    { "ca", "a/b", NULL, NULL },
    { "ca", "..", NULL, NULL },
    { "ca", "a%2fb", NULL, NULL },
    { "ca", "", NULL, NULL },
    { "ca", "a\nb", NULL, NULL },
    { "ca", NULL, "a/b", NULL },
    { "user@ca", NULL, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *again = NULL;
      g_autofree char *url =
        signet_url_well_known (cases[i].server, cases[i].name, cases[i].operation, &error);

      g_assert_cmpstr (url, ==, cases[i].url);
      if (url == NULL)
        {
          g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_URL);
          continue;
        }
      again = signet_url_normalize (url, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (again, ==, url);
    }
}

static void
test_proxy (void)
{
  static const struct
  {
    const char *text;
    const char *url;
  } cases[] = {
    { "http://Proxy.example.com:3128", "http://proxy.example.com:3128" },
    { "proxy:8080", "http://proxy:8080" },
    { "proxy", "http://proxy:80" },
    { "http://[::1]:3128/", "http://[::1]:3128" },
    { "https://proxy:3128", NULL },
    { "socks5://proxy:1080", NULL },
    { "http://me:secret@proxy:3128", NULL },
    { "http://proxy:0", NULL },
    { "http://pro xy:1", NULL },
    { "http://:3128", NULL },
    { "http://proxy:port", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *url = signet_url_normalize_proxy (cases[i].text, &error);

      g_assert_cmpstr (url, ==, cases[i].url);
      if (url != NULL)
        continue;
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_URL);
      g_assert_null (strstr (error->message, "secret"));
    }
}

static void
test_host (void)
{
  const struct
  {
    const char *url;
    const char *host;
  } cases[] = {
    { "https://ca.example.com/cmp", "ca.example.com" },
    { "http://127.0.0.1:8080/", "127.0.0.1" },
    { "http://[::1]:8080/", "::1" },
    { "no address", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *host = signet_url_dup_host (cases[i].url);

      g_assert_cmpstr (host, ==, cases[i].host);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/url/accepted", test_accepted);
  g_test_add_func ("/core/url/refused", test_refused);
  g_test_add_func ("/core/url/too-long", test_too_long);
  g_test_add_func ("/core/url/long-host", test_long_host);
  g_test_add_func ("/core/url/suggest-https", test_suggest_https);
  g_test_add_func ("/core/url/well-known", test_well_known);
  g_test_add_func ("/core/url/proxy", test_proxy);
  g_test_add_func ("/core/url/host", test_host);

  return g_test_run ();
}
