/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-practice.h"

#include "app-fixture.h"
#include "app/signet-keeper.h"
#include "app/signet-practice-request.h"
#include "cmp-fixture.h"
#include "core/signet-error.h"

/* The practice CA as the window has it: in this process, beside a keeper, never on its thread. */
typedef struct
{
  char *folder;
  char *practice_folder;
  SignetPractice *practice;
  SignetManager *manager;
  SignetKeeper *keeper;
} Fixture;

static void
make_practice (Fixture *self)
{
  self->practice = signet_practice_new (self->practice_folder, 0, FALSE, 0, 1);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("signet-window-XXXXXX", NULL);
  self->practice_folder = g_build_filename (self->folder, "practice", NULL);
  make_practice (self);
  self->manager = signet_manager_new (self->folder);
  self->keeper = signet_keeper_new (self->manager);
}

static void
drop_practice (Fixture *self)
{
  gpointer alive = self->practice;

  g_object_add_weak_pointer (alive, &alive);
  g_clear_object (&self->practice);
  while (alive != NULL)
    g_main_context_iteration (NULL, TRUE);
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
  g_clear_object (&self->keeper);
  g_clear_object (&self->manager);
  drop_practice (self);
  cmp_fixture_remove_tree (self->folder);
  g_free (self->practice_folder);
  g_free (self->folder);
}

static gboolean
start (Fixture  *self,
       GError  **error)
{
  AppWait wait = { 0 };
  g_autoptr (GAsyncResult) result = NULL;

  signet_practice_start_async (self->practice, NULL, app_wait_cb, &wait);
  result = app_wait_run (&wait);

  return signet_practice_start_finish (self->practice, result, error);
}

static void
start_well (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (start (self, &error));
  g_assert_no_error (error);
}

static void
decide (Fixture   *self,
        guint      number,
        gboolean   approve,
        GError   **error)
{
  AppWait wait = { 0 };
  g_autoptr (GAsyncResult) result = NULL;

  if (approve)
    signet_practice_approve_async (self->practice, number, NULL, app_wait_cb, &wait);
  else
    signet_practice_reject_async (self->practice, number, "notAuthorized", NULL, app_wait_cb,
                                  &wait);
  result = app_wait_run (&wait);
  if (approve)
    signet_practice_approve_finish (self->practice, result, error);
  else
    signet_practice_reject_finish (self->practice, result, error);
}

static gboolean
remove_all (Fixture  *self,
            GError  **error)
{
  AppWait wait = { 0 };
  g_autoptr (GAsyncResult) result = NULL;

  signet_practice_remove_all_async (self->practice, NULL, app_wait_cb, &wait);
  result = app_wait_run (&wait);

  return signet_practice_remove_all_finish (self->practice, result, error);
}

static guint
n_requests (Fixture *self)
{
  return g_list_model_get_n_items (signet_practice_get_requests (self->practice));
}

/* The identifier of a new request to the practice CA. */
static char *
request (Fixture    *self,
         const char *name)
{
  g_autoptr (SignetRequest) request = signet_request_new ();
  g_autoptr (SignetProfile) profile = signet_practice_dup_profile (self->practice);
  g_autoptr (SignetName) subject = signet_name_parse (name, NULL);
  g_autoptr (SignetTemplate) template = signet_template_new (subject, NULL);

  signet_request_set_profile (request, profile);
  signet_request_set_template (request, template);

  return g_strdup (signet_task_get_item_id (
    signet_keeper_request (self->keeper, request,
                           signet_practice_get_credential (self->practice, 0), NULL,
                           SIGNET_RUN_NONE)));
}

