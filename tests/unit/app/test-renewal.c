/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "core/signet-error.h"
#include "pki-fixture.h"
#include "pki/signet-certificate.h"

#define WITH_APPROVAL GINT_TO_POINTER (TRUE)

/* How a renewal is asked for. */
typedef struct
{
  gboolean same_key;
  const char *key_spec;
  const char *code;
  SignetProfile *profile;
  SignetCredential *credential;
  SignetSecret *passphrase;
  SignetRunFlags flags;
} Wish;

static SignetItem *
renew (AppFixture  *fixture,
       const char  *id,
       const Wish  *wish,
       GError     **error)
{
  AppWait wait = { 0 };
  g_autoptr (SignetKeySpec) spec =
    wish->key_spec != NULL ? signet_key_spec_parse (wish->key_spec, NULL) : NULL;
  g_autoptr (SignetCredential) code = app_fixture_code (wish->code);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SignetTask) task = signet_manager_renew_async (
    fixture->manager, id, wish->same_key, spec, wish->profile,
    wish->credential != NULL ? wish->credential : code, wish->passphrase, wish->flags, NULL,
    app_wait_cb, &wait);
  SignetItem *item;

  /* Whether there will be an item is known only when the old one was read. */
  g_assert_null (signet_task_get_item_id (task));
  result = app_wait_run (&wait);
  item = signet_manager_renew_finish (fixture->manager, result, error);
  if (item != NULL)
    g_assert_cmpstr (signet_task_get_item_id (task), ==, signet_item_get_id (item));

  return item;
}

static SignetItem *
issue (AppFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SignetItem *item = app_fixture_request (fixture, "s3cret", SIGNET_RUN_NONE, &error);

  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_ISSUED);

  return item;
}

static SignetCertificate *
certificate_of (SignetItem *item)
{
  g_autoptr (GError) error = NULL;
  SignetCertificate *certificate =
    signet_certificate_new_from_der (signet_item_get_certificate (item), &error);

  g_assert_no_error (error);

  return certificate;
}

static char *
file_of (AppFixture *fixture,
         SignetItem *item,
         const char *name)
{
  g_autofree char *path = app_fixture_file (fixture, signet_item_get_id (item), name);
  char *contents = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));

  return contents;
}

static void
assert_renews (SignetItem *item,
               SignetItem *old)
{
  g_autoptr (SignetCertificate) certificate = certificate_of (item);
  g_autoptr (SignetCertificate) before = certificate_of (old);

  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_ISSUED);
  g_assert_true (signet_item_get_operation (item) == SIGNET_OPERATION_KUR);
  g_assert_cmpstr (signet_item_get_previous (item), ==, signet_item_get_id (old));
  g_assert_cmpstr (signet_item_get_label (item), ==, signet_item_get_label (old));
  g_assert_true (signet_name_equal (signet_certificate_get_subject (certificate),
                                    signet_certificate_get_subject (before)));
  g_assert_cmpstr (signet_certificate_get_serial (certificate), !=,
                   signet_certificate_get_serial (before));
}

/* The certificate signs its own renewal; the old item stays as it is, to the last byte. */
static void
test_renewal_new_key (AppFixture    *fixture,
                      gconstpointer  data)
{
  const Wish wish = { 0 };
  g_autoptr (SignetItem) old = issue (fixture);
  g_autofree char *key = file_of (fixture, old, "key.pem");
  g_autofree char *file = file_of (fixture, old, "request.ini");
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = renew (fixture, signet_item_get_id (old), &wish, &error);
  g_autofree char *key_after = NULL;
  g_autofree char *file_after = NULL;

  g_assert_no_error (error);
  assert_renews (item, old);
  g_assert_cmpstr (signet_item_get_key_id (item), !=, signet_item_get_key_id (old));
  g_assert_cmpstr (signet_credential_get_item (signet_item_get_credential (item)), ==,
                   signet_item_get_id (old));
  key_after = file_of (fixture, old, "key.pem");
  file_after = file_of (fixture, old, "request.ini");
  g_assert_cmpstr (key, ==, key_after);
  g_assert_cmpstr (file, ==, file_after);
  g_assert_true (signet_manager_find_renewal (fixture->manager, signet_item_get_id (old)) ==
                 signet_manager_get_item (fixture->manager, signet_item_get_id (item)));
  g_assert_null (signet_manager_find_renewal (fixture->manager, signet_item_get_id (item)));
}

