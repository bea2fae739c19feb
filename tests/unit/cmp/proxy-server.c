/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "proxy-server.h"

#include <string.h>

struct _ProxyServer
{
  GSocketListener *listener;
  GCancellable *end;
  GThread *thread;
  GPtrArray *threads;
  char *refusal;
  guint port;
  GMutex mutex;
  guint n_requests;
  char *request; /* the first line of the last one */
};

typedef struct
{
  ProxyServer *proxy;
  GIOStream *stream;
} Client;

/* Reads to the end of the header, byte by byte: what follows is for somebody else. */
static char *
read_header (Client *self)
{
  GInputStream *stream = g_io_stream_get_input_stream (self->stream);
  g_autoptr (GString) header = g_string_new (NULL);
  char byte;

  while (!g_str_has_suffix (header->str, "\r\n\r\n"))
    {
      if (g_input_stream_read (stream, &byte, 1, self->proxy->end, NULL) <= 0)
        return NULL;
      g_string_append_c (header, byte);
    }

  return g_string_free (g_steal_pointer (&header), FALSE);
}

static void
note_request (ProxyServer *self,
              const char  *header)
{
  g_mutex_lock (&self->mutex);
  g_free (self->request);
  self->request = g_strndup (header, strcspn (header, "\r"));
  self->n_requests++;
  g_mutex_unlock (&self->mutex);
}

static void
write_text (GIOStream  *stream,
            const char *text)
{
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text), NULL,
                             NULL, NULL);
}

static void
spliced_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  gboolean *done = user_data;

  g_io_stream_splice_finish (result, NULL);
  *done = TRUE;
}

/* Both directions, until one of them ends. */
static void
splice (Client    *self,
        GIOStream *server)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  gboolean done = FALSE;

  g_main_context_push_thread_default (context);
  g_io_stream_splice_async (self->stream, server,
                            G_IO_STREAM_SPLICE_CLOSE_STREAM1 | G_IO_STREAM_SPLICE_CLOSE_STREAM2,
                            G_PRIORITY_DEFAULT, self->proxy->end, spliced_cb, &done);
  while (!done)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
}

static GIOStream *
connect_to (Client     *self,
            const char *target)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  g_socket_client_set_proxy_resolver (client, NULL);
  g_socket_client_set_enable_proxy (client, FALSE);

  return G_IO_STREAM (
    g_socket_client_connect_to_host (client, target, 80, self->proxy->end, NULL));
}

/* "CONNECT host:port HTTP/1.1", or "POST http://host:port/path HTTP/1.1", whose header goes on as
 * it is: the server does not mind. */
static void
pass_on (Client     *self,
         const char *header)
{
  g_auto (GStrv) words = g_strsplit (header, " ", 3);
  gboolean tunnel = g_str_equal (words[0], "CONNECT");
  g_autoptr (GUri) uri = tunnel ? NULL : g_uri_parse (words[1], G_URI_FLAGS_NONE, NULL);
  g_autofree char *target =
    tunnel ? g_strdup (words[1])
           : g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
  g_autoptr (GIOStream) server = connect_to (self, target);

  if (server == NULL)
    {
      write_text (self->stream, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
      return;
    }
  if (tunnel)
    write_text (self->stream, "HTTP/1.1 200 Connected\r\n\r\n");
  else
    write_text (server, header);
  splice (self, server);
}

static gpointer
serve (gpointer data)
{
  Client *self = data;
  ProxyServer *proxy = self->proxy;
  g_autofree char *header = read_header (self);

  if (header != NULL)
    {
      note_request (proxy, header);
      if (proxy->refusal == NULL)
        pass_on (self, header);
      else
        write_text (self->stream, proxy->refusal);
    }
  /* Nothing at all: the client ends it, or the test does. */
  if (header != NULL && g_strcmp0 (proxy->refusal, "") == 0)
    g_free (read_header (self));

  g_io_stream_close (self->stream, NULL, NULL);
  g_object_unref (self->stream);
  g_free (self);

  return NULL;
}

static gpointer
run (gpointer data)
{
  ProxyServer *self = data;
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (self->listener, NULL, self->end, NULL)) != NULL)
    {
      Client *client = g_new0 (Client, 1);

      client->proxy = self;
      client->stream = G_IO_STREAM (connection);
      g_ptr_array_add (self->threads, g_thread_new ("proxy-client", serve, client));
    }

  return NULL;
}

static void
join_thread (gpointer thread)
{
  g_thread_join (thread);
}

ProxyServer *
proxy_server_new (const char *refusal)
{
  ProxyServer *self = g_new0 (ProxyServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->listener = g_socket_listener_new ();
  self->end = g_cancellable_new ();
  self->threads = g_ptr_array_new_with_free_func (join_thread);
  self->refusal = g_strdup (refusal);
  g_mutex_init (&self->mutex);
  g_socket_listener_add_address (self->listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->thread = g_thread_new ("proxy-server", run, self);

  return self;
}

char *
proxy_server_dup_url (ProxyServer *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u", self->port);
}

guint
proxy_server_get_n_requests (ProxyServer *self)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = self->n_requests;
  g_mutex_unlock (&self->mutex);

  return n;
}

char *
proxy_server_dup_request (ProxyServer *self)
{
  char *request;

  g_mutex_lock (&self->mutex);
  request = g_strdup (self->request);
  g_mutex_unlock (&self->mutex);

  return request;
}

void
proxy_server_free (ProxyServer *self)
{
  g_cancellable_cancel (self->end);
  g_thread_join (self->thread);
  g_ptr_array_unref (self->threads);
  g_object_unref (self->listener);
  g_object_unref (self->end);
  g_mutex_clear (&self->mutex);
  g_free (self->refusal);
  g_free (self->request);
  g_free (self);
}
