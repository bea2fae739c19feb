/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "core/signet-name.h"
#include "core/signet-oid.h"
#include "core/signet-setting-private.h"
#include "core/signet-text.h"
#include "core/signet-url.h"

#define FINGERPRINT 64 /* hexadecimal digits of SHA-256 */

typedef char *(*CheckFunc) (const SignetSettingInfo *info, const char *text, GError **error);

static char *
refuse (const SignetSettingInfo  *info,
        const char               *reason,
        GError                  **error)
{
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_PROFILE, "%s: %s", info->key, reason);

  return NULL;
}

static char *
check_flag (const SignetSettingInfo  *info,
            const char               *text,
            GError                  **error)
{
  if (g_str_equal (text, "true") || g_str_equal (text, "yes") || g_str_equal (text, "1"))
    return g_strdup ("true");
  if (g_str_equal (text, "false") || g_str_equal (text, "no") || g_str_equal (text, "0"))
    return g_strdup ("false");

  return refuse (info, _ ("only “true” and “false” are possible."), error);
}

static char *
check_number (const SignetSettingInfo  *info,
              const char               *text,
              GError                  **error)
{
  gint64 number;

  if (g_ascii_string_to_signed (text, 10, info->min, info->max, &number, NULL))
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);

  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_PROFILE,
               _ ("%s: only a number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                  " is possible."),
               info->key, info->min, info->max);

  return NULL;
}

static char *
check_choice (const SignetSettingInfo  *info,
              const char               *text,
              GError                  **error)
{
  g_autofree char *words = NULL;

  if (signet_setting_find_choice (info, text) >= 0)
    return g_strdup (text);

  words = g_strjoinv (", ", (char **) info->choices);
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_PROFILE, _ ("%s: possible is one of %s."),
               info->key, words);

  return NULL;
}

/* A signature may leave its hash function to the key; a MAC has no key that could tell. */
static char *
check_owf (const SignetSettingInfo  *info,
           const char               *text,
           GError                  **error)
{
  if (g_str_equal (text, info->choices[SIGNET_DIGEST_AUTO]))
    return refuse (info, _ ("the hash function must be named."), error);

  return check_choice (info, text, error);
}

static char *
check_text (const SignetSettingInfo  *info,
            const char               *text,
            GError                  **error)
{
  return *text != '\0' ? g_strdup (text) : refuse (info, _ ("it is empty."), error);
}

static char *
check_url (const SignetSettingInfo  *info,
           const char               *text,
           GError                  **error)
{
  return signet_url_normalize (text, error);
}

static char *
check_name (const SignetSettingInfo  *info,
            const char               *text,
            GError                  **error)
{
  g_autoptr (SignetName) name = signet_name_parse (text, error);

  return name != NULL ? signet_name_to_string (name) : NULL;
}

/* What the program reads later must not depend on the folder that it happens to run in. */
static char *
check_file (const SignetSettingInfo  *info,
            const char               *text,
            GError                  **error)
{
  return g_path_is_absolute (text) ? g_strdup (text)
                                   : refuse (info, _ ("the path does not begin with “/”."), error);
}

static char *
check_proxy (const SignetSettingInfo  *info,
             const char               *text,
             GError                  **error)
{
  return g_str_equal (text, "none") ? g_strdup (text) : signet_url_normalize_proxy (text, error);
}

static char *
check_host (const SignetSettingInfo  *info,
            const char               *text,
            GError                  **error)
{
  return strspn (text, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-.:") == strlen (text) &&
             *text != '\0'
           ? g_ascii_strdown (text, -1)
           : refuse (info, _ ("this is no name of a host."), error);
}

static char *
check_fingerprint (const SignetSettingInfo  *info,
                   const char               *text,
                   GError                  **error)
{
  GString *digits = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isxdigit (*p))
        g_string_append_c (digits, g_ascii_tolower (*p));
      else if (*p != ':' && *p != ' ')
        g_string_append_c (digits, '?');
    }
  if (digits->len == FINGERPRINT && strchr (digits->str, '?') == NULL)
    return g_string_free (digits, FALSE);
  g_string_free (digits, TRUE);

  return refuse (info, _ ("a SHA-256 fingerprint has 64 hexadecimal digits."), error);
}

static char *
check_crl (const SignetSettingInfo  *info,
           const char               *text,
           GError                  **error)
{
  if (g_path_is_absolute (text))
    return g_strdup (text);
  if (strstr (text, "://") != NULL)
    return signet_url_normalize (text, error);

  return refuse (info, _ ("only absolute paths and http(s) addresses are possible."), error);
}

static char *
check_general_info (const SignetSettingInfo  *info,
                    const char               *text,
                    GError                  **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 3);
  gint64 number;

  if (g_strv_length (parts) == 3 && signet_oid_is_valid (parts[0]) &&
      (g_str_equal (parts[1], "str") ||
       (g_str_equal (parts[1], "int") &&
        g_ascii_string_to_signed (parts[2], 10, G_MININT32, G_MAXINT32, &number, NULL))))
    return g_strdup (text);

  return refuse (info, _ ("possible is OID:int:NUMBER or OID:str:TEXT."), error);
}

