/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-item.h"

#include <gio/gio.h>
#include <string.h>

#include "core/signet-error.h"

#define ID "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"

static SignetRequest *
make_request (const char *subject,
              const char *alt_name,
              const char *label)
{
  SignetRequest *request = signet_request_new ();
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autoptr (SignetName) name = signet_name_parse (subject, NULL);
  g_autoptr (GPtrArray) alt_names =
    g_ptr_array_new_with_free_func ((GDestroyNotify) signet_alt_name_unref);
  g_autoptr (SignetTemplate) template = NULL;
  g_autoptr (SignetKeySpec) key_spec = signet_key_spec_parse ("ec:P-384", NULL);

  if (alt_name != NULL)
    g_ptr_array_add (alt_names, signet_alt_name_parse (alt_name, NULL));
  template = signet_template_new (name, alt_names);
  g_assert_true (signet_profile_set_server (profile, "http://ca.example.com/", NULL));
  signet_request_set_profile (request, profile);
  signet_request_set_template (request, template);
  signet_request_set_key_spec (request, key_spec);
  signet_request_set_operation (request, SIGNET_OPERATION_CR);
  signet_request_set_label (request, label);

  return request;
}

static SignetItem *
make_item (const char *subject,
           const char *alt_name,
           const char *label)
{
  g_autoptr (SignetRequest) request = make_request (subject, alt_name, label);
  g_autoptr (SignetSecret) code = signet_secret_new ("SECRET", 6);
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("4711", code);

  return signet_item_new (ID, request, credential, SIGNET_PASSPHRASE_OWN, 1000);
}

static SignetItem *
make_full (void)
{
  static const char *const warnings[] = { "The clock; is off.", "Soon\nover", NULL };
  SignetItem *item = make_item ("CN=Alice,O=x", "email:a@example.com", NULL);
  g_autoptr (GBytes) der = g_bytes_new ("0123", 4);
  g_autoptr (GError) error =
    g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_REFUSED, "The server said “no”;\nreally.");

  signet_error_set_server (error, TRUE, 2, 1u << 26 | 1u, "Nein");
  signet_error_set_http (error, 503);
  signet_error_add_technical (error, "one\ntwo");
  signet_item_set_state (item, SIGNET_ITEM_STATE_WAITING);
  signet_item_set_needs (item, SIGNET_NEEDS_KEYRING);
  signet_item_set_key_id (item, "00ff");
  signet_item_set_transaction_id (item, "a1B2");
  signet_item_set_sent (item, 2000);
  signet_item_set_next_check (item, 3000);
  signet_item_set_reason (item, "a clerk\nlooks");
  signet_item_set_code_kept (item, TRUE);
  signet_item_set_accepts_unverified (item, TRUE);
  signet_item_set_maybe_issued (item, TRUE);
  signet_item_set_verification (item, SIGNET_VERIFICATION_CODE);
  signet_item_set_certificate (item, der);
  signet_item_set_error (item, error);
  signet_item_set_warnings (item, warnings);
  signet_item_set_revocation (item, SIGNET_REVOCATION_REVOKED, 4000, 1);

  return item;
}

/* A renewal with the key of before, by its item or by a public key alone. */
static SignetItem *
make_renewal (GBytes               *public_key,
              SignetPassphraseKind  kind)
{
  g_autoptr (SignetRequest) request = make_request ("CN=Alice", NULL, NULL);
  g_autoptr (SignetCredential) credential = signet_credential_new_item (ID);
  g_autoptr (GBytes) old = g_bytes_new_static ("old", 3);

  signet_request_set_operation (request, SIGNET_OPERATION_KUR);
  signet_request_set_previous (request, "f81d4fae-7dec-11d0-a765-00a0c91e6bf7", old);
  signet_request_set_same_key (request, public_key == NULL);
  signet_request_set_public_key (request, public_key);

  return signet_item_new (ID, request, credential, kind, 1000);
}

static char *
to_data (SignetItem *item)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  signet_item_save (item, file);

  return g_key_file_to_data (file, NULL, NULL);
}

