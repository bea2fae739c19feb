/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice-client.h"

#include <openssl/err.h>
#include <string.h>

#include "practice/signet-practice-der-private.h"
#include "practice/signet-practice-message-private.h"
#include "practice/signet-practice-writer-private.h"

static int
log_cb (const char        *function,
        const char        *file,
        int                line,
        OSSL_CMP_severity  level,
        const char        *text)
{
  return 1;
}

static GBytes *
to_bytes (const OSSL_CMP_MSG *message)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  char *data;
  long length;

  g_assert_cmpint (i2d_OSSL_CMP_MSG_bio (bio, message), ==, 1);
  length = BIO_get_mem_data (bio, &data);

  return g_bytes_new (data, (gsize) length);
}

/* Puts in what is not OpenSSL's, once. */
static GBytes *
replace_parts (PracticeClient *self,
               GBytes         *message)
{
  g_autoptr (SignetPracticeMessage) parts = signet_practice_message_read (message);
  g_autoptr (SignetSecret) code = signet_secret_new ("secret", 6);
  g_autoptr (GBytes) body = g_steal_pointer (&self->body);
  g_autoptr (GBytes) info = g_steal_pointer (&self->info);
  GBytes *replaced;

  g_assert_nonnull (parts);
  if (body != NULL)
    signet_practice_message_set_body (parts, body);
  if (info != NULL)
    signet_practice_message_add_info (parts, info);
  replaced = signet_practice_message_write (parts, self->signer_key, code);
  g_assert_nonnull (replaced);

  return replaced;
}

static OSSL_CMP_MSG *
transfer_cb (OSSL_CMP_CTX       *context,
             const OSSL_CMP_MSG *request)
{
  PracticeClient *self = OSSL_CMP_CTX_get_transfer_cb_arg (context);
  g_autoptr (GBytes) message = to_bytes (request);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BIO) bio = NULL;

  if (self->tamper)
    {
      SignetPracticeDer protection;
      gsize length;
      guchar *data = g_bytes_unref_to_data (g_steal_pointer (&message), &length);

      g_assert_true (signet_practice_der_find (data, length, 0, &protection));
      data[protection.content - data + (gssize) protection.length - 1] ^= 1;
      message = g_bytes_new_take (data, length);
      self->tamper = FALSE;
    }
  if (self->body != NULL || self->info != NULL)
    {
      g_autoptr (GBytes) before = g_steal_pointer (&message);

      message = replace_parts (self, before);
    }
  g_ptr_array_add (self->sent, g_bytes_ref (message));
  answer = signet_practice_responder_answer (self->desk, message, &error);
  if (answer == NULL && self->may_fail)
    return NULL;
  g_assert_no_error (error);
  g_clear_pointer (&self->answer, g_bytes_unref);
  self->answer = g_bytes_ref (answer);
  if (self->lose > 0 || (self->lose_after > 0 && self->sent->len > self->lose_after))
    {
      if (self->lose == 0)
        return NULL;
      self->lose--;
      return NULL;
    }
  bio = BIO_new_mem_buf (g_bytes_get_data (answer, NULL), (int) g_bytes_get_size (answer));

  return d2i_OSSL_CMP_MSG_bio (bio, NULL);
}

static int
cert_conf_cb (OSSL_CMP_CTX  *context,
              X509          *certificate,
              int            fail_info,
              const char   **text)
{
  PracticeClient *self = OSSL_CMP_CTX_get_certConf_cb_arg (context);

  if (self->accept)
    return fail_info;
  *text = "I do not like it";

  return 1 << OSSL_CMP_PKIFAILUREINFO_incorrectData;
}

PracticeClient *
practice_client_new (SignetPracticeDesk *desk,
                     const char         *common_name)
{
  PracticeClient *self = g_new0 (PracticeClient, 1);
  g_autoptr (X509_NAME) name = X509_NAME_new ();

  self->desk = desk;
  self->accept = TRUE;
  self->sent = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->context = OSSL_CMP_CTX_new (NULL, NULL);
  self->key = EVP_EC_gen ("P-256");
  if (common_name != NULL)
    X509_NAME_add_entry_by_NID (name, NID_commonName, MBSTRING_UTF8, (const guchar *) common_name,
                                -1, -1, 0);
  g_assert_nonnull (self->key);
  OSSL_CMP_CTX_set_log_cb (self->context, log_cb);
  OSSL_CMP_CTX_set_transfer_cb (self->context, transfer_cb);
  OSSL_CMP_CTX_set_transfer_cb_arg (self->context, self);
  OSSL_CMP_CTX_set_certConf_cb (self->context, cert_conf_cb);
  OSSL_CMP_CTX_set_certConf_cb_arg (self->context, self);
  OSSL_CMP_CTX_set1_subjectName (self->context, name);
  if (desk != NULL)
    OSSL_CMP_CTX_set1_recipient (self->context,
                                 X509_get_subject_name (signet_practice_ca_get_root (desk->ca)));
  EVP_PKEY_up_ref (self->key);
  OSSL_CMP_CTX_set0_newPkey (self->context, 1, self->key);

  return self;
}

