/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-manager.h"
#include "core/signet-core-enums.h"
#include "core/signet-error.h"
#include "core/signet-text.h"
#include "item-fixture.h"
#include "pki-fixture.h"
#include "ui/signet-item-words.h"

#include <glib/gstdio.h>
#include <string.h>

#define NBSP "\u00a0"
#define NOW G_GINT64_CONSTANT (1795246500) /* 21 November 2026, 07:35 UTC */
#define MINUTE 60
#define HOUR 3600
#define DAY 86400

static const SignetItemWork idle;

static SignetItem *
item_in (SignetItemState state,
         SignetNeeds     needs)
{
  return item_fixture_new ("CN=Anna Keller", "Mail", FALSE, state, needs);
}

static SignetCertificate *
certificate_new (const char *common_name)
{
  const PkiFixture what = { .common_name = common_name, .lifetime = 90 * DAY };
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509) x509 = pki_fixture_new_x509 (&what, pkey, NULL, NULL);

  return pki_fixture_wrap (x509);
}

static void
assert_words (SignetItem           *item,
              const SignetItemWork *work,
              const char           *icon,
              const char           *tone,
              const char           *state)
{
  g_autoptr (SignetItemWords) words = signet_item_words_new (item, NULL, work, NOW);

  g_assert_cmpstr (words->state, ==, state);
  g_assert_cmpstr (words->icon, ==, icon);
  g_assert_cmpstr (words->tone, ==, tone);
}

static void
assert_complete (SignetItem *item)
{
  const SignetItemWork works[] = {
    { FALSE, 0, NULL },
    { TRUE, 0, NULL },
    { FALSE, NOW + DAY, NULL },
  };
  const char *const tones[] = { "success", "warning", "error", "accent", "neutral", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (works); i++)
    {
      g_autoptr (SignetItemWords) words = signet_item_words_new (item, NULL, &works[i], NOW);

      g_assert_cmpstr (words->title, ==, "Mail");
      g_assert_true (g_str_has_suffix (words->icon, "-symbolic"));
      g_assert_true (g_strv_contains (tones, words->tone));
      g_assert_cmpint (g_utf8_strlen (words->state, -1), >, 5);
      g_assert_false (g_str_has_suffix (words->state, "."));
      g_assert_true (signet_text_is_clean (words->state));
      g_assert_null (strchr (words->state, '{'));
    }
}

/* Every state, with everything it may need, with every error, has words. */
static void
test_every_state (void)
{
  g_autoptr (GEnumClass) states = g_type_class_ref (SIGNET_TYPE_ITEM_STATE);
  g_autoptr (GEnumClass) needs = g_type_class_ref (SIGNET_TYPE_NEEDS);

  for (guint s = 0; s < states->n_values; s++)
    for (guint n = 0; n < needs->n_values; n++)
      {
        g_autoptr (SignetItem) item = item_in ((SignetItemState) states->values[s].value,
                                               (SignetNeeds) needs->values[n].value);

        assert_complete (item);
        for (int code = 0; code < SIGNET_N_ERRORS; code++)
          {
            g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, code, "x");

            signet_item_set_error (item, error);
            assert_complete (item);
          }
      }
}

static void
test_waiting (void)
{
  g_autoptr (SignetItem) item = item_in (SIGNET_ITEM_STATE_WAITING, SIGNET_NEEDS_NONE);
  const SignetItemWork later = { FALSE, NOW + 85 * MINUTE, NULL };
  const SignetItemWork asking = { TRUE, 0, NULL };

  signet_item_set_sent (item, NOW - 15 * HOUR - 15 * MINUTE);
  signet_item_set_next_check (item, NOW - 1);
  assert_words (item, &idle, "document-open-recent-symbolic", "accent",
                "Waiting for approval" NBSP "· asked yesterday 16:20");
  assert_words (item, &later, "document-open-recent-symbolic", "accent",
                "Waiting for approval" NBSP "· asked yesterday 16:20" NBSP "· next check 09:00");
  assert_words (item, &asking, "emblem-synchronizing-symbolic", "accent", "Asking the server now");
}

