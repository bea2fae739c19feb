/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-review-page.h"

#include "core/signet-text.h"
#include "ui/signet-key-choice.h"
#include "ui/signet-review-words.h"
#include "ui/signet-row.h"
#include "ui/signet-working-page.h"

#include <glib/gi18n-lib.h>

#define MAX_SHOWN 200

/**
 * SignetReviewPage:
 *
 * What will be sent and where it goes, before anything leaves the computer. The last question: its
 * button starts the request instead of leading to another page.
 */
struct _SignetReviewPage
{
  SignetWizardPage parent_instance;

  GtkWidget *practice;
  GtkWidget *subject;
  GtkWidget *others;
  GtkWidget *proof;
  GtkWidget *key;
  GtkWidget *server;
  GtkWidget *anchor;
  GtkWidget *exposed;
};

G_DEFINE_FINAL_TYPE (SignetReviewPage, signet_review_page, SIGNET_TYPE_WIZARD_PAGE)

static void
describe (SignetReviewPage *self,
          SignetWizard     *wizard,
          SignetTemplate   *template,
          const char       *host)
{
  g_autofree char *organization =
    signet_text_clean (signet_wizard_get_organization (wizard), MAX_SHOWN);
  g_autofree char *name = signet_review_dup_name (template);
  /* Translators: the first %s is an organization or a server, the second one a person or a host. */
  g_autofree char *description =
    g_strdup_printf (_ ("Signet will ask %s for a certificate for %s."),
                     *organization != '\0' ? organization : host, name);

  signet_page_set_description (SIGNET_PAGE (self), description);
}

static void
show_where (SignetReviewPage *self,
            SignetProfile    *profile,
            const char       *host)
{
  const char *url = signet_profile_get_server (profile);
  g_autofree char *address = signet_text_clean (url != NULL ? url : "", MAX_SHOWN);
  g_autofree char *verifier = signet_review_dup_verifier (profile);

  signet_row_set_value (self->server, host);
  gtk_widget_set_tooltip_text (self->server, address);
  signet_row_set_value (self->anchor, verifier);
  gtk_widget_set_visible (self->exposed, signet_review_is_exposed (url));
}

static void
signet_review_page_prepare (SignetWizardPage *page)
{
  SignetReviewPage *self = SIGNET_REVIEW_PAGE (page);
  SignetWizard *wizard = signet_wizard_page_get_wizard (page);
  SignetRequest *request = signet_wizard_get_request (wizard);
  SignetTemplate *template = signet_request_get_template (request);
  SignetProfile *profile = signet_request_get_profile (request);
  g_autofree char *host = signet_review_dup_host (signet_profile_get_server (profile));
  g_autofree char *subject = signet_review_dup_subject (template);
  g_autofree char *others = signet_review_dup_others (template);
  g_autofree char *proof = signet_review_dup_proof (signet_request_get_reference (request));
  g_autofree char *key = signet_key_choice_dup_words (signet_request_get_key_spec (request));

  describe (self, wizard, template, host);
  signet_row_set_value (self->subject, subject);
  signet_row_set_value (self->others, others);
  signet_row_set_value (self->proof, proof);
  signet_row_set_value (self->key, key);
  show_where (self, profile, host);
  gtk_widget_set_visible (self->practice, signet_wizard_is_practice (wizard));
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SignetWizard *wizard = signet_wizard_page_get_wizard (SIGNET_WIZARD_PAGE (widget));
  gboolean code = g_str_equal (g_variant_get_string (parameter, NULL), "code");

  signet_wizard_edit (wizard, code ? SIGNET_WIZARD_CODE : SIGNET_WIZARD_DETAILS);
}

static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SignetWizard *wizard = signet_wizard_page_get_wizard (SIGNET_WIZARD_PAGE (widget));
  SignetWindow *window = signet_window_from (widget);
  SignetTask *task;

  /* A second click while the page slides out must not ask a second time. */
  if (signet_window_get_page (window) != SIGNET_PAGE (widget))
    return;
  task = signet_wizard_send (wizard);
  signet_window_push (window,
                      signet_working_page_new (signet_window_get_keeper (window), task, wizard));
}

static void
signet_review_page_class_init (SignetReviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  SIGNET_WIZARD_PAGE_CLASS (klass)->step = SIGNET_WIZARD_REVIEW;
  SIGNET_WIZARD_PAGE_CLASS (klass)->prepare = signet_review_page_prepare;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SignetReviewPage, practice);
  gtk_widget_class_bind_template_child (widget_class, SignetReviewPage, subject);
  gtk_widget_class_bind_template_child (widget_class, SignetReviewPage, others);
  gtk_widget_class_bind_template_child (widget_class, SignetReviewPage, proof);
  gtk_widget_class_bind_template_child (widget_class, SignetReviewPage, key);
  gtk_widget_class_bind_template_child (widget_class, SignetReviewPage, server);
  gtk_widget_class_bind_template_child (widget_class, SignetReviewPage, anchor);
  gtk_widget_class_bind_template_child (widget_class, SignetReviewPage, exposed);
  gtk_widget_class_install_action (widget_class, "review.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "page.send", NULL, send_action);
}

static void
signet_review_page_init (SignetReviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
