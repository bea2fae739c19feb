/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-ossl-private.h"

#include <openssl/err.h>
#include <openssl/objects.h>

#define MAX_DIGEST_NAME 80
#define LIFETIME 60 /* seconds */

/* Without a function of its own the library writes to the terminal. */
static int
log_cb (const char        *function,
        const char        *file,
        int                line,
        OSSL_CMP_severity  level,
        const char        *message)
{
  return 1;
}

/* The message is complete when it comes here; it goes no further. */
static OSSL_CMP_MSG *
transfer_cb (OSSL_CMP_CTX       *ctx,
             const OSSL_CMP_MSG *request)
{
  gboolean *was_made = OSSL_CMP_CTX_get_transfer_cb_arg (ctx);

  *was_made = TRUE;

  return NULL;
}

/* Ed25519 and the like do it without; RSA-PSS says which one. */
static const EVP_MD *
default_digest (EVP_PKEY *pkey)
{
  char name[MAX_DIGEST_NAME];

  if (EVP_PKEY_get_default_digest_name (pkey, name, sizeof name) <= 0)
    return NULL;

  return EVP_get_digestbyname (name);
}

/* Nobody ever sees it: the library wants a certificate beside a key. */
static X509 *
make_certificate (EVP_PKEY *pkey)
{
  g_autoptr (X509) x509 = X509_new ();
  g_autoptr (X509_NAME) name = X509_NAME_new ();

  if (x509 == NULL || name == NULL ||
      X509_NAME_add_entry_by_NID (name, NID_commonName, V_ASN1_UTF8STRING,
                                  (const unsigned char *) "Signet", -1, -1, 0) != 1 ||
      X509_set_version (x509, X509_VERSION_3) != 1 || X509_set_subject_name (x509, name) != 1 ||
      X509_set_issuer_name (x509, name) != 1 ||
      X509_gmtime_adj (X509_getm_notBefore (x509), 0) == NULL ||
      X509_gmtime_adj (X509_getm_notAfter (x509), LIFETIME) == NULL ||
      X509_set_pubkey (x509, pkey) != 1 || X509_sign (x509, pkey, default_digest (pkey)) <= 0)
    return NULL;

  return g_steal_pointer (&x509);
}

static gboolean
try_to_protect (EVP_PKEY *pkey)
{
  g_autoptr (OSSL_CMP_CTX) ctx = OSSL_CMP_CTX_new (NULL, NULL);
  g_autoptr (X509) x509 = make_certificate (pkey);
  gboolean was_made = FALSE;

  if (ctx != NULL && x509 != NULL && OSSL_CMP_CTX_set_log_cb (ctx, log_cb) &&
      OSSL_CMP_CTX_set_transfer_cb (ctx, transfer_cb) &&
      OSSL_CMP_CTX_set_transfer_cb_arg (ctx, &was_made) && OSSL_CMP_CTX_set1_cert (ctx, x509) &&
      OSSL_CMP_CTX_set1_pkey (ctx, pkey))
    sk_OSSL_CMP_ITAV_pop_free (OSSL_CMP_exec_GENM_ses (ctx), OSSL_CMP_ITAV_free);
  ERR_clear_error ();

  return was_made;
}

/**
 * signet_pkey_can_protect:
 * @pkey: a private key that can sign
 *
 * OpenSSL's CMP client before 3.2 signs messages with a digest of its own choice only, which
 * Ed25519, Ed448 and RSA-PSS keys do not take. The libcrypto that runs, which need not be the one
 * that Signet was built with, is asked to make a signed message: that is what has to work.
 *
 * Returns: whether CMP messages can be signed with @pkey
 */
gboolean
signet_pkey_can_protect (EVP_PKEY *pkey)
{
  int id;

  g_return_val_if_fail (pkey != NULL, FALSE);

  id = EVP_PKEY_get_base_id (pkey);

  return id == EVP_PKEY_RSA || id == EVP_PKEY_EC || id == EVP_PKEY_DSA || try_to_protect (pkey);
}
