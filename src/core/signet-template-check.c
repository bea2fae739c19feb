/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-template-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "core/signet-oid.h"

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

static gboolean
check_names (SignetTemplate  *self,
             GError         **error)
{
  if (signet_name_get_size (self->subject) == 0 && self->alt_names->len == 0 &&
      !signet_template_has_extension (self, SIGNET_OID_ALT_NAMES))
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NAME,
                           _ ("Without a subject, at least one alternative name is needed."));
      return FALSE;
    }
  if (self->alt_names->len > SIGNET_TEMPLATE_MAX_ALT_NAMES)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_ALT_NAME,
                   _ ("There are more than %d alternative names."), SIGNET_TEMPLATE_MAX_ALT_NAMES);
      return FALSE;
    }
  for (guint i = 0; i < self->alt_names->len; i++)
    if (!check_alt_name (self, i, error))
      return FALSE;

  return TRUE;
}

/* The setters have seen to all the rest: sizes, object identifiers, DER. */
static gboolean
check_extensions (SignetTemplate  *self,
                  GError         **error)
{
  for (guint i = 0; i < self->extensions->len; i++)
    {
      const SignetTemplateExtension *extension = signet_template_get_extension (self, i);

      if (signet_template_has_typed (self, extension->oid))
        {
          g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                       _ ("The extension %s (%s) is asked for by its name and by its number."),
                       extension->oid, signet_oid_get_name (extension->oid));
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * signet_template_validate:
 * @self: a template
 * @error: return location for a %SIGNET_ERROR_NAME, %SIGNET_ERROR_ALT_NAME or %SIGNET_ERROR_USAGE
 *
 * Checks that the template says who the certificate is for: by its subject, or with the NULL-DN by
 * one alternative name at least (RFC 5280 4.1.2.6), and that it asks for no extension twice.
 *
 * Returns: whether it can be sent
 */
gboolean
signet_template_validate (SignetTemplate  *self,
                          GError         **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->days > SIGNET_TEMPLATE_MAX_DAYS)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                   _ ("A certificate cannot be asked for that is valid for more than %d days."),
                   SIGNET_TEMPLATE_MAX_DAYS);
      return FALSE;
    }

  return check_names (self, error) && check_extensions (self, error);
}
