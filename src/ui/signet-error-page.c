/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-error-page.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error-text.h"
#include "core/signet-error.h"
#include "core/signet-text.h"
#include "ui/signet-error-step.h"
#include "ui/signet-item-words.h"
#include "ui/signet-report.h"
#include "ui/signet-row.h"
#include "ui/signet-waiting-page.h"
#include "ui/signet-window.h"
#include "ui/signet-working-page.h"

#define MAX_SENTENCE 300 /* characters */
#define MAX_WORDS 1000   /* characters that the server said */

/**
 * SignetErrorPage:
 *
 * What went wrong, in three levels: a heading with a sentence, what to do about it, and the details
 * for a specialist.
 */
struct _SignetErrorPage
{
  SignetPage parent_instance;

  AdwPreferencesGroup *steps;
  GtkWidget *ways;
  GtkWidget *words;
  GtkWidget *details;
  GtkWidget *again;

  GError *error;
  SignetItem *item;
  SignetWizard *wizard;
};

G_DEFINE_FINAL_TYPE (SignetErrorPage, signet_error_page, SIGNET_TYPE_PAGE)

static gboolean
is_about_keyring (const GError *error)
{
  return g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_KEYRING) ||
         g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_KEYRING_LOCKED);
}

/* The person's own word is no error, but an end all the same. */
static gboolean
is_given_up (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
is_about_certificate (const GError *error)
{
  return g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_UNVERIFIED) ||
         g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_OTHER_KEY) ||
         g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_EXPIRED) ||
         g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_CLOCK);
}

/**
 * signet_error_page_outcome:
 * @error: what went wrong
 * @item: (nullable): the request it happened to, %NULL where it left nothing behind
 *
 * Returns: (transfer none): whether anything was issued, in a sentence
 */
const char *
signet_error_page_outcome (const GError *error,
                           SignetItem   *item)
{
  switch (item != NULL ? signet_item_get_state (item) : SIGNET_ITEM_STATE_DRAFT)
    {
    case SIGNET_ITEM_STATE_GIVEN_UP:
      if (is_about_certificate (error))
        return _ ("The certificate was not accepted.");
      if (signet_item_get_maybe_issued (item))
        return _ ("Whether a certificate was issued is not known.");
      return _ ("No certificate was issued.");
    case SIGNET_ITEM_STATE_DRAFT:
    case SIGNET_ITEM_STATE_KEY_READY:
    case SIGNET_ITEM_STATE_REFUSED:
      return _ ("No certificate was issued.");
    case SIGNET_ITEM_STATE_SENT:
    case SIGNET_ITEM_STATE_ANSWER_UNKNOWN:
      return _ ("Whether a certificate was issued is not known.");
    case SIGNET_ITEM_STATE_WAITING:
      return _ ("The request goes on waiting.");
    case SIGNET_ITEM_STATE_RECEIVED:
      return _ ("The answer of the server is kept.");
    case SIGNET_ITEM_STATE_UNCONFIRMED:
      return _ ("The certificate is kept.");
    case SIGNET_ITEM_STATE_ISSUED:
      return _ ("The certificate is there.");
    }

  return "";
}

/* What the heading says already is not said twice. */
static char *
dup_sentence (const GError *error)
{
  const char *title = signet_error_text_get_title (error);
  g_autofree char *heading = g_utf8_casefold (signet_error_text_get_heading (error), -1);
  g_autofree char *folded = g_utf8_casefold (title, -1);

  if (error->domain == SIGNET_ERROR && g_strcmp0 (error->message, title) != 0)
    return signet_text_clean (error->message, MAX_SENTENCE);

  return g_strdup (g_str_has_prefix (folded, heading) ? "" : title);
}

static void
show_given_up (SignetErrorPage *self)
{
  signet_page_set_hero (SIGNET_PAGE (self), "action-unavailable-symbolic", "neutral");
  signet_page_set_heading (SIGNET_PAGE (self), _ ("Request Given Up"));
  signet_page_set_description (
    SIGNET_PAGE (self),
    self->item != NULL && signet_item_get_maybe_issued (self->item)
      ? _ ("It was cancelled on this computer. Whether a certificate was issued "
           "is not known. The key is kept.")
      : _ ("It was cancelled on this computer. The key is kept."));
  gtk_widget_set_visible (GTK_WIDGET (self->steps), FALSE);
}

