/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-store.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/signet-error.h"
#include "practice-fixture.h"
#include "practice/signet-practice-record.h"

#define DAY (24 * 60 * 60)

typedef struct
{
  char *folder;
  SignetPracticeStore *store;
  SignetPracticeIssued *issued;
} Fixture;

static void
open_store (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->store, signet_practice_store_free);
  self->store = signet_practice_store_open (self->folder, &error);
  g_assert_no_error (error);
  self->issued = signet_practice_store_get_issued (self->store);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("signet-store-XXXXXX", NULL);
  open_store (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_pointer (&self->store, signet_practice_store_free);
  practice_remove_folder (self->folder);
  g_free (self->folder);
}

static SignetPracticeTransaction *
add_transaction (Fixture    *self,
                 const char *id)
{
  g_autoptr (GBytes) request = g_bytes_new_static ("\0DER\xff", 5);
  g_autoptr (GError) error = NULL;
  SignetPracticeTransaction *transaction;

  transaction = signet_practice_transaction_new (
    id, signet_practice_store_next_number (self->store), request);
  transaction->reference = g_strdup ("1001");
  transaction->subject = g_strdup ("CN=Ada\\, Countess");
  g_assert_true (signet_practice_store_add (self->store, transaction, &error));
  g_assert_no_error (error);

  return transaction;
}

static void
add_certificate (Fixture    *self,
                 const char *serial,
                 const char *id)
{
  SignetPracticeIssuedEntry entry = { serial, "CAFE", "BEEF", "CN=Ada", id, 9 };
  g_autoptr (GError) error = NULL;

  g_assert_true (signet_practice_issued_add (self->issued, &entry, "PEM of it\n", &error));
  g_assert_no_error (error);
}

static void
set_state (Fixture                 *self,
           const char              *serial,
           SignetPracticeCertState  state)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (signet_practice_issued_set_state (self->issued, serial, state, &error));
  g_assert_no_error (error);
}

static void
test_port (Fixture       *self,
           gconstpointer  data)
{
  g_assert_cmpuint (signet_practice_store_get_port (self->store), ==, 0);
  g_assert_true (signet_practice_store_set_port (self->store, 8080, NULL));
  open_store (self);
  g_assert_cmpuint (signet_practice_store_get_port (self->store), ==, 8080);
}

static void
test_lock (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_practice_store_open (self->folder, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_BUSY);
}

static void
test_round_trip (Fixture       *self,
                 gconstpointer  data)
{
  SignetPracticeTransaction *transaction = add_transaction (self, "AB");
  g_autoptr (GError) error = NULL;

  transaction->state = SIGNET_PRACTICE_REJECTED;
  transaction->signer = g_strdup ("77");
  transaction->polls = 3;
  transaction->fail_info = 26;
  g_assert_true (signet_practice_store_update (self->store, transaction, &error));
  g_assert_no_error (error);
  add_transaction (self, "CD");
  open_store (self);

  g_assert_null (signet_practice_store_find (self->store, "EF"));
  g_assert_null (signet_practice_store_find_number (self->store, 3));
  g_assert_cmpuint (signet_practice_store_count_open (self->store), ==, 1);
  transaction = signet_practice_store_find (self->store, "AB");
  g_assert_true (signet_practice_store_find_number (self->store, 1) == transaction);
  g_assert_cmpstr (transaction->id, ==, "AB");
  g_assert_cmpuint (transaction->number, ==, 1);
  g_assert_cmpmem (g_bytes_get_data (transaction->request, NULL),
                   g_bytes_get_size (transaction->request), "\0DER\xff", 5);
  g_assert_cmpstr (transaction->reference, ==, "1001");
  g_assert_cmpstr (transaction->signer, ==, "77");
  g_assert_cmpstr (transaction->subject, ==, "CN=Ada\\, Countess");
  g_assert_cmpint (transaction->state, ==, SIGNET_PRACTICE_REJECTED);
  g_assert_null (transaction->serial);
  g_assert_cmpuint (transaction->polls, ==, 3);
  g_assert_cmpuint (transaction->fail_info, ==, 26);
  g_assert_cmpuint (signet_practice_store_next_number (self->store), ==, 3);
}

