/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cmp-fixture.h"
#include "pki/signet-certificate.h"

static void
event_cb (SignetPracticeServer      *server,
          const SignetPracticeEvent *event,
          gpointer                   user_data)
{
  AppFixture *self = user_data;

  if (g_str_equal (event->name, "waiting"))
    self->waiting_number = event->number;
}

static void
start_ca (AppFixture    *self,
          gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (self->folder, "ca", NULL);
  SignetPracticeOptions options = { .folder = folder, .check_after = 1, .approval = data != NULL };
  g_autoptr (SignetSecret) code = signet_secret_new ("s3cret", 6);
  g_autoptr (GError) error = NULL;

  self->ca = signet_practice_server_new (&options);
  signet_practice_server_add_code (self->ca, "77", code);
  g_signal_connect (self->ca, "event", G_CALLBACK (event_cb), self);
  signet_practice_server_start (self->ca, &error);
  g_assert_no_error (error);
}

static void
stop_ca (AppFixture *self)
{
  signet_practice_server_stop (self->ca);
  g_signal_handlers_disconnect_by_data (self->ca, self);
  g_clear_object (&self->ca);
}

void
app_fixture_restart_ca (AppFixture    *self,
                        gconstpointer  data)
{
  stop_ca (self);
  start_ca (self, data);
}

static void
load (AppFixture *self)
{
  AppWait wait = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  signet_manager_load_async (self->manager, NULL, app_wait_cb, &wait);
  result = app_wait_run (&wait);
  signet_manager_load_finish (self->manager, result, &error);
  g_assert_no_error (error);
}

/* As a new process would find it. */
void
app_fixture_restart_manager (AppFixture *self)
{
  g_clear_object (&self->manager);
  self->manager = signet_manager_new (self->folder);
  load (self);
}

static SignetProfile *
profile_new (AppFixture *self)
{
  SignetProfile *profile = signet_profile_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) anchors =
    signet_certificates_new_from_file (signet_practice_server_get_ca_file (self->ca), &error);

  g_assert_no_error (error);
  signet_profile_set_server (profile, signet_practice_server_get_url (self->ca), &error);
  g_assert_no_error (error);
  signet_profile_add_certificate (profile, SIGNET_TRUST_ANCHORS,
                                  signet_certificate_get_der (anchors->pdata[0]));

  return profile;
}

void
app_fixture_set_up (AppFixture    *self,
                    gconstpointer  data)
{
  g_autoptr (SignetProfile) profile = NULL;
  g_autoptr (SignetName) name = signet_name_parse ("CN=Ada,O=Engines", NULL);
  g_autoptr (SignetTemplate) subject = signet_template_new (name, NULL);

  self->folder = g_dir_make_tmp ("signet-app-XXXXXX", NULL);
  start_ca (self, data);
  app_fixture_restart_manager (self);

  profile = profile_new (self);
  self->request = signet_request_new ();
  signet_request_set_profile (self->request, profile);
  signet_request_set_template (self->request, subject);
}

/* libsecret opens the file once in a process. */
int
app_fixture_run (void)
{
  g_autofree char *folder = g_dir_make_tmp ("signet-keyring-XXXXXX", NULL);
  g_autofree char *keyring = g_build_filename (folder, "keyring", NULL);
  int status;

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "a password", TRUE);
  status = g_test_run ();
  cmp_fixture_remove_tree (folder);

  return status;
}

/* The thread of a call that just ended may hold its reference for a moment longer. */
static void
release_manager (AppFixture *self)
{
  gpointer alive = self->manager;

  g_object_add_weak_pointer (alive, &alive);
  g_clear_object (&self->manager);
  while (g_atomic_pointer_get (&alive) != NULL)
    {
      g_main_context_iteration (NULL, FALSE);
      g_thread_yield ();
    }
}

void
app_fixture_tear_down (AppFixture    *self,
                       gconstpointer  data)
{
  stop_ca (self);
  g_assert_finalize_object (self->request);
  release_manager (self);
  cmp_fixture_remove_tree (self->folder);
  g_free (self->folder);
}

/* A test with this fixture; @data, where there is any, lets the CA ask a person. */
void
app_fixture_add (const char    *path,
                 gconstpointer  data,
                 AppTest        test)
{
  g_test_add (path, AppFixture, data, app_fixture_set_up, test, app_fixture_tear_down);
}

SignetItemStore *
app_fixture_store (AppFixture *self)
{
  g_autofree char *folder = g_build_filename (self->folder, "enrollments", NULL);

  return signet_item_store_new (folder);
}

SignetItemJournal *
app_fixture_lock (AppFixture *self,
                  const char *id)
{
  g_autoptr (SignetItemStore) store = app_fixture_store (self);
  g_autoptr (GError) error = NULL;
  SignetItemJournal *journal = signet_item_store_lock (store, id, &error);

  g_assert_no_error (error);

  return journal;
}

