/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fault-fixture.h"

#define FILLERS 3 /* connections that fill a queue for one, and some more for the kernel's taste */

struct _FaultHole
{
  GSocket *listener;
  GSocket *fillers[FILLERS];
  guint port;
};

static GSocket *
new_socket (void)
{
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                  &error);

  g_assert_no_error (error);
  g_socket_set_blocking (socket, FALSE);

  return socket;
}

/* Nobody takes anybody out of the queue, so that the next one stays in front of it. */
FaultHole *
fault_hole_new (void)
{
  FaultHole *self = g_new0 (FaultHole, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->listener = new_socket ();
  g_socket_set_listen_backlog (self->listener, 0);
  g_socket_bind (self->listener, any, FALSE, &error);
  g_assert_no_error (error);
  g_socket_listen (self->listener, &error);
  g_assert_no_error (error);
  bound = g_socket_get_local_address (self->listener, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  for (guint i = 0; i < FILLERS; i++)
    {
      self->fillers[i] = new_socket ();
      g_socket_connect (self->fillers[i], bound, NULL, NULL);
    }
  /* The kernel has put the first one into the queue when this one says so. */
  g_assert_true (g_socket_condition_wait (self->listener, G_IO_IN, NULL, &error));
  g_assert_no_error (error);

  return self;
}

char *
fault_hole_dup_url (FaultHole *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u/", self->port);
}

void
fault_hole_free (FaultHole *self)
{
  for (guint i = 0; i < FILLERS; i++)
    g_object_unref (self->fillers[i]);
  g_object_unref (self->listener);
  g_free (self);
}
