/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-revocation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "core/signet-text.h"

#define MAX_SHOWN 64
#define MAX_SERIAL 128 /* digits; RFC 5280 4.1.2.2 allows 40, some CAs do not care */

struct _SignetRevocation
{
  gatomicrefcount ref_count;
  char *item;
  GBytes *certificate;
  SignetName *issuer;
  char *serial;
  int reason;
};

G_DEFINE_BOXED_TYPE (SignetRevocation,
                     signet_revocation,
                     signet_revocation_ref,
                     signet_revocation_unref)

static SignetRevocation *
revocation_new (int reason)
{
  SignetRevocation *self = g_new0 (SignetRevocation, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->reason = reason;

  return self;
}

/**
 * signet_revocation_new_item:
 * @id: the identifier of an item that has a certificate, or the start of it
 * @reason: a CRLReason (RFC 5280 5.3.1), or %SIGNET_REVOCATION_NO_REASON
 *
 * Returns: (transfer full): the wish to revoke the certificate of an item
 */
SignetRevocation *
signet_revocation_new_item (const char *id,
                            int         reason)
{
  SignetRevocation *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = revocation_new (reason);
  self->item = g_strdup (id);

  return self;
}

/**
 * signet_revocation_new_certificate:
 * @der: a certificate, DER
 * @reason: a CRLReason (RFC 5280 5.3.1), or %SIGNET_REVOCATION_NO_REASON
 *
 * Returns: (transfer full): the wish to revoke a certificate that need not be of an item
 */
SignetRevocation *
signet_revocation_new_certificate (GBytes *der,
                                   int     reason)
{
  SignetRevocation *self;

  g_return_val_if_fail (der != NULL, NULL);

  self = revocation_new (reason);
  self->certificate = g_bytes_ref (der);

  return self;
}

/* As people copy it, "0a:1b:2c" or "0x0A1B2C", into pairs of digits without zeros before them, as a
 * certificate says it. */
static char *
normalize_serial (const char *text)
{
  GString *digits = g_string_new (NULL);

  if (g_str_has_prefix (text, "0x") || g_str_has_prefix (text, "0X"))
    text += 2;
  for (; *text != '\0' && digits->len <= MAX_SERIAL; text++)
    {
      if (*text == ':' || *text == ' ' || (*text == '0' && digits->len == 0))
        continue;
      if (!g_ascii_isxdigit (*text))
        {
          g_string_free (digits, TRUE);
          return NULL;
        }
      g_string_append_c (digits, g_ascii_toupper (*text));
    }
  if (digits->len % 2 == 1)
    g_string_prepend_c (digits, '0');

  return g_string_free (digits, FALSE);
}

/**
 * signet_revocation_new_serial:
 * @issuer: the name of the CA that issued the certificate
 * @serial: the serial number in hexadecimal; colons, spaces and "0x" are allowed
 * @reason: a CRLReason (RFC 5280 5.3.1), or %SIGNET_REVOCATION_NO_REASON
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Returns: (transfer full) (nullable): the wish to revoke a certificate that is not here
 */
SignetRevocation *
signet_revocation_new_serial (SignetName  *issuer,
                              const char  *serial,
                              int          reason,
                              GError     **error)
{
  SignetRevocation *self;
  g_autofree char *digits = NULL;

  g_return_val_if_fail (issuer != NULL && serial != NULL, NULL);

  digits = normalize_serial (serial);
  if (digits == NULL || *digits == '\0' || strlen (digits) > MAX_SERIAL)
    {
      g_autofree char *shown = signet_text_clean (serial, MAX_SHOWN);

      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                   _ ("“%s” is not a serial number in hexadecimal."), shown);
      return NULL;
    }
  self = revocation_new (reason);
  self->issuer = signet_name_ref (issuer);
  self->serial = g_steal_pointer (&digits);

  return self;
}

/**
 * signet_revocation_ref:
 * @self: a wish
 *
 * Adds a reference; safe from any thread.
 *
 * Returns: (transfer full): @self
 */
SignetRevocation *
signet_revocation_ref (SignetRevocation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * signet_revocation_unref:
 * @self: a wish
 *
 * Drops a reference.
 */
void
signet_revocation_unref (SignetRevocation *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->item);
  g_clear_pointer (&self->certificate, g_bytes_unref);
  g_clear_pointer (&self->issuer, signet_name_unref);
  g_free (self->serial);
  g_free (self);
}

/**
 * signet_revocation_get_item:
 * @self: a wish
 *
 * Returns: (transfer none) (nullable): the item whose certificate is meant
 */
const char *
signet_revocation_get_item (const SignetRevocation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->item;
}

/**
 * signet_revocation_get_certificate:
 * @self: a wish
 *
 * Returns: (transfer none) (nullable): the certificate that is meant, DER
 */
GBytes *
signet_revocation_get_certificate (const SignetRevocation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->certificate;
}

/**
 * signet_revocation_get_issuer:
 * @self: a wish
 *
 * Returns: (transfer none) (nullable): the issuer, where the certificate itself is not here
 */
SignetName *
signet_revocation_get_issuer (const SignetRevocation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->issuer;
}

/**
 * signet_revocation_get_serial:
 * @self: a wish
 *
 * Returns: (transfer none) (nullable): the serial number, where the certificate itself is not here:
 *   pairs of upper-case hexadecimal digits
 */
const char *
signet_revocation_get_serial (const SignetRevocation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->serial;
}

/**
 * signet_revocation_get_reason:
 * @self: a wish
 *
 * Returns: a CRLReason (RFC 5280 5.3.1), or %SIGNET_REVOCATION_NO_REASON
 */
int
signet_revocation_get_reason (const SignetRevocation *self)
{
  g_return_val_if_fail (self != NULL, SIGNET_REVOCATION_NO_REASON);

  return self->reason;
}
