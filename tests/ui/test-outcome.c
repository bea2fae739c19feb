/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-error-page.h"
#include "ui/signet-ready-page.h"
#include "ui/signet-resources.h"
#include "ui/signet-waiting-fields.h"
#include "ui/signet-working-page.h"

#include "core/signet-error.h"

#define HOSTILE "Botany & <b>Zoology</b>"

static SignetItem *
make_item (SignetItemState state)
{
  g_autoptr (SignetRequest) request = signet_request_new ();
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autoptr (SignetSecret) code = signet_secret_new ("code", 4);
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("4711", code);
  SignetItem *item;

  signet_profile_set_name (profile, HOSTILE);
  signet_request_set_profile (request, profile);
  signet_request_set_label (request, HOSTILE);
  item = signet_item_new ("f81d4fae-7dec-11d0-a765-00a0c91e6bf6", request, credential,
                          SIGNET_PASSPHRASE_OWN, 1000);
  signet_item_set_state (item, state);

  return item;
}

static void
test_step_states (void)
{
  g_assert_cmpuint (signet_working_page_state (SIGNET_STAGE_KEY, SIGNET_STAGE_CONTACT), ==,
                    SIGNET_STEP_DONE);
  g_assert_cmpuint (signet_working_page_state (SIGNET_STAGE_CONTACT, SIGNET_STAGE_CONTACT), ==,
                    SIGNET_STEP_ACTIVE);
  g_assert_cmpuint (signet_working_page_state (SIGNET_STAGE_SAVE, SIGNET_STAGE_CONTACT), ==,
                    SIGNET_STEP_PENDING);
  g_assert_cmpuint (signet_working_page_state (SIGNET_STAGE_SAVE, SIGNET_STAGE_DONE), ==,
                    SIGNET_STEP_DONE);
}

/* The state is in the name; the look only repeats it. */
static void
test_step_row (void)
{
  g_autoptr (SignetStepRow) row =
    g_object_ref_sink (g_object_new (SIGNET_TYPE_STEP_ROW, "title", "Creating key", NULL));

  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Creating key, not yet");
  signet_step_row_set_state (row, SIGNET_STEP_ACTIVE, 0);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Creating key, now");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row), "step-active"));
  signet_step_row_set_state (row, SIGNET_STEP_DONE, 0);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Creating key, done");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (row), "step-active"));
  g_assert_cmpuint (signet_step_row_get_state (row), ==, SIGNET_STEP_DONE);
}

static void
test_outcome (void)
{
  g_autoptr (GError) refused = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_REFUSED, "No.");
  g_autoptr (GError) unverified =
    g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_UNVERIFIED, "No.");
  g_autoptr (SignetItem) unknown = make_item (SIGNET_ITEM_STATE_ANSWER_UNKNOWN);
  g_autoptr (SignetItem) given_up = make_item (SIGNET_ITEM_STATE_GIVEN_UP);

  g_assert_cmpstr (signet_error_page_outcome (refused, NULL), ==, "No certificate was issued.");
  g_assert_cmpstr (signet_error_page_outcome (refused, unknown), ==,
                   "Whether a certificate was issued is not known.");
  g_assert_cmpstr (signet_error_page_outcome (unverified, given_up), ==,
                   "The certificate was not accepted.");
  g_assert_cmpstr (signet_error_page_outcome (refused, given_up), ==, "No certificate was issued.");
  signet_item_set_maybe_issued (given_up, TRUE);
  g_assert_cmpstr (signet_error_page_outcome (refused, given_up), ==,
                   "Whether a certificate was issued is not known.");
}

