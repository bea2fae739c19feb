/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-policies-private.h"

#include <openssl/err.h>
#include <openssl/objects.h>
#include <string.h>

#include "pki/signet-asn1-private.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (POLICYINFO, POLICYINFO_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (POLICYQUALINFO, POLICYQUALINFO_free)

static gboolean
push_qualifier (POLICYINFO     *info,
                POLICYQUALINFO *qualifier)
{
  if (info->qualifiers == NULL)
    info->qualifiers = sk_POLICYQUALINFO_new_null ();

  return info->qualifiers != NULL && sk_POLICYQUALINFO_push (info->qualifiers, qualifier) > 0;
}

static gboolean
add_cps (POLICYINFO *info,
         const char *cps)
{
  g_autoptr (POLICYQUALINFO) qualifier = POLICYQUALINFO_new ();

  if (qualifier == NULL)
    return FALSE;
  qualifier->pqualid = OBJ_nid2obj (NID_id_qt_cps);
  qualifier->d.cpsuri = ASN1_IA5STRING_new ();
  if (qualifier->d.cpsuri == NULL || ASN1_STRING_set (qualifier->d.cpsuri, cps, -1) != 1 ||
      !push_qualifier (info, qualifier))
    return FALSE;
  qualifier = NULL;

  return TRUE;
}

/* RFC 5280 4.2.1.4: conforming CAs write the text as UTF8String. */
static gboolean
add_notice (POLICYINFO *info,
            const char *notice)
{
  g_autoptr (POLICYQUALINFO) qualifier = POLICYQUALINFO_new ();
  USERNOTICE *user;

  if (qualifier == NULL)
    return FALSE;
  qualifier->pqualid = OBJ_nid2obj (NID_id_qt_unotice);
  user = qualifier->d.usernotice = USERNOTICE_new ();
  if (user == NULL)
    return FALSE;
  user->exptext = ASN1_UTF8STRING_new ();
  if (user->exptext == NULL || ASN1_STRING_set (user->exptext, notice, -1) != 1 ||
      !push_qualifier (info, qualifier))
    return FALSE;
  qualifier = NULL;

  return TRUE;
}

static gboolean
add_policy (CERTIFICATEPOLICIES        *policies,
            const SignetTemplatePolicy *policy)
{
  g_autoptr (POLICYINFO) info = POLICYINFO_new ();

  if (info == NULL)
    return FALSE;
  info->policyid = OBJ_txt2obj (policy->oid, 1);
  if (info->policyid == NULL || (policy->cps != NULL && !add_cps (info, policy->cps)) ||
      (policy->notice != NULL && !add_notice (info, policy->notice)) ||
      sk_POLICYINFO_push (policies, info) <= 0)
    return FALSE;
  info = NULL;

  return TRUE;
}

/**
 * signet_policies_new:
 * @subject_template: what is asked for
 *
 * Returns: (transfer full) (nullable): its policies (RFC 5280 4.2.1.4), or %NULL where OpenSSL's
 *   queue says why not
 */
CERTIFICATEPOLICIES *
signet_policies_new (SignetTemplate *subject_template)
{
  g_autoptr (CERTIFICATEPOLICIES) policies = CERTIFICATEPOLICIES_new ();

  for (guint i = 0; i < signet_template_get_n_policies (subject_template); i++)
    if (policies == NULL ||
        !add_policy (policies, signet_template_get_policy (subject_template, i)))
      return NULL;

  return g_steal_pointer (&policies);
}

static char *
read_string (const ASN1_STRING *string)
{
  unsigned char *utf8 = NULL;
  int length = string != NULL ? ASN1_STRING_to_UTF8 (&utf8, string) : -1;
  char *text = NULL;

  if (length >= 0 && memchr (utf8, '\0', length) == NULL)
    text = g_strndup ((const char *) utf8, length);
  OPENSSL_free (utf8);

  return text;
}

/* Puts what it reads into @text, unless there is something already. */
static gboolean
read_qualifier (const POLICYQUALINFO  *qualifier,
                char                 **cps,
                char                 **notice)
{
  int nid = OBJ_obj2nid (qualifier->pqualid);

  if (nid == NID_id_qt_cps && *cps == NULL)
    return (*cps = read_string (qualifier->d.cpsuri)) != NULL;
  if (nid == NID_id_qt_unotice && *notice == NULL && qualifier->d.usernotice->noticeref == NULL)
    return (*notice = read_string (qualifier->d.usernotice->exptext)) != NULL;

  return FALSE;
}

static gboolean
read_policy (const POLICYINFO *info,
             SignetTemplate   *subject_template)
{
  g_autofree char *oid = signet_oid_to_text (info->policyid);
  g_autofree char *cps = NULL;
  g_autofree char *notice = NULL;

  for (int i = 0; i < sk_POLICYQUALINFO_num (info->qualifiers); i++)
    if (!read_qualifier (sk_POLICYQUALINFO_value (info->qualifiers, i), &cps, &notice))
      return FALSE;

  return oid != NULL && signet_template_add_policy (subject_template, oid, cps, notice, NULL);
}

/**
 * signet_policies_read:
 * @policies: the policies of a certificate or request, from anywhere
 * @subject_template: a template with one reference, which gets them
 *
 * Returns: whether the template can say all of it; if not, it may have got some of them
 */
gboolean
signet_policies_read (const CERTIFICATEPOLICIES *policies,
                      SignetTemplate            *subject_template)
{
  gboolean complete = sk_POLICYINFO_num (policies) > 0;

  for (int i = 0; complete && i < sk_POLICYINFO_num (policies); i++)
    complete = read_policy (sk_POLICYINFO_value (policies, i), subject_template);
  ERR_clear_error ();

  return complete;
}

static gboolean
has_qualifier (const POLICYINFO *info,
               int               nid,
               const char       *wanted)
{
  for (int i = 0; i < sk_POLICYQUALINFO_num (info->qualifiers); i++)
    {
      const POLICYQUALINFO *qualifier = sk_POLICYQUALINFO_value (info->qualifiers, i);
      g_autofree char *text = NULL;

      if (OBJ_obj2nid (qualifier->pqualid) != nid)
        continue;
      text = read_string (nid == NID_id_qt_cps ? qualifier->d.cpsuri
                                               : qualifier->d.usernotice->exptext);
      if (g_strcmp0 (text, wanted) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * signet_policies_have:
 * @policies: the policies of a certificate, from anywhere
 * @wanted: a policy
 *
 * Returns: whether one of @policies is @wanted, with its statement and its notice if it has any
 */
gboolean
signet_policies_have (const CERTIFICATEPOLICIES  *policies,
                      const SignetTemplatePolicy *wanted)
{
  for (int i = 0; i < sk_POLICYINFO_num (policies); i++)
    {
      const POLICYINFO *info = sk_POLICYINFO_value (policies, i);
      g_autofree char *oid = signet_oid_to_text (info->policyid);

      if (g_strcmp0 (oid, wanted->oid) == 0 &&
          (wanted->cps == NULL || has_qualifier (info, NID_id_qt_cps, wanted->cps)) &&
          (wanted->notice == NULL || has_qualifier (info, NID_id_qt_unotice, wanted->notice)))
        return TRUE;
    }

  return FALSE;
}