/* The same key lies there twice, each under a passphrase of its own. */
static void
test_renewal_same_key (AppFixture    *fixture,
                       gconstpointer  data)
{
  const Wish wish = { .same_key = TRUE };
  g_autoptr (SignetItem) old = issue (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = renew (fixture, signet_item_get_id (old), &wish, &error);
  g_autofree char *key = NULL;
  g_autofree char *key_before = NULL;

  g_assert_no_error (error);
  assert_renews (item, old);
  g_assert_cmpstr (signet_item_get_key_id (item), ==, signet_item_get_key_id (old));
  key = file_of (fixture, item, "key.pem");
  key_before = file_of (fixture, old, "key.pem");
  g_assert_cmpstr (key, !=, key_before);
}

static void
test_renewal_own_passphrase (AppFixture    *fixture,
                             gconstpointer  data)
{
  g_autoptr (SignetSecret) passphrase = signet_secret_new ("a long passphrase", 17);
  g_autoptr (SignetCredential) code = app_fixture_code ("s3cret");
  Wish wish = { .same_key = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) old =
    app_fixture_request_with (fixture, code, passphrase, SIGNET_RUN_NONE, &error);
  g_autoptr (SignetItem) item = NULL;

  g_assert_no_error (error);
  g_assert_null (renew (fixture, signet_item_get_id (old), &wish, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_PASSPHRASE);
  g_clear_error (&error);

  wish.passphrase = passphrase;
  item = renew (fixture, signet_item_get_id (old), &wish, &error);
  g_assert_no_error (error);
  assert_renews (item, old);
  g_assert_cmpint (signet_item_get_passphrase_kind (item), ==, SIGNET_PASSPHRASE_OWN);
}

/* With a code the old certificate is only named, and another type of key is made. */
static void
test_renewal_by_code (AppFixture    *fixture,
                      gconstpointer  data)
{
  const Wish wish = { .code = "s3cret", .key_spec = "ec:P-384" };
  g_autoptr (SignetItem) old = issue (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = renew (fixture, signet_item_get_id (old), &wish, &error);
  g_autoptr (SignetCertificate) certificate = NULL;

  g_assert_no_error (error);
  assert_renews (item, old);
  certificate = certificate_of (item);
  g_assert_cmpstr (signet_certificate_get_key_description (certificate), ==, "EC P-384");
  g_assert_cmpint (signet_credential_get_kind (signet_item_get_credential (item)), ==,
                   SIGNET_CREDENTIAL_CODE);
}

/* Where the CA has moved to, only the person knows. */
static void
test_renewal_other_profile (AppFixture    *fixture,
                            gconstpointer  data)
{
  g_autoptr (SignetItem) old = issue (fixture);
  g_autoptr (SignetProfile) profile = signet_profile_copy (signet_item_get_profile (old));
  const Wish wish = { .profile = profile };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = NULL;

  signet_profile_set_timeout (profile, 77);
  item = renew (fixture, signet_item_get_id (old), &wish, &error);
  g_assert_no_error (error);
  assert_renews (item, old);
  g_assert_cmpuint (signet_profile_get_timeout (signet_item_get_profile (item)), ==, 77);
  g_assert_cmpuint (signet_profile_get_timeout (signet_item_get_profile (old)), !=, 77);
}

/* It waits, and another process goes on with it, by the old item's key. */
static void
test_renewal_resumed (AppFixture    *fixture,
                      gconstpointer  data)
{
  const Wish wish = { .flags = SIGNET_RUN_NO_WAIT };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) old = NULL;
  g_autoptr (SignetItem) waiting = NULL;
  g_autoptr (SignetItem) item = NULL;

  app_fixture_restart_ca (fixture, NULL);
  old = issue (fixture);
  app_fixture_restart_ca (fixture, WITH_APPROVAL);
  waiting = renew (fixture, signet_item_get_id (old), &wish, &error);
  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (waiting), ==, SIGNET_ITEM_STATE_WAITING);

  app_fixture_restart_manager (fixture);
  signet_practice_server_approve (fixture->ca, fixture->waiting_number, &error);
  g_assert_no_error (error);
  item = app_fixture_resume (fixture, signet_item_get_id (waiting), NULL, SIGNET_RUN_NONE, &error);
  g_assert_no_error (error);
  assert_renews (item, old);
}

static void
test_renewal_cancelled (AppFixture    *fixture,
                        gconstpointer  data)
{
  const Wish wish = { .flags = SIGNET_RUN_NO_WAIT, .same_key = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) old = NULL;
  g_autoptr (SignetItem) waiting = NULL;
  g_autoptr (SignetItem) item = NULL;

  app_fixture_restart_ca (fixture, NULL);
  old = issue (fixture);
  app_fixture_restart_ca (fixture, WITH_APPROVAL);
  waiting = renew (fixture, signet_item_get_id (old), &wish, &error);
  g_assert_no_error (error);

  app_fixture_restart_manager (fixture);
  item = app_fixture_cancel (fixture, signet_item_get_id (waiting), &error);
  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_GIVEN_UP);
  g_assert_null (signet_manager_find_renewal (fixture->manager, signet_item_get_id (old)));
}

static void
assert_no_renewal (AppFixture  *fixture,
                   SignetItem  *old,
                   const Wish  *wish,
                   SignetError  code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (renew (fixture, signet_item_get_id (old), wish, &error));
  g_assert_error (error, SIGNET_ERROR, (int) code);
  g_assert_cmpuint (g_list_model_get_n_items (signet_manager_get_items (fixture->manager)), ==, 1);
}

