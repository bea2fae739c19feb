/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-http-private.h"

#include <gio/gnetworking.h>

#define SOCKET_KEY "signet-socket"
#define TLS_KEY "signet-tls"

/* For a server GIO asks about every certificate, good ones, too. */
static gboolean
accept_certificate_cb (GTlsConnection       *connection,
                       GTlsCertificate      *certificate,
                       GTlsCertificateFlags  errors,
                       gpointer              user_data)
{
  return errors == 0;
}

/* Who has a certificate of one of the CAs in the database is let in here; that it may be revoked is
 * looked at when its request is there. */
static GIOStream *
secure (SignetPracticeHttp *self,
        GSocketConnection  *connection)
{
  GIOStream *stream = g_tls_server_connection_new (G_IO_STREAM (connection),
                                                   self->setup.certificate, NULL);

  if (stream == NULL || self->setup.clients == NULL)
    return stream;
  g_tls_connection_set_database (G_TLS_CONNECTION (stream), self->setup.clients);
  g_signal_connect (stream, "accept-certificate", G_CALLBACK (accept_certificate_cb), NULL);
  g_object_set (stream, "authentication-mode", G_TLS_AUTHENTICATION_REQUIRED, NULL);

  return stream;
}

/*< private >
 * signet_practice_http_accept_stream:
 * @self: a server
 * @connection: a connection that a client has opened
 *
 * Hands a connection on to libsoup. libsoup 3.2 never frees a socket that it has accepted by
 * itself, so it is given connections. Then it does not keep them open for a second message, nor
 * does it tell the socket of a message; the remote address, which it does tell, carries that.
 *
 * Returns: %TRUE, since nobody else is to have the connection
 */
gboolean
signet_practice_http_accept_stream (SignetPracticeHttp *self,
                                    GSocketConnection  *connection)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autoptr (GIOStream) stream = NULL;

  /* The client is gone already. */
  if (local == NULL || remote == NULL)
    return TRUE;

  stream = self->setup.certificate != NULL ? secure (self, connection)
                                           : g_object_ref (G_IO_STREAM (connection));
  if (stream == NULL)
    return TRUE;
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  g_object_set_data_full (G_OBJECT (remote), SOCKET_KEY, g_object_ref (socket), g_object_unref);
  if (G_IS_TLS_CONNECTION (stream))
    g_object_set_data_full (G_OBJECT (remote), TLS_KEY, g_object_ref (stream), g_object_unref);
  soup_server_accept_iostream (self->server, stream, local, remote, NULL);

  return TRUE;
}

/*< private >
 * signet_practice_http_close_stream:
 * @message: a message
 *
 * Cuts the client off.
 */
void
signet_practice_http_close_stream (SoupServerMessage *message)
{
  g_socket_close (
    g_object_get_data (G_OBJECT (soup_server_message_get_remote_address (message)), SOCKET_KEY),
    NULL);
}

/*< private >
 * signet_practice_http_check_client:
 * @self: a server
 * @message: a message whose headers are there
 *
 * Returns: whether the client may have sent it, as far as its certificate for TLS goes
 */
gboolean
signet_practice_http_check_client (SignetPracticeHttp *self,
                                   SoupServerMessage  *message)
{
  GTlsConnection *tls = g_object_get_data (
    G_OBJECT (soup_server_message_get_remote_address (message)), TLS_KEY);
  GTlsCertificate *client = tls != NULL ? g_tls_connection_get_peer_certificate (tls) : NULL;
  g_autofree char *pem = NULL;

  if (self->setup.clients == NULL)
    return TRUE;
  if (client == NULL)
    return FALSE;
  g_object_get (client, "certificate-pem", &pem, NULL);

  return self->setup.accept_client (pem, self->setup.user_data);
}
