/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-credential.h"

#include "core/signet-error.h"
#include "core/signet-item.h"
#include "ctl-fixture.h"

#include <glib/gstdio.h>

static GListModel *
make_items (void)
{
  GListStore *items = g_list_store_new (SIGNET_TYPE_ITEM);
  g_autoptr (SignetItem) item = fixture_item (FIXTURE_ID, "CN=Ada");

  g_list_store_append (items, item);

  return G_LIST_MODEL (items);
}

static SignetCredential *
build (const SignetCtlCredential  *options,
       GError                    **error)
{
  g_autoptr (GListModel) items = make_items ();

  g_assert_true (signet_ctl_credential_check (options, error));
  g_assert_true (signet_ctl_credential_is_given (options));

  return signet_ctl_credential_build (options, items, error);
}

static void
assert_contradiction (SignetCtlCredential options)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (signet_ctl_credential_check (&options, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
  g_test_message ("%s", error->message);
}

static void
test_contradictions (void)
{
  char *r = (char *) "r";
  char *id = (char *) FIXTURE_ID;
  char *file = (char *) "a.pem";

  assert_contradiction ((SignetCtlCredential){ .reference = r });
  assert_contradiction ((SignetCtlCredential){ .reference = r, .credential = file });
  assert_contradiction ((SignetCtlCredential){ .secret_file = file, .credential = file });
  assert_contradiction ((SignetCtlCredential){ .key = file });
  assert_contradiction ((SignetCtlCredential){ .passphrase_file = file });
  assert_contradiction ((SignetCtlCredential){ .secret_file = file, .key = file });
  assert_contradiction ((SignetCtlCredential){ .credential = id, .key = file });
  assert_contradiction ((SignetCtlCredential){ .credential = id, .passphrase_file = file });
  assert_contradiction (
    (SignetCtlCredential){ .credential = file, .passphrase_file = (char *) "-" });
}

static void
test_nothing (void)
{
  SignetCtlCredential options = { NULL, NULL, NULL, NULL, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (signet_ctl_credential_check (&options, &error));
  g_assert_no_error (error);
  g_assert_false (signet_ctl_credential_is_given (&options));
}

static void
test_code (void)
{
  char *folder = fixture_folder ();
  g_autofree char *path = fixture_write (folder, "code", "4711\n");
  SignetCtlCredential options = { .reference = (char *) "R1", .secret_file = path };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetCredential) credential = build (&options, &error);

  g_assert_no_error (error);
  g_assert_cmpint (signet_credential_get_kind (credential), ==, SIGNET_CREDENTIAL_CODE);
  g_assert_cmpstr (signet_credential_get_reference (credential), ==, "R1");
  g_assert_cmpstr (signet_secret_get_text (signet_credential_get_code (credential)), ==, "4711");

  fixture_remove (folder);
}

static void
test_item (void)
{
  SignetCtlCredential options = { .credential = (char *) "0a1b2c3d" };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetCredential) credential = build (&options, &error);

  g_assert_no_error (error);
  g_assert_cmpint (signet_credential_get_kind (credential), ==, SIGNET_CREDENTIAL_ITEM);
  g_assert_cmpstr (signet_credential_get_item (credential), ==, FIXTURE_ID);
}

static void
test_unknown_item (void)
{
  SignetCtlCredential options = { .credential = (char *) "ffffffff" };
  g_autoptr (GError) error = NULL;

  g_assert_null (build (&options, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NOT_FOUND);
}

static void
test_files (void)
{
  char *folder = fixture_folder ();
  g_autofree char *certificate = fixture_write (folder, "c.pem", fixture_pem);
  g_autofree char *key = fixture_write (folder, "k.pem", "x");
  g_autofree char *passphrase = fixture_write (folder, "p", "x");
  SignetCtlCredential options = { .credential = certificate,
                                  .key = key,
                                  .passphrase_file = passphrase };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetCredential) credential = build (&options, &error);

  g_assert_no_error (error);
  g_assert_cmpint (signet_credential_get_kind (credential), ==, SIGNET_CREDENTIAL_FILES);
  g_assert_cmpstr (signet_credential_get_certificate_file (credential), ==, certificate);
  g_assert_cmpstr (signet_credential_get_key_file (credential), ==, key);
  g_assert_cmpstr (signet_credential_get_passphrase_file (credential), ==, passphrase);

  fixture_remove (folder);
}

/* A file may be called like an item; the file is what the person sees in the folder. */
static void
test_relative_file (void)
{
  g_autofree char *before = g_get_current_dir ();
  char *folder = fixture_folder ();
  g_autofree char *path = fixture_write (folder, "0a1b2c3d", fixture_pem);
  SignetCtlCredential options = { .credential = (char *) "0a1b2c3d" };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetCredential) credential = NULL;

  g_assert_cmpint (g_chdir (folder), ==, 0);
  credential = build (&options, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (signet_credential_get_certificate_file (credential), ==, path);
  g_assert_cmpstr (signet_credential_get_key_file (credential), ==, path);

  g_assert_cmpint (g_chdir (before), ==, 0);
  fixture_remove (folder);
}

static void
test_missing_files (void)
{
  char *folder = fixture_folder ();
  g_autofree char *certificate = fixture_write (folder, "c.pem", fixture_pem);
  char *missing = (char *) "/nonexistent/file";
  const SignetCtlCredential wrong[] = {
    { .credential = missing },
    { .credential = certificate, .key = missing },
    { .credential = certificate, .passphrase_file = missing },
    { .secret_file = missing },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (build (&wrong[i], &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
    }

  fixture_remove (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/credential/contradictions", test_contradictions);
  g_test_add_func ("/ctl/credential/nothing", test_nothing);
  g_test_add_func ("/ctl/credential/code", test_code);
  g_test_add_func ("/ctl/credential/item", test_item);
  g_test_add_func ("/ctl/credential/unknown-item", test_unknown_item);
  g_test_add_func ("/ctl/credential/files", test_files);
  g_test_add_func ("/ctl/credential/relative-file", test_relative_file);
  g_test_add_func ("/ctl/credential/missing-files", test_missing_files);

  return g_test_run ();
}
