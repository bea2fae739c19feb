/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-transport-carriage-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "core/signet-text.h"

#define SHOWN_PAGE 200   /* bytes of an error page that are kept for a specialist */
#define SHOWN_TARGET 500 /* characters of the target of a redirection */

static const char *
get_header (SignetCarriage *self,
            const char     *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (self->message), name);
}

/* RFC 9811 3.1: a CMP message counts with any 2xx, 4xx and 5xx; its type makes it one. */
static gboolean
is_cmp (SignetCarriage *self)
{
  const char *type = soup_message_headers_get_content_type (
    soup_message_get_response_headers (self->message), NULL);
  guint status = soup_message_get_status (self->message);

  return (SOUP_STATUS_IS_SUCCESSFUL (status) || SOUP_STATUS_IS_CLIENT_ERROR (status) ||
          SOUP_STATUS_IS_SERVER_ERROR (status)) &&
         type != NULL &&
         (g_ascii_strcasecmp (type, "application/pkixcmp") == 0 ||
          g_ascii_strcasecmp (type, "application/pkixcmp-poll") == 0);
}

/* The type and the beginning of what came, for a specialist. */
static void
add_page (SignetCarriage *self)
{
  const char *type = get_header (self, "Content-Type");
  g_autofree char *shown_type = signet_text_clean (type != NULL ? type : "–", SHOWN_PAGE);
  g_autofree char *line = g_strdup_printf ("Content-Type: %s", shown_type);
  g_autofree char *start =
    g_strndup (self->answer->len > 0 ? (const char *) self->answer->data : "",
               MIN (self->answer->len, SHOWN_PAGE));
  g_autofree char *shown = signet_text_clean (start, SHOWN_PAGE);

  signet_error_set_http (self->error, soup_message_get_status (self->message));
  signet_error_add_technical (self->error, line);
  signet_error_add_technical (self->error, shown);
}

static void
set_redirected (SignetCarriage *self)
{
  const char *target = get_header (self, "Location");
  g_autofree char *shown = signet_text_clean (target, SHOWN_TARGET);

  self->error = g_error_new (SIGNET_ERROR, SIGNET_ERROR_REDIRECTED,
                             _ ("The server points to “%s”."), shown);
}

/* What a proxy says in the server's place: that it wants to know who asks, or, where the connection
 * was to be secure, anything at all before the server had a say. */
static gboolean
is_of_proxy (SignetCarriage *self)
{
  guint status = soup_message_get_status (self->message);

  if (status == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED)
    return TRUE;
  if (!self->proxied || SOUP_STATUS_IS_SUCCESSFUL (status))
    return FALSE;

  return status == SOUP_STATUS_BAD_GATEWAY || status == SOUP_STATUS_GATEWAY_TIMEOUT ||
         !self->left;
}

static void
set_proxy_error (SignetCarriage *self)
{
  g_autofree char *where = signet_carriage_dup_where (self);
  guint status = soup_message_get_status (self->message);

  if (status == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED)
    self->error =
      g_error_new (SIGNET_ERROR, SIGNET_ERROR_PROXY,
                   _ ("The proxy in front of “%s” asks for a user name and a password."), where);
  else
    self->error = g_error_new (
      SIGNET_ERROR, SIGNET_ERROR_PROXY,
      _ ("The proxy did not let the request through to “%s” (HTTP status %u)."), where, status);
}

static void
set_http_error (SignetCarriage *self)
{
  guint status = soup_message_get_status (self->message);
  const char *phrase = soup_message_get_reason_phrase (self->message);
  g_autofree char *shown = signet_text_clean (phrase != NULL ? phrase : "", SHOWN_PAGE);

  if (SOUP_STATUS_IS_REDIRECTION (status) && get_header (self, "Location") != NULL)
    set_redirected (self);
  else if (is_of_proxy (self))
    set_proxy_error (self);
  else
    self->error = g_error_new (SIGNET_ERROR, SIGNET_ERROR_HTTP,
                               _ ("The server answered with HTTP status %u (%s)."), status, shown);
}

static void
set_not_cmp (SignetCarriage *self,
             const char     *sentence)
{
  self->error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_NOT_CMP, sentence);
}

static void
set_truncated (SignetCarriage *self)
{
  g_autofree char *where = signet_carriage_dup_where (self);

  self->error = g_error_new (SIGNET_ERROR, SIGNET_ERROR_TRUNCATED,
                             _ ("The answer of “%s” was cut off."), where);
}

/* The length of the outermost DER element tells whether the whole message arrived. */
static gboolean
is_complete (const guchar *data,
             gsize         length)
{
  gsize size = 0, head = 2;

  if (length < 2 || data[0] != 0x30)
    return TRUE;
  if (data[1] < 0x80)
    size = data[1];
  else if (data[1] <= 0x84 && length >= 2u + (data[1] & 0x7f))
    {
      for (guint i = 0; i < (data[1] & 0x7fu); i++)
        size = (size << 8) | data[2 + i];
      head += data[1] & 0x7f;
    }

  return head + size <= length;
}

/* Nobody asked for it, and what was packed small could become large. */
static gboolean
is_encoded (SignetCarriage *self)
{
  const char *encoding = get_header (self, "Content-Encoding");

  return encoding != NULL && g_ascii_strcasecmp (encoding, "identity") != 0;
}

/**
 * signet_carriage_refuse_size:
 * @self: a message whose answer is too large
 *
 * Sets the error.
 */
void
signet_carriage_refuse_size (SignetCarriage *self)
{
  g_autofree char *limit = g_format_size_full (self->limit, G_FORMAT_SIZE_IEC_UNITS);

  self->error = g_error_new (SIGNET_ERROR, SIGNET_ERROR_TOO_LARGE,
                             _ ("The server’s answer is larger than %s."), limit);
}

/**
 * signet_carriage_judge_cmp:
 * @self: a message whose answer came
 *
 * Sets an error where the web server, or somebody on the way, did not give a CMP message.
 */
void
signet_carriage_judge_cmp (SignetCarriage *self)
{
  gboolean good = SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (self->message));

  if (self->error != NULL)
    return;
  if (is_cmp (self) && self->answer->len > 0 && !is_encoded (self))
    {
      if (!is_complete (self->answer->data, self->answer->len))
        set_truncated (self);
      return;
    }

  if (!good)
    set_http_error (self);
  else if (is_encoded (self))
    set_not_cmp (self, _ ("The server’s answer is compressed, which CMP does not know."));
  else if (self->answer->len == 0)
    set_not_cmp (self, _ ("The server’s answer is empty."));
  else
    set_not_cmp (self, _ ("The server’s answer is not a CMP message."));
  add_page (self);
}

/**
 * signet_carriage_judge_file:
 * @self: a message whose answer came
 *
 * Sets an error where the web server did not give a file.
 */
void
signet_carriage_judge_file (SignetCarriage *self)
{
  if (self->error != NULL || soup_message_get_status (self->message) == SOUP_STATUS_OK)
    return;

  set_http_error (self);
  add_page (self);
}
