/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-key.h"

#include <glib/gi18n-lib.h>

#include "pki/signet-ossl-private.h"

#define OPENSSL_3_2 0x30200000L

/**
 * SignetKey:
 *
 * A private key that can sign, with its public half; immutable and safe to use from any thread.
 */
struct _SignetKey
{
  GObject parent_instance;

  EVP_PKEY *pkey;
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
  g_autoptr (SignetKey) self = NULL;

  g_return_val_if_fail (pkey != NULL, NULL);

  if (!EVP_PKEY_can_sign (pkey))
    {
      signet_set_ossl_error (error, SIGNET_ERROR_KEY_TYPE, _ ("Keys of this type cannot sign."));
      return NULL;
    }

  self = g_object_new (SIGNET_TYPE_KEY, NULL);
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
 * signet_pkey_can_protect:
 * @pkey: a key that can sign
 * @version: a version of libcrypto, as OpenSSL_version_num () gives it
 *
 * OpenSSL's CMP client before 3.2 signs messages with a digest of its own choice only, which
 * Ed25519, Ed448 and RSA-PSS keys do not take.
 *
 * Returns: whether that version can sign CMP messages with @pkey
 */
gboolean
signet_pkey_can_protect (EVP_PKEY      *pkey,
                         unsigned long  version)
{
  int id;

  g_return_val_if_fail (pkey != NULL, FALSE);

  id = EVP_PKEY_get_base_id (pkey);

  return version >= OPENSSL_3_2 || id == EVP_PKEY_RSA || id == EVP_PKEY_EC || id == EVP_PKEY_DSA;
}

/**
 * signet_key_can_protect:
 * @self: a key
 *
 * Asks the libcrypto that runs, not the one Signet was built with.
 *
 * Returns: whether a CMP message can be signed with @self, for instance to renew its certificate
 */
gboolean
signet_key_can_protect (SignetKey *self)
{
  g_return_val_if_fail (SIGNET_IS_KEY (self), FALSE);

  return signet_pkey_can_protect (self->pkey, OpenSSL_version_num ());
}
