/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-item-words.h"

#include <glib/gi18n-lib.h>

#include "core/signet-text.h"
#include "pki/signet-validity.h"
#include "ui/signet-cause.h"
#include "ui/signet-dates.h"

#define MAX_TITLE 200 /* characters */

static void
set_look (SignetItemWords *words,
          const char      *icon,
          const char      *tone,
          SignetItemGroup  group)
{
  words->icon = icon;
  words->tone = tone;
  words->group = group;
}

static void
set_state (SignetItemWords *words,
           const char      *icon,
           const char      *tone,
           const char      *state)
{
  set_look (words, icon, tone, SIGNET_ITEM_GROUP_ATTENTION);
  g_free (words->state);
  words->state = g_strdup (state);
}

/* A list of short facts: “Waiting for approval · next check 09:00”. The middle dot never begins a
 * line. */
static void
add_fact (SignetItemWords *words,
          char            *fact)
{
  char *state = g_strconcat (words->state, "\u00a0· ", fact, NULL);

  g_free (fact);
  g_free (words->state);
  words->state = state;
}

static void
add_moment (SignetItemWords *words,
            const char      *format,
            gint64           time,
            gint64           now)
{
  g_autofree char *moment = signet_dates_moment_short (time, now);
  GString *fact = g_string_new (format);

  g_string_replace (fact, "{when}", moment, 1);
  add_fact (words, g_string_free (fact, FALSE));
}

static void
say_running (SignetItemWords *words,
             SignetItemState  state)
{
  const gboolean finishes =
    state == SIGNET_ITEM_STATE_RECEIVED || state == SIGNET_ITEM_STATE_UNCONFIRMED;

  set_state (words, "emblem-synchronizing-symbolic", "accent",
             finishes ? _ ("Finishing now") : _ ("Asking the server now"));
}

static void
say_waiting (SignetItemWords      *words,
             SignetItem           *item,
             const SignetItemWork *work,
             gint64                now)
{
  gint64 next = work->next_check > 0 ? work->next_check : signet_item_get_next_check (item);

  set_state (words, "document-open-recent-symbolic", "accent", _ ("Waiting for approval"));
  /* Translators: follows “Waiting for approval ·”; keep "{when}", it becomes “yesterday 16:20”. */
  if (signet_item_get_sent (item) > 0)
    add_moment (words, _ ("asked {when}"), signet_item_get_sent (item), now);
  /* Translators: follows “Waiting for approval ·”; keep "{when}", it becomes “09:00”. */
  if (next > now)
    add_moment (words, _ ("next check {when}"), next, now);
}

static void
say_unreachable (SignetItemWords      *words,
                 SignetItem           *item,
                 const SignetItemWork *work,
                 gint64                now)
{
  gint64 next = work->next_check > 0 ? work->next_check : signet_item_get_next_check (item);

  set_state (words, "network-offline-symbolic", "warning", _ ("No answer from the server"));
  /* Translators: follows “No answer from the server ·”; keep "{when}", it becomes “09:00”. */
  if (next > now)
    add_moment (words, _ ("next try {when}"), next, now);
  else if (signet_item_get_state (item) == SIGNET_ITEM_STATE_KEY_READY)
    add_fact (words, g_strdup (_ ("nothing was sent")));
}

static void
say_decision (SignetItemWords *words,
              const GError    *error)
{
  set_state (words, "dialog-question-symbolic", "warning", _ ("Your decision is needed"));
  if (error != NULL)
    add_fact (words, g_strdup (signet_cause_get_words (error)));
}

/* Whether what the item needs was worth saying. */
static gboolean
say_needs (SignetItemWords      *words,
           SignetItem           *item,
           const SignetItemWork *work,
           gint64                now)
{
  switch (signet_item_get_needs (item))
    {
    case SIGNET_NEEDS_CODE:
      set_state (words, "dialog-password-symbolic", "warning",
                 _ ("Enter your code again to continue"));
      return TRUE;
    case SIGNET_NEEDS_PASSPHRASE:
      set_state (words, "dialog-password-symbolic", "warning",
                 _ ("Enter your passphrase to continue"));
      return TRUE;
    case SIGNET_NEEDS_KEYRING:
      set_state (words, "changes-prevent-symbolic", "neutral", _ ("Unlock to finish"));
      return TRUE;
    case SIGNET_NEEDS_PERSON:
      say_decision (words, work->error);
      return TRUE;
    case SIGNET_NEEDS_NETWORK:
      say_unreachable (words, item, work, now);
      return TRUE;
    case SIGNET_NEEDS_NONE:
      break;
    }

  return FALSE;
}

static void
say_cause (SignetItemWords *words,
           const char      *format,
           const GError    *error)
{
  GString *state = g_string_new (format);

  g_string_replace (state, "{cause}", signet_cause_get_words (error), 1);
  set_state (words, "dialog-error-symbolic", "error", state->str);
  g_string_free (state, TRUE);
}

