/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-wizard.h"

#include "ui/signet-code-page.h"
#include "ui/signet-details-page.h"
#include "ui/signet-review-page.h"
#include "ui/signet-server-page.h"
#include "ui/signet-wizard-page.h"

#include <glib/gi18n-lib.h>

/**
 * SignetWizard:
 *
 * The way to a first certificate: what is asked for, and the pages that ask. A page is made when it
 * is first needed and kept until the wizard is left, so that nothing typed is lost by going back.
 */
struct _SignetWizard
{
  GObject parent_instance;

  SignetWindow *window; /* weak */
  SignetRequest *request;
  SignetSecret *code;
  SignetSecret *passphrase;
  SignetTask *last; /* the last try, or NULL */
  SignetPage *pages[SIGNET_WIZARD_N_STEPS];
  gboolean practice;
  gboolean editing; /* came from Review and returns there */
};

G_DEFINE_FINAL_TYPE (SignetWizard, signet_wizard, G_TYPE_OBJECT)

static void
signet_wizard_dispose (GObject *object)
{
  SignetWizard *self = SIGNET_WIZARD (object);

  signet_wizard_leave (self);
  g_clear_object (&self->request);
  g_clear_pointer (&self->code, signet_secret_unref);
  g_clear_pointer (&self->passphrase, signet_secret_unref);
  g_clear_weak_pointer (&self->window);

  G_OBJECT_CLASS (signet_wizard_parent_class)->dispose (object);
}

static void
signet_wizard_class_init (SignetWizardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = signet_wizard_dispose;
}

static void
signet_wizard_init (SignetWizard *self)
{
  self->request = signet_request_new ();
}

static SignetWizard *
wizard_new (SignetWindow *window)
{
  SignetWizard *self = g_object_new (SIGNET_TYPE_WIZARD, NULL);

  g_set_weak_pointer (&self->window, window);
  g_signal_connect_object (window, "destroy", G_CALLBACK (signet_wizard_leave), self,
                           G_CONNECT_SWAPPED);

  return self;
}

static SignetPage *
get_page (SignetWizard     *self,
          SignetWizardStep  step)
{
  const GType types[SIGNET_WIZARD_N_STEPS] = {
    [SIGNET_WIZARD_SERVER] = SIGNET_TYPE_SERVER_PAGE,
    [SIGNET_WIZARD_CODE] = SIGNET_TYPE_CODE_PAGE,
    [SIGNET_WIZARD_DETAILS] = SIGNET_TYPE_DETAILS_PAGE,
    [SIGNET_WIZARD_REVIEW] = SIGNET_TYPE_REVIEW_PAGE,
  };

  if (self->pages[step] == NULL)
    {
      self->pages[step] = g_object_ref_sink (g_object_new (types[step], "wizard", self, NULL));
      signet_page_set_kept (self->pages[step], TRUE);
    }

  return self->pages[step];
}

/**
 * signet_wizard_get_first_step:
 * @self: a wizard
 *
 * Returns: the first step that is asked; the others before it are known already
 */
SignetWizardStep
signet_wizard_get_first_step (SignetWizard *self)
{
  g_return_val_if_fail (SIGNET_IS_WIZARD (self), SIGNET_WIZARD_SERVER);

  return self->practice ? SIGNET_WIZARD_CODE : SIGNET_WIZARD_SERVER;
}

/**
 * signet_wizard_start:
 * @window: a window
 *
 * Begins with the first question.
 */
void
signet_wizard_start (SignetWindow *window)
{
  g_autoptr (SignetWizard) self = NULL;

  g_return_if_fail (SIGNET_IS_WINDOW (window));

  self = wizard_new (window);
  signet_window_push (window, get_page (self, signet_wizard_get_first_step (self)));
}

/**
 * signet_wizard_start_practice:
 * @window: a window whose practice CA runs
 *
 * Begins with everything filled in that the practice CA knows.
 */