/* Where the kind does not say it all. */
static const struct
{
  SignetSetting setting;
  CheckFunc check;
} SPECIAL[] = {
  { SIGNET_SETTING_OWF, check_owf },
  { SIGNET_SETTING_PROXY, check_proxy },
  { SIGNET_SETTING_TLS_HOST, check_host },
  { SIGNET_SETTING_TLS_CERTIFICATE_FILE, check_file },
  { SIGNET_SETTING_TLS_KEY_FILE, check_file },
  { SIGNET_SETTING_TLS_PASSPHRASE_FILE, check_file },
  { SIGNET_SETTING_IGNORE_KEY_USAGE, check_fingerprint },
  { SIGNET_SETTING_CRLS, check_crl },
  { SIGNET_SETTING_GENERAL_INFO, check_general_info },
};

static const CheckFunc KINDS[] = {
  [SIGNET_SETTING_KIND_FLAG] = check_flag,
  [SIGNET_SETTING_KIND_NUMBER] = check_number,
  [SIGNET_SETTING_KIND_CHOICE] = check_choice,
  [SIGNET_SETTING_KIND_TEXT] = check_text,
  [SIGNET_SETTING_KIND_URL] = check_url,
  [SIGNET_SETTING_KIND_NAME] = check_name,
  [SIGNET_SETTING_KIND_LIST] = check_text,
};

static CheckFunc
find_check (SignetSetting setting)
{
  for (guint i = 0; i < G_N_ELEMENTS (SPECIAL); i++)
    {
      if (SPECIAL[i].setting == setting)
        return SPECIAL[i].check;
    }

  return KINDS[signet_setting_get_info (setting)->kind];
}

static char *
check_line (SignetSetting   setting,
            const char     *text,
            GError        **error)
{
  const SignetSettingInfo *info = signet_setting_get_info (setting);

  if (strlen (text) > SIGNET_SETTING_MAX_TEXT)
    return refuse (info, _ ("it is too long."), error);
  if (!signet_text_is_clean (text))
    return refuse (info, _ ("it contains characters that are not text."), error);

  return find_check (setting) (info, text, error);
}

/* The form that key files have, so that it can be split again. */
static char *
join (GStrvBuilder *lines)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) strv = g_strv_builder_end (lines);

  g_key_file_set_string_list (file, "-", "-", (const char *const *) strv, g_strv_length (strv));

  return g_key_file_get_value (file, "-", "-", NULL);
}

static char *
check_list (SignetSetting   setting,
            const char     *text,
            GError        **error)
{
  const SignetSettingInfo *info = signet_setting_get_info (setting);
  g_auto (GStrv) lines = signet_setting_split (text);
  g_autoptr (GStrvBuilder) checked = g_strv_builder_new ();

  if (lines == NULL || lines[0] == NULL)
    return refuse (info, _ ("it is empty."), error);
  if (g_strv_length (lines) > SIGNET_SETTING_MAX_LIST)
    return refuse (info, _ ("the list is too long."), error);
  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *normal = check_line (setting, *line, error);

      if (normal == NULL)
        return NULL;
      g_strv_builder_add (checked, normal);
    }

  return join (checked);
}

/**
 * signet_setting_split:
 * @text: the text of a list, with ";" between its lines
 *
 * Returns: (transfer full) (nullable): the lines, or %NULL where an escape of @text makes no sense
 */
GStrv
signet_setting_split (const char *text)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_return_val_if_fail (text != NULL, NULL);

  g_key_file_set_value (file, "-", "-", text);

  return g_key_file_get_string_list (file, "-", "-", NULL, NULL);
}

/**
 * signet_setting_find_choice: (skip)
 * @info: the row of a choice
 * @word: one of its words, perhaps
 *
 * Returns: the place of @word, or -1
 */
int
signet_setting_find_choice (const SignetSettingInfo *info,
                            const char              *word)
{
  for (int i = 0; info->choices[i] != NULL; i++)
    {
      if (g_str_equal (word, info->choices[i]))
        return i;
    }

  return -1;
}

/**
 * signet_setting_check:
 * @setting: a setting
 * @text: what a person or a file says
 * @error: return location for a %SIGNET_ERROR_PROFILE, %SIGNET_ERROR_URL or %SIGNET_ERROR_NAME
 *
 * Looks whether @text is possible for @setting. The message begins with the key where it is not the
 * text alone that is wrong.
 *
 * Returns: (transfer full) (nullable): the normal form of @text
 */
char *
signet_setting_check (SignetSetting   setting,
                      const char     *text,
                      GError        **error)
{
  g_return_val_if_fail (setting < SIGNET_N_SETTINGS && text != NULL, NULL);

  return signet_setting_get_info (setting)->kind == SIGNET_SETTING_KIND_LIST
           ? check_list (setting, text, error)
           : check_line (setting, text, error);
}
