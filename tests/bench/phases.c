/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include "cmp/signet-worker.h"
#include "core/signet-files.h"
#include "memory-journal.h"
#include "pki/signet-certificate.h"
#include "pki/signet-init.h"
#include "store/signet-item-store.h"
#include "store/signet-secret-store.h"

/* Measures one phase of a request in a new process, as a person has it: the first time that
 * anything is used is a part of it. What a phase needs is made before its clocks start.
 *
 *   phases key FOLDER | keyring | journal FOLDER CERTIFICATE | proxy
 *   phases cmp URL CA-FILE REFERENCE CODE KEY
 *
 * Prints the milliseconds of processor time, of all threads, and those of the wall clock. */

typedef struct
{
  struct timespec cpu;
  struct timespec wall;
} Clocks;

static void
start (Clocks *clocks)
{
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &clocks->cpu);
  clock_gettime (CLOCK_MONOTONIC, &clocks->wall);
}

static double
milliseconds_since (clockid_t              clock,
                    const struct timespec *then)
{
  struct timespec now;

  clock_gettime (clock, &now);

  return (double) (now.tv_sec - then->tv_sec) * 1e3 + (double) (now.tv_nsec - then->tv_nsec) / 1e6;
}

static void
stop (Clocks *clocks)
{
  double wall = milliseconds_since (CLOCK_MONOTONIC, &clocks->wall);

  g_print ("%.3f %.3f\n", milliseconds_since (CLOCK_PROCESS_CPUTIME_ID, &clocks->cpu), wall);
}

/* A figure of something that did not work is none. */
static void
demand (gboolean      works,
        const GError *error)
{
  if (!works)
    g_error ("%s", error != NULL ? error->message : "failed");
}

static void
measure_key (char **arguments)
{
  g_autofree char *path = g_build_filename (arguments[0], "key.pem", NULL);
  g_autoptr (SignetKeySpec) spec = signet_key_spec_parse ("ec:P-256", NULL);
  g_autoptr (SignetSecret) passphrase = NULL;
  g_autoptr (SignetKey) key = NULL;
  g_autoptr (SignetKey) again = NULL;
  g_autoptr (GBytes) pem = NULL;
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GError) error = NULL;
  Clocks clocks;

  start (&clocks);
  passphrase = signet_passphrase_new_random (&error);
  demand (passphrase != NULL, error);
  key = signet_key_generate (spec, &error);
  demand (key != NULL, error);
  pem = signet_key_to_encrypted_pem (key, passphrase, SIGNET_KEY_ITERATIONS_RANDOM, &error);
  demand (pem != NULL, error);
  demand (signet_files_write (path, g_bytes_get_data (pem, NULL), g_bytes_get_size (pem), &error),
          error);
  written = signet_files_read (path, 64 * 1024, &error);
  demand (written != NULL, error);
  again = signet_key_new_from_pem (written, passphrase, &error);
  demand (again != NULL, error);
  stop (&clocks);
}

