/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-info-private.h"
#include "practice/signet-practice-writer-private.h"

#define OID_EC "1.2.840.10045.2.1"
#define OID_P256 "1.2.840.10045.3.1.7"
#define OID_P384 "1.3.132.0.34"
#define OID_RSA "1.2.840.113549.1.1.1"
#define OID_ED25519 "1.3.101.112"
#define OID_ALG_ID "1.3.6.1.5.5.7.5.1.11"      /* id-regCtrl-algId */
#define OID_RSA_KEY_LEN "1.3.6.1.5.5.7.5.1.12" /* id-regCtrl-rsaKeyLen */
#define RSA_BITS 2048
#define TAG_NULL 5

/**
 * signet_practice_info_write_ca_certs:
 *
 * A SignetPracticeInfoWrite for id-it-caCerts (RFC 9483 4.3.1): the certificates of the CA.
 */
gboolean
signet_practice_info_write_ca_certs (SignetPracticeDesk      *desk,
                                     const SignetPracticeDer *value,
                                     GByteArray              *out)
{
  guint start = out->len;

  if (signet_practice_ca_has_intermediate (desk->ca) &&
      !signet_practice_write_x509 (out, signet_practice_ca_get_issuer (desk->ca)->certificate))
    return FALSE;
  if (!signet_practice_write_x509 (out, signet_practice_ca_get_root (desk->ca)))
    return FALSE;
  signet_practice_write_tag (out, start, SIGNET_PRACTICE_TAG_SEQUENCE);

  return TRUE;
}

static X509 *
read_root (const SignetPracticeDer *value)
{
  const guchar *p = value != NULL ? value->start : NULL;

  return value != NULL ? d2i_X509 (NULL, &p, (long) value->size) : NULL;
}

static gboolean
write_cross (const SignetPracticePair *subject,
             const SignetPracticePair *issuer,
             guint                     number,
             GByteArray               *out)
{
  g_autoptr (X509) certificate = signet_practice_pair_cross (subject, issuer, NULL);
  guint start = out->len;

  if (certificate == NULL || !signet_practice_write_x509 (out, certificate))
    return FALSE;
  signet_practice_write_tag (out, start, SIGNET_PRACTICE_TAG_EXPLICIT (number));

  return TRUE;
}

/* What a person gave, whether it is right or not. */
static gboolean
write_given (SignetCertificate **updates,
             GByteArray         *out)
{
  guint start = out->len;

  for (guint i = 0; i < SIGNET_PRACTICE_N_UPDATES; i++)
    {
      guint one = out->len;

      if (updates[i] == NULL)
        continue;
      if (!signet_practice_write_x509 (out, signet_certificate_get_x509 (updates[i])))
        return FALSE;
      if (i > 0)
        signet_practice_write_tag (out, one, SIGNET_PRACTICE_TAG_EXPLICIT (i - 1));
    }
  signet_practice_write_tag (out, start, SIGNET_PRACTICE_TAG_SEQUENCE);

  return TRUE;
}

/**
 * signet_practice_info_write_update:
 *
 * A SignetPracticeInfoWrite for id-it-rootCaCert (RFC 9483 4.3.2): the root that will come next,
 * with both certificates that lead from one to the other. There is no value where no root will
 * come, or where the client asks about another root.
 */
gboolean
signet_practice_info_write_update (SignetPracticeDesk      *desk,
                                   const SignetPracticeDer *value,
                                   GByteArray              *out)
{
  const SignetPracticePair *root = signet_practice_ca_get_root_pair (desk->ca);
  const SignetPracticePair *next = signet_practice_ca_get_next (desk->ca);
  g_autoptr (X509) asked = read_root (value);
  guint start = out->len;

  if (desk->material->updates[0] != NULL)
    return write_given (desk->material->updates, out);
  if (next == NULL || (asked != NULL && X509_cmp (asked, root->certificate) != 0))
    return TRUE;
  if (!signet_practice_write_x509 (out, next->certificate) || !write_cross (next, root, 0, out) ||
      !write_cross (root, next, 1, out))
    return FALSE;
  signet_practice_write_tag (out, start, SIGNET_PRACTICE_TAG_SEQUENCE);

  return TRUE;
}

