/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fault-server.h"

#include <string.h>

struct _FaultServer
{
  GSocketListener *listener;
  GCancellable *end;
  GThread *thread;
  FaultFunc answer;
  gpointer user_data;
  guint port;
  GMutex mutex;
  GCond cond;
  guint n_requests;
  GPtrArray *silent;
};

static gsize
content_length (const char *header)
{
  const char *found = strstr (header, "Content-Length: ");

  return found != NULL ? g_ascii_strtoull (found + strlen ("Content-Length: "), NULL, 10) : 0;
}

/* Reads one request; blocking, since the server has a thread of its own. */
static GBytes *
read_request (GInputStream  *stream,
              char         **path)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  guchar buffer[4096];
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, NULL)) > 0)
    {
      char *text, *end;

      g_byte_array_append (data, buffer, (guint) n);
      text = g_strndup ((const char *) data->data, data->len);
      end = strstr (text, "\r\n\r\n");
      if (end != NULL && data->len >= (gsize) (end + 4 - text) + content_length (text))
        {
          g_auto (GStrv) words = g_strsplit (text, " ", 3);
          GBytes *body = g_bytes_new (data->data + (end + 4 - text), content_length (text));

          *path = g_strdup (words[1]);
          g_free (text);
          return body;
        }
      g_free (text);
    }

  return NULL;
}

static void
count_request (FaultServer *self)
{
  g_mutex_lock (&self->mutex);
  self->n_requests++;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static void
serve (FaultServer       *self,
       GSocketConnection *connection)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) body =
    read_request (g_io_stream_get_input_stream (G_IO_STREAM (connection)), &path);
  g_autoptr (GBytes) answer = NULL;

  if (body == NULL)
    return;
  count_request (self);
  answer = self->answer (path, body, self->user_data);
  if (answer == NULL)
    {
      g_ptr_array_add (self->silent, g_object_ref (connection));
      return;
    }
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                             g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), NULL, NULL,
                             NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
}

static gpointer
run (gpointer data)
{
  FaultServer *self = data;
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (self->listener, NULL, self->end, NULL)) != NULL)
    {
      serve (self, connection);
      g_object_unref (connection);
    }

  return NULL;
}

FaultServer *
fault_server_new (FaultFunc answer,
                  gpointer  user_data)
{
  FaultServer *self = g_new0 (FaultServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->listener = g_socket_listener_new ();
  self->end = g_cancellable_new ();
  self->answer = answer;
  self->user_data = user_data;
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

char *
fault_server_dup_url (FaultServer *self,
                      const char  *path)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", self->port, path);
}

guint
fault_server_get_n_requests (FaultServer *self)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = self->n_requests;
  g_mutex_unlock (&self->mutex);

  return n;
}

void
fault_server_wait_for_request (FaultServer *self,
                               guint        number)
{
  g_mutex_lock (&self->mutex);
  while (self->n_requests < number)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

void
fault_server_free (FaultServer *self)
{
  g_cancellable_cancel (self->end);
  g_thread_join (self->thread);
  g_ptr_array_unref (self->silent);
  g_object_unref (self->listener);
  g_object_unref (self->end);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

GBytes *
fault_answer (const char *status,
              const char *type,
              const void *data,
              gsize       length)
{
  g_autoptr (GByteArray) answer = g_byte_array_new ();
  g_autofree char *header =
    g_strdup_printf ("HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT
                     "\r\nConnection: close\r\n\r\n",
                     status, type, length);

  g_byte_array_append (answer, (const guchar *) header, (guint) strlen (header));
  if (length > 0)
    g_byte_array_append (answer, data, (guint) length);

  return g_byte_array_free_to_bytes (g_steal_pointer (&answer));
}
