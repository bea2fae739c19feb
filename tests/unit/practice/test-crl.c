/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-files.h"
#include "practice-client.h"
#include "practice-fixture.h"

static X509_CRL *
get_list (PracticeFixture    *fixture,
          SignetPracticeList  list)
{
  g_autoptr (GBytes) der = signet_practice_desk_dup_list (fixture->desk, list);
  const guchar *p = g_bytes_get_data (der, NULL);
  X509_CRL *crl = d2i_X509_CRL (NULL, &p, (long) g_bytes_get_size (der));

  g_assert_nonnull (crl);

  return crl;
}

static gint64
get_number (X509_CRL *crl)
{
  g_autoptr (ASN1_INTEGER) number = X509_CRL_get_ext_d2i (crl, NID_crl_number, NULL, NULL);

  g_assert_nonnull (number);

  return ASN1_INTEGER_get (number);
}

static int
count_entries (X509_CRL *crl)
{
  STACK_OF (X509_REVOKED) *entries = X509_CRL_get_REVOKED (crl);

  return entries != NULL ? sk_X509_REVOKED_num (entries) : 0;
}

static void
revoke_one (PracticeFixture *fixture,
            PracticeClient  *owner,
            int              reason)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, NULL);

  g_assert_true (
    practice_client_revoke (client, practice_client_get_certificate (owner), reason));
}

static void
test_empty (PracticeFixture *fixture,
            gconstpointer    data)
{
  X509 *root = signet_practice_ca_get_root (fixture->desk->ca);
  X509_CRL *crl = get_list (fixture, SIGNET_PRACTICE_LIST_ISSUER);
  int days;
  int seconds;

  g_assert_cmpint (count_entries (crl), ==, 0);
  g_assert_cmpint (X509_CRL_verify (crl, X509_get0_pubkey (root)), ==, 1);
  g_assert_cmpint (X509_NAME_cmp (X509_CRL_get_issuer (crl), X509_get_subject_name (root)), ==, 0);
  g_assert_cmpint (ASN1_TIME_diff (&days, &seconds, X509_CRL_get0_lastUpdate (crl),
                                   X509_CRL_get0_nextUpdate (crl)),
                   ==, 1);
  g_assert_cmpint (days, ==, 7);
  X509_CRL_free (crl);
}

static void
test_entry (PracticeFixture *fixture,
            gconstpointer    data)
{
  g_autoptr (PracticeClient) owner = practice_fixture_new_client (fixture, "Ada");
  X509_CRL *before = get_list (fixture, SIGNET_PRACTICE_LIST_ISSUER);
  X509_CRL *crl;
  X509_REVOKED *entry = NULL;
  ASN1_ENUMERATED *reason;
  g_autofree char *path = g_build_filename (fixture->folder, "crl.der", NULL);
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GBytes) list = NULL;

  g_assert_cmpint (practice_client_try (owner, OSSL_CMP_IR), ==, 1);
  revoke_one (fixture, owner, 4);
  crl = get_list (fixture, SIGNET_PRACTICE_LIST_ISSUER);
  g_assert_cmpint (get_number (crl), >, get_number (before));
  g_assert_cmpint (X509_CRL_get0_by_cert (crl, &entry, practice_client_get_certificate (owner)), ==,
                   1);
  reason = X509_REVOKED_get_ext_d2i (entry, NID_crl_reason, NULL, NULL);
  g_assert_cmpint (ASN1_ENUMERATED_get (reason), ==, 4);
  ASN1_ENUMERATED_free (reason);
  list = signet_practice_desk_dup_list (fixture->desk, SIGNET_PRACTICE_LIST_ISSUER);
  written = signet_files_read (path, 65536, NULL);
  g_assert_true (g_bytes_equal (written, list));
  X509_CRL_free (before);
  X509_CRL_free (crl);
}

static void
test_restart (PracticeFixture *fixture,
              gconstpointer    data)
{
  g_autoptr (PracticeClient) owner = practice_fixture_new_client (fixture, "Ada");
  X509_CRL *before;
  X509_CRL *after;

  g_assert_cmpint (practice_client_try (owner, OSSL_CMP_IR), ==, 1);
  revoke_one (fixture, owner, -1);
  before = get_list (fixture, SIGNET_PRACTICE_LIST_ISSUER);
  practice_fixture_restart (fixture);
  after = get_list (fixture, SIGNET_PRACTICE_LIST_ISSUER);
  g_assert_cmpint (count_entries (after), ==, 1);
  g_assert_cmpint (get_number (after), >, get_number (before));
  X509_CRL_free (before);
  X509_CRL_free (after);
}

