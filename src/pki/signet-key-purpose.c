/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-key-purpose-private.h"

/* The purpose of certificates that sign keys which a server made (id-kp-cmKGA, RFC 9480 2.2).
 * OpenSSL 3.5 makes an entry for it when it opens the first such key. For the next ones it finds
 * that by its name, and takes its place in the table for its number; but the place has the number
 * of the entry before, which is the signing of code, and no key opens any more. So two entries are
 * made here before that, both for this purpose: whatever the library takes the place of the second
 * one for, it is one of them. */

#ifdef HAVE_OSSL_CRMF_MSG_CENTRALKEYGEN_REQUESTED

static int purposes[2];

/* The CAs above the signer are none of this one's business. */
static int
check_signer (const X509_PURPOSE *purpose,
              const X509         *certificate,
              int                 as_ca)
{
  EXTENDED_KEY_USAGE *usages;
  gboolean found = FALSE;

  if (as_ca)
    return TRUE;
  usages = X509_get_ext_d2i (certificate, NID_ext_key_usage, NULL, NULL);
  for (int i = 0; i < sk_ASN1_OBJECT_num (usages); i++)
    found |= OBJ_obj2nid (sk_ASN1_OBJECT_value (usages, i)) == NID_cmKGA;
  EXTENDED_KEY_USAGE_free (usages);

  return found;
}

static gpointer
init_once (gpointer data)
{
  static const char *const names[] = { "signet-" SN_cmKGA, SN_cmKGA };

  for (guint i = 0; i < G_N_ELEMENTS (purposes); i++)
    {
      int id = X509_PURPOSE_get_unused_id (NULL);

      if (X509_PURPOSE_add (id, X509_TRUST_COMPAT, 0, check_signer, LN_cmKGA, names[i], NULL) == 1)
        purposes[i] = id;
    }

  return NULL;
}

#endif

/**
 * signet_key_purpose_init:
 *
 * Makes the purpose known to OpenSSL, where that is recent enough to need it. Its table has no
 * lock: call this while nothing is verified yet; later calls do nothing.
 */
void
signet_key_purpose_init (void)
{
#ifdef HAVE_OSSL_CRMF_MSG_CENTRALKEYGEN_REQUESTED
  static GOnce once = G_ONCE_INIT;

  g_once (&once, init_once, NULL);
#endif
}

/**
 * signet_key_purpose_is_set:
 * @context: a verification that is under way
 *
 * Returns: whether it is about the signer of a key that a server made, whose purpose the library
 *   looks at itself, and not about the sender of a message
 */
gboolean
signet_key_purpose_is_set (X509_STORE_CTX *context)
{
#ifdef HAVE_OSSL_CRMF_MSG_CENTRALKEYGEN_REQUESTED
  int purpose = X509_VERIFY_PARAM_get_purpose (X509_STORE_CTX_get0_param (context));

  return purpose > 0 && (purpose == purposes[0] || purpose == purposes[1]);
#else
  return FALSE;
#endif
}
