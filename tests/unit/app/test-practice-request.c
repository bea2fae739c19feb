/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "app/signet-app-enums.h"
#include "app/signet-practice-request-private.h"
#include "app/signet-practice-requests-private.h"
#include "practice/signet-practice-record.h"

static void
notify_cb (GObject    *object,
           GParamSpec *pspec,
           GString    *names)
{
  g_string_append_printf (names, "%s ", pspec->name);
}

/* Texts came from a client; a row shows nothing of them that would do more than be read. */
static void
test_clean (void)
{
  const SignetPracticeNews news = { .number = 7,
                                    .subject = "CN=a\nb\xe2\x80\xae,O=<b>x",
                                    .reference = "\x1b[1m77",
                                    .changed = 4711 };
  g_autoptr (SignetPracticeRequest) request = signet_practice_request_new (&news);

  g_assert_cmpuint (signet_practice_request_get_number (request), ==, 7);
  g_assert_null (strpbrk (signet_practice_request_get_subject (request), "\n"));
  g_assert_null (strstr (signet_practice_request_get_subject (request), "\xe2\x80\xae"));
  g_assert_null (strpbrk (signet_practice_request_get_reference (request), "\x1b"));
  g_assert_null (signet_practice_request_get_serial (request));
}

static void
test_default (void)
{
  const SignetPracticeNews news = { .number = 1 };
  g_autoptr (SignetPracticeRequest) request = signet_practice_request_new (&news);

  g_assert_cmpstr (signet_practice_request_get_subject (request), ==, "");
  g_assert_null (signet_practice_request_get_reference (request));
  g_assert_cmpint (signet_practice_request_get_state (request), ==,
                   SIGNET_PRACTICE_REQUEST_WAITING);
}

/* A row changes in place, and says what of it. */
static void
test_update (void)
{
  SignetPracticeNews news = { .number = 1, .subject = "CN=Ada", .reference = "77", .changed = 1 };
  g_autoptr (SignetPracticeRequest) request = signet_practice_request_new (&news);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *serial = NULL;
  SignetPracticeRequestState state;
  gint64 changed;
  guint number;

  g_signal_connect (request, "notify", G_CALLBACK (notify_cb), names);
  signet_practice_request_update (request, &news);
  g_assert_cmpstr (names->str, ==, "");

  news.state = SIGNET_PRACTICE_REQUEST_ISSUED;
  news.serial = "0A";
  news.reference = NULL;
  signet_practice_request_update (request, &news);
  g_assert_nonnull (strstr (names->str, "state "));
  g_assert_nonnull (strstr (names->str, "serial "));
  g_assert_null (strstr (names->str, "reference "));
  g_object_get (request, "number", &number, "serial", &serial, "state", &state, "changed", &changed,
                NULL);
  g_assert_cmpuint (number, ==, 1);
  g_assert_cmpstr (serial, ==, "0A");
  g_assert_cmpint (state, ==, SIGNET_PRACTICE_REQUEST_ISSUED);
  g_assert_cmpint (changed, ==, 1);
  g_assert_cmpstr (signet_practice_request_get_reference (request), ==, "77");
}

static void
add_record (GPtrArray               *records,
            guint                    number,
            SignetPracticeState      state,
            SignetPracticeCertState  certificate)
{
  SignetPracticeRecord *record = g_new0 (SignetPracticeRecord, 1);

  record->number = number;
  record->state = state;
  record->certificate = certificate;
  g_ptr_array_add (records, record);
}

static void
assert_row (GListStore                 *requests,
            guint                       position,
            guint                       number,
            SignetPracticeRequestState  state)
{
  g_autoptr (SignetPracticeRequest) row =
    g_list_model_get_item (G_LIST_MODEL (requests), position);

  g_assert_cmpuint (signet_practice_request_get_number (row), ==, number);
  g_assert_cmpint (signet_practice_request_get_state (row), ==, state);
}

/* The newest comes first, whatever the order in the folder; an event before the filling is newer.
 */
static void
test_fill (void)
{
  g_autoptr (GListStore) requests = g_list_store_new (SIGNET_TYPE_PRACTICE_REQUEST);
  g_autoptr (GPtrArray) records =
    g_ptr_array_new_with_free_func ((GDestroyNotify) signet_practice_record_free);
  const SignetPracticeEvent approved = { .name = (char *) "approved", .number = 3 };
  const SignetPracticeEvent refused = { .name = (char *) "refused", .number = 9 };

  signet_practice_requests_apply_event (requests, &approved);
  signet_practice_requests_apply_event (requests, &refused);
  add_record (records, 2, SIGNET_PRACTICE_ISSUED, SIGNET_PRACTICE_CERT_CONFIRMED);
  add_record (records, 5, SIGNET_PRACTICE_ISSUED, SIGNET_PRACTICE_CERT_NOT_ACCEPTED);
  add_record (records, 1, SIGNET_PRACTICE_ISSUED, SIGNET_PRACTICE_CERT_ISSUED);
  add_record (records, 3, SIGNET_PRACTICE_WAITING, SIGNET_PRACTICE_CERT_UNKNOWN);
  add_record (records, 4, SIGNET_PRACTICE_REJECTED, SIGNET_PRACTICE_CERT_UNKNOWN);
  signet_practice_requests_fill (requests, records);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (requests)), ==, 5);
  assert_row (requests, 0, 5, SIGNET_PRACTICE_REQUEST_NOT_ACCEPTED);
  assert_row (requests, 1, 4, SIGNET_PRACTICE_REQUEST_REJECTED);
  assert_row (requests, 2, 3, SIGNET_PRACTICE_REQUEST_APPROVED);
  assert_row (requests, 3, 2, SIGNET_PRACTICE_REQUEST_CONFIRMED);
  assert_row (requests, 4, 1, SIGNET_PRACTICE_REQUEST_ISSUED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/practice-request/default", test_default);
  g_test_add_func ("/app/practice-request/clean", test_clean);
  g_test_add_func ("/app/practice-request/update", test_update);
  g_test_add_func ("/app/practice-request/fill", test_fill);

  return g_test_run ();
}
