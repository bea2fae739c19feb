/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-transport-private.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "core/signet-error.h"
#include "core/signet-text.h"

#define CHUNK (16 * 1024)
#define SHOWN_PAGE 200 /* bytes of an error page that are kept for a specialist */

struct _SignetTransport
{
  GMainContext *context;
  SoupSession *session;
  GUri *uri;
  guint timeout;
  gboolean left;
};

/* One message on its way and the answer to it. */
typedef struct
{
  SignetTransport *transport;
  SoupMessage *message;
  GBytes *body;
  GMainLoop *loop;
  GCancellable *abort;
  GInputStream *stream;
  GByteArray *answer;
  gboolean overdue;
  GError *error;
} Carriage;

static SignetError
code_of_io_error (const GError *error)
{
  if (error->domain == G_RESOLVER_ERROR)
    return SIGNET_ERROR_HOST_NOT_FOUND;
  if (error->domain == G_TLS_ERROR)
    return SIGNET_ERROR_TLS;
  if (error->domain != G_IO_ERROR)
    return SIGNET_ERROR_UNREACHABLE;

  /* -Wswitch-enum wants every code of GIO here; most of them cannot happen on a socket. */
  if (error->code == G_IO_ERROR_TIMED_OUT)
    return SIGNET_ERROR_TIMED_OUT;
  if (error->code == G_IO_ERROR_PROXY_FAILED || error->code == G_IO_ERROR_PROXY_AUTH_FAILED ||
      error->code == G_IO_ERROR_PROXY_NEED_AUTH || error->code == G_IO_ERROR_PROXY_NOT_ALLOWED)
    return SIGNET_ERROR_PROXY;

  return SIGNET_ERROR_UNREACHABLE;
}

static const char *
sentence_of_code (SignetError code,
                  gboolean    left)
{
  if (code == SIGNET_ERROR_HOST_NOT_FOUND)
    return _ ("The server’s name “%s” is not known.");
  if (code == SIGNET_ERROR_TLS)
    return _ ("No secure connection to “%s” could be made.");
  if (code == SIGNET_ERROR_TIMED_OUT)
    return _ ("“%s” did not answer in time.");
  if (code == SIGNET_ERROR_TRUNCATED)
    return _ ("The answer of “%s” was cut off.");
  if (code == SIGNET_ERROR_UNREACHABLE && left)
    return _ ("“%s” closed the connection without an answer.");
  if (code == SIGNET_ERROR_PROXY)
    return _ ("The proxy did not let the request through to “%s”.");

  return _ ("“%s” cannot be reached.");
}

static void
set_transport_error (Carriage     *self,
                     SignetError   code,
                     const GError *cause)
{
  g_autofree char *where = code == SIGNET_ERROR_HOST_NOT_FOUND
                             ? g_strdup (g_uri_get_host (self->transport->uri))
                             : g_strdup_printf ("%s:%d", g_uri_get_host (self->transport->uri),
                                                g_uri_get_port (self->transport->uri));
  g_autofree char *message = NULL;

  if (self->error != NULL)
    return;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  message = g_strdup_printf (sentence_of_code (code, self->transport->left), where);
#pragma GCC diagnostic pop
  self->error = g_error_new_literal (SIGNET_ERROR, code, message);
  if (cause != NULL)
    signet_error_add_technical (self->error, cause->message);
}

static void
finish (Carriage *self)
{
  g_main_loop_quit (self->loop);
}

/* Tells why a transfer ended: the person, our clock, or the network. */
static void
fail (Carriage *self,
      GError   *cause)
{
  if (self->error != NULL)
    {
      finish (self);
      return;
    }

  if (self->overdue)
    set_transport_error (self, SIGNET_ERROR_TIMED_OUT, NULL);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->error = g_error_copy (cause);
  else if (self->stream != NULL)
    set_transport_error (self,
                         g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)
                           ? SIGNET_ERROR_TIMED_OUT
                           : SIGNET_ERROR_TRUNCATED,
                         cause);
  else
    set_transport_error (self, code_of_io_error (cause), cause);
  finish (self);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Carriage *self = user_data;
  g_autoptr (GError) cause = NULL;
  g_autoptr (GBytes) chunk =
    g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &cause);

  if (chunk == NULL)
    {
      fail (self, cause);
      return;
    }
  if (g_bytes_get_size (chunk) == 0)
    {
      finish (self);
      return;
    }

  g_byte_array_append (self->answer, g_bytes_get_data (chunk, NULL),
                       (guint) g_bytes_get_size (chunk));
  if (self->answer->len > SIGNET_TRANSPORT_LIMIT)
    {
      self->error = g_error_new (SIGNET_ERROR, SIGNET_ERROR_TOO_LARGE,
                                 _ ("The server’s answer is larger than %d MiB."),
                                 SIGNET_TRANSPORT_LIMIT / (1024 * 1024));
      finish (self);
      return;
    }

  g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->abort, read_cb,
                                   self);
}

