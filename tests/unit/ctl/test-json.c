/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-json-private.h"

#include "core/signet-error.h"
#include "ctl-fixture.h"

#include <gio/gio.h>

static const char *const item_members[] = {
  "id",
  "label",
  "state",
  "needs",
  "reason",
  "next_check",
  "operation",
  "server",
  "practice",
  "reference",
  "key",
  "key_id",
  "subject",
  "issuer",
  "serial",
  "not_before",
  "not_after",
  "validity",
  "verified",
  "verified_by",
  "differences",
  "certificate",
  "previous",
  "revocation",
  "revoked_at",
  "revocation_reason",
  "warnings",
  "report",
  "error",
};

static const char *const error_members[] = {
  "code",
  "message",
  "title",
  "advice",
  "authenticated",
  "server_status",
  "fail_info",
  "server_text",
  "http_status",
  "technical",
};

static void
assert_members (JsonObject        *object,
                const char *const *names,
                guint              n)
{
  g_assert_cmpuint (json_object_get_size (object), ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_true (json_object_has_member (object, names[i]));
}

static void
assert_text (JsonObject *object,
             const char *name,
             const char *wanted)
{
  g_assert_cmpstr (json_object_get_string_member (object, name), ==, wanted);
}

static void
test_no_item (void)
{
  g_autoptr (JsonObject) object = signet_ctl_json_from_item (NULL, NULL, 0);

  assert_members (object, item_members, G_N_ELEMENTS (item_members));
  for (guint i = 0; i < G_N_ELEMENTS (item_members); i++)
    g_assert_true (json_object_get_null_member (object, item_members[i]));
}

static void
test_waiting (void)
{
  g_autoptr (SignetItem) item = fixture_item (FIXTURE_ID, "CN=Ada,O=Example");
  g_autoptr (JsonObject) object = NULL;

  signet_item_set_state (item, SIGNET_ITEM_STATE_WAITING);
  signet_item_set_needs (item, SIGNET_NEEDS_CODE);
  signet_item_set_next_check (item, 86400);
  signet_item_set_reason (item, "ask Bob");
  object = signet_ctl_json_from_item (item, NULL, 0);

  assert_members (object, item_members, G_N_ELEMENTS (item_members));
  assert_text (object, "id", FIXTURE_ID);
  assert_text (object, "label", "My label");
  assert_text (object, "state", "waiting");
  assert_text (object, "needs", "code");
  assert_text (object, "reason", "ask Bob");
  assert_text (object, "next_check", "1970-01-02T00:00:00Z");
  assert_text (object, "operation", "ir");
  assert_text (object, "server", "http://127.0.0.1:8080/cmp");
  g_assert_false (json_object_get_boolean_member (object, "practice"));
  assert_text (object, "reference", "REF-1");
  assert_text (object, "key", "ec:P-256");
  assert_text (object, "subject", "CN=Ada,O=Example");
  g_assert_true (json_object_get_null_member (object, "verified"));
  g_assert_true (json_object_get_null_member (object, "certificate"));
  g_assert_true (json_object_get_null_member (object, "error"));
}

static void
test_issued (void)
{
  g_autoptr (SignetItem) item = fixture_item (FIXTURE_ID, "CN=Asked");
  g_autoptr (JsonObject) object = NULL;

  fixture_issue (item);
  object = signet_ctl_json_from_item (item, NULL, FIXTURE_NOT_BEFORE);

  assert_members (object, item_members, G_N_ELEMENTS (item_members));
  assert_text (object, "state", "issued");
  assert_text (object, "needs", "none");
  assert_text (object, "subject", "CN=Ada,O=Example");
  assert_text (object, "issuer", "CN=Example CA,O=Example");
  assert_text (object, "serial", "0A1B2C");
  assert_text (object, "not_before", "2026-11-24T16:48:58Z");
  assert_text (object, "not_after", "2026-12-30T16:48:58Z");
  assert_text (object, "validity", "valid");
  assert_text (object, "verified_by", "anchor");
  assert_text (object, "certificate", fixture_pem);
  g_assert_true (json_object_get_boolean_member (object, "verified"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "differences")),
                    ==, 3);
}

static void
test_not_verified (void)
{
  g_autoptr (SignetItem) item = fixture_item (FIXTURE_ID, "CN=Ada");
  g_autoptr (JsonObject) object = NULL;

  fixture_issue (item);
  signet_item_set_verification (item, SIGNET_VERIFICATION_NONE);
  object = signet_ctl_json_from_item (item, NULL, FIXTURE_NOT_AFTER + 1);

  g_assert_false (json_object_get_boolean_member (object, "verified"));
  g_assert_true (json_object_get_null_member (object, "verified_by"));
  assert_text (object, "validity", "expired");
}

/* Only what is confirmed is a certificate to count on. */
static void
test_unconfirmed (void)
{
  g_autoptr (SignetItem) item = fixture_item (FIXTURE_ID, "CN=Ada");
  g_autoptr (JsonObject) object = NULL;

  fixture_issue (item);
  signet_item_set_state (item, SIGNET_ITEM_STATE_UNCONFIRMED);
  object = signet_ctl_json_from_item (item, NULL, FIXTURE_NOT_BEFORE);

  assert_text (object, "serial", "0A1B2C");
  g_assert_true (json_object_get_null_member (object, "validity"));
}

