/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-template-private.h"

#include <openssl/err.h>
#include <string.h>

#include "practice/signet-practice-der-private.h"

#define TAG_VALIDITY 4
#define TAG_PUBLIC_KEY 6
#define TAG_NOT_BEFORE 0
#define TAG_NOT_AFTER 1
#define REFUSED_NAME "Refused"

/**
 * signet_practice_refuse:
 * @refusal: (out): a refusal
 * @fail_info: bit of PKIFailureInfo (RFC 9810 5.2.3)
 * @text: static text for the client
 *
 * Sets why something is refused.
 */
void
signet_practice_refuse (SignetPracticeRefusal *refusal,
                        int                    fail_info,
                        const char            *text)
{
  refusal->fail_info = fail_info;
  refusal->text = text;
}

/* OpenSSL has a getter for the key since 3.2 only. [6] IMPLICIT SubjectPublicKeyInfo: with the tag
 * of a SEQUENCE it is what d2i_PUBKEY() reads. */
static EVP_PKEY *
read_key (guchar *der,
          gsize   length)
{
  SignetPracticeDer element;
  const guchar *p;

  if (!signet_practice_der_find (der, length, TAG_PUBLIC_KEY, &element))
    return NULL;
  der[element.start - der] = V_ASN1_SEQUENCE | V_ASN1_CONSTRUCTED;
  p = element.start;

  return d2i_PUBKEY (NULL, &p, (long) element.size);
}

/* Time is a CHOICE, so its tags are explicit. */
static ASN1_TIME *
read_time (const SignetPracticeDer *validity,
           int                      tag)
{
  SignetPracticeDer element;
  const guchar *p;

  if (!signet_practice_der_find (validity->start, validity->size, tag, &element))
    return NULL;
  p = element.content;

  return d2i_ASN1_TIME (NULL, &p, (long) element.length);
}

/* OpenSSL has no getter for the validity at all. */
static void
read_der (SignetPracticeTemplate       *self,
          const OSSL_CRMF_CERTTEMPLATE *template)
{
  unsigned char *der = NULL;
  int length = i2d_OSSL_CRMF_CERTTEMPLATE (template, &der);
  SignetPracticeDer validity;

  if (length > 0)
    {
      if (signet_practice_der_find (der, (gsize) length, TAG_VALIDITY, &validity))
        {
          self->not_before = read_time (&validity, TAG_NOT_BEFORE);
          self->not_after = read_time (&validity, TAG_NOT_AFTER);
        }
      self->key = read_key (der, (gsize) length);
    }
  OPENSSL_free (der);
  ERR_clear_error ();
}

/* One that OpenSSL does not know is taken as it is. */
static gboolean
can_be_decoded (X509_EXTENSION *extension)
{
  const X509V3_EXT_METHOD *method = X509V3_EXT_get (extension);
  void *value;

  if (method == NULL)
    return TRUE;
  value = X509V3_EXT_d2i (extension);
  if (value == NULL)
    return FALSE;
  if (method->it != NULL)
    ASN1_item_free (value, ASN1_ITEM_ptr (method->it));
  else
    method->ext_free (value);

  return TRUE;
}

static gboolean
read_extensions (SignetPracticeTemplate *self,
                 const X509_EXTENSIONS  *asked)
{
  for (int i = 0; i < X509v3_get_ext_count (asked); i++)
    {
      X509_EXTENSION *extension = X509v3_get_ext (asked, i);
      const ASN1_OBJECT *oid = X509_EXTENSION_get_object (extension);

      if (!can_be_decoded (extension) || X509v3_get_ext_by_OBJ (self->extensions, oid, -1) >= 0)
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
check (SignetPracticeTemplate *self,
       gboolean                extensions,
       SignetPracticeRefusal  *refusal)
{
  if (self->subject == NULL || self->extensions == NULL)
    signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_systemFailure, "Out of memory");
  else if (self->key == NULL)
    signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_badCertTemplate,
                            "The request has no public key that the practice CA can read");
  else if (!extensions)
    signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_badCertTemplate,
                            "An extension of the request cannot be read or is there twice");
  else if (X509_NAME_entry_count (self->subject) == 0 &&
           X509v3_get_ext_by_NID (self->extensions, NID_subject_alt_name, -1) < 0)
    signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_badCertTemplate,
                            "The request has neither a subject nor an alternative name");
  else if (has_value (self->subject, NID_commonName, REFUSED_NAME) ||
           has_value (self->subject, NID_organizationName, REFUSED_NAME))
    signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_notAuthorized,
                            "The practice CA refuses everybody who is called “Refused”");
  else
    return TRUE;

  return FALSE;
}

