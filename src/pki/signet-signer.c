/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-signer.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#include "pki/signet-chain-private.h"

struct _SignetSigner
{
  gatomicrefcount ref_count;
  SignetKey *key;
  SignetCertificate *certificate;
  GPtrArray *chain;
};

G_DEFINE_BOXED_TYPE (SignetSigner, signet_signer, signet_signer_ref, signet_signer_unref)

static GPtrArray *
copy_chain (GPtrArray *chain)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; chain != NULL && i < chain->len; i++)
    g_ptr_array_add (copy, g_object_ref (g_ptr_array_index (chain, i)));

  return copy;
}

/**
 * signet_signer_new:
 * @key: a key
 * @certificate: the certificate of @key
 * @chain: (nullable) (element-type SignetCertificate): certificates above it, issuer first
 * @error: return location for a %SIGNET_ERROR_KEY
 *
 * Puts together what signs a request. A @certificate for another key is refused.
 *
 * Returns: (transfer full) (nullable): a new signer
 */
SignetSigner *
signet_signer_new (SignetKey          *key,
                   SignetCertificate  *certificate,
                   GPtrArray          *chain,
                   GError            **error)
{
  SignetSigner *self;

  g_return_val_if_fail (SIGNET_IS_KEY (key), NULL);
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (certificate), NULL);

  ERR_clear_error ();
  if (X509_check_private_key (signet_certificate_get_x509 (certificate),
                              signet_key_get_pkey (key)) != 1)
    {
      signet_set_ossl_error (error, SIGNET_ERROR_KEY,
                             _ ("The certificate does not belong to the key."));
      return NULL;
    }

  self = g_new0 (SignetSigner, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->key = g_object_ref (key);
  self->certificate = g_object_ref (certificate);
  self->chain = copy_chain (chain);

  return self;
}

static SignetCertificate *
find_certificate (GPtrArray *certificates,
                  SignetKey *key)
{
  for (guint i = 0; i < certificates->len; i++)
    {
      SignetCertificate *certificate = g_ptr_array_index (certificates, i);

      if (g_strcmp0 (signet_certificate_get_key_id (certificate), signet_key_get_id (key)) == 0)
        return certificate;
    }

  return NULL;
}

static GPtrArray *
build_chain (SignetCertificate *leaf,
             GPtrArray         *certificates)
{
  g_autoptr (SignetX509Stack) candidates = sk_X509_new_null ();

  for (guint i = 0; i < certificates->len; i++)
    {
      X509 *x509 = signet_certificate_get_x509 (g_ptr_array_index (certificates, i));

      if (X509_up_ref (x509) == 1)
        sk_X509_push (candidates, x509);
    }

  return signet_chain_build (signet_certificate_get_x509 (leaf), candidates);
}

/**
 * signet_signer_new_from_files:
 * @certificate: a file with the certificate, and maybe others
 * @key: (nullable): a PEM file with the key, %NULL when it is in the file @certificate
 * @passphrase: (nullable): passphrase of the key
 * @error: return location for a %SIGNET_ERROR_CERTIFICATE, %SIGNET_ERROR_KEY,
 *   %SIGNET_ERROR_KEY_TYPE, %SIGNET_ERROR_PASSPHRASE, %SIGNET_ERROR_WRONG_PASSPHRASE or
 *   %SIGNET_ERROR_STORE
 *
 * The first certificate that belongs to the key is taken; of the others, those above it become its
 * chain, in the right order whatever the order of the file. Blocks.
 *
 * Returns: (transfer full) (nullable): a new signer
 */
SignetSigner *
signet_signer_new_from_files (const char    *certificate,
                              const char    *key,
                              SignetSecret  *passphrase,
                              GError       **error)
{
  g_autoptr (GPtrArray) certificates = NULL;
  g_autoptr (GPtrArray) chain = NULL;
  g_autoptr (SignetKey) signing_key = NULL;
  SignetCertificate *leaf;

  g_return_val_if_fail (certificate != NULL, NULL);

  certificates = signet_certificates_new_from_file (certificate, error);
  if (certificates == NULL)
    return NULL;
  signing_key = signet_key_new_from_file (key != NULL ? key : certificate, passphrase, error);
  if (signing_key == NULL)
    return NULL;
  leaf = find_certificate (certificates, signing_key);
  if (leaf == NULL)
    {
      g_autofree char *name = g_filename_display_name (certificate);

      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_KEY,
                   _ ("%s: No certificate here belongs to the key."), name);
      return NULL;
    }
  chain = build_chain (leaf, certificates);

  return signet_signer_new (signing_key, leaf, chain, error);
}

/**
 * signet_signer_ref:
 * @self: a signer
 *
 * Adds a reference; safe from any thread.
 *
 * Returns: (transfer full): @self
 */
SignetSigner *
signet_signer_ref (SignetSigner *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * signet_signer_unref:
 * @self: a signer
 *
 * Drops a reference; the last one frees the signer.
 */
void
signet_signer_unref (SignetSigner *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    {
      g_object_unref (self->key);
      g_object_unref (self->certificate);
      g_ptr_array_unref (self->chain);
      g_free (self);
    }
}

/**
 * signet_signer_get_key:
 * @self: a signer
 *
 * Returns: (transfer none): the key
 */
SignetKey *
signet_signer_get_key (SignetSigner *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->key;
}

/**
 * signet_signer_get_certificate:
 * @self: a signer
 *
 * Returns: (transfer none): the certificate of the key
 */
SignetCertificate *
signet_signer_get_certificate (SignetSigner *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->certificate;
}

/**
 * signet_signer_get_chain:
 * @self: a signer
 *
 * Returns: (transfer none) (element-type SignetCertificate): the certificates above it, issuer
 *   first; may be empty, do not change it
 */
GPtrArray *
signet_signer_get_chain (SignetSigner *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->chain;
}
