/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-protection-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/objects.h>

#include "core/signet-error.h"
#include "pki/signet-ossl-private.h"

/* In the order of SignetDigest. */
static const int DIGESTS[] = {
  NID_undef,
  NID_sha1,
  NID_sha224,
  NID_sha256,
  NID_sha384,
  NID_sha512,
  NID_sha3_256,
  NID_sha3_384,
  NID_sha3_512,
};

/* In the order of SignetMac. */
static const int MACS[] = {
  NID_hmacWithSHA256,
  NID_hmac_sha1,
  NID_hmacWithSHA224,
  NID_hmacWithSHA384,
  NID_hmacWithSHA512,
};

/* The key that the digest is for: the one that signs the messages, else the one that proves its
 * possession; with a request that somebody else made, neither. */
static EVP_PKEY *
signing_key (SignetJob *job)
{
  if (job->code == NULL && job->signer != NULL)
    return signet_key_get_pkey (signet_signer_get_key (job->signer));

  return job->key != NULL ? signet_key_get_pkey (job->key) : NULL;
}

/**
 * signet_protection_digest_for_key:
 * @pkey: (nullable): a key that signs
 *
 * Chooses a digest as strong as the curve; RSA has no such measure, and the newer kinds of key
 * choose their own, so that the library leaves this one out.
 *
 * Returns: its NID
 */
int
signet_protection_digest_for_key (EVP_PKEY *pkey)
{
  if (pkey == NULL || EVP_PKEY_get_base_id (pkey) != EVP_PKEY_EC)
    return NID_sha256;
  if (EVP_PKEY_get_bits (pkey) > 512)
    return NID_sha512;

  return EVP_PKEY_get_bits (pkey) >= 384 ? NID_sha384 : NID_sha256;
}

static gboolean
can_sign (EVP_PKEY *pkey,
          int       digest)
{
  int base = pkey != NULL ? EVP_PKEY_get_base_id (pkey) : EVP_PKEY_NONE;
  int signature;

  return (base != EVP_PKEY_RSA && base != EVP_PKEY_EC) ||
         OBJ_find_sigid_by_algs (&signature, digest, base) == 1;
}

static gboolean
set_digest (OSSL_CMP_CTX  *ctx,
            SignetJob     *job,
            GError       **error)
{
  guint choice = signet_profile_get_choice (job->profile, SIGNET_SETTING_DIGEST);
  EVP_PKEY *pkey = signing_key (job);
  int digest =
    choice == SIGNET_DIGEST_AUTO ? signet_protection_digest_for_key (pkey) : DIGESTS[choice];

  if (can_sign (pkey, digest))
    return OSSL_CMP_CTX_set_option (ctx, OSSL_CMP_OPT_DIGEST_ALGNID, digest);
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_UNSUPPORTED,
               _ ("With this version of OpenSSL, the key cannot sign with the digest %s."),
               OBJ_nid2ln (digest));

  return FALSE;
}

/**
 * signet_protection_set_algorithms:
 * @ctx: a context
 * @job: what is to be done
 * @error: return location for a %SIGNET_ERROR_UNSUPPORTED, not set for what only the library knows
 *
 * Sets what messages are signed, or protected with the code, with (RFC 9481 2 and 6.1). SHA-256 for
 * both parts of the MAC is what RFC 9481 6.1.1 asks for; the library's own default is HMAC-SHA1.
 *
 * Returns: whether it worked
 */
gboolean
signet_protection_set_algorithms (OSSL_CMP_CTX  *ctx,
                                  SignetJob     *job,
                                  GError       **error)
{
  guint owf = signet_profile_get_choice (job->profile, SIGNET_SETTING_OWF);
  guint mac = signet_profile_get_choice (job->profile, SIGNET_SETTING_MAC);

  return set_digest (ctx, job, error) &&
         OSSL_CMP_CTX_set_option (ctx, OSSL_CMP_OPT_OWF_ALGNID, DIGESTS[owf]) &&
         OSSL_CMP_CTX_set_option (ctx, OSSL_CMP_OPT_MAC_ALGNID, MACS[mac]);
}

/* Without any protection of its own a request has no kind that the answer could share. */
static SignetProtection
own_kind (SignetJob *job)
{
  if (job->code != NULL)
    return SIGNET_PROTECTION_MAC;

  return job->signer != NULL ? SIGNET_PROTECTION_SIGNATURE : SIGNET_PROTECTION_NONE;
}

/* Which kind an answer has to have, or none where that is left to the server. A server that has
 * lost the code signs its error message: that much may change within a transaction. */
static SignetProtection
wanted_kind (SignetExchange *exchange)
{
  switch (
    signet_profile_get_choice (exchange->job->profile, SIGNET_SETTING_ANSWER_PROTECTION))
    {
    case SIGNET_ANSWER_PROTECTION_SAME:
      return own_kind (exchange->job);
    case SIGNET_ANSWER_PROTECTION_MAC:
      return SIGNET_PROTECTION_MAC;
    case SIGNET_ANSWER_PROTECTION_SIGNATURE:
      return SIGNET_PROTECTION_SIGNATURE;
    case SIGNET_ANSWER_PROTECTION_ANY:
    default:
      return exchange->last->body == SIGNET_BODY_ERROR ? SIGNET_PROTECTION_NONE : exchange->kind;
    }
}

/**
 * signet_protection_check_answer:
 * @exchange: the state of a step; its last answer is the one to look at
 * @error: return location for a %SIGNET_ERROR_ANSWER_PROTECTION
 *
 * Looks whether an answer claims to be protected in the way that it has to be: the library takes
 * any that it can verify, and a different one for each message of a transaction (RFC 9483 3.1; RFC
 * 9810 5.2.3, wrongIntegrity). One without any protection is the library's to refuse.
 *
 * Returns: whether the library may look at it
 */
gboolean
signet_protection_check_answer (SignetExchange  *exchange,
                                GError         **error)
{
  const SignetReply *reply = exchange->last;
  SignetProtection wanted = wanted_kind (exchange);

  if (wanted == SIGNET_PROTECTION_NONE || reply->protection == SIGNET_PROTECTION_NONE ||
      reply->protection == wanted)
    return TRUE;

  g_set_error_literal (
    error, SIGNET_ERROR, SIGNET_ERROR_ANSWER_PROTECTION,
    wanted == SIGNET_PROTECTION_MAC
      ? _ ("The server’s answer is signed; it has to be protected with the code.")
      : _ ("The server’s answer is protected with a code; it has to be signed."));
  if (error != NULL && signet_reply_is_refusal (reply))
    signet_error_set_server (*error, FALSE, reply->status, reply->fail_info, reply->text);

  return FALSE;
}