void
practice_client_free (PracticeClient *self)
{
  OSSL_CMP_CTX_free (self->context);
  OSSL_CRMF_MSG_free (self->request);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->info, g_bytes_unref);
  g_clear_pointer (&self->answer, g_bytes_unref);
  EVP_PKEY_free (self->key);
  g_ptr_array_unref (self->sent);
  g_free (self);
}

void
practice_client_set_code (PracticeClient *self,
                          const char     *reference,
                          const char     *code)
{
  if (reference != NULL)
    OSSL_CMP_CTX_set1_referenceValue (self->context, (const guchar *) reference,
                                      (int) strlen (reference));
  OSSL_CMP_CTX_set1_secretValue (self->context, (const guchar *) code, (int) strlen (code));
}

/* Signs with the certificate that @owner got. */
void
practice_client_set_signer (PracticeClient *self,
                            PracticeClient *owner)
{
  X509_STORE *trusted = X509_STORE_new ();

  X509_STORE_add_cert (trusted, signet_practice_ca_get_root (self->desk->ca));
  OSSL_CMP_CTX_set0_trustedStore (self->context, trusted);
  OSSL_CMP_CTX_set1_cert (self->context, practice_client_get_certificate (owner));
  OSSL_CMP_CTX_set1_pkey (self->context, owner->key);
  self->signer_key = owner->key;
}

void
practice_client_add_dns (PracticeClient *self,
                         const char     *name)
{
  g_autoptr (GENERAL_NAME) entry = GENERAL_NAME_new ();
  ASN1_IA5STRING *text = ASN1_IA5STRING_new ();

  ASN1_STRING_set (text, name, -1);
  GENERAL_NAME_set0_value (entry, GEN_DNS, text);
  OSSL_CMP_CTX_push1_subjectAltName (self->context, entry);
}

/* OpenSSL leaves an empty subject out, and then takes its own proof of possession for incomplete
 * (RFC 4211 4.1): the request is built by hand. */
void
practice_client_use_null_dn (PracticeClient *self)
{
  g_autoptr (X509_NAME) nobody = X509_NAME_new ();

  self->request = OSSL_CMP_CTX_setup_CRM (self->context, 0, 0);
  g_assert_nonnull (self->request);
  g_assert_cmpint (
    OSSL_CRMF_CERTTEMPLATE_fill (OSSL_CRMF_MSG_get0_tmpl (self->request), NULL, nobody, NULL, NULL),
    ==, 1);
  g_assert_cmpint (OSSL_CRMF_MSG_create_popo (OSSL_CRMF_POPO_SIGNATURE, self->request, self->key,
                                              EVP_sha256 (), NULL, NULL),
                   ==, 1);
}

/* Returns 1 for a certificate, -1 for the advice to wait, 0 for anything else. */
int
practice_client_try (PracticeClient *self,
                     int             type)
{
  int check_after = 0;
  int result = OSSL_CMP_try_certreq (self->context, type, self->request, &check_after);

  ERR_clear_error ();
  if (result < 0)
    g_assert_cmpint (check_after, ==, (int) self->desk->check_after);

  return result;
}

/* Without a reason where @reason is negative. */
gboolean
practice_client_revoke (PracticeClient *self,
                        X509           *certificate,
                        int             reason)
{
  gboolean revoked;

  g_assert_cmpint (OSSL_CMP_CTX_set1_oldCert (self->context, certificate), ==, 1);
  g_assert_cmpint (OSSL_CMP_CTX_set_option (self->context, OSSL_CMP_OPT_REVOCATION_REASON, reason),
                   ==, 1);
  revoked = OSSL_CMP_exec_RR_ses (self->context) == 1;
  ERR_clear_error ();

  return revoked;
}

