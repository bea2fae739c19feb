/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fault-server.h"

#include <string.h>
#include <sys/socket.h>

#define PACE 20000 /* microseconds between two bytes of an answer that trickles */

struct _FaultServer
{
  FaultOptions options;
  GSocketListener *listener;
  GCancellable *end;
  GThread *thread;
  FaultFunc answer;
  gpointer user_data;
  guint port;
  GMutex mutex;
  GCond cond;
  guint n_requests;
  guint n_connections;
  GPtrArray *threads;
  GPtrArray *silent;
};

/* One connection, served by a thread of its own. */
typedef struct
{
  FaultServer *server;
  GSocketConnection *socket;
  GIOStream *stream; /* over it, secured or not */
} Client;

static gsize
content_length (const char *header)
{
  const char *found = strstr (header, "Content-Length: ");

  return found != NULL ? g_ascii_strtoull (found + strlen ("Content-Length: "), NULL, 10) : 0;
}

/* Reads one request; blocking, since the connection has a thread of its own. */
static GBytes *
read_request (Client  *self,
              char   **path)
{
  GInputStream *stream = g_io_stream_get_input_stream (self->stream);
  g_autoptr (GByteArray) data = g_byte_array_new ();
  guchar buffer[4096];
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, sizeof buffer, self->server->end, NULL)) > 0)
    {
      g_autofree char *text = NULL;
      char *end;

      g_byte_array_append (data, buffer, (guint) n);
      text = g_strndup ((const char *) data->data, data->len);
      end = strstr (text, "\r\n\r\n");
      if (end != NULL && data->len >= (gsize) (end + 4 - text) + content_length (text))
        {
          g_auto (GStrv) words = g_strsplit (text, " ", 3);

          *path = g_strdup (words[1]);
          return g_bytes_new (data->data + (end + 4 - text), content_length (text));
        }
    }

  return NULL;
}

static guint
count (FaultServer *self,
       guint       *what)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = ++*what;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);

  return n;
}

static void
hold (Client *self)
{
  g_mutex_lock (&self->server->mutex);
  g_ptr_array_add (self->server->silent, g_object_ref (self->stream));
  g_mutex_unlock (&self->server->mutex);
}

static void
reset (Client *self)
{
  const struct linger at_once = { .l_onoff = 1, .l_linger = 0 };
  int fd = g_socket_get_fd (g_socket_connection_get_socket (self->socket));

  g_assert_cmpint (setsockopt (fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), ==, 0);
  g_io_stream_close (self->stream, NULL, NULL);
}

/* Goes on until the client has enough of it, or the test. */
static void
trickle (Client *self)
{
  GOutputStream *stream = g_io_stream_get_output_stream (self->stream);

  while (g_output_stream_write_all (stream, "0", 1, NULL, self->server->end, NULL))
    g_usleep (PACE);
}

/* Returns whether the connection waits for another request. */
static gboolean
end_answer (Client *self)
{
  switch (self->server->options.end)
    {
    case FAULT_KEEP:
      return TRUE;
    case FAULT_RESET:
      reset (self);
      break;
    case FAULT_HOLD:
      hold (self);
      break;
    case FAULT_TRICKLE:
      trickle (self);
      break;
    case FAULT_CLOSE:
    default:
      g_io_stream_close (self->stream, NULL, NULL);
      break;
    }

  return FALSE;
}

static gboolean
serve_request (Client *self)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) body = read_request (self, &path);
  g_autoptr (GBytes) answer = NULL;

  if (body == NULL ||
      count (self->server, &self->server->n_requests) == self->server->options.drop)
    return FALSE;
  answer = self->server->answer (path, body, self->server->user_data);
  if (answer == NULL)
    {
      hold (self);
      return FALSE;
    }
  g_output_stream_write_all (g_io_stream_get_output_stream (self->stream),
                             g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), NULL,
                             self->server->end, NULL);

  return end_answer (self);
}

/* As a web server does when it does not understand what it reads. */
static void
blurt (Client *self)
{
  const char *text = self->server->options.blurt;
  guchar buffer[4096];

  if (g_input_stream_read (g_io_stream_get_input_stream (self->stream), buffer, sizeof buffer,
                           self->server->end, NULL) <= 0)
    return;
  g_output_stream_write_all (g_io_stream_get_output_stream (self->stream), text, strlen (text),
                             NULL, self->server->end, NULL);
  g_io_stream_close (self->stream, NULL, NULL);
}

static gboolean
accept_client_cb (GTlsConnection       *connection,
                  GTlsCertificate      *certificate,
                  GTlsCertificateFlags  flags,
                  gpointer              user_data)
{
  FaultServer *self = user_data;

  return g_tls_certificate_verify (certificate, NULL, self->options.client_ca) == 0;
}

static gboolean
secure (Client *self)
{
  GIOStream *secured = g_tls_server_connection_new (
    G_IO_STREAM (self->socket), self->server->options.certificate, NULL);

  if (self->server->options.client_ca != NULL)
    {
      g_object_set (secured, "authentication-mode", G_TLS_AUTHENTICATION_REQUIRED, NULL);
      g_signal_connect (secured, "accept-certificate", G_CALLBACK (accept_client_cb),
                        self->server);
    }
  g_object_unref (self->stream);
  self->stream = secured;

  return g_tls_connection_handshake (G_TLS_CONNECTION (secured), self->server->end, NULL);
}