static void
test_intermediate (PracticeFixture *fixture,
                   gconstpointer    data)
{
  g_autoptr (PracticeClient) first = practice_fixture_new_client (fixture, "Of the root");
  g_autoptr (PracticeClient) second = NULL;
  X509_CRL *issuer;
  X509_CRL *root;

  g_assert_cmpint (practice_client_try (first, OSSL_CMP_IR), ==, 1);
  practice_fixture_set (fixture, "intermediate", NULL);
  practice_fixture_restart (fixture);
  second = practice_fixture_new_client (fixture, "Of the issuing CA");
  g_assert_cmpint (practice_client_try (second, OSSL_CMP_IR), ==, 1);
  g_assert_cmpint (X509_check_issued (signet_practice_ca_get_root (fixture->desk->ca),
                                      practice_client_get_certificate (second)),
                   !=, X509_V_OK);
  revoke_one (fixture, first, -1);
  revoke_one (fixture, second, -1);
  issuer = get_list (fixture, SIGNET_PRACTICE_LIST_ISSUER);
  root = get_list (fixture, SIGNET_PRACTICE_LIST_ROOT);
  g_assert_cmpint (count_entries (issuer), ==, 1);
  g_assert_cmpint (count_entries (root), ==, 1);
  g_assert_cmpint (
    X509_CRL_verify (
      root, X509_get0_pubkey (signet_practice_ca_get_root (fixture->desk->ca))),
    ==, 1);
  g_assert_cmpint (
    X509_CRL_verify (
      issuer,
      X509_get0_pubkey (signet_practice_ca_get_issuer (fixture->desk->ca)->certificate)),
    ==, 1);
  X509_CRL_free (issuer);
  X509_CRL_free (root);
}

static void
test_always_old (PracticeFixture *fixture,
                 gconstpointer    data)
{
  X509_CRL *first;
  X509_CRL *second;

  practice_fixture_set (fixture, "crl-days", "0");
  first = get_list (fixture, SIGNET_PRACTICE_LIST_ISSUER);
  practice_fixture_restart (fixture);
  second = get_list (fixture, SIGNET_PRACTICE_LIST_ISSUER);
  g_assert_cmpint (get_number (second), >, get_number (first));
  g_assert_cmpint (ASN1_STRING_cmp (X509_CRL_get0_lastUpdate (second),
                                    X509_CRL_get0_nextUpdate (second)),
                   ==, 0);
  X509_CRL_free (first);
  X509_CRL_free (second);
}

static void
test_file (PracticeFixture *fixture,
           gconstpointer    data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "other.pem", NULL);
  X509_CRL *own = get_list (fixture, SIGNET_PRACTICE_LIST_ISSUER);
  X509_CRL *given;
  g_autoptr (BIO) bio = BIO_new_file (path, "w");

  g_assert_cmpint (PEM_write_bio_X509_CRL (bio, own), ==, 1);
  BIO_flush (bio);
  practice_fixture_set (fixture, "crl", path);
  practice_fixture_restart (fixture);
  practice_fixture_restart (fixture);
  given = get_list (fixture, SIGNET_PRACTICE_LIST_ISSUER);
  g_assert_cmpint (X509_CRL_match (own, given), ==, 0);
  X509_CRL_free (own);
  X509_CRL_free (given);
}

static void
test_url (PracticeFixture *fixture,
          gconstpointer    data)
{
  g_autoptr (PracticeClient) without = practice_fixture_new_client (fixture, "Ada");
  g_autoptr (PracticeClient) with = practice_fixture_new_client (fixture, "Ada");
  g_autoptr (GBytes) list = NULL;

  fixture->desk->url = g_strdup ("http://127.0.0.1:9");
  g_assert_cmpint (practice_client_try (without, OSSL_CMP_IR), ==, 1);
  g_assert_cmpint (X509_get_ext_by_NID (practice_client_get_certificate (without),
                                        NID_crl_distribution_points, -1),
                   <, 0);
  practice_fixture_set (fixture, "crl-url", NULL);
  g_assert_cmpint (practice_client_try (with, OSSL_CMP_IR), ==, 1);
  g_assert_cmpint (X509_get_ext_by_NID (practice_client_get_certificate (with),
                                        NID_crl_distribution_points, -1),
                   >=, 0);
  list = signet_practice_desk_fetch (fixture->desk, "/crl");
  g_assert_nonnull (list);
  g_assert_null (signet_practice_desk_fetch (fixture->desk, "/pkix/"));
}

#define ADD(path, function) \
  g_test_add ("/practice/crl/" path, PracticeFixture, NULL, practice_fixture_set_up, function, \
              practice_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("empty", test_empty);
  ADD ("entry", test_entry);
  ADD ("restart", test_restart);
  ADD ("intermediate", test_intermediate);
  ADD ("always-old", test_always_old);
  ADD ("file", test_file);
  ADD ("url", test_url);

  return g_test_run ();
}
