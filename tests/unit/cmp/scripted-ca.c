/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "scripted-ca.h"

#include <openssl/err.h>
#include <string.h>

#include "cmp/signet-reply-cursor-private.h"
#include "cmp/signet-reply-private.h"
#include "der.h"

static X509 *
issue (ScriptedCa *self)
{
  const PkiFixture leaf = { .common_name = self->name, .serial = 99 };
  X509 *issuer = self->issuer != NULL ? self->issuer : self->root;

  return pki_fixture_new_x509 (&leaf, self->client, issuer, self->pkey);
}

static OSSL_CMP_PKISI *
certify (OSSL_CMP_SRV_CTX     *transaction,
         const OSSL_CMP_MSG   *message,
         int                   certificate_request,
         const OSSL_CRMF_MSG  *request,
         const X509_REQ       *pkcs10,
         X509                **certificate,
         SignetX509Stack     **chain,
         SignetX509Stack     **ca_pubs)
{
  ScriptedCa *self = OSSL_CMP_SRV_CTX_get0_custom_ctx (transaction);

  if (self->polls > 0 && self->waiting == NULL)
    {
      self->waiting = OSSL_CMP_MSG_dup (message);
      return OSSL_CMP_STATUSINFO_new (OSSL_CMP_PKISTATUS_waiting, 0, "wait");
    }
  if (self->status != OSSL_CMP_PKISTATUS_rejection)
    {
      *certificate = issue (self);
      *ca_pubs = pki_fixture_stack (self->root, NULL);
    }

  return OSSL_CMP_STATUSINFO_new (self->status, 0, "scripted");
}

static OSSL_CMP_PKISI *
take_revocation (OSSL_CMP_SRV_CTX   *transaction,
                 const OSSL_CMP_MSG *request,
                 const X509_NAME    *issuer,
                 const ASN1_INTEGER *serial)
{
  ScriptedCa *self = OSSL_CMP_SRV_CTX_get0_custom_ctx (transaction);

  return OSSL_CMP_STATUSINFO_new (self->status, self->fail_info, "scripted");
}

static int
answer_poll (OSSL_CMP_SRV_CTX    *transaction,
             const OSSL_CMP_MSG  *message,
             int                  certificate_request,
             OSSL_CMP_MSG       **request,
             int64_t             *check_after)
{
  ScriptedCa *self = OSSL_CMP_SRV_CTX_get0_custom_ctx (transaction);

  *request = NULL;
  *check_after = 1;
  if (--self->polls > 0)
    return 1;
  *check_after = 0;
  *request = OSSL_CMP_MSG_dup (self->waiting);

  return 1;
}

static int
take_confirmation (OSSL_CMP_SRV_CTX        *transaction,
                   const OSSL_CMP_MSG      *message,
                   int                      certificate_request,
                   const ASN1_OCTET_STRING *hash,
                   const OSSL_CMP_PKISI    *status)
{
  ScriptedCa *self = OSSL_CMP_SRV_CTX_get0_custom_ctx (transaction);
  char *text = OSSL_CMP_snprint_PKIStatusInfo (status, g_alloca (1000), 1000);

  self->confirmed = text != NULL && strstr (text, "rejection") != NULL
                      ? OSSL_CMP_PKISTATUS_rejection
                      : OSSL_CMP_PKISTATUS_accepted;

  return 1;
}

/* The library keeps a confirmWaitTime as what it is, and not as an ASN1_TYPE. */
static void
announce_wait (OSSL_CMP_CTX *ctx,
               guint         seconds)
{
  ASN1_GENERALIZEDTIME *until = ASN1_GENERALIZEDTIME_adj (NULL, time (NULL), 0, seconds);
  OSSL_CMP_ITAV *info =
    OSSL_CMP_ITAV_create (OBJ_nid2obj (NID_id_it_confirmWaitTime), (ASN1_TYPE *) until);

  OSSL_CMP_CTX_push0_geninfo_ITAV (ctx, info);
}

