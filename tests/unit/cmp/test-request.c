/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "core/signet-error.h"
#include "operation-fixture.h"
#include "pki/signet-ossl-private.h"

static const CmpCase AT_ONCE = { 0 };

static void
assert_line (const char *lines,
             const char *line)
{
  g_autofree char *found = g_strdup_printf ("%s\n", line);

  if (strstr (lines, found) == NULL)
    g_test_message ("“%s” is missing in:\n%s", line, lines);
  g_assert_nonnull (strstr (lines, found));
}

static void
assert_once (const char *lines,
             const char *text)
{
  const char *first = strstr (lines, text);

  g_assert_nonnull (first);
  g_assert_null (strstr (first + strlen (text), text));
}

static SignetTemplate *
full_template (void)
{
  g_autoptr (SignetName) subject = signet_name_parse ("CN=Ada", NULL);
  g_autoptr (GPtrArray) names =
    g_ptr_array_new_with_free_func ((GDestroyNotify) signet_alt_name_unref);
  SignetTemplate *full;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (names, signet_alt_name_parse ("dns:ada.example.org", NULL));
  full = signet_template_new (subject, names);
  signet_template_set_days (full, 10);
  signet_template_set_key_usage (full, 1u << 0, TRUE);
  signet_template_add_extended_usage (full, "clientAuth", &error);
  g_assert_no_error (error);
  signet_template_add_policy (full, "1.2.3.4", NULL, NULL, &error);
  g_assert_no_error (error);

  return full;
}

static void
test_request_template (CmpFixture    *fixture,
                       gconstpointer  data)
{
  g_autoptr (SignetName) issuer = signet_name_parse ("CN=The CA", NULL);
  g_autofree char *lines = NULL;

  signet_template_unref (fixture->job->subject_template);
  fixture->job->subject_template = full_template ();
  signet_template_set_issuer (fixture->job->subject_template, issuer);
  lines = operation_fixture_dry_run (fixture);
  assert_line (lines, "Message: ir");
  assert_line (lines, "Sender: CN=Ada");
  assert_line (lines, "Reference: 77");
  assert_line (lines, "Subject: CN=Ada");
  assert_line (lines, "Issuer: CN=The CA");
  assert_line (lines, "Public key: ec:P-256");
  assert_line (lines, "X509v3 Subject Alternative Name: DNS:ada.example.org");
  assert_line (lines, "X509v3 Key Usage (critical): Digital Signature");
  assert_line (lines, "X509v3 Extended Key Usage: TLS Web Client Authentication");
  g_assert_nonnull (strstr (lines, "Valid from: "));
  g_assert_nonnull (strstr (lines, "Valid until: "));
  assert_once (lines, "Subject Alternative Name");
}

/* Signed with a certificate that has alternative names: the library would add them to the request.
 */
static void
test_request_no_foreign_names (CmpFixture    *fixture,
                               gconstpointer  data)
{
  g_autoptr (SignetCertificate) leaf = NULL;
  g_autofree char *lines = NULL;

  signet_template_unref (fixture->job->subject_template);
  fixture->job->subject_template = full_template ();
  operation_fixture_enroll (fixture);
  leaf = operation_fixture_leaf (fixture);
  operation_fixture_next (fixture, SIGNET_OPERATION_CR);
  operation_fixture_use_signer (fixture, leaf);
  cmp_fixture_set_subject (fixture, "CN=Somebody");
  lines = operation_fixture_dry_run (fixture);
  assert_line (lines, "Sender: CN=Ada");
  assert_line (lines, "Subject: CN=Somebody");
  g_assert_null (strstr (lines, "Alternative"));
  g_assert_null (strstr (lines, "Issuer"));
}

static void
test_request_profile (CmpFixture    *fixture,
                      gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;
  g_autofree char *lines = NULL;

  operation_fixture_set (fixture, SIGNET_SETTING_DAYS, "10");
  operation_fixture_set (fixture, SIGNET_SETTING_ISSUER, "CN=The CA");
  operation_fixture_set (fixture, SIGNET_SETTING_CERTIFICATE_PROFILE, "Laptops");
  operation_fixture_set (fixture, SIGNET_SETTING_GENERAL_INFO, "1.2.3.4:int:5;1.2.3.5:str:a:b");
  lines = operation_fixture_dry_run (fixture);
  assert_line (lines, "Issuer: CN=The CA");
  g_assert_nonnull (strstr (lines, "Valid until: "));
  /* Some releases have a name for it. */
  g_assert_nonnull (strstr (lines, "1.3.6.1.5.5.7.4.21"));
  assert_line (lines, "Information: 1.2.3.4");
  assert_line (lines, "Information: 1.2.3.5");
  /* A server can read all of that; only the issuer would be another one. */
  operation_fixture_set (fixture, SIGNET_SETTING_ISSUER, "");
  outcome = cmp_fixture_step (fixture);
  g_assert_no_error (outcome->error);
}

