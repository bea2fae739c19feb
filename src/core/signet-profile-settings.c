/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>

#include "core/signet-profile-private.h"
#include "core/signet-setting-private.h"

static char **
texts_copy (char **texts)
{
  char **copy = g_new0 (char *, SIGNET_N_SETTINGS);

  for (guint i = 0; i < SIGNET_N_SETTINGS; i++)
    copy[i] = g_strdup (texts[i]);

  return copy;
}

static void
texts_free (gpointer data)
{
  char **texts = data;

  for (guint i = 0; i < SIGNET_N_SETTINGS; i++)
    g_free (texts[i]);
  g_free (texts);
}

/**
 * signet_profile_init_settings: (skip)
 * @self: a new profile
 *
 * Prepares the settings.
 */
void
signet_profile_init_settings (SignetProfile *self)
{
  self->overrides = g_hash_table_new_full (NULL, NULL, NULL, texts_free);
}

/**
 * signet_profile_clear_settings: (skip)
 * @self: a profile that goes away
 *
 * Frees the settings.
 */
void
signet_profile_clear_settings (SignetProfile *self)
{
  for (guint i = 0; i < SIGNET_N_SETTINGS; i++)
    {
      g_clear_pointer (&self->texts[i], g_free);
      g_clear_pointer (&self->lists[i], g_strfreev);
    }
  g_clear_pointer (&self->overrides, g_hash_table_unref);
}

/**
 * signet_profile_copy_settings: (skip)
 * @self: a new profile
 * @from: another one
 *
 * Copies the settings and what single operations have of their own.
 */
void
signet_profile_copy_settings (SignetProfile *self,
                              SignetProfile *from)
{
  GHashTableIter iter;
  gpointer operation, texts;

  for (guint i = 0; i < SIGNET_N_SETTINGS; i++)
    {
      self->texts[i] = g_strdup (from->texts[i]);
      self->lists[i] = g_strdupv (from->lists[i]);
    }
  g_hash_table_iter_init (&iter, from->overrides);
  while (g_hash_table_iter_next (&iter, &operation, &texts))
    g_hash_table_insert (self->overrides, operation, texts_copy (texts));
}

/**
 * signet_profile_get_override: (skip)
 * @self: a profile
 * @operation: an operation
 * @setting: a setting
 *
 * Returns: (transfer none) (nullable): what @operation has of its own
 */
const char *
signet_profile_get_override (SignetProfile         *self,
                             const SignetOperation *operation,
                             SignetSetting          setting)
{
  char **texts = g_hash_table_lookup (self->overrides, operation);

  return texts != NULL ? texts[setting] : NULL;
}

/* Takes @text. */
static void
set_override (SignetProfile         *self,
              const SignetOperation *operation,
              SignetSetting          setting,
              char                  *text)
{
  char **texts = g_hash_table_lookup (self->overrides, operation);

  if (texts == NULL)
    {
      texts = g_new0 (char *, SIGNET_N_SETTINGS);
      g_hash_table_insert (self->overrides, (gpointer) operation, texts);
    }
  g_free (texts[setting]);
  texts[setting] = text;
}

/* Takes @text. */
static void
set_text (SignetProfile *self,
          SignetSetting  setting,
          char          *text)
{
  g_free (self->texts[setting]);
  self->texts[setting] = text;
  g_clear_pointer (&self->lists[setting], g_strfreev);
  if (signet_setting_get_info (setting)->kind == SIGNET_SETTING_KIND_LIST)
    self->lists[setting] = signet_setting_split (text);
}

/* Some have their own field, which is older than the table. */
static gboolean
set_field (SignetProfile *self,
           SignetSetting  setting,
           const char    *text)
{
  g_autoptr (SignetName) name = NULL;

  if (setting == SIGNET_SETTING_SERVER)
    return signet_profile_set_server (self, text, NULL);
  if (setting == SIGNET_SETTING_TIMEOUT)
    {
      signet_profile_set_timeout (self, (guint) g_ascii_strtoull (text, NULL, 10));
      return TRUE;
    }
  if (setting != SIGNET_SETTING_RECIPIENT && setting != SIGNET_SETTING_EXPECTED_SENDER)
    return FALSE;

  name = signet_name_parse (text, NULL);
  if (setting == SIGNET_SETTING_RECIPIENT)
    signet_profile_set_recipient (self, name);
  else
    signet_profile_set_expected_sender (self, name);

  return TRUE;
}

/**
 * signet_profile_set_value:
 * @self: a profile
 * @operation: (nullable): the operation that it is for, %NULL for all that have nothing of their
 * own
 * @setting: a setting
 * @text: what it shall be, see signet_setting_check()
 * @error: return location for a %SIGNET_ERROR_PROFILE, %SIGNET_ERROR_URL or %SIGNET_ERROR_NAME
 *
 * Returns: whether @text is possible; the profile is unchanged if not
 */