void
signet_wizard_start_practice (SignetWindow *window)
{
  g_autoptr (SignetWizard) self = NULL;
  g_autoptr (SignetProfile) profile = NULL;
  SignetPractice *practice;

  g_return_if_fail (SIGNET_IS_WINDOW (window));

  practice = signet_window_get_practice (window);
  profile = signet_practice_dup_profile (practice);
  self = wizard_new (window);
  self->practice = TRUE;
  signet_request_set_profile (self->request, profile);
  signet_request_set_reference (self->request, signet_practice_get_reference (practice));
  signet_wizard_set_code (self, signet_practice_get_code (practice));
  signet_window_push (window, get_page (self, signet_wizard_get_first_step (self)));
}

/**
 * signet_wizard_get_request:
 * @self: a wizard
 *
 * Returns: (transfer none): what is asked for; the pages fill it
 */
SignetRequest *
signet_wizard_get_request (SignetWizard *self)
{
  g_return_val_if_fail (SIGNET_IS_WIZARD (self), NULL);

  return self->request;
}

/**
 * signet_wizard_get_code:
 * @self: a wizard
 *
 * Returns: (transfer none) (nullable): the code
 */
SignetSecret *
signet_wizard_get_code (SignetWizard *self)
{
  g_return_val_if_fail (SIGNET_IS_WIZARD (self), NULL);

  return self->code;
}

static void
set_secret (SignetSecret **field,
            SignetSecret  *secret)
{
  SignetSecret *old = *field;

  *field = secret != NULL ? signet_secret_ref (secret) : NULL;
  g_clear_pointer (&old, signet_secret_unref);
}

/**
 * signet_wizard_set_code:
 * @self: a wizard
 * @code: (nullable): the code
 *
 * Sets the code, which lives no longer than the wizard.
 */
void
signet_wizard_set_code (SignetWizard *self,
                        SignetSecret *code)
{
  g_return_if_fail (SIGNET_IS_WIZARD (self));

  set_secret (&self->code, code);
}

/**
 * signet_wizard_get_passphrase:
 * @self: a wizard
 *
 * Returns: (transfer none) (nullable): the person's own passphrase for the key, %NULL where the
 *   keyring keeps one
 */
SignetSecret *
signet_wizard_get_passphrase (SignetWizard *self)
{
  g_return_val_if_fail (SIGNET_IS_WIZARD (self), NULL);

  return self->passphrase;
}

/**
 * signet_wizard_set_passphrase:
 * @self: a wizard
 * @passphrase: (nullable): the person's own passphrase for the key
 *
 * Sets with what the key is encrypted.
 */
void
signet_wizard_set_passphrase (SignetWizard *self,
                              SignetSecret *passphrase)
{
  g_return_if_fail (SIGNET_IS_WIZARD (self));

  set_secret (&self->passphrase, passphrase);
}

/**
 * signet_wizard_is_practice:
 * @self: a wizard
 *
 * Returns: whether the practice CA is asked
 */
gboolean
signet_wizard_is_practice (SignetWizard *self)
{
  g_return_val_if_fail (SIGNET_IS_WIZARD (self), FALSE);

  return self->practice;
}

/**
 * signet_wizard_get_organization:
 * @self: a wizard
 *
 * Returns: (transfer none): what the organization is called: the name of the profile, else the
 *   server's; empty while neither is known
 */
const char *
signet_wizard_get_organization (SignetWizard *self)
{
  SignetProfile *profile;
  const char *name = NULL;

  g_return_val_if_fail (SIGNET_IS_WIZARD (self), NULL);

  profile = signet_request_get_profile (self->request);
  if (profile != NULL)
    name = signet_profile_get_name (profile);

  return name != NULL ? name : "";
}

/**
 * signet_wizard_dup_caption:
 * @self: a wizard
 * @step: a step
 * @title: (nullable): the heading of its page
 *
 * Returns: (transfer full): "Step 2 of 4 – Enter Your Code"; only pages that are shown count
 */