static gboolean
write_algorithm (GByteArray *out,
                 const char *oid,
                 const char *curve)
{
  guint start = out->len;

  if (!signet_practice_write_oid (out, oid) ||
      (curve != NULL && !signet_practice_write_oid (out, curve)))
    return FALSE;
  if (g_str_equal (oid, OID_RSA))
    signet_practice_write_tag (out, out->len, TAG_NULL);
  signet_practice_write_tag (out, start, SIGNET_PRACTICE_TAG_SEQUENCE);

  return TRUE;
}

/**
 * signet_practice_info_write_key_types:
 *
 * A SignetPracticeInfoWrite for id-it-signKeyPairTypes (RFC 9810 5.3.19.2).
 */
gboolean
signet_practice_info_write_key_types (SignetPracticeDesk      *desk,
                                      const SignetPracticeDer *value,
                                      GByteArray              *out)
{
  guint start = out->len;

  if (!write_algorithm (out, OID_EC, OID_P256) || !write_algorithm (out, OID_EC, OID_P384) ||
      !write_algorithm (out, OID_RSA, NULL) || !write_algorithm (out, OID_ED25519, NULL))
    return FALSE;
  signet_practice_write_tag (out, start, SIGNET_PRACTICE_TAG_SEQUENCE);

  return TRUE;
}

static gboolean
add_usage (OSSL_CRMF_MSG *message,
           int            nid,
           const char    *value)
{
  X509_EXTENSION *extension = X509V3_EXT_conf_nid (NULL, NULL, nid, value);
  X509_EXTENSIONS *extensions = NULL;

  if (extension == NULL || X509v3_add_ext (&extensions, extension, -1) == NULL)
    return FALSE;
  X509_EXTENSION_free (extension);

  return OSSL_CRMF_MSG_set0_extensions (message, extensions) == 1;
}

/* RFC 9483 4.3.3: an empty value stands for one that the client fills in. OpenSSL refuses to make
 * one of a string type that it checks. */
static gboolean
fill_template (OSSL_CRMF_MSG *message)
{
  g_autoptr (X509_NAME) name = X509_NAME_new ();

  return name != NULL &&
         X509_NAME_add_entry_by_NID (name, NID_organizationName, MBSTRING_UTF8,
                                     (const guchar *) "Practice", -1, -1, 0) == 1 &&
         X509_NAME_add_entry_by_NID (name, NID_commonName, V_ASN1_UTF8STRING, (const guchar *) "",
                                     0, -1, 0) == 1 &&
         OSSL_CRMF_CERTTEMPLATE_fill (OSSL_CRMF_MSG_get0_tmpl (message), NULL, name, NULL, NULL) ==
           1 &&
         add_usage (message, NID_ext_key_usage, "clientAuth,emailProtection");
}

static gboolean
write_cert_template (GByteArray *out)
{
  OSSL_CRMF_MSG *message = OSSL_CRMF_MSG_new ();
  unsigned char *der = NULL;
  int length = message != NULL && fill_template (message)
                 ? i2d_OSSL_CRMF_CERTTEMPLATE (OSSL_CRMF_MSG_get0_tmpl (message), &der)
                 : 0;

  OSSL_CRMF_MSG_free (message);

  return signet_practice_write_encoded (out, der, length);
}

/* AttributeTypeAndValue, RFC 4211 6 */
static gboolean
write_key_spec (GByteArray *out)
{
  guint start = out->len;
  guint one = start;

  if (!signet_practice_write_oid (out, OID_ALG_ID) || !write_algorithm (out, OID_EC, OID_P256))
    return FALSE;
  signet_practice_write_tag (out, one, SIGNET_PRACTICE_TAG_SEQUENCE);
  one = out->len;
  if (!signet_practice_write_oid (out, OID_RSA_KEY_LEN))
    return FALSE;
  signet_practice_write_number (out, RSA_BITS);
  signet_practice_write_tag (out, one, SIGNET_PRACTICE_TAG_SEQUENCE);
  signet_practice_write_tag (out, start, SIGNET_PRACTICE_TAG_SEQUENCE);

  return TRUE;
}

/**
 * signet_practice_info_write_template:
 *
 * A SignetPracticeInfoWrite for id-it-certReqTemplate (RFC 9483 4.3.3): what a request should look
 * like, and which keys are good.
 */
gboolean
signet_practice_info_write_template (SignetPracticeDesk      *desk,
                                     const SignetPracticeDer *value,
                                     GByteArray              *out)
{
  guint start = out->len;

  if (!write_cert_template (out) || !write_key_spec (out))
    return FALSE;
  signet_practice_write_tag (out, start, SIGNET_PRACTICE_TAG_SEQUENCE);

  return TRUE;
}
