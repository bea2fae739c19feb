/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-tls-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "pki/signet-ossl-private.h"

/**
 * signet_tls_append_pem:
 * @pem: what is there so far
 * @der: a certificate
 *
 * Appends @der as PEM (RFC 7468 5).
 */
void
signet_tls_append_pem (GString *pem,
                       GBytes  *der)
{
  g_autofree char *base64 = NULL;

  g_return_if_fail (pem != NULL && der != NULL);

  base64 = g_base64_encode (g_bytes_get_data (der, NULL), g_bytes_get_size (der));
  g_string_append (pem, "-----BEGIN CERTIFICATE-----\n");
  for (gsize i = 0; base64[i] != '\0'; i++)
    {
      g_string_append_c (pem, base64[i]);
      if (i % 64 == 63)
        g_string_append_c (pem, '\n');
    }
  g_string_append (pem, "\n-----END CERTIFICATE-----\n");
}

/* The key as PKCS#8 without a passphrase, in memory that is wiped: not every back end of GIO can
 * decrypt one. */
static SignetSecret *
key_to_pem (SignetKey  *key,
            GError    **error)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_secmem ());
  char *data = NULL;
  long length;

  if (bio == NULL ||
      PEM_write_bio_PKCS8PrivateKey (bio, signet_key_get_pkey (key), NULL, NULL, 0, NULL, NULL) !=
        1 ||
      (length = BIO_get_mem_data (bio, &data)) <= 0)
    {
      signet_set_ossl_error (error, SIGNET_ERROR_KEY,
                             _ ("The key of the client certificate cannot be used."));
      return NULL;
    }

  return signet_secret_new (data, (gsize) length);
}

static SignetSecret *
client_to_pem (SignetSigner  *signer,
               GError       **error)
{
  g_autoptr (SignetSecret) key = key_to_pem (signet_signer_get_key (signer), error);
  g_autoptr (GString) pem = g_string_new (NULL);
  GPtrArray *chain = signet_signer_get_chain (signer);

  if (key == NULL)
    return NULL;
  signet_tls_append_pem (pem, signet_certificate_get_der (signet_signer_get_certificate (signer)));
  for (guint i = 0; i < chain->len; i++)
    signet_tls_append_pem (pem, signet_certificate_get_der (chain->pdata[i]));

  return signet_secret_new_take (g_strconcat (signet_secret_get_text (key), pem->str, NULL));
}

/**
 * signet_tls_client_new:
 * @signer: a key with its certificate and what is above it
 * @error: return location for a %SIGNET_ERROR_KEY or %SIGNET_ERROR_KEY_TYPE
 *
 * Hands a certificate and its key over to the TLS library of GIO.
 *
 * Returns: (transfer full) (nullable): a client certificate
 */
GTlsCertificate *
signet_tls_client_new (SignetSigner  *signer,
                       GError       **error)
{
  g_autoptr (SignetSecret) pem = NULL;
  g_autoptr (GError) cause = NULL;
  GTlsCertificate *client;

  g_return_val_if_fail (signer != NULL, NULL);

  pem = client_to_pem (signer, error);
  if (pem == NULL)
    return NULL;
  client = g_tls_certificate_new_from_pem (signet_secret_get_text (pem), -1, &cause);
  if (client == NULL)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_KEY_TYPE,
                           _ ("The client certificate for HTTPS cannot be used."));
      if (error != NULL)
        signet_error_add_technical (*error, cause->message);
    }

  return client;
}
