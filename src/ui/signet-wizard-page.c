/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-wizard-page.h"

/**
 * SignetWizardPage:
 *
 * A question of the wizard. Its primary button has the action "page.continue", which is there only
 * while "complete" is set.
 */
typedef struct
{
  SignetWizard *wizard;
  gboolean complete;
} SignetWizardPagePrivate;

enum {
  PROP_0,
  PROP_WIZARD,
  PROP_COMPLETE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SignetWizardPage, signet_wizard_page, SIGNET_TYPE_PAGE)

static SignetWizardPagePrivate *
get_private (SignetWizardPage *self)
{
  return signet_wizard_page_get_instance_private (self);
}

static void
continue_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  SignetWizardPage *self = SIGNET_WIZARD_PAGE (widget);
  SignetWizardPageClass *klass = SIGNET_WIZARD_PAGE_GET_CLASS (self);

  if (klass->apply == NULL || klass->apply (self))
    signet_wizard_go_on (get_private (self)->wizard, klass->step);
}

static void
update_caption (SignetWizardPage *self)
{
  g_autofree char *caption = signet_wizard_dup_caption (
    get_private (self)->wizard, SIGNET_WIZARD_PAGE_GET_CLASS (self)->step,
    signet_page_get_heading (SIGNET_PAGE (self)));

  signet_page_set_subtitle (SIGNET_PAGE (self), caption);
}

static void
signet_wizard_page_shown (SignetPage *page)
{
  SignetWizardPage *self = SIGNET_WIZARD_PAGE (page);
  SignetWizardPageClass *klass = SIGNET_WIZARD_PAGE_GET_CLASS (self);

  update_caption (self);
  if (klass->prepare != NULL)
    klass->prepare (self);
}

/* Where the first question is taken away, by whatever way, the wizard is left, and with it what was
 * typed. */
static void
signet_wizard_page_left (SignetPage *page)
{
  SignetWizardPage *self = SIGNET_WIZARD_PAGE (page);
  SignetWizard *wizard = get_private (self)->wizard;

  if (SIGNET_WIZARD_PAGE_GET_CLASS (self)->step == signet_wizard_get_first_step (wizard))
    signet_wizard_leave (wizard);
}

static void
signet_wizard_page_dispose (GObject *object)
{
  g_clear_object (&get_private (SIGNET_WIZARD_PAGE (object))->wizard);

  G_OBJECT_CLASS (signet_wizard_page_parent_class)->dispose (object);
}

static void
signet_wizard_page_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  SignetWizardPage *self = SIGNET_WIZARD_PAGE (object);

  switch (property_id)
    {
    case PROP_WIZARD:
      g_value_set_object (value, get_private (self)->wizard);
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, get_private (self)->complete);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
signet_wizard_page_set_property (GObject      *object,
                                 guint         property_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  SignetWizardPage *self = SIGNET_WIZARD_PAGE (object);

  switch (property_id)
    {
    case PROP_WIZARD:
      get_private (self)->wizard = g_value_dup_object (value);
      break;
    case PROP_COMPLETE:
      signet_wizard_page_set_complete (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
signet_wizard_page_class_init (SignetWizardPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = signet_wizard_page_dispose;
  object_class->get_property = signet_wizard_page_get_property;
  object_class->set_property = signet_wizard_page_set_property;
  SIGNET_PAGE_CLASS (klass)->shown = signet_wizard_page_shown;
  SIGNET_PAGE_CLASS (klass)->left = signet_wizard_page_left;

  properties[PROP_WIZARD] =
    g_param_spec_object ("wizard", NULL, NULL, SIGNET_TYPE_WIZARD,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPLETE] =
    g_param_spec_boolean ("complete", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "page.continue", NULL, continue_action);
}

static void
signet_wizard_page_init (SignetWizardPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.continue", FALSE);
}

/**
 * signet_wizard_page_get_wizard:
 * @self: a page
 *
 * Returns: (transfer none): the wizard it belongs to
 */
SignetWizard *
signet_wizard_page_get_wizard (SignetWizardPage *self)
{
  g_return_val_if_fail (SIGNET_IS_WIZARD_PAGE (self), NULL);

  return get_private (self)->wizard;
}

/**
 * signet_wizard_page_get_complete:
 * @self: a page
 *
 * Returns: whether nothing is missing
 */
gboolean
signet_wizard_page_get_complete (SignetWizardPage *self)
{
  g_return_val_if_fail (SIGNET_IS_WIZARD_PAGE (self), FALSE);

  return get_private (self)->complete;
}

/**
 * signet_wizard_page_set_complete:
 * @self: a page
 * @complete: whether nothing is missing; else a sentence on the page says what
 *
 * Sets whether the person can go on.
 */
void
signet_wizard_page_set_complete (SignetWizardPage *self,
                                 gboolean          complete)
{
  g_return_if_fail (SIGNET_IS_WIZARD_PAGE (self));

  if (get_private (self)->complete == complete)
    return;
  get_private (self)->complete = complete;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.continue", complete);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}
