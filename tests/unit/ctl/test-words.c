/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-words.h"

#include <gio/gio.h>

#include "core/signet-error.h"
#include "core/signet-revocation.h"
#include "ctl-fixture.h"

static void
assert_state (SignetItem *item,
              gint64      now,
              const char *wanted)
{
  g_autofree char *words = signet_ctl_words_for_state (item, now);

  g_assert_cmpstr (words, ==, wanted);
}

static void
assert_line (const char *text,
             const char *line)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_test_message ("%s in: %s", line, text);
  g_assert_true (g_strv_contains ((const char *const *) lines, line));
}

static void
test_state (void)
{
  g_autoptr (SignetItem) item = fixture_item (FIXTURE_ID, "CN=Ada");

  assert_state (item, 0, "draft");
  signet_item_set_state (item, SIGNET_ITEM_STATE_ANSWER_UNKNOWN);
  signet_item_set_needs (item, SIGNET_NEEDS_PERSON);
  assert_state (item, 0, "answer-unknown, needs person");
  fixture_issue (item);
  assert_state (item, FIXTURE_NOT_BEFORE, "issued, valid");
  assert_state (item, FIXTURE_NOT_AFTER, "issued, expiring");
  assert_state (item, FIXTURE_NOT_AFTER + 1, "issued, expired");
  assert_state (item, FIXTURE_NOT_BEFORE - 1, "issued, not-yet-valid");
  signet_item_set_revocation (item, SIGNET_REVOCATION_UNKNOWN, 0, SIGNET_REVOCATION_NO_REASON);
  assert_state (item, FIXTURE_NOT_BEFORE, "issued, valid, revocation unknown");
}

static void
test_issued (void)
{
  g_autoptr (SignetItem) item = fixture_item (FIXTURE_ID, "CN=Asked");
  g_autofree char *text = NULL;

  fixture_issue (item);
  text = signet_ctl_words_for_item (item, FIXTURE_NOT_BEFORE);

  assert_line (text, "Item:           " FIXTURE_ID);
  assert_line (text, "Label:          My label");
  assert_line (text, "State:          issued, valid");
  assert_line (text, "Serial number:  0A1B2C");
  assert_line (text, "Valid until:    2026-12-30 16:48");
  assert_line (text, "Verified:       yes");
  assert_line (text, "Also named:     email:ada@example.org");
  assert_line (text, "Key:            ec:P-256");
}

static void
test_verified_words (void)
{
  g_autoptr (SignetItem) item = fixture_item (FIXTURE_ID, "CN=Ada");
  g_autofree char *code = NULL;
  g_autofree char *none = NULL;

  fixture_issue (item);
  signet_item_set_verification (item, SIGNET_VERIFICATION_CODE);
  code = signet_ctl_words_for_item (item, FIXTURE_NOT_BEFORE);
  signet_item_set_verification (item, SIGNET_VERIFICATION_NONE);
  none = signet_ctl_words_for_item (item, FIXTURE_NOT_BEFORE);

  assert_line (code, "Verified:       yes, with your code");
  assert_line (none, "Verified:       no: the CA is not known");
}

static void
test_waiting (void)
{
  g_autoptr (SignetItem) item = fixture_item (FIXTURE_ID, "CN=Ada");
  g_autofree char *text = NULL;

  signet_item_set_state (item, SIGNET_ITEM_STATE_WAITING);
  signet_item_set_reason (item, "ask Bob");
  signet_item_set_next_check (item, 86400);
  text = signet_ctl_words_for_item (item, 0);

  assert_line (text, "Server said:    ask Bob");
  assert_line (text, "Next check:     1970-01-02 00:00");
  g_assert_null (g_strstr_len (text, -1, "Serial"));
}

static void
test_history (void)
{
  g_autoptr (SignetItem) revoked = fixture_item (FIXTURE_ID, "CN=Ada");
  g_autoptr (SignetItem) unknown = fixture_item (FIXTURE_ID, "CN=Ada");
  g_autofree char *text = NULL;
  g_autofree char *open_text = NULL;

  signet_item_set_revocation (revoked, SIGNET_REVOCATION_REVOKED, 86400, 4);
  signet_item_set_warnings (revoked, (const char *const[]){ "Mind this.", NULL });
  text = signet_ctl_words_for_item (revoked, 0);
  assert_line (text, "State:          draft, revoked");
  assert_line (text, "Revoked:        1970-01-02 00:00");
  assert_line (text, "Reason:         Another certificate has taken its place");
  assert_line (text, "Note:           Mind this.");

  signet_item_set_revocation (unknown, SIGNET_REVOCATION_UNKNOWN, 86400, -1);
  open_text = signet_ctl_words_for_item (unknown, 0);
  assert_line (open_text, "Revoked:        it was asked for, but no answer was seen");
}

static void
test_hostile_text (void)
{
  g_autoptr (SignetItem) item = fixture_item (FIXTURE_ID, "CN=Ada");
  g_autofree char *text = NULL;

  signet_item_set_state (item, SIGNET_ITEM_STATE_WAITING);
  signet_item_set_reason (item, "a\nb\342\200\256c\033[2J");
  text = signet_ctl_words_for_item (item, 0);

  for (const char *p = text; *p != '\0'; p++)
    g_assert_true (*p == '\n' || !g_ascii_iscntrl (*p));
  g_assert_null (g_strstr_len (text, -1, "\nb"));
  g_assert_null (g_strstr_len (text, -1, "\342\200\256"));
}

static void
test_error (void)
{
  g_autoptr (GError) error = fixture_refusal ("line\nbreak", FALSE);
  g_autofree char *text = signet_ctl_words_for_error (error);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  assert_line (text, "The server said no.");
  assert_line (text, "The server said (not authenticated): “line break”");
  g_assert_cmpuint (g_strv_length (lines), >=, 4);
  g_assert_true (g_str_has_suffix (text, "\n"));
}

static void
test_authenticated_error (void)
{
  g_autoptr (GError) error = fixture_refusal ("not today", TRUE);
  g_autofree char *text = signet_ctl_words_for_error (error);

  assert_line (text, "The server said: “not today”");
}

static void
test_silent_error (void)
{
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_BUSY, "It is in use.");
  g_autofree char *text = signet_ctl_words_for_error (error);

  assert_line (text, "It is in use.");
  g_assert_null (g_strstr_len (text, -1, "said"));
}

static void
test_usage_error (void)
{
  g_autoptr (GError) error =
    g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_USAGE, "--port is wrong.");
  g_autofree char *text = signet_ctl_words_for_error (error);

  g_assert_cmpstr (text, ==, "--port is wrong.\n");
}

/* Whoever stopped knows why it ended. */
static void
test_stopped (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stopped.");
  g_autofree char *text = signet_ctl_words_for_error (error);

  g_assert_cmpstr (text, ==, "Stopped.\n");
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/words/state", test_state);
  g_test_add_func ("/ctl/words/issued", test_issued);
  g_test_add_func ("/ctl/words/verified", test_verified_words);
  g_test_add_func ("/ctl/words/waiting", test_waiting);
  g_test_add_func ("/ctl/words/history", test_history);
  g_test_add_func ("/ctl/words/hostile-text", test_hostile_text);
  g_test_add_func ("/ctl/words/error", test_error);
  g_test_add_func ("/ctl/words/authenticated-error", test_authenticated_error);
  g_test_add_func ("/ctl/words/silent-error", test_silent_error);
  g_test_add_func ("/ctl/words/usage-error", test_usage_error);
  g_test_add_func ("/ctl/words/stopped", test_stopped);

  return g_test_run ();
}