static gpointer
serve (gpointer data)
{
  Client *self = data;

  if (self->server->options.mute)
    hold (self);
  else if (self->server->options.blurt != NULL)
    blurt (self);
  else if (self->server->options.certificate == NULL || secure (self))
    while (serve_request (self))
      ;

  g_object_unref (self->stream);
  g_object_unref (self->socket);
  g_free (self);

  return NULL;
}

static gpointer
run (gpointer data)
{
  FaultServer *self = data;
  GSocketConnection *socket;

  while ((socket = g_socket_listener_accept (self->listener, NULL, self->end, NULL)) != NULL)
    {
      Client *client = g_new0 (Client, 1);

      client->server = self;
      client->socket = socket;
      client->stream = G_IO_STREAM (g_object_ref (socket));
      count (self, &self->n_connections);
      if (self->options.serial)
        serve (client);
      else
        g_ptr_array_add (self->threads, g_thread_new ("fault-client", serve, client));
    }

  return NULL;
}

static void
join_thread (gpointer thread)
{
  g_thread_join (thread);
}

FaultServer *
fault_server_new_full (const FaultOptions *options,
                       FaultFunc           answer,
                       gpointer            user_data)
{
  FaultServer *self = g_new0 (FaultServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->options = *options;
  if (options->certificate != NULL)
    g_object_ref (options->certificate);
  if (options->client_ca != NULL)
    g_object_ref (options->client_ca);
  self->listener = g_socket_listener_new ();
  self->end = g_cancellable_new ();
  self->answer = answer;
  self->user_data = user_data;
  self->threads = g_ptr_array_new_with_free_func (join_thread);
  self->silent = g_ptr_array_new_with_free_func (g_object_unref);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_socket_listener_add_address (self->listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->thread = g_thread_new ("fault-server", run, self);

  return self;
}

FaultServer *
fault_server_new (FaultFunc answer,
                  gpointer  user_data)
{
  const FaultOptions usual = { .end = FAULT_CLOSE };

  return fault_server_new_full (&usual, answer, user_data);
}

/* For the answer that the caller, a FaultFunc, is about to give, and for those after it. */
void
fault_server_set_end (FaultServer *self,
                      FaultEnd     end)
{
  self->options.end = end;
}

guint
fault_server_get_port (FaultServer *self)
{
  return self->port;
}

char *
fault_server_dup_url (FaultServer *self,
                      const char  *path)
{
  return g_strdup_printf ("%s://127.0.0.1:%u%s",
                          self->options.certificate != NULL ? "https" : "http", self->port, path);
}

static guint
get_count (FaultServer *self,
           const guint *what)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = *what;
  g_mutex_unlock (&self->mutex);

  return n;
}

guint
fault_server_get_n_requests (FaultServer *self)
{
  return get_count (self, &self->n_requests);
}

guint
fault_server_get_n_connections (FaultServer *self)
{
  return get_count (self, &self->n_connections);
}

static void
wait_for (FaultServer *self,
          const guint *what,
          guint        number)
{
  g_mutex_lock (&self->mutex);
  while (*what < number)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

void
fault_server_wait_for_request (FaultServer *self,
                               guint        number)
{
  wait_for (self, &self->n_requests, number);
}

void
fault_server_wait_for_connection (FaultServer *self,
                                  guint        number)
{
  wait_for (self, &self->n_connections, number);
}

void
fault_server_free (FaultServer *self)
{
  g_cancellable_cancel (self->end);
  g_thread_join (self->thread);
  g_ptr_array_unref (self->threads);
  g_ptr_array_unref (self->silent);
  g_object_unref (self->listener);
  g_object_unref (self->end);
  g_clear_object (&self->options.certificate);
  g_clear_object (&self->options.client_ca);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

static GBytes *
join_answer (const char *header,
             const void *data,
             gsize       length)
{
  g_autoptr (GByteArray) answer = g_byte_array_new ();

  g_byte_array_append (answer, (const guchar *) header, (guint) strlen (header));
  if (length > 0)
    g_byte_array_append (answer, data, (guint) length);

  return g_byte_array_free_to_bytes (g_steal_pointer (&answer));
}

GBytes *
fault_answer (const char *status,
              const char *type,
              const void *data,
              gsize       length)
{
  g_autofree char *header =
    g_strdup_printf ("HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT
                     "\r\nConnection: close\r\n\r\n",
                     status, type, length);

  return join_answer (header, data, length);
}

/* A CMP message, after which the connection stays open. */
GBytes *
fault_answer_kept (const void *data,
                   gsize       length)
{
  g_autofree char *header =
    g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/pkixcmp\r\nContent-Length: "
                     "%" G_GSIZE_FORMAT "\r\n\r\n",
                     length);

  return join_answer (header, data, length);
}
