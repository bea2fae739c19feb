/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-practice-view-private.h"

#include "core/signet-credential.h"
#include "pki/signet-certificate.h"

static gboolean
read_root (SignetPracticeView    *self,
           SignetPracticeServer  *server,
           GError               **error)
{
  g_autoptr (GPtrArray) certificates =
    signet_certificates_new_from_file (signet_practice_server_get_ca_file (server), error);

  if (certificates == NULL)
    return FALSE;
  self->root = g_bytes_ref (signet_certificate_get_der (g_ptr_array_index (certificates, 0)));

  return TRUE;
}

/**
 * signet_practice_view_new:
 * @server: a practice CA that nobody else works on
 * @error: return location for a %SIGNET_ERROR
 *
 * Looks at a practice CA. Reads files.
 *
 * Returns: (transfer full) (nullable): what it shows; never %NULL for one that does not run
 */
SignetPracticeView *
signet_practice_view_new (SignetPracticeServer  *server,
                          GError               **error)
{
  g_autoptr (SignetPracticeView) self = g_new0 (SignetPracticeView, 1);

  self->credentials = g_ptr_array_new_with_free_func ((GDestroyNotify) signet_credential_unref);
  self->approval = signet_practice_server_get_approval (server);
  self->url = g_strdup (signet_practice_server_get_url (server));
  self->tls_ca_file = g_strdup (signet_practice_server_get_tls_ca_file (server));
  if (self->url == NULL)
    return g_steal_pointer (&self);

  for (guint i = 0; i < signet_practice_server_get_n_codes (server); i++)
    g_ptr_array_add (self->credentials, signet_practice_server_dup_credential (server, i));
  self->records = signet_practice_server_dup_records (server);

  return read_root (self, server, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * signet_practice_view_free:
 * @self: (transfer full): a view
 *
 * Frees @self.
 */
void
signet_practice_view_free (SignetPracticeView *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->url);
  g_free (self->tls_ca_file);
  g_clear_pointer (&self->credentials, g_ptr_array_unref);
  g_clear_pointer (&self->root, g_bytes_unref);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_free (self);
}
