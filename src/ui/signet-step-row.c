/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-step-row.h"

#include <glib/gi18n-lib.h>

#include "ui/signet-compat.h"

#define SPINNER_AFTER 3 /* seconds; what is done before that needs none */

/**
 * SignetStepRow:
 *
 * One step of something that takes a while, and how far it is: in an icon, and in words.
 */
struct _SignetStepRow
{
  AdwActionRow parent_instance;

  GtkStack *icons;
  GtkLabel *word;

  SignetStepState state;
};

G_DEFINE_FINAL_TYPE (SignetStepRow, signet_step_row, ADW_TYPE_ACTION_ROW)

/* The state for a screen reader, which sees neither the icon nor the weight of the title. */
static const char *
state_words (SignetStepState state)
{
  switch (state)
    {
    case SIGNET_STEP_PENDING:
      /* Translators: the state of a step, after its title. */
      return _ ("not yet");
    case SIGNET_STEP_ACTIVE:
      /* Translators: the state of a step, after its title. */
      return _ ("now");
    case SIGNET_STEP_DONE:
      /* Translators: the state of a step, after its title. */
      return _ ("done");
    }

  return "";
}

static void
set_class (SignetStepRow *self,
           const char    *name,
           gboolean       wanted)
{
  if (wanted)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

static void
show_word (SignetStepRow *self,
           guint          seconds)
{
  g_autofree char *elapsed = NULL;

  if (self->state == SIGNET_STEP_ACTIVE && seconds >= SPINNER_AFTER)
    /* Translators: seconds, with the symbol of the unit. */
    elapsed = g_strdup_printf (_ ("%u\u202fs"), seconds);
  gtk_label_set_label (self->word, self->state == SIGNET_STEP_DONE ? _ ("Done") : elapsed);
}

static void
show_icon (SignetStepRow *self,
           guint          seconds)
{
  static const char *const names[] = { "pending", "active", "done" };

  gtk_stack_set_visible_child_name (
    self->icons,
    self->state == SIGNET_STEP_ACTIVE && seconds >= SPINNER_AFTER ? "spinner" : names[self->state]);
}

static void
update_name (SignetStepRow *self)
{
  /* Translators: the name of a row for screen readers: a step, and how far it is. */
  g_autofree char *name =
    g_strdup_printf (_ ("%1$s, %2$s"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)),
                     state_words (self->state));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
signet_step_row_class_init (SignetStepRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SIGNET_TYPE_SPINNER);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-step-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SignetStepRow, icons);
  gtk_widget_class_bind_template_child (widget_class, SignetStepRow, word);
}

static void
signet_step_row_init (SignetStepRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::title", G_CALLBACK (update_name), NULL);
  signet_step_row_set_state (self, SIGNET_STEP_PENDING, 0);
}

/**
 * signet_step_row_get_state:
 * @self: a row
 *
 * Returns: how far the step is
 */
SignetStepState
signet_step_row_get_state (SignetStepRow *self)
{
  g_return_val_if_fail (SIGNET_IS_STEP_ROW (self), SIGNET_STEP_PENDING);

  return self->state;
}

/**
 * signet_step_row_set_state:
 * @self: a row
 * @state: how far the step is
 * @seconds: how long it has been active
 *
 * Shows how far the step is. A spinner comes only when it takes some seconds.
 */
void
signet_step_row_set_state (SignetStepRow   *self,
                           SignetStepState  state,
                           guint            seconds)
{
  g_return_if_fail (SIGNET_IS_STEP_ROW (self));

  self->state = state;
  set_class (self, "step-pending", state == SIGNET_STEP_PENDING);
  set_class (self, "step-active", state == SIGNET_STEP_ACTIVE);
  show_icon (self, seconds);
  show_word (self, seconds);
  update_name (self);
}
