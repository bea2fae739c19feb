/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-error.h"
#include "pki-fixture.h"
#include "ui/signet-anchors.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

typedef struct
{
  char *folder;
  char *path; /* a file in it that need not exist */
  GFile *file;
  X509 *ca;
  X509 *person;
} Fixture;

static X509 *
make_certificate (const char *name,
                  gboolean    ca)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  PkiFixture fixture = { .common_name = name, .ca = ca };

  return pki_fixture_new_x509 (&fixture, pkey, NULL, NULL);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = pki_fixture_folder ();
  self->path = g_build_filename (self->folder, "ca\u202e.pem", NULL);
  self->file = g_file_new_for_path (self->path);
  self->ca = make_certificate ("Example <b>Root</b>\u202e", TRUE);
  self->person = make_certificate ("Ada Example", FALSE);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  pki_fixture_remove (self->folder);
  g_free (self->path);
  g_object_unref (self->file);
  X509_free (self->ca);
  X509_free (self->person);
}

static void
write_file (Fixture    *self,
            const char *text,
            gssize      length)
{
  g_assert_true (g_file_set_contents (self->path, text, length, NULL));
}

/* Every refusal names the file, without what turns its name around. */
static void
assert_refused (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_anchors_read (self->file, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE);
  g_assert_nonnull (strstr (error->message, "“ca.pem”"));
}

static void
test_read (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *pem = pki_fixture_pem (self->ca, self->ca, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) anchors = NULL;
  g_autofree char *name = NULL;

  write_file (self, pem, -1);
  anchors = signet_anchors_read (self->file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (anchors->len, ==, 1);
  name = signet_anchors_dup_name (anchors->pdata[0]);
  g_assert_cmpstr (name, ==, "Example <b>Root</b>");
}

static void
test_not_a_ca (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *pem = pki_fixture_pem (self->person, NULL);
  g_autofree char *both = pki_fixture_pem (self->ca, self->person, NULL);

  write_file (self, pem, -1);
  assert_refused (self);
  write_file (self, both, -1);
  assert_refused (self);
}

static void
test_hostile (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *large = g_strnfill (2 * 1024 * 1024, 'x');

  assert_refused (self);
  write_file (self, "", 0);
  assert_refused (self);
  write_file (self, "\x30\x82\xff\xff", 4);
  assert_refused (self);
  write_file (self, "-----BEGIN CERTIFICATE-----\nMIIB\n", -1);
  assert_refused (self);
  write_file (self, large, -1);
  assert_refused (self);
  g_unlink (self->path);
  g_mkdir (self->path, 0700);
  assert_refused (self);
  g_rmdir (self->path);
  g_assert_cmpint (mkfifo (self->path, 0600), ==, 0);
  assert_refused (self);
}

static void
test_elsewhere (void)
{
  g_autoptr (GFile) file = g_file_new_for_uri ("sftp://server.example.com/ca.pem");
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_anchors_read (file, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE);
}

static void
finished_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **place)
{
  while (*place == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *place;
}

static void
test_async (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *pem = pki_fixture_pem (self->ca, NULL);
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GPtrArray) anchors = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (SignetProfile) profile = signet_profile_new ();

  write_file (self, pem, -1);
  signet_anchors_read_async (self->file, NULL, finished_cb, &read);
  anchors = signet_anchors_read_finish (wait_for (&read), NULL);
  g_assert_cmpuint (anchors->len, ==, 1);

  g_assert_true (signet_profile_add_certificate (
    profile, SIGNET_TRUST_ANCHORS, signet_certificate_get_der (anchors->pdata[0])));
  signet_anchors_load_async (profile, NULL, finished_cb, &loaded);
  again = signet_anchors_load_finish (wait_for (&loaded), NULL);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_cmpstr (signet_certificate_get_fingerprint (again->pdata[0]), ==,
                   signet_certificate_get_fingerprint (anchors->pdata[0]));
}

static void
test_cancelled (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  g_cancellable_cancel (cancellable);
  signet_anchors_read_async (self->file, cancellable, finished_cb, &read);
  g_assert_null (signet_anchors_read_finish (wait_for (&read), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  signet_anchors_load_async (profile, cancellable, finished_cb, &loaded);
  g_assert_null (signet_anchors_load_finish (wait_for (&loaded), &other));
  g_assert_error (other, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_damaged_profile (void)
{
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("no certificate", 14);
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (signet_profile_add_certificate (profile, SIGNET_TRUST_ANCHORS, bytes));
  signet_anchors_load_async (profile, NULL, finished_cb, &loaded);
  g_assert_null (signet_anchors_load_finish (wait_for (&loaded), &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE);
}

#define ADD(name, func) g_test_add ("/ui/anchors/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("read", test_read);
  ADD ("not-a-ca", test_not_a_ca);
  ADD ("hostile", test_hostile);
  ADD ("async", test_async);
  ADD ("cancelled", test_cancelled);
  g_test_add_func ("/ui/anchors/elsewhere", test_elsewhere);
  g_test_add_func ("/ui/anchors/damaged-profile", test_damaged_profile);

  return g_test_run ();
}
