/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-crm-private.h"

#include "pki/signet-csr.h"
#include "pki/signet-reference.h"

static SignetTemplate *
from_csr (GBytes  *der,
          GError **error)
{
  g_autoptr (SignetCsr) csr = signet_csr_new_from_data (der, error);

  return csr != NULL ? signet_template_from_csr (csr, error) : NULL;
}

/* What a renewal keeps by itself is who the certificate is for; the library would drop the other
 * extensions, and so would most CAs. */
static SignetTemplate *
from_old (SignetJob            *job,
          SignetTemplateParts   parts,
          GError              **error)
{
  if (signet_profile_get_flag (job->profile, SIGNET_SETTING_KEEP_EXTENSIONS))
    parts |= SIGNET_TEMPLATE_EXTENSIONS;

  return signet_template_from_certificate (job->old_certificate, parts, error);
}

static gboolean
is_nameless (SignetTemplate *asked)
{
  SignetName *subject = signet_template_get_subject (asked);

  return (subject == NULL || signet_name_get_size (subject) == 0) &&
         signet_template_get_n_alt_names (asked) == 0;
}

/* A renewal for which nobody gave a name is for the one who has the old certificate. */
static SignetTemplate *
complete (SignetJob       *job,
          SignetTemplate  *asked,
          GError         **error)
{
  SignetTemplateParts parts =
    is_nameless (asked) ? SIGNET_TEMPLATE_SUBJECT | SIGNET_TEMPLATE_ALT_NAMES : 0;
  g_autoptr (SignetTemplate) kept = NULL;

  if (job->operation != SIGNET_OPERATION_KUR || job->old_certificate == NULL)
    return signet_template_ref (asked);
  kept = from_old (job, parts, error);

  return kept != NULL ? signet_template_merge (asked, kept) : NULL;
}

/**
 * signet_crm_dup_template:
 * @job: what is to be done
 * @error: return location for a %SIGNET_ERROR
 *
 * Finds out what the certificate shall say: what the job says; or what a PKCS#10 request says that
 * is sent or turned into an ir, cr or kur; or what the certificate says that is renewed.
 *
 * Returns: (transfer full) (nullable): the template
 */
SignetTemplate *
signet_crm_dup_template (SignetJob  *job,
                         GError    **error)
{
  g_autoptr (SignetTemplate) made = NULL;

  if (job->operation->needs_csr)
    return from_csr (job->csr, error);
  if (job->subject_template != NULL)
    return complete (job, job->subject_template, error);
  if (job->csr != NULL)
    {
      made = from_csr (job->csr, error);
      return made != NULL ? complete (job, made, error) : NULL;
    }
  if (job->old_certificate != NULL)
    return from_old (job, SIGNET_TEMPLATE_SUBJECT | SIGNET_TEMPLATE_ALT_NAMES, error);

  return signet_template_new (NULL, NULL);
}