/* The newest request, as soon as it is in @state. */
static SignetPracticeRequest *
wait_for_row (Fixture                    *self,
              SignetPracticeRequestState  state)
{
  for (;;)
    {
      g_autoptr (SignetPracticeRequest) row =
        g_list_model_get_item (signet_practice_get_requests (self->practice), 0);

      if (row != NULL && signet_practice_request_get_state (row) == state)
        return g_steal_pointer (&row);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
set_approval (Fixture *self)
{
  signet_practice_set_approval (self->practice, TRUE);
  /* What is wanted next comes after it. */
  start_well (self);
  g_assert_true (signet_practice_get_approval (self->practice));
}

/* A request that waits until somebody decides about it. */
static SignetPracticeRequest *
make_waiting (Fixture  *self,
              char    **id)
{
  start_well (self);
  set_approval (self);
  *id = request (self, "CN=Ada");

  return wait_for_row (self, SIGNET_PRACTICE_REQUEST_WAITING);
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    user_data)
{
  guint *n = user_data;

  (*n)++;
}

static void
test_start (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (SignetProfile) profile = NULL;
  guint n = 0;

  g_assert_false (signet_practice_exists (self->practice_folder));
  g_assert_false (signet_practice_is_running (self->practice));
  g_assert_cmpuint (signet_practice_get_n_codes (self->practice), ==, 0);
  g_assert_null (signet_practice_get_credential (self->practice, 0));
  g_assert_null (signet_practice_dup_profile (self->practice));
  g_signal_connect (self->practice, "notify::running", G_CALLBACK (count_cb), &n);
  start_well (self);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (signet_practice_is_running (self->practice));
  g_assert_true (signet_practice_exists (self->practice_folder));
  g_assert_cmpuint (signet_practice_get_n_codes (self->practice), ==, 1);
  g_assert_cmpstr (
    signet_credential_get_reference (signet_practice_get_credential (self->practice, 0)), ==,
    signet_practice_get_reference (self->practice));

  profile = signet_practice_dup_profile (self->practice);
  g_assert_true (signet_profile_get_practice (profile));
  g_assert_cmpstr (signet_profile_get_name (profile), ==, "Practice CA");
  g_assert_cmpstr (signet_profile_get_server (profile), ==,
                   signet_practice_get_url (self->practice));
  g_assert_cmpuint (signet_profile_get_n_certificates (profile, SIGNET_TRUST_ANCHORS), ==, 1);

  signet_practice_stop (self->practice);
  g_assert_cmpuint (n, ==, 2);
  g_assert_null (signet_practice_dup_profile (self->practice));
}

/* Whoever wants it to run gets it, the second one, too. */
static void
test_start_twice (Fixture       *self,
                  gconstpointer  data)
{
  AppWait waits[2] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    signet_practice_start_async (self->practice, NULL, app_wait_cb, &waits[i]);
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      g_autoptr (GAsyncResult) result = app_wait_run (&waits[i]);
      g_autoptr (GError) error = NULL;

      g_assert_true (signet_practice_start_finish (self->practice, result, &error));
      g_assert_no_error (error);
    }
  start_well (self);
}

/* A stop counts against every start before it, however far that is, and against none after it. */
static void
test_stop (Fixture       *self,
           gconstpointer  data)
{
  AppWait waits[2] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    signet_practice_start_async (self->practice, NULL, app_wait_cb, &waits[i]);
  signet_practice_stop (self->practice);
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      g_autoptr (GAsyncResult) result = app_wait_run (&waits[i]);
      g_autoptr (GError) error = NULL;

      g_assert_false (signet_practice_start_finish (self->practice, result, &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE);
    }
  g_assert_false (signet_practice_is_running (self->practice));

  start_well (self);
  g_assert_true (signet_practice_is_running (self->practice));
}

/* Another process has the folder: signetctl practice, or a second window. */
static void
test_busy (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (SignetPractice) other = signet_practice_new (self->practice_folder, 0, FALSE, 0, 1);
  g_autoptr (GError) error = NULL;

  g_assert_true (signet_practice_start (other, &error));
  g_assert_false (start (self, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (signet_practice_is_running (self->practice));
  g_assert_false (remove_all (self, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_BUSY);
  g_assert_true (signet_practice_exists (self->practice_folder));
}

/* Without approval a certificate comes at once, and the row follows. */
static void
test_issued (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *id = NULL;
  g_autoptr (SignetPracticeRequest) row = NULL;
  SignetItem *item;

  start_well (self);
  id = request (self, "CN=Ada,O=Engines");
  wait_until_idle (self);
  item = signet_manager_get_item (self->manager, id);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_ISSUED);
  g_assert_true (signet_profile_get_practice (signet_item_get_profile (item)));

  row = wait_for_row (self, SIGNET_PRACTICE_REQUEST_CONFIRMED);
  g_assert_cmpuint (n_requests (self), ==, 1);
  g_assert_cmpuint (signet_practice_request_get_number (row), ==, 1);
  g_assert_cmpstr (signet_practice_request_get_subject (row), ==, "CN=Ada,O=Engines");
  g_assert_cmpstr (signet_practice_request_get_reference (row), ==,
                   signet_practice_get_reference (self->practice));
  g_assert_nonnull (signet_practice_request_get_serial (row));
  g_assert_cmpint (signet_practice_request_get_changed (row), >, 0);
}

/* What a person decides in the list becomes of the item, and the row changes in place. */
static void
test_approve (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *id = NULL;
  g_autoptr (SignetPracticeRequest) row = NULL;
  g_autoptr (SignetPracticeRequest) after = NULL;
  g_autoptr (GError) error = NULL;
  SignetItem *item;

  row = make_waiting (self, &id);
  decide (self, signet_practice_request_get_number (row), TRUE, &error);
  g_assert_no_error (error);
  wait_until_idle (self);
  after = wait_for_row (self, SIGNET_PRACTICE_REQUEST_CONFIRMED);
  g_assert_true (after == row);
  item = signet_manager_get_item (self->manager, id);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_ISSUED);

  decide (self, signet_practice_request_get_number (row), TRUE, &error);
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE);
}

static void
test_reject (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *id = NULL;
  g_autoptr (SignetPracticeRequest) row = NULL;
  g_autoptr (SignetPracticeRequest) after = NULL;
  g_autoptr (GError) error = NULL;
  SignetItem *item;

  row = make_waiting (self, &id);
  decide (self, signet_practice_request_get_number (row), FALSE, &error);
  g_assert_no_error (error);
  after = wait_for_row (self, SIGNET_PRACTICE_REQUEST_REJECTED);
  wait_until_idle (self);
  item = signet_manager_get_item (self->manager, id);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_REFUSED);
  g_assert_error (signet_keeper_get_error (self->keeper, id), SIGNET_ERROR, SIGNET_ERROR_REFUSED);
}

