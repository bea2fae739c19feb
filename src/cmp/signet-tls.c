/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-tls-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "core/signet-error.h"
#include "pki/signet-signer.h"

struct _SignetTls
{
  GUri *server;
  GTlsDatabase *database; /* own CAs, or NULL for those of the system */
  char *host;             /* name that the certificate must have instead of the server's, or NULL */
  GTlsCertificate *client;
};

static gboolean
write_all (int            fd,
           const GString *text)
{
  gsize done = 0;

  while (done < text->len)
    {
      gssize n = write (fd, text->str + done, text->len - done);

      if (n < 0 && errno != EINTR)
        return FALSE;
      done += n > 0 ? (gsize) n : 0;
    }

  return TRUE;
}

/* GIO takes a list of CAs from a file only, and reads it at once: the file lives no longer than
 * this function. Nothing in it is secret. */
static GTlsDatabase *
read_through_file (const GString  *pem,
                   GError        **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) cause = NULL;
  GTlsDatabase *database = NULL;
  int fd = g_file_open_tmp ("signet-XXXXXX.pem", &path, &cause);

  if (fd >= 0)
    {
      if (write_all (fd, pem))
        database = g_tls_file_database_new (path, &cause);
      g_close (fd, NULL);
      g_unlink (path);
    }
  if (database == NULL)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_STORE,
                           _ ("The list of CAs for HTTPS could not be put together."));
      if (error != NULL && cause != NULL)
        signet_error_add_technical (*error, cause->message);
    }

  return database;
}

static gboolean
load_database (SignetTls      *self,
               SignetProfile  *profile,
               GError        **error)
{
  guint n = signet_profile_get_n_certificates (profile, SIGNET_TRUST_TLS);
  g_autoptr (GString) pem = g_string_new (NULL);

  if (n == 0)
    return TRUE;
  for (guint i = 0; i < n; i++)
    signet_tls_append_pem (pem, signet_profile_get_certificate (profile, SIGNET_TRUST_TLS, i));
  self->database = read_through_file (pem, error);

  return self->database != NULL;
}

static gboolean
load_client (SignetTls      *self,
             SignetProfile  *profile,
             GError        **error)
{
  const char *certificate = signet_profile_get_text (profile, SIGNET_SETTING_TLS_CERTIFICATE_FILE);
  const char *key = signet_profile_get_text (profile, SIGNET_SETTING_TLS_KEY_FILE);
  const char *file = signet_profile_get_text (profile, SIGNET_SETTING_TLS_PASSPHRASE_FILE);
  g_autoptr (SignetSecret) passphrase = NULL;
  g_autoptr (SignetSigner) signer = NULL;

  if (certificate == NULL)
    return TRUE;
  if (file != NULL && (passphrase = signet_secret_new_from_file (file, error)) == NULL)
    return FALSE;
  signer = signet_signer_new_from_files (certificate, key, passphrase, error);
  if (signer == NULL)
    return FALSE;
  self->client = signet_tls_client_new (signer, error);

  return self->client != NULL;
}

/**
 * signet_tls_new:
 * @profile: whose settings they are
 * @server: the address of the CMP server
 * @error: return location for an error about a file
 *
 * Reads what HTTPS needs: own CAs, the client certificate and its key. Of a server without HTTPS no
 * file is read. Blocks.
 *
 * Returns: (transfer full) (nullable): what HTTPS needs
 */