static void
test_issued (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (GBytes) pem = NULL;
  g_autofree char *signer = NULL;
  g_autofree char *in_transaction = NULL;
  g_autoptr (GError) error = NULL;

  add_certificate (self, "0A", "AB");
  g_assert_cmpint (signet_practice_issued_get_state (self->issued, "0A"), ==,
                   SIGNET_PRACTICE_CERT_ISSUED);
  g_assert_cmpint (signet_practice_issued_get_state (self->issued, "0B"), ==,
                   SIGNET_PRACTICE_CERT_UNKNOWN);
  g_assert_cmpint (signet_practice_issued_get_state (self->issued, NULL), ==,
                   SIGNET_PRACTICE_CERT_UNKNOWN);
  g_assert_null (signet_practice_issued_find_signer (self->issued, "CAFE", NULL));
  set_state (self, "0A", SIGNET_PRACTICE_CERT_CONFIRMED);
  add_certificate (self, "0B", "CD");
  open_store (self);

  g_assert_cmpint (signet_practice_issued_get_state (self->issued, "0A"), ==,
                   SIGNET_PRACTICE_CERT_CONFIRMED);
  signer = signet_practice_issued_find_signer (self->issued, "CAFE", NULL);
  g_assert_cmpstr (signer, ==, "0A");
  g_assert_null (signet_practice_issued_find_signer (self->issued, "BEEF", NULL));
  in_transaction = signet_practice_issued_find_transaction (self->issued, "CD");
  g_assert_cmpstr (in_transaction, ==, "0B");
  pem = signet_practice_issued_read (self->issued, "0A", &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (pem, NULL), g_bytes_get_size (pem), "PEM of it\n", 10);
  g_assert_null (signet_practice_issued_read (self->issued, "0C", &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
  g_assert_cmpuint (signet_practice_store_next_number (self->store), ==, 10);
}

/* The power went after the certificate was written and before the transaction was. */
static void
test_adopt (Fixture       *self,
            gconstpointer  data)
{
  SignetPracticeTransaction *transaction;

  add_transaction (self, "AB");
  add_certificate (self, "0A", "AB");
  open_store (self);
  transaction = signet_practice_store_find (self->store, "AB");
  g_assert_cmpint (transaction->state, ==, SIGNET_PRACTICE_ISSUED);
  g_assert_cmpstr (transaction->serial, ==, "0A");
}

static void
test_sweep (Fixture       *self,
            gconstpointer  data)
{
  SignetPracticeTransaction *rejected = add_transaction (self, "01");
  SignetPracticeTransaction *confirmed = add_transaction (self, "02");
  SignetPracticeTransaction *unconfirmed = add_transaction (self, "03");
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  add_transaction (self, "04");
  rejected->state = SIGNET_PRACTICE_REJECTED;
  add_certificate (self, "0A", "02");
  confirmed->state = SIGNET_PRACTICE_ISSUED;
  confirmed->serial = g_strdup ("0A");
  set_state (self, "0A", SIGNET_PRACTICE_CERT_CONFIRMED);
  add_certificate (self, "0B", "03");
  unconfirmed->state = SIGNET_PRACTICE_ISSUED;
  unconfirmed->serial = g_strdup ("0B");

  signet_practice_store_sweep (self->store, now + DAY - 60);
  g_assert_nonnull (signet_practice_store_find (self->store, "01"));
  signet_practice_store_sweep (self->store, now + DAY + 60);
  g_assert_null (signet_practice_store_find (self->store, "01"));
  g_assert_null (signet_practice_store_find (self->store, "02"));
  g_assert_nonnull (signet_practice_store_find (self->store, "03"));
  g_assert_nonnull (signet_practice_store_find (self->store, "04"));
  open_store (self);
  g_assert_null (signet_practice_store_find (self->store, "01"));
  g_assert_nonnull (signet_practice_store_find (self->store, "04"));
  signet_practice_store_sweep (self->store, now + 31 * DAY);
  g_assert_null (signet_practice_store_find (self->store, "03"));
  g_assert_null (signet_practice_store_find (self->store, "04"));
}

static void
assert_damaged (Fixture    *self,
                const char *name,
                const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->store, signet_practice_store_free);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_null (signet_practice_store_open (self->folder, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_damaged (Fixture       *self,
              gconstpointer  data)
{
  assert_damaged (self, "settings.ini", "port=1");
  assert_damaged (self, "issued.ini", "[0A");
  assert_damaged (self, "transactions/AB.ini", "[transaction]\nid=AB\n");
  assert_damaged (self, "transactions/AB.ini",
                  "[transaction]\nid=AB\nnumber=1\nrequest=QQ==\nstate=lost\n");
  assert_damaged (self, "transactions/AB.ini",
                  "[transaction]\nid=AB\nnumber=0\nrequest=QQ==\nstate=waiting\n");
  assert_damaged (self, "transactions/AB.ini",
                  "[transaction]\nid=AB\nnumber=1\nrequest=QQ==\nstate=issued\n");
  assert_damaged (self, "transactions/AB.ini",
                  "[transaction]\nid=AB\nnumber=1\nrequest=QQ==\nstate=rejected\nfail-info=27\n");
  assert_damaged (self, "transactions/AB.ini", "");
}

/* What cannot be written does not count. */
static void
test_cannot_write (Fixture       *self,
                   gconstpointer  data)
{
  SignetPracticeIssuedEntry entry = { "0B", "CAFE", NULL, "CN=Ada", "AB", 9 };
  g_autofree char *path = g_build_filename (self->folder, "issued.ini", NULL);
  g_autoptr (GError) error = NULL;

  add_certificate (self, "0A", "AB");
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_false (
    signet_practice_issued_set_state (self->issued, "0A", SIGNET_PRACTICE_CERT_CONFIRMED, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpint (signet_practice_issued_get_state (self->issued, "0A"), ==,
                   SIGNET_PRACTICE_CERT_ISSUED);
  g_assert_false (signet_practice_issued_add (self->issued, &entry, "PEM", &error));
  g_assert_nonnull (error);
  g_assert_cmpint (signet_practice_issued_get_state (self->issued, "0B"), ==,
                   SIGNET_PRACTICE_CERT_UNKNOWN);
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
test_approval (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "settings.ini", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (signet_practice_store_get_approval (self->store));
  /* A folder is not replaced by a file: nothing has changed. */
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_false (signet_practice_store_set_approval (self->store, TRUE, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (signet_practice_store_get_approval (self->store));
  g_assert_cmpint (g_rmdir (path), ==, 0);

  g_assert_true (signet_practice_store_set_approval (self->store, TRUE, &error));
  open_store (self);
  g_assert_true (signet_practice_store_get_approval (self->store));
  g_assert_true (signet_practice_store_set_approval (self->store, FALSE, &error));
  open_store (self);
  g_assert_false (signet_practice_store_get_approval (self->store));
}

static const SignetPracticeRecord *
find_record (GPtrArray *records,
             guint      number)
{
  for (guint i = 0; i < records->len; i++)
    {
      const SignetPracticeRecord *record = g_ptr_array_index (records, i);

      if (record->number == number)
        return record;
    }

  return NULL;
}

/* Requests that wait, requests with a certificate, and certificates whose request is forgotten:
 * each once. */
static void
test_records (Fixture       *self,
              gconstpointer  data)
{
  SignetPracticeTransaction *issued = add_transaction (self, "02");
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  const SignetPracticeRecord *record;

  add_transaction (self, "03");
  add_certificate (self, "0A", "01");
  add_certificate (self, "0B", "02");
  issued->state = SIGNET_PRACTICE_ISSUED;
  issued->serial = g_strdup ("0B");
  g_assert_true (signet_practice_store_update (self->store, issued, &error));
  g_assert_true (signet_practice_issued_set_state (self->issued, "0B",
                                                   SIGNET_PRACTICE_CERT_CONFIRMED, &error));

  records = signet_practice_store_dup_records (self->store);
  g_assert_cmpuint (records->len, ==, 3);
  record = find_record (records, issued->number);
  g_assert_cmpint (record->state, ==, SIGNET_PRACTICE_ISSUED);
  g_assert_cmpint (record->certificate, ==, SIGNET_PRACTICE_CERT_CONFIRMED);
  g_assert_cmpstr (record->serial, ==, "0B");
  g_assert_cmpstr (record->reference, ==, "1001");
  g_assert_cmpint (record->changed, ==, issued->changed);
  record = find_record (records, issued->number + 1);
  g_assert_cmpint (record->state, ==, SIGNET_PRACTICE_WAITING);
  g_assert_cmpint (record->certificate, ==, SIGNET_PRACTICE_CERT_UNKNOWN);
}

static void
test_remove (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *removed = g_strconcat (self->folder, ".removed", NULL);
  g_autofree char *leftover = g_build_filename (removed, "ca.pem", NULL);
  g_autoptr (GError) error = NULL;

  add_transaction (self, "01");
  add_certificate (self, "0A", "01");
  g_assert_false (signet_practice_store_remove (self->folder, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_BUSY);
  g_clear_error (&error);
  g_clear_pointer (&self->store, signet_practice_store_free);

  /* A removal before this one was interrupted. */
  g_assert_cmpint (g_mkdir (removed, 0700), ==, 0);
  g_assert_true (g_file_set_contents (leftover, "", 0, NULL));
  g_assert_true (signet_practice_store_remove (self->folder, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (self->folder, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (removed, G_FILE_TEST_EXISTS));
  g_assert_true (signet_practice_store_remove (self->folder, &error));

  open_store (self);
  g_assert_cmpuint (signet_practice_store_next_number (self->store), ==, 1);
}

#define ADD(path, function) \
  g_test_add ("/practice/store/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("port", test_port);
  ADD ("lock", test_lock);
  ADD ("round-trip", test_round_trip);
  ADD ("issued", test_issued);
  ADD ("adopt", test_adopt);
  ADD ("sweep", test_sweep);
  ADD ("damaged", test_damaged);
  ADD ("cannot-write", test_cannot_write);
  ADD ("approval", test_approval);
  ADD ("records", test_records);
  ADD ("remove", test_remove);

  return g_test_run ();
}
