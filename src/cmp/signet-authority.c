/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-authority-private.h"

#include <openssl/objects.h>
#include <openssl/x509v3.h>

#include "pki/signet-ossl-private.h"

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
is_anchor (X509_STORE *store,
           X509       *signer)
{
  g_autoptr (SignetX509Stack) anchors = X509_STORE_get1_all_certs (store);
  gboolean found = FALSE;

  for (int i = 0; i < sk_X509_num (anchors); i++)
    found |= X509_cmp (sk_X509_value (anchors, i), signer) == 0;

  return found;
}

static gboolean
is_authority (X509_STORE_CTX *context,
              X509           *signer)
{
  return X509_check_ca (signer) == 1 || has_authority_usage (signer) ||
         is_anchor (X509_STORE_CTX_get0_store (context), signer);
}

/**
 * signet_authority_verify_cb:
 * @ok: what the library thinks of the certificate that it looks at
 * @context: the verification of the signer of an answer
 *
 * The X509_STORE_CTX_verify_cb of a store of anchors. The library takes answers from everybody who
 * has a certificate under an anchor, while the person next door has one, too: the signer must be a
 * CA, carry a key usage that makes it speak for one, or be named as trusted itself (RFC 9810 8.9,
 * RFC 9483 1.5). A profile that names the expected sender has no need of this.
 *
 * Returns: whether to go on
 */
int
signet_authority_verify_cb (int             ok,
                            X509_STORE_CTX *context)
{
  if (ok == 0 || X509_STORE_CTX_get_error_depth (context) != 0 ||
      is_authority (context, X509_STORE_CTX_get_current_cert (context)))
    return ok;

  X509_STORE_CTX_set_error (context, X509_V_ERR_APPLICATION_VERIFICATION);

  return 0;
}
