/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-template-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "core/signet-key-usage.h"

#define GROUP "Template"
#define SUBJECT "subject"
#define ALT_NAMES "alt-names"
#define ALT_NAMES_CRITICAL "alt-names-critical"
#define KEY_USAGE "key-usage"
#define KEY_USAGE_CRITICAL "key-usage-critical"
#define EXTENDED_USAGE "extended-key-usage"
#define EXTENDED_USAGE_CRITICAL "extended-key-usage-critical"
#define POLICIES "policies"
#define POLICIES_CRITICAL "policies-critical"
#define EXTENSIONS "extensions"
#define DAYS "days"
#define ISSUER "issuer"

typedef char *(*ToString) (gconstpointer element);
typedef gboolean (*Add) (SignetTemplate *self,
                         const char *text,
                         GError **error);

static void
save_list (GKeyFile   *file,
           const char *key,
           GPtrArray  *elements,
           ToString    to_string)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < elements->len; i++)
    g_ptr_array_add (texts, to_string (g_ptr_array_index (elements, i)));
  if (texts->len > 0)
    g_key_file_set_string_list (file, GROUP, key, (const char *const *) texts->pdata, texts->len);
  else
    g_key_file_remove_key (file, GROUP, key, NULL);
}

/* What is not said leaves no key behind, so that older files and plain requests stay as they are.
 */
static void
save_flag (GKeyFile   *file,
           const char *key,
           gboolean    flag)
{
  if (flag)
    g_key_file_set_boolean (file, GROUP, key, TRUE);
  else
    g_key_file_remove_key (file, GROUP, key, NULL);
}

static void
save_key_usage (SignetTemplate *self,
                GKeyFile       *file)
{
  g_auto (GStrv) names = signet_key_usage_to_names (self->key_usage);

  if (self->key_usage != 0)
    g_key_file_set_string_list (file, GROUP, KEY_USAGE, (const char *const *) names,
                                g_strv_length (names));
  else
    g_key_file_remove_key (file, GROUP, KEY_USAGE, NULL);
  save_flag (file, KEY_USAGE_CRITICAL, self->key_usage_critical);
}

static void
save_wishes (SignetTemplate *self,
             GKeyFile       *file)
{
  g_autofree char *issuer = self->issuer != NULL ? signet_name_to_string (self->issuer) : NULL;

  if (self->days > 0)
    g_key_file_set_uint64 (file, GROUP, DAYS, self->days);
  else
    g_key_file_remove_key (file, GROUP, DAYS, NULL);
  if (issuer != NULL)
    g_key_file_set_string (file, GROUP, ISSUER, issuer);
  else
    g_key_file_remove_key (file, GROUP, ISSUER, NULL);
}

/**
 * signet_template_save:
 * @self: a template
 * @file: a key file
 *
 * Writes the template into the group "Template".
 */
void
signet_template_save (SignetTemplate *self,
                      GKeyFile       *file)
{
  g_autofree char *subject = NULL;

  g_return_if_fail (self != NULL && file != NULL);

  subject = signet_name_to_string (self->subject);
  g_key_file_set_string (file, GROUP, SUBJECT, subject);
  save_list (file, ALT_NAMES, self->alt_names, (ToString) signet_alt_name_to_string);
  save_flag (file, ALT_NAMES_CRITICAL, self->alt_names_critical);
  save_key_usage (self, file);
  save_list (file, EXTENDED_USAGE, self->extended_usages, (ToString) g_strdup);
  save_flag (file, EXTENDED_USAGE_CRITICAL, self->extended_usage_critical);
  save_list (file, POLICIES, self->policies, (ToString) signet_template_policy_to_string);
  save_flag (file, POLICIES_CRITICAL, self->policies_critical);
  save_list (file, EXTENSIONS, self->extensions, (ToString) signet_template_extension_to_string);
  save_wishes (self, file);
}

static gboolean
add_alt_name (SignetTemplate  *self,
              const char      *text,
              GError         **error)
{
  g_autoptr (SignetAltName) name = signet_alt_name_parse (text, error);

  if (name == NULL)
    return FALSE;
  if (!signet_template_add_alt_name (self, name))
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_ALT_NAME,
                   _ ("There are more than %d alternative names."), SIGNET_TEMPLATE_MAX_ALT_NAMES);
      return FALSE;
    }

  return TRUE;
}

static gboolean
add_key_usage (SignetTemplate  *self,
               const char      *text,
               GError         **error)
{
  return signet_key_usage_parse (text, &self->key_usage, error);
}

