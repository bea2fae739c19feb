/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-info.h"

#include "core/signet-files.h"
#include "ctl/signet-ctl-info-private.h"
#include "ctl/signet-ctl-json-private.h"
#include "ctl/signet-ctl-text.h"
#include "pki/signet-certificate.h"
#include "pki/signet-crl.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define PEM_COLUMNS 64 /* RFC 7468 2 */

/* What the parts of a root update are called, in the order of SignetInfoRoot. */
static const char *const root_names[] = { "new-with-new", "new-with-old", "old-with-new" };

static void
add_line (GString    *text,
          const char *words)
{
  g_autofree char *line = signet_ctl_text_escape (words);

  g_string_append_printf (text, "%s\n", line);
}

static void
add_line_take (GString *text,
               char    *words)
{
  add_line (text, words);
  g_free (words);
}

static void
add_certificate (GString *text,
                 GBytes  *der)
{
  g_autoptr (SignetCertificate) certificate = signet_certificate_new_from_der (der, NULL);
  g_autofree char *subject = NULL;
  g_autofree char *end = NULL;

  if (certificate == NULL)
    {
      add_line (text, _ ("  a certificate that cannot be read"));
      return;
    }
  subject = signet_name_to_display (signet_certificate_get_subject (certificate));
  end = signet_ctl_text_local_time (signet_certificate_get_not_after (certificate));
  add_line_take (text, g_strdup_printf (_ ("  %s, valid until %s"), subject,
                                        end != NULL ? end : "?"));
  add_line_take (text, g_strdup_printf (_ ("  fingerprint %s"),
                                        signet_certificate_get_fingerprint (certificate)));
}

static void
add_crl (GString *text,
         GBytes  *der)
{
  g_autoptr (SignetCrl) crl = signet_crl_new_from_data (der, NULL);
  g_autofree char *issuer = NULL;
  g_autofree char *time = NULL;
  g_autofree char *next = NULL;

  if (crl == NULL)
    {
      add_line (text, _ ("  a revocation list that cannot be read"));
      return;
    }
  issuer = signet_name_to_display (signet_crl_get_issuer (crl));
  time = signet_ctl_text_local_time (signet_crl_get_this_update (crl));
  add_line_take (text, g_strdup_printf (_ ("  revocation list of %s, made %s"), issuer,
                                        time != NULL ? time : "?"));
  if (signet_crl_get_next_update (crl) > 0)
    next = signet_ctl_text_local_time (signet_crl_get_next_update (crl));
  if (next != NULL)
    add_line_take (text, g_strdup_printf (_ ("  the next one comes before %s"), next));
}

static gboolean
has_crls (SignetInfo *info)
{
  return signet_info_get_kind (info) == SIGNET_INFO_CRLS;
}

/**
 * signet_ctl_info_to_words:
 * @info: a piece of a CA's answer
 *
 * Returns: (transfer full): what a person wants to know about it, in lines
 */
char *
signet_ctl_info_to_words (SignetInfo *info)
{
  const SignetInfoType *type;
  GString *text;

  g_return_val_if_fail (info != NULL, NULL);

  type = signet_info_type_lookup (signet_info_get_oid (info));
  text = g_string_new (NULL);
  if (type != NULL)
    add_line_take (text, g_strdup_printf ("%s (%s):", _ (type->title), type->name));
  else
    add_line_take (text, g_strdup_printf ("%s:", signet_info_get_oid (info)));

  for (guint i = 0; i < signet_info_get_n_fields (info); i++)
    add_line_take (text, g_strdup_printf ("  %s: %s", signet_info_get_field_label (info, i),
                                          signet_info_get_field_value (info, i)));
  for (guint i = 0; i < signet_info_get_n_parts (info); i++)
    {
      GBytes *der = signet_info_get_part (info, i);

      if (der != NULL && has_crls (info))
        add_crl (text, der);
      else if (der != NULL)
        add_certificate (text, der);
    }
  if (signet_info_get_der (info) == NULL)
    add_line (text, _ ("  nothing"));

  return g_string_free (text, FALSE);
}