static void
test_request_sender (CmpFixture    *fixture,
                     gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;
  g_autofree char *lines = NULL;

  operation_fixture_set (fixture, SIGNET_SETTING_SENDER_FROM_REFERENCE, "true");
  lines = operation_fixture_dry_run (fixture);
  assert_line (lines, "Sender: CN=77");
  assert_line (lines, "Reference: 77");
  assert_line (lines, "Subject: CN=Ada Lovelace,O=Analytical Engines");
  outcome = cmp_fixture_step (fixture);
  g_assert_no_error (outcome->error);
}

/* Whoever has a code alone is known by the name that is asked for. */
static void
test_request_no_reference (CmpFixture    *fixture,
                           gconstpointer  data)
{
  g_autofree char *lines = NULL;

  g_clear_pointer (&fixture->job->reference, g_free);
  operation_fixture_set (fixture, SIGNET_SETTING_SENDER_FROM_REFERENCE, "true");
  lines = operation_fixture_dry_run (fixture);
  assert_line (lines, "Sender: CN=Ada Lovelace,O=Analytical Engines");
  g_assert_null (strstr (lines, "Reference"));
}

static void
test_request_sender_of_others (CmpFixture    *fixture,
                               gconstpointer  data)
{
  g_autofree char *p10cr = NULL;
  g_autofree char *kur = NULL;
  g_autofree char *kur_by_reference = NULL;
  g_autofree char *rr = NULL;
  g_autofree char *genm = NULL;

  operation_fixture_enroll (fixture);
  fixture->job->old_certificate = operation_fixture_leaf (fixture);
  cmp_fixture_set_subject (fixture, "CN=New Name");
  operation_fixture_next (fixture, SIGNET_OPERATION_KUR);
  kur = operation_fixture_dry_run (fixture);
  assert_line (kur, "Sender: CN=Ada Lovelace,O=Analytical Engines");
  assert_line (kur, "Subject: CN=New Name");

  operation_fixture_set (fixture, SIGNET_SETTING_SENDER_FROM_REFERENCE, "true");
  kur_by_reference = operation_fixture_dry_run (fixture);
  assert_line (kur_by_reference, "Sender: CN=77");

  fixture->job->csr = operation_fixture_csr (fixture, "From a request");
  fixture->job->operation = SIGNET_OPERATION_P10CR;
  p10cr = operation_fixture_dry_run (fixture);
  assert_line (p10cr, "Message: p10cr");
  assert_line (p10cr, "Sender: CN=77");
  assert_line (p10cr, "Subject: CN=From a request");

  fixture->job->operation = SIGNET_OPERATION_RR;
  rr = operation_fixture_dry_run (fixture);
  assert_line (rr, "Message: rr");
  assert_line (rr, "Sender: CN=77");
  g_assert_nonnull (strstr (rr, "Serial number: "));

  fixture->job->operation = SIGNET_OPERATION_GENM;
  fixture->job->question = g_strdup ("1.3.6.1.5.5.7.4.17");
  genm = operation_fixture_dry_run (fixture);
  assert_line (genm, "Sender: CN=77");
  assert_line (genm, "Question: id-it-caCerts (1.3.6.1.5.5.7.4.17)");
}

