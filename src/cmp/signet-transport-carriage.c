/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-transport-carriage-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"

#define CHUNK (16 * 1024)

static void
finish (SignetCarriage *self)
{
  g_main_loop_quit (self->loop);
}

static void
fail (SignetCarriage *self,
      GError         *cause)
{
  if (self->error == NULL)
    signet_carriage_explain (self, cause);
  finish (self);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  SignetCarriage *self = user_data;
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
  if (self->answer->len > self->limit)
    {
      signet_carriage_refuse_size (self);
      finish (self);
      return;
    }

  g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->abort, read_cb,
                                   self);
}

/* Where the server tells the length, nothing of an answer that is too long is taken. */
static gboolean
is_told_too_large (SignetCarriage *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
         soup_message_headers_get_content_length (headers) > (goffset) self->limit;
}

static void
send_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  SignetCarriage *self = user_data;
  g_autoptr (GError) cause = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (object), result, &cause);
  if (self->stream == NULL)
    {
      fail (self, cause);
      return;
    }

  self->phase = SIGNET_PHASE_READ;
  if (is_told_too_large (self))
    {
      signet_carriage_refuse_size (self);
      finish (self);
      return;
    }

  g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->abort, read_cb,
                                   self);
}

static gboolean
connect_overdue_cb (gpointer user_data)
{
  SignetCarriage *self = user_data;

  if (self->phase < SIGNET_PHASE_WAIT && self->overdue == SIGNET_OVERDUE_NO)
    {
      self->overdue = SIGNET_OVERDUE_CONNECT;
      g_cancellable_cancel (self->abort);
    }

  return G_SOURCE_REMOVE;
}

static gboolean
overdue_cb (gpointer user_data)
{
  SignetCarriage *self = user_data;

  if (self->overdue == SIGNET_OVERDUE_NO)
    self->overdue = self->is_total ? SIGNET_OVERDUE_TOTAL : SIGNET_OVERDUE_MESSAGE;
  g_cancellable_cancel (self->abort);

  return G_SOURCE_REMOVE;
}

/* The person does not want to wait any longer. What has left cannot be called back: then the answer
 * is awaited all the same, so that it can be journalled. */
static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  SignetCarriage *self = user_data;

  if (self->abandonable || !self->left)
    g_cancellable_cancel (self->abort);

  return G_SOURCE_REMOVE;
}

static gboolean
is_proxy (GIOStream *connection)
{
  g_autoptr (GSocketAddress) address =
    G_IS_SOCKET_CONNECTION (connection)
      ? g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL)
      : NULL;

  return G_IS_PROXY_ADDRESS (address);
}

static void
event_cb (SoupMessage        *message,
          GSocketClientEvent  event,
          GIOStream          *connection,
          gpointer            user_data)
{
  static const SignetPhase PHASES[] = {
    [G_SOCKET_CLIENT_RESOLVING] = SIGNET_PHASE_RESOLVE,
    [G_SOCKET_CLIENT_RESOLVED] = SIGNET_PHASE_CONNECT,
    [G_SOCKET_CLIENT_CONNECTING] = SIGNET_PHASE_CONNECT,
    [G_SOCKET_CLIENT_CONNECTED] = SIGNET_PHASE_CONNECT,
    [G_SOCKET_CLIENT_PROXY_NEGOTIATING] = SIGNET_PHASE_PROXY,
    [G_SOCKET_CLIENT_PROXY_NEGOTIATED] = SIGNET_PHASE_TLS,
    [G_SOCKET_CLIENT_TLS_HANDSHAKING] = SIGNET_PHASE_TLS,
    [G_SOCKET_CLIENT_TLS_HANDSHAKED] = SIGNET_PHASE_TLS,
    [G_SOCKET_CLIENT_COMPLETE] = SIGNET_PHASE_TLS,
  };
  SignetCarriage *self = user_data;

  if (event < G_N_ELEMENTS (PHASES) && self->phase < SIGNET_PHASE_WAIT)
    self->phase = PHASES[event];
  if (event != G_SOCKET_CLIENT_CONNECTING)
    return;
  self->fresh = TRUE;
  self->proxied = is_proxy (connection);
}

/* A server that keeps a transaction with its connection would not know the message on another one:
 * it stays here. */
static gboolean
is_on_wrong_connection (SignetCarriage *self)
{
  return self->required != 0 && self->connection != self->required;
}

static void
starting_cb (SoupMessage *message,
             gpointer     user_data)
{
  SignetCarriage *self = user_data;

  self->connection = soup_message_get_connection_id (message);
  if (is_on_wrong_connection (self))
    {
      g_autofree char *where = signet_carriage_dup_where (self);

      self->error = g_error_new (SIGNET_ERROR, SIGNET_ERROR_UNREACHABLE,
                                 _ ("“%s” did not keep the connection, as the setup requires; the "
                                    "next message was not sent."),
                                 where);
      g_cancellable_cancel (self->abort);
      return;
    }

  self->phase = SIGNET_PHASE_WAIT;
  self->left = TRUE;
}

static GSource *
attach (SignetCarriage *self,
        GSource        *source,
        GSourceFunc     callback)
{
  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, self->context);

  return source;
}

static void
drop_source (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static void
set_up (SignetCarriage *self)
{
  self->loop = g_main_loop_new (self->context, FALSE);
  self->abort = g_cancellable_new ();
  self->answer = g_byte_array_new ();
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  signet_tls_watch (self->tls, self->message, &self->peer);
  g_signal_connect (self->message, "network-event", G_CALLBACK (event_cb), self);
  g_signal_connect (self->message, "starting", G_CALLBACK (starting_cb), self);
}

/**
 * signet_carriage_run:
 * @self: a message, with what is given filled in and everything else 0
 * @cancellable: (nullable): the person's wish to end it
 *
 * Sends the message and takes in the answer; iterates the main context meanwhile. No redirection is
 * followed.
 */
void
signet_carriage_run (SignetCarriage *self,
                     GCancellable   *cancellable)
{
  GSource *connect_timer, *message_timer;
  GSource *wish = NULL;

  g_return_if_fail (self != NULL && self->message != NULL && self->limit > 0 && self->time > 0);

  set_up (self);
  connect_timer = attach (self, g_timeout_source_new (self->connect_time), connect_overdue_cb);
  message_timer = attach (self, g_timeout_source_new (self->time), overdue_cb);
  if (cancellable != NULL)
    wish =
      attach (self, g_cancellable_source_new (cancellable), G_SOURCE_FUNC (cancelled_cb));

  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT, self->abort, send_cb,
                           self);
  g_main_loop_run (self->loop);

  drop_source (connect_timer);
  drop_source (message_timer);
  g_clear_pointer (&wish, drop_source);
}

/**
 * signet_carriage_clear:
 * @self: a message that came to its end
 *
 * Frees what @self owns.
 */
void
signet_carriage_clear (SignetCarriage *self)
{
  g_return_if_fail (self != NULL);

  if (self->message != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->message, self);
      g_signal_handlers_disconnect_by_data (self->message, &self->peer);
    }
  g_clear_object (&self->message);
  g_clear_object (&self->stream);
  g_clear_object (&self->abort);
  g_clear_pointer (&self->answer, g_byte_array_unref);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  signet_tls_peer_clear (&self->peer);
  g_clear_error (&self->error);
}
