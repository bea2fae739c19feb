/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "practice-client.h"
#include "practice-fixture.h"
#include "practice/signet-practice-pair-private.h"

static const SignetPracticeExtension extensions[] = {
  { NID_basic_constraints, "critical,CA:TRUE" },
  { NID_subject_key_identifier, "hash" },
  { 0, NULL },
};

/* A key and a certificate of another CA: NAME.key.pem and NAME.pem in the CA's folder. */
static SignetPracticePair *
make_pair (PracticeFixture          *fixture,
           const char               *name,
           const SignetPracticePair *issuer)
{
  const SignetPracticePlan plan = { name, name, 100, extensions };
  g_autoptr (GError) error = NULL;
  SignetPracticePair *pair = signet_practice_pair_load (fixture->folder, &plan, issuer, &error);

  g_assert_no_error (error);

  return pair;
}

static void
set_file (PracticeFixture *fixture,
          const char      *option,
          const char      *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  practice_fixture_set (fixture, option, path);
}

static void
trust (PracticeClient *client,
       X509           *certificate)
{
  X509_STORE *trusted = X509_STORE_new ();

  X509_STORE_add_cert (trusted, certificate);
  OSSL_CMP_CTX_set0_trustedStore (client->context, trusted);
}

/* Asks for a certificate without a protection, so that the answer is signed. */
static int
try_signed (PracticeFixture *fixture,
            PracticeClient  *owner,
            X509            *trusted)
{
  g_autoptr (PracticeClient) client = practice_client_new (fixture->desk, "Second");

  practice_client_set_signer (client, owner);
  trust (client, trusted);

  return practice_client_try (client, OSSL_CMP_CR);
}

static void
test_signer (PracticeFixture *fixture,
             gconstpointer    data)
{
  g_autoptr (SignetPracticePair) root = make_pair (fixture, "other-root", NULL);
  g_autoptr (SignetPracticePair) signer = make_pair (fixture, "other", root);
  g_autoptr (PracticeClient) owner = practice_fixture_new_client (fixture, "Ada");

  g_assert_cmpint (practice_client_try (owner, OSSL_CMP_IR), ==, 1);
  set_file (fixture, "signer", "other.pem");
  set_file (fixture, "signer-key", "other.key.pem");
  practice_fixture_restart (fixture);
  owner->desk = fixture->desk;
  g_assert_cmpint (try_signed (fixture, owner, root->certificate), ==, 1);
  g_assert_cmpint (try_signed (fixture, owner, signet_practice_ca_get_root (fixture->desk->ca)), ==,
                   0);
}

static void
test_bad_signer (PracticeFixture *fixture,
                 gconstpointer    data)
{
  g_autoptr (SignetPracticeDesk) desk = NULL;
  g_autoptr (SignetPracticePair) pair = make_pair (fixture, "other", NULL);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->desk, signet_practice_desk_free);
  set_file (fixture, "signer", "other.pem");
  set_file (fixture, "signer-key", "missing.pem");
  desk = signet_practice_desk_new (&fixture->options, fixture->behaviour, NULL, NULL, &error);
  g_assert_null (desk);
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
}

static void
test_ra (PracticeFixture *fixture,
         gconstpointer    data)
{
  g_autoptr (PracticeClient) owner = practice_fixture_new_client (fixture, "Ada");

  g_assert_cmpint (practice_client_try (owner, OSSL_CMP_IR), ==, 1);
  practice_fixture_set (fixture, "ra", NULL);
  practice_fixture_restart (fixture);
  owner->desk = fixture->desk;
  g_assert_cmpint (try_signed (fixture, owner, signet_practice_ca_get_root (fixture->desk->ca)), ==,
                   1);
  g_assert_cmpint (
    X509_cmp (signet_practice_desk_get_signing_certificate (fixture->desk),
              signet_practice_ca_get_root (fixture->desk->ca)),
    !=, 0);
}

static void
test_extra_certs (PracticeFixture *fixture,
                  gconstpointer    data)
{
  g_autoptr (SignetPracticePair) other = make_pair (fixture, "other", NULL);
  g_autoptr (PracticeClient) client = NULL;
  g_autoptr (SignetX509Stack) received = NULL;
  gboolean found = FALSE;

  set_file (fixture, "extra-certs", "other.pem");
  practice_fixture_restart (fixture);
  client = practice_fixture_new_client (fixture, "Ada");
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  received = OSSL_CMP_CTX_get1_extraCertsIn (client->context);
  for (int i = 0; i < sk_X509_num (received); i++)
    found = found || X509_cmp (sk_X509_value (received, i), other->certificate) == 0;
  g_assert_true (found);
}

static void
test_ca_pubs (PracticeFixture *fixture,
              gconstpointer    data)
{
  g_autoptr (SignetPracticePair) other = make_pair (fixture, "other", NULL);
  g_autoptr (PracticeClient) client = NULL;
  g_autoptr (SignetX509Stack) received = NULL;

  set_file (fixture, "ca-pubs", "other.pem");
  practice_fixture_restart (fixture);
  client = practice_fixture_new_client (fixture, "Ada");
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 1);
  received = OSSL_CMP_CTX_get1_caPubs (client->context);
  g_assert_cmpint (sk_X509_num (received), ==, 1);
  g_assert_cmpint (X509_cmp (sk_X509_value (received, 0), other->certificate), ==, 0);
}

