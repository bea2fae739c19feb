/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "core/signet-error.h"
#include "pki/signet-certificate.h"

#include <string.h>

/* A person looks at a certificate before it is confirmed. */

/* What they do. */
typedef enum {
  SAY_NOTHING, /* nobody is there */
  SAY_YES,
  SAY_NO,
  SAY_NOT_ANY_MORE, /* the request is cancelled */
} Word;

typedef struct
{
  Word word;
  GCancellable *cancellable;
  guint n_asked;
  gboolean has_name;
} Person;

static void
review_cb (SignetTask        *task,
           SignetCertificate *issued,
           GPtrArray         *differences,
           guint              seconds,
           Person            *person)
{
  SignetName *subject = signet_certificate_get_subject (issued);

  person->n_asked++;
  person->has_name = g_strcmp0 (signet_name_get_first (subject, "CN"), "Ada") == 0;
  g_assert_cmpuint (seconds, >, 0);
  if (person->word == SAY_NOT_ANY_MORE)
    g_cancellable_cancel (person->cancellable);
  else
    signet_task_answer_review (task, person->word == SAY_YES);
}

static void
over_cb (SignetTask *task,
         gboolean   *over)
{
  *over = TRUE;
}

static void
listen (Person     *person,
        SignetTask *task,
        gboolean   *over)
{
  g_signal_connect (task, "over", G_CALLBACK (over_cb), over);
  if (person->word != SAY_NOTHING)
    g_signal_connect (task, "review", G_CALLBACK (review_cb), person);
}

static void
wait_for (const gboolean *over)
{
  while (!*over)
    g_main_context_iteration (NULL, TRUE);
}

static SignetItem *
request (AppFixture  *fixture,
         Person      *person,
         GError     **error)
{
  AppWait wait = { 0 };
  gboolean over = FALSE;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SignetCredential) code = app_fixture_code ("s3cret");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SignetTask) task =
    signet_manager_request_async (fixture->manager, fixture->request, code, NULL, SIGNET_RUN_NONE,
                                  cancellable, app_wait_cb, &wait);

  person->cancellable = cancellable;
  listen (person, task, &over);
  result = app_wait_run (&wait);
  wait_for (&over);

  return signet_manager_request_finish (fixture->manager, result, error);
}

static SignetItem *
resume (AppFixture    *fixture,
        const char    *id,
        SignetSecret  *passphrase,
        Person        *person,
        GError       **error)
{
  AppWait wait = { 0 };
  gboolean over = FALSE;
  g_autoptr (SignetCredential) code = app_fixture_code ("s3cret");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SignetTask) task =
    signet_manager_resume_async (fixture->manager, id, NULL, code, passphrase, SIGNET_RUN_NONE,
                                 NULL, app_wait_cb, &wait);

  listen (person, task, &over);
  result = app_wait_run (&wait);
  wait_for (&over);

  return signet_manager_resume_finish (fixture->manager, result, error);
}

static SignetItem *
only_item (AppFixture *fixture)
{
  GListModel *items = signet_manager_get_items (fixture->manager);

  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 1);

  return g_list_model_get_item (items, 0);
}

static void
test_accept_yes (AppFixture    *fixture,
                 gconstpointer  data)
{
  Person person = { .word = SAY_YES };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = NULL;

  app_fixture_set (fixture, SIGNET_SETTING_REVIEW, "always");
  item = request (fixture, &person, &error);
  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_ISSUED);
  g_assert_cmpuint (person.n_asked, ==, 1);
  g_assert_true (person.has_name);
}

static void
test_accept_no (AppFixture    *fixture,
                gconstpointer  data)
{
  Person person = { .word = SAY_NO };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = NULL;

  app_fixture_set (fixture, SIGNET_SETTING_REVIEW, "always");
  g_assert_null (request (fixture, &person, &error));
  /* Nothing is wrong with it: that is the person's own will. */
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  item = only_item (fixture);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_GIVEN_UP);
  g_assert_null (signet_item_get_certificate (item));
}