static void
begin (ScriptedCa *self)
{
  OSSL_CMP_CTX *ctx;

  self->transaction = OSSL_CMP_SRV_CTX_new (NULL, NULL);
  OSSL_CMP_SRV_CTX_init (self->transaction, self, certify, take_revocation, NULL, NULL,
                         take_confirmation, answer_poll);
  OSSL_CMP_SRV_CTX_set_accept_unprotected (self->transaction, 1);
  OSSL_CMP_SRV_CTX_set_grant_implicit_confirm (self->transaction, self->implicit);
  ctx = OSSL_CMP_SRV_CTX_get0_cmp_ctx (self->transaction);
  OSSL_CMP_CTX_set1_cert (ctx, self->signer);
  OSSL_CMP_CTX_set1_pkey (ctx, self->pkey);
  if (self->also != NULL)
    {
      g_autoptr (SignetX509Stack) extra = pki_fixture_stack (self->also, NULL);

      OSSL_CMP_CTX_set1_extraCertsOut (ctx, extra);
    }
  if (self->wait > 0)
    announce_wait (ctx, self->wait);
  /* The library writes to standard error where nobody takes its log. */
  OSSL_CMP_CTX_set_log_verbosity (ctx, OSSL_CMP_LOG_EMERG);
}

static void
note (ScriptedCa *self,
      GBytes     *request)
{
  gsize length;
  const guchar *data = g_bytes_get_data (request, &length);
  g_autoptr (SignetReply) parsed = signet_reply_parse (data, length);

  g_ptr_array_add (self->requests, g_bytes_ref (request));
  g_string_append_printf (self->seen, "%s%d", self->seen->len > 0 ? " " : "",
                          parsed != NULL ? parsed->body : -1);
}

/* The field [1] of a header, with a length that is not said. */
static void
append_loose (GByteArray        *header,
              SignetReplyCursor  content)
{
  const guchar begin[] = { 0xa1, 0x80 };
  const guchar end[] = { 0x00, 0x00 };

  g_byte_array_append (header, begin, sizeof begin);
  g_byte_array_append (header, content.data, (guint) content.length);
  g_byte_array_append (header, end, sizeof end);
}

static GByteArray *
loosen_header (SignetReplyCursor header)
{
  g_autoptr (GByteArray) fields = g_byte_array_new ();
  SignetReplyCursor start = header, content;
  int tag, tag_class;

  for (; signet_reply_cursor_take (&header, &tag, &tag_class, &content); start = header)
    {
      if (tag == 1 && tag_class == V_ASN1_CONTEXT_SPECIFIC)
        append_loose (fields, content);
      else
        g_byte_array_append (fields, start.data, (guint) (header.data - start.data));
    }

  return der_wrap (0x30, der_raw (fields->data, fields->len), NULL);
}

/* The same message for OpenSSL, whose protection does not notice. */
static GByteArray *
loosen (const guchar *der,
        gsize         length)
{
  SignetReplyCursor all = { der, length }, message, header;

  g_assert_true (signet_reply_cursor_take_universal (&all, V_ASN1_SEQUENCE, &message));
  g_assert_true (signet_reply_cursor_take_universal (&message, V_ASN1_SEQUENCE, &header));

  return der_wrap (0x30, loosen_header (header), der_raw (message.data, message.length), NULL);
}

static GBytes *
process (ScriptedCa *self,
         GBytes     *body)
{
  gsize length;
  const guchar *data = g_bytes_get_data (body, &length);
  g_autoptr (OSSL_CMP_MSG) request = d2i_OSSL_CMP_MSG (NULL, &data, (long) length);
  g_autoptr (OSSL_CMP_MSG) answer = OSSL_CMP_SRV_process_request (self->transaction, request);
  guchar *der = NULL;
  int size = answer != NULL ? i2d_OSSL_CMP_MSG (answer, &der) : 0;
  g_autoptr (GByteArray) sent =
    self->loose && size > 0 ? loosen (der, (gsize) size) : der_raw (der, (gsize) MAX (size, 0));
  GBytes *whole = fault_answer ("200 OK", self->type, sent->data, sent->len);

  OPENSSL_free (der);
  ERR_clear_error ();

  return whole;
}

/* A FaultFunc, on the server's thread; the test waits for the answer meanwhile. */
static GBytes *
answer (const char *path,
        GBytes     *body,
        gpointer    user_data)
{
  ScriptedCa *self = user_data;

  if (self->transaction == NULL)
    begin (self);
  if (self->code != NULL && self->requests->len >= self->signed_only)
    OSSL_CMP_CTX_set1_secretValue (OSSL_CMP_SRV_CTX_get0_cmp_ctx (self->transaction),
                                   (const guchar *) self->code, (int) strlen (self->code));
  note (self, body);
  if (self->forgery != NULL && self->requests->len > self->honest)
    return fault_answer ("200 OK", "application/pkixcmp",
                         g_bytes_get_data (self->forgery, NULL), g_bytes_get_size (self->forgery));

  return process (self, body);
}