static SignetPracticeTemplate *
finish (SignetPracticeTemplate *self,
        const X509_NAME        *subject,
        const X509_EXTENSIONS  *asked,
        SignetPracticeRefusal  *refusal)
{
  g_autoptr (SignetPracticeTemplate) template = self;
  gboolean extensions;

  template->subject = subject != NULL ? X509_NAME_dup (subject) : X509_NAME_new ();
  template->extensions = sk_X509_EXTENSION_new_null ();
  extensions = template->extensions != NULL && read_extensions (template, asked);
  ERR_clear_error ();

  return check (template, extensions, refusal) ? g_steal_pointer (&template) : NULL;
}

/**
 * signet_practice_template_new:
 * @request: a request for a certificate; OpenSSL has verified that the client has the private key
 * @old: (nullable): the certificate that is renewed; its subject counts where the request has none
 * @central_key: (nullable): the key that the CA has made for a client that wants that
 * @refusal: (out): why it is refused
 *
 * Reads what a request asks for. A subject whose common name or organization is exactly “Refused”
 * is refused as not authorized, so that people can practise a refusal, too.
 *
 * Returns: (transfer full) (nullable): what is asked for, or %NULL when it is refused
 */
SignetPracticeTemplate *
signet_practice_template_new (const OSSL_CRMF_MSG   *request,
                              X509                  *old,
                              EVP_PKEY              *central_key,
                              SignetPracticeRefusal *refusal)
{
  g_autoptr (SignetPracticeTemplate) self = g_new0 (SignetPracticeTemplate, 1);
  const OSSL_CRMF_CERTTEMPLATE *template = OSSL_CRMF_MSG_get0_tmpl (request);
  const X509_NAME *subject = OSSL_CRMF_CERTTEMPLATE_get0_subject (template);
  const X509_NAME *issuer = OSSL_CRMF_CERTTEMPLATE_get0_issuer (template);

  read_der (self, template);
  if (central_key != NULL && self->key == NULL && EVP_PKEY_up_ref (central_key) == 1)
    self->key = central_key;
  if (issuer != NULL && X509_NAME_entry_count (issuer) > 0)
    self->issuer = X509_NAME_dup (issuer);
  if (old != NULL && (subject == NULL || X509_NAME_entry_count (subject) == 0))
    subject = X509_get_subject_name (old);

  return finish (g_steal_pointer (&self), subject,
                 OSSL_CRMF_CERTTEMPLATE_get0_extensions (template), refusal);
}

/**
 * signet_practice_template_new_from_csr:
 * @csr: a request for a certificate whose signature OpenSSL has verified
 * @refusal: (out): why it is refused
 *
 * Reads what a request of PKCS#10 asks for, see signet_practice_template_new().
 *
 * Returns: (transfer full) (nullable): what is asked for, or %NULL when it is refused
 */
SignetPracticeTemplate *
signet_practice_template_new_from_csr (const X509_REQ        *csr,
                                       SignetPracticeRefusal *refusal)
{
  g_autoptr (SignetPracticeTemplate) self = g_new0 (SignetPracticeTemplate, 1);
  /* Neither changes the request; OpenSSL 3.0 has no const there. */
  X509_EXTENSIONS *asked = X509_REQ_get_extensions ((X509_REQ *) csr);

  self->key = X509_REQ_get_pubkey ((X509_REQ *) csr);
  self = finish (g_steal_pointer (&self), X509_REQ_get_subject_name (csr), asked, refusal);
  sk_X509_EXTENSION_pop_free (asked, X509_EXTENSION_free);

  return g_steal_pointer (&self);
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
  X509_NAME_free (self->issuer);
  EVP_PKEY_free (self->key);
  ASN1_TIME_free (self->not_before);
  ASN1_TIME_free (self->not_after);
  sk_X509_EXTENSION_pop_free (self->extensions, X509_EXTENSION_free);
  g_free (self->changes);
  g_free (self);
}