static void
say_not_sent (SignetItemWords *words,
              const GError    *error)
{
  /* Translators: keep "{cause}", it becomes “server not found”. */
  if (error != NULL)
    say_cause (words, _ ("Not sent: {cause}"), error);
  else
    set_state (words, "document-open-recent-symbolic", "accent", _ ("Ready to be sent"));
}

static void
say_refused (SignetItemWords *words,
             const GError    *error)
{
  /* Translators: keep "{cause}", it becomes “refused by the server”. */
  if (error != NULL)
    say_cause (words, _ ("Not issued: {cause}"), error);
  else
    set_state (words, "dialog-error-symbolic", "error", _ ("Not issued"));
}

static void
say_given_up (SignetItemWords *words,
              const GError    *error)
{
  /* Translators: of a certificate; keep "{cause}", it becomes “its CA is not known”. */
  if (error != NULL)
    {
      say_cause (words, _ ("Not accepted: {cause}"), error);
      return;
    }
  set_state (words, "action-unavailable-symbolic", "neutral", _ ("Given up"));
  words->group = SIGNET_ITEM_GROUP_ENDED;
}

static char *
with_day (const char *format,
          gint64      time)
{
  g_autofree char *day = signet_dates_day (time);
  GString *text = g_string_new (format);

  g_string_replace (text, "{day}", day, 1);

  return g_string_free (text, FALSE);
}

static char *
expiry_words (gint64 not_after,
              gint64 now)
{
  const guint days = signet_dates_days_left (not_after, now);
  g_autofree char *clock = signet_dates_clock (not_after);
  g_autofree char *day = signet_dates_day (not_after);

  /* Translators: the argument is a time of day. */
  if (days == 0)
    return g_strdup_printf (_ ("Expires today at %s"), clock);

  /* Translators: the second argument is a date. */
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "Expires in %u day, on %s", "Expires in %u days, on %s", days),
    days, day);
}

static void
say_certificate (SignetItemWords   *words,
                 SignetCertificate *certificate,
                 gint64             now)
{
  const gint64 not_after = signet_certificate_get_not_after (certificate);

  switch (signet_certificate_get_validity (certificate, now))
    {
    case SIGNET_VALIDITY_VALID:
      set_look (words, "emblem-ok-symbolic", "success", SIGNET_ITEM_GROUP_VALID);
      /* Translators: keep "{day}", it becomes a date. */
      words->state = with_day (_ ("Valid until {day}"), not_after);
      break;
    case SIGNET_VALIDITY_EXPIRING:
      set_look (words, "alarm-symbolic", "warning", SIGNET_ITEM_GROUP_ATTENTION);
      words->state = expiry_words (not_after, now);
      break;
    case SIGNET_VALIDITY_EXPIRED:
      set_look (words, "x-office-calendar-symbolic", "neutral", SIGNET_ITEM_GROUP_ENDED);
      words->state = with_day (_ ("Expired on {day}"), not_after);
      add_fact (words, g_strdup (_ ("key kept to read old mail")));
      break;
    case SIGNET_VALIDITY_NOT_YET_VALID:
      set_look (words, "x-office-calendar-symbolic", "warning", SIGNET_ITEM_GROUP_ATTENTION);
      words->state =
        with_day (_ ("Valid from {day}"), signet_certificate_get_not_before (certificate));
      break;
    }
}

/* A certificate that is revoked is not valid, whatever its dates say. */
static gboolean
say_revocation (SignetItemWords *words,
                SignetItem      *item)
{
  switch (signet_item_get_revocation (item))
    {
    case SIGNET_REVOCATION_REVOKED:
      set_state (words, "action-unavailable-symbolic", "neutral", _ ("Revoked"));
      words->group = SIGNET_ITEM_GROUP_ENDED;
      return TRUE;
    case SIGNET_REVOCATION_UNKNOWN:
      set_state (words, "dialog-question-symbolic", "warning",
                 _ ("Asked to be revoked, answer unknown"));
      return TRUE;
    case SIGNET_REVOCATION_NONE:
      break;
    }

  return FALSE;
}

static void
say_issued (SignetItemWords   *words,
            SignetItem        *item,
            SignetCertificate *certificate,
            gint64             now)
{
  if (say_revocation (words, item))
    return;
  if (certificate != NULL)
    say_certificate (words, certificate, now);
  else
    set_state (words, "dialog-error-symbolic", "error", _ ("The certificate cannot be read"));
}