static void
test_needs (void)
{
  g_autoptr (SignetItem) item = item_in (SIGNET_ITEM_STATE_WAITING, SIGNET_NEEDS_CODE);
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_UNVERIFIED, "x");
  const SignetItemWork failed = { FALSE, 0, error };

  assert_words (item, &idle, "dialog-password-symbolic", "warning",
                "Enter your code again to continue");
  signet_item_set_needs (item, SIGNET_NEEDS_PASSPHRASE);
  assert_words (item, &idle, "dialog-password-symbolic", "warning",
                "Enter your passphrase to continue");
  signet_item_set_needs (item, SIGNET_NEEDS_KEYRING);
  assert_words (item, &idle, "changes-prevent-symbolic", "neutral", "Unlock to finish");
  signet_item_set_needs (item, SIGNET_NEEDS_NETWORK);
  signet_item_set_next_check (item, NOW + 85 * MINUTE);
  assert_words (item, &idle, "network-offline-symbolic", "warning",
                "No answer from the server" NBSP "· next try 09:00");
  signet_item_set_state (item, SIGNET_ITEM_STATE_RECEIVED);
  signet_item_set_needs (item, SIGNET_NEEDS_PERSON);
  assert_words (item, &failed, "dialog-question-symbolic", "warning",
                "Your decision is needed" NBSP "· its CA is not known");
}

static void
test_not_sent (void)
{
  g_autoptr (SignetItem) item = item_in (SIGNET_ITEM_STATE_KEY_READY, SIGNET_NEEDS_NONE);
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_HTTP, "x");

  assert_words (item, &idle, "document-open-recent-symbolic", "accent", "Ready to be sent");
  signet_item_set_error (item, error);
  assert_words (item, &idle, "dialog-error-symbolic", "error",
                "Not sent: error of the web server");
  signet_item_set_needs (item, SIGNET_NEEDS_NETWORK);
  assert_words (item, &idle, "network-offline-symbolic", "warning",
                "No answer from the server" NBSP "· nothing was sent");
}

static void
test_no (void)
{
  g_autoptr (SignetItem) item = item_in (SIGNET_ITEM_STATE_REFUSED, SIGNET_NEEDS_NONE);
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_WRONG_CODE, "x");
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");
  const SignetItemWork failed = { FALSE, 0, foreign };

  assert_words (item, &idle, "dialog-error-symbolic", "error", "Not issued");
  signet_item_set_error (item, error);
  assert_words (item, &idle, "dialog-error-symbolic", "error", "Not issued: number or code wrong");
  assert_words (item, &failed, "dialog-error-symbolic", "error",
                "Not issued: something went wrong");
  signet_item_set_state (item, SIGNET_ITEM_STATE_GIVEN_UP);
  assert_words (item, &idle, "dialog-error-symbolic", "error",
                "Not accepted: number or code wrong");
  signet_item_set_error (item, NULL);
  assert_words (item, &idle, "action-unavailable-symbolic", "neutral", "Given up");
}

static void
test_revoked (void)
{
  g_autoptr (SignetItem) item = item_in (SIGNET_ITEM_STATE_ISSUED, SIGNET_NEEDS_NONE);
  g_autoptr (SignetItemWords) words = NULL;

  signet_item_set_revocation (item, SIGNET_REVOCATION_UNKNOWN, NOW, 1);
  assert_words (item, &idle, "dialog-question-symbolic", "warning",
                "Asked to be revoked, answer unknown");
  signet_item_set_revocation (item, SIGNET_REVOCATION_REVOKED, NOW, 1);
  assert_words (item, &idle, "action-unavailable-symbolic", "neutral", "Revoked");
  words = signet_item_words_new (item, NULL, &idle, NOW);
  g_assert_cmpint (words->group, ==, SIGNET_ITEM_GROUP_ENDED);
}

typedef struct
{
  gint64 from_end; /* seconds */
  const char *icon;
  const char *tone;
  const char *beginning;
  SignetItemGroup group;
} Age;

