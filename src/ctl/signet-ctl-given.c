/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-given-private.h"

#include "core/signet-error.h"
#include "ctl/signet-ctl-assignment.h"
#include "ctl/signet-ctl-input.h"
#include "pki/signet-certificate.h"

#include <glib/gi18n-lib.h>

struct _SignetCtlGiven
{
  char *option; /* with its dashes */
  const SignetCtlTrustOption *trust;
  const SignetCtlSettingOption *row; /* nullable: of --set and --verify */
  SignetSetting setting;
  const SignetOperation *operation;
  GPtrArray *values; /* several where the option fills a list */
};

static void
given_free (gpointer data)
{
  SignetCtlGiven *self = data;

  g_free (self->option);
  g_ptr_array_unref (self->values);
  g_free (self);
}

/**
 * signet_ctl_given_list_new:
 *
 * Returns: (transfer full): a list of nothing
 */
GPtrArray *
signet_ctl_given_list_new (void)
{
  return g_ptr_array_new_with_free_func (given_free);
}

static SignetCtlGiven *
append (GPtrArray  *list,
        const char *option)
{
  SignetCtlGiven *self = g_new0 (SignetCtlGiven, 1);

  self->option = g_strdup (option);
  self->values = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (list, self);

  return self;
}

/* Whether a second one adds to the first one; else it takes its place. */
static gboolean
is_list (const SignetCtlGiven *self)
{
  return self->trust != NULL
           ? !self->trust->one
           : signet_setting_get_info (self->setting)->kind == SIGNET_SETTING_KIND_LIST;
}

static SignetCtlGiven *
find_same (GPtrArray            *list,
           const char           *option,
           const SignetCtlGiven *other)
{
  for (guint i = 0; i + 1 < list->len; i++)
    {
      SignetCtlGiven *self = list->pdata[i];

      if (g_str_equal (self->option, option) && self->trust == other->trust &&
          self->setting == other->setting && self->operation == other->operation)
        return self;
    }

  return NULL;
}

/* --set says the whole of a list at once, as a setup file does. */
static gboolean
adds_up (const SignetCtlGiven *self)
{
  return is_list (self) && !g_str_equal (self->option, "--set");
}

static void
add_value (GPtrArray      *list,
           SignetCtlGiven *self,
           const char     *value)
{
  SignetCtlGiven *same = adds_up (self) ? find_same (list, self->option, self) : NULL;

  g_ptr_array_add (same != NULL ? same->values : self->values, g_strdup (value));
  if (same != NULL)
    g_ptr_array_set_size (list, list->len - 1);
}

static gboolean
add_assignment (GPtrArray   *list,
                const char  *option,
                const char  *value,
                GError     **error)
{
  g_auto (SignetCtlAssignment) assignment = { 0 };
  SignetCtlGiven *self;

  if (!(g_str_equal (option, "--set")
          ? signet_ctl_assignment_parse (&assignment, value, error)
          : signet_ctl_assignment_parse_verify (&assignment, value, error)))
    {
      g_prefix_error (error, "%s: ", option);
      return FALSE;
    }
  self = append (list, option);
  self->setting = assignment.setting;
  self->operation = assignment.operation;
  add_value (list, self, assignment.text);

  return TRUE;
}

/**
 * signet_ctl_given_add:
 * @list: what was given before
 * @option: an option of the tables, --set or --verify, with its dashes
 * @value: (nullable): what stands behind it
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Adds what one option says. Whether the value is possible shows when it is applied.
 *
 * Returns: whether --set or --verify names a setting
 */
gboolean
signet_ctl_given_add (GPtrArray   *list,
                      const char  *option,
                      const char  *value,
                      GError     **error)
{
  const char *flag = option + 2;
  SignetCtlGiven *self;

  g_return_val_if_fail (list != NULL && g_str_has_prefix (option, "--"), FALSE);

  if (g_str_equal (option, "--set") || g_str_equal (option, "--verify"))
    return add_assignment (list, option, value, error);

  self = append (list, option);
  self->trust = signet_ctl_trust_option_find (flag);
  self->row = signet_ctl_setting_option_find (flag);
  if (self->row != NULL)
    self->setting = self->row->setting;
  add_value (list, self, value != NULL ? value : self->row->fixed);

  return TRUE;
}

/**
 * signet_ctl_given_find:
 * @list: what was given
 * @setting: a setting
 *
 * Returns: (transfer none) (nullable): the text that was given for it last, for every operation
 */
const char *
signet_ctl_given_find (GPtrArray     *list,
                       SignetSetting  setting)
{
  g_return_val_if_fail (list != NULL, NULL);

  for (guint i = list->len; i > 0; i--)
    {
      const SignetCtlGiven *self = list->pdata[i - 1];

      if (self->trust == NULL && self->setting == setting && self->operation == NULL)
        return self->values->pdata[self->values->len - 1];
    }

  return NULL;
}