char *
signet_wizard_dup_caption (SignetWizard     *self,
                           SignetWizardStep  step,
                           const char       *title)
{
  int first;

  g_return_val_if_fail (SIGNET_IS_WIZARD (self), NULL);

  first = (int) signet_wizard_get_first_step (self);

  /* Translators: the number of the step, how many there are, and what is done in it. */
  return g_strdup_printf (_ ("Step %1$d of %2$d – %3$s"), (int) step - first + 1,
                          SIGNET_WIZARD_N_STEPS - first, title != NULL ? title : "");
}

/**
 * signet_wizard_go_on:
 * @self: a wizard
 * @step: the step that is answered now
 *
 * Shows what comes next: the next question, or Review again where the person came from there.
 */
void
signet_wizard_go_on (SignetWizard     *self,
                     SignetWizardStep  step)
{
  g_return_if_fail (SIGNET_IS_WIZARD (self) && step < SIGNET_WIZARD_REVIEW);

  if (self->window == NULL)
    return;
  if (!self->editing)
    {
      signet_window_push (self->window, get_page (self, step + 1));
      return;
    }

  self->editing = FALSE;
  signet_window_push (self->window, get_page (self, SIGNET_WIZARD_REVIEW));
  for (SignetWizardStep between = step + 1; between < SIGNET_WIZARD_REVIEW; between++)
    signet_window_push_below (self->window, get_page (self, between));
}

/**
 * signet_wizard_edit:
 * @self: a wizard that has come to Review
 * @step: a step before
 *
 * Goes back to one question; its Continue leads to Review again.
 */
void
signet_wizard_edit (SignetWizard     *self,
                    SignetWizardStep  step)
{
  g_return_if_fail (SIGNET_IS_WIZARD (self) && step <= SIGNET_WIZARD_REVIEW);

  if (self->window == NULL)
    return;
  step = MAX (step, signet_wizard_get_first_step (self));
  self->editing = step < SIGNET_WIZARD_REVIEW;
  signet_window_pop_to (self->window, get_page (self, step));
}

/**
 * signet_wizard_leave:
 * @self: a wizard
 *
 * Lets go of the pages, and with them of what was typed, and of the last try. The pages refer to
 * the wizard, so it would live for ever otherwise.
 */
void
signet_wizard_leave (SignetWizard *self)
{
  g_return_if_fail (SIGNET_IS_WIZARD (self));

  for (guint i = 0; i < SIGNET_WIZARD_N_STEPS; i++)
    {
      g_autoptr (SignetPage) page = g_steal_pointer (&self->pages[i]);

      if (page != NULL && self->window != NULL)
        signet_window_drop (self->window, page);
    }
  g_clear_object (&self->last);
}

/**
 * signet_wizard_send:
 * @self: a wizard whose questions are all answered
 *
 * Starts what Review promises, or goes on with it after a try that did not work.
 *
 * Returns: (transfer none) (nullable): the job; %NULL where the window is gone
 */
SignetTask *
signet_wizard_send (SignetWizard *self)
{
  g_autoptr (SignetCredential) credential = NULL;
  SignetKeeper *keeper;
  SignetTask *task;

  g_return_val_if_fail (SIGNET_IS_WIZARD (self) && self->code != NULL, NULL);

  if (self->window == NULL)
    return NULL;
  keeper = signet_window_get_keeper (self->window);
  credential =
    signet_credential_new_code (signet_request_get_reference (self->request), self->code);
  if (self->last != NULL)
    task = signet_keeper_retry (keeper, signet_task_get_item_id (self->last), self->request,
                                credential, self->passphrase, SIGNET_RUN_NONE);
  else
    task = signet_keeper_request (keeper, self->request, credential, self->passphrase,
                                  SIGNET_RUN_NONE);
  g_set_object (&self->last, task);

  return task;
}