/* As a process leaves an item that ends in the middle of a step. */
void
app_fixture_set_state (AppFixture      *self,
                       const char      *id,
                       SignetItemState  state)
{
  g_autoptr (SignetItemJournal) journal = app_fixture_lock (self, id);
  g_autoptr (GError) error = NULL;

  signet_item_set_state (signet_item_journal_get_item (journal), state);
  signet_item_set_needs (signet_item_journal_get_item (journal), SIGNET_NEEDS_NONE);
  signet_item_journal_save (journal, &error);
  g_assert_no_error (error);
}

/* The next request goes to another address. */
void
app_fixture_set_server (AppFixture *self,
                        const char *url)
{
  g_autoptr (SignetProfile) profile =
    signet_profile_copy (signet_request_get_profile (self->request));
  g_autoptr (GError) error = NULL;

  signet_profile_set_server (profile, url, &error);
  g_assert_no_error (error);
  signet_request_set_profile (self->request, profile);
}

void
app_wait_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  AppWait *self = user_data;

  self->result = g_object_ref (result);
  if (self->loop != NULL)
    g_main_loop_quit (self->loop);
}

GAsyncResult *
app_wait_run (AppWait *self)
{
  while (self->result == NULL)
    {
      self->loop = g_main_loop_new (NULL, FALSE);
      g_main_loop_run (self->loop);
      g_clear_pointer (&self->loop, g_main_loop_unref);
    }

  return g_steal_pointer (&self->result);
}

SignetCredential *
app_fixture_code (const char *code)
{
  g_autoptr (SignetSecret) secret = NULL;

  if (code == NULL)
    return NULL;
  secret = signet_secret_new (code, strlen (code));

  return signet_credential_new_code ("77", secret);
}

SignetItem *
app_fixture_request_with (AppFixture        *self,
                          SignetCredential  *credential,
                          SignetSecret      *passphrase,
                          SignetRunFlags     flags,
                          GError           **error)
{
  AppWait wait = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SignetTask) task = signet_manager_request_async (
    self->manager, self->request, credential, passphrase, flags, NULL, app_wait_cb, &wait);

  result = app_wait_run (&wait);

  return signet_manager_request_finish (self->manager, result, error);
}

SignetItem *
app_fixture_request (AppFixture      *self,
                     const char      *code,
                     SignetRunFlags   flags,
                     GError         **error)
{
  g_autoptr (SignetCredential) credential = app_fixture_code (code);

  return app_fixture_request_with (self, credential, NULL, flags, error);
}

SignetItem *
app_fixture_resume (AppFixture      *self,
                    const char      *id,
                    const char      *code,
                    SignetRunFlags   flags,
                    GError         **error)
{
  AppWait wait = { 0 };
  g_autoptr (SignetCredential) credential = app_fixture_code (code);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SignetTask) task = signet_manager_resume_async (self->manager, id, NULL, credential,
                                                             NULL, flags, NULL, app_wait_cb, &wait);

  result = app_wait_run (&wait);

  return signet_manager_resume_finish (self->manager, result, error);
}

SignetItem *
app_fixture_cancel (AppFixture  *self,
                    const char  *id,
                    GError     **error)
{
  AppWait wait = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SignetTask) task =
    signet_manager_cancel_async (self->manager, id, NULL, NULL, NULL, NULL, app_wait_cb, &wait);

  result = app_wait_run (&wait);

  return signet_manager_cancel_finish (self->manager, result, error);
}

char *
app_fixture_file (AppFixture *self,
                  const char *id,
                  const char *name)
{
  return g_build_filename (self->folder, "enrollments", id, name, NULL);
}

/* The next request is made with this setting. */
void
app_fixture_set (AppFixture    *self,
                 SignetSetting  setting,
                 const char    *value)
{
  g_autoptr (SignetProfile) profile =
    signet_profile_copy (signet_request_get_profile (self->request));
  g_autoptr (GError) error = NULL;

  signet_profile_set_value (profile, NULL, setting, value, &error);
  g_assert_no_error (error);
  signet_request_set_profile (self->request, profile);
}

/* A signing request of “Grace”. */
GBytes *
app_fixture_csr (EVP_PKEY *pkey)
{
  X509_REQ *csr = X509_REQ_new ();
  g_autoptr (X509_NAME) name = X509_NAME_new ();
  guchar *der = NULL;
  int length;
  GBytes *bytes;

  X509_NAME_add_entry_by_NID (name, NID_commonName, MBSTRING_UTF8, (const guchar *) "Grace", -1, -1,
                              0);
  g_assert_true (X509_REQ_set_version (csr, 0));
  g_assert_true (X509_REQ_set_subject_name (csr, name));
  g_assert_true (X509_REQ_set_pubkey (csr, pkey));
  g_assert_cmpint (X509_REQ_sign (csr, pkey, EVP_sha256 ()), >, 0);
  length = i2d_X509_REQ (csr, &der);
  bytes = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);
  X509_REQ_free (csr);

  return bytes;
}