/* Half of a list would be worse than none: it decides whom to believe. */
static gboolean
add_certificates (const SignetCtlGiven  *self,
                  const char            *path,
                  SignetProfile         *profile,
                  GError               **error)
{
  g_autoptr (GPtrArray) certificates = signet_ctl_input_certificates (self->option, path, error);

  if (certificates == NULL)
    return FALSE;

  /* Which of several is meant is not for us to guess. */
  if (self->trust->one && certificates->len != 1)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                   _ ("%s: “%s” holds more than one certificate."), self->option, path);
      return FALSE;
    }
  for (guint i = 0; i < certificates->len; i++)
    {
      GBytes *der = signet_certificate_get_der (certificates->pdata[i]);

      if (signet_profile_add_certificate (profile, self->trust->trust, der))
        continue;
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                   _ ("%s: too many certificates, or one that is too large."), self->option);
      return FALSE;
    }

  return TRUE;
}

static gboolean
apply_trust (const SignetCtlGiven  *self,
             SignetProfile         *profile,
             GError               **error)
{
  signet_profile_clear_certificates (profile, self->trust->trust);
  for (guint i = 0; i < self->values->len; i++)
    if (!add_certificates (self, self->values->pdata[i], profile, error))
      return FALSE;

  return TRUE;
}

static gboolean
is_file (const SignetCtlGiven *self,
         const char           *value)
{
  if (self->row == NULL)
    return FALSE;
  if (self->row->form == SIGNET_CTL_SETTING_FORM_FILE_OR_URL)
    return !g_str_has_prefix (value, "http://") && !g_str_has_prefix (value, "https://");

  return self->row->form == SIGNET_CTL_SETTING_FORM_FILE;
}

/* What is read again later is found wherever the program is called then. */
static char *
resolve (const SignetCtlGiven  *self,
         const char            *value,
         GError               **error)
{
  g_autofree char *path = NULL;

  if (!is_file (self, value))
    return g_strdup (value);

  path = signet_ctl_input_absolute (value);
  if (!signet_ctl_input_check_file (self->option, path, error))
    return NULL;

  return g_steal_pointer (&path);
}

/* In the form of a key file, where a line may hold the character that ends it. */
static char *
join_lines (const SignetCtlGiven  *self,
            GError               **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < self->values->len; i++)
    {
      g_autofree char *line = resolve (self, self->values->pdata[i], error);

      if (line == NULL)
        return NULL;
      g_strv_builder_add (builder, line);
    }
  lines = g_strv_builder_end (builder);
  g_key_file_set_string_list (file, "-", "-", (const char *const *) lines, g_strv_length (lines));

  return g_key_file_get_value (file, "-", "-", NULL);
}

/* An option of its own says what it is about; --set and --verify do not. */
static const char *
without_key (const SignetCtlGiven *self,
             const char           *message)
{
  g_autofree char *prefix = g_strconcat (signet_setting_get_info (self->setting)->key, ": ", NULL);
  gboolean told = !g_str_equal (self->option, "--set") && !g_str_equal (self->option, "--verify");

  return told && g_str_has_prefix (message, prefix) ? message + strlen (prefix) : message;
}

static gboolean
apply_setting (const SignetCtlGiven  *self,
               SignetProfile         *profile,
               GError               **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) local_error = NULL;

  text = adds_up (self)
           ? join_lines (self, error)
           : resolve (self, self->values->pdata[self->values->len - 1], error);
  if (text == NULL)
    return FALSE;
  if (signet_profile_set_value (profile, self->operation, self->setting, text, &local_error))
    return TRUE;

  /* What was said on the command line is wrong there, not in a setup file. */
  g_set_error (error, SIGNET_ERROR,
               local_error->code == SIGNET_ERROR_PROFILE ? SIGNET_ERROR_USAGE : local_error->code,
               "%s: %s", self->option, without_key (self, local_error->message));

  return FALSE;
}

/**
 * signet_ctl_given_apply:
 * @list: what was given
 * @profile: a profile that nobody else has
 * @error: return location for a %SIGNET_ERROR_USAGE, %SIGNET_ERROR_URL or %SIGNET_ERROR_NAME
 *
 * Sets all of it. A list that was given replaces the one of @profile.
 *
 * Returns: whether all of it is possible
 */
gboolean
signet_ctl_given_apply (GPtrArray      *list,
                        SignetProfile  *profile,
                        GError        **error)
{
  g_return_val_if_fail (list != NULL && profile != NULL, FALSE);

  for (guint i = 0; i < list->len; i++)
    {
      const SignetCtlGiven *self = list->pdata[i];

      if (!(self->trust != NULL
              ? apply_trust (self, profile, error)
              : apply_setting (self, profile, error)))
        return FALSE;
    }

  return TRUE;
}
