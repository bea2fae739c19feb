/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <signal.h>
#include <string.h>

#include "cmp/signet-worker.h"
#include "memory-journal.h"
#include "pki/signet-certificate.h"
#include "pki/signet-init.h"

/* Gets many certificates in one process, one after the other, and prints how much memory of its own
 * the process has after each tenth of them, in KiB: what grows, leaks.
 *
 *   transactions NUMBER URL CA-FILE REFERENCE CODE KEY
 *
 * Each exchange is that of a process of its own: a job, a journal in memory and a connection. */

/* A figure of something that did not work is none. */
static void
demand (gboolean      works,
        const GError *error)
{
  if (!works)
    g_error ("%s", error != NULL ? error->message : "failed");
}

/* Resident memory without what is mapped from files. */
static guint64
measure_memory (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const char *line;

  demand (g_file_get_contents ("/proc/self/status", &text, NULL, &error), error);
  line = strstr (text, "RssAnon:");
  g_assert_nonnull (line);

  return g_ascii_strtoull (line + strlen ("RssAnon:"), NULL, 10);
}

static SignetProfile *
profile_new (const char *url,
             const char *ca_file)
{
  SignetProfile *profile = signet_profile_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) anchors = signet_certificates_new_from_file (ca_file, &error);

  demand (anchors != NULL, error);
  demand (signet_profile_set_server (profile, url, &error), error);
  signet_profile_add_certificate (profile, SIGNET_TRUST_ANCHORS,
                                  signet_certificate_get_der (anchors->pdata[0]));

  return profile;
}

static void
run_one (SignetProfile  *profile,
         SignetKey      *key,
         char          **credential)
{
  g_autoptr (MemoryJournal) journal = memory_journal_new ();
  g_autoptr (SignetName) name = signet_name_parse ("CN=Ada Lovelace,O=Analytical Engines", NULL);
  g_autoptr (SignetJob) job = signet_job_new ();
  g_autoptr (SignetOutcome) outcome = NULL;

  job->operation = SIGNET_OPERATION_IR;
  job->profile = signet_profile_ref (profile);
  job->subject_template = signet_template_new (name, NULL);
  job->reference = g_strdup (credential[0]);
  job->code = signet_secret_new (credential[1], strlen (credential[1]));
  job->key = g_object_ref (key);
  job->journal = SIGNET_JOURNAL (g_object_ref (journal));

  outcome = signet_worker_run (job, NULL, NULL, NULL);
  demand (outcome->kind == SIGNET_OUTCOME_ISSUED, outcome->error);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (SignetProfile) profile = NULL;
  g_autoptr (SignetKey) key = NULL;
  g_autoptr (GError) error = NULL;
  guint number;

  setlocale (LC_ALL, "");
  signal (SIGPIPE, SIG_IGN);
  signet_pki_init ();

  g_assert_cmpint (argc, ==, 7);
  number = (guint) g_ascii_strtoull (argv[1], NULL, 10);
  profile = profile_new (argv[2], argv[3]);
  key = signet_key_new_from_file (argv[6], NULL, &error);
  demand (key != NULL, error);

  for (guint i = 1; i <= number; i++)
    {
      run_one (profile, key, argv + 4);
      if (i % MAX (number / 10, 1) == 0)
        g_print ("%" G_GUINT64_FORMAT "\n", measure_memory ());
    }

  return 0;
}
