/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-crm-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#include "cmp/signet-central-key-private.h"
#include "cmp/signet-protection-private.h"
#include "core/signet-error.h"
#include "pki/signet-extensions-private.h"

#define CERT_REQ_ID 0 /* RFC 9483 4.1.1 */

static SignetName *
dup_issuer (SignetJob       *job,
            SignetTemplate  *asked,
            GError         **error)
{
  SignetName *issuer = signet_template_get_issuer (asked);
  const char *text = signet_profile_get_text (job->profile, SIGNET_SETTING_ISSUER);

  if (issuer != NULL)
    return signet_name_ref (issuer);

  return text != NULL && *text != '\0' ? signet_name_parse (text, error) : NULL;
}

/* A server that makes the key chooses its type, too: no public key asks it to (RFC 9483 4.1.6). */
static EVP_PKEY *
key_to_certify (SignetJob *job)
{
  return signet_central_key_is_wanted (job) ? NULL : signet_key_get_pkey (job->key);
}

/* An empty subject is left out by the library, and then a server does not find what the proof of
 * possession is about (RFC 4211 4.1): here it always stands there. */
static gboolean
fill_names (OSSL_CRMF_MSG   *request,
            SignetJob       *job,
            SignetTemplate  *asked,
            GError         **error)
{
  SignetName *named = signet_template_get_subject (asked);
  g_autoptr (GError) problem = NULL;
  g_autoptr (SignetName) issuer = dup_issuer (job, asked, &problem);
  g_autoptr (X509_NAME) subject = NULL;
  g_autoptr (X509_NAME) issuer_x509 = NULL;

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  subject = named != NULL ? signet_name_to_x509 (named, error) : X509_NAME_new ();
  if (subject == NULL)
    return FALSE;
  if (issuer != NULL)
    {
      issuer_x509 = signet_name_to_x509 (issuer, error);
      if (issuer_x509 == NULL)
        return FALSE;
    }

  return OSSL_CRMF_CERTTEMPLATE_fill (OSSL_CRMF_MSG_get0_tmpl (request),
                                      key_to_certify (job), subject, issuer_x509, NULL);
}

static gboolean
fill_validity (OSSL_CRMF_MSG  *request,
               SignetJob      *job,
               SignetTemplate *asked)
{
  guint days = signet_template_get_days (asked);
  time_t now = time (NULL);
  ASN1_TIME *from, *until;

  if (days == 0)
    days = (guint) signet_profile_get_number (job->profile, SIGNET_SETTING_DAYS);
  if (days == 0)
    return TRUE;
  from = ASN1_TIME_adj (NULL, now, 0, 0);
  until = ASN1_TIME_adj (NULL, now, (int) days, 0);
  if (from != NULL && until != NULL && OSSL_CRMF_MSG_set0_validity (request, from, until))
    return TRUE;
  ASN1_TIME_free (from);
  ASN1_TIME_free (until);

  return FALSE;
}

/* All extensions are made in one place, and the library adds none: what a context makes of
 * alternative names comes on top of what a request already has, twice. */
static gboolean
fill_extensions (OSSL_CRMF_MSG   *request,
                 SignetTemplate  *asked,
                 GError         **error)
{
  g_autoptr (X509_EXTENSIONS) extensions = signet_extensions_new (asked, error);

  if (extensions == NULL)
    return FALSE;
  if (sk_X509_EXTENSION_num (extensions) == 0)
    return TRUE;
  if (!OSSL_CRMF_MSG_set0_extensions (request, extensions))
    return FALSE;
  (void) g_steal_pointer (&extensions);

  return TRUE;
}

/* RFC 9810 5.3.5: which certificate is renewed. */
static gboolean
name_old_certificate (OSSL_CRMF_MSG *request,
                      SignetJob     *job)
{
  OSSL_CRMF_CERTID *id;
  gboolean named;
  X509 *old;

  if (job->operation != SIGNET_OPERATION_KUR || job->old_certificate == NULL)
    return TRUE;
  old = signet_certificate_get_x509 (job->old_certificate);
  id = OSSL_CRMF_CERTID_gen (X509_get_issuer_name (old), X509_get0_serialNumber (old));
  named = id != NULL && OSSL_CRMF_MSG_set1_regCtrl_oldCertID (request, id);
  OSSL_CRMF_CERTID_free (id);

  return named;
}