static void
test_refusal (void)
{
  g_autoptr (GError) error = fixture_refusal ("wrong pbm value", FALSE);
  g_autoptr (JsonObject) object = signet_ctl_json_from_error (error);
  JsonArray *fail_info = json_object_get_array_member (object, "fail_info");

  assert_members (object, error_members, G_N_ELEMENTS (error_members));
  assert_text (object, "code", "refused");
  assert_text (object, "message", "The server said no.");
  assert_text (object, "server_status", "rejection");
  assert_text (object, "server_text", "wrong pbm value");
  g_assert_false (json_object_get_boolean_member (object, "authenticated"));
  g_assert_cmpuint (json_array_get_length (fail_info), ==, 1);
  g_assert_cmpstr (json_array_get_string_element (fail_info, 0), ==, "badRequest");
  g_assert_true (json_object_get_null_member (object, "http_status"));
}

static void
test_http (void)
{
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_HTTP, "x");
  g_autoptr (JsonObject) object = NULL;

  signet_error_set_http (error, 404);
  signet_error_add_technical (error, "HTTP 404");
  object = signet_ctl_json_from_error (error);

  assert_members (object, error_members, G_N_ELEMENTS (error_members));
  assert_text (object, "code", "http");
  assert_text (object, "technical", "HTTP 404");
  g_assert_cmpint (json_object_get_int_member (object, "http_status"), ==, 404);
  g_assert_true (json_object_get_null_member (object, "authenticated"));
  g_assert_true (json_object_get_null_member (object, "server_status"));
}

static void
test_unknown_numbers (void)
{
  g_autoptr (GError) error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_REFUSED, "x");
  g_autoptr (JsonObject) object = NULL;
  JsonArray *fail_info;

  signet_error_set_server (error, TRUE, 99, 1u << 31, NULL);
  object = signet_ctl_json_from_error (error);
  fail_info = json_object_get_array_member (object, "fail_info");

  assert_text (object, "server_status", "99");
  g_assert_cmpuint (json_array_get_length (fail_info), ==, 1);
  g_assert_cmpstr (json_array_get_string_element (fail_info, 0), ==, "31");
}

static void
test_foreign_error (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stopped");
  g_autoptr (JsonObject) object = signet_ctl_json_from_error (error);

  assert_members (object, error_members, G_N_ELEMENTS (error_members));
  assert_text (object, "code", "failed");
  assert_text (object, "message", "Stopped");
}

/* What went wrong now counts more than what went wrong last. */
static void
test_item_error (void)
{
  g_autoptr (SignetItem) item = fixture_item (FIXTURE_ID, "CN=Ada");
  g_autoptr (GError) noted = fixture_refusal ("no", TRUE);
  g_autoptr (GError) now = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_BUSY, "busy");
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) second = NULL;

  signet_item_set_error (item, noted);
  first = signet_ctl_json_from_item (item, NULL, 0);
  second = signet_ctl_json_from_item (item, now, 0);

  assert_text (json_object_get_object_member (first, "error"), "code", "refused");
  assert_text (json_object_get_object_member (second, "error"), "code", "busy");
}

static void
assert_same_after_reading (JsonNode *node,
                           gboolean  pretty)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = signet_ctl_json_to_string (node, pretty);
  g_autoptr (JsonNode) read = json_from_string (text, &error);

  g_assert_no_error (error);
  g_assert_true (json_node_equal (node, read));
  g_assert_null (g_strstr_len (text, -1, "\342\200\256"));
  g_assert_null (g_strstr_len (text, -1, "\033"));
  g_assert_null (g_strstr_len (text, -1, "\302\233"));
  g_assert_cmpint (g_strstr_len (text, -1, "\n") != NULL, ==, pretty);
}

/* Escaped for the terminal it must still be the same JSON. */
static void
test_hostile_text (void)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = NULL;

  signet_ctl_json_set_text (object, "a", "x\342\200\256y\033[2J\302\233\n\"\\ \363\240\200\201");
  signet_ctl_json_set_text (object, "b", "\xff");
  node = json_node_init_object (json_node_alloc (), object);

  assert_text (object, "b", "\357\277\275");
  assert_same_after_reading (node, FALSE);
  assert_same_after_reading (node, TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/json/no-item", test_no_item);
  g_test_add_func ("/ctl/json/waiting", test_waiting);
  g_test_add_func ("/ctl/json/issued", test_issued);
  g_test_add_func ("/ctl/json/not-verified", test_not_verified);
  g_test_add_func ("/ctl/json/unconfirmed", test_unconfirmed);
  g_test_add_func ("/ctl/json/refusal", test_refusal);
  g_test_add_func ("/ctl/json/http", test_http);
  g_test_add_func ("/ctl/json/unknown-numbers", test_unknown_numbers);
  g_test_add_func ("/ctl/json/foreign-error", test_foreign_error);
  g_test_add_func ("/ctl/json/item-error", test_item_error);
  g_test_add_func ("/ctl/json/hostile-text", test_hostile_text);

  return g_test_run ();
}