static SignetItem *
from_data (const char  *data,
           GError     **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_assert_true (g_key_file_load_from_data (file, data, -1, G_KEY_FILE_NONE, NULL));

  return signet_item_load (file, error);
}

static void
test_default (void)
{
  g_autoptr (SignetItem) item = make_item ("CN=Alice", NULL, NULL);

  g_assert_cmpstr (signet_item_get_id (item), ==, ID);
  g_assert_cmpint (signet_item_get_state (item), ==, SIGNET_ITEM_STATE_DRAFT);
  g_assert_cmpint (signet_item_get_needs (item), ==, SIGNET_NEEDS_NONE);
  g_assert_cmpint (signet_item_get_verification (item), ==, SIGNET_VERIFICATION_NONE);
  g_assert_cmpint (signet_item_get_passphrase_kind (item), ==, SIGNET_PASSPHRASE_OWN);
  g_assert_cmpint (signet_item_get_created (item), ==, 1000);
  g_assert_cmpint (signet_item_get_sent (item), ==, 0);
  g_assert_cmpint (signet_item_get_next_check (item), ==, 0);
  g_assert_true (signet_item_get_operation (item) == SIGNET_OPERATION_CR);
  g_assert_false (signet_item_get_code_kept (item));
  g_assert_false (signet_item_get_accepts_unverified (item));
  g_assert_false (signet_item_get_maybe_issued (item));
  g_assert_null (signet_item_get_certificate (item));
  g_assert_null (signet_item_get_error (item));
  g_assert_null (signet_item_get_key_id (item));
  g_assert_null (signet_item_get_transaction_id (item));
  g_assert_null (signet_item_get_reason (item));
}

static void
test_label (void)
{
  static const struct
  {
    const char *subject;
    const char *alt_name;
    const char *label;
    const char *expected;
  } cases[] = {
    { "CN=Alice", "dns:a", "My\nMail", "My Mail" },
    { "CN=Alice,O=x", "dns:a", NULL, "Alice" },
    { "O=x", "email:a@example.com", NULL, "a@example.com" },
    { "O=x", NULL, NULL, "f81d4fae" },
    { "O=x", NULL, "\n", "f81d4fae" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SignetItem) item = make_item (cases[i].subject, cases[i].alt_name, cases[i].label);

      g_assert_cmpstr (signet_item_get_label (item), ==, cases[i].expected);
    }
}

static void
assert_same (SignetItem *a,
             SignetItem *b)
{
  g_autofree char *first = to_data (a);
  g_autofree char *second = to_data (b);

  g_assert_cmpstr (first, ==, second);
}

static void
test_save_and_load (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = make_full ();
  g_autofree char *data = to_data (item);
  g_autoptr (SignetItem) loaded = from_data (data, &error);
  const SignetErrorDetails *details;

  g_assert_no_error (error);
  g_assert_null (strstr (data, "SECRET"));
  assert_same (item, loaded);

  g_assert_cmpint (signet_item_get_state (loaded), ==, SIGNET_ITEM_STATE_WAITING);
  g_assert_cmpint (signet_item_get_needs (loaded), ==, SIGNET_NEEDS_KEYRING);
  g_assert_cmpint (signet_item_get_next_check (loaded), ==, 3000);
  g_assert_cmpstr (signet_item_get_reason (loaded), ==, "a clerk looks");
  g_assert_cmpstr (signet_key_spec_get_text (signet_item_get_key_spec (loaded)), ==, "ec:P-384");
  g_assert_cmpstr (signet_credential_get_reference (signet_item_get_credential (loaded)), ==,
                   "4711");
  g_assert_cmpstr (signet_profile_get_server (signet_item_get_profile (loaded)), ==,
                   "http://ca.example.com/");
  g_assert_cmpuint (signet_template_get_n_alt_names (signet_item_get_template (loaded)), ==, 1);
  g_assert_true (signet_item_get_code_kept (loaded));
  g_assert_true (signet_item_get_accepts_unverified (loaded));
  g_assert_true (signet_item_get_maybe_issued (loaded));
  g_assert_cmpuint (g_bytes_get_size (signet_item_get_certificate (loaded)), ==, 4);

  g_assert_error (signet_item_get_error (loaded), SIGNET_ERROR, SIGNET_ERROR_REFUSED);
  g_assert_cmpstr (signet_item_get_error (loaded)->message, ==, "The server said “no”;\nreally.");
  details = signet_error_get_details (signet_item_get_error (loaded));
  g_assert_true (details->authenticated);
  g_assert_cmpint (details->status, ==, 2);
  g_assert_cmpuint (details->fail_info, ==, 1u << 26 | 1u);
  g_assert_cmpuint (details->http_status, ==, 503);
  g_assert_cmpstr (details->server_text, ==, "Nein");
  g_assert_cmpstr (details->technical, ==, "one\ntwo");
}