static void
show_description (SignetErrorPage *self)
{
  g_autofree char *sentence = dup_sentence (self->error);
  g_autofree char *text = NULL;

  /* Where nothing was asked for, nothing was issued, and nobody wonders. */
  if (self->item == NULL && self->wizard == NULL)
    text = g_strdup (sentence);
  else if (*sentence == '\0')
    text = g_strdup (signet_error_page_outcome (self->error, self->item));
  else
    text = g_strdup_printf ("%s %s", sentence,
                            signet_error_page_outcome (self->error, self->item));
  signet_page_set_description (SIGNET_PAGE (self), text);
}

static GtkWidget *
make_number (guint number)
{
  static const char *const classes[] = { "badge", "neutral", "heading", "numeric", NULL };
  g_autofree char *text = g_strdup_printf ("%u", number);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_set_css_classes (label, (const char **) classes);

  return label;
}

static void
show_steps (SignetErrorPage *self)
{
  g_auto (GStrv) steps = signet_error_text_dup_steps (self->error);
  const gboolean numbered = g_strv_length (steps) > 1;

  for (guint i = 0; steps[i] != NULL; i++)
    {
      GtkWidget *row = signet_row_new (steps[i]);

      if (numbered)
        adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_number (i + 1));
      adw_preferences_group_add (self->steps, row);
    }
}

static char *
dup_organization (SignetErrorPage *self)
{
  if (self->item != NULL)
    return signet_report_dup_organization (self->item);
  if (self->wizard != NULL)
    return signet_text_clean (signet_wizard_get_organization (self->wizard), MAX_SENTENCE);

  return g_strdup ("");
}

static char *
dup_words_title (SignetErrorPage          *self,
                 const SignetErrorDetails *details)
{
  g_autofree char *organization = dup_organization (self);

  if (!details->authenticated)
    return g_strdup (_ ("The Server Said (Not Authenticated)"));
  if (*organization == '\0')
    return g_strdup (_ ("Message From the Server"));

  /* Translators: the name of an organization. */
  return g_strdup_printf (_ ("Message From %s"), organization);
}

static void
show_words (SignetErrorPage *self)
{
  const SignetErrorDetails *details = signet_error_get_details (self->error);
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;
  g_autofree char *quoted = NULL;

  if (details == NULL || details->server_text == NULL)
    return;
  title = dup_words_title (self, details);
  words = signet_text_clean (details->server_text, MAX_WORDS);
  /* Translators: what somebody said, in quotes. */
  quoted = g_strdup_printf (_ ("“%s”"), words);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->words), title);
  signet_row_set_value (self->words, quoted);
}

static void
show_title (SignetErrorPage *self)
{
  g_autofree char *organization = dup_organization (self);
  g_autofree char *title = NULL;

  if (self->wizard != NULL)
    title = g_strdup (_ ("Get a Certificate"));
  else if (self->item != NULL)
    title = signet_item_words_dup_title (self->item, NULL);
  else
    title = g_strdup (_ ("Signet"));
  signet_page_set_title (SIGNET_PAGE (self), title);
  signet_page_set_subtitle (SIGNET_PAGE (self), organization);
}

/* What happened just now has its time in the report; a request that failed some day has the one
 * when it was sent. */
static void
show_details (SignetErrorPage *self)
{
  const gboolean just_now = self->wizard != NULL || self->item == NULL;
  g_autofree char *text = signet_report_for_error (
    self->error, self->item, just_now ? g_get_real_time () / G_USEC_PER_SEC : 0);

  gtk_label_set_label (GTK_LABEL (self->details), text);
}

static void
show_buttons (SignetErrorPage *self)
{
  const gboolean can_try = self->wizard != NULL || self->item != NULL;

  gtk_widget_set_visible (self->ways, self->wizard != NULL && is_about_keyring (self->error));
  gtk_widget_set_visible (gtk_widget_get_parent (self->again), can_try);
  if (!can_try)
    g_object_set (self, "primary", NULL, NULL);
}