static void
test_cancelled_request (Fixture       *self,
                        gconstpointer  data)
{
  g_autofree char *id = NULL;
  g_autoptr (SignetPracticeRequest) row = NULL;
  g_autoptr (SignetPracticeRequest) after = NULL;

  row = make_waiting (self, &id);
  g_assert_nonnull (signet_keeper_cancel (self->keeper, id, NULL, NULL));
  after = wait_for_row (self, SIGNET_PRACTICE_REQUEST_ABORTED);
  g_assert_true (after == row);
}

/* A new process finds requests, certificates and the person's decision; a request that waits goes
 * on by itself there. */
static void
test_restart (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *url = NULL;
  g_autoptr (SignetPracticeRequest) row = NULL;
  g_autoptr (SignetPracticeRequest) oldest = NULL;
  g_autoptr (GError) error = NULL;
  SignetItem *item;

  start_well (self);
  first = request (self, "CN=Ada");
  wait_until_idle (self);
  set_approval (self);
  second = request (self, "CN=Bob");
  row = wait_for_row (self, SIGNET_PRACTICE_REQUEST_WAITING);
  g_clear_object (&row);
  url = g_strdup (signet_practice_get_url (self->practice));
  drop_practice (self);

  make_practice (self);
  g_assert_false (signet_practice_get_approval (self->practice));
  start_well (self);
  g_assert_true (signet_practice_get_approval (self->practice));
  g_assert_cmpstr (signet_practice_get_url (self->practice), ==, url);
  g_assert_cmpuint (n_requests (self), ==, 2);
  oldest = g_list_model_get_item (signet_practice_get_requests (self->practice), 1);
  g_assert_cmpint (signet_practice_request_get_state (oldest), ==,
                   SIGNET_PRACTICE_REQUEST_CONFIRMED);
  g_assert_cmpstr (signet_practice_request_get_subject (oldest), ==, "CN=Ada");
  row = wait_for_row (self, SIGNET_PRACTICE_REQUEST_WAITING);
  decide (self, signet_practice_request_get_number (row), TRUE, &error);
  g_assert_no_error (error);
  wait_until_idle (self);
  item = signet_manager_get_item (self->manager, second);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_ISSUED);
}