static void
test_save_and_load_origin (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) key = g_bytes_new_static ("key", 3);
  g_autoptr (SignetItem) same = make_renewal (NULL, SIGNET_PASSPHRASE_OWN);
  g_autoptr (SignetItem) foreign = make_renewal (key, SIGNET_PASSPHRASE_NONE);
  g_autofree char *same_data = to_data (same);
  g_autofree char *foreign_data = to_data (foreign);
  g_autoptr (SignetItem) loaded = from_data (same_data, &error);
  g_autoptr (SignetItem) loaded_foreign = NULL;

  g_assert_no_error (error);
  assert_same (same, loaded);
  g_assert_cmpstr (signet_item_get_previous (loaded), ==, "f81d4fae-7dec-11d0-a765-00a0c91e6bf7");
  g_assert_cmpuint (g_bytes_get_size (signet_item_get_old_certificate (loaded)), ==, 3);
  g_assert_true (signet_item_get_same_key (loaded));
  g_assert_true (signet_item_has_key (loaded));
  g_assert_null (signet_item_get_csr (loaded));

  loaded_foreign = from_data (foreign_data, &error);
  g_assert_no_error (error);
  assert_same (foreign, loaded_foreign);
  g_assert_false (signet_item_has_key (loaded_foreign));
  g_assert_true (g_bytes_equal (signet_item_get_public_key (loaded_foreign), key));
}

static void
test_save_and_load_csr (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetRequest) request = make_request ("CN=Alice", NULL, NULL);
  g_autoptr (SignetCredential) credential = signet_credential_new_item (ID);
  g_autoptr (GBytes) csr = g_bytes_new_static ("csr", 3);
  g_autoptr (SignetItem) item = NULL;
  g_autoptr (SignetItem) loaded = NULL;
  g_autofree char *data = NULL;

  signet_request_set_operation (request, SIGNET_OPERATION_P10CR);
  signet_request_set_csr (request, csr);
  item = signet_item_new (ID, request, credential, SIGNET_PASSPHRASE_NONE, 1000);
  data = to_data (item);
  loaded = from_data (data, &error);
  g_assert_no_error (error);
  assert_same (item, loaded);
  g_assert_true (g_bytes_equal (signet_item_get_csr (loaded), csr));
  g_assert_true (signet_item_get_operation (loaded) == SIGNET_OPERATION_P10CR);
}

static void
test_revocation (void)
{
  g_autoptr (SignetItem) item = make_item ("CN=a", NULL, NULL);
  g_autoptr (SignetItem) full = make_full ();
  g_autofree char *data = to_data (full);
  g_autoptr (SignetItem) loaded = from_data (data, NULL);
  g_autoptr (SignetItem) again = NULL;

  g_assert_cmpint (signet_item_get_revocation (item), ==, SIGNET_REVOCATION_NONE);
  g_assert_cmpint (signet_item_get_revocation_reason (item), ==, -1);
  g_assert_cmpint (signet_item_get_revocation (loaded), ==, SIGNET_REVOCATION_REVOKED);
  g_assert_cmpint (signet_item_get_revoked_at (loaded), ==, 4000);
  g_assert_cmpint (signet_item_get_revocation_reason (loaded), ==, 1);
  /* What was there before goes, whoever else keeps what he does not know. */
  signet_item_set_revocation (loaded, SIGNET_REVOCATION_UNKNOWN, 4001, -1);
  again = signet_item_copy (loaded);
  assert_same (loaded, again);
  signet_item_set_revocation (item, SIGNET_REVOCATION_UNKNOWN, -5, -1);
  g_assert_cmpint (signet_item_get_revoked_at (item), ==, 0);
}

