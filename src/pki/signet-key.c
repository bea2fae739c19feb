/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-key.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#include "pki/signet-pem-private.h"

#define MAX_PUBLIC (64 * 1024) /* bytes */

/**
 * SignetKey:
 *
 * A private key that can sign, with its public half, or for a request without proof of possession
 * the public half alone; immutable and safe to use from any thread.
 */
struct _SignetKey
{
  GObject parent_instance;

  EVP_PKEY *pkey;
  gboolean is_private;
  char *id;
  char *description;
};

G_DEFINE_FINAL_TYPE (SignetKey, signet_key, G_TYPE_OBJECT)

static void
signet_key_finalize (GObject *object)
{
  SignetKey *self = SIGNET_KEY (object);

  g_clear_pointer (&self->pkey, EVP_PKEY_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->description, g_free);

  G_OBJECT_CLASS (signet_key_parent_class)->finalize (object);
}

static void
signet_key_class_init (SignetKeyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = signet_key_finalize;
}

static void
signet_key_init (SignetKey *self)
{
}

static SignetKey *
key_new (EVP_PKEY  *pkey,
         gboolean   is_private,
         GError   **error)
{
  g_autoptr (SignetKey) self = g_object_new (SIGNET_TYPE_KEY, NULL);

  self->is_private = is_private;
  self->id = signet_pkey_get_id (pkey);
  self->description = signet_pkey_describe (pkey);
  if (self->id == NULL)
    {
      signet_set_ossl_error (error, SIGNET_ERROR_KEY, _ ("The key has no public half."));
      return NULL;
    }
  EVP_PKEY_up_ref (pkey);
  self->pkey = pkey;

  return g_steal_pointer (&self);
}

/**
 * signet_key_new_from_pkey:
 * @pkey: (transfer none): a private key; the new object takes its own reference
 * @error: return location for a %SIGNET_ERROR_KEY or %SIGNET_ERROR_KEY_TYPE
 *
 * Wraps a key of OpenSSL. A key that cannot sign (X25519 …) is refused, since no request can be
 * made with it.
 *
 * Returns: (transfer full) (nullable): a new key
 */
SignetKey *
signet_key_new_from_pkey (EVP_PKEY  *pkey,
                          GError   **error)
{
  g_return_val_if_fail (pkey != NULL, NULL);

  if (!EVP_PKEY_can_sign (pkey))
    {
      signet_set_ossl_error (error, SIGNET_ERROR_KEY_TYPE, _ ("Keys of this type cannot sign."));
      return NULL;
    }

  return key_new (pkey, TRUE, error);
}

static EVP_PKEY *
read_public (GBytes  *der,
             GError **error)
{
  g_autoptr (EVP_PKEY) pkey = NULL;
  gsize length;
  const unsigned char *data = g_bytes_get_data (der, &length);
  const unsigned char *end = data;

  ERR_clear_error ();
  if (length > 0)
    pkey = d2i_PUBKEY (NULL, &end, (long) length);
  if (pkey == NULL || end != data + length)
    {
      signet_set_ossl_error (error, SIGNET_ERROR_KEY,
                             _ ("There is no public key here (SubjectPublicKeyInfo)."));
      return NULL;
    }

  return g_steal_pointer (&pkey);
}

/**
 * signet_key_new_public:
 * @pem_or_der: one SubjectPublicKeyInfo (RFC 5280 4.1) in PEM (RFC 7468 13) or DER, at most 64 KiB
 * @error: return location for a %SIGNET_ERROR_KEY
 *
 * Reads a public key, for a request without proof of possession; keys that cannot sign are taken
 * too. A private key is refused: who names one by mistake is told.
 *
 * Returns: (transfer full) (nullable): a new key without its private half
 */
SignetKey *
signet_key_new_public (GBytes  *pem_or_der,
                       GError **error)
{
  static const char *const names[] = { PEM_STRING_PUBLIC, NULL };
  g_autoptr (GBytes) der = NULL;
  g_autoptr (EVP_PKEY) pkey = NULL;

  g_return_val_if_fail (pem_or_der != NULL, NULL);

  der = signet_pem_get_one (pem_or_der, names, MAX_PUBLIC, SIGNET_ERROR_KEY, error);
  pkey = der != NULL ? read_public (der, error) : NULL;

  return pkey != NULL ? key_new (pkey, FALSE, error) : NULL;
}

/**
 * signet_key_is_private:
 * @self: a key
 *
 * Returns: whether the private half is there, so that @self can sign
 */
gboolean
signet_key_is_private (SignetKey *self)
{
  g_return_val_if_fail (SIGNET_IS_KEY (self), FALSE);

  return self->is_private;
}

/**
 * signet_key_get_pkey:
 * @self: a key
 *
 * Returns: (transfer none): the key of OpenSSL; do not change it
 */
EVP_PKEY *
signet_key_get_pkey (SignetKey *self)
{
  g_return_val_if_fail (SIGNET_IS_KEY (self), NULL);

  return self->pkey;
}

/**
 * signet_key_get_id:
 * @self: a key
 *
 * Tells keys apart without showing them.
 *
 * Returns: (transfer none): SHA-256 of the SubjectPublicKeyInfo in lower-case hexadecimal
 */
const char *
signet_key_get_id (SignetKey *self)
{
  g_return_val_if_fail (SIGNET_IS_KEY (self), NULL);

  return self->id;
}

/**
 * signet_key_get_description:
 * @self: a key
 *
 * Returns: (transfer none): the type of the key for people, such as "EC P-256"; not translated
 */
const char *
signet_key_get_description (SignetKey *self)
{
  g_return_val_if_fail (SIGNET_IS_KEY (self), NULL);

  return self->description;
}

/**
 * signet_key_can_protect:
 * @self: a key
 *
 * Ed25519, Ed448, RSA-PSS and ML-DSA need an OpenSSL that is recent enough; a public key alone
 * never will do. May take as long as two signatures.
 *
 * Returns: whether a CMP message can be signed with @self, for instance to renew its certificate
 */
gboolean
signet_key_can_protect (SignetKey *self)
{
  g_return_val_if_fail (SIGNET_IS_KEY (self), FALSE);

  return self->is_private && signet_pkey_can_protect (self->pkey);
}
