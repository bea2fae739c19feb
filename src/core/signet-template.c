/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-template.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"

#define GROUP "Template"
#define MAX_ALT_NAMES 100

struct _SignetTemplate
{
  gatomicrefcount ref_count;
  SignetName *subject;
  GPtrArray *alt_names;
};

G_DEFINE_BOXED_TYPE (SignetTemplate, signet_template, signet_template_ref, signet_template_unref)

/**
 * signet_template_new:
 * @subject: (nullable): the subject; %NULL is the NULL-DN
 * @alt_names: (nullable) (element-type SignetAltName): the alternative names
 *
 * Returns: (transfer full): a template that nobody has validated yet
 */
SignetTemplate *
signet_template_new (SignetName *subject,
                     GPtrArray  *alt_names)
{
  SignetTemplate *self = g_new0 (SignetTemplate, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->subject = subject != NULL ? signet_name_ref (subject) : signet_name_new (NULL, 0, NULL);
  self->alt_names = g_ptr_array_new_with_free_func ((GDestroyNotify) signet_alt_name_unref);
  for (guint i = 0; alt_names != NULL && i < alt_names->len; i++)
    g_ptr_array_add (self->alt_names, signet_alt_name_ref (g_ptr_array_index (alt_names, i)));

  return self;
}

/**
 * signet_template_ref:
 * @self: a template
 *
 * Adds a reference; safe from any thread.
 *
 * Returns: (transfer full): @self
 */
SignetTemplate *
signet_template_ref (SignetTemplate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * signet_template_unref:
 * @self: a template
 *
 * Drops a reference.
 */
void
signet_template_unref (SignetTemplate *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    {
      signet_name_unref (self->subject);
      g_ptr_array_unref (self->alt_names);
      g_free (self);
    }
}

/**
 * signet_template_get_subject:
 * @self: a template
 *
 * Returns: (transfer none): the subject
 */
SignetName *
signet_template_get_subject (SignetTemplate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->subject;
}

/**
 * signet_template_get_n_alt_names:
 * @self: a template
 *
 * Returns: how many alternative names it has
 */
guint
signet_template_get_n_alt_names (SignetTemplate *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->alt_names->len;
}

/**
 * signet_template_get_alt_name:
 * @self: a template
 * @index: less than signet_template_get_n_alt_names ()
 *
 * Returns: (transfer none): one alternative name
 */
SignetAltName *
signet_template_get_alt_name (SignetTemplate *self,
                              guint           index)
{
  g_return_val_if_fail (self != NULL && index < self->alt_names->len, NULL);

  return g_ptr_array_index (self->alt_names, index);
}

static gboolean
is_same_alt_name (SignetAltName *one,
                  SignetAltName *other)
{
  return signet_alt_name_get_kind (one) == signet_alt_name_get_kind (other) &&
         g_str_equal (signet_alt_name_get_value (one), signet_alt_name_get_value (other));
}

/**
 * signet_template_equal:
 * @self: a template
 * @other: another one
 *
 * Compares what would be sent, with the order of the alternative names and their case.
 *
 * Returns: whether both ask for the same
 */
gboolean
signet_template_equal (SignetTemplate *self,
                       SignetTemplate *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (!signet_name_equal (self->subject, other->subject) ||
      self->alt_names->len != other->alt_names->len)
    return FALSE;
  for (guint i = 0; i < self->alt_names->len; i++)
    if (!is_same_alt_name (g_ptr_array_index (self->alt_names, i),
                           g_ptr_array_index (other->alt_names, i)))
      return FALSE;

  return TRUE;
}

static gboolean
check_alt_name (SignetTemplate  *self,
                guint            index,
                GError         **error)
{
  SignetAltName *name = g_ptr_array_index (self->alt_names, index);

  if (signet_alt_name_get_kind (name) == SIGNET_ALT_NAME_OTHER)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_ALT_NAME,
                   _ ("“%s” cannot be asked for as an alternative name."),
                   signet_alt_name_get_value (name));
      return FALSE;
    }
  for (guint i = 0; i < index; i++)
    if (signet_alt_name_equal (g_ptr_array_index (self->alt_names, i), name))
      {
        g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_ALT_NAME,
                     _ ("The alternative name “%s” is there twice."),
                     signet_alt_name_get_value (name));
        return FALSE;
      }

  return TRUE;
}

/**
 * signet_template_validate:
 * @self: a template
 * @error: return location for a %SIGNET_ERROR_NAME or %SIGNET_ERROR_ALT_NAME
 *
 * Checks that the template says who the certificate is for: by its subject, or with the NULL-DN by
 * one alternative name at least (RFC 5280 4.1.2.6).
 *
 * Returns: whether it can be sent
 */
gboolean
signet_template_validate (SignetTemplate  *self,
                          GError         **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (signet_name_get_size (self->subject) == 0 && self->alt_names->len == 0)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NAME,
                           _ ("Without a subject, at least one alternative name is needed."));
      return FALSE;
    }
  if (self->alt_names->len > MAX_ALT_NAMES)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_ALT_NAME,
                   _ ("There are more than %d alternative names."), MAX_ALT_NAMES);
      return FALSE;
    }
  for (guint i = 0; i < self->alt_names->len; i++)
    if (!check_alt_name (self, i, error))
      return FALSE;

  return TRUE;
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
  g_autoptr (GPtrArray) names = NULL;

  g_return_if_fail (self != NULL && file != NULL);

  subject = signet_name_to_string (self->subject);
  g_key_file_set_string (file, GROUP, "subject", subject);

  names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->alt_names->len; i++)
    g_ptr_array_add (names, signet_alt_name_to_string (g_ptr_array_index (self->alt_names, i)));
  if (names->len > 0)
    g_key_file_set_string_list (file, GROUP, "alt-names", (const char *const *) names->pdata,
                                names->len);
  else
    g_key_file_remove_key (file, GROUP, "alt-names", NULL);
}

static GPtrArray *
load_alt_names (GKeyFile  *file,
                GError   **error)
{
  g_autoptr (GPtrArray) alt_names =
    g_ptr_array_new_with_free_func ((GDestroyNotify) signet_alt_name_unref);
  g_auto (GStrv) texts = g_key_file_get_string_list (file, GROUP, "alt-names", NULL, NULL);

  for (char **text = texts; text != NULL && *text != NULL; text++)
    {
      SignetAltName *name = signet_alt_name_parse (*text, error);

      if (name == NULL)
        return NULL;
      g_ptr_array_add (alt_names, name);
    }

  return g_steal_pointer (&alt_names);
}

/**
 * signet_template_load:
 * @file: a key file
 * @error: return location for a %SIGNET_ERROR_NAME or %SIGNET_ERROR_ALT_NAME
 *
 * Reads the group "Template". What is missing is empty.
 *
 * Returns: (transfer full) (nullable): the template
 */
SignetTemplate *
signet_template_load (GKeyFile  *file,
                      GError   **error)
{
  g_autoptr (SignetName) subject = NULL;
  g_autoptr (GPtrArray) alt_names = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (file != NULL, NULL);

  text = g_key_file_get_string (file, GROUP, "subject", NULL);
  subject = signet_name_parse (text != NULL ? text : "", error);
  if (subject == NULL)
    return NULL;
  alt_names = load_alt_names (file, error);
  if (alt_names == NULL)
    return NULL;

  return signet_template_new (subject, alt_names);
}
