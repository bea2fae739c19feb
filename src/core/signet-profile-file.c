/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "core/signet-profile-private.h"
#include "core/signet-text.h"

#define GROUP_PROFILE "Profile"
#define GROUP_TRUST "Trust"
#define GROUP_OPERATION "Operation "
#define VERSION 1

typedef struct _Row Row;

/* One key of the file. A later one is a row in the table below. */
struct _Row
{
  const char *group;
  const char *key;
  gsize offset; /* of the field in SignetProfile */
  gboolean (*load) (const Row *row, SignetProfile *self, GKeyFile *file, GError **error);
  void (*save) (const Row *row, SignetProfile *self, GKeyFile *file);
};

/* The groups of an item; its profile lies in the same file. */
static const char *const foreign_groups[] = { "Item", "Request", "Template", "Credential", NULL };

static gboolean
set_invalid (GError     **error,
             const Row   *row,
             const char  *reason)
{
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_PROFILE,
               _ ("“%s” in the setup file is not valid: %s"), row->key, reason);

  return FALSE;
}

static gboolean
load_text (const Row      *row,
           SignetProfile  *self,
           GKeyFile       *file,
           GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = g_key_file_get_string (file, row->group, row->key, &local_error);

  /* What has a wrong escape in it comes along with an error. */
  if (local_error != NULL)
    return set_invalid (error, row, local_error->message);
  signet_profile_set_name (self, text);

  return TRUE;
}

static gboolean
load_server (const Row      *row,
             SignetProfile  *self,
             GKeyFile       *file,
             GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = g_key_file_get_string (file, row->group, row->key, &local_error);

  if (local_error != NULL || !signet_profile_set_server (self, text, &local_error))
    return set_invalid (error, row, local_error->message);

  return TRUE;
}

static void
save_text (const Row     *row,
           SignetProfile *self,
           GKeyFile      *file)
{
  const char *text = G_STRUCT_MEMBER (char *, self, row->offset);

  if (text != NULL)
    g_key_file_set_string (file, row->group, row->key, text);
}

static gboolean
load_practice (const Row      *row,
               SignetProfile  *self,
               GKeyFile       *file,
               GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean practice = g_key_file_get_boolean (file, row->group, row->key, &local_error);

  if (local_error != NULL)
    return set_invalid (error, row, local_error->message);
  signet_profile_set_practice (self, practice);

  return TRUE;
}

/* A profile of a real CA does not mention practice at all. */
static void
save_practice (const Row     *row,
               SignetProfile *self,
               GKeyFile      *file)
{
  if (self->practice)
    g_key_file_set_boolean (file, row->group, row->key, TRUE);
}

static gboolean
load_name (const Row      *row,
           SignetProfile  *self,
           GKeyFile       *file,
           GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = g_key_file_get_string (file, row->group, row->key, &local_error);
  SignetName **name = G_STRUCT_MEMBER_P (self, row->offset);

  if (local_error != NULL || (*name = signet_name_parse (text, &local_error)) == NULL)
    return set_invalid (error, row, local_error->message);

  return TRUE;
}

static void
save_name (const Row     *row,
           SignetProfile *self,
           GKeyFile      *file)
{
  const SignetName *name = G_STRUCT_MEMBER (SignetName *, self, row->offset);
  g_autofree char *text = name != NULL ? signet_name_to_string (name) : NULL;

  if (text != NULL)
    g_key_file_set_string (file, row->group, row->key, text);
}

static gboolean
load_timeout (const Row      *row,
              SignetProfile  *self,
              GKeyFile       *file,
              GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  int seconds = g_key_file_get_integer (file, row->group, row->key, &local_error);

  if (local_error != NULL)
    return set_invalid (error, row, local_error->message);
  signet_profile_set_timeout (self, (guint) MAX (seconds, 1));

  return TRUE;
}

static void
save_timeout (const Row     *row,
              SignetProfile *self,
              GKeyFile      *file)
{
  g_key_file_set_integer (file, row->group, row->key, (int) self->timeout);
}

static gboolean
add_base64 (const Row      *row,
            SignetProfile  *self,
            const char     *text,
            GError        **error)
{
  SignetTrust trust =
    (row->offset - G_STRUCT_OFFSET (SignetProfile, certificates)) / sizeof (GPtrArray *);
  g_autoptr (GBytes) der = NULL;
  g_autofree guchar *data = NULL;
  gsize length = 0;

  /* Two characters more than the limit can have are refused before anything is decoded. */
  if (strlen (text) > SIGNET_PROFILE_MAX_CERTIFICATE * 3 / 2)
    return set_invalid (error, row, _ ("a certificate is too large."));
  data = g_base64_decode (text, &length);
  if (length == 0)
    return set_invalid (error, row, _ ("a certificate is not in base64."));
  der = g_bytes_new_take (g_steal_pointer (&data), length);
  if (!signet_profile_add_certificate (self, trust, der))
    return set_invalid (error, row, _ ("there are too many certificates, or one is too large."));

  return TRUE;
}