static GBytes *
make_question (const char *oid,
               GBytes     *value)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();

  if (oid != NULL)
    {
      g_assert_true (signet_practice_write_oid (out, oid));
      if (value != NULL)
        signet_practice_write_bytes (out, value);
      signet_practice_write_tag (out, 0, SIGNET_PRACTICE_TAG_SEQUENCE);
    }
  signet_practice_write_tag (out, 0, SIGNET_PRACTICE_TAG_SEQUENCE);
  signet_practice_write_tag (out, 0, SIGNET_PRACTICE_TAG_EXPLICIT (21));

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static GBytes *
find_value (GBytes     *message,
            const char *oid)
{
  g_autoptr (GByteArray) name = g_byte_array_new ();
  SignetPracticeDer body;
  SignetPracticeDer info;
  SignetPracticeDer element;
  const guchar *p;
  const guchar *end;

  g_assert_true (signet_practice_write_oid (name, oid));
  g_assert_true (signet_practice_der_find_body (message, &body));
  g_assert_cmpint (body.tag, ==, 22);
  g_assert_true (signet_practice_der_enter (body.content, body.length, &p, &end));
  while (signet_practice_der_next (&p, end, &info))
    if (info.length >= name->len && memcmp (info.content, name->data, name->len) == 0)
      {
        const guchar *q = info.content + name->len;

        if (!signet_practice_der_next (&q, info.content + info.length, &element))
          return g_bytes_new (NULL, 0);
        return g_bytes_new (element.start, (gsize) (q - element.start));
      }

  return NULL;
}

/* Asks a question; the empty one where there is no @oid. Returns the value that comes with @answer,
 * empty bytes where it comes without one, NULL where it does not come. OpenSSL's own functions are
 * not safe for every type. */
GBytes *
practice_client_ask (PracticeClient *self,
                     const char     *oid,
                     GBytes         *value,
                     const char     *answer)
{
  STACK_OF (OSSL_CMP_ITAV) * infos;

  self->body = make_question (oid, value);
  infos = OSSL_CMP_exec_GENM_ses (self->context);
  g_assert_nonnull (infos);
  sk_OSSL_CMP_ITAV_pop_free (infos, OSSL_CMP_ITAV_free);

  return find_value (self->answer, answer);
}

/* For a p10cr, with an alternative name. */
void
practice_client_set_csr (PracticeClient *self,
                         const char     *common_name)
{
  X509_REQ *csr = X509_REQ_new ();
  g_autoptr (X509_NAME) name = X509_NAME_new ();
  X509_EXTENSIONS *extensions = NULL;
  X509_EXTENSION *extension = X509V3_EXT_conf_nid (NULL, NULL, NID_subject_alt_name,
                                                   "DNS:csr.example");

  X509_NAME_add_entry_by_NID (name, NID_commonName, MBSTRING_UTF8, (const guchar *) common_name, -1,
                              -1, 0);
  X509v3_add_ext (&extensions, extension, -1);
  X509_REQ_set_subject_name (csr, name);
  X509_REQ_set_pubkey (csr, self->key);
  X509_REQ_add_extensions (csr, extensions);
  g_assert_cmpint (X509_REQ_sign (csr, self->key, EVP_sha256 ()), >, 0);
  g_assert_cmpint (OSSL_CMP_CTX_set1_p10CSR (self->context, csr), ==, 1);
  X509_EXTENSION_free (extension);
  sk_X509_EXTENSION_pop_free (extensions, X509_EXTENSION_free);
  X509_REQ_free (csr);
}

/* The name of a certificate profile in the header, by hand: OpenSSL 3.0 knows none, and the general
 * function of newer releases is not safe for types that they know. */
void
practice_client_add_profile (PracticeClient *self,
                             const char     *name)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  guint start;

  g_assert_true (signet_practice_write_oid (out, "1.3.6.1.5.5.7.4.21"));
  start = out->len;
  g_byte_array_append (out, (const guchar *) name, (guint) strlen (name));
  signet_practice_write_tag (out, start, V_ASN1_UTF8STRING);
  signet_practice_write_tag (out, start, SIGNET_PRACTICE_TAG_SEQUENCE);
  signet_practice_write_tag (out, 0, SIGNET_PRACTICE_TAG_SEQUENCE);
  self->info = g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

X509 *
practice_client_get_certificate (PracticeClient *self)
{
  return OSSL_CMP_CTX_get0_newCert (self->context);
}

char *
practice_client_dup_serial (PracticeClient *self)
{
  g_assert_nonnull (practice_client_get_certificate (self));

  return signet_practice_x509_get_serial (practice_client_get_certificate (self));
}
