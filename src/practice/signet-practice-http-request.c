/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-http-private.h"

#include <string.h>

#include "core/signet-error.h"

#define CONTENT_TYPE "application/pkixcmp" /* RFC 9811 3.3 */

#define PATIENCE 16 /* times the largest message before a client is cut off */

static void
refuse (SoupServerMessage *message,
        guint              status,
        const char        *text)
{
  g_autofree char *body = g_strconcat (text, "\n", NULL);

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "text/plain; charset=utf-8", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

static gboolean
is_one_of (SignetPracticeHttp *self,
           const char         *host,
           const char *const  *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *with_port = g_strdup_printf ("%s:%u", names[i], self->port);

      if (g_ascii_strcasecmp (host, names[i]) == 0 || g_ascii_strcasecmp (host, with_port) == 0)
        return TRUE;
    }

  return FALSE;
}

/* A web page that makes a browser send requests here does so under a name of its own. OpenSSL's
 * client leaves the port out. */
static gboolean
is_own_host (SignetPracticeHttp *self,
             const char         *host)
{
  static const char *const names[] = { "127.0.0.1", "localhost", NULL };

  return host != NULL &&
         (is_one_of (self, host, names) ||
          (self->setup.hosts != NULL && is_one_of (self, host, self->setup.hosts)));
}

static gboolean
is_fetch (SoupServerMessage *message)
{
  const char *method = soup_server_message_get_method (message);

  return method == SOUP_METHOD_GET || method == SOUP_METHOD_HEAD;
}

static void
check_headers (SignetPracticeHttp *self,
               SoupServerMessage  *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  if (!is_own_host (self, soup_message_headers_get_one (headers, "Host")))
    refuse (message, SOUP_STATUS_MISDIRECTED_REQUEST, "The practice CA has another name.");
  else if (!signet_practice_http_check_client (self, message))
    refuse (message, SOUP_STATUS_FORBIDDEN, "The practice CA does not take this certificate.");
  else if (is_fetch (message))
    return;
  else if (soup_server_message_get_method (message) != SOUP_METHOD_POST)
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow",
                                    "GET, HEAD, POST");
      refuse (message, SOUP_STATUS_METHOD_NOT_ALLOWED,
              "The practice CA answers GET, HEAD and POST only.");
    }
  else if (type == NULL || g_ascii_strcasecmp (type, CONTENT_TYPE) != 0)
    refuse (message, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE,
            "The practice CA answers " CONTENT_TYPE " only.");
  else if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
           soup_message_headers_get_content_length (headers) > SIGNET_PRACTICE_MAX_MESSAGE)
    refuse (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "The message is too large.");
}

static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              gsize             *received)
{
  *received += g_bytes_get_size (chunk);
  if (*received > SIGNET_PRACTICE_MAX_MESSAGE && soup_server_message_get_status (message) == 0)
    {
      /* What came already is dropped, and so is what follows. */
      soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
      soup_message_body_truncate (soup_server_message_get_request_body (message));
      refuse (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "The message is too large.");
    }
  if (*received > (gsize) PATIENCE * SIGNET_PRACTICE_MAX_MESSAGE)
    signet_practice_http_close_stream (message);
}

/* Called when the headers are there, before the body is read. */
static void
early_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  SignetPracticeHttp *self = user_data;

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection",
                                "close");
  check_headers (self, message);
  if (soup_server_message_get_status (message) != 0)
    soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_signal_connect_data (message, "got-chunk", G_CALLBACK (got_chunk_cb), g_new0 (gsize, 1),
                         (GClosureNotify) (GCallback) g_free, 0);
}

static void
give (SignetPracticeHttp *self,
      SoupServerMessage  *message,
      const char         *path)
{
  const char *type = NULL;
  g_autoptr (GBytes) content = self->setup.fetch (path, &type, self->setup.user_data);

  if (content == NULL)
    {
      refuse (message, SOUP_STATUS_NOT_FOUND, "The practice CA has nothing at this address.");
      return;
    }
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY,
                                    g_bytes_get_data (content, NULL), g_bytes_get_size (content));
}

static gboolean
unpause_cb (gpointer user_data)
{
  soup_server_message_unpause (user_data);

  return G_SOURCE_REMOVE;
}

/* The client may be gone before the time is over. */
static void
forget_pause_cb (SoupServerMessage *message,
                 GSource           *source)
{
  g_source_destroy (source);
}

static void
pause_message (SignetPracticeHttp *self,
               SoupServerMessage  *message)
{
  g_autoptr (GSource) source = NULL;

  if (self->setup.answer_delay == 0)
    return;
  source = g_timeout_source_new (self->setup.answer_delay);
  g_source_set_callback (source, unpause_cb, g_object_ref (message), g_object_unref);
  g_signal_connect_data (message, "finished", G_CALLBACK (forget_pause_cb), g_source_ref (source),
                         (GClosureNotify) (GCallback) g_source_unref, 0);
  soup_server_message_pause (message);
  g_source_attach (source, self->context);
}

static gboolean
is_dropped (SignetPracticeHttp *self)
{
  g_autofree char *number = g_strdup_printf ("%u", self->n_messages);

  return self->setup.drops != NULL && g_strv_contains (self->setup.drops, number);
}

static void
last_finished_cb (SoupServerMessage  *message,
                  SignetPracticeHttp *self)
{
  self->setup.ended (self->setup.user_data);
}

static void
answer (SignetPracticeHttp *self,
        SoupServerMessage  *message)
{
  g_autoptr (GBytes)
    body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) reply = self->setup.answer (body, self->setup.user_data, &error);

  if (reply == NULL)
    {
      guint status = g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_NOT_CMP)
                       ? SOUP_STATUS_BAD_REQUEST
                       : SOUP_STATUS_INTERNAL_SERVER_ERROR;

      refuse (message, status, error->message);
      return;
    }
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, CONTENT_TYPE, SOUP_MEMORY_COPY,
                                    g_bytes_get_data (reply, NULL), g_bytes_get_size (reply));
}

/* Called with the whole body, unless a status was set before. */
static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  SignetPracticeHttp *self = user_data;
  guint max = self->setup.max_messages;

  if (is_fetch (message))
    {
      give (self, message, path);
      return;
    }
  if (max > 0 && self->n_messages >= max)
    {
      refuse (message, SOUP_STATUS_SERVICE_UNAVAILABLE, "The practice CA has ended.");
      return;
    }
  self->n_messages++;
  answer (self, message);
  if (self->n_messages == max)
    g_signal_connect (message, "finished", G_CALLBACK (last_finished_cb), self);
  if (is_dropped (self))
    signet_practice_http_close_stream (message);
  else
    pause_message (self, message);
}

/*< private >
 * signet_practice_http_add_handlers:
 * @self: a server
 *
 * Has libsoup's server call this file.
 */
void
signet_practice_http_add_handlers (SignetPracticeHttp *self)
{
  soup_server_add_early_handler (self->server, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
}
