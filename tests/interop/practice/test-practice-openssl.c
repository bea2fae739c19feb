/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "core/signet-files.h"
#include "practice/signet-practice-server.h"

#define N_CLIENTS 4

typedef struct
{
  char *folder; /* of the clients */
  char *ca_folder;
  SignetPracticeOptions options;
  SignetPracticeServer *server;
  GPtrArray *events;
  guint last_number;
} Fixture;

static void
event_cb (SignetPracticeServer      *server,
          const SignetPracticeEvent *event,
          Fixture                   *self)
{
  g_ptr_array_add (self->events, g_strdup (event->name));
  self->last_number = MAX (self->last_number, event->number);
}

static void
add_code (Fixture    *self,
          const char *reference,
          const char *text)
{
  g_autoptr (SignetSecret) code = signet_secret_new (text, strlen (text));

  signet_practice_server_add_code (self->server, reference, code);
}

/* As when the CA's program ended and was started again, with the options as they are now. */
static void
restart (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->server);
  self->server = signet_practice_server_new (&self->options);
  g_signal_connect (self->server, "event", G_CALLBACK (event_cb), self);
  add_code (self, "1001", "secret");
  add_code (self, NULL, "bare");
  g_assert_true (signet_practice_server_start (self->server, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("signet-openssl-XXXXXX", NULL);
  self->ca_folder = g_build_filename (self->folder, "ca", NULL);
  self->options.folder = self->ca_folder;
  self->options.check_after = 1;
  self->events = g_ptr_array_new_with_free_func (g_free);
  restart (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  static const char *const names[] = { "ca/issued", "ca/transactions", "ca", "." };

  g_clear_object (&self->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names[i], NULL);

      g_assert_true (signet_files_remove_folder (path, NULL));
    }
  g_ptr_array_unref (self->events);
  g_free (self->ca_folder);
  g_free (self->folder);
}

/* Starts a program in the clients' folder; its words come in one stream. */
static GSubprocess *
spawn (Fixture    *self,
       const char *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                        G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_subprocess_launcher_set_cwd (launcher, self->folder);
  g_subprocess_launcher_unsetenv (launcher, "http_proxy");
  g_subprocess_launcher_unsetenv (launcher, "HTTP_PROXY");
  g_assert_true (g_shell_parse_argv (arguments, NULL, &argv, &error));
  g_assert_no_error (error);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  g_assert_no_error (error);

  return process;
}

/* Waits for the end of a program while events arrive. */
typedef struct
{
  gboolean done;
  char *output;
} Ending;

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Ending *ending = user_data;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &ending->output, NULL,
                                        &error);
  g_assert_no_error (error);
  ending->done = TRUE;
}

static char *
wait_for (GSubprocess *process,
          gboolean     success)
{
  Ending ending = { FALSE, NULL };

  g_subprocess_communicate_utf8_async (process, NULL, NULL, ended_cb, &ending);
  while (!ending.done)
    g_main_context_iteration (NULL, TRUE);
  if (g_subprocess_get_successful (process) != success)
    g_test_message ("%s", ending.output);
  g_assert_cmpint (g_subprocess_get_successful (process), ==, success);

  return ending.output;
}

static char *run (Fixture *self, gboolean success, const char *format, ...) G_GNUC_PRINTF (3, 4);

static char *
run (Fixture    *self,
     gboolean    success,
     const char *format,
     ...)
{
  g_autofree char *arguments = NULL;
  g_autoptr (GSubprocess) process = NULL;
  va_list list;

  va_start (list, format);
  arguments = g_strdup_vprintf (format, list);
  va_end (list);
  process = spawn (self, arguments);

  return wait_for (process, success);
}

static void
make_key (Fixture    *self,
          const char *name)
{
  g_free (run (self, TRUE,
               "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out %s.key", name));
}

/* A client that asks for a certificate for NAME.key and writes it to NAME.pem. */
static char *
cmp_arguments (Fixture    *self,
               const char *command,
               const char *name,
               const char *credentials)
{
  const char *url = signet_practice_server_get_url (self->server);

  return g_strdup_printf ("openssl cmp -config '' -cmd %s -server '%s' -subject /CN=%s -newkey "
                          "%s.key -certout %s.pem -total_timeout 60 %s",
                          command, url + strlen ("http://"), name, name, name, credentials);
}

static char *
enroll (Fixture    *self,
        gboolean    success,
        const char *command,
        const char *name,
        const char *credentials)
{
  g_autofree char *arguments = cmp_arguments (self, command, name, credentials);
  g_autoptr (GSubprocess) process = NULL;

  make_key (self, name);
  process = spawn (self, arguments);

  return wait_for (process, success);
}

