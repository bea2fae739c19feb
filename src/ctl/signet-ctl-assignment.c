/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-assignment.h"

#include "core/signet-error.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define VERIFICATION "Verification" /* group of the settings that --verify knows */

static gboolean
refuse_take (GError **error,
             char    *message)
{
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, message);
  g_free (message);

  return FALSE;
}

/* Groups are written with capitals in setup files; nobody has to know that. */
static gboolean
find (const char    *group,
      const char    *key,
      SignetSetting *setting)
{
  for (guint i = 0; i < SIGNET_N_SETTINGS; i++)
    {
      const SignetSettingInfo *info = signet_setting_get_info (i);

      if (g_ascii_strcasecmp (info->group, group) != 0 || g_ascii_strcasecmp (info->key, key) != 0)
        continue;
      *setting = i;
      return TRUE;
    }

  return FALSE;
}

static gboolean
parse_name (SignetCtlAssignment  *self,
            const char           *name,
            GError              **error)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", -1);
  guint n = g_strv_length (parts);

  if (n < 2 || n > 3 || !find (parts[n - 2], parts[n - 1], &self->setting))
    return refuse_take (error,
                        g_strdup_printf (_ ("“%s” is no setting; signetctl(1) lists them."), name));
  if (n == 2)
    return TRUE;

  self->operation = signet_operation_lookup (parts[0]);
  if (self->operation == NULL)
    return refuse_take (error, g_strdup_printf (_ ("“%s” is no operation."), parts[0]));

  return TRUE;
}

/**
 * signet_ctl_assignment_parse:
 * @self: (out): a zeroed assignment; to be cleared
 * @text: "[OPERATION.]GROUP.KEY=VALUE"
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Whether the value is possible is for the profile to say.
 *
 * Returns: whether @text names a setting
 */
gboolean
signet_ctl_assignment_parse (SignetCtlAssignment  *self,
                             const char           *text,
                             GError              **error)
{
  const char *equals;
  g_autofree char *name = NULL;

  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  equals = strchr (text, '=');
  if (equals == NULL)
    return refuse_take (error, g_strdup_printf (_ ("“%s” has no “=”."), text));
  name = g_strndup (text, equals - text);
  self->text = g_strdup (equals + 1);

  return parse_name (self, name, error);
}

/* People who know `openssl cmp` write "policy_check" and "verify_depth". */
static gboolean
find_verify (const char    *name,
             SignetSetting *setting)
{
  g_autofree char *key = g_strdelimit (g_ascii_strdown (name, -1), "_", '-');

  if (find (VERIFICATION, key, setting))
    return TRUE;
  for (guint i = 0; i < SIGNET_N_SETTINGS; i++)
    {
      const SignetSettingInfo *info = signet_setting_get_info (i);

      if (!g_str_equal (info->group, VERIFICATION) || g_strcmp0 (info->options, name) != 0)
        continue;
      *setting = i;
      return TRUE;
    }

  return FALSE;
}

static char *
join_verify_names (void)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < SIGNET_N_SETTINGS; i++)
    {
      const SignetSettingInfo *info = signet_setting_get_info (i);

      if (g_str_equal (info->group, VERIFICATION))
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", info->key);
    }

  return g_string_free (names, FALSE);
}

/**
 * signet_ctl_assignment_parse_verify:
 * @self: (out): a zeroed assignment; to be cleared
 * @text: "NAME" or "NAME=VALUE", where NAME is a key of the group “Verification” or the option of
 *   `openssl cmp` for it
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Returns: whether @text names a setting of the verification
 */
gboolean
signet_ctl_assignment_parse_verify (SignetCtlAssignment  *self,
                                    const char           *text,
                                    GError              **error)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *names = NULL;

  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  parts = g_strsplit (text, "=", 2);
  if (parts[0] == NULL || !find_verify (parts[0], &self->setting))
    {
      names = join_verify_names ();
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, _ ("“%s” is not one of %s."),
                   parts[0] != NULL ? parts[0] : "", names);
      return FALSE;
    }
  if (parts[1] == NULL &&
      signet_setting_get_info (self->setting)->kind != SIGNET_SETTING_KIND_FLAG)
    return refuse_take (error, g_strdup_printf (_ ("“%s” needs a value."), parts[0]));
  self->text = g_strdup (parts[1] != NULL ? parts[1] : "true");

  return TRUE;
}

/**
 * signet_ctl_assignment_clear:
 * @self: an assignment
 *
 * Frees what it holds.
 */
void
signet_ctl_assignment_clear (SignetCtlAssignment *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->text, g_free);
}
