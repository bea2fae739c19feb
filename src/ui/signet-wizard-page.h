/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/signet-page.h"
#include "ui/signet-wizard.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_WIZARD_PAGE (signet_wizard_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (SignetWizardPage, signet_wizard_page, SIGNET, WIZARD_PAGE, SignetPage)

/**
 * SignetWizardPageClass:
 * @parent_class: the parent class
 * @step: which question the page asks; set in class_init
 * @prepare: fills the page from the wizard's request; each time it is shown
 * @apply: writes the page into the wizard's request; returns whether it makes sense, else the page
 *   has said what is wrong and moved the focus there
 *
 * A page of the wizard. The frame knows it through "complete", @prepare and @apply only.
 */
struct _SignetWizardPageClass
{
  SignetPageClass parent_class;

  SignetWizardStep step;
  void (*prepare) (SignetWizardPage *self);
  gboolean (*apply) (SignetWizardPage *self);
};

SignetWizard *signet_wizard_page_get_wizard   (SignetWizardPage *self);
gboolean      signet_wizard_page_get_complete (SignetWizardPage *self);
void          signet_wizard_page_set_complete (SignetWizardPage *self,
                                               gboolean          complete);

G_END_DECLS
