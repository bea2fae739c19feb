/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-waiting-facts.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "core/signet-text.h"
#include "ui/signet-dates.h"
#include "ui/signet-report.h"
#include "ui/signet-row.h"

#define MAX_WORDS 1000 /* characters that the server said */

/**
 * SignetWaitingFacts:
 *
 * What is known of a request that is not finished: its number first, then what the server said, and
 * the times.
 */
struct _SignetWaitingFacts
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *number;
  GtkWidget *message;
  GtkWidget *next_check;
  GtkWidget *asked_beside;
  GtkWidget *asked_time;
  GtkWidget *asked;
};

G_DEFINE_FINAL_TYPE (SignetWaitingFacts, signet_waiting_facts, ADW_TYPE_PREFERENCES_GROUP)

static void
set_message (SignetWaitingFacts *self,
             const char         *title,
             const char         *words)
{
  g_autofree char *clean = signet_text_clean (words, MAX_WORDS);
  /* Translators: what somebody said, in quotes. */
  g_autofree char *quoted = g_strdup_printf (_ ("“%s”"), clean);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->message), title);
  signet_row_set_value (self->message, quoted);
}

/* The words of an answer that anybody could have sent are named as such. */
static void
show_message (SignetWaitingFacts *self,
              SignetItem         *item,
              const GError       *error)
{
  const SignetErrorDetails *details = error != NULL ? signet_error_get_details (error) : NULL;
  const char *reason = signet_item_get_state (item) == SIGNET_ITEM_STATE_WAITING
                         ? signet_item_get_reason (item)
                         : NULL;
  g_autofree char *organization = signet_report_dup_organization (item);
  /* Translators: the name of an organization. */
  g_autofree char *title = g_strdup_printf (_ ("Message From %s"), organization);

  if (details != NULL && details->server_text != NULL)
    set_message (self, details->authenticated ? title : _ ("The Server Said (Not Authenticated)"),
                 details->server_text);
  else if (reason != NULL)
    set_message (self, title, reason);
  else
    signet_row_set_value (self->message, NULL);
}

/* A request that did not leave was not asked for, though it was about to. */
static char *
dup_asked (SignetItem *item,
           gint64      now)
{
  const SignetItemState state = signet_item_get_state (item);
  const gint64 sent = signet_item_get_sent (item);

  if (sent <= 0 || state == SIGNET_ITEM_STATE_DRAFT || state == SIGNET_ITEM_STATE_KEY_READY)
    return NULL;

  return signet_dates_moment (sent, now);
}

static char *
dup_ahead (const SignetWaitingNews *news,
           gint64                   now)
{
  if (news->asking)
    return g_strdup (_ ("Asking the server now"));

  return news->next_check > 0 ? signet_dates_moment_ahead (news->next_check, now) : NULL;
}

static void
signet_waiting_facts_class_init (SignetWaitingFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-waiting-facts.ui");
  gtk_widget_class_bind_template_child (widget_class, SignetWaitingFacts, number);
  gtk_widget_class_bind_template_child (widget_class, SignetWaitingFacts, message);
  gtk_widget_class_bind_template_child (widget_class, SignetWaitingFacts, next_check);
  gtk_widget_class_bind_template_child (widget_class, SignetWaitingFacts, asked_beside);
  gtk_widget_class_bind_template_child (widget_class, SignetWaitingFacts, asked_time);
  gtk_widget_class_bind_template_child (widget_class, SignetWaitingFacts, asked);
}

static void
signet_waiting_facts_init (SignetWaitingFacts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * signet_waiting_facts_show:
 * @self: the facts
 * @item: a request that is not finished
 * @news: what else is known of it
 * @now: the present time, in seconds since 1970
 *
 * Shows what is known.
 */
void
signet_waiting_facts_show (SignetWaitingFacts      *self,
                           SignetItem              *item,
                           const SignetWaitingNews *news,
                           gint64                   now)
{
  g_autofree char *number = NULL;
  g_autofree char *ahead = NULL;
  g_autofree char *asked = NULL;

  g_return_if_fail (SIGNET_IS_WAITING_FACTS (self) && SIGNET_IS_ITEM (item) && news != NULL);

  number = signet_report_dup_number (item);
  ahead = dup_ahead (news, now);
  asked = dup_asked (item, now);
  signet_row_set_value (self->number, number);
  show_message (self, item, news->error);
  signet_row_set_value (self->next_check, ahead);
  gtk_widget_set_visible (self->asked_beside, asked != NULL);
  gtk_label_set_label (GTK_LABEL (self->asked_time), asked);
  signet_row_set_value (self->asked, ahead == NULL ? asked : NULL);
}