SignetTls *
signet_tls_new (SignetProfile  *profile,
                GUri           *server,
                GError        **error)
{
  g_autoptr (SignetTls) self = NULL;

  g_return_val_if_fail (profile != NULL && server != NULL, NULL);

  self = g_new0 (SignetTls, 1);
  self->server = g_uri_ref (server);
  self->host = g_strdup (signet_profile_get_text (profile, SIGNET_SETTING_TLS_HOST));
  if (!load_database (self, profile, error))
    return NULL;
  if (g_str_equal (g_uri_get_scheme (server), "https") && !load_client (self, profile, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * signet_tls_free:
 * @self: what HTTPS needs
 *
 * Frees @self.
 */
void
signet_tls_free (SignetTls *self)
{
  g_return_if_fail (self != NULL);

  g_uri_unref (self->server);
  g_clear_object (&self->database);
  g_clear_object (&self->client);
  g_free (self->host);
  g_free (self);
}

/**
 * signet_tls_set_up:
 * @self: what HTTPS needs
 * @session: a session that has not been used yet
 *
 * Makes @session trust whom the profile says.
 */
void
signet_tls_set_up (SignetTls   *self,
                   SoupSession *session)
{
  g_return_if_fail (self != NULL && SOUP_IS_SESSION (session));

  /* Without a database every certificate is first refused, and so comes to accept_cb (), which
   * looks for the other name, and among the own CAs: as the database of a session, a list of CAs
   * would be read from its file again for each connection. */
  if (self->host != NULL || self->database != NULL)
    soup_session_set_tls_database (session, NULL);
}

static gboolean
is_same_server (SignetTls   *self,
                SoupMessage *message)
{
  GUri *uri = soup_message_get_uri (message);

  return g_str_equal (g_uri_get_host (uri), g_uri_get_host (self->server)) &&
         g_uri_get_port (uri) == g_uri_get_port (self->server);
}

/* Which name the certificate has to have: that of the address, unless the profile knows better. */
static const char *
expected_name (SignetTls   *self,
               SoupMessage *message)
{
  return self->host != NULL && is_same_server (self, message)
           ? self->host
           : g_uri_get_host (soup_message_get_uri (message));
}

static GTlsCertificateFlags
verify (SignetTls       *self,
        SoupMessage     *message,
        GTlsCertificate *certificate)
{
  g_autoptr (GTlsDatabase) database =
    self->database != NULL ? g_object_ref (self->database)
                           : g_tls_backend_get_default_database (g_tls_backend_get_default ());
  g_autoptr (GSocketConnectable) name = g_network_address_new (
    expected_name (self, message), (guint16) g_uri_get_port (soup_message_get_uri (message)));
  g_autoptr (GError) error = NULL;
  GTlsCertificateFlags flags = g_tls_database_verify_chain (
    database, certificate, G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, name, NULL,
    G_TLS_DATABASE_VERIFY_NONE, NULL, &error);

  return error != NULL ? G_TLS_CERTIFICATE_GENERIC_ERROR : flags;
}

static gboolean
accept_cb (SoupMessage          *message,
           GTlsCertificate      *certificate,
           GTlsCertificateFlags  flags,
           SignetTlsPeer        *peer)
{
  SignetTls *self = g_object_get_data (G_OBJECT (message), "signet-tls");

  if (self->host != NULL || self->database != NULL)
    flags = verify (self, message, certificate);
  peer->flags = flags;
  peer->expected = expected_name (self, message);
  if (flags == 0)
    return TRUE;
  g_set_object (&peer->certificate, certificate);

  return FALSE;
}

static gboolean
request_cb (SoupMessage          *message,
            GTlsClientConnection *connection,
            SignetTlsPeer        *peer)
{
  peer->asked = TRUE;

  /* FALSE goes on with the certificate that the message has, or without any. */
  return FALSE;
}

/**
 * signet_tls_watch:
 * @self: what HTTPS needs; has to outlive @message
 * @message: a message that is about to be sent
 * @peer: takes down what the handshake shows; has to outlive @message or to be disconnected from it
 *
 * Prepares @message for HTTPS. The client certificate is shown to the CMP server alone, not to
 * another one from which something is fetched.
 */
void
signet_tls_watch (SignetTls     *self,
                  SoupMessage   *message,
                  SignetTlsPeer *peer)
{
  g_return_if_fail (self != NULL && SOUP_IS_MESSAGE (message) && peer != NULL);

  g_object_set_data (G_OBJECT (message), "signet-tls", self);
  peer->shown = self->client != NULL && is_same_server (self, message);
  if (peer->shown)
    soup_message_set_tls_client_certificate (message, self->client);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_cb), peer);
  g_signal_connect (message, "request-certificate", G_CALLBACK (request_cb), peer);
}
