/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-question.h"

#include "core/signet-error.h"
#include "ctl-fixture.h"

static const SignetCtlQuestionFiles no_files = { NULL, NULL, NULL };

static void
assert_oid (const char *word,
            const char *oid)
{
  g_auto (SignetCtlQuestion) question = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (signet_ctl_question_build (&question, word, &no_files, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (question.oid, ==, oid);
  g_assert_null (question.value);
}

static void
test_words (void)
{
  assert_oid (NULL, NULL);
  assert_oid ("ca-certs", "1.3.6.1.5.5.7.4.17");
  assert_oid ("root-update", "1.3.6.1.5.5.7.4.20");
  assert_oid ("crls", "1.3.6.1.5.5.7.4.6");
  assert_oid ("template", "1.3.6.1.5.5.7.4.19");
  assert_oid ("algorithms", "1.3.6.1.5.5.7.4.2");
  assert_oid ("cacerts", "1.3.6.1.5.5.7.4.17");
  assert_oid ("1.2.3.4", "1.2.3.4");
}

static void
assert_wrong (const char             *word,
              SignetCtlQuestionFiles  files,
              SignetError             code)
{
  g_auto (SignetCtlQuestion) question = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (signet_ctl_question_build (&question, word, &files, &error));
  g_assert_error (error, SIGNET_ERROR, (int) code);
  g_test_message ("%s", error->message);
}

static void
test_wrong (void)
{
  char *folder = fixture_folder ();
  g_autofree char *file = fixture_write (folder, "one.pem", fixture_pem);

  assert_wrong ("", no_files, SIGNET_ERROR_USAGE);
  assert_wrong ("everything", no_files, SIGNET_ERROR_USAGE);
  assert_wrong ("1.2.", no_files, SIGNET_ERROR_USAGE);
  assert_wrong ("ca-certs", (SignetCtlQuestionFiles){ .root = file }, SIGNET_ERROR_USAGE);
  assert_wrong (NULL, (SignetCtlQuestionFiles){ .certificate = file }, SIGNET_ERROR_USAGE);
  assert_wrong ("template", (SignetCtlQuestionFiles){ .crl = file }, SIGNET_ERROR_USAGE);
  assert_wrong ("crls", (SignetCtlQuestionFiles){ .crl = file }, SIGNET_ERROR_CRL);
  assert_wrong ("crls", (SignetCtlQuestionFiles){ .certificate = "/nonexistent" },
                SIGNET_ERROR_USAGE);
  assert_wrong ("root-update", (SignetCtlQuestionFiles){ .root = "/nonexistent" },
                SIGNET_ERROR_USAGE);

  fixture_remove (folder);
}

static void
test_files (void)
{
  char *folder = fixture_folder ();
  g_autofree char *file = fixture_write (folder, "one.pem", fixture_pem);
  g_autoptr (GBytes) der = fixture_certificate ();
  g_auto (SignetCtlQuestion) root = { 0 };
  g_auto (SignetCtlQuestion) crls = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (signet_ctl_question_build (&root, "root-update",
                                            &(SignetCtlQuestionFiles){ .root = file }, &error));
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (root.value, der));

  g_assert_true (signet_ctl_question_build (
    &crls, "crls", &(SignetCtlQuestionFiles){ .certificate = file }, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (crls.oid, ==, "1.3.6.1.5.5.7.4.22");
  g_assert_nonnull (crls.value);

  fixture_remove (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/question/words", test_words);
  g_test_add_func ("/ctl/question/wrong", test_wrong);
  g_test_add_func ("/ctl/question/files", test_files);

  return g_test_run ();
}
