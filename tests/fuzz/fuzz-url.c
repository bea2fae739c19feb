/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-url.h"
#include "fuzz.h"

static void
check_normal (const char *url)
{
  g_autofree char *again = signet_url_normalize (url, NULL);

  g_assert_cmpstr (again, ==, url);
}

/* An address in its normal form stays as it is and has a host, and so does a well-known one. */
static void
check_server (const char *text)
{
  g_autofree char *url = signet_url_normalize (text, NULL);
  g_autofree char *well_known = signet_url_well_known (text, "staff", NULL, NULL);
  g_autofree char *host = NULL;

  if (well_known != NULL)
    check_normal (well_known);
  if (url == NULL)
    return;

  check_normal (url);
  host = signet_url_dup_host (url);
  g_assert_nonnull (host);
}

void
fuzz_target (const guint8 *data,
             gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *proxy = signet_url_normalize_proxy (text, NULL);
  g_autofree char *https = signet_url_suggest_https (text);
  g_autofree char *named = signet_url_well_known ("https://ca.example/", text, NULL, NULL);

  check_server (text);
  if (proxy != NULL)
    {
      g_autofree char *again = signet_url_normalize_proxy (proxy, NULL);

      g_assert_cmpstr (again, ==, proxy);
    }
  if (https != NULL)
    g_assert_true (g_str_has_prefix (https, "https://"));
  if (named != NULL)
    check_normal (named);
}