static void
test_client_trust (PracticeFixture *fixture,
                   gconstpointer    data)
{
  g_autoptr (SignetPracticePair) root = make_pair (fixture, "other-root", NULL);
  g_autoptr (SignetPracticePair) other = make_pair (fixture, "other", root);

  for (int trusted = 0; trusted <= 1; trusted++)
    {
      g_autoptr (PracticeClient) client = practice_client_new (fixture->desk, "Guest");

      trust (client, signet_practice_ca_get_root (fixture->desk->ca));
      OSSL_CMP_CTX_set1_cert (client->context, other->certificate);
      OSSL_CMP_CTX_set1_pkey (client->context, other->key);
      g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, trusted);
      set_file (fixture, "client-trust", "other-root.pem");
      practice_fixture_restart (fixture);
    }
  practice_assert_events (fixture, "refused request issued confirmed");
}

/* A client that waits, and whose certificate is from somewhere else. */
static void
test_client_trust_waiting (PracticeFixture *fixture,
                           gconstpointer    data)
{
  g_autoptr (SignetPracticePair) other = make_pair (fixture, "other", NULL);
  g_autoptr (PracticeClient) client = NULL;

  set_file (fixture, "client-trust", "other.pem");
  set_file (fixture, "client-untrusted", "other.pem");
  fixture->options.poll_count = 2;
  practice_fixture_restart (fixture);
  client = practice_client_new (fixture->desk, "Guest");
  trust (client, signet_practice_ca_get_root (fixture->desk->ca));
  OSSL_CMP_CTX_set1_cert (client->context, other->certificate);
  OSSL_CMP_CTX_set1_pkey (client->context, other->key);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, -1);
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, -1);
  client->tamper = TRUE;
  g_assert_cmpint (practice_client_try (client, OSSL_CMP_IR), ==, 0);
  practice_assert_events (fixture, "request waiting refused");
}

static void
test_certificate (PracticeFixture *fixture,
                  gconstpointer    data)
{
  g_autoptr (PracticeClient) first = practice_fixture_new_client (fixture, "Ada");
  g_autoptr (PracticeClient) second = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "ready.pem", NULL);
  g_autofree char *pem = NULL;
  g_autofree char *serial = NULL;
  g_autofree char *same = NULL;

  g_assert_cmpint (practice_client_try (first, OSSL_CMP_IR), ==, 1);
  pem = signet_practice_x509_to_pem (practice_client_get_certificate (first));
  g_assert_true (g_file_set_contents (path, pem, -1, NULL));
  set_file (fixture, "certificate", "ready.pem");
  practice_fixture_restart (fixture);
  second = practice_fixture_new_client (fixture, "Bob");
  EVP_PKEY_up_ref (first->key);
  OSSL_CMP_CTX_set0_newPkey (second->context, 1, first->key);
  g_assert_cmpint (practice_client_try (second, OSSL_CMP_IR), ==, 1);
  serial = practice_client_dup_serial (first);
  same = practice_client_dup_serial (second);
  g_assert_cmpstr (serial, ==, same);
  practice_assert_events (fixture, "request issued confirmed request issued confirmed");
}

static void
test_only_old (PracticeFixture *fixture,
               gconstpointer    data)
{
  g_autoptr (SignetPracticePair) other = make_pair (fixture, "other", NULL);
  g_autoptr (PracticeClient) owner = practice_fixture_new_client (fixture, "Ada");
  g_autoptr (PracticeClient) renewer = NULL;
  g_autoptr (PracticeClient) revoker = NULL;
  g_autoptr (PracticeClient) wrong = NULL;

  g_assert_cmpint (practice_client_try (owner, OSSL_CMP_IR), ==, 1);
  set_file (fixture, "only-old", "other.pem");
  practice_fixture_restart (fixture);
  renewer = practice_fixture_new_client (fixture, "Ada");
  revoker = practice_fixture_new_client (fixture, NULL);
  wrong = practice_fixture_new_client (fixture, NULL);
  OSSL_CMP_CTX_set1_oldCert (renewer->context, other->certificate);
  g_assert_cmpint (practice_client_try (renewer, OSSL_CMP_KUR), ==, 1);
  g_assert_true (practice_client_revoke (revoker, other->certificate, -1));
  g_assert_false (practice_client_revoke (wrong, practice_client_get_certificate (owner), -1));
  practice_assert_fail_info (wrong, OSSL_CMP_PKIFAILUREINFO_badCertId);
}

#define ADD(path, function) \
  g_test_add ("/practice/material/" path, PracticeFixture, NULL, practice_fixture_set_up, \
              function, practice_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("signer", test_signer);
  ADD ("bad-signer", test_bad_signer);
  ADD ("ra", test_ra);
  ADD ("extra-certs", test_extra_certs);
  ADD ("ca-pubs", test_ca_pubs);
  ADD ("client-trust", test_client_trust);
  ADD ("client-trust-waiting", test_client_trust_waiting);
  ADD ("certificate", test_certificate);
  ADD ("only-old", test_only_old);

  return g_test_run ();
}