static void
test_warnings (void)
{
  g_autoptr (SignetItem) item = make_item ("CN=a", NULL, NULL);
  g_autoptr (SignetItem) full = make_full ();
  g_autofree char *data = to_data (full);
  g_autoptr (SignetItem) loaded = from_data (data, NULL);

  g_assert_null (signet_item_get_warnings (item)[0]);
  g_assert_cmpuint (g_strv_length ((GStrv) signet_item_get_warnings (loaded)), ==, 2);
  g_assert_cmpstr (signet_item_get_warnings (loaded)[0], ==, "The clock; is off.");
  g_assert_cmpstr (signet_item_get_warnings (loaded)[1], ==, "Soon over");
  signet_item_set_warnings (loaded, NULL);
  g_assert_null (signet_item_get_warnings (loaded)[0]);
}

static void
test_save_and_load_draft (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = make_item ("O=x", NULL, NULL);
  g_autofree char *data = to_data (item);
  g_autoptr (SignetItem) loaded = from_data (data, &error);

  g_assert_no_error (error);
  assert_same (item, loaded);
  g_assert_null (signet_item_get_error (loaded));
  g_assert_null (signet_item_get_certificate (loaded));
}

static void
test_save_replaces (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (SignetItem) full = make_full ();
  g_autoptr (SignetItem) draft = make_item ("O=x", NULL, NULL);
  g_autoptr (SignetItem) loaded = NULL;

  signet_item_save (full, file);
  signet_item_save (draft, file);
  loaded = signet_item_load (file, &error);
  g_assert_no_error (error);
  assert_same (draft, loaded);
}

/* Each case replaces one key of a good file. */
static void
test_load_refused (void)
{
  static const struct
  {
    const char *group;
    const char *key;
    const char *value;
  } cases[] = {
    { "Item", "version", "2" },
    { "Item", "version", NULL },
    { "Item", "id", NULL },
    { "Item", "id", "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6" },
    { "Item", "id", "../../../etc/passwd" },
    { "Item", "state", NULL },
    { "Item", "state", "happy" },
    { "Item", "needs", "money" },
    { "Item", "passphrase", "none" },
    { "Item", "verification", "yes" },
    { "Item", "created", "yesterday" },
    { "Item", "sent", "-1" },
    { "Item", "next-check", "99999999999999999999999" },
    { "Item", "key-id", "xyz" },
    { "Item", "key-id", "abc" },
    { "Item", "transaction-id", "" },
    { "Item", "certificate", "" },
    { "Request", "operation", "magic" },
    { "Request", "csr", "" },
    { "Request", "old-certificate", "" },
    { "Request", "previous", "me" },
    { "Item", "revocation", "maybe" },
    { "Item", "revocation-time", "-1" },
    { "Item", "revocation-reason", "7" },
    { "Request", "operation", NULL },
    { "Request", "key", "dsa" },
    { "Request", "key", NULL },
    { "Template", "subject", "nonsense" },
    { "Template", "alt-names", "nonsense" },
    { "Credential", "kind", "magic" },
    { "Credential", "kind", NULL },
    { "Profile", "version", "9" },
    { "Profile", "server", "ftp://x" },
  };
  g_autoptr (SignetItem) item = make_full ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GKeyFile) file = g_key_file_new ();

      g_test_message ("%s/%s", cases[i].group, cases[i].key);
      signet_item_save (item, file);
      if (cases[i].value != NULL)
        g_key_file_set_value (file, cases[i].group, cases[i].key, cases[i].value);
      else
        g_key_file_remove_key (file, cases[i].group, cases[i].key, NULL);
      g_assert_null (signet_item_load (file, &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED);
    }
}

