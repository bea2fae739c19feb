/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-template-private.h"

#include <openssl/err.h>
#include <string.h>

#include "practice/signet-practice-der-private.h"

#define TAG_PUBLIC_KEY 6
#define REFUSED_NAME "Refused"

static void
set_refusal (SignetPracticeRefusal *refusal,
             int                    fail_info,
             const char            *text)
{
  refusal->fail_info = fail_info;
  refusal->text = text;
}

/* OpenSSL has a getter for the key since 3.2 only. [6] IMPLICIT SubjectPublicKeyInfo: with the tag
 * of a SEQUENCE it is what d2i_PUBKEY() reads. */
static EVP_PKEY *
read_key (const OSSL_CRMF_CERTTEMPLATE *template)
{
  unsigned char *der = NULL;
  int length = i2d_OSSL_CRMF_CERTTEMPLATE (template, &der);
  SignetPracticeDer element;
  EVP_PKEY *key = NULL;

  if (length > 0 && signet_practice_der_find (der, (gsize) length, TAG_PUBLIC_KEY, &element))
    {
      gsize offset = (gsize) (element.start - der);
      const unsigned char *p = der + offset;

      der[offset] = V_ASN1_SEQUENCE | V_ASN1_CONSTRUCTED;
      key = d2i_PUBKEY (NULL, &p, (long) (element.content + element.length - element.start));
    }
  OPENSSL_free (der);
  ERR_clear_error ();

  return key;
}

static gboolean
is_granted (int nid)
{
  return nid == NID_subject_alt_name || nid == NID_key_usage || nid == NID_ext_key_usage;
}

static gboolean
can_be_decoded (X509_EXTENSION *extension)
{
  const X509V3_EXT_METHOD *method = X509V3_EXT_get (extension);
  void *value = X509V3_EXT_d2i (extension);

  if (value == NULL || method == NULL)
    return FALSE;
  if (method->it != NULL)
    ASN1_item_free (value, ASN1_ITEM_ptr (method->it));
  else
    method->ext_free (value);

  return TRUE;
}

/* Each extension that is granted, once. */
static gboolean
read_extensions (SignetPracticeTemplate *self,
                 const X509_EXTENSIONS  *asked)
{
  for (int i = 0; i < X509v3_get_ext_count (asked); i++)
    {
      X509_EXTENSION *extension = X509v3_get_ext (asked, i);
      int nid = OBJ_obj2nid (X509_EXTENSION_get_object (extension));

      if (!is_granted (nid))
        continue;
      if (!can_be_decoded (extension) || X509v3_get_ext_by_NID (self->extensions, nid, -1) >= 0)
        return FALSE;
      if (X509v3_add_ext (&self->extensions, extension, -1) == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
has_value (const X509_NAME *name,
           int              nid,
           const char      *value)
{
  int index = -1;

  while ((index = X509_NAME_get_index_by_NID (name, nid, index)) >= 0)
    {
      const ASN1_STRING *string = X509_NAME_ENTRY_get_data (X509_NAME_get_entry (name, index));
      unsigned char *utf8 = NULL;
      int length = ASN1_STRING_to_UTF8 (&utf8, string);
      gboolean same = length == (int) strlen (value) && memcmp (utf8, value, strlen (value)) == 0;

      OPENSSL_free (utf8);
      if (same)
        return TRUE;
    }

  return FALSE;
}

static gboolean
fill (SignetPracticeTemplate       *self,
      const OSSL_CRMF_CERTTEMPLATE *template,
      SignetPracticeRefusal        *refusal)
{
  const X509_NAME *subject = OSSL_CRMF_CERTTEMPLATE_get0_subject (template);

  self->subject = subject != NULL ? X509_NAME_dup (subject) : X509_NAME_new ();
  self->extensions = sk_X509_EXTENSION_new_null ();
  self->key = read_key (template);

  if (self->subject == NULL || self->extensions == NULL)
    set_refusal (refusal, OSSL_CMP_PKIFAILUREINFO_systemFailure, "Out of memory");
  else if (self->key == NULL)
    set_refusal (refusal, OSSL_CMP_PKIFAILUREINFO_badCertTemplate,
                 "The request has no public key that the practice CA can read");
  else if (!read_extensions (self, OSSL_CRMF_CERTTEMPLATE_get0_extensions (template)))
    set_refusal (refusal, OSSL_CMP_PKIFAILUREINFO_badCertTemplate,
                 "An extension of the request cannot be read or is there twice");
  else if (X509_NAME_entry_count (self->subject) == 0 &&
           X509v3_get_ext_by_NID (self->extensions, NID_subject_alt_name, -1) < 0)
    set_refusal (refusal, OSSL_CMP_PKIFAILUREINFO_badCertTemplate,
                 "The request has neither a subject nor an alternative name");
  else if (has_value (self->subject, NID_commonName, REFUSED_NAME) ||
           has_value (self->subject, NID_organizationName, REFUSED_NAME))
    set_refusal (refusal, OSSL_CMP_PKIFAILUREINFO_notAuthorized,
                 "The practice CA refuses everybody who is called “Refused”");
  else
    return TRUE;

  return FALSE;
}

/**
 * signet_practice_template_new:
 * @request: a request for a certificate; OpenSSL has verified that the client has the private key
 * @refusal: (out): why it is refused
 *
 * Reads what a request asks for. A subject whose common name or organization is exactly “Refused”
 * is refused as not authorized, so that people can practise a refusal, too.
 *
 * Returns: (transfer full) (nullable): what is asked for, or %NULL when it is refused
 */
SignetPracticeTemplate *
signet_practice_template_new (const OSSL_CRMF_MSG   *request,
                              SignetPracticeRefusal *refusal)
{
  g_autoptr (SignetPracticeTemplate) self = g_new0 (SignetPracticeTemplate, 1);
  gboolean accepted = fill (self, OSSL_CRMF_MSG_get0_tmpl (request), refusal);

  ERR_clear_error ();

  return accepted ? g_steal_pointer (&self) : NULL;
}

/**
 * signet_practice_template_free:
 * @self: (transfer full): a template
 *
 * Frees @self.
 */
void
signet_practice_template_free (SignetPracticeTemplate *self)
{
  g_return_if_fail (self != NULL);

  X509_NAME_free (self->subject);
  EVP_PKEY_free (self->key);
  sk_X509_EXTENSION_pop_free (self->extensions, X509_EXTENSION_free);
  g_free (self);
}