static void
verify (Fixture    *self,
        const char *name)
{
  g_autofree char *text = NULL;

  g_free (run (self, TRUE, "openssl verify -x509_strict -CAfile ca/ca.pem %s.pem", name));
  text = run (self, TRUE, "openssl x509 -in %s.pem -noout -text", name);
  g_assert_nonnull (strstr (text, name));
  g_assert_nonnull (strstr (text, "Practice CA, Not for Real Use"));
}

static void
assert_events (Fixture    *self,
               const char *expected)
{
  g_autofree char *events = NULL;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_ptr_array_add (self->events, NULL);
  events = g_strjoinv (" ", (char **) self->events->pdata);
  g_ptr_array_set_size (self->events, 0);
  g_assert_cmpstr (events, ==, expected);
}

static void
wait_for_event (Fixture    *self,
                const char *name)
{
  while (self->events->len == 0 ||
         g_strcmp0 (g_ptr_array_index (self->events, self->events->len - 1), name) != 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_ir (Fixture       *self,
         gconstpointer  data)
{
  g_autofree char *text = NULL;

  g_free (
    enroll (self, TRUE, "ir", "ada",
            "-ref 1001 -secret pass:secret -sans 'www.example 127.0.0.1' -cacertsout root.pem"));
  verify (self, "ada");
  text = run (self, TRUE, "openssl x509 -in ada.pem -noout -ext subjectAltName");
  g_assert_nonnull (strstr (text, "DNS:www.example, IP Address:127.0.0.1"));
  g_free (run (self, TRUE, "cmp root.pem ca/ca.pem"));
  assert_events (self, "request issued confirmed");
}

static void
test_cr (Fixture       *self,
         gconstpointer  data)
{
  g_free (enroll (self, TRUE, "cr", "ada", "-ref 1001 -secret pass:secret"));
  verify (self, "ada");
  g_free (enroll (self, TRUE, "cr", "bob", "-cert ada.pem -key ada.key -trusted ca/ca.pem"));
  verify (self, "bob");
  assert_events (self, "request issued confirmed request issued confirmed");
}

static void
test_no_reference (Fixture       *self,
                   gconstpointer  data)
{
  g_free (enroll (self, TRUE, "ir", "ada", "-secret pass:bare"));
  verify (self, "ada");
}

static void
test_wrong_code (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *output = enroll (self, FALSE, "ir", "ada",
                                    "-ref 1001 -secret pass:Secret -unprotected_errors");

  g_assert_nonnull (strstr (output, "PKIFailureInfo"));
  assert_events (self, "refused");
}

static void
test_unknown_reference (Fixture       *self,
                        gconstpointer  data)
{
  g_autofree char *output = enroll (self, FALSE, "ir", "ada",
                                    "-ref 1002 -secret pass:secret -trusted ca/ca.pem");

  /* The error is signed by the root. */
  g_assert_nonnull (strstr (output, "PKIFailureInfo: badRequest"));
  assert_events (self, "refused");
}

static void
test_foreign_certificate (Fixture       *self,
                          gconstpointer  data)
{
  g_autofree char *output = NULL;

  make_key (self, "eve");
  g_free (run (self, TRUE,
               "openssl req -x509 -config /dev/null -subj /CN=eve -key eve.key -out eve.pem"));
  output = enroll (self, FALSE, "cr", "ada", "-cert eve.pem -key eve.key -trusted ca/ca.pem");
  g_assert_nonnull (strstr (output, "PKIFailureInfo: badRequest"));
  assert_events (self, "refused");
}

static void
test_refused_name (Fixture       *self,
                   gconstpointer  data)
{
  g_autofree char *output = enroll (self, FALSE, "ir", "Refused", "-ref 1001 -secret pass:secret");

  g_assert_nonnull (strstr (output, "PKIFailureInfo: notAuthorized"));
  assert_events (self, "request refused");
}

/* Runs a client with another command than for a new certificate. */
static char *
command (Fixture    *self,
         gboolean    success,
         const char *arguments)
{
  const char *url = signet_practice_server_get_url (self->server);

  return run (self, success, "openssl cmp -config '' -server '%s' -total_timeout 60 %s",
              url + strlen ("http://"), arguments);
}

static void
test_kur (Fixture       *self,
          gconstpointer  data)
{
  g_free (enroll (self, TRUE, "ir", "ada", "-ref 1001 -secret pass:secret"));
  make_key (self, "new");
  g_free (command (self, TRUE,
                   "-cmd kur -cert ada.pem -key ada.key -trusted ca/ca.pem -newkey new.key "
                   "-certout new.pem"));
  g_free (run (self, TRUE, "openssl verify -x509_strict -CAfile ca/ca.pem new.pem"));
  /* By a code, with the old certificate only named. */
  g_free (command (self, TRUE,
                   "-cmd kur -ref 1001 -secret pass:secret -oldcert new.pem -newkey new.key "
                   "-certout newer.pem"));
  assert_events (self, "request issued confirmed request issued confirmed request issued "
                       "confirmed");
}

static void
test_p10cr (Fixture       *self,
            gconstpointer  data)
{
  make_key (self, "ada");
  g_free (run (self, TRUE,
               "openssl req -new -config /dev/null -subj /CN=ada -key ada.key -out ada.csr "
               "-addext subjectAltName=DNS:csr.example"));
  g_free (command (self, TRUE,
                   "-cmd p10cr -ref 1001 -secret pass:secret -csr ada.csr -certout ada.pem"));
  verify (self, "ada");
  assert_events (self, "request issued confirmed");
}

static void
test_rr (Fixture       *self,
         gconstpointer  data)
{
  g_autofree char *output = NULL;

  g_free (enroll (self, TRUE, "ir", "ada", "-ref 1001 -secret pass:secret"));
  g_free (enroll (self, TRUE, "ir", "bob", "-ref 1001 -secret pass:secret"));
  assert_events (self, "request issued confirmed request issued confirmed");
  g_free (command (self, TRUE,
                   "-cmd rr -cert ada.pem -key ada.key -trusted ca/ca.pem -oldcert ada.pem "
                   "-revreason 1"));
  g_free (command (self, TRUE, "-cmd rr -ref 1001 -secret pass:secret -oldcert bob.pem"));
  output = command (self, FALSE, "-cmd rr -ref 1001 -secret pass:secret -oldcert bob.pem");
  g_assert_nonnull (strstr (output, "PKIFailureInfo: certRevoked"));
  assert_events (self, "revoked revoked refused");
  g_free (run (self, TRUE, "openssl crl -inform DER -in ca/crl.der -out crl.pem"));
  g_free (output);
  output =
    run (self, FALSE, "openssl verify -crl_check -CRLfile crl.pem -CAfile ca/ca.pem ada.pem");
  g_assert_nonnull (strstr (output, "certificate revoked"));
  /* A certificate that is revoked proves nothing any more. */
  g_free (enroll (self, FALSE, "cr", "eve", "-cert ada.pem -key ada.key -trusted ca/ca.pem"));
}

static void
test_genm (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *output = NULL;

  output = command (self, TRUE, "-cmd genm -ref 1001 -secret pass:secret -infotype caCerts");
  g_assert_nonnull (strstr (output, "caCerts"));
  assert_events (self, "asked");
}

/* Implicit confirmation is not granted: the client confirms all the same. */
static void
test_implicit_confirm (Fixture       *self,
                       gconstpointer  data)
{
  g_free (enroll (self, TRUE, "ir", "ada", "-ref 1001 -secret pass:secret -implicit_confirm"));
  assert_events (self, "request issued confirmed");
}

static void
test_no_confirm (Fixture       *self,
                 gconstpointer  data)
{
  g_free (enroll (self, TRUE, "ir", "ada", "-ref 1001 -secret pass:secret -disable_confirm"));
  assert_events (self, "request issued");
  /* What was not confirmed proves nothing. */
  g_free (enroll (self, FALSE, "cr", "bob", "-cert ada.pem -key ada.key -trusted ca/ca.pem"));
  assert_events (self, "refused");
}

static void
test_key_types (Fixture       *self,
                gconstpointer  data)
{
  static const char *const types[] = { "RSA -pkeyopt rsa_keygen_bits:2048",
                                       "EC -pkeyopt ec_paramgen_curve:P-521", "ED25519" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *arguments = cmp_arguments (self, "ir", "ada",
                                                  "-ref 1001 -secret pass:secret");

      g_free (run (self, TRUE, "openssl genpkey -algorithm %s -out ada.key", types[i]));
      g_free (run (self, TRUE, "%s", arguments));
      verify (self, "ada");
    }
}

static void
test_polling (Fixture       *self,
              gconstpointer  data)
{
  self->options.poll_count = 2;
  restart (self);
  g_free (enroll (self, TRUE, "ir", "ada", "-ref 1001 -secret pass:secret"));
  verify (self, "ada");
  assert_events (self, "request waiting issued confirmed");
}

static GSubprocess *
start_waiting (Fixture    *self,
               const char *name,
               const char *credentials)
{
  g_autofree char *arguments = NULL;
  GSubprocess *process;

  make_key (self, name);
  arguments = cmp_arguments (self, "cr", name, credentials);
  process = spawn (self, arguments);
  wait_for_event (self, "waiting");

  return process;
}

static void
test_approve (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_free (enroll (self, TRUE, "ir", "ada", "-ref 1001 -secret pass:secret"));
  self->options.approval = TRUE;
  restart (self);
  process = start_waiting (self, "bob", "-cert ada.pem -key ada.key -trusted ca/ca.pem");
  g_assert_true (signet_practice_server_approve (self->server, self->last_number, &error));
  g_assert_no_error (error);
  g_free (wait_for (process, TRUE));
  verify (self, "bob");
  assert_events (self, "request issued confirmed request waiting approved issued confirmed");
}

static void
test_reject (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;

  self->options.approval = TRUE;
  restart (self);
  process = start_waiting (self, "ada", "-ref 1001 -secret pass:secret");
  g_assert_true (
    signet_practice_server_reject (self->server, self->last_number, "unacceptedPolicy", &error));
  g_assert_no_error (error);
  output = wait_for (process, FALSE);
  g_assert_nonnull (strstr (output, "PKIFailureInfo: unacceptedPolicy"));
  g_assert_nonnull (strstr (output, "Rejected by the practice CA"));
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* The file of the one request; while it is replaced, a temporary one lies beside it. */
static char *
read_request (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  char *text = NULL;

  while (text == NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, ".ini"))
        g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
    }

  return text;
}

/* The openssl command says nothing before it ends; that the CA has told it to wait stands in the
 * request's file. */
static void
wait_for_poll (Fixture    *self,
               const char *polls)
{
  g_autofree char *folder = g_build_filename (self->ca_folder, "transactions", NULL);
  guint timer = g_timeout_add (20, tick_cb, NULL);
  gboolean polled = FALSE;

  while (!polled)
    {
      g_autofree char *text = NULL;

      g_main_context_iteration (NULL, TRUE);
      text = read_request (folder);
      polled = text != NULL && strstr (text, polls) != NULL;
    }
  g_source_remove (timer);
}

static void
test_restart (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GSubprocess) process = NULL;

  self->options.poll_count = 3;
  self->options.check_after = 2;
  restart (self);
  process = start_waiting (self, "ada", "-ref 1001 -secret pass:secret");
  wait_for_poll (self, "polls=1");
  restart (self);
  wait_for_poll (self, "polls=2");
  restart (self);
  g_free (wait_for (process, TRUE));
  verify (self, "ada");
  assert_events (self, "request waiting issued confirmed");
}