static void
test_load_empty (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (from_data ("", &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED);
}

static void
test_load_unknown_error (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (SignetItem) item = make_item ("CN=a", NULL, NULL);
  g_autoptr (SignetItem) loaded = NULL;

  signet_item_save (item, file);
  g_key_file_set_string (file, "Item", "error-code", "from-the-future");
  g_key_file_set_string (file, "Item", "error-message", "bad \x1b[1m");
  loaded = signet_item_load (file, &error);
  g_assert_no_error (error);
  g_assert_error (signet_item_get_error (loaded), SIGNET_ERROR, SIGNET_ERROR_FAILED);
  g_assert_cmpstr (signet_item_get_error (loaded)->message, ==, "bad  [1m");
  g_assert_cmpint (signet_error_get_details (signet_item_get_error (loaded))->status, ==, -1);
}

static void
test_set_error (void)
{
  g_autoptr (SignetItem) item = make_item ("CN=a", NULL, NULL);
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stop.");

  signet_item_set_error (item, error);
  g_assert_error (signet_item_get_error (item), SIGNET_ERROR, SIGNET_ERROR_FAILED);
  signet_item_set_error (item, signet_item_get_error (item));
  g_assert_cmpstr (signet_item_get_error (item)->message, ==, "Stop.");
  signet_item_set_error (item, NULL);
  g_assert_null (signet_item_get_error (item));
}

static void
notify_cb (GObject    *object,
           GParamSpec *pspec,
           gpointer    user_data)
{
  GString *log = user_data;

  g_string_append_printf (log, "%s ", g_param_spec_get_name (pspec));
}

static void
test_notify (void)
{
  g_autoptr (SignetItem) item = make_item ("CN=a", NULL, NULL);
  g_autoptr (GBytes) der = g_bytes_new ("x", 1);
  g_autoptr (GBytes) same = g_bytes_new ("x", 1);
  g_autoptr (GString) log = g_string_new (NULL);

  g_signal_connect (item, "notify", G_CALLBACK (notify_cb), log);
  for (int i = 0; i < 2; i++)
    {
      signet_item_set_state (item, SIGNET_ITEM_STATE_SENT);
      signet_item_set_needs (item, SIGNET_NEEDS_CODE);
      signet_item_set_next_check (item, 5);
      signet_item_set_reason (item, "why");
      signet_item_set_verification (item, SIGNET_VERIFICATION_ANCHOR);
      signet_item_set_certificate (item, i == 0 ? der : same);
      signet_item_set_revocation (item, SIGNET_REVOCATION_UNKNOWN, 5, 1);
    }
  g_assert_cmpstr (log->str, ==,
                   "state needs next-check reason verification certificate revocation ");
  signet_item_set_next_check (item, -5);
  g_assert_cmpint (signet_item_get_next_check (item), ==, 0);
  /* What a server says must never make a file that cannot be read again. */
  signet_item_set_next_check (item, G_MAXINT64);
  g_assert_cmpint (signet_item_get_next_check (item), ==, SIGNET_ITEM_MAX_TIME);
}

static void
test_properties (void)
{
  g_autoptr (SignetItem) item = make_full ();
  g_autofree char *id = NULL;
  g_autofree char *label = NULL;
  g_autofree char *reason = NULL;
  g_autoptr (GBytes) der = NULL;
  SignetItemState state;
  SignetNeeds needs;
  SignetVerification verification;
  gint64 next_check;

  g_object_get (item, "id", &id, "label", &label, "reason", &reason, "certificate", &der, "state",
                &state, "needs", &needs, "verification", &verification, "next-check", &next_check,
                NULL);
  g_assert_cmpstr (id, ==, ID);
  g_assert_cmpstr (label, ==, "Alice");
  g_assert_cmpstr (reason, ==, "a clerk looks");
  g_assert_true (der == signet_item_get_certificate (item));
  g_assert_cmpint (state, ==, SIGNET_ITEM_STATE_WAITING);
  g_assert_cmpint (needs, ==, SIGNET_NEEDS_KEYRING);
  g_assert_cmpint (verification, ==, SIGNET_VERIFICATION_CODE);
  g_assert_cmpint (next_check, ==, 3000);
}

static void
test_copy_from (void)
{
  g_autoptr (SignetItem) shown = make_item ("CN=Alice,O=x", "email:a@example.com", NULL);
  g_autoptr (SignetItem) read = make_full ();
  g_autoptr (GString) log = g_string_new (NULL);

  g_signal_connect (shown, "notify", G_CALLBACK (notify_cb), log);
  signet_item_copy_from (shown, read);
  assert_same (shown, read);
  g_assert_nonnull (strstr (log->str, "state "));
  g_assert_nonnull (strstr (log->str, "certificate "));
  g_assert_null (strstr (log->str, "label "));

  g_string_truncate (log, 0);
  signet_item_copy_from (shown, read);
  signet_item_copy_from (shown, shown);
  g_assert_cmpstr (log->str, ==, "");
}

static void
test_replace (void)
{
  g_autoptr (SignetItem) item = make_item ("CN=a", NULL, NULL);
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autoptr (SignetCredential) credential = signet_credential_new_item (ID);

  signet_item_set_profile (item, profile);
  signet_item_set_profile (item, signet_item_get_profile (item));
  signet_item_set_credential (item, credential);
  signet_item_set_credential (item, signet_item_get_credential (item));
  g_assert_true (signet_item_get_profile (item) == profile);
  g_assert_true (signet_item_get_credential (item) == credential);
}

static void
test_ends (void)
{
  g_autoptr (SignetItem) item = make_item ("CN=Alice", NULL, NULL);

  for (SignetItemState state = SIGNET_ITEM_STATE_DRAFT; state <= SIGNET_ITEM_STATE_GIVEN_UP;
       state++)
    {
      gboolean failed =
        state == SIGNET_ITEM_STATE_REFUSED || state == SIGNET_ITEM_STATE_GIVEN_UP;

      signet_item_set_state (item, state);
      g_assert_cmpint (signet_item_has_failed (item), ==, failed);
      g_assert_cmpint (signet_item_is_final (item), ==,
                       failed || state == SIGNET_ITEM_STATE_ISSUED);
    }
}

static void
test_practice (void)
{
  g_autoptr (SignetItem) item = make_item ("CN=Alice", NULL, NULL);
  g_autoptr (SignetProfile) profile = signet_profile_new ();

  g_assert_false (signet_item_is_practice (item));
  signet_profile_set_practice (profile, TRUE);
  signet_item_set_profile (item, profile);
  g_assert_true (signet_item_is_practice (item));
}

static void
test_release (void)
{
  SignetItem *item = make_full ();

  g_object_add_weak_pointer (G_OBJECT (item), (gpointer *) &item);
  g_object_unref (item);
  g_assert_null (item);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/item/default", test_default);
  g_test_add_func ("/core/item/label", test_label);
  g_test_add_func ("/core/item/save-and-load", test_save_and_load);
  g_test_add_func ("/core/item/save-and-load-origin", test_save_and_load_origin);
  g_test_add_func ("/core/item/save-and-load-csr", test_save_and_load_csr);
  g_test_add_func ("/core/item/revocation", test_revocation);
  g_test_add_func ("/core/item/warnings", test_warnings);
  g_test_add_func ("/core/item/save-and-load-draft", test_save_and_load_draft);
  g_test_add_func ("/core/item/save-replaces", test_save_replaces);
  g_test_add_func ("/core/item/load-refused", test_load_refused);
  g_test_add_func ("/core/item/load-empty", test_load_empty);
  g_test_add_func ("/core/item/load-unknown-error", test_load_unknown_error);
  g_test_add_func ("/core/item/set-error", test_set_error);
  g_test_add_func ("/core/item/notify", test_notify);
  g_test_add_func ("/core/item/properties", test_properties);
  g_test_add_func ("/core/item/copy-from", test_copy_from);
  g_test_add_func ("/core/item/replace", test_replace);
  g_test_add_func ("/core/item/ends", test_ends);
  g_test_add_func ("/core/item/practice", test_practice);
  g_test_add_func ("/core/item/release", test_release);

  return g_test_run ();
}
