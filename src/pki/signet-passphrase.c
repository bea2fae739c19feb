/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-key.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>
#include <openssl/rand.h>

#include "pki/signet-ossl-private.h"

#define RANDOM_LENGTH 32
#define PADDED_LENGTH 44
#define TEXT_LENGTH 43

/**
 * signet_passphrase_new_random:
 * @error: return location for a %SIGNET_ERROR_KEY
 *
 * Makes a passphrase that nobody needs to remember: 256 random bits as 43 characters of base64url
 * (RFC 4648 5), so that it can be typed after `openssl pkey -in key.pem`.
 *
 * Returns: (transfer full) (nullable): a new secret
 */
SignetSecret *
signet_passphrase_new_random (GError **error)
{
  unsigned char bytes[RANDOM_LENGTH];
  unsigned char text[PADDED_LENGTH + 1];
  SignetSecret *secret = NULL;

  ERR_clear_error ();
  if (RAND_priv_bytes (bytes, sizeof bytes) == 1)
    {
      EVP_EncodeBlock (text, bytes, sizeof bytes);
      for (guint i = 0; i < TEXT_LENGTH; i++)
        if (text[i] == '+')
          text[i] = '-';
        else if (text[i] == '/')
          text[i] = '_';
      secret = signet_secret_new (text, TEXT_LENGTH);
    }
  else
    signet_set_ossl_error (error, SIGNET_ERROR_KEY, _ ("There are no random numbers."));

  signet_secret_wipe (bytes, sizeof bytes);
  signet_secret_wipe (text, sizeof text);

  return secret;
}
