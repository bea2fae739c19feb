/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-keeper.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app-fixture.h"
#include "app/signet-removal-private.h"
#include "core/signet-error.h"
#include "store/signet-secret-store.h"

#define WITH_APPROVAL GINT_TO_POINTER (TRUE)
#define NOBODY "http://127.0.0.1:1/pkix/"
#define OWN "correct horse battery"

/* A person who tries again: what becomes of the item of the last try. */
typedef struct
{
  AppFixture app;
  SignetKeeper *keeper;
  char *url;     /* where the CA is */
  GError *error; /* of the last job */
  char *id;      /* its item */
} Fixture;

static void
ended_cb (SignetKeeper *keeper,
          SignetTask   *task,
          const GError *error,
          Fixture      *self)
{
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_free (self->id);
  self->id = g_strdup (signet_task_get_item_id (task));
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  app_fixture_set_up (&self->app, data);
  self->url =
    g_strdup (signet_profile_get_server (signet_request_get_profile (self->app.request)));
  self->keeper = signet_keeper_new (self->app.manager);
  g_signal_connect (self->keeper, "ended", G_CALLBACK (ended_cb), self);
}

static void
wait_until_idle (Fixture *self)
{
  while (signet_keeper_get_n_tasks (self->keeper) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  signet_keeper_stop (self->keeper);
  wait_until_idle (self);
  g_assert_finalize_object (self->keeper);
  g_clear_error (&self->error);
  g_free (self->id);
  g_free (self->url);
  app_fixture_tear_down (&self->app, data);
}

static SignetTask *
begin (Fixture    *self,
       const char *last,
       const char *code,
       const char *own)
{
  g_autoptr (SignetSecret) secret = signet_secret_new (code, strlen (code));
  g_autoptr (SignetSecret) passphrase = own != NULL ? signet_secret_new (own, strlen (own)) : NULL;
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("77", secret);

  if (last == NULL)
    return signet_keeper_request (self->keeper, self->app.request, credential, passphrase,
                                  SIGNET_RUN_NONE);

  return signet_keeper_retry (self->keeper, last, self->app.request, credential, passphrase,
                              SIGNET_RUN_NONE);
}

/* Returns the item that it was about. */
static char *
try (Fixture    *self,
     const char *last,
     const char *code,
     const char *own)
{
  g_assert_nonnull (begin (self, last, code, own));
  wait_until_idle (self);

  return g_strdup (self->id);
}

/* The identifier of a request that was never sent. */
static char *
make_unsent (Fixture *self)
{
  char *id;

  app_fixture_set_server (&self->app, NOBODY);
  id = try (self, NULL, "s3cret", NULL);
  g_assert_error (self->error, SIGNET_ERROR, SIGNET_ERROR_UNREACHABLE);
  app_fixture_set_server (&self->app, self->url);

  return id;
}

/* As somebody on the way may have done it: nothing of it was verified. */
static char *
make_refused (Fixture *self)
{
  char *id = try (self, NULL, "guess", NULL);

  g_assert_error (self->error, SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE);
  g_assert_cmpint (signet_item_get_state (signet_manager_get_item (self->app.manager, id)), ==,
                   SIGNET_ITEM_STATE_REFUSED);

  return id;
}

static void
verify_refusal (Fixture    *self,
                const char *id)
{
  g_autoptr (SignetItemJournal) journal = app_fixture_lock (&self->app, id);
  g_autoptr (GError) refusal = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_REFUSED, "No.");

  signet_error_set_server (refusal, TRUE, 2, 0, "No.");
  signet_item_set_error (signet_item_journal_get_item (journal), refusal);
  g_assert_true (signet_item_journal_save (journal, NULL));
}

static void
ask_for (Fixture    *self,
         const char *subject)
{
  g_autoptr (SignetName) name = signet_name_parse (subject, NULL);
  g_autoptr (SignetTemplate) template = signet_template_new (name, NULL);

  signet_request_set_template (self->app.request, template);
}

static SignetItem *
load (Fixture    *self,
      const char *id)
{
  g_autoptr (SignetItemStore) store = app_fixture_store (&self->app);

  return signet_item_store_load (store, id, NULL);
}

