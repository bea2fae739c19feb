/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-error.h"
#include "ui/signet-server-preview.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *host;
  const char *port;
  const char *path;
  gboolean encrypted;
  gboolean local;
} Case;

static void
test_addresses (void)
{
  const Case cases[] = {
    { "https://pki.example.edu/cmp/alias", "pki.example.edu", "443 – HTTPS", "/cmp/alias", TRUE,
      FALSE },
    { "  HTTPS://PKI.Example.edu:8443  ", "pki.example.edu", "8443 – HTTPS", "/", TRUE, FALSE },
    { "pki.example.edu", "pki.example.edu", "80 – HTTP", "/", FALSE, FALSE },
    { "pki.example.edu:8080/cmp?a=b", "pki.example.edu", "8080 – HTTP", "/cmp?a=b", FALSE, FALSE },
    { "http://127.0.0.1:8080/pkix/", "127.0.0.1", "8080 – HTTP", "/pkix/", FALSE, TRUE },
    { "http://[::1]/", "::1", "80 – HTTP", "/", FALSE, TRUE },
    { "localhost/cmp", "localhost", "80 – HTTP", "/cmp", FALSE, TRUE },
    { "https://[2001:db8::1]:444/x", "2001:db8::1", "444 – HTTPS", "/x", TRUE, FALSE },
    { "http.example.edu", "http.example.edu", "80 – HTTP", "/", FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SignetServerPreview) preview =
        signet_server_preview_new (cases[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (preview->host, ==, cases[i].host);
      g_assert_cmpstr (preview->port, ==, cases[i].port);
      g_assert_cmpstr (preview->path, ==, cases[i].path);
      g_assert_cmpint (preview->encrypted, ==, cases[i].encrypted);
      g_assert_cmpint (preview->local, ==, cases[i].local);
    }
}

static void
test_refused (void)
{
  const char *const texts[] = {
    "",
    "   ",
    "http:",
    "https:/",
    "https://",
    "https:/pki.example.edu",
    "HTTP:pki.example.edu",
    "ftp://pki.example.edu",
    "https://user:password@pki.example.edu",
    "pki example edu",
    "https://pki.example.edu:70000/",
    "https://pki.example.edu:0/",
    "https://pki.example.edu\u202e/",
    "https://pki\nexample.edu",
    "\xff\xfe",
    "https://a..b/",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (signet_server_preview_new (texts[i], &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_URL);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

/* The sentence stands in the window: it may not be as long as what was pasted. */
static void
test_long (void)
{
  g_autofree char *blanks = g_strnfill (1000, ' ');
  g_autofree char *text = g_strconcat ("a", blanks, "b", NULL);
  g_autofree char *endless = g_strnfill (1000000, 'a');
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  g_assert_null (signet_server_preview_new (text, &error));
  g_assert_cmpuint (strlen (error->message), <, 200);
  g_assert_null (signet_server_preview_new (endless, &other));
  g_assert_cmpuint (strlen (other->message), <, 200);
}

static void
test_https (void)
{
  const char *const cases[][2] = {
    { "pki.example.edu/cmp", "https://pki.example.edu/cmp" },
    { "http://pki.example.edu:80/cmp", "https://pki.example.edu/cmp" },
    { "pki.example.edu:8080", "https://pki.example.edu:8080/" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SignetServerPreview) preview = signet_server_preview_new (cases[i][0], NULL);
      g_autofree char *https = signet_server_preview_dup_https (preview);
      g_autoptr (SignetServerPreview) again = signet_server_preview_new (https, NULL);

      g_assert_cmpstr (https, ==, cases[i][1]);
      g_assert_true (again->encrypted);
      g_assert_cmpstr (again->host, ==, preview->host);
      g_assert_cmpstr (again->path, ==, preview->path);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/server-preview/addresses", test_addresses);
  g_test_add_func ("/ui/server-preview/refused", test_refused);
  g_test_add_func ("/ui/server-preview/long", test_long);
  g_test_add_func ("/ui/server-preview/https", test_https);

  return g_test_run ();
}
