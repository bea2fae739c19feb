/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "core/signet-request-private.h"

/* Which key is certified where it is not a new one of ours, and which certificate is renewed. */

static void
set_bytes (GBytes **field,
           GBytes  *bytes)
{
  if (*field == bytes)
    return;
  g_clear_pointer (field, g_bytes_unref);
  *field = bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

/**
 * signet_request_get_csr:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the PKCS#10 request that was made elsewhere
 */
GBytes *
signet_request_get_csr (SignetRequest *self)
{
  g_return_val_if_fail (SIGNET_IS_REQUEST (self), NULL);

  return self->csr;
}

/**
 * signet_request_set_csr:
 * @self: a request
 * @csr: (nullable): a PKCS#10 request that was made elsewhere (RFC 2986), PEM or DER
 *
 * A p10cr sends it as it is. An ir, a cr or a kur takes from it what the certificate shall say, and
 * the key that it was signed with comes from a file, see signet_request_set_key_spec().
 */
void
signet_request_set_csr (SignetRequest *self,
                        GBytes        *csr)
{
  g_return_if_fail (SIGNET_IS_REQUEST (self));

  set_bytes (&self->csr, csr);
}

/**
 * signet_request_get_public_key:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the public key of a pair that is kept elsewhere
 */
GBytes *
signet_request_get_public_key (SignetRequest *self)
{
  g_return_val_if_fail (SIGNET_IS_REQUEST (self), NULL);

  return self->public_key;
}

/**
 * signet_request_set_public_key:
 * @self: a request
 * @public_key: (nullable): a SubjectPublicKeyInfo (RFC 5280 4.1), PEM or DER
 *
 * Asks for the certificate of a key that is kept elsewhere: nothing proves to the CA that somebody
 * has the private one (RFC 4211 4).
 */
void
signet_request_set_public_key (SignetRequest *self,
                               GBytes        *public_key)
{
  g_return_if_fail (SIGNET_IS_REQUEST (self));

  set_bytes (&self->public_key, public_key);
}

/**
 * signet_request_get_previous:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the item whose certificate is renewed
 */
const char *
signet_request_get_previous (SignetRequest *self)
{
  g_return_val_if_fail (SIGNET_IS_REQUEST (self), NULL);

  return self->previous;
}

/**
 * signet_request_get_old_certificate:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the certificate that is renewed, DER
 */
GBytes *
signet_request_get_old_certificate (SignetRequest *self)
{
  g_return_val_if_fail (SIGNET_IS_REQUEST (self), NULL);

  return self->old_certificate;
}

/**
 * signet_request_set_previous:
 * @self: a request
 * @id: (nullable): the item whose certificate is renewed; %NULL where there is none of it
 * @old_certificate: (nullable): the certificate that is renewed, DER
 *
 * Says what a kur is about (RFC 9810 5.3.5).
 */
void
signet_request_set_previous (SignetRequest *self,
                             const char    *id,
                             GBytes        *old_certificate)
{
  char *copy;

  g_return_if_fail (SIGNET_IS_REQUEST (self));

  copy = g_strdup (id);
  g_free (self->previous);
  self->previous = copy;
  set_bytes (&self->old_certificate, old_certificate);
}

/**
 * signet_request_get_same_key:
 * @self: a request
 *
 * Returns: whether the key of the item that is renewed is certified again
 */
gboolean
signet_request_get_same_key (SignetRequest *self)
{
  g_return_val_if_fail (SIGNET_IS_REQUEST (self), FALSE);

  return self->same_key;
}

/**
 * signet_request_set_same_key:
 * @self: a request
 * @same_key: whether the key of the item that is renewed is certified again
 */
void
signet_request_set_same_key (SignetRequest *self,
                             gboolean       same_key)
{
  g_return_if_fail (SIGNET_IS_REQUEST (self));

  self->same_key = same_key != FALSE;
}

/**
 * signet_request_needs_key:
 * @self: a request
 *
 * Returns: whether a private key of ours belongs to it; else the key is kept elsewhere
 */
gboolean
signet_request_needs_key (SignetRequest *self)
{
  g_return_val_if_fail (SIGNET_IS_REQUEST (self), TRUE);

  return self->operation->needs_key && self->public_key == NULL;
}

/**
 * signet_request_has_central_key:
 * @self: a request
 *
 * Returns: whether the server makes the key (RFC 9483 4.1.6), by the word of the profile
 */
gboolean
signet_request_has_central_key (SignetRequest *self)
{
  g_return_val_if_fail (SIGNET_IS_REQUEST (self), FALSE);

  return signet_profile_has_central_key (self->profile, self->operation);
}

static gboolean
set_usage_error (GError     **error,
                 const char  *message)
{
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, message);

  return FALSE;
}

/*< private >
 * signet_request_check_operation:
 * @self: a request
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Returns: whether what is asked for, and what it takes, belong together
 */
gboolean
signet_request_check_operation (SignetRequest  *self,
                                GError        **error)
{
  const SignetOperation *operation = self->operation;

  if (!operation->may_confirm)
    return set_usage_error (error, _ ("This operation does not ask for a certificate."));
  if (operation->needs_csr && self->csr == NULL)
    return set_usage_error (error, _ ("The certificate signing request is missing."));
  if (operation->needs_old_certificate && self->old_certificate == NULL)
    return set_usage_error (error, _ ("The certificate that shall be renewed is not named."));
  if (self->public_key != NULL && (self->csr != NULL || self->same_key))
    return set_usage_error (error, _ ("Only one of the keys can be certified."));
  if (self->same_key && self->previous == NULL)
    return set_usage_error (error, _ ("The key that shall be certified again is not named."));
  if (signet_request_has_central_key (self) &&
      (self->public_key != NULL || self->csr != NULL || self->same_key ||
       signet_key_spec_get_file (self->key_spec) != NULL))
    return set_usage_error (error, _ ("The server shall make the key, so that none can be given."));
  if (self->csr != NULL && !operation->needs_csr && !self->same_key &&
      signet_key_spec_get_file (self->key_spec) == NULL)
    return set_usage_error (
      error, _ ("The file of the key that the signing request was made with is missing."));

  return TRUE;
}