static void
send_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Carriage *self = user_data;
  g_autoptr (GError) cause = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (object), result, &cause);
  if (self->stream == NULL)
    fail (self, cause);
  else
    g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->abort, read_cb,
                                     self);
}

static gboolean
overdue_cb (gpointer user_data)
{
  Carriage *self = user_data;

  self->overdue = TRUE;
  g_cancellable_cancel (self->abort);

  return G_SOURCE_REMOVE;
}

/* The person does not want to wait any longer. What has left cannot be called back: then the answer
 * is awaited all the same, so that it can be journalled. */
static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Carriage *self = user_data;

  if (!self->transport->left)
    g_cancellable_cancel (self->abort);

  return G_SOURCE_REMOVE;
}

static void
starting_cb (SoupMessage *message,
             gpointer     user_data)
{
  Carriage *self = user_data;

  self->transport->left = TRUE;
}

/* libsoup sends an empty body after an authentication unless it is given again. */
static void
restarted_cb (SoupMessage *message,
              gpointer     user_data)
{
  Carriage *self = user_data;

  soup_message_set_request_body_from_bytes (message, "application/pkixcmp", self->body);
}

static GSource *
attach (Carriage    *self,
        GSource     *source,
        GSourceFunc  callback)
{
  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, self->transport->context);

  return source;
}

static void
drop_source (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

/* RFC 9811 3.1: a CMP message counts with any 2xx, 4xx and 5xx; its type makes it one. */
static gboolean
is_cmp (SoupMessage *message)
{
  const char *type =
    soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);
  guint status = soup_message_get_status (message);

  return (SOUP_STATUS_IS_SUCCESSFUL (status) || SOUP_STATUS_IS_CLIENT_ERROR (status) ||
          SOUP_STATUS_IS_SERVER_ERROR (status)) &&
         type != NULL &&
         (g_ascii_strcasecmp (type, "application/pkixcmp") == 0 ||
          g_ascii_strcasecmp (type, "application/pkixcmp-poll") == 0);
}

static void
set_http_error (Carriage *self)
{
  guint status = soup_message_get_status (self->message);
  const char *phrase = soup_message_get_reason_phrase (self->message);
  g_autofree char *shown_phrase = signet_text_clean (phrase != NULL ? phrase : "", SHOWN_PAGE);
  g_autofree char *start =
    g_strndup (self->answer->len > 0 ? (const char *) self->answer->data : "",
               MIN (self->answer->len, SHOWN_PAGE));
  g_autofree char *shown = signet_text_clean (start, SHOWN_PAGE);

  if (SOUP_STATUS_IS_REDIRECTION (status))
    {
      const char *target = soup_message_headers_get_one (
        soup_message_get_response_headers (self->message), "Location");
      g_autofree char *shown_target = signet_text_clean (target != NULL ? target : "?", 500);

      self->error = g_error_new (SIGNET_ERROR, SIGNET_ERROR_REDIRECTED,
                                 _ ("The server points to “%s”."), shown_target);
    }
  else if (SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      self->error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_NOT_CMP,
                                         _ ("The server’s answer is not a CMP message."));
    }
  else
    {
      self->error =
        g_error_new (SIGNET_ERROR, SIGNET_ERROR_HTTP,
                     _ ("The server answered with HTTP status %u (%s)."), status, shown_phrase);
    }
  signet_error_set_http (self->error, status);
  if (*shown != '\0')
    signet_error_add_technical (self->error, shown);
}

/* The length of the outermost DER element tells whether the whole message arrived. */
static void
check_complete (Carriage *self)
{
  const guchar *data = self->answer->data;
  gsize length = self->answer->len;
  gsize size = 0, head = 2;

  if (length < 2 || data[0] != 0x30)
    return;
  if (data[1] < 0x80)
    size = data[1];
  else if (data[1] <= 0x84 && length >= 2u + (data[1] & 0x7f))
    {
      for (guint i = 0; i < (data[1] & 0x7fu); i++)
        size = (size << 8) | data[2 + i];
      head += data[1] & 0x7f;
    }
  if (head + size > length)
    set_transport_error (self, SIGNET_ERROR_TRUNCATED, NULL);
}