/* A request that was given up after its answer was lost claims nothing that nobody knows. */
static void
test_given_up (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  g_autoptr (SignetItem) item = make_item (SIGNET_ITEM_STATE_GIVEN_UP);
  g_autoptr (SignetPage) told = g_object_ref_sink (signet_error_page_new (error, item, NULL));
  g_autoptr (SignetPage) lost = NULL;

  signet_item_set_maybe_issued (item, TRUE);
  lost = g_object_ref_sink (signet_error_page_new (error, item, NULL));
  g_assert_cmpstr (signet_page_get_heading (lost), ==, "Request Given Up");
  g_assert_cmpstr (signet_page_get_description (told), ==,
                   "It was cancelled on this computer. The key is kept.");
  g_assert_cmpstr (signet_page_get_description (lost), ==,
                   "It was cancelled on this computer. Whether a certificate was issued is not "
                   "known. The key is kept.");
}

/* Nothing from outside is taken for markup: a warning about it would end the test. */
static void
test_error_page (void)
{
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_REFUSED, HOSTILE);
  g_autoptr (SignetItem) item = make_item (SIGNET_ITEM_STATE_REFUSED);
  g_autoptr (SignetPage) page = NULL;

  signet_error_set_server (error, TRUE, 2, 1u << 23, HOSTILE);
  signet_error_add_technical (error, HOSTILE);
  page = g_object_ref_sink (signet_error_page_new (error, item, NULL));
  g_assert_cmpstr (signet_page_get_heading (page), ==, "The Request Was Refused");
  g_assert_cmpstr (signet_page_get_description (page), ==, HOSTILE " No certificate was issued.");
  g_assert_true (gtk_widget_get_visible (signet_page_get_primary (page)));
}

/* Without a request there is nothing to try again. */
static void
test_error_page_alone (void)
{
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_UNREACHABLE,
                                                  "The server could not be reached.");
  g_autoptr (SignetPage) page = g_object_ref_sink (signet_error_page_new (error, NULL, NULL));

  g_assert_null (signet_page_get_primary (page));
  g_assert_cmpstr (signet_page_get_description (page), ==, "");
}

static void
test_verified (void)
{
  g_autofree char *anchor = signet_ready_page_verified (SIGNET_VERIFICATION_ANCHOR, "X");
  g_autofree char *none = signet_ready_page_verified (SIGNET_VERIFICATION_NONE, "X");
  g_autofree char *nobody = signet_ready_page_verified (SIGNET_VERIFICATION_NONE, "");

  g_assert_true (g_str_has_prefix (anchor, "Yes"));
  g_assert_cmpstr (none, ==, "No: the CA of X is not known");
  g_assert_cmpstr (nobody, ==, "No: the CA is not known");
}

/* What is asked for is what counts: a job that runs needs nothing. */
static void
test_fields (void)
{
  g_autoptr (SignetItem) item = make_item (SIGNET_ITEM_STATE_KEY_READY);
  g_autoptr (SignetWaitingFields) fields =
    g_object_ref_sink (g_object_new (SIGNET_TYPE_WAITING_FIELDS, NULL));

  signet_waiting_fields_show (fields, SIGNET_WAITING_FORM_NOT_SENT, item, FALSE);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fields)));
  g_assert_false (signet_waiting_fields_is_complete (fields));
  g_assert_null (signet_waiting_fields_dup_credential (fields));
  g_assert_null (signet_waiting_fields_dup_passphrase (fields));
  signet_waiting_fields_show (fields, SIGNET_WAITING_FORM_NOT_SENT, item, TRUE);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fields)));
  g_assert_true (signet_waiting_fields_is_complete (fields));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (signet_get_resource ());

  g_test_add_func ("/ui/outcome/step-states", test_step_states);
  g_test_add_func ("/ui/outcome/step-row", test_step_row);
  g_test_add_func ("/ui/outcome/outcome", test_outcome);
  g_test_add_func ("/ui/outcome/given-up", test_given_up);
  g_test_add_func ("/ui/outcome/error-page", test_error_page);
  g_test_add_func ("/ui/outcome/error-page-alone", test_error_page_alone);
  g_test_add_func ("/ui/outcome/verified", test_verified);
  g_test_add_func ("/ui/outcome/fields", test_fields);

  return g_test_run ();
}
