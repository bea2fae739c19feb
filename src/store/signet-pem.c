/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-folder-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"

#define BEGIN "-----BEGIN CERTIFICATE-----"
#define END "-----END CERTIFICATE-----"
#define LINE 64
#define BASE64 G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "+/="

/* The store keeps certificates as it is told, and needs no cryptography for that. */

/**
 * signet_pem_encode:
 * @der: a certificate
 *
 * Returns: (transfer full): the certificate in PEM (RFC 7468)
 */
char *
signet_pem_encode (GBytes *der)
{
  g_autofree char *base64 = g_base64_encode (g_bytes_get_data (der, NULL), g_bytes_get_size (der));
  GString *pem = g_string_new (BEGIN "\n");

  for (gsize at = 0; base64[at] != '\0'; at += MIN (LINE, strlen (base64 + at)))
    {
      g_string_append_len (pem, base64 + at, (gssize) MIN (LINE, strlen (base64 + at)));
      g_string_append_c (pem, '\n');
    }
  g_string_append (pem, END "\n");

  return g_string_free (pem, FALSE);
}

/* Decodes only what is base64 to the last letter: g_base64_decode () passes over anything else, and
 * a damaged certificate would come out as another one. */
static gboolean
take_certificate (GPtrArray  *ders,
                  const char *start,
                  const char *end)
{
  g_autofree char *base64 = g_strndup (start, (gsize) (end - start));
  g_autofree guchar *der = NULL;
  gsize length;

  if (base64[strspn (base64, BASE64 "\r\n")] != '\0')
    return FALSE;
  der = g_base64_decode (base64, &length);
  if (der == NULL || length == 0)
    return FALSE;
  g_ptr_array_add (ders, g_bytes_new_take (g_steal_pointer (&der), length));

  return TRUE;
}

/**
 * signet_pem_decode:
 * @pem: what signet_pem_encode() made, once or more
 * @error: return location for a %SIGNET_ERROR_DAMAGED
 *
 * Returns: (transfer full) (nullable) (element-type GBytes): the certificates in DER
 */
GPtrArray *
signet_pem_decode (GBytes  *pem,
                   GError **error)
{
  g_autoptr (GPtrArray) ders = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gsize length;
  const char *data = g_bytes_get_data (pem, &length);
  g_autofree char *text = g_strndup (data != NULL ? data : "", length);
  gboolean damaged = strlen (text) != length;
  char *at = text;

  while (!damaged && (at = strstr (at, BEGIN)) != NULL)
    {
      char *start = at + strlen (BEGIN);

      at = strstr (start, END);
      damaged = at == NULL || !take_certificate (ders, start, at);
    }
  if (!damaged && ders->len > 0)
    return g_steal_pointer (&ders);

  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED,
                       _ ("A stored certificate is damaged."));

  return NULL;
}