static void
say_state (SignetItemWords      *words,
           SignetItem           *item,
           SignetCertificate    *certificate,
           const SignetItemWork *work,
           gint64                now)
{
  switch (signet_item_get_state (item))
    {
    case SIGNET_ITEM_STATE_DRAFT:
    case SIGNET_ITEM_STATE_KEY_READY:
      if (!say_needs (words, item, work, now))
        say_not_sent (words, work->error);
      break;
    case SIGNET_ITEM_STATE_SENT:
    case SIGNET_ITEM_STATE_ANSWER_UNKNOWN:
      set_state (words, "dialog-question-symbolic", "warning", _ ("Sent, answer unknown"));
      break;
    case SIGNET_ITEM_STATE_WAITING:
      if (!say_needs (words, item, work, now))
        say_waiting (words, item, work, now);
      break;
    case SIGNET_ITEM_STATE_RECEIVED:
    case SIGNET_ITEM_STATE_UNCONFIRMED:
      if (!say_needs (words, item, work, now))
        set_state (words, "application-certificate-symbolic", "accent", _ ("Ready to finish"));
      break;
    case SIGNET_ITEM_STATE_ISSUED:
      say_issued (words, item, certificate, now);
      break;
    case SIGNET_ITEM_STATE_REFUSED:
      say_refused (words, work->error);
      break;
    case SIGNET_ITEM_STATE_GIVEN_UP:
      say_given_up (words, work->error);
      break;
    }
}

/**
 * signet_item_words_new:
 * @item: an item
 * @certificate: (nullable): its certificate, where it has one that can be read
 * @work: what goes on with it
 * @now: the present time, in seconds since 1970
 *
 * Returns: (transfer full): how it is shown
 */
SignetItemWords *
signet_item_words_new (SignetItem           *item,
                       SignetCertificate    *certificate,
                       const SignetItemWork *work,
                       gint64                now)
{
  SignetItemWords *words;
  SignetItemWork known;

  g_return_val_if_fail (SIGNET_IS_ITEM (item) && work != NULL, NULL);

  known = *work;
  if (known.error == NULL)
    known.error = signet_item_get_error (item);
  words = g_new0 (SignetItemWords, 1);
  words->title = signet_item_words_dup_title (item, certificate);
  if (known.running)
    say_running (words, signet_item_get_state (item));
  else
    say_state (words, item, certificate, &known, now);
  if (signet_item_is_practice (item))
    words->group = SIGNET_ITEM_GROUP_PRACTICE;

  return words;
}

/**
 * signet_item_words_new_for:
 * @keeper: what runs the requests
 * @item: an item
 * @certificate: (nullable): its certificate, where it has one that can be read
 *
 * Returns: (transfer full): how it is shown now
 */
SignetItemWords *
signet_item_words_new_for (SignetKeeper      *keeper,
                           SignetItem        *item,
                           SignetCertificate *certificate)
{
  const char *id;
  SignetTask *task;
  SignetItemWork work;

  g_return_val_if_fail (SIGNET_IS_KEEPER (keeper) && SIGNET_IS_ITEM (item), NULL);

  id = signet_item_get_id (item);
  task = signet_keeper_get_task (keeper, id);
  work.next_check = task != NULL ? signet_task_get_next_check (task) : 0;
  work.running = task != NULL && work.next_check == 0;
  work.error = signet_keeper_get_error (keeper, id);

  return signet_item_words_new (item, certificate, &work, g_get_real_time () / G_USEC_PER_SEC);
}

/**
 * signet_item_words_free:
 * @self: (transfer full) (nullable): words
 */
void
signet_item_words_free (SignetItemWords *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->state);
  g_free (self);
}

static const char *
mail_of (SignetCertificate *certificate)
{
  for (guint i = 0; i < signet_certificate_get_n_alt_names (certificate); i++)
    {
      SignetAltName *name = signet_certificate_get_alt_name (certificate, i);

      if (signet_alt_name_get_kind (name) == SIGNET_ALT_NAME_EMAIL)
        return signet_alt_name_get_value (name);
    }

  return NULL;
}

/* The first of these that says anything once it is clean. */
static char *
clean_title (const char *text)
{
  g_autofree char *clean = text != NULL ? signet_text_clean (text, MAX_TITLE) : NULL;

  return clean != NULL && *clean != '\0' ? g_steal_pointer (&clean) : NULL;
}

/**
 * signet_item_words_dup_title:
 * @item: an item
 * @certificate: (nullable): its certificate, where it has one that can be read
 *
 * Returns: (transfer full): what the item is called; never empty, cleaned, no markup
 */
char *
signet_item_words_dup_title (SignetItem        *item,
                             SignetCertificate *certificate)
{
  SignetName *subject = certificate != NULL ? signet_certificate_get_subject (certificate) : NULL;
  SignetProfile *profile;
  char *title;

  g_return_val_if_fail (SIGNET_IS_ITEM (item), NULL);

  profile = signet_item_get_profile (item);
  title = clean_title (signet_item_get_label (item));
  if (title == NULL && subject != NULL)
    title = clean_title (signet_name_get_first (subject, "CN"));
  if (title == NULL && certificate != NULL)
    title = clean_title (mail_of (certificate));
  if (title == NULL && profile != NULL)
    title = clean_title (signet_profile_get_name (profile));

  return title != NULL ? title : g_strdup (_ ("Certificate"));
}

/**
 * signet_item_words_practice:
 *
 * Returns: (transfer none): the mark of everything that the practice CA has issued
 */
const char *
signet_item_words_practice (void)
{
  return _ ("Practice certificate, not for real use");
}