static void
test_many (Fixture       *self,
           gconstpointer  data)
{
  GSubprocess *processes[N_CLIENTS];

  self->options.poll_count = 1;
  restart (self);
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("client%u", i);
      g_autofree char *arguments = cmp_arguments (self, "ir", name,
                                                  "-ref 1001 -secret pass:secret");

      make_key (self, name);
      processes[i] = spawn (self, arguments);
    }
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("client%u", i);

      g_free (wait_for (processes[i], TRUE));
      g_object_unref (processes[i]);
      verify (self, name);
    }
  g_assert_cmpuint (self->last_number, ==, N_CLIENTS);
}

#define ADD(path, function) \
  g_test_add ("/practice/openssl/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("ir", test_ir);
  ADD ("cr", test_cr);
  ADD ("no-reference", test_no_reference);
  ADD ("wrong-code", test_wrong_code);
  ADD ("unknown-reference", test_unknown_reference);
  ADD ("foreign-certificate", test_foreign_certificate);
  ADD ("refused-name", test_refused_name);
  ADD ("kur", test_kur);
  ADD ("p10cr", test_p10cr);
  ADD ("rr", test_rr);
  ADD ("genm", test_genm);
  ADD ("implicit-confirm", test_implicit_confirm);
  ADD ("no-confirm", test_no_confirm);
  ADD ("key-types", test_key_types);
  ADD ("polling", test_polling);
  ADD ("approve", test_approve);
  ADD ("reject", test_reject);
  ADD ("restart", test_restart);
  ADD ("many", test_many);

  return g_test_run ();
}