static int
popo_method (SignetJob  *job,
             GError    **error)
{
  EVP_PKEY *pkey = signet_key_get_pkey (job->key);
  guint wanted = signet_profile_get_choice (job->profile, SIGNET_SETTING_POPO);

  /* Nobody can prove to have what is not here; an RA that vouches for the key is the server's
   * business, and raVerified is not for end entities (RFC 9483 4.1.1). */
  if (wanted == SIGNET_POPO_NONE || !signet_key_is_private (job->key))
    return OSSL_CRMF_POPO_NONE;
  if (wanted == SIGNET_POPO_KEY_ENCIPHERMENT && EVP_PKEY_is_a (pkey, "RSA"))
    return OSSL_CRMF_POPO_KEYENC;
  if (wanted == SIGNET_POPO_SIGNATURE && EVP_PKEY_can_sign (pkey))
    return OSSL_CRMF_POPO_SIGNATURE;

  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_UNSUPPORTED,
               wanted == SIGNET_POPO_SIGNATURE
                 ? _ ("A key of the type %s cannot sign, so that it cannot be proved in this way "
                      "that you have it.")
                 : _ ("A key of the type %s cannot decipher, so that it cannot be proved in this "
                      "way that you have it."),
               signet_key_get_description (job->key));

  return OSSL_CRMF_POPO_RAVERIFIED;
}

/* Where the profile names a digest, the context has it; its own is for the key that signs the
 * messages, which may be another one. */
static const EVP_MD *
digest_for_popo (OSSL_CMP_CTX *ctx,
                 SignetJob    *job)
{
  gboolean named =
    signet_profile_get_choice (job->profile, SIGNET_SETTING_DIGEST) != SIGNET_DIGEST_AUTO;

  return EVP_get_digestbynid (
    named ? OSSL_CMP_CTX_get_option (ctx, OSSL_CMP_OPT_DIGEST_ALGNID)
          : signet_protection_digest_for_key (signet_key_get_pkey (job->key)));
}

static gboolean
prove_possession (OSSL_CMP_CTX   *ctx,
                  OSSL_CRMF_MSG  *request,
                  SignetJob      *job,
                  GError        **error)
{
  int method;

  if (signet_central_key_is_wanted (job))
    return OSSL_CMP_CTX_set_option (ctx, OSSL_CMP_OPT_POPO_METHOD, OSSL_CRMF_POPO_NONE);

  /* The library looks for the private key by its own option, whatever the request says; since 3.5
   * it takes the option for the wish that the server makes the key, where that is none. */
  method = popo_method (job, error);
  return method != OSSL_CRMF_POPO_RAVERIFIED &&
         OSSL_CMP_CTX_set_option (ctx, OSSL_CMP_OPT_POPO_METHOD,
                                  method == OSSL_CRMF_POPO_NONE ? OSSL_CRMF_POPO_RAVERIFIED
                                                                : method) &&
         OSSL_CRMF_MSG_create_popo (method, request, signet_key_get_pkey (job->key),
                                    digest_for_popo (ctx, job), NULL, NULL);
}

/**
 * signet_crm_new:
 * @ctx: a context that is set up
 * @job: what is asked for
 * @asked: what the certificate shall say
 * @error: return location for a %SIGNET_ERROR
 *
 * Makes the request of an ir, cr or kur by hand (RFC 4211): the library takes names and extensions
 * from wherever it finds some in its context, which differs from release to release.
 *
 * Returns: (transfer full) (nullable): the request
 */
OSSL_CRMF_MSG *
signet_crm_new (OSSL_CMP_CTX    *ctx,
                SignetJob       *job,
                SignetTemplate  *asked,
                GError         **error)
{
  g_autoptr (OSSL_CRMF_MSG) request = OSSL_CRMF_MSG_new ();

  ERR_clear_error ();
  if (request != NULL && OSSL_CRMF_MSG_set_certReqId (request, CERT_REQ_ID) &&
      fill_names (request, job, asked, error) && fill_validity (request, job, asked) &&
      fill_extensions (request, asked, error) && name_old_certificate (request, job) &&
      prove_possession (ctx, request, job, error))
    return g_steal_pointer (&request);

  if (error != NULL && *error == NULL)
    signet_set_ossl_error (error, SIGNET_ERROR_FAILED, _ ("The request could not be prepared."));

  return NULL;
}
