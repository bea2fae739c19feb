/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-ossl-private.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/objects.h>

#define MAX_CURVE_NAME 80

/**
 * signet_pkey_get_id:
 * @pkey: a key
 *
 * Returns: (transfer full) (nullable): SHA-256 of the SubjectPublicKeyInfo in lower-case
 *   hexadecimal, %NULL when @pkey has no public half; then OpenSSL's queue says more
 */
char *
signet_pkey_get_id (EVP_PKEY *pkey)
{
  unsigned char *der = NULL;
  char *id = NULL;
  int length;

  g_return_val_if_fail (pkey != NULL, NULL);

  length = i2d_PUBKEY (pkey, &der);
  if (length > 0)
    id = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der, length);
  OPENSSL_free (der);

  return id;
}

static char *
describe_ec (EVP_PKEY *pkey)
{
  char name[MAX_CURVE_NAME];
  const char *nist;

  if (EVP_PKEY_get_group_name (pkey, name, sizeof name, NULL) != 1)
    return g_strdup ("EC");
  nist = EC_curve_nid2nist (OBJ_txt2nid (name));

  return g_strconcat ("EC ", nist != NULL ? nist : name, NULL);
}

/**
 * signet_pkey_describe:
 * @pkey: a key
 *
 * Returns: (transfer full): the type of @pkey for people: "EC P-256", "RSA 3072", "Ed25519"
 */
char *
signet_pkey_describe (EVP_PKEY *pkey)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (pkey != NULL, NULL);

  switch (EVP_PKEY_get_base_id (pkey))
    {
    case EVP_PKEY_EC:
      text = describe_ec (pkey);
      break;
    case EVP_PKEY_RSA:
    case EVP_PKEY_RSA_PSS:
    case EVP_PKEY_DSA:
      text = g_strdup_printf ("%s %d", EVP_PKEY_get0_type_name (pkey), EVP_PKEY_get_bits (pkey));
      break;
    case EVP_PKEY_ED25519:
      text = g_strdup ("Ed25519");
      break;
    case EVP_PKEY_ED448:
      text = g_strdup ("Ed448");
      break;
    default:
      text = g_strdup (EVP_PKEY_get0_type_name (pkey));
      break;
    }
  ERR_clear_error ();

  return text != NULL ? g_steal_pointer (&text) : g_strdup ("?");
}