static void
assert_state (Fixture         *self,
              const char      *id,
              SignetItemState  state)
{
  g_autoptr (SignetItem) item = load (self, id);
  SignetItem *known = signet_manager_get_item (self->app.manager, id);

  g_assert_nonnull (item);
  g_assert_nonnull (known);
  g_assert_cmpint (signet_item_get_state (item), ==, state);
  g_assert_cmpint (signet_item_get_state (known), ==, state);
}

static gboolean
has_passphrase (Fixture    *self,
                const char *id)
{
  g_autoptr (SignetItemStore) store = app_fixture_store (&self->app);
  g_autoptr (SignetSecret) secret = signet_secret_store_lookup (
    SIGNET_SECRET_KEY, signet_item_store_get_id (store, NULL), id, NULL);

  return secret != NULL;
}

static void
assert_there (Fixture    *self,
              const char *id,
              gboolean    there)
{
  g_autofree char *key = app_fixture_file (&self->app, id, "key.pem");
  g_autofree char *folder = app_fixture_file (&self->app, id, NULL);
  g_autofree char *trash = g_build_filename (self->app.folder, "trash", id, NULL);

  g_assert_true (g_file_test (key, G_FILE_TEST_EXISTS) == there);
  g_assert_true (g_file_test (folder, G_FILE_TEST_EXISTS) == there);
  g_assert_false (g_file_test (trash, G_FILE_TEST_EXISTS));
  g_assert_true (has_passphrase (self, id) == there);
  g_assert_true ((signet_manager_get_item (self->app.manager, id) != NULL) == there);
}

static void
assert_n_items (Fixture *self,
                guint    n)
{
  g_assert_cmpuint (g_list_model_get_n_items (signet_manager_get_items (self->app.manager)), ==, n);
}

/* However often it takes, one certificate is one item with one key. */
static void
test_same (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *id = make_unsent (self);
  g_autoptr (SignetItem) before = load (self, id);
  g_autoptr (SignetItem) after = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *issued = NULL;

  g_assert_cmpint (signet_item_get_state (before), ==, SIGNET_ITEM_STATE_KEY_READY);
  refused = try (self, id, "guess", NULL);
  g_assert_error (self->error, SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE);
  assert_state (self, id, SIGNET_ITEM_STATE_REFUSED);

  issued = try (self, id, "s3cret", NULL);
  g_assert_no_error (self->error);
  g_assert_null (signet_keeper_get_error (self->keeper, id));
  g_assert_cmpstr (refused, ==, id);
  g_assert_cmpstr (issued, ==, id);
  assert_state (self, id, SIGNET_ITEM_STATE_ISSUED);
  assert_n_items (self, 1);

  after = load (self, id);
  g_assert_cmpstr (signet_item_get_key_id (before), ==, signet_item_get_key_id (after));
  g_assert_cmpstr (signet_profile_get_server (signet_item_get_profile (after)), ==, self->url);
}

static void
change_name (Fixture *self)
{
  ask_for (self, "CN=Grace,O=Engines");
}

static void
change_label (Fixture *self)
{
  signet_request_set_label (self->app.request, "Mine");
}

static void
change_key (Fixture *self)
{
  g_autoptr (SignetKeySpec) spec = signet_key_spec_parse ("ec:P-384", NULL);

  signet_request_set_key_spec (self->app.request, spec);
}

static void
change_alt_names (Fixture *self)
{
  SignetTemplate *old = signet_request_get_template (self->app.request);
  g_autoptr (GPtrArray) names =
    g_ptr_array_new_with_free_func ((GDestroyNotify) signet_alt_name_unref);
  g_autoptr (SignetTemplate) template = NULL;

  g_ptr_array_add (names, signet_alt_name_parse ("email:ada@example.org", NULL));
  template = signet_template_new (signet_template_get_subject (old), names);
  signet_request_set_template (self->app.request, template);
}