static gboolean
load_list (const Row      *row,
           SignetProfile  *self,
           GKeyFile       *file,
           GError        **error)
{
  g_autoptr (GError) local_error = NULL;
  g_auto (GStrv) texts =
    g_key_file_get_string_list (file, row->group, row->key, NULL, &local_error);

  if (texts == NULL)
    return set_invalid (error, row, local_error->message);
  for (char **text = texts; *text != NULL; text++)
    if (!add_base64 (row, self, *text, error))
      return FALSE;

  return TRUE;
}

static void
save_list (const Row     *row,
           SignetProfile *self,
           GKeyFile      *file)
{
  GPtrArray *list = G_STRUCT_MEMBER (GPtrArray *, self, row->offset);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < list->len; i++)
    {
      gsize length;
      const guchar *data = g_bytes_get_data (g_ptr_array_index (list, i), &length);

      g_ptr_array_add (texts, g_base64_encode (data, length));
    }
  if (texts->len > 0)
    g_key_file_set_string_list (file, row->group, row->key, (const char *const *) texts->pdata,
                                texts->len);
}

#define FIELD(field) G_STRUCT_OFFSET (SignetProfile, field)

static const Row rows[] = {
  { GROUP_PROFILE, "name", FIELD (name), load_text, save_text },
  { GROUP_PROFILE, "server", FIELD (server), load_server, save_text },
  { GROUP_PROFILE, "practice", FIELD (practice), load_practice, save_practice },
  { GROUP_PROFILE, "recipient", FIELD (recipient), load_name, save_name },
  { GROUP_PROFILE, "expected-sender", FIELD (expected_sender), load_name, save_name },
  { GROUP_PROFILE, "timeout", FIELD (timeout), load_timeout, save_timeout },
  { GROUP_TRUST, "anchors", FIELD (certificates[SIGNET_TRUST_ANCHORS]), load_list, save_list },
  { GROUP_TRUST, "untrusted", FIELD (certificates[SIGNET_TRUST_UNTRUSTED]), load_list, save_list },
  { GROUP_TRUST, "server", FIELD (certificates[SIGNET_TRUST_SERVER]), load_list, save_list },
  { GROUP_TRUST, "issued", FIELD (certificates[SIGNET_TRUST_ISSUED]), load_list, save_list },
  { GROUP_TRUST, "tls", FIELD (certificates[SIGNET_TRUST_TLS]), load_list, save_list },
  { GROUP_TRUST, "extra", FIELD (certificates[SIGNET_TRUST_EXTRA]), load_list, save_list },
  { GROUP_TRUST, "own", FIELD (certificates[SIGNET_TRUST_OWN]), load_list, save_list },
};

/* The text of a setting, in the form that signet_profile_set_value () reads. */
static char *
get_text (GKeyFile                *file,
          const char              *group,
          const SignetSettingInfo *info)
{
  return info->kind == SIGNET_SETTING_KIND_LIST
           ? g_key_file_get_value (file, group, info->key, NULL)
           : g_key_file_get_string (file, group, info->key, NULL);
}

static void
set_text (GKeyFile                *file,
          const char              *group,
          const SignetSettingInfo *info,
          const char              *text)
{
  if (info->kind == SIGNET_SETTING_KIND_LIST)
    g_key_file_set_value (file, group, info->key, text);
  else
    g_key_file_set_string (file, group, info->key, text);
}

static gboolean
load_setting (SignetProfile          *self,
              const SignetOperation  *operation,
              SignetSetting           setting,
              GKeyFile               *file,
              const char             *group,
              GError                **error)
{
  const SignetSettingInfo *info = signet_setting_get_info (setting);
  g_autofree char *text = NULL;

  if (!g_key_file_has_key (file, group, info->key, NULL))
    return TRUE;
  text = get_text (file, group, info);
  if (text != NULL && signet_profile_set_value (self, operation, setting, text, error))
    return TRUE;
  if (text == NULL)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_PROFILE,
                 _ ("“%s” in the setup file cannot be read."), info->key);

  return FALSE;
}

static char *
operation_group (const SignetOperation *operation)
{
  return g_strconcat (GROUP_OPERATION, operation->name, NULL);
}

static gboolean
load_operation (SignetProfile          *self,
                const SignetOperation  *operation,
                GKeyFile               *file,
                GError                **error)
{
  g_autofree char *group = operation_group (operation);

  for (SignetSetting setting = 0; setting < SIGNET_N_SETTINGS; setting++)
    if (!load_setting (self, operation, setting, file, group, error))
      return FALSE;

  return TRUE;
}

static gboolean
load_settings (SignetProfile  *self,
               GKeyFile       *file,
               GError        **error)
{
  for (SignetSetting setting = SIGNET_SETTING_TOTAL_TIMEOUT; setting < SIGNET_N_SETTINGS; setting++)
    if (!load_setting (self, NULL, setting, file, signet_setting_get_info (setting)->group, error))
      return FALSE;
  for (guint i = 0; i < signet_operation_get_n (); i++)
    if (!load_operation (self, signet_operation_get (i), file, error))
      return FALSE;

  return TRUE;
}

