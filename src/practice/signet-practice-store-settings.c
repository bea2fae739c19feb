/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-files.h"
#include "practice/signet-practice-store-private.h"

/**
 * signet_practice_store_get_port:
 * @self: a store
 *
 * Returns: the TCP port that the CA had last, or 0
 */
guint
signet_practice_store_get_port (SignetPracticeStore *self)
{
  guint64 port = g_key_file_get_uint64 (self->settings, "server", "port", NULL);

  return port <= G_MAXUINT16 ? (guint) port : 0;
}

/**
 * signet_practice_store_set_port:
 * @self: a store
 * @port: a TCP port
 * @error: return location for a %SIGNET_ERROR
 *
 * Returns: whether @port is remembered
 */
gboolean
signet_practice_store_set_port (SignetPracticeStore  *self,
                                guint                 port,
                                GError              **error)
{
  if (port == signet_practice_store_get_port (self))
    return TRUE;
  g_key_file_set_uint64 (self->settings, "server", "port", port);

  return signet_practice_files_save (self->settings, self->settings_path, error);
}

/**
 * signet_practice_store_get_approval:
 * @self: a store
 *
 * Returns: whether a person decided that every request waits for one
 */
gboolean
signet_practice_store_get_approval (SignetPracticeStore *self)
{
  return g_key_file_get_boolean (self->settings, "server", "approval", NULL);
}

/**
 * signet_practice_store_set_approval:
 * @self: a store
 * @approval: whether every request waits for a person
 * @error: return location for a %SIGNET_ERROR
 *
 * Returns: whether @approval is remembered; if not, nothing has changed
 */
gboolean
signet_practice_store_set_approval (SignetPracticeStore  *self,
                                    gboolean              approval,
                                    GError              **error)
{
  gboolean before = signet_practice_store_get_approval (self);

  if (approval == before)
    return TRUE;
  g_key_file_set_boolean (self->settings, "server", "approval", approval);
  if (signet_practice_files_save (self->settings, self->settings_path, error))
    return TRUE;
  g_key_file_set_boolean (self->settings, "server", "approval", before);

  return FALSE;
}

/**
 * signet_practice_store_next_list:
 * @self: a store
 * @error: return location for a %SIGNET_ERROR
 *
 * Returns: a number that no list of revoked certificates has; 0 where it cannot be remembered
 */
guint64
signet_practice_store_next_list (SignetPracticeStore  *self,
                                 GError              **error)
{
  guint64 number = g_key_file_get_uint64 (self->settings, "crl", "number", NULL) + 1;

  g_key_file_set_uint64 (self->settings, "crl", "number", number);

  return signet_practice_files_save (self->settings, self->settings_path, error) ? number : 0;
}