/* What was never sent and is not wished any more goes, and nothing else. */
static void
test_unsent_other (Fixture       *self,
                   gconstpointer  data)
{
  static void (*const changes[]) (Fixture * self) = { change_name, change_label, change_key,
                                                      change_alt_names };
  g_autofree char *other = try (self, NULL, "s3cret", NULL);
  g_autofree char *also_unsent = make_unsent (self);

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *last = make_unsent (self);
      g_autofree char *now = NULL;

      changes[i](self);
      now = try (self, last, "s3cret", NULL);
      g_assert_no_error (self->error);
      g_assert_cmpstr (now, !=, last);
      assert_there (self, last, FALSE);
      assert_there (self, now, TRUE);
      assert_there (self, other, TRUE);
      assert_there (self, also_unsent, TRUE);
      assert_state (self, now, SIGNET_ITEM_STATE_ISSUED);
    }
  assert_state (self, other, SIGNET_ITEM_STATE_ISSUED);
  assert_state (self, also_unsent, SIGNET_ITEM_STATE_KEY_READY);
}

/* Anybody can say no: there may be a certificate for the key. */
static void
test_refused_other (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *last = make_refused (self);
  g_autofree char *now = NULL;

  change_name (self);
  now = try (self, last, "s3cret", NULL);
  g_assert_no_error (self->error);
  assert_state (self, last, SIGNET_ITEM_STATE_REFUSED);
  assert_there (self, last, TRUE);
  assert_state (self, now, SIGNET_ITEM_STATE_ISSUED);
  assert_n_items (self, 2);
}

static void
test_refused_verified (Fixture       *self,
                       gconstpointer  data)
{
  g_autofree char *last = make_refused (self);
  g_autofree char *now = NULL;

  verify_refusal (self, last);
  change_name (self);
  now = try (self, last, "s3cret", NULL);
  g_assert_no_error (self->error);
  assert_there (self, last, FALSE);
  assert_n_items (self, 1);
}

/* That the last exchange came to nothing says nothing of the one before it. */
static void
test_refused_before (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *last = make_refused (self);
  g_autofree char *unsent = NULL;
  g_autofree char *now = NULL;

  app_fixture_set_server (&self->app, NOBODY);
  unsent = try (self, last, "s3cret", NULL);
  g_assert_cmpstr (unsent, ==, last);
  assert_state (self, last, SIGNET_ITEM_STATE_KEY_READY);

  app_fixture_set_server (&self->app, self->url);
  change_name (self);
  now = try (self, last, "s3cret", NULL);
  g_assert_no_error (self->error);
  assert_state (self, last, SIGNET_ITEM_STATE_KEY_READY);
  assert_there (self, last, TRUE);

  app_fixture_set_state (&self->app, last, SIGNET_ITEM_STATE_REFUSED);
  verify_refusal (self, last);
  g_free (g_steal_pointer (&now));
  now = try (self, last, "s3cret", NULL);
  assert_there (self, last, TRUE);
}

static const SignetItemState open_states[] = {
  SIGNET_ITEM_STATE_SENT,
  SIGNET_ITEM_STATE_ANSWER_UNKNOWN,
};

/* What the server may have is not sent as new, whatever is asked for, and keeps its server. */
static void
test_open (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *last = make_unsent (self);

  for (guint i = 0; i < 2 * G_N_ELEMENTS (open_states); i++)
    {
      g_autofree char *now = NULL;
      g_autoptr (SignetItem) item = NULL;

      app_fixture_set_state (&self->app, last, open_states[i / 2]);
      now = try (self, last, "s3cret", NULL);
      g_assert_error (self->error, SIGNET_ERROR, SIGNET_ERROR_ANSWER_UNKNOWN);
      g_assert_cmpstr (now, ==, last);
      assert_state (self, last, open_states[i / 2]);
      assert_n_items (self, 1);
      item = load (self, last);
      g_assert_cmpstr (signet_profile_get_server (signet_item_get_profile (item)), ==, NOBODY);
      change_name (self);
    }
}

