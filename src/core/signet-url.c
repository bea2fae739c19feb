/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-url.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "core/signet-text.h"

#define MAX_URL 2048
#define MAX_HOST 253    /* characters, RFC 1035 2.3.4 */
#define MAX_SEGMENT 200 /* bytes of the name of a profile in a path */

static gboolean
has_scheme (const char *text)
{
  const char *p = text;

  if (!g_ascii_isalpha (*p))
    return FALSE;
  while (g_ascii_isalnum (*p) || *p == '+' || *p == '-' || *p == '.')
    p++;

  return g_str_has_prefix (p, "://");
}

/* "ca.example.com:8080/cmp" is a host, not a scheme "ca.example.com". */
static char *
add_scheme (const char *text)
{
  if (has_scheme (text))
    return g_strdup (text);

  return g_strconcat ("http:", g_str_has_prefix (text, "//") ? "" : "//", text, NULL);
}

static gboolean
check_text (const char  *text,
            GError     **error)
{
  if (*text == '\0')
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_URL,
                         _ ("The address of the server is empty."));
  else if (strlen (text) > MAX_URL)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_URL,
                 _ ("The address of the server is longer than %d characters."), MAX_URL);
  else if (!signet_text_is_clean (text))
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_URL,
                         _ ("The address of the server contains characters that are not text."));
  else if (strpbrk (text, " \\") != NULL)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_URL,
                 _ ("The address “%s” contains a space or a backslash."), text);
  else
    return TRUE;

  return FALSE;
}

static gboolean
is_host (const char *host)
{
  if (host == NULL || *host == '\0' || strlen (host) > MAX_HOST)
    return FALSE;
  if (strchr (host, ':') != NULL)
    return g_hostname_is_ip_address (host);

  return *host != '.' &&
         strspn (host, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-._") == strlen (host) &&
         strstr (host, "..") == NULL;
}

static gboolean
check_uri (GUri        *uri,
           const char  *text,
           GError     **error)
{
  const char *scheme = g_uri_get_scheme (uri);

  if (!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https"))
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_URL,
                 _ ("The address “%s” begins with neither http:// nor https://."), text);
  else if (g_uri_get_userinfo (uri) != NULL)
    g_set_error_literal (
      error, SIGNET_ERROR, SIGNET_ERROR_URL,
      _ ("The address of the server contains a user name. Remove what stands before the “@”."));
  else if (!is_host (g_uri_get_host (uri)))
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_URL,
                 _ ("The address “%s” has no valid server name."), text);
  else if (g_uri_get_port (uri) == 0)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_URL,
                 _ ("The address “%s” has a port that is not between 1 and 65535."), text);
  else
    return TRUE;

  return FALSE;
}

static char *
join (GUri *uri)
{
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  const char *path = g_uri_get_path (uri);
  const char *query = g_uri_get_query (uri);
  int port = g_uri_get_port (uri);
  g_autofree char *clean_path = NULL;
  g_autofree char *clean_query = NULL;

  if (port == (g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80))
    port = -1;

  clean_path = g_uri_escape_string (*path != '\0' ? path : "/",
                                    G_URI_RESERVED_CHARS_ALLOWED_IN_PATH "%", FALSE);
  if (query != NULL)
    clean_query = g_uri_escape_string (query, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH "%?", FALSE);

  return g_uri_join (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, host, port, clean_path,
                     clean_query, NULL);
}

/**
 * signet_url_normalize:
 * @text: what a person or a file says
 * @error: return location for a %SIGNET_ERROR_URL
 *
 * Reads the address of a CMP server (RFC 9811 3.4). "http://" may be left out; the path is "/"
 * where there is none; a fragment is dropped.
 *
 * Returns: (transfer full) (nullable): the address with scheme, host and path
 */
char *
signet_url_normalize (const char  *text,
                      GError     **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *trimmed = NULL;
  g_autofree char *whole = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  trimmed = g_strstrip (g_strdup (text));
  if (!check_text (trimmed, error))
    return NULL;

  whole = add_scheme (trimmed);
  uri = g_uri_parse (whole, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_URL,
                   _ ("“%s” is not the address of a server."), trimmed);
      return NULL;
    }
  if (!check_uri (uri, trimmed, error))
    return NULL;

  return join (uri);
}

/**
 * signet_url_suggest_https:
 * @text: what a person or a file says
 *
 * An address without a scheme means http, as everywhere with CMP; many servers speak https, too.
 *
 * Returns: (transfer full) (nullable): the address with https; %NULL where @text has a scheme or is
 *   no address at all
 */
char *
signet_url_suggest_https (const char *text)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *whole = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  trimmed = g_strstrip (g_strdup (text));
  if (has_scheme (trimmed))
    return NULL;
  whole = g_strconcat ("https:", g_str_has_prefix (trimmed, "//") ? "" : "//", trimmed, NULL);

  return signet_url_normalize (whole, NULL);
}

