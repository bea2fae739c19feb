/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-states.h"

#include <string.h>

#include "core/signet-kill-point.h"
#include "signet-core-enums.h"

static void
assert_words (GType       type,
              const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);
  int n_words = (int) g_strv_length (list);

  for (int i = 0; i < n_words; i++)
    {
      int value = -1;

      g_assert_cmpstr (signet_enum_to_nick (type, i), ==, list[i]);
      g_assert_true (signet_enum_from_nick (type, list[i], &value));
      g_assert_cmpint (value, ==, i);
    }
}

/* Files, JSON and manual have these words: a changed one is a broken promise. */
static void
test_words (void)
{
  assert_words (
    SIGNET_TYPE_ITEM_STATE,
    "draft key-ready sent answer-unknown waiting received unconfirmed issued refused given-up");
  assert_words (SIGNET_TYPE_NEEDS, "none code keyring passphrase person network");
  assert_words (SIGNET_TYPE_VERIFICATION, "none anchor code");
  assert_words (SIGNET_TYPE_STAGE, "key contact wait check confirm save done");
  assert_words (SIGNET_TYPE_PROTECTION, "none mac signature");
  assert_words (SIGNET_TYPE_PASSPHRASE_KIND, "keyring own");
  assert_words (SIGNET_TYPE_CREDENTIAL_KIND, "code item files");
  assert_words (SIGNET_TYPE_ALT_NAME_KIND, "email dns ip uri upn other");
  assert_words (SIGNET_TYPE_ANSWER, "certificate poll");
}

static void
test_unknown (void)
{
  int value = 42;

  g_assert_false (signet_enum_from_nick (SIGNET_TYPE_NEEDS, "money", &value));
  g_assert_false (signet_enum_from_nick (SIGNET_TYPE_NEEDS, "Code", &value));
  g_assert_false (signet_enum_from_nick (SIGNET_TYPE_NEEDS, "", &value));
  g_assert_false (signet_enum_from_nick (SIGNET_TYPE_NEEDS, NULL, &value));
  g_assert_cmpint (value, ==, 42);
}

#ifdef SIGNET_KILL_POINTS
static void
test_kill_point (void)
{
  if (g_test_subprocess ())
    {
      signet_kill_point ("other");
      g_print ("alive\n");
      signet_kill_point ("here");
      g_print ("still alive\n");
      return;
    }

  g_setenv ("SIGNET_KILL_AT", "here", TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_unsetenv ("SIGNET_KILL_AT");
  g_test_trap_assert_failed ();
  g_test_trap_assert_stdout_unmatched ("*still alive*");
}
#endif

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/states/words", test_words);
  g_test_add_func ("/core/states/unknown", test_unknown);
#ifdef SIGNET_KILL_POINTS
  g_test_add_func ("/core/kill-point", test_kill_point);
#endif

  return g_test_run ();
}