static void
test_certificate (void)
{
  const Age ages[] = {
    { -91 * DAY, "x-office-calendar", "warning", "Valid from ", SIGNET_ITEM_GROUP_ATTENTION },
    { -50 * DAY, "emblem-ok", "success", "Valid until ", SIGNET_ITEM_GROUP_VALID },
    { -12 * DAY, "alarm", "warning", "Expires in 12 days, on ", SIGNET_ITEM_GROUP_ATTENTION },
    { -1 * DAY, "alarm", "warning", "Expires in 1 day, on ", SIGNET_ITEM_GROUP_ATTENTION },
    { 0, "alarm", "warning", "Expires today at ", SIGNET_ITEM_GROUP_ATTENTION },
    { 1, "x-office-calendar", "neutral", "Expired on ", SIGNET_ITEM_GROUP_ENDED },
  };
  g_autoptr (SignetItem) item = item_in (SIGNET_ITEM_STATE_ISSUED, SIGNET_NEEDS_NONE);
  g_autoptr (SignetCertificate) certificate = certificate_new ("Anna Keller");
  gint64 end = signet_certificate_get_not_after (certificate);

  for (gsize i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      g_autoptr (SignetItemWords) words =
        signet_item_words_new (item, certificate, &idle, end + ages[i].from_end);

      g_assert_true (g_str_has_prefix (words->icon, ages[i].icon));
      g_assert_cmpstr (words->tone, ==, ages[i].tone);
      g_assert_true (g_str_has_prefix (words->state, ages[i].beginning));
      g_assert_cmpint (words->group, ==, ages[i].group);
    }
  assert_words (item, &idle, "dialog-error-symbolic", "error", "The certificate cannot be read");
}

static void
test_practice (void)
{
  g_autoptr (SignetItem) item = item_fixture_new (
    "CN=Anna Keller", NULL, TRUE, SIGNET_ITEM_STATE_WAITING, SIGNET_NEEDS_CODE);
  g_autoptr (SignetItemWords) words = signet_item_words_new (item, NULL, &idle, NOW);

  g_assert_cmpint (words->group, ==, SIGNET_ITEM_GROUP_PRACTICE);
  g_assert_cmpstr (words->title, ==, "Anna Keller");
  g_assert_cmpint (strlen (signet_item_words_practice ()), >, 0);
}

/* What a person or a file calls it is shown without what would turn it into something else. */
static void
test_hostile_title (void)
{
  g_autofree char *longest = g_strnfill (5000, 'x');
  g_autoptr (SignetItem) turned =
    item_fixture_new ("CN=x", "<b>a</b>\u202egpj.exe", FALSE, SIGNET_ITEM_STATE_DRAFT, 0);
  g_autoptr (SignetItem) huge = item_fixture_new ("CN=x", longest, FALSE, 0, 0);
  g_autofree char *turned_title = signet_item_words_dup_title (turned, NULL);
  g_autofree char *huge_title = signet_item_words_dup_title (huge, NULL);

  g_assert_cmpstr (turned_title, ==, "<b>a</b>gpj.exe");
  g_assert_cmpint (g_utf8_strlen (huge_title, -1), <=, 200);
}

static void
test_keeper (void)
{
  g_autofree char *folder = g_dir_make_tmp ("signet-words-XXXXXX", NULL);
  g_autoptr (SignetManager) manager = signet_manager_new (folder);
  g_autoptr (SignetKeeper) keeper = signet_keeper_new (manager);
  g_autoptr (SignetItem) item = item_in (SIGNET_ITEM_STATE_DRAFT, SIGNET_NEEDS_NONE);
  g_autoptr (SignetItemWords) words = signet_item_words_new_for (keeper, item, NULL);

  g_assert_cmpstr (words->state, ==, "Ready to be sent");
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/item-words/every-state", test_every_state);
  g_test_add_func ("/ui/item-words/waiting", test_waiting);
  g_test_add_func ("/ui/item-words/needs", test_needs);
  g_test_add_func ("/ui/item-words/not-sent", test_not_sent);
  g_test_add_func ("/ui/item-words/no", test_no);
  g_test_add_func ("/ui/item-words/revoked", test_revoked);
  g_test_add_func ("/ui/item-words/certificate", test_certificate);
  g_test_add_func ("/ui/item-words/practice", test_practice);
  g_test_add_func ("/ui/item-words/hostile-title", test_hostile_title);
  g_test_add_func ("/ui/item-words/keeper", test_keeper);

  return g_test_run ();
}