static char *
to_pem (GBytes     *der,
        const char *label)
{
  g_autofree char *base64 =
    g_base64_encode (g_bytes_get_data (der, NULL), g_bytes_get_size (der));
  GString *text = g_string_new (NULL);
  gsize length = strlen (base64);

  g_string_append_printf (text, "-----BEGIN %s-----\n", label);
  for (gsize i = 0; i < length; i += PEM_COLUMNS)
    g_string_append_printf (text, "%.*s\n", PEM_COLUMNS, base64 + i);
  g_string_append_printf (text, "-----END %s-----\n", label);

  return g_string_free (text, FALSE);
}

static char *
part_to_pem (SignetInfo *info,
             guint       index)
{
  GBytes *der = signet_info_get_part (info, index);

  return der != NULL ? to_pem (der, has_crls (info) ? "X509 CRL" : "CERTIFICATE") : NULL;
}

static JsonArray *
build_parts (SignetInfo *info)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < signet_info_get_n_parts (info); i++)
    {
      g_autofree char *pem = part_to_pem (info, i);

      if (pem != NULL)
        json_array_add_string_element (array, pem);
      else
        json_array_add_null_element (array);
    }

  return array;
}

static JsonArray *
build_fields (SignetInfo *info)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < signet_info_get_n_fields (info); i++)
    {
      JsonObject *object = json_object_new ();

      signet_ctl_json_set_text (object, "label", signet_info_get_field_label (info, i));
      signet_ctl_json_set_text (object, "value", signet_info_get_field_value (info, i));
      json_array_add_object_element (array, object);
    }

  return array;
}

/**
 * signet_ctl_info_to_json:
 * @info: a piece of a CA's answer
 *
 * Returns: (transfer full): an object with all of it
 */
JsonObject *
signet_ctl_info_to_json (SignetInfo *info)
{
  g_autofree char *base64 = NULL;
  JsonObject *object;
  GBytes *der;

  g_return_val_if_fail (info != NULL, NULL);

  object = json_object_new ();
  der = signet_info_get_der (info);
  if (der != NULL)
    base64 = g_base64_encode (g_bytes_get_data (der, NULL), g_bytes_get_size (der));
  signet_ctl_json_set_text (object, "oid", signet_info_get_oid (info));
  signet_ctl_json_set_text (object, "name", signet_info_get_name (info));
  json_object_set_array_member (object, "parts", build_parts (info));
  json_object_set_array_member (object, "fields", build_fields (info));
  signet_ctl_json_set_text (object, "der", base64);

  return object;
}

static char *
build_path (SignetInfo *info,
            const char *folder,
            guint       index)
{
  g_autofree char *name = NULL;

  if (signet_info_get_kind (info) == SIGNET_INFO_ROOT_UPDATE && index < G_N_ELEMENTS (root_names))
    name = g_strdup_printf ("%s-%s.pem", signet_info_get_name (info), root_names[index]);
  else
    name = g_strdup_printf ("%s-%u.pem", signet_info_get_name (info), index + 1);

  return g_build_filename (folder, name, NULL);
}

static gboolean
save_part (SignetInfo  *info,
           const char  *folder,
           guint        index,
           GError     **error)
{
  g_autofree char *pem = part_to_pem (info, index);
  g_autofree char *path = build_path (info, folder, index);

  return pem == NULL || signet_files_write (path, pem, strlen (pem), error);
}

/**
 * signet_ctl_info_save:
 * @info: a piece of a CA's answer
 * @folder: a folder that exists
 * @error: return location for a %SIGNET_ERROR of files
 *
 * Writes certificates and revocation lists as PEM, one a file, and anything else as DER, into files
 * that are named like the infoType. Files that are there are replaced.
 *
 * Returns: whether all of it is on disk
 */
gboolean
signet_ctl_info_save (SignetInfo  *info,
                      const char  *folder,
                      GError     **error)
{
  GBytes *der;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (info != NULL && folder != NULL, FALSE);

  for (guint i = 0; i < signet_info_get_n_parts (info); i++)
    if (!save_part (info, folder, i, error))
      return FALSE;

  der = signet_info_get_der (info);
  if (signet_info_get_n_parts (info) > 0 || der == NULL)
    return TRUE;
  name = g_strconcat (signet_info_get_name (info), ".der", NULL);
  path = g_build_filename (folder, name, NULL);

  return signet_files_write (path, g_bytes_get_data (der, NULL), g_bytes_get_size (der), error);
}