/* Makes the fixture's job one for this CA: protected with the code, trusting its root. */
void
scripted_ca_init (ScriptedCa *self,
                  CmpFixture *fixture)
{
  const PkiFixture root = { .common_name = "Scripted Root", .ca = TRUE };
  g_autofree char *url = NULL;
  g_autoptr (GBytes) der = NULL;

  memset (self, 0, sizeof *self);
  self->seen = g_string_new (NULL);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->pkey = pki_fixture_new_pkey ();
  self->root = pki_fixture_new_x509 (&root, self->pkey, NULL, NULL);
  self->signer = self->root;
  X509_up_ref (self->root);
  self->client = signet_key_get_pkey (fixture->job->key);
  self->name = "Ada";
  self->honest = 1;
  self->type = "application/pkixcmp";
  self->confirmed = -1;
  self->server = fault_server_new (answer, self);

  url = fault_server_dup_url (self->server, "/");
  cmp_fixture_set_server (fixture, url);
  cmp_fixture_set_subject (fixture, "CN=Ada");
  der = signet_x509_to_der (self->root);
  signet_profile_clear_certificates (fixture->job->profile, SIGNET_TRUST_ANCHORS);
  signet_profile_add_certificate (fixture->job->profile, SIGNET_TRUST_ANCHORS, der);
}

void
scripted_ca_clear (ScriptedCa *self)
{
  g_clear_pointer (&self->server, fault_server_free);
  g_clear_pointer (&self->transaction, OSSL_CMP_SRV_CTX_free);
  g_clear_pointer (&self->waiting, OSSL_CMP_MSG_free);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  if (self->seen != NULL)
    g_string_free (g_steal_pointer (&self->seen), TRUE);
  g_clear_pointer (&self->forgery, g_bytes_unref);
  g_clear_pointer (&self->also, X509_free);
  g_clear_pointer (&self->signer, X509_free);
  g_clear_pointer (&self->issuer, X509_free);
  g_clear_pointer (&self->root, X509_free);
  g_clear_pointer (&self->pkey, EVP_PKEY_free);
}

/* Answers are signed by somebody below the root. */
void
scripted_ca_set_role (ScriptedCa *self,
                      const char *name,
                      gboolean    ca,
                      const char *extension,
                      const char *value)
{
  const PkiFixture signer = { .common_name = name,
                              .serial = 7,
                              .ca = ca,
                              .extensions = { extension, value } };

  g_clear_pointer (&self->signer, X509_free);
  self->signer = pki_fixture_new_x509 (&signer, self->pkey, self->root, self->pkey);
}

/* A revocation list of the root. */
GBytes *
scripted_ca_new_crl (ScriptedCa *self,
                     X509       *revoked,
                     long        lifetime)
{
  X509_CRL *crl = X509_CRL_new ();
  g_autoptr (ASN1_STRING) now = X509_gmtime_adj (NULL, -60);
  g_autoptr (ASN1_STRING) later = X509_gmtime_adj (NULL, lifetime);
  guchar *der = NULL;
  int length;
  GBytes *bytes;

  X509_CRL_set_version (crl, X509_CRL_VERSION_2);
  X509_CRL_set_issuer_name (crl, X509_get_subject_name (self->root));
  X509_CRL_set1_lastUpdate (crl, now);
  X509_CRL_set1_nextUpdate (crl, later);
  if (revoked != NULL)
    {
      X509_REVOKED *entry = X509_REVOKED_new ();

      X509_REVOKED_set_serialNumber (entry, X509_get_serialNumber (revoked));
      X509_REVOKED_set_revocationDate (entry, now);
      X509_CRL_add0_revoked (crl, entry);
    }
  g_assert_cmpint (X509_CRL_sign (crl, self->pkey, EVP_sha256 ()), >, 0);
  length = i2d_X509_CRL (crl, &der);
  bytes = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);
  X509_CRL_free (crl);

  return bytes;
}
