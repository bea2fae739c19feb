/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-keeper.h"
#include "core/signet-request.h"
#include "ui/signet-window.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_WIZARD (signet_wizard_get_type ())
G_DECLARE_FINAL_TYPE (SignetWizard, signet_wizard, SIGNET, WIZARD, GObject)

/**
 * SignetWizardStep:
 * @SIGNET_WIZARD_SERVER: where the organization's server is, and who signs its answers
 * @SIGNET_WIZARD_CODE: reference number and code
 * @SIGNET_WIZARD_DETAILS: what the certificate shall say, and which key it is for
 * @SIGNET_WIZARD_REVIEW: what will be sent, and where it goes
 * @SIGNET_WIZARD_N_STEPS: how many there are
 *
 * The questions on the way to a first certificate, in this order.
 */
typedef enum {
  SIGNET_WIZARD_SERVER,
  SIGNET_WIZARD_CODE,
  SIGNET_WIZARD_DETAILS,
  SIGNET_WIZARD_REVIEW,
  SIGNET_WIZARD_N_STEPS
} SignetWizardStep;

void              signet_wizard_start            (SignetWindow     *window);
void              signet_wizard_start_practice   (SignetWindow     *window);
SignetWizardStep  signet_wizard_get_first_step   (SignetWizard     *self);
SignetRequest    *signet_wizard_get_request      (SignetWizard     *self);
SignetSecret     *signet_wizard_get_code         (SignetWizard     *self);
void              signet_wizard_set_code         (SignetWizard     *self,
                                                  SignetSecret     *code);
SignetSecret     *signet_wizard_get_passphrase   (SignetWizard     *self);
void              signet_wizard_set_passphrase   (SignetWizard     *self,
                                                  SignetSecret     *passphrase);
gboolean          signet_wizard_is_practice      (SignetWizard     *self);
const char       *signet_wizard_get_organization (SignetWizard     *self);
char             *signet_wizard_dup_caption      (SignetWizard     *self,
                                                  SignetWizardStep  step,
                                                  const char       *title) G_GNUC_WARN_UNUSED_RESULT;
void              signet_wizard_go_on            (SignetWizard     *self,
                                                  SignetWizardStep  step);
void              signet_wizard_edit             (SignetWizard     *self,
                                                  SignetWizardStep  step);
void              signet_wizard_leave            (SignetWizard     *self);
SignetTask       *signet_wizard_send             (SignetWizard     *self);

G_END_DECLS