/* Gives the item a certificate that is for its own eyes only. */
static void
replace_certificate (AppFixture       *fixture,
                     SignetItem       *item,
                     const PkiFixture *leaf)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509) x509 = pki_fixture_new_x509 (leaf, pkey, NULL, pkey);
  g_autoptr (SignetCertificate) certificate = pki_fixture_wrap (x509);
  g_autoptr (SignetItemJournal) journal = app_fixture_lock (fixture, signet_item_get_id (item));
  g_autoptr (GError) error = NULL;

  signet_item_set_certificate (signet_item_journal_get_item (journal),
                               signet_certificate_get_der (certificate));
  signet_item_journal_save (journal, &error);
  g_assert_no_error (error);
}

/* An expired certificate proves nothing any more: that is said before a key is made. */
static void
test_renewal_expired (AppFixture    *fixture,
                      gconstpointer  data)
{
  const PkiFixture leaf = { .common_name = "Ada", .not_before = -200, .lifetime = 100 };
  const Wish wish = { 0 };
  g_autoptr (SignetItem) old = issue (fixture);

  replace_certificate (fixture, old, &leaf);
  assert_no_renewal (fixture, old, &wish, SIGNET_ERROR_CODE);
}

/* An item that never comes to be has no identifier that somebody could look for. */
static void
test_renewal_without_item (AppFixture    *fixture,
                           gconstpointer  data)
{
  AppWait wait = { 0 };
  g_autofree char *unknown = g_uuid_string_random ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SignetTask) task =
    signet_manager_renew_async (fixture->manager, unknown, FALSE, NULL, NULL, NULL, NULL,
                                SIGNET_RUN_NONE, NULL, app_wait_cb, &wait);

  result = app_wait_run (&wait);
  g_assert_null (signet_manager_renew_finish (fixture->manager, result, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NOT_FOUND);
  g_assert_null (signet_task_get_item_id (task));
}

static void
test_renewal_revoked (AppFixture    *fixture,
                      gconstpointer  data)
{
  const Wish wish = { 0 };
  g_autoptr (SignetItem) old = issue (fixture);

  {
    g_autoptr (SignetItemJournal) journal = app_fixture_lock (fixture, signet_item_get_id (old));
    g_autoptr (GError) error = NULL;

    signet_item_set_revocation (signet_item_journal_get_item (journal), SIGNET_REVOCATION_REVOKED,
                                5, 0);
    signet_item_journal_save (journal, &error);
    g_assert_no_error (error);
  }
  assert_no_renewal (fixture, old, &wish, SIGNET_ERROR_STATE);
}

static void
test_renewal_not_issued (AppFixture    *fixture,
                         gconstpointer  data)
{
  const Wish wish = { .code = "s3cret" };
  g_autoptr (SignetItem) old = NULL;
  g_autoptr (GError) error = NULL;

  old = app_fixture_request (fixture, "s3cret", SIGNET_RUN_NO_WAIT, &error);
  g_assert_no_error (error);
  assert_no_renewal (fixture, old, &wish, SIGNET_ERROR_STATE);
}

static void
test_renewal_bad_credentials (AppFixture    *fixture,
                              gconstpointer  data)
{
  g_autoptr (SignetCredential) none = signet_credential_new_none ();
  g_autoptr (SignetCredential) codeless = signet_credential_new_code ("77", NULL);
  g_autoptr (SignetItem) old = issue (fixture);
  Wish wish = { .credential = none };

  assert_no_renewal (fixture, old, &wish, SIGNET_ERROR_USAGE);
  wish.credential = codeless;
  assert_no_renewal (fixture, old, &wish, SIGNET_ERROR_CODE);
}

static void
test_renewal_not_found (AppFixture    *fixture,
                        gconstpointer  data)
{
  const Wish wish = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_null (renew (fixture, "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", &wish, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  app_fixture_add ("/app/renewal/new-key", NULL, test_renewal_new_key);
  app_fixture_add ("/app/renewal/same-key", NULL, test_renewal_same_key);
  app_fixture_add ("/app/renewal/own-passphrase", NULL, test_renewal_own_passphrase);
  app_fixture_add ("/app/renewal/by-code", NULL, test_renewal_by_code);
  app_fixture_add ("/app/renewal/other-profile", NULL, test_renewal_other_profile);
  app_fixture_add ("/app/renewal/resumed", NULL, test_renewal_resumed);
  app_fixture_add ("/app/renewal/cancelled", NULL, test_renewal_cancelled);
  app_fixture_add ("/app/renewal/expired", NULL, test_renewal_expired);
  app_fixture_add ("/app/renewal/without-item", NULL, test_renewal_without_item);
  app_fixture_add ("/app/renewal/revoked", NULL, test_renewal_revoked);
  app_fixture_add ("/app/renewal/not-issued", WITH_APPROVAL, test_renewal_not_issued);
  app_fixture_add ("/app/renewal/bad-credentials", NULL, test_renewal_bad_credentials);
  app_fixture_add ("/app/renewal/not-found", NULL, test_renewal_not_found);

  return app_fixture_run ();
}
