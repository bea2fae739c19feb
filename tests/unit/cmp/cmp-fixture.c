/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "der.h"
#include "fault-server.h"
#include "pki-fixture.h"

static void
event_cb (SignetPracticeServer      *server,
          const SignetPracticeEvent *event,
          gpointer                   user_data)
{
  CmpFixture *self = user_data;

  if (g_str_equal (event->name, "waiting"))
    self->waiting_number = event->number;
}

static void
start_ca (CmpFixture    *self,
          const CmpCase *what)
{
  SignetPracticeOptions options = { .folder = self->folder, .check_after = 1 };
  g_autoptr (SignetSecret) code = signet_secret_new ("s3cret", 6);
  g_autoptr (GError) error = NULL;

  if (what != NULL)
    {
      options.approval = what->approval;
      options.poll_count = what->poll_count;
      options.check_after = MAX (what->check_after, 1);
    }
  self->ca = signet_practice_server_new (&options);
  signet_practice_server_add_code (self->ca, "77", code);
  if (what != NULL && what->trait != NULL)
    signet_practice_server_set (self->ca, what->trait, what->value, &error);
  g_assert_no_error (error);
  g_signal_connect (self->ca, "event", G_CALLBACK (event_cb), self);
  signet_practice_server_start (self->ca, &error);
  g_assert_no_error (error);
}

void
cmp_fixture_restart_ca (CmpFixture    *self,
                        gconstpointer  data)
{
  signet_practice_server_stop (self->ca);
  g_signal_handlers_disconnect_by_data (self->ca, self);
  g_clear_object (&self->ca);
  start_ca (self, data);
}

void
cmp_fixture_set_server (CmpFixture *self,
                        const char *url)
{
  SignetProfile *profile = signet_profile_copy (self->job->profile);
  g_autoptr (GError) error = NULL;

  signet_profile_set_server (profile, url, &error);
  g_assert_no_error (error);
  signet_profile_unref (self->job->profile);
  self->job->profile = profile;
}

void
cmp_fixture_trust_file (CmpFixture  *self,
                        SignetTrust  trust,
                        const char  *path)
{
  SignetProfile *profile = signet_profile_copy (self->job->profile);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) certificates = signet_certificates_new_from_file (path, &error);

  g_assert_no_error (error);
  signet_profile_clear_certificates (profile, trust);
  for (guint i = 0; i < certificates->len; i++)
    signet_profile_add_certificate (profile, trust,
                                    signet_certificate_get_der (certificates->pdata[i]));
  signet_profile_unref (self->job->profile);
  self->job->profile = profile;
}

void
cmp_fixture_set_subject (CmpFixture *self,
                         const char *subject)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetName) name = signet_name_parse (subject, &error);

  g_assert_no_error (error);
  g_clear_pointer (&self->job->subject_template, signet_template_unref);
  self->job->subject_template = signet_template_new (name, NULL);
}

void
cmp_fixture_set_up (CmpFixture    *self,
                    gconstpointer  data)
{
  g_autoptr (SignetKeySpec) spec = signet_key_spec_parse ("ec:P-256", NULL);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("signet-cmp-XXXXXX", &error);
  g_assert_no_error (error);
  start_ca (self, data);
  self->journal = memory_journal_new ();
  self->job = signet_job_new ();
  self->job->operation = SIGNET_OPERATION_IR;
  self->job->profile = signet_profile_new ();
  cmp_fixture_set_server (self, signet_practice_server_get_url (self->ca));
  cmp_fixture_trust_file (self, SIGNET_TRUST_ANCHORS,
                          signet_practice_server_get_ca_file (self->ca));
  cmp_fixture_set_subject (self, "CN=Ada Lovelace,O=Analytical Engines");
  self->job->key = signet_key_generate (spec, &error);
  g_assert_no_error (error);
  self->job->journal = SIGNET_JOURNAL (g_object_ref (self->journal));
  self->job->reference = g_strdup ("77");
  self->job->code = signet_secret_new ("s3cret", 6);
}

/* For tests whose data is not what the CA does: it issues at once. */
void
cmp_fixture_set_up_at_once (CmpFixture    *self,
                            gconstpointer  data)
{
  cmp_fixture_set_up (self, NULL);
}

void
cmp_fixture_remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      cmp_fixture_remove_tree (child);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

void
cmp_fixture_tear_down (CmpFixture    *self,
                       gconstpointer  data)
{
  signet_practice_server_stop (self->ca);
  g_signal_handlers_disconnect_by_data (self->ca, self);
  g_clear_object (&self->ca);
  signet_job_free (self->job);
  g_assert_finalize_object (self->journal);
  cmp_fixture_remove_tree (self->folder);
  g_free (self->folder);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

SignetOutcome *
cmp_fixture_step (CmpFixture *self)
{
  SignetOutcome *outcome = signet_worker_run (self->job, NULL, NULL, NULL);

  /* The CA's events. */
  while (g_main_context_iteration (NULL, FALSE))
    ;

  return outcome;
}

/* As a later process would: everything comes from the journal. */
SignetOutcome *
cmp_fixture_next_process (CmpFixture *self)
{
  memory_journal_load (self->journal, self->job);

  return cmp_fixture_step (self);
}

/* Whether one of the warnings has these words in it. */
gboolean
cmp_fixture_has_warning (SignetReport *report,
                         const char   *words)
{
  for (const char *const *line = signet_report_get_warnings (report); *line != NULL; line++)
    {
      if (strstr (*line, words) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* The certificate of a CA that has issued nothing here. */
GBytes *
cmp_fixture_other_ca (void)
{
  const PkiFixture what = { .common_name = "Other CA", .ca = TRUE };
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509) certificate = pki_fixture_new_x509 (&what, pkey, NULL, NULL);

  return signet_x509_to_der (certificate);
}

/* An unprotected error message that says “go away” with badRequest. */
GBytes *
cmp_fixture_forged_error (void)
{
  GByteArray *content = der_wrap (0x30, der_status (2, "go away", 1u << 2), NULL);

  return g_byte_array_free_to_bytes (
    der_wrap (0x30, der_header (NULL), der_wrap (0xb7, content, NULL), NULL));
}

/* A FaultFunc: what somebody on the way answers in the CA's place. */
GBytes *
cmp_fixture_forge (const char *path,
                   GBytes     *body,
                   gpointer    message)
{
  return fault_answer ("200 OK", "application/pkixcmp", g_bytes_get_data (message, NULL),
                       g_bytes_get_size (message));
}