gboolean
signet_profile_set_value (SignetProfile          *self,
                          const SignetOperation  *operation,
                          SignetSetting           setting,
                          const char             *text,
                          GError                **error)
{
  g_autofree char *normal = NULL;

  g_return_val_if_fail (self != NULL && setting < SIGNET_N_SETTINGS && text != NULL, FALSE);

  normal = signet_setting_check (setting, text, error);
  if (normal == NULL)
    return FALSE;
  if (operation != NULL)
    set_override (self, operation, setting, g_steal_pointer (&normal));
  else if (!set_field (self, setting, normal))
    set_text (self, setting, g_steal_pointer (&normal));

  return TRUE;
}

/**
 * signet_profile_has_value:
 * @self: a profile
 * @setting: a setting of the groups behind "Profile"
 *
 * Returns: whether somebody said what @setting shall be
 */
gboolean
signet_profile_has_value (SignetProfile *self,
                          SignetSetting  setting)
{
  g_return_val_if_fail (self != NULL && setting < SIGNET_N_SETTINGS, FALSE);

  return self->texts[setting] != NULL;
}

/**
 * signet_profile_get_text:
 * @self: a profile
 * @setting: a setting of the groups behind "Profile"
 *
 * Returns: (transfer none) (nullable): what was said, else what holds when nobody says anything
 */
const char *
signet_profile_get_text (SignetProfile *self,
                         SignetSetting  setting)
{
  g_return_val_if_fail (self != NULL && setting < SIGNET_N_SETTINGS, NULL);

  return self->texts[setting] != NULL ? self->texts[setting]
                                      : signet_setting_get_info (setting)->fallback;
}

/**
 * signet_profile_get_flag:
 * @self: a profile
 * @setting: a flag
 *
 * Returns: whether it is set
 */
gboolean
signet_profile_get_flag (SignetProfile *self,
                         SignetSetting  setting)
{
  return g_strcmp0 (signet_profile_get_text (self, setting), "true") == 0;
}

/**
 * signet_profile_get_number:
 * @self: a profile
 * @setting: a number
 *
 * Returns: the number, in the unit of the setting
 */
gint64
signet_profile_get_number (SignetProfile *self,
                           SignetSetting  setting)
{
  const char *text = signet_profile_get_text (self, setting);

  g_return_val_if_fail (text != NULL, 0);

  return g_ascii_strtoll (text, NULL, 10);
}

/**
 * signet_profile_get_choice:
 * @self: a profile
 * @setting: a choice
 *
 * Returns: a value of the enumeration that belongs to @setting
 */
guint
signet_profile_get_choice (SignetProfile *self,
                           SignetSetting  setting)
{
  const char *text = signet_profile_get_text (self, setting);

  g_return_val_if_fail (signet_setting_get_info (setting)->choices != NULL, 0);

  return (guint) signet_setting_find_choice (signet_setting_get_info (setting), text);
}

/**
 * signet_profile_get_list:
 * @self: a profile
 * @setting: a list
 *
 * Returns: (transfer none): its lines; none where nobody said anything
 */
const char *const *
signet_profile_get_list (SignetProfile *self,
                         SignetSetting  setting)
{
  static const char *const nothing[] = { NULL };

  g_return_val_if_fail (self != NULL && setting < SIGNET_N_SETTINGS, nothing);

  return self->lists[setting] != NULL ? (const char *const *) self->lists[setting] : nothing;
}

/**
 * signet_profile_for_operation:
 * @self: a profile
 * @operation: an operation
 *
 * Returns: (transfer full): the profile as @operation sees it: what it has of its own has taken the
 *   place of what holds for all
 */
SignetProfile *
signet_profile_for_operation (SignetProfile         *self,
                              const SignetOperation *operation)
{
  SignetProfile *copy;

  g_return_val_if_fail (self != NULL && operation != NULL, NULL);

  copy = signet_profile_copy (self);
  for (SignetSetting setting = 0; setting < SIGNET_N_SETTINGS; setting++)
    {
      const char *text = signet_profile_get_override (self, operation, setting);

      if (text != NULL && !signet_profile_set_value (copy, NULL, setting, text, NULL))
        g_warn_if_reached ();
    }
  g_hash_table_remove_all (copy->overrides);

  return copy;
}

/**
 * signet_profile_has_central_key:
 * @self: a profile
 * @operation: what is asked for
 *
 * Returns: whether the server makes the key that @operation has certified (RFC 9483 4.1.6)
 */
gboolean
signet_profile_has_central_key (SignetProfile         *self,
                                const SignetOperation *operation)
{
  g_autoptr (SignetProfile) profile = signet_profile_for_operation (self, operation);

  return operation->needs_key && signet_profile_get_flag (profile, SIGNET_SETTING_CENTRAL_KEY);
}
