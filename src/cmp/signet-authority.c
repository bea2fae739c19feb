/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-authority-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509v3.h>

#include "pki/signet-key-purpose-private.h"
#include "pki/signet-ossl-private.h"

/* Where a store keeps the state of the step that it belongs to. */
static int
exchange_index (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once,
                       (gsize) X509_STORE_get_ex_new_index (0, NULL, NULL, NULL, NULL) + 1);

  return (int) once - 1;
}

/* id-kp-cmcCA and id-kp-cmcRA (RFC 6402 2.10): the holder speaks for a CA. */
static gboolean
has_authority_usage (X509 *certificate)
{
  EXTENDED_KEY_USAGE *usages = X509_get_ext_d2i (certificate, NID_ext_key_usage, NULL, NULL);
  gboolean found = FALSE;

  for (int i = 0; i < sk_ASN1_OBJECT_num (usages); i++)
    {
      int usage = OBJ_obj2nid (sk_ASN1_OBJECT_value (usages, i));

      found |= usage == NID_cmcCA || usage == NID_cmcRA;
    }
  EXTENDED_KEY_USAGE_free (usages);

  return found;
}

/* One that is trusted itself, and not only for the CA that issued it. */
static gboolean
is_anchor (SignetX509Stack *anchors,
           X509            *signer)
{
  gboolean found = FALSE;

  for (int i = 0; anchors != NULL && i < sk_X509_num (anchors); i++)
    found |= X509_cmp (sk_X509_value (anchors, i), signer) == 0;

  return found;
}

/* A sender that the profile names, or a certificate that it pins, is the person's own word. */
static gboolean
is_named (SignetProfile *profile)
{
  return signet_profile_get_expected_sender (profile) != NULL ||
         signet_profile_get_n_certificates (profile, SIGNET_TRUST_SERVER) > 0;
}

static gboolean
is_authority (SignetExchange *exchange,
              X509           *signer)
{
  return is_named (exchange->job->profile) || X509_check_ca (signer) == 1 ||
         has_authority_usage (signer) || is_anchor (exchange->anchors, signer);
}

static gboolean
is_exception (SignetExchange *exchange,
              X509           *signer)
{
  const char *wanted =
    signet_profile_get_text (exchange->job->profile, SIGNET_SETTING_IGNORE_KEY_USAGE);
  g_autoptr (GBytes) der = signet_x509_to_der (signer);
  g_autofree char *fingerprint =
    der != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, der) : NULL;

  return wanted != NULL && g_strcmp0 (fingerprint, wanted) == 0;
}

/**
 * signet_authority_may_sign:
 * @exchange: the state of a step
 * @signer: the certificate of somebody who signs answers
 *
 * The library can only be told to ignore the key usage of everybody. So it is, where the profile
 * names one certificate as an exception, and this looks at all others.
 *
 * Returns: whether the key usage of @signer, if it has one, is for signatures (RFC 9483 3.1), or
 *   the profile says that it does not matter
 */
gboolean
signet_authority_may_sign (SignetExchange *exchange,
                           X509           *signer)
{
  return (X509_get_key_usage (signer) & X509v3_KU_DIGITAL_SIGNATURE) != 0 ||
         is_exception (exchange, signer);
}

/* Those failures that a person can do something of their own about. */
static void
note_failure (SignetExchange *exchange,
              int             code)
{
  if (code == X509_V_ERR_CERT_REVOKED || code == X509_V_ERR_UNABLE_TO_GET_CRL ||
      code == X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER || code == X509_V_ERR_CRL_HAS_EXPIRED ||
      code == X509_V_ERR_CRL_NOT_YET_VALID || code == X509_V_ERR_CRL_SIGNATURE_FAILURE ||
      code == X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE ||
      code == X509_V_ERR_DIFFERENT_CRL_SCOPE || code == X509_V_ERR_CRL_PATH_VALIDATION_ERROR ||
      code == X509_V_ERR_KEYUSAGE_NO_CRL_SIGN ||
      code == X509_V_ERR_KEYUSAGE_NO_DIGITAL_SIGNATURE)
    exchange->verify_error = code;
}

static int
refuse (SignetExchange *exchange,
        X509_STORE_CTX *context,
        int             code)
{
  note_failure (exchange, code);
  g_clear_pointer (&exchange->signer, X509_free);
  X509_STORE_CTX_set_error (context, code);

  return 0;
}

static int
accept (SignetExchange *exchange,
        X509           *signer)
{
  if (X509_up_ref (signer) != 1)
    return 0;
  g_clear_pointer (&exchange->signer, X509_free);
  exchange->signer = signer;

  return 1;
}

/* The library takes answers from everybody who has a certificate under an anchor, while the person
 * next door has one, too: the signer must be a CA, carry a key usage that makes it speak for one,
 * or be named as trusted itself (RFC 9810 8.9, RFC 9483 1.5). A profile that names the expected
 * sender has no need of this. Whoever signs a revocation list is verified on the way, and is no
 * sender. */
static int
verify_cb (int             ok,
           X509_STORE_CTX *context)
{
  SignetExchange *exchange =
    X509_STORE_get_ex_data (X509_STORE_CTX_get0_store (context), exchange_index ());
  X509 *certificate = X509_STORE_CTX_get_current_cert (context);

  if (ok == 0)
    return refuse (exchange, context, X509_STORE_CTX_get_error (context));
  if (X509_STORE_CTX_get0_parent_ctx (context) != NULL ||
      X509_STORE_CTX_get_error_depth (context) != 0 || certificate == NULL)
    return ok;
  if (!signet_authority_may_sign (exchange, certificate))
    return refuse (exchange, context, X509_V_ERR_KEYUSAGE_NO_DIGITAL_SIGNATURE);
  /* Whoever hands out keys is no sender either. */
  if (signet_key_purpose_is_set (context))
    return ok;
  if (!is_authority (exchange, certificate))
    return refuse (exchange, context, X509_V_ERR_APPLICATION_VERIFICATION);

  return accept (exchange, certificate);
}

