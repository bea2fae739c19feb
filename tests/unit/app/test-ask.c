/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"
#include "core/signet-error.h"

#define CA_CERTIFICATES "1.3.6.1.5.5.7.4.17" /* id-it-caCerts, RFC 9810 5.3.19.14 */

static GPtrArray *
ask (AppFixture        *fixture,
     SignetCredential  *credential,
     const char        *question,
     SignetReport     **report,
     GError           **error)
{
  AppWait wait = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SignetTask) task = signet_manager_ask_async (
    fixture->manager, signet_request_get_profile (fixture->request), credential, NULL, question,
    NULL, NULL, app_wait_cb, &wait);

  result = app_wait_run (&wait);

  return signet_manager_ask_finish (fixture->manager, result, report, error);
}

static guint
count_items (AppFixture *fixture)
{
  return g_list_model_get_n_items (signet_manager_get_items (fixture->manager));
}

static void
test_ask_ca_certificates (AppFixture    *fixture,
                          gconstpointer  data)
{
  g_autoptr (SignetCredential) code = app_fixture_code ("s3cret");
  g_autoptr (SignetReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) infos = ask (fixture, code, CA_CERTIFICATES, &report, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report);
  g_assert_cmpuint (infos->len, ==, 1);
  g_assert_cmpstr (signet_info_get_oid (infos->pdata[0]), ==, CA_CERTIFICATES);
  g_assert_cmpuint (count_items (fixture), ==, 0);
}

static void
test_ask_nothing (AppFixture    *fixture,
                  gconstpointer  data)
{
  g_autoptr (SignetCredential) code = app_fixture_code ("s3cret");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) infos = ask (fixture, code, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (infos);
}

/* An item's certificate may ask, too. */
static void
test_ask_signed (AppFixture    *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = app_fixture_request (fixture, "s3cret", SIGNET_RUN_NONE, &error);
  g_autoptr (SignetCredential) credential = NULL;
  g_autoptr (GPtrArray) infos = NULL;

  g_assert_no_error (error);
  credential = signet_credential_new_item (signet_item_get_id (item));
  infos = ask (fixture, credential, CA_CERTIFICATES, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (infos->len, ==, 1);
}

static void
test_ask_refused (AppFixture    *fixture,
                  gconstpointer  data)
{
  g_autoptr (SignetCredential) wrong = app_fixture_code ("guess");
  g_autoptr (SignetCredential) codeless = signet_credential_new_code ("77", NULL);
  g_autoptr (SignetCredential) none = signet_credential_new_none ();
  g_autoptr (SignetReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (fixture, wrong, CA_CERTIFICATES, &report, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE);
  g_assert_null (report);
  g_clear_error (&error);
  g_assert_null (ask (fixture, codeless, CA_CERTIFICATES, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CODE);
  g_clear_error (&error);
  g_assert_null (ask (fixture, none, CA_CERTIFICATES, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
}

static void
count_cb (guint       level,
          const char *line,
          gpointer    user_data)
{
  int *n = user_data;

  if (level == SIGNET_TRACE_SHOWN)
    g_atomic_int_inc (n);
}

/* What was only shown leaves nothing behind, and is not sent. */
static void
test_ask_dry_run (AppFixture    *fixture,
                  gconstpointer  data)
{
  g_autoptr (SignetTrace) trace = signet_trace_new ();
  g_autoptr (SignetCredential) code = app_fixture_code ("s3cret");
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autofree char *enrollments = g_build_filename (fixture->folder, "enrollments", NULL);
  int n_lines = 0;
  const char *name;

  signet_trace_set_dry_run (trace, TRUE);
  signet_trace_set_log (trace, 0, count_cb, &n_lines, NULL);
  signet_manager_set_trace (fixture->manager, trace);
  signet_practice_server_stop (fixture->ca);

  g_assert_null (app_fixture_request (fixture, "s3cret", SIGNET_RUN_NONE, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_DRY_RUN);
  g_clear_error (&error);
  g_assert_cmpint (n_lines, >, 0);
  n_lines = 0;
  g_assert_null (ask (fixture, code, CA_CERTIFICATES, NULL, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_DRY_RUN);
  g_assert_cmpint (n_lines, >, 0);

  g_assert_cmpuint (count_items (fixture), ==, 0);
  dir = g_dir_open (enrollments, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_uuid_string_is_valid (name));
}

/* An item that is there already stays as it is. */
static void
test_ask_dry_run_of_item (AppFixture    *fixture,
                          gconstpointer  data)
{
  g_autoptr (SignetTrace) trace = signet_trace_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) waiting =
    app_fixture_request (fixture, "s3cret", SIGNET_RUN_NO_WAIT, &error);
  SignetItem *shown;

  g_assert_no_error (error);
  signet_trace_set_dry_run (trace, TRUE);
  signet_manager_set_trace (fixture->manager, trace);
  g_assert_null (
    app_fixture_resume (fixture, signet_item_get_id (waiting), NULL, SIGNET_RUN_NO_WAIT, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_DRY_RUN);
  shown = signet_manager_get_item (fixture->manager, signet_item_get_id (waiting));
  g_assert_cmpint (signet_item_get_state (shown), ==, SIGNET_ITEM_STATE_WAITING);
  g_assert_cmpint (signet_item_get_needs (shown), ==, SIGNET_NEEDS_NONE);
  g_assert_null (signet_item_get_error (shown));
  signet_manager_set_trace (fixture->manager, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  app_fixture_add ("/app/ask/ca-certificates", NULL, test_ask_ca_certificates);
  app_fixture_add ("/app/ask/nothing", NULL, test_ask_nothing);
  app_fixture_add ("/app/ask/signed", NULL, test_ask_signed);
  app_fixture_add ("/app/ask/refused", NULL, test_ask_refused);
  app_fixture_add ("/app/ask/dry-run", NULL, test_ask_dry_run);
  app_fixture_add ("/app/ask/dry-run-of-item", GINT_TO_POINTER (TRUE), test_ask_dry_run_of_item);

  return app_fixture_run ();
}
