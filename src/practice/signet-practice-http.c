/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-http-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"

#define BACKLOG 64

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

static gboolean
incoming_cb (GSocketService     *service,
             GSocketConnection  *connection,
             GObject            *source,
             SignetPracticeHttp *self)
{
  return signet_practice_http_accept_stream (self, connection);
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
  signet_practice_http_add_handlers (self);
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
 * @setup: how it serves; what it points to must live as long as the server
 * @error: return location for a %SIGNET_ERROR_STORE
 *
 * Starts a web server that takes POST with application/pkixcmp, under its own name and of at most
 * 1 MiB, on any path (RFC 9811), and GET. Every message has a connection of its own.
 *
 * Returns: (transfer full) (nullable): the server
 */
SignetPracticeHttp *
signet_practice_http_start (const SignetPracticeHttpSetup  *setup,
                            GError                        **error)
{
  g_autoptr (GSocket) socket = listen_on (setup->port, error);
  SignetPracticeHttp *self;
  gboolean opened;

  if (socket == NULL)
    return NULL;

  self = g_new0 (SignetPracticeHttp, 1);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->setup = *setup;
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