static gboolean
refuse (GError     **error,
        const char  *key)
{
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, _ ("The value of “%s” cannot be read."),
               key);

  return FALSE;
}

/* Only what is missing is empty: a value that cannot be read must not become a request without it.
 */
static gboolean
may_be_empty (const GError  *problem,
              const char    *key,
              GError       **error)
{
  return problem == NULL ||
         g_error_matches (problem, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND) ||
         g_error_matches (problem, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_GROUP_NOT_FOUND) ||
         refuse (error, key);
}

static gboolean
load_list (SignetTemplate  *self,
           GKeyFile        *file,
           const char      *key,
           Add              add,
           GError         **error)
{
  g_autoptr (GError) problem = NULL;
  g_auto (GStrv) texts = g_key_file_get_string_list (file, GROUP, key, NULL, &problem);

  for (char **text = texts; text != NULL && *text != NULL; text++)
    if (!add (self, *text, error))
      {
        g_prefix_error (error, "%s: ", key);
        return FALSE;
      }

  return may_be_empty (problem, key, error);
}

static gboolean
load_flag (GKeyFile    *file,
           const char  *key,
           gboolean    *flag,
           GError     **error)
{
  g_autoptr (GError) problem = NULL;

  *flag = g_key_file_get_boolean (file, GROUP, key, &problem);

  return may_be_empty (problem, key, error);
}

static gboolean
load_text (GKeyFile    *file,
           const char  *key,
           char       **text,
           GError     **error)
{
  g_autoptr (GError) problem = NULL;

  *text = g_key_file_get_string (file, GROUP, key, &problem);

  return may_be_empty (problem, key, error);
}

static gboolean
load_flags (SignetTemplate  *self,
            GKeyFile        *file,
            GError         **error)
{
  return load_flag (file, ALT_NAMES_CRITICAL, &self->alt_names_critical, error) &&
         load_flag (file, KEY_USAGE_CRITICAL, &self->key_usage_critical, error) &&
         load_flag (file, EXTENDED_USAGE_CRITICAL, &self->extended_usage_critical, error) &&
         load_flag (file, POLICIES_CRITICAL, &self->policies_critical, error);
}

static gboolean
load_lists (SignetTemplate  *self,
            GKeyFile        *file,
            GError         **error)
{
  return load_list (self, file, ALT_NAMES, add_alt_name, error) &&
         load_list (self, file, KEY_USAGE, add_key_usage, error) &&
         load_list (self, file, EXTENDED_USAGE, signet_template_add_extended_usage, error) &&
         load_list (self, file, POLICIES, signet_template_add_policy_text, error) &&
         load_list (self, file, EXTENSIONS, signet_template_add_extension_text, error);
}

static gboolean
load_wishes (SignetTemplate  *self,
             GKeyFile        *file,
             GError         **error)
{
  g_autofree char *days = NULL;
  g_autofree char *issuer = NULL;
  guint64 number = 0;

  if (!load_text (file, DAYS, &days, error) || !load_text (file, ISSUER, &issuer, error))
    return FALSE;
  if (days != NULL &&
      !g_ascii_string_to_unsigned (days, 10, 0, SIGNET_TEMPLATE_MAX_DAYS, &number, NULL))
    return refuse (error, DAYS);
  self->days = (guint) number;
  if (issuer != NULL)
    self->issuer = signet_name_parse (issuer, error);

  return issuer == NULL || self->issuer != NULL;
}

/**
 * signet_template_load:
 * @file: a key file
 * @error: return location for a %SIGNET_ERROR_NAME, %SIGNET_ERROR_ALT_NAME or %SIGNET_ERROR_USAGE
 *
 * Reads the group "Template". What is missing is empty.
 *
 * Returns: (transfer full) (nullable): the template
 */
SignetTemplate *
signet_template_load (GKeyFile  *file,
                      GError   **error)
{
  g_autoptr (SignetTemplate) self = NULL;
  g_autoptr (SignetName) subject = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (file != NULL, NULL);

  if (!load_text (file, SUBJECT, &text, error))
    return NULL;
  subject = signet_name_parse (text != NULL ? text : "", error);
  if (subject == NULL)
    return NULL;
  self = signet_template_new (subject, NULL);
  if (!load_lists (self, file, error) || !load_flags (self, file, error) ||
      !load_wishes (self, file, error))
    return NULL;

  return g_steal_pointer (&self);
}