static int
note_cb (int             ok,
         X509_STORE_CTX *context)
{
  SignetExchange *exchange =
    X509_STORE_get_ex_data (X509_STORE_CTX_get0_store (context), exchange_index ());

  if (ok == 0)
    note_failure (exchange, X509_STORE_CTX_get_error (context));

  return ok;
}

/**
 * signet_authority_verify_pinned:
 * @store: (nullable): a store that signet_authority_watch() was told of
 * @pinned: the certificate that the profile pins
 * @untrusted: certificates that may be in the chain
 *
 * Verifies the chain of a pinned certificate, which the library does not: whoever it is may speak,
 * but not any more once they are revoked.
 *
 * Returns: whether it leads to an anchor of @store, and is not revoked
 */
gboolean
signet_authority_verify_pinned (X509_STORE      *store,
                                X509            *pinned,
                                SignetX509Stack *untrusted)
{
  g_autoptr (X509_STORE_CTX) context = X509_STORE_CTX_new ();

  if (store == NULL || context == NULL ||
      X509_STORE_CTX_init (context, store, pinned, untrusted) != 1)
    return FALSE;
  X509_STORE_CTX_set_verify_cb (context, note_cb);

  return X509_verify_cert (context) == 1;
}

/**
 * signet_authority_watch:
 * @exchange: the state of a step; must outlive @store
 * @store: what the signers of its answers are verified with
 *
 * Has every signer looked at who is verified with @store: who may speak for a CA, whose key is for
 * signatures, and why one was refused where a person can do something about it.
 *
 * Returns: whether it worked
 */
gboolean
signet_authority_watch (SignetExchange *exchange,
                        X509_STORE     *store)
{
  if (X509_STORE_set_ex_data (store, exchange_index (), exchange) != 1)
    return FALSE;
  X509_STORE_set_verify_cb (store, verify_cb);

  return TRUE;
}

static gboolean
is_issued_by (X509 *certificate,
              X509 *issuer)
{
  EVP_PKEY *pkey = X509_get0_pubkey (issuer);
  gboolean issued = pkey != NULL && X509_check_issued (issuer, certificate) == X509_V_OK &&
                    X509_verify (certificate, pkey) == 1;

  ERR_clear_error ();

  return issued;
}

/* Whether the signer of an answer may speak for every CA: one without a signature is from whoever
 * knows the code. */
static gboolean
speaks_for_all (SignetExchange   *exchange,
                SignetProtection  protection)
{
  X509 *signer = exchange->signer;

  return protection != SIGNET_PROTECTION_SIGNATURE || signer == NULL ||
         is_named (exchange->job->profile) || has_authority_usage (signer) ||
         is_anchor (exchange->anchors, signer);
}

static gboolean
refuse_neighbour (SignetExchange  *exchange,
                  GError         **error)
{
  g_autoptr (SignetName) subject =
    signet_name_new_from_x509 (X509_get_subject_name (exchange->signer));
  g_autofree char *name = subject != NULL ? signet_name_to_display (subject) : g_strdup ("?");

  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_UNKNOWN_SIGNER,
               _ ("The server’s answer is signed by the CA “%s”, which did not issue the "
                  "certificate."),
               name);

  return FALSE;
}

/**
 * signet_authority_has_issued:
 * @exchange: the state of a step whose last answer holds a certificate
 * @certificate: that certificate
 * @error: return location for a %SIGNET_ERROR_UNKNOWN_SIGNER
 *
 * A CA speaks for itself and not for the CA next door: where nothing but being a CA allowed the
 * signer to answer, it must be the one that issued the certificate (RFC 9483 1.5).
 *
 * Returns: whether the signer of the answer was entitled to bring @certificate
 */
gboolean
signet_authority_has_issued (SignetExchange  *exchange,
                             X509            *certificate,
                             GError         **error)
{
  return speaks_for_all (exchange, exchange->last_certificate) ||
         is_issued_by (certificate, exchange->signer) || refuse_neighbour (exchange, error);
}

/**
 * signet_authority_may_revoke:
 * @exchange: the state of a step whose last answer says that a certificate is revoked
 * @certificate: (nullable): that certificate
 * @issuer: (nullable): without @certificate, the name of its issuer
 * @error: return location for a %SIGNET_ERROR_UNKNOWN_SIGNER
 *
 * As signet_authority_has_issued(): the CA next door has no say in whether a certificate of another
 * CA is revoked, and nobody may believe it.
 *
 * Returns: whether the signer of the answer was entitled to say so
 */
gboolean
signet_authority_may_revoke (SignetExchange   *exchange,
                             X509             *certificate,
                             const X509_NAME  *issuer,
                             GError          **error)
{
  X509 *signer = exchange->signer;

  if (speaks_for_all (exchange, exchange->last->protection))
    return TRUE;
  if (certificate != NULL
        ? is_issued_by (certificate, signer)
        : issuer != NULL && X509_NAME_cmp (X509_get_subject_name (signer), issuer) == 0)
    return TRUE;

  return refuse_neighbour (exchange, error);
}
