/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-crm-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"

#define CERT_REQ_ID 0 /* RFC 9483 4.1.1 */

static gboolean
has_subject (SignetTemplate *subject_template)
{
  SignetName *subject = signet_template_get_subject (subject_template);

  return subject != NULL && signet_name_get_size (subject) > 0;
}

static gboolean
fill_in_nobody (OSSL_CMP_CTX  *ctx,
                OSSL_CRMF_MSG *request,
                EVP_PKEY      *pkey)
{
  g_autoptr (X509_NAME) nobody = X509_NAME_new ();

  return nobody != NULL &&
         OSSL_CRMF_CERTTEMPLATE_fill (OSSL_CRMF_MSG_get0_tmpl (request), NULL, nobody, NULL,
                                      NULL) &&
         OSSL_CRMF_MSG_create_popo (OSSL_CRMF_POPO_SIGNATURE, request, pkey, EVP_sha256 (), NULL,
                                    NULL);
}

/**
 * signet_crm_prepare:
 * @ctx: a context that is set up
 * @job: what is asked for
 * @request: (out) (transfer full) (nullable): the request message, or %NULL where the library makes
 * it
 * @error: return location for a %SIGNET_ERROR_FAILED
 *
 * Makes the request by hand where the library would make it wrong: it leaves an empty subject out,
 * and then a server does not find what the proof of possession is about (RFC 4211 4.1).
 *
 * Returns: whether it worked
 */
gboolean
signet_crm_prepare (OSSL_CMP_CTX   *ctx,
                    SignetJob      *job,
                    OSSL_CRMF_MSG **request,
                    GError        **error)
{
  g_autoptr (OSSL_CRMF_MSG) made = NULL;

  *request = NULL;
  if (has_subject (job->subject_template))
    return TRUE;

  made = OSSL_CMP_CTX_setup_CRM (ctx, 0, CERT_REQ_ID);
  if (made == NULL || !fill_in_nobody (ctx, made, signet_key_get_pkey (job->key)))
    {
      signet_set_ossl_error (error, SIGNET_ERROR_FAILED, _ ("The request could not be prepared."));
      return FALSE;
    }
  *request = g_steal_pointer (&made);

  return TRUE;
}
