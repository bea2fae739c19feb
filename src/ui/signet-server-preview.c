/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-server-preview.h"

#include "core/signet-error.h"
#include "core/signet-url.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SENTENCE 160 /* characters; a sentence that repeats a longer address helps nobody */

static const char *
skip_scheme (const char *text)
{
  if (g_ascii_strncasecmp (text, "https:", 6) == 0)
    return text + 6;
  if (g_ascii_strncasecmp (text, "http:", 5) == 0)
    return text + 5;

  return NULL;
}

/* "https:/pki.example.edu" would else be a server called "https"; so is half of what is typed. */
static gboolean
check_slashes (const char  *text,
               GError     **error)
{
  const char *rest = skip_scheme (text);

  if (rest == NULL || g_str_has_prefix (rest, "//"))
    return TRUE;
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_URL,
                       _ ("After “http:” or “https:” come two slashes and the server’s name."));

  return FALSE;
}

static char *
normalize (const char  *text,
           GError     **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *url = signet_url_normalize (text, &reason);

  if (url != NULL)
    return g_steal_pointer (&url);

  if (g_utf8_strlen (reason->message, -1) > MAX_SENTENCE)
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_URL,
                         _ ("This is not the address of a server."));
  else
    g_propagate_error (error, g_steal_pointer (&reason));

  return NULL;
}

static gboolean
is_local (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);

  return g_ascii_strcasecmp (host, "localhost") == 0;
}

static char *
describe_port (GUri     *uri,
               gboolean  encrypted)
{
  int port = g_uri_get_port (uri);

  if (port < 0)
    port = encrypted ? 443 : 80;

  return g_strdup_printf ("%d – %s", port, encrypted ? "HTTPS" : "HTTP");
}

static char *
join_path (GUri *uri)
{
  const char *query = g_uri_get_query (uri);

  return g_strconcat (g_uri_get_path (uri), query != NULL ? "?" : NULL, query, NULL);
}

/**
 * signet_server_preview_new:
 * @text: what a person typed
 * @error: return location for a %SIGNET_ERROR_URL, whose message is a sentence for the page
 *
 * Reads an address, see signet_url_normalize ().
 *
 * Returns: (transfer full) (nullable): what it means
 */
SignetServerPreview *
signet_server_preview_new (const char  *text,
                           GError     **error)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *url = NULL;
  g_autoptr (GUri) uri = NULL;
  SignetServerPreview *self;

  g_return_val_if_fail (text != NULL, NULL);

  trimmed = g_strstrip (g_strdup (text));
  if (!check_slashes (trimmed, error))
    return NULL;
  url = normalize (trimmed, error);
  if (url == NULL)
    return NULL;
  uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, error);
  if (uri == NULL)
    return NULL;

  self = g_new0 (SignetServerPreview, 1);
  self->url = g_steal_pointer (&url);
  self->host = g_strdup (g_uri_get_host (uri));
  self->encrypted = g_str_equal (g_uri_get_scheme (uri), "https");
  self->local = is_local (self->host);
  self->port = describe_port (uri, self->encrypted);
  self->path = join_path (uri);

  return self;
}

/**
 * signet_server_preview_free:
 * @self: (nullable): a preview
 *
 * Frees a preview.
 */
void
signet_server_preview_free (SignetServerPreview *self)
{
  if (self == NULL)
    return;
  g_free (self->url);
  g_free (self->host);
  g_free (self->port);
  g_free (self->path);
  g_free (self);
}

/**
 * signet_server_preview_dup_https:
 * @self: the preview of an address that is not encrypted
 *
 * Returns: (transfer full): the same address with https; the usual port becomes the usual port
 */
char *
signet_server_preview_dup_https (const SignetServerPreview *self)
{
  g_return_val_if_fail (self != NULL && !self->encrypted, NULL);

  return g_strconcat ("https", self->url + strlen ("http"), NULL);
}
