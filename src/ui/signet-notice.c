/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-notice.h"

/**
 * SignetNotice:
 *
 * A strip below the header bar that says what no row says, with one button. Its label and action
 * are #SignetNotice:button-label and #SignetNotice:button-action.
 */
struct _SignetNotice
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkWidget *button;

  char *button_label;
  char *button_action;
};

enum {
  PROP_0,
  PROP_BUTTON_LABEL,
  PROP_BUTTON_ACTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SignetNotice, signet_notice, ADW_TYPE_BIN)

static void
signet_notice_finalize (GObject *object)
{
  SignetNotice *self = SIGNET_NOTICE (object);

  g_free (self->button_label);
  g_free (self->button_action);

  G_OBJECT_CLASS (signet_notice_parent_class)->finalize (object);
}

static void
signet_notice_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SignetNotice *self = SIGNET_NOTICE (object);

  switch (property_id)
    {
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, self->button_label);
      break;
    case PROP_BUTTON_ACTION:
      g_value_set_string (value, self->button_action);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
signet_notice_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  SignetNotice *self = SIGNET_NOTICE (object);

  switch (property_id)
    {
    case PROP_BUTTON_LABEL:
      self->button_label = g_value_dup_string (value);
      break;
    case PROP_BUTTON_ACTION:
      self->button_action = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
signet_notice_class_init (SignetNoticeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags =
    G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = signet_notice_finalize;
  object_class->get_property = signet_notice_get_property;
  object_class->set_property = signet_notice_set_property;

  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);
  properties[PROP_BUTTON_ACTION] = g_param_spec_string ("button-action", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, SignetNotice, revealer);
  gtk_widget_class_bind_template_child (widget_class, SignetNotice, label);
  gtk_widget_class_bind_template_child (widget_class, SignetNotice, button);
}

static void
signet_notice_init (SignetNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * signet_notice_set_text:
 * @self: a notice
 * @text: (nullable): a sentence, no markup; %NULL hides the notice
 *
 * Shows or hides the notice.
 */
void
signet_notice_set_text (SignetNotice *self,
                        const char   *text)
{
  g_return_if_fail (SIGNET_IS_NOTICE (self));

  if (text != NULL)
    {
      gtk_label_set_text (self->label, text);
      /* The button alone would not say of what these are the details. */
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
    }
  gtk_revealer_set_reveal_child (self->revealer, text != NULL);
}