static void
measure_keyring (char **arguments)
{
  g_autofree char *store_id = g_uuid_string_random ();
  g_autofree char *item_id = g_uuid_string_random ();
  g_autoptr (SignetSecret) passphrase = signet_passphrase_new_random (NULL);
  g_autoptr (GError) error = NULL;
  Clocks clocks;

  start (&clocks);
  demand (signet_secret_store_save (SIGNET_SECRET_KEY, store_id, item_id, "Measured", passphrase,
                                    &error),
          error);
  stop (&clocks);

  demand (signet_secret_store_clear (SIGNET_SECRET_KEY, store_id, item_id, &error), error);
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

static SignetTemplate *
template_new (void)
{
  g_autoptr (SignetName) name = signet_name_parse ("CN=Ada Lovelace,O=Analytical Engines", NULL);

  return signet_template_new (name, NULL);
}

/* An ip as the journal sees it, of the size that an answer of the practice CA has. */
static GBytes *
answer_new (void)
{
  guchar der[1024] = { 0x30, 0x82, 0x03, 0xfc, 0x30, 0x00, 0xa1, 0x82, 0x03, 0xf6 };

  return g_bytes_new (der, sizeof der);
}

/* The draft, the key, and every step of an exchange without a waiting time. */
static void
measure_journal (char **arguments)
{
  g_autoptr (SignetItemStore) store = signet_item_store_new (arguments[0]);
  g_autoptr (SignetProfile) profile = profile_new ("http://127.0.0.1/pkix/", arguments[1]);
  g_autoptr (SignetTemplate) subject = template_new ();
  g_autoptr (SignetRequest) request = signet_request_new ();
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("2030", NULL);
  g_autoptr (SignetItem) item = NULL;
  g_autoptr (SignetItemJournal) journal = NULL;
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GPtrArray) certificates = signet_certificates_new_from_file (arguments[1], NULL);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (GBytes) answer = answer_new ();
  g_autoptr (GBytes) key = g_bytes_new_static ("a key's worth", 13);
  g_autoptr (GBytes) transaction = g_bytes_new_static ("0123456789abcdef", 16);
  g_autoptr (GError) error = NULL;
  GBytes *leaf = signet_certificate_get_der (certificates->pdata[0]);
  Clocks clocks;

  signet_request_set_profile (request, profile);
  signet_request_set_template (request, subject);
  item = signet_item_new (id, request, credential, SIGNET_PASSPHRASE_KEYRING,
                          g_get_real_time () / G_USEC_PER_SEC);
  g_ptr_array_add (chain, leaf);

  start (&clocks);
  journal = signet_item_store_create (store, item, &error);
  demand (journal != NULL, error);
  demand (signet_item_journal_write_key (journal, key, &error), error);
  signet_item_set_state (signet_item_journal_get_item (journal), SIGNET_ITEM_STATE_KEY_READY);
  demand (signet_item_journal_save (journal, &error), error);
  demand (signet_journal_sent (SIGNET_JOURNAL (journal), transaction, &error), error);
  demand (
    signet_journal_answer (SIGNET_JOURNAL (journal), SIGNET_ANSWER_CERTIFICATE, answer, &error),
    error);
  demand (signet_journal_certificate (SIGNET_JOURNAL (journal), leaf, chain,
                                      SIGNET_VERIFICATION_ANCHOR, &error),
          error);
  demand (signet_journal_confirmed (SIGNET_JOURNAL (journal), &error), error);
  stop (&clocks);
}

static void
measure_cmp (char **arguments)
{
  g_autoptr (MemoryJournal) journal = memory_journal_new ();
  g_autoptr (SignetJob) job = signet_job_new ();
  g_autoptr (SignetOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  Clocks clocks;

  job->operation = SIGNET_OPERATION_IR;
  job->profile = profile_new (arguments[0], arguments[1]);
  job->subject_template = template_new ();
  job->reference = g_strdup (arguments[2]);
  job->code = signet_secret_new (arguments[3], strlen (arguments[3]));
  job->key = signet_key_new_from_file (arguments[4], NULL, &error);
  demand (job->key != NULL, error);
  job->journal = SIGNET_JOURNAL (g_object_ref (journal));

  start (&clocks);
  outcome = signet_worker_run (job, NULL, NULL, NULL);
  stop (&clocks);
  demand (outcome->kind == SIGNET_OUTCOME_ISSUED, outcome->error);
}

/* What a server elsewhere costs in addition, once a process. */
static void
measure_proxy (char **arguments)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) proxies = NULL;
  Clocks clocks;

  start (&clocks);
  proxies = g_proxy_resolver_lookup (g_proxy_resolver_get_default (), "http://ca.example.org/",
                                     NULL, &error);
  stop (&clocks);
  demand (proxies != NULL, error);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    int n_arguments;
    void (*measure) (char **arguments);
  } phases[] = {
    { "key", 1, measure_key },
    { "keyring", 0, measure_keyring },
    { "journal", 2, measure_journal },
    { "cmp", 5, measure_cmp },
    { "proxy", 0, measure_proxy },
  };

  /* As signetctl begins. */
  setlocale (LC_ALL, "");
  signal (SIGPIPE, SIG_IGN);
  signet_pki_init ();

  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (phases); i++)
    {
      if (g_str_equal (argv[1], phases[i].name) && argc == 2 + phases[i].n_arguments)
        {
          phases[i].measure (argv + 2);
          return 0;
        }
    }
  g_printerr ("usage: see the head of phases.c\n");

  return 2;
}
