/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "operation-fixture.h"

#include "core/signet-error.h"
#include "pki/signet-ossl-private.h"

/* What an exchange before has left in the journal is none of the next one's business. */
void
operation_fixture_next (CmpFixture            *fixture,
                        const SignetOperation *operation)
{
  MemoryJournal *journal = fixture->journal;

  fixture->job->operation = operation;
  g_string_truncate (journal->steps, 0);
  g_clear_pointer (&journal->leaf, g_bytes_unref);
  g_clear_pointer (&journal->response, g_bytes_unref);
  g_clear_pointer (&journal->poll, g_bytes_unref);
  g_clear_pointer (&journal->candidate, g_bytes_unref);
  memory_journal_load (journal, fixture->job);
}

SignetCertificate *
operation_fixture_leaf (CmpFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SignetCertificate *leaf = signet_certificate_new_from_der (fixture->journal->leaf, &error);

  g_assert_no_error (error);

  return leaf;
}

void
operation_fixture_set (CmpFixture    *fixture,
                       SignetSetting  setting,
                       const char    *value)
{
  SignetProfile *profile = signet_profile_copy (fixture->job->profile);
  g_autoptr (GError) error = NULL;

  signet_profile_set_value (profile, NULL, setting, value, &error);
  g_assert_no_error (error);
  signet_profile_unref (fixture->job->profile);
  fixture->job->profile = profile;
}

void
operation_fixture_new_key (CmpFixture *fixture,
                           const char *spec)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetKeySpec) parsed = signet_key_spec_parse (spec, &error);

  g_assert_no_error (error);
  g_clear_object (&fixture->job->key);
  fixture->job->key = signet_key_generate (parsed, &error);
  g_assert_no_error (error);
}

/* From now on @certificate signs, which is for the key that the job has. */
void
operation_fixture_use_signer (CmpFixture        *fixture,
                              SignetCertificate *certificate)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  fixture->job->signer = signet_signer_new (fixture->job->key, certificate, chain, &error);
  g_assert_no_error (error);
  g_clear_pointer (&fixture->job->code, signet_secret_unref);
}

void
operation_fixture_enroll (CmpFixture *fixture)
{
  g_autoptr (SignetOutcome) outcome = cmp_fixture_step (fixture);

  g_assert_no_error (outcome->error);
  g_assert_cmpint (outcome->kind, ==, SIGNET_OUTCOME_ISSUED);
}

/* A certificate is there, and the job is to renew it: nothing is said but which one it is. */
void
operation_fixture_renew (CmpFixture *fixture)
{
  operation_fixture_enroll (fixture);
  fixture->job->old_certificate = operation_fixture_leaf (fixture);
  g_clear_pointer (&fixture->job->subject_template, signet_template_unref);
  operation_fixture_next (fixture, SIGNET_OPERATION_KUR);
}

static GBytes *
csr_to_der (X509_REQ *request)
{
  guchar *der = NULL;
  int length = i2d_X509_REQ (request, &der);
  GBytes *bytes = g_bytes_new (der, (gsize) length);

  OPENSSL_free (der);

  return bytes;
}

/* A PKCS#10 request for the key of the job, with a DNS name. */
GBytes *
operation_fixture_csr (CmpFixture *fixture,
                       const char *common_name)
{
  EVP_PKEY *pkey = signet_key_get_pkey (fixture->job->key);
  X509_REQ *request = X509_REQ_new ();
  STACK_OF (X509_EXTENSION) *extensions = sk_X509_EXTENSION_new_null ();
  g_autoptr (X509_NAME) name = X509_NAME_new ();
  GBytes *der;
  X509V3_CTX context;

  X509_NAME_add_entry_by_NID (name, NID_commonName, MBSTRING_UTF8, (const guchar *) common_name, -1,
                              -1, 0);
  X509V3_set_ctx (&context, NULL, NULL, request, NULL, 0);
  sk_X509_EXTENSION_push (extensions, X509V3_EXT_conf_nid (NULL, &context, NID_subject_alt_name,
                                                           "DNS:csr.example.org"));
  X509_REQ_set_subject_name (request, name);
  X509_REQ_set_pubkey (request, pkey);
  X509_REQ_add_extensions (request, extensions);
  g_assert_cmpint (X509_REQ_sign (request, pkey, EVP_sha256 ()), >, 0);
  der = csr_to_der (request);
  sk_X509_EXTENSION_pop_free (extensions, X509_EXTENSION_free);
  X509_REQ_free (request);

  return der;
}

static void
line_cb (guint       level,
         const char *line,
         gpointer    user_data)
{
  if (level == SIGNET_TRACE_SHOWN)
    g_string_append_printf (user_data, "%s\n", line);
}

/* What would be sent, line by line; nothing is. */
char *
operation_fixture_dry_run (CmpFixture *fixture)
{
  GString *lines = g_string_new (NULL);
  g_autoptr (SignetOutcome) outcome = NULL;

  fixture->job->trace = signet_trace_new ();
  signet_trace_set_dry_run (fixture->job->trace, TRUE);
  signet_trace_set_log (fixture->job->trace, 0, line_cb, lines, NULL);
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_DRY_RUN);
  g_assert_false (outcome->left);
  g_clear_pointer (&fixture->job->trace, signet_trace_unref);

  return g_string_free (lines, FALSE);
}