/* A request that needs nothing of the person goes on at once; else its own page asks. */
static void
try_item (SignetErrorPage *self)
{
  SignetWindow *window = signet_window_from (self);
  SignetKeeper *keeper = signet_window_get_keeper (window);
  const SignetItemState state = signet_item_get_state (self->item);
  const SignetNeeds needs = signet_item_get_needs (self->item);
  SignetTask *task = NULL;

  if ((state == SIGNET_ITEM_STATE_WAITING || state == SIGNET_ITEM_STATE_RECEIVED ||
       state == SIGNET_ITEM_STATE_UNCONFIRMED) &&
      (needs == SIGNET_NEEDS_NONE || needs == SIGNET_NEEDS_NETWORK ||
       needs == SIGNET_NEEDS_KEYRING))
    task = signet_keeper_resume (keeper, signet_item_get_id (self->item), NULL, NULL, NULL,
                                 SIGNET_RUN_NONE);
  signet_window_replace (window, task != NULL ? signet_working_page_new (keeper, task, NULL)
                                              : signet_waiting_page_new (keeper, self->item));
}

static void
again_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SignetErrorPage *self = SIGNET_ERROR_PAGE (widget);

  if (self->wizard != NULL)
    signet_wizard_edit (self->wizard, signet_error_step_for (self->error));
  else if (self->item != NULL)
    try_item (self);
}

static void
own_passphrase_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  signet_wizard_edit (SIGNET_ERROR_PAGE (widget)->wizard, SIGNET_WIZARD_DETAILS);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  signet_window_copy (signet_window_from (widget),
                      gtk_label_get_label (GTK_LABEL (SIGNET_ERROR_PAGE (widget)->details)));
}

static void
signet_error_page_dispose (GObject *object)
{
  SignetErrorPage *self = SIGNET_ERROR_PAGE (object);

  g_clear_object (&self->item);
  g_clear_object (&self->wizard);

  G_OBJECT_CLASS (signet_error_page_parent_class)->dispose (object);
}

static void
signet_error_page_finalize (GObject *object)
{
  g_clear_error (&SIGNET_ERROR_PAGE (object)->error);

  G_OBJECT_CLASS (signet_error_page_parent_class)->finalize (object);
}

static void
signet_error_page_class_init (SignetErrorPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = signet_error_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = signet_error_page_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-error-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SignetErrorPage, steps);
  gtk_widget_class_bind_template_child (widget_class, SignetErrorPage, ways);
  gtk_widget_class_bind_template_child (widget_class, SignetErrorPage, words);
  gtk_widget_class_bind_template_child (widget_class, SignetErrorPage, details);
  gtk_widget_class_bind_template_child (widget_class, SignetErrorPage, again);

  gtk_widget_class_install_action (widget_class, "page.again", NULL, again_action);
  gtk_widget_class_install_action (widget_class, "page.own-passphrase", NULL,
                                   own_passphrase_action);
  gtk_widget_class_install_action (widget_class, "page.copy", NULL, copy_action);
}

static void
signet_error_page_init (SignetErrorPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * signet_error_page_new:
 * @error: what went wrong; copied
 * @item: (nullable): the request it happened to
 * @wizard: (nullable): where the request came from; Try Again goes back to it
 *
 * Returns: (transfer floating): a page that says what happened and what to do. Without @item and
 *   @wizard there is nothing to try again from here
 */
SignetPage *
signet_error_page_new (const GError *error,
                       SignetItem   *item,
                       SignetWizard *wizard)
{
  SignetErrorPage *self;

  g_return_val_if_fail (error != NULL, NULL);

  self = g_object_new (SIGNET_TYPE_ERROR_PAGE, NULL);
  self->error = g_error_copy (error);
  self->item = item != NULL ? g_object_ref (item) : NULL;
  self->wizard = wizard != NULL ? g_object_ref (wizard) : NULL;
  signet_page_set_heading (SIGNET_PAGE (self), signet_error_text_get_heading (error));
  show_title (self);
  show_description (self);
  show_steps (self);
  if (is_given_up (error))
    show_given_up (self);
  show_words (self);
  show_details (self);
  show_buttons (self);

  return SIGNET_PAGE (self);
}
