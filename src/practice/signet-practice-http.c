/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-http.h"

#include <gio/gnetworking.h>
#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "core/signet-error.h"

#define CONTENT_TYPE "application/pkixcmp" /* RFC 9811 3.3 */
#define SOCKET_KEY "signet-socket"
#define BACKLOG 64
#define PATIENCE 16 /* times the largest message: a client that sends more than that is cut off */

struct _SignetPracticeHttp
{
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  GSocketService *service;
  SoupServer *server;
  guint port;
  SignetPracticeAnswer answer;
  SignetPracticeFetch fetch;
  gpointer user_data;
};

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

/* A web page that makes a browser send requests here does so under a name of its own. OpenSSL's
 * client leaves the port out. */
static gboolean
is_own_host (SignetPracticeHttp *self,
             const char         *host)
{
  static const char *const names[] = { "127.0.0.1", "localhost" };

  for (gsize i = 0; host != NULL && i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *with_port = g_strdup_printf ("%s:%u", names[i], self->port);

      if (g_ascii_strcasecmp (host, names[i]) == 0 || g_ascii_strcasecmp (host, with_port) == 0)
        return TRUE;
    }

  return FALSE;
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
    g_socket_close (
      g_object_get_data (G_OBJECT (soup_server_message_get_remote_address (message)), SOCKET_KEY),
      NULL);
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
  g_autoptr (GBytes) content = self->fetch (path, &type, self->user_data);

  if (content == NULL)
    {
      refuse (message, SOUP_STATUS_NOT_FOUND, "The practice CA has nothing at this address.");
      return;
    }
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY,
                                    g_bytes_get_data (content, NULL), g_bytes_get_size (content));
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
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;

  if (is_fetch (message))
    {
      give (self, message, path);
      return;
    }
  body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  answer = self->answer (body, self->user_data, &error);
  if (answer == NULL)
    {
      guint status = g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_NOT_CMP)
                       ? SOUP_STATUS_BAD_REQUEST
                       : SOUP_STATUS_INTERNAL_SERVER_ERROR;

      refuse (message, status, error->message);
      return;
    }
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, CONTENT_TYPE, SOUP_MEMORY_COPY,
                                    g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
}

static GSocket *
listen_on (guint    port,
           GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, (guint16) port);
  g_autoptr (GError) reason = NULL;
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_TCP, &reason);

  if (socket != NULL)
    {
      g_socket_set_listen_backlog (socket, BACKLOG);
      if (g_socket_bind (socket, address, TRUE, &reason) && g_socket_listen (socket, &reason))
        return g_steal_pointer (&socket);
    }

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE,
                 _ ("Port %u is in use by another program. Give the practice CA another port."),
                 port);
  else
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE,
                 _ ("The practice CA cannot listen on port %u: %s"), port, reason->message);

  return NULL;
}

/* libsoup 3.2 never frees a socket that it has accepted by itself, so it is given connections. Then
 * it does not keep them open for a second message, nor does it tell the socket of a message; the
 * remote address, which it does tell, carries that. */
static gboolean
incoming_cb (GSocketService     *service,
             GSocketConnection  *connection,
             GObject            *source,
             SignetPracticeHttp *self)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  GSocket *socket = g_socket_connection_get_socket (connection);

  /* The client is gone already. */
  if (local == NULL || remote == NULL)
    return TRUE;

  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  g_object_set_data_full (G_OBJECT (remote), SOCKET_KEY, g_object_ref (socket), g_object_unref);
  soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote, NULL);

  return TRUE;
}

static gboolean
open_server (SignetPracticeHttp  *self,
             GSocket             *socket,
             GError             **error)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, NULL);
  g_autoptr (GError) reason = NULL;

  if (address != NULL)
    self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_early_handler (self->server, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  self->service = g_socket_service_new ();
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  if (g_socket_listener_add_socket (G_SOCKET_LISTENER (self->service), socket, NULL, &reason))
    return TRUE;
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_STORE, reason->message);

  return FALSE;
}

static void
close_server (SignetPracticeHttp *self)
{
  if (self->service != NULL)
    {
      g_socket_service_stop (self->service);
      g_socket_listener_close (G_SOCKET_LISTENER (self->service));
    }
  g_clear_object (&self->service);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  /* Connections that are closed say so through the context. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
}

static gpointer
server_thread (gpointer data)
{
  SignetPracticeHttp *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  close_server (self);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static void
http_free (SignetPracticeHttp *self)
{
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self);
}

/**
 * signet_practice_http_start:
 * @port: TCP port on 127.0.0.1, or 0 for any free one
 * @answer: called on the server's thread with every message that may be one of CMP
 * @fetch: called on the server's thread for what is asked for by GET or HEAD
 * @user_data: passed to @answer and @fetch
 * @error: return location for a %SIGNET_ERROR_STORE
 *
 * Starts a web server that takes POST with application/pkixcmp, under its own name and of at most
 * 1 MiB, on any path (RFC 9811), and GET. Every message has a connection of its own.
 *
 * Returns: (transfer full) (nullable): the server
 */
SignetPracticeHttp *
signet_practice_http_start (guint                  port,
                            SignetPracticeAnswer   answer,
                            SignetPracticeFetch    fetch,
                            gpointer               user_data,
                            GError               **error)
{
  g_autoptr (GSocket) socket = listen_on (port, error);
  SignetPracticeHttp *self;
  gboolean opened;

  if (socket == NULL)
    return NULL;

  self = g_new0 (SignetPracticeHttp, 1);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->answer = answer;
  self->fetch = fetch;
  self->user_data = user_data;
  g_main_context_push_thread_default (self->context);
  opened = open_server (self, socket, error);
  if (!opened)
    close_server (self);
  g_main_context_pop_thread_default (self->context);
  if (!opened)
    {
      http_free (self);
      return NULL;
    }
  self->thread = g_thread_new ("practice CA", server_thread, self);

  return self;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

/**
 * signet_practice_http_stop:
 * @self: (transfer full): a server
 *
 * Answers the message that is being worked off, closes all connections and frees @self. Blocks
 * until that is done.
 */
void
signet_practice_http_stop (SignetPracticeHttp *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  /* From within the loop: before it runs, there would be nothing to quit. */
  g_source_set_callback (source, quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  http_free (self);
}

/**
 * signet_practice_http_get_port:
 * @self: a server
 *
 * Returns: the TCP port that it listens on
 */
guint
signet_practice_http_get_port (SignetPracticeHttp *self)
{
  return self->port;
}