static void
test_waiting (Fixture       *self,
              gconstpointer  data)
{
  SignetTask *task = begin (self, NULL, "s3cret", NULL);
  g_autofree char *id = NULL;
  g_autofree char *now = NULL;

  while (signet_task_get_next_check (task) == 0)
    g_main_context_iteration (NULL, TRUE);
  id = g_strdup (signet_task_get_item_id (task));
  change_name (self);
  g_assert_true (begin (self, id, "s3cret", NULL) == task);

  signet_keeper_stop (self->keeper);
  g_assert_null (begin (self, id, "s3cret", NULL));
  wait_until_idle (self);
  signet_keeper_start (self->keeper);
  task = begin (self, id, "s3cret", NULL);
  while (signet_task_get_next_check (task) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (signet_task_get_item_id (task), ==, id);
  assert_state (self, id, SIGNET_ITEM_STATE_WAITING);
  assert_n_items (self, 1);
}

/* Cancelled and tried again at once: what the first job still tells the server comes first. */
static void
test_cancelled (Fixture       *self,
                gconstpointer  data)
{
  SignetTask *task = begin (self, NULL, "s3cret", NULL);
  g_autofree char *id = NULL;

  while (signet_task_get_next_check (task) == 0)
    g_main_context_iteration (NULL, TRUE);
  id = g_strdup (signet_task_get_item_id (task));
  signet_keeper_abort (self->keeper, task);
  while (signet_keeper_get_task (self->keeper, id) != NULL)
    g_main_context_iteration (NULL, TRUE);
  task = begin (self, id, "s3cret", NULL);
  g_assert_cmpstr (signet_task_get_item_id (task), ==, id);
  while (signet_task_get_next_check (task) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (signet_task_get_item_id (task), !=, id);
  assert_state (self, id, SIGNET_ITEM_STATE_GIVEN_UP);
  assert_there (self, id, TRUE);
  assert_n_items (self, 2);
}

/* What was given up before it was sent is worth nothing. */
static void
test_given_up_unsent (Fixture       *self,
                      gconstpointer  data)
{
  g_autofree char *last = make_unsent (self);
  g_autofree char *now = NULL;

  signet_keeper_cancel (self->keeper, last, NULL, NULL);
  wait_until_idle (self);
  assert_state (self, last, SIGNET_ITEM_STATE_GIVEN_UP);
  now = try (self, last, "s3cret", NULL);
  g_assert_no_error (self->error);
  assert_there (self, last, FALSE);
  assert_n_items (self, 1);
}

/* Given up after a lost answer: that it may be there is remembered. */
static void
test_given_up_unknown (Fixture       *self,
                       gconstpointer  data)
{
  g_autofree char *last = make_unsent (self);
  g_autofree char *now = NULL;
  g_autoptr (SignetItem) item = NULL;

  app_fixture_set_state (&self->app, last, SIGNET_ITEM_STATE_ANSWER_UNKNOWN);
  signet_keeper_cancel (self->keeper, last, NULL, NULL);
  wait_until_idle (self);
  item = load (self, last);
  g_assert_true (signet_item_get_maybe_issued (item));
  now = try (self, last, "s3cret", NULL);
  g_assert_no_error (self->error);
  assert_there (self, last, TRUE);
  assert_state (self, last, SIGNET_ITEM_STATE_GIVEN_UP);
  assert_n_items (self, 2);
}

static void
test_own_passphrase (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *first = NULL;
  g_autofree char *same = NULL;
  g_autofree char *other = NULL;
  g_autofree char *folder = NULL;

  app_fixture_set_server (&self->app, NOBODY);
  first = try (self, NULL, "s3cret", OWN);
  same = try (self, first, "s3cret", OWN);
  g_assert_cmpstr (same, ==, first);
  assert_state (self, first, SIGNET_ITEM_STATE_KEY_READY);

  app_fixture_set_server (&self->app, self->url);
  other = try (self, first, "s3cret", OWN " staple");
  g_assert_no_error (self->error);
  g_assert_cmpstr (other, !=, first);
  folder = app_fixture_file (&self->app, first, NULL);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  assert_n_items (self, 1);
}

static const char *
reference_of (Fixture    *self,
              const char *id)
{
  SignetItem *item = signet_manager_get_item (self->app.manager, id);

  g_assert_nonnull (item);

  return signet_credential_get_reference (signet_item_get_credential (item));
}

/* Whoever has a code without a reference number now does not use the number of before. */
static void
test_no_reference (Fixture       *self,
                   gconstpointer  data)
{
  g_autofree char *last = make_unsent (self);
  g_autoptr (SignetSecret) secret = signet_secret_new ("s3cret", 6);
  g_autoptr (SignetCredential) credential = signet_credential_new_code (NULL, secret);

  g_assert_cmpstr (reference_of (self, last), ==, "77");
  g_assert_nonnull (signet_keeper_retry (self->keeper, last, self->app.request, credential, NULL,
                                         SIGNET_RUN_NONE));
  wait_until_idle (self);
  g_assert_cmpstr (reference_of (self, self->id), ==, NULL);
  g_assert_null (signet_manager_get_item (self->app.manager, last));
}

/* A word for one try is not one for the next. */
static void
test_accepted_before (Fixture       *self,
                      gconstpointer  data)
{
  g_autofree char *last = make_unsent (self);
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (SignetItemJournal) journal = app_fixture_lock (&self->app, last);

    signet_item_set_accepts_unverified (signet_item_journal_get_item (journal), TRUE);
    signet_item_journal_save (journal, &error);
    g_assert_no_error (error);
  }
  g_free (try (self, last, "s3cret", NULL));
  g_assert_no_error (self->error);
  g_assert_false (signet_item_get_accepts_unverified (
    signet_manager_get_item (self->app.manager, self->id)));
}

/* From the keyring to a passphrase of one's own. */
static void
test_other_kind (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *last = make_unsent (self);
  g_autofree char *now = try (self, last, "s3cret", OWN);

  g_assert_no_error (self->error);
  assert_there (self, last, FALSE);
  assert_state (self, now, SIGNET_ITEM_STATE_ISSUED);
}

static void
test_invalid (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *last = make_unsent (self);
  g_autofree char *now = NULL;

  g_clear_object (&self->app.request);
  self->app.request = signet_request_new ();
  now = try (self, last, "s3cret", NULL);
  g_assert_error (self->error, SIGNET_ERROR, SIGNET_ERROR_URL);
  assert_there (self, last, TRUE);
  assert_state (self, last, SIGNET_ITEM_STATE_KEY_READY);
}

/* The last try left nothing. */
static void
test_unknown (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *last = g_uuid_string_random ();
  g_autofree char *now = try (self, last, "s3cret", NULL);

  g_assert_no_error (self->error);
  g_assert_cmpstr (now, !=, last);
  assert_n_items (self, 1);
}

static void
test_busy (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *last = make_unsent (self);
  g_autoptr (SignetItemJournal) journal = app_fixture_lock (&self->app, last);
  g_autofree char *now = try (self, last, "s3cret", NULL);

  g_assert_error (self->error, SIGNET_ERROR, SIGNET_ERROR_BUSY);
  g_assert_cmpstr (now, ==, last);
  assert_there (self, last, TRUE);
  assert_n_items (self, 1);
}

/* A keyring that is away keeps the last try, and not the person from the next one. */
static void
test_no_keyring (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *last = make_unsent (self);
  g_autofree char *now = NULL;

  g_unsetenv ("SECRET_BACKEND");
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  g_setenv ("XDG_RUNTIME_DIR", self->app.folder, TRUE);
  now = try (self, last, "s3cret", OWN);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_assert_no_error (self->error);
  assert_there (self, last, TRUE);
  assert_state (self, last, SIGNET_ITEM_STATE_GIVEN_UP);
  assert_state (self, now, SIGNET_ITEM_STATE_ISSUED);
}

/* Where the folder cannot be taken out, the item stays in the list, and goes another time. */
static void
test_no_trash (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *last = make_unsent (self);
  g_autofree char *trash = g_build_filename (self->app.folder, "trash", NULL);
  g_autofree char *now = NULL;
  g_autofree char *later = NULL;

  g_assert_true (g_file_set_contents (trash, "", 0, NULL));
  change_name (self);
  now = try (self, last, "s3cret", NULL);
  g_assert_no_error (self->error);
  assert_state (self, last, SIGNET_ITEM_STATE_GIVEN_UP);
  g_assert_false (has_passphrase (self, last));
  assert_n_items (self, 2);

  g_assert_cmpint (g_unlink (trash), ==, 0);
  later = try (self, last, "s3cret", NULL);
  g_assert_cmpstr (later, !=, last);
  assert_there (self, last, FALSE);
}

/* A signing request is what is asked for: another one is another wish. */
static void
test_signing_request (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (GBytes) first = app_fixture_csr (pkey);
  g_autoptr (GBytes) same = g_bytes_new_from_bytes (first, 0, g_bytes_get_size (first));
  g_autoptr (GBytes) other = app_fixture_csr (pkey);
  g_autofree char *last = NULL;
  g_autofree char *again = NULL;
  g_autofree char *changed = NULL;

  signet_request_set_template (self->app.request, NULL);
  signet_request_set_operation (self->app.request, SIGNET_OPERATION_P10CR);
  signet_request_set_csr (self->app.request, first);
  last = make_unsent (self);
  signet_request_set_csr (self->app.request, same);
  app_fixture_set_server (&self->app, NOBODY);
  again = try (self, last, "s3cret", NULL);
  g_assert_cmpstr (again, ==, last);
  app_fixture_set_server (&self->app, self->url);

  signet_request_set_csr (self->app.request, other);
  changed = try (self, last, "s3cret", NULL);
  g_assert_no_error (self->error);
  g_assert_cmpstr (changed, !=, last);
  assert_there (self, last, FALSE);
  assert_state (self, changed, SIGNET_ITEM_STATE_ISSUED);
}

/* A process of its own, which SIGNET_KILL_AT ends. */
static void
remove_in_subprocess (void)
{
  g_autoptr (SignetItemStore) store = signet_item_store_new (g_getenv ("SIGNET_TEST_STORE"));
  g_autoptr (SignetItemJournal) journal =
    signet_item_store_lock (store, g_getenv ("SIGNET_TEST_ITEM"), NULL);

  signet_removal_run_for_try (store, journal, NULL);
}

/* A process that ends in between leaves a request that says that it was given up. */
static void
test_killed (Fixture       *self,
             gconstpointer  data)
{
#ifdef SIGNET_KILL_POINTS
  static const char *const points[] = { "try-given-up", "secrets-removed" };
  g_autofree char *enrollments = g_build_filename (self->app.folder, "enrollments", NULL);

  g_setenv ("SIGNET_TEST_STORE", enrollments, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
    {
      g_autofree char *last = make_unsent (self);
      g_autoptr (SignetItem) item = NULL;

      g_setenv ("SIGNET_TEST_ITEM", last, TRUE);
      g_setenv ("SIGNET_KILL_AT", points[i], TRUE);
      g_test_trap_subprocess ("/app/retry/subprocess/remove", 0, 0);
      g_unsetenv ("SIGNET_KILL_AT");
      g_assert_false (g_test_trap_has_passed ());
      item = load (self, last);
      g_assert_nonnull (item);
      g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_GIVEN_UP);
    }
#else
  g_test_skip ("Built without kill points");
#endif
}

#define ADD(path, data, function) \
  g_test_add ("/app/retry/" path, Fixture, data, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/retry/subprocess/remove", remove_in_subprocess);
  ADD ("same", NULL, test_same);
  ADD ("unsent-other", NULL, test_unsent_other);
  ADD ("refused-other", NULL, test_refused_other);
  ADD ("refused-verified", NULL, test_refused_verified);
  ADD ("refused-before", NULL, test_refused_before);
  ADD ("open", NULL, test_open);
  ADD ("waiting", WITH_APPROVAL, test_waiting);
  ADD ("cancelled", WITH_APPROVAL, test_cancelled);
  ADD ("given-up-unsent", NULL, test_given_up_unsent);
  ADD ("given-up-unknown", NULL, test_given_up_unknown);
  ADD ("own-passphrase", NULL, test_own_passphrase);
  ADD ("no-reference", NULL, test_no_reference);
  ADD ("accepted-before", NULL, test_accepted_before);
  ADD ("other-kind", NULL, test_other_kind);
  ADD ("invalid", NULL, test_invalid);
  ADD ("unknown", NULL, test_unknown);
  ADD ("busy", NULL, test_busy);
  ADD ("no-keyring", NULL, test_no_keyring);
  ADD ("no-trash", NULL, test_no_trash);
  ADD ("signing-request", NULL, test_signing_request);
  ADD ("killed", NULL, test_killed);

  return app_fixture_run ();
}