/* The switch holds for what comes next, both ways. */
static void
test_approval (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *id = NULL;
  guint n = 0;

  start_well (self);
  set_approval (self);
  g_signal_connect (self->practice, "notify::approval", G_CALLBACK (count_cb), &n);
  g_object_set (self->practice, "approval", FALSE, NULL);
  start_well (self);
  g_assert_cmpuint (n, ==, 1);
  id = request (self, "CN=Ada");
  wait_until_idle (self);
  g_assert_cmpint (signet_item_get_state (signet_manager_get_item (self->manager, id)), ==,
                   SIGNET_ITEM_STATE_ISSUED);
}

/* What cannot be written down is not shown as done. */
static void
test_approval_not_running (Fixture       *self,
                           gconstpointer  data)
{
  signet_practice_set_approval (self->practice, TRUE);
  g_assert_true (signet_practice_get_approval (self->practice));
  while (signet_practice_get_approval (self->practice))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_remove_all (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *id = NULL;
  g_autoptr (SignetProfile) before = NULL;
  g_autoptr (SignetProfile) after = NULL;
  g_autoptr (GError) error = NULL;

  start_well (self);
  id = request (self, "CN=Ada");
  wait_until_idle (self);
  set_approval (self);
  before = signet_practice_dup_profile (self->practice);
  g_assert_true (remove_all (self, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (self->practice_folder, G_FILE_TEST_EXISTS));
  g_assert_false (signet_practice_is_running (self->practice));
  g_assert_false (signet_practice_get_approval (self->practice));
  g_assert_cmpuint (n_requests (self), ==, 0);
  g_assert_true (remove_all (self, &error));

  start_well (self);
  after = signet_practice_dup_profile (self->practice);
  g_assert_false (g_bytes_equal (signet_profile_get_certificate (before, SIGNET_TRUST_ANCHORS, 0),
                                 signet_profile_get_certificate (after, SIGNET_TRUST_ANCHORS, 0)));
  g_assert_false (signet_practice_get_approval (self->practice));
  g_assert_cmpuint (n_requests (self), ==, 0);
}

/* Let go in the middle of a start, it lives until that is over, and then ends serving. */
static void
test_release (Fixture       *self,
              gconstpointer  data)
{
  AppWait wait = { 0 };

  signet_practice_start_async (self->practice, NULL, app_wait_cb, &wait);
  g_object_unref (self->practice);
  self->practice = NULL;
  while (wait.result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&wait.result);
  /* Its folder is free for the next one. */
  make_practice (self);
  start_well (self);
}

static void
test_default_folder (void)
{
  g_autofree char *wanted = g_build_filename (g_get_user_data_dir (), "signet", "practice", NULL);

  g_assert_cmpstr (signet_practice_get_default_folder (), ==, wanted);
}

#define ADD(path, function) \
  g_test_add ("/app/practice-jobs/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("start", test_start);
  ADD ("start-twice", test_start_twice);
  ADD ("stop", test_stop);
  ADD ("busy", test_busy);
  ADD ("issued", test_issued);
  ADD ("approve", test_approve);
  ADD ("reject", test_reject);
  ADD ("cancelled-request", test_cancelled_request);
  ADD ("restart", test_restart);
  ADD ("approval", test_approval);
  ADD ("approval-not-running", test_approval_not_running);
  ADD ("remove-all", test_remove_all);
  ADD ("release", test_release);
  g_test_add_func ("/app/practice-jobs/default-folder", test_default_folder);

  return app_fixture_run ();
}