static SoupMessage *
new_message (Carriage *self)
{
  SoupMessage *message = soup_message_new_from_uri (SOUP_METHOD_POST, self->transport->uri);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_set_request_body_from_bytes (message, "application/pkixcmp", self->body);
  /* A connection that the server has closed meanwhile would lose a message that must not be lost
   * (a pollReq, a certConf): each one has its own connection. */
  soup_message_headers_replace (soup_message_get_request_headers (message), "Connection", "close");
  g_signal_connect (message, "starting", G_CALLBACK (starting_cb), self);
  g_signal_connect (message, "restarted", G_CALLBACK (restarted_cb), self);

  return message;
}

static void
carry (Carriage     *self,
       GCancellable *cancellable)
{
  GSource *timer =
    attach (self, g_timeout_source_new_seconds (self->transport->timeout), overdue_cb);
  GSource *wish = cancellable != NULL ? attach (self, g_cancellable_source_new (cancellable),
                                                G_SOURCE_FUNC (cancelled_cb))
                                      : NULL;

  soup_session_send_async (self->transport->session, self->message, G_PRIORITY_DEFAULT, self->abort,
                           send_cb, self);
  g_main_loop_run (self->loop);

  drop_source (timer);
  g_clear_pointer (&wish, drop_source);
}

static GBytes *
take_answer (Carriage  *self,
             GError   **error)
{
  if (self->error == NULL && !is_cmp (self->message))
    set_http_error (self);
  if (self->error == NULL)
    check_complete (self);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&self->answer));
}

static void
carriage_clear (Carriage *self)
{
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_object (&self->stream);
  g_clear_object (&self->abort);
  g_clear_pointer (&self->answer, g_byte_array_unref);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Carriage, carriage_clear)

/**
 * signet_transport_send:
 * @self: a transport
 * @message: a PKIMessage in DER
 * @cancellable: (nullable): gives the transfer up, but only while no byte has left
 * @error: return location for an error
 *
 * Posts @message (RFC 9811 3) and reads the answer, of at most %SIGNET_TRANSPORT_LIMIT bytes. A
 * redirection is reported, never followed. Blocks, for at most the time given to
 * signet_transport_new().
 *
 * Returns: (transfer full) (nullable): the content of the answer, which is not looked at further
 */
GBytes *
signet_transport_send (SignetTransport  *self,
                       GBytes           *message,
                       GCancellable     *cancellable,
                       GError          **error)
{
  g_auto (Carriage) carriage = { 0 };

  g_return_val_if_fail (self != NULL && message != NULL, NULL);

  carriage.transport = self;
  carriage.body = message;
  carriage.message = new_message (&carriage);
  carriage.loop = g_main_loop_new (self->context, FALSE);
  carriage.abort = g_cancellable_new ();
  carriage.answer = g_byte_array_new ();

  carry (&carriage, cancellable);

  return take_answer (&carriage, error);
}

/**
 * signet_transport_has_left:
 * @self: a transport
 *
 * Returns: whether a byte of any message may have reached the server
 */
gboolean
signet_transport_has_left (SignetTransport *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->left;
}

/* A server on this machine, as the practice CA is one. No desktop has a proxy between, and asking
 * for one would load half of the desktop's modules. */
static gboolean
is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address)
                         : g_ascii_strcasecmp (host, "localhost") == 0;
}

/**
 * signet_transport_new:
 * @url: the server's address, as signet_url_normalize() makes it
 * @timeout: how many seconds one message and its answer may take
 *
 * Makes a transport for the calling thread, which gets a main context of its own until the
 * transport is freed on it.
 *
 * Returns: (transfer full): a transport
 */
SignetTransport *
signet_transport_new (const char *url,
                      guint       timeout)
{
  SignetTransport *self;

  g_return_val_if_fail (url != NULL && timeout > 0, NULL);

  self = g_new0 (SignetTransport, 1);
  self->context = g_main_context_new ();
  g_main_context_push_thread_default (self->context);
  self->uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  g_assert (self->uri != NULL);
  self->timeout = timeout;
  self->session = soup_session_new_with_options ("timeout", timeout, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  if (is_loopback (self->uri))
    soup_session_set_proxy_resolver (self->session, NULL);

  return self;
}

/**
 * signet_transport_free:
 * @self: a transport, on the thread that made it
 *
 * Closes the connections and frees @self.
 */
void
signet_transport_free (SignetTransport *self)
{
  g_return_if_fail (self != NULL);

  soup_session_abort (self->session);
  g_object_unref (self->session);
  /* What libsoup still has to close is closed before the context goes. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);
  g_uri_unref (self->uri);
  g_free (self);
}