/* KEEP_EXTENSIONS: what a renewal would lose by itself. */
static void
test_request_kept_extensions (CmpFixture    *fixture,
                              gconstpointer  data)
{
  g_autofree char *without = NULL;
  g_autofree char *nameless = NULL;
  g_autofree char *with = NULL;

  signet_template_unref (fixture->job->subject_template);
  fixture->job->subject_template = full_template ();
  operation_fixture_renew (fixture);
  without = operation_fixture_dry_run (fixture);
  assert_line (without, "Subject: CN=Ada");
  assert_line (without, "X509v3 Subject Alternative Name: DNS:ada.example.org");
  g_assert_null (strstr (without, "Extended Key Usage"));

  fixture->job->subject_template = signet_template_new (NULL, NULL);
  nameless = operation_fixture_dry_run (fixture);
  assert_line (nameless, "Subject: CN=Ada");
  assert_once (nameless, "Subject Alternative Name");

  operation_fixture_set (fixture, SIGNET_SETTING_KEEP_EXTENSIONS, "true");
  with = operation_fixture_dry_run (fixture);
  assert_once (with, "Subject Alternative Name");
  assert_once (with, "Extended Key Usage");
}

/* Without the private key nothing is proved; the practice CA insists on a proof. */
static void
test_request_public_key (CmpFixture    *fixture,
                         gconstpointer  data)
{
  EVP_PKEY *pkey = signet_key_get_pkey (fixture->job->key);
  guchar *der = NULL;
  int length = i2d_PUBKEY (pkey, &der);
  g_autoptr (GBytes) bytes = g_bytes_new (der, (gsize) length);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetOutcome) outcome = NULL;
  g_autofree char *lines = NULL;

  OPENSSL_free (der);
  g_clear_object (&fixture->job->key);
  fixture->job->key = signet_key_new_public (bytes, &error);
  g_assert_no_error (error);
  lines = operation_fixture_dry_run (fixture);
  assert_line (lines, "Proof of possession: none");
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_REFUSED);
}

static void
test_request_popo (CmpFixture    *fixture,
                   gconstpointer  data)
{
  g_autoptr (SignetOutcome) outcome = NULL;
  g_autofree char *lines = operation_fixture_dry_run (fixture);
  g_autofree char *none = NULL;
  g_autofree char *rsa = NULL;

  assert_line (lines, "Proof of possession: signature");
  operation_fixture_set (fixture, SIGNET_SETTING_POPO, "none");
  none = operation_fixture_dry_run (fixture);
  assert_line (none, "Proof of possession: none");

  operation_fixture_set (fixture, SIGNET_SETTING_POPO, "key-encipherment");
  outcome = cmp_fixture_step (fixture);
  g_assert_error (outcome->error, SIGNET_ERROR, SIGNET_ERROR_UNSUPPORTED);
  operation_fixture_new_key (fixture, "rsa:2048");
  rsa = operation_fixture_dry_run (fixture);
  assert_line (rsa, "Proof of possession: key encipherment");
}

/* Every type of key that this library can make proves its possession. */
static void
test_request_key_types (CmpFixture    *fixture,
                        gconstpointer  data)
{
  static const char *const SPECS[] = { "ec:P-256", "ec:P-384", "ec:P-521", "rsa:2048", "ed25519" };

  for (guint i = 0; i < G_N_ELEMENTS (SPECS); i++)
    {
      operation_fixture_new_key (fixture, SPECS[i]);
      operation_fixture_next (fixture, SIGNET_OPERATION_IR);
      operation_fixture_enroll (fixture);
    }
}

static void
test_request_unprotected (CmpFixture    *fixture,
                          gconstpointer  data)
{
  g_autofree char *lines = NULL;

  g_clear_pointer (&fixture->job->code, signet_secret_unref);
  operation_fixture_set (fixture, SIGNET_SETTING_UNPROTECTED_REQUESTS, "true");
  lines = operation_fixture_dry_run (fixture);
  g_assert_null (strstr (lines, "Protection: "));
  assert_line (lines, "Sender: CN=Ada Lovelace,O=Analytical Engines");
}

#define ADD(path, function) \
  g_test_add ("/cmp/request/" path, CmpFixture, &AT_ONCE, cmp_fixture_set_up, function, \
              cmp_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("template", test_request_template);
  ADD ("no-foreign-names", test_request_no_foreign_names);
  ADD ("profile", test_request_profile);
  ADD ("sender", test_request_sender);
  ADD ("no-reference", test_request_no_reference);
  ADD ("sender-of-others", test_request_sender_of_others);
  ADD ("kept-extensions", test_request_kept_extensions);
  ADD ("public-key", test_request_public_key);
  ADD ("popo", test_request_popo);
  ADD ("key-types", test_request_key_types);
  ADD ("unprotected", test_request_unprotected);

  return g_test_run ();
}
