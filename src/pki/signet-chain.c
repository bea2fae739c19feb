/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-chain-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#define MAX_CHAIN 10

static void
set_verify_error (X509_STORE_CTX  *context,
                  GError         **error)
{
  int code = X509_STORE_CTX_get_error (context);
  gboolean about_leaf = X509_STORE_CTX_get_error_depth (context) == 0;
  g_autofree char *message = NULL;

  if (about_leaf && code == X509_V_ERR_CERT_HAS_EXPIRED)
    signet_set_ossl_error (error, SIGNET_ERROR_EXPIRED, _ ("The certificate has expired."));
  else if (about_leaf && code == X509_V_ERR_CERT_NOT_YET_VALID)
    signet_set_ossl_error (error, SIGNET_ERROR_CLOCK, _ ("The certificate is not valid yet."));
  else
    {
      message = g_strdup_printf (_ ("The certificate cannot be verified: %s."),
                                 X509_verify_cert_error_string (code));
      signet_set_ossl_error (error, SIGNET_ERROR_UNVERIFIED, message);
    }
}

static GPtrArray *
wrap_chain (SignetX509Stack  *stack,
            int               first,
            GError          **error)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = first; i < sk_X509_num (stack); i++)
    {
      SignetCertificate *certificate =
        signet_certificate_new_from_x509 (sk_X509_value (stack, i), error);

      if (certificate == NULL)
        return NULL;
      g_ptr_array_add (chain, certificate);
    }

  return g_steal_pointer (&chain);
}

static X509_STORE_CTX *
new_context (X509            *leaf,
             SignetX509Stack *untrusted,
             SignetX509Stack *anchors,
             gint64           when)
{
  g_autoptr (X509_STORE_CTX) context = X509_STORE_CTX_new ();

  if (context == NULL || X509_STORE_CTX_init (context, NULL, leaf, untrusted) != 1)
    return NULL;
  X509_STORE_CTX_set0_trusted_stack (context, anchors);
  /* The anchor may be an issuing CA that somebody pinned, without the root above it. */
  X509_STORE_CTX_set_flags (context, X509_V_FLAG_PARTIAL_CHAIN);
  X509_STORE_CTX_set_depth (context, MAX_CHAIN);
  if (when != 0)
    X509_STORE_CTX_set_time (context, 0, (time_t) when);

  return g_steal_pointer (&context);
}

/**
 * signet_chain_verify:
 * @leaf: the certificate to verify
 * @untrusted: (nullable): certificates that may be in the chain
 * @anchors: (nullable): certificates that are trusted; they need not be self-signed
 * @when: at which time, in seconds since 1970, or 0 for now
 * @error: return location for a %SIGNET_ERROR_UNVERIFIED, or %SIGNET_ERROR_EXPIRED or
 *   %SIGNET_ERROR_CLOCK when nothing but the validity of @leaf is wrong
 *
 * Verifies a certificate (RFC 5280 6) for any purpose, without revocation. Never looks at the
 * anchors of the system. Where several CAs have one name, key identifiers must tell which is meant.
 *
 * Returns: (transfer full) (nullable) (element-type SignetCertificate): the certificates above
 *   @leaf, its issuer first, up to the anchor; none when @leaf is an anchor itself
 */
GPtrArray *
signet_chain_verify (X509             *leaf,
                     SignetX509Stack  *untrusted,
                     SignetX509Stack  *anchors,
                     gint64            when,
                     GError          **error)
{
  g_autoptr (X509_STORE_CTX) context = NULL;

  g_return_val_if_fail (leaf != NULL, NULL);

  if (anchors == NULL || sk_X509_num (anchors) == 0)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_UNVERIFIED,
                           _ ("The certificate cannot be verified: no CA is trusted."));
      return NULL;
    }

  ERR_clear_error ();
  context = new_context (leaf, untrusted, anchors, when);
  if (context == NULL)
    {
      signet_set_ossl_error (error, SIGNET_ERROR_UNVERIFIED,
                             _ ("The certificate cannot be verified."));
      return NULL;
    }
  if (X509_verify_cert (context) != 1)
    {
      set_verify_error (context, error);
      return NULL;
    }
  ERR_clear_error ();

  return wrap_chain (X509_STORE_CTX_get0_chain (context), 1, error);
}

static gboolean
is_issued_by (X509 *certificate,
              X509 *issuer)
{
  EVP_PKEY *pkey = X509_get0_pubkey (issuer);

  return pkey != NULL && X509_check_issued (issuer, certificate) == X509_V_OK &&
         X509_verify (certificate, pkey) == 1;
}

static gboolean
contains (SignetX509Stack *stack,
          X509            *certificate)
{
  for (int i = 0; i < sk_X509_num (stack); i++)
    if (X509_cmp (sk_X509_value (stack, i), certificate) == 0)
      return TRUE;

  return FALSE;
}

static X509 *
find_issuer (X509            *certificate,
             SignetX509Stack *candidates,
             SignetX509Stack *chain)
{
  for (int i = 0; i < sk_X509_num (candidates); i++)
    {
      X509 *candidate = sk_X509_value (candidates, i);

      if (!contains (chain, candidate) && is_issued_by (certificate, candidate))
        return candidate;
    }

  return NULL;
}

/**
 * signet_chain_build:
 * @leaf: a certificate
 * @candidates: (nullable): certificates in any order
 *
 * Follows names and signatures as far as @candidates go, for at most 10 certificates. Nothing is
 * verified beyond that: no times, no constraints, no trust.
 *
 * Returns: (transfer full) (element-type SignetCertificate): the certificates above @leaf, its
 *   issuer first
 */
GPtrArray *
signet_chain_build (X509            *leaf,
                    SignetX509Stack *candidates)
{
  g_autoptr (SignetX509Stack) chain = NULL;
  GPtrArray *result;
  X509 *current = leaf;

  g_return_val_if_fail (leaf != NULL, NULL);

  chain = sk_X509_new_null ();
  X509_up_ref (leaf);
  sk_X509_push (chain, leaf);
  while (current != NULL && sk_X509_num (chain) <= MAX_CHAIN && X509_self_signed (current, 1) != 1)
    {
      current = find_issuer (current, candidates, chain);
      if (current != NULL && X509_up_ref (current) == 1)
        sk_X509_push (chain, current);
    }
  ERR_clear_error ();
  result = wrap_chain (chain, 1, NULL);

  return result != NULL ? result : g_ptr_array_new_with_free_func (g_object_unref);
}