/* Only what stays one segment of the path on its whole way through proxies and gateways. */
static gboolean
check_segment (const char  *name,
               GError     **error)
{
  if (*name != '\0' && strlen (name) <= MAX_SEGMENT && signet_text_is_clean (name) &&
      strpbrk (name, "/\\%") == NULL && !g_str_equal (name, ".") && !g_str_equal (name, ".."))
    return TRUE;
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_URL,
                       _ ("The name of a CA or profile in an address is one word without “/”, “\\” "
                          "and “%”."));

  return FALSE;
}

static gboolean
append_segment (GString     *url,
                const char  *parent,
                const char  *name,
                GError     **error)
{
  if (name == NULL)
    return TRUE;
  if (!check_segment (name, error))
    return FALSE;
  g_string_append (url, parent);
  g_string_append_uri_escaped (url, name, NULL, FALSE);

  return TRUE;
}

/**
 * signet_url_well_known:
 * @server: the name of the server, with a scheme and a port where needed, but without a path
 * @name: (nullable): the name of a CA or of a profile of certificates there
 * @operation: (nullable): what is asked for, as IANA registered it: "initialization",
 *   "certification", "keyupdate", "pkcs10", "revocation", "getcacerts", …
 * @error: return location for a %SIGNET_ERROR_URL
 *
 * Makes the address that a CMP server has by itself (RFC 9811 3.4):
 * http://SERVER/.well-known/cmp[/p/NAME][/OPERATION].
 *
 * Returns: (transfer full) (nullable): the address
 */
char *
signet_url_well_known (const char  *server,
                       const char  *name,
                       const char  *operation,
                       GError     **error)
{
  g_autofree char *base = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GString) url = NULL;

  g_return_val_if_fail (server != NULL, NULL);

  base = signet_url_normalize (server, error);
  if (base == NULL)
    return NULL;
  uri = g_uri_parse (base, G_URI_FLAGS_ENCODED, error);
  if (uri == NULL)
    return NULL;
  if (!g_str_equal (g_uri_get_path (uri), "/") || g_uri_get_query (uri) != NULL)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_URL,
                   _ ("“%s” has a path already; only the name of the server is needed."), base);
      return NULL;
    }

  url = g_string_new (base);
  g_string_append (url, ".well-known/cmp");
  if (!append_segment (url, "/p/", name, error) || !append_segment (url, "/", operation, error))
    return NULL;

  return g_string_free (g_steal_pointer (&url), FALSE);
}

/* @uri is NULL where @text is no address at all. A password in a file of settings is nobody's wish;
 * and what comes after a proxy is no path. */
static gboolean
check_proxy (GUri        *uri,
             const char  *text,
             GError     **error)
{
  if (uri == NULL || !g_str_equal (g_uri_get_scheme (uri), "http") || g_uri_get_port (uri) == 0 ||
      !is_host (g_uri_get_host (uri)))
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_URL,
                 _ ("“%s” is not the address of a proxy, which looks like "
                    "“http://proxy.example.com:3128”."),
                 text);
  else if (g_uri_get_userinfo (uri) != NULL)
    g_set_error_literal (
      error, SIGNET_ERROR, SIGNET_ERROR_URL,
      _ ("The address of the proxy contains a user name. Remove what stands before the “@”."));
  else
    return TRUE;

  return FALSE;
}

/**
 * signet_url_normalize_proxy:
 * @text: what a person or a file says
 * @error: return location for a %SIGNET_ERROR_URL
 *
 * Reads the address of an HTTP proxy: "http://HOST:PORT", where "http://" may be left out, and the
 * port where it is 80. A path is dropped.
 *
 * Returns: (transfer full) (nullable): the address, with scheme and port
 */
char *
signet_url_normalize_proxy (const char  *text,
                            GError     **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *trimmed = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *host = NULL;
  int port;

  g_return_val_if_fail (text != NULL, NULL);

  trimmed = g_strstrip (g_strdup (text));
  if (!check_text (trimmed, error))
    return NULL;
  whole = add_scheme (trimmed);
  uri = g_uri_parse (whole, G_URI_FLAGS_ENCODED, NULL);
  if (!check_proxy (uri, trimmed, error))
    return NULL;
  host = g_ascii_strdown (g_uri_get_host (uri), -1);

  port = g_uri_get_port (uri);

  return g_uri_join (G_URI_FLAGS_ENCODED, "http", NULL, host, port > 0 ? port : 80, "", NULL, NULL);
}

/**
 * signet_url_dup_host:
 * @url: (nullable): an address that was normalized
 *
 * Returns: (transfer full) (nullable): the name or the number of the computer in it
 */
char *
signet_url_dup_host (const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL) : NULL;

  return uri != NULL ? g_strdup (g_uri_get_host (uri)) : NULL;
}