static void
save_operation (SignetProfile         *self,
                const SignetOperation *operation,
                GKeyFile              *file)
{
  g_autofree char *group = operation_group (operation);

  for (SignetSetting setting = 0; setting < SIGNET_N_SETTINGS; setting++)
    {
      const SignetSettingInfo *info = signet_setting_get_info (setting);
      const char *text = signet_profile_get_override (self, operation, setting);

      if (text != NULL)
        set_text (file, group, info, text);
      else
        g_key_file_remove_key (file, group, info->key, NULL);
    }
}

static void
save_settings (SignetProfile *self,
               GKeyFile      *file)
{
  for (SignetSetting setting = SIGNET_SETTING_TOTAL_TIMEOUT; setting < SIGNET_N_SETTINGS; setting++)
    {
      const SignetSettingInfo *info = signet_setting_get_info (setting);

      if (self->texts[setting] != NULL)
        set_text (file, info->group, info, self->texts[setting]);
      else
        g_key_file_remove_key (file, info->group, info->key, NULL);
    }
  for (guint i = 0; i < signet_operation_get_n (); i++)
    save_operation (self, signet_operation_get (i), file);
}

static const Row *
find_row (const char *group,
          const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].group, group) && g_str_equal (rows[i].key, key))
      return &rows[i];

  return NULL;
}

static gboolean
is_known (const char *group,
          const char *key)
{
  gboolean of_operation =
    g_str_has_prefix (group, GROUP_OPERATION) &&
    signet_operation_lookup (group + strlen (GROUP_OPERATION)) != NULL;
  SignetSetting setting;

  return find_row (group, key) != NULL ||
         signet_setting_lookup (of_operation ? NULL : group, key, &setting);
}

static void
copy_key (GKeyFile   *from,
          GKeyFile   *to,
          const char *group,
          const char *key)
{
  g_autofree char *value = g_key_file_get_value (from, group, key, NULL);

  if (value != NULL)
    g_key_file_set_value (to, group, key, value);
}

/* Copies what belongs to a profile and has no row. */
static void
copy_unknown (GKeyFile *from,
              GKeyFile *to)
{
  g_auto (GStrv) groups = g_key_file_get_groups (from, NULL);

  for (char **group = groups; *group != NULL; group++)
    {
      g_auto (GStrv) keys = NULL;

      if (g_strv_contains (foreign_groups, *group))
        continue;
      keys = g_key_file_get_keys (from, *group, NULL, NULL);
      for (char **key = keys; key != NULL && *key != NULL; key++)
        if (!is_known (*group, *key))
          copy_key (from, to, *group, *key);
    }
}

static gboolean
check_version (GKeyFile  *file,
               GError   **error)
{
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  char *end = NULL;
  guint64 major;

  if (!g_key_file_has_group (file, GROUP_PROFILE))
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_PROFILE,
                           _ ("This is not a setup file: it has no group “Profile”."));
      return FALSE;
    }
  text = g_key_file_get_string (file, GROUP_PROFILE, "version", NULL);
  if (text == NULL)
    return TRUE;

  major = g_ascii_strtoull (text, &end, 10);
  if (end != text && (*end == '\0' || *end == '.') && major <= VERSION)
    return TRUE;
  shown = signet_text_clean (text, 20);
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_PROFILE,
               _ ("The setup file has version “%s”, but this program reads only version %d."),
               shown, VERSION);

  return FALSE;
}

/**
 * signet_profile_load:
 * @file: a key file
 * @error: return location for a %SIGNET_ERROR_PROFILE that names the key
 *
 * Reads the groups "Profile" and "Trust", the settings and what an operation has of its own; groups
 * and keys that this version does not know are kept
 * for signet_profile_save (), but for the groups that make an item.
 *
 * Returns: (transfer full) (nullable): the profile
 */
SignetProfile *
signet_profile_load (GKeyFile  *file,
                     GError   **error)
{
  g_autoptr (SignetProfile) self = NULL;

  g_return_val_if_fail (file != NULL, NULL);

  if (!check_version (file, error))
    return NULL;

  self = signet_profile_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_key_file_has_key (file, rows[i].group, rows[i].key, NULL) &&
        !rows[i].load (&rows[i], self, file, error))
      return NULL;
  if (!load_settings (self, file, error))
    return NULL;
  self->unknown = g_key_file_new ();
  copy_unknown (file, self->unknown);

  return g_steal_pointer (&self);
}

/**
 * signet_profile_save:
 * @self: a profile
 * @file: a key file
 *
 * Writes the groups "Profile" and "Trust", which are replaced, the settings, and what was kept.
 */
void
signet_profile_save (SignetProfile *self,
                     GKeyFile      *file)
{
  g_return_if_fail (self != NULL && file != NULL);

  g_key_file_remove_group (file, GROUP_PROFILE, NULL);
  g_key_file_remove_group (file, GROUP_TRUST, NULL);
  g_key_file_set_integer (file, GROUP_PROFILE, "version", VERSION);
  if (self->unknown != NULL)
    copy_unknown (self->unknown, file);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i].save (&rows[i], self, file);
  save_settings (self, file);
}
