/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-crl.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#include "pki/signet-crl-private.h"
#include "pki/signet-pem-private.h"
#include "pki/signet-x509-private.h"

struct _SignetCrl
{
  gatomicrefcount ref_count;
  X509_CRL *crl;
  SignetName *issuer;
  gint64 this_update;
  gint64 next_update;
};

G_DEFINE_BOXED_TYPE (SignetCrl, signet_crl, signet_crl_ref, signet_crl_unref)

static X509_CRL *
read_crl (GBytes  *der,
          GError **error)
{
  g_autoptr (X509_CRL) crl = NULL;
  gsize length;
  const unsigned char *data = g_bytes_get_data (der, &length);
  const unsigned char *end = data;

  ERR_clear_error ();
  if (length > 0)
    crl = d2i_X509_CRL (NULL, &end, (long) length);
  if (crl == NULL)
    {
      signet_set_ossl_error (error, SIGNET_ERROR_CRL, _ ("There is no revocation list here."));
      return NULL;
    }
  if (end != data + length)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_CRL,
                           _ ("Something follows the revocation list."));
      return NULL;
    }

  return g_steal_pointer (&crl);
}

static gboolean
read_dates (SignetCrl  *self,
            GError    **error)
{
  const ASN1_TIME *next = X509_CRL_get0_nextUpdate (self->crl);

  if (signet_x509_time_to_unix (X509_CRL_get0_lastUpdate (self->crl), &self->this_update) &&
      (next == NULL || signet_x509_time_to_unix (next, &self->next_update)))
    return TRUE;
  signet_set_ossl_error (error, SIGNET_ERROR_CRL,
                         _ ("The dates of the revocation list cannot be read."));

  return FALSE;
}

/**
 * signet_crl_new_from_data:
 * @data: one revocation list in PEM (RFC 7468 6) or DER, at most 16 MiB
 * @error: return location for a %SIGNET_ERROR_CRL
 *
 * Reads a revocation list from anywhere; its signature is not looked at.
 *
 * Returns: (transfer full) (nullable): the list
 */
SignetCrl *
signet_crl_new_from_data (GBytes  *data,
                          GError **error)
{
  static const char *const names[] = { PEM_STRING_X509_CRL, NULL };
  g_autoptr (SignetCrl) self = NULL;
  g_autoptr (GBytes) der = NULL;
  X509_CRL *crl;

  g_return_val_if_fail (data != NULL, NULL);

  der = signet_pem_get_one (data, names, SIGNET_CRL_MAX_SIZE, SIGNET_ERROR_CRL, error);
  if (der == NULL)
    return NULL;
  crl = read_crl (der, error);
  if (crl == NULL)
    return NULL;

  self = g_new0 (SignetCrl, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->crl = crl;
  self->issuer = signet_name_new_from_x509 (X509_CRL_get_issuer (crl));
  if (!read_dates (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * signet_crl_ref:
 * @self: a revocation list
 *
 * Adds a reference; safe from any thread.
 *
 * Returns: (transfer full): @self
 */
SignetCrl *
signet_crl_ref (SignetCrl *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * signet_crl_unref:
 * @self: a revocation list
 *
 * Drops a reference.
 */
void
signet_crl_unref (SignetCrl *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    {
      X509_CRL_free (self->crl);
      signet_name_unref (self->issuer);
      g_free (self);
    }
}

/**
 * signet_crl_get_x509_crl:
 * @self: a revocation list
 *
 * Returns: (transfer none): the list of OpenSSL; do not change it
 */
X509_CRL *
signet_crl_get_x509_crl (SignetCrl *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->crl;
}

/**
 * signet_crl_get_issuer:
 * @self: a revocation list
 *
 * Returns: (transfer none): who says that it made the list
 */
SignetName *
signet_crl_get_issuer (SignetCrl *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->issuer;
}

/**
 * signet_crl_get_this_update:
 * @self: a revocation list
 *
 * Returns: when it was made, in seconds since 1970
 */
gint64
signet_crl_get_this_update (SignetCrl *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->this_update;
}

/**
 * signet_crl_get_next_update:
 * @self: a revocation list
 *
 * Returns: until when there is to be another, in seconds since 1970, or 0 where it does not say
 */
gint64
signet_crl_get_next_update (SignetCrl *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->next_update;
}
