/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-error.h"
#include "ui/signet-key-choice.h"
#include "ui/signet-subject.h"

#include <string.h>

static SignetName *
make (const char          *country,
      const char          *organization,
      const char          *department,
      const char          *name,
      SignetSubjectField  *bad,
      GError             **error)
{
  const char *texts[SIGNET_SUBJECT_N_FIELDS] = {
    [SIGNET_SUBJECT_COUNTRY] = country,
    [SIGNET_SUBJECT_ORGANIZATION] = organization,
    [SIGNET_SUBJECT_DEPARTMENT] = department,
    [SIGNET_SUBJECT_NAME] = name,
  };

  return signet_subject_make (texts, bad, error);
}

static void
assert_name (const char *text,
             const char *wanted)
{
  SignetSubjectField bad;
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetName) name = make ("", "", "", text, &bad, &error);
  g_autofree char *written = NULL;

  g_assert_no_error (error);
  written = signet_name_to_string (name);
  g_assert_cmpstr (written, ==, wanted);
}

static void
assert_refused (SignetSubjectField  field,
                const char         *text)
{
  const char *texts[SIGNET_SUBJECT_N_FIELDS] = { "DE", "Example", "Physics", "Anna" };
  SignetSubjectField bad = SIGNET_SUBJECT_N_FIELDS;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) same = NULL;

  texts[field] = text;
  g_assert_null (signet_subject_make (texts, &bad, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NAME);
  g_assert_cmpint (bad, ==, field);
  g_assert_false (signet_subject_check (field, text, &same));
  g_assert_cmpstr (same->message, ==, error->message);
}

static void
test_order (void)
{
  SignetSubjectField bad;
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetName) name =
    make ("de", "Example University", "Physics", "Anna Keller", &bad, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = signet_name_to_string (name);
  g_assert_cmpstr (text, ==, "CN=Anna Keller,OU=Physics,O=Example University,C=DE");
  g_assert_cmpstr (signet_name_get_part (name, 0)->type, ==, "C");
}

static void
test_empty (void)
{
  SignetSubjectField bad;
  g_autoptr (SignetName) none = make ("", "", " ", "\t\n", &bad, NULL);
  g_autoptr (SignetName) some = make ("", "Example", "", " Anna ", &bad, NULL);
  g_autofree char *text = signet_name_to_string (some);

  g_assert_cmpuint (signet_name_get_size (none), ==, 0);
  g_assert_cmpstr (text, ==, "CN=Anna,O=Example");
}

/* Nothing that is typed is syntax. */
static void
test_hostile (void)
{
  assert_name ("A, B+C=D;\"E\"\\", "CN=A\\, B\\+C=D\\;\\\"E\\\"\\\\");
  assert_name ("/O=Other/CN=x", "CN=/O=Other/CN=x");
  assert_name ("<b>Anna</b> & Co", "CN=\\<b\\>Anna\\</b\\> & Co");
  assert_name ("Łukasz Ő", "CN=Łukasz Ő");
}

static void
test_refused (void)
{
  g_autofree char *long_text = g_strnfill (64 * 1024, 'x');

  assert_refused (SIGNET_SUBJECT_NAME, "Anna\nKeller");
  assert_refused (SIGNET_SUBJECT_NAME, "Anna \u202ereleK");
  assert_refused (SIGNET_SUBJECT_DEPARTMENT, "a\x01z");
  assert_refused (SIGNET_SUBJECT_ORGANIZATION, long_text);
  assert_refused (SIGNET_SUBJECT_NAME, "#0C0141");
  assert_refused (SIGNET_SUBJECT_NAME, "\xff");
  assert_refused (SIGNET_SUBJECT_COUNTRY, "D");
  assert_refused (SIGNET_SUBJECT_COUNTRY, "D1");
  assert_refused (SIGNET_SUBJECT_COUNTRY, "Ö");
  assert_refused (SIGNET_SUBJECT_COUNTRY, "DEU");
}

/* What fits into the field fits into the certificate. */
static void
test_lengths (void)
{
  for (SignetSubjectField field = 0; field < SIGNET_SUBJECT_N_FIELDS; field++)
    {
      g_autofree char *text = g_strnfill ((gsize) signet_subject_get_max_chars (field), 'x');
      g_autofree char *more = g_strconcat (text, "x", NULL);

      g_assert_true (signet_subject_check (field, text, NULL));
      g_assert_false (signet_subject_check (field, more, NULL));
    }
}

static void
test_keys (void)
{
  const char *const words[] = { "EC P-256", "EC P-384", "RSA 3072", "RSA 4096" };
  g_autoptr (SignetKeySpec) other = signet_key_spec_parse ("ed25519", NULL);
  g_autofree char *other_words = signet_key_choice_dup_words (other);

  g_assert_cmpuint (signet_key_choice_get_size (), ==, G_N_ELEMENTS (words));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (SignetKeySpec) spec = signet_key_choice_dup_spec (i);
      g_autofree char *text = signet_key_choice_dup_words (spec);

      g_assert_cmpstr (text, ==, words[i]);
    }
  g_assert_cmpstr (other_words, ==, "ed25519");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/subject/order", test_order);
  g_test_add_func ("/ui/subject/empty", test_empty);
  g_test_add_func ("/ui/subject/hostile", test_hostile);
  g_test_add_func ("/ui/subject/refused", test_refused);
  g_test_add_func ("/ui/subject/lengths", test_lengths);
  g_test_add_func ("/ui/subject/keys", test_keys);

  return g_test_run ();
}
