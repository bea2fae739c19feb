/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-protection-private.h"

#include <openssl/err.h>

#include "practice/signet-practice-der-private.h"

static GBytes *
authenticate (const ASN1_STRING *parameters,
              GByteArray        *part,
              SignetSecret      *code)
{
  const guchar *p = ASN1_STRING_get0_data (parameters);
  OSSL_CRMF_PBMPARAMETER *pbm = d2i_OSSL_CRMF_PBMPARAMETER (NULL, &p,
                                                            ASN1_STRING_length (parameters));
  unsigned char *mac = NULL;
  size_t length = 0;
  GBytes *bytes = NULL;

  if (pbm != NULL &&
      OSSL_CRMF_pbm_new (NULL, NULL, pbm, part->data, part->len,
                         (const guchar *) signet_secret_get_text (code),
                         signet_secret_get_size (code), &mac, &length) == 1)
    bytes = g_bytes_new (mac, length);
  OPENSSL_free (mac);
  OSSL_CRMF_PBMPARAMETER_free (pbm);

  return bytes;
}

static GBytes *
sign (int         algorithm,
      GByteArray *part,
      EVP_PKEY   *key)
{
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  int digest = NID_undef;
  g_autofree guchar *signature = NULL;
  size_t length = 0;
  GBytes *bytes = NULL;

  /* Algorithms without a digest of their own have none here. */
  if (context != NULL && OBJ_find_sigid_algs (algorithm, &digest, NULL) == 1 &&
      EVP_DigestSignInit (context, NULL, digest != NID_undef ? EVP_get_digestbynid (digest) : NULL,
                          NULL, key) == 1 &&
      EVP_DigestSign (context, NULL, &length, part->data, part->len) == 1)
    {
      signature = g_malloc (length);
      if (EVP_DigestSign (context, signature, &length, part->data, part->len) == 1)
        bytes = g_bytes_new (signature, length);
    }
  EVP_MD_CTX_free (context);

  return bytes;
}

/**
 * signet_practice_protect:
 * @algorithm: the field protectionAlg of a header, with its tag
 * @part: what is protected
 * @key: (nullable): a private key, for an algorithm that signs
 * @code: (nullable): a code, for the password-based MAC
 *
 * Protects a message in the way that OpenSSL's server chose for its answer (RFC 9810 5.1.3).
 *
 * Returns: (transfer full) (nullable): the protection
 */
GBytes *
signet_practice_protect (GBytes       *algorithm,
                         GByteArray   *part,
                         EVP_PKEY     *key,
                         SignetSecret *code)
{
  const guchar *p;
  const guchar *end;
  X509_ALGOR *identifier = NULL;
  const ASN1_OBJECT *oid = NULL;
  const void *parameters = NULL;
  int type = V_ASN1_UNDEF;
  GBytes *protection = NULL;

  if (signet_practice_der_enter (g_bytes_get_data (algorithm, NULL), g_bytes_get_size (algorithm),
                                 &p, &end))
    identifier = d2i_X509_ALGOR (NULL, &p, (long) (end - p));
  if (identifier != NULL)
    {
      X509_ALGOR_get0 (&oid, &type, &parameters, identifier);
      if (OBJ_obj2nid (oid) == NID_id_PasswordBasedMAC)
        protection = code != NULL && type == V_ASN1_SEQUENCE
                       ? authenticate (parameters, part, code)
                       : NULL;
      else if (key != NULL)
        protection = sign (OBJ_obj2nid (oid), part, key);
    }
  X509_ALGOR_free (identifier);
  ERR_clear_error ();

  return protection;
}