static void
test_accept_not_wanted (AppFixture    *fixture,
                        gconstpointer  data)
{
  Person person = { .word = SAY_NO };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = NULL;

  app_fixture_set (fixture, SIGNET_SETTING_REVIEW, "changed");
  item = request (fixture, &person, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (person.n_asked, ==, 0);
}

/* Cancelling is an answer, too. */
static void
test_accept_cancelled (AppFixture    *fixture,
                       gconstpointer  data)
{
  Person person = { .word = SAY_NOT_ANY_MORE };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = NULL;

  app_fixture_set (fixture, SIGNET_SETTING_REVIEW, "always");
  g_assert_null (request (fixture, &person, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (person.n_asked, ==, 1);
  item = only_item (fixture);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_GIVEN_UP);
}

/* Where nobody is there, nothing is decided: the next step asks again. */
static void
test_accept_nobody_there (AppFixture    *fixture,
                          gconstpointer  data)
{
  Person nobody = { .word = SAY_NOTHING };
  Person person = { .word = SAY_YES };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) left = NULL;
  g_autoptr (SignetItem) item = NULL;

  app_fixture_set (fixture, SIGNET_SETTING_REVIEW, "always");
  g_assert_null (request (fixture, &nobody, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_UNCONFIRMED);
  g_clear_error (&error);
  left = only_item (fixture);
  g_assert_cmpint (signet_item_get_state (left), ==, SIGNET_ITEM_STATE_RECEIVED);
  g_assert_cmpint (signet_item_get_needs (left), ==, SIGNET_NEEDS_PERSON);

  app_fixture_restart_manager (fixture);
  item = resume (fixture, signet_item_get_id (left), NULL, &person, &error);
  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_ISSUED);
  g_assert_cmpuint (person.n_asked, ==, 1);
}

#ifdef SIGNET_KILL_POINTS

#define OWN "a long passphrase"

/* A process of its own, which SIGNET_KILL_AT ends while somebody looks at the certificate. */
static void
request_in_subprocess (void)
{
  AppFixture fixture = { .folder = g_strdup (g_getenv ("SIGNET_TEST_FOLDER")) };
  g_autoptr (GPtrArray) anchors =
    signet_certificates_new_from_file (g_getenv ("SIGNET_TEST_CA"), NULL);
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autoptr (SignetName) name = signet_name_parse ("CN=Ada", NULL);
  g_autoptr (SignetTemplate) asked = signet_template_new (name, NULL);
  g_autoptr (SignetSecret) passphrase = signet_secret_new (OWN, strlen (OWN));
  g_autoptr (SignetCredential) code = app_fixture_code ("s3cret");
  g_autoptr (SignetItem) item = NULL;

  signet_profile_set_server (profile, g_getenv ("SIGNET_TEST_URL"), NULL);
  signet_profile_set_value (profile, NULL, SIGNET_SETTING_REVIEW, "always", NULL);
  signet_profile_add_certificate (profile, SIGNET_TRUST_ANCHORS,
                                  signet_certificate_get_der (anchors->pdata[0]));
  app_fixture_restart_manager (&fixture);
  fixture.request = signet_request_new ();
  signet_request_set_profile (fixture.request, profile);
  signet_request_set_template (fixture.request, asked);
  item = app_fixture_request_with (&fixture, code, passphrase, SIGNET_RUN_NONE, NULL);
}

/* A process that ends meanwhile has decided nothing. */
static void
test_accept_killed (AppFixture    *fixture,
                    gconstpointer  data)
{
  Person person = { .word = SAY_YES };
  g_autoptr (SignetSecret) passphrase = signet_secret_new (OWN, strlen (OWN));
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) left = NULL;
  g_autoptr (SignetItem) item = NULL;

  g_setenv ("SIGNET_TEST_FOLDER", fixture->folder, TRUE);
  g_setenv ("SIGNET_TEST_URL", signet_practice_server_get_url (fixture->ca), TRUE);
  g_setenv ("SIGNET_TEST_CA", signet_practice_server_get_ca_file (fixture->ca), TRUE);
  g_setenv ("SIGNET_KILL_AT", "review", TRUE);
  g_test_trap_subprocess ("/app/accept/subprocess/request", 0, 0);
  g_unsetenv ("SIGNET_KILL_AT");
  g_assert_false (g_test_trap_has_passed ());

  app_fixture_restart_manager (fixture);
  left = only_item (fixture);
  g_assert_cmpint (signet_item_get_state (left), ==, SIGNET_ITEM_STATE_RECEIVED);
  item = resume (fixture, signet_item_get_id (left), passphrase, &person, &error);
  g_assert_no_error (error);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_ISSUED);
  g_assert_cmpuint (person.n_asked, ==, 1);
}

#endif

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  app_fixture_add ("/app/accept/yes", NULL, test_accept_yes);
  app_fixture_add ("/app/accept/no", NULL, test_accept_no);
  app_fixture_add ("/app/accept/not-wanted", NULL, test_accept_not_wanted);
  app_fixture_add ("/app/accept/cancelled", NULL, test_accept_cancelled);
  app_fixture_add ("/app/accept/nobody-there", NULL, test_accept_nobody_there);
#ifdef SIGNET_KILL_POINTS
  g_test_add_func ("/app/accept/subprocess/request", request_in_subprocess);
  app_fixture_add ("/app/accept/killed", NULL, test_accept_killed);
#endif

  return app_fixture_run ();
}
