/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-entry-row.h"
#include "ui/signet-resources.h"
#include "ui/signet-waiting-fields.h"

static SignetItem *
make_item (void)
{
  g_autoptr (SignetRequest) request = signet_request_new ();
  g_autoptr (SignetSecret) code = signet_secret_new ("code", 4);
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("4711", code);

  return signet_item_new ("f81d4fae-7dec-11d0-a765-00a0c91e6bf6", request, credential,
                          SIGNET_PASSPHRASE_OWN, 1000);
}

static void
type (SignetWaitingFields *fields,
      const char          *row,
      const char          *text)
{
  signet_entry_row_set_text (
    SIGNET_ENTRY_ROW (gtk_widget_get_template_child (GTK_WIDGET (fields),
                                                     SIGNET_TYPE_WAITING_FIELDS, row)),
    text);
}

/* A code that was pasted has blanks at its ends, which the server does not expect; a passphrase has
 * those that the person wants. */
static void
test_pasted (void)
{
  g_autoptr (SignetItem) item = make_item ();
  g_autoptr (SignetWaitingFields) fields =
    g_object_ref_sink (g_object_new (SIGNET_TYPE_WAITING_FIELDS, NULL));
  g_autoptr (SignetCredential) credential = NULL;
  g_autoptr (SignetSecret) passphrase = NULL;

  signet_waiting_fields_show (fields, SIGNET_WAITING_FORM_NOT_SENT, item, FALSE);
  type (fields, "reference", "\u202e 4711 ");
  type (fields, "code", " k7Xp 2mQ9\u00a0");
  type (fields, "passphrase", " with a blank ");
  g_assert_true (signet_waiting_fields_is_complete (fields));

  credential = signet_waiting_fields_dup_credential (fields);
  passphrase = signet_waiting_fields_dup_passphrase (fields);
  g_assert_cmpstr (signet_credential_get_reference (credential), ==, "4711");
  g_assert_cmpstr (signet_secret_get_text (signet_credential_get_code (credential)), ==,
                   "k7Xp 2mQ9");
  g_assert_cmpstr (signet_secret_get_text (passphrase), ==, " with a blank ");
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (signet_get_resource ());

  g_test_add_func ("/ui/waiting-fields/pasted", test_pasted);

  return g_test_run ();
}
