/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "openssl-fixture.h"

#define N_CLIENTS 4

static void
test_ir (OpensslFixture *self,
         gconstpointer   data)
{
  g_autofree char *text = NULL;

  g_free (openssl_enroll (
    self, TRUE, "ir", "ada",
    "-ref 1001 -secret pass:secret -sans 'www.example 127.0.0.1' -cacertsout root.pem"));
  openssl_verify (self, "ada");
  text = openssl_run (self, TRUE, "openssl x509 -in ada.pem -noout -ext subjectAltName");
  g_assert_nonnull (strstr (text, "DNS:www.example, IP Address:127.0.0.1"));
  g_free (openssl_run (self, TRUE, "cmp root.pem ca/ca.pem"));
  openssl_assert_events (self, "request issued confirmed");
}

static void
test_cr (OpensslFixture *self,
         gconstpointer   data)
{
  g_free (openssl_enroll (self, TRUE, "cr", "ada", "-ref 1001 -secret pass:secret"));
  openssl_verify (self, "ada");
  g_free (
    openssl_enroll (self, TRUE, "cr", "bob", "-cert ada.pem -key ada.key -trusted ca/ca.pem"));
  openssl_verify (self, "bob");
  openssl_assert_events (self, "request issued confirmed request issued confirmed");
}

static void
test_no_reference (OpensslFixture *self,
                   gconstpointer   data)
{
  g_free (openssl_enroll (self, TRUE, "ir", "ada", "-secret pass:bare"));
  openssl_verify (self, "ada");
}

static void
test_wrong_code (OpensslFixture *self,
                 gconstpointer   data)
{
  g_autofree char *output = openssl_enroll (self, FALSE, "ir", "ada",
                                            "-ref 1001 -secret pass:Secret -unprotected_errors");

  g_assert_nonnull (strstr (output, "PKIFailureInfo"));
  openssl_assert_events (self, "refused");
}

static void
test_unknown_reference (OpensslFixture *self,
                        gconstpointer   data)
{
  g_autofree char *output = openssl_enroll (self, FALSE, "ir", "ada",
                                            "-ref 1002 -secret pass:secret -trusted ca/ca.pem");

  /* The error is signed by the root. */
  g_assert_nonnull (strstr (output, "PKIFailureInfo: badRequest"));
  openssl_assert_events (self, "refused");
}

static void
test_foreign_certificate (OpensslFixture *self,
                          gconstpointer   data)
{
  g_autofree char *output = NULL;

  openssl_make_key (self, "eve");
  g_free (openssl_run (
    self, TRUE, "openssl req -x509 -config /dev/null -subj /CN=eve -key eve.key -out eve.pem"));
  output =
    openssl_enroll (self, FALSE, "cr", "ada", "-cert eve.pem -key eve.key -trusted ca/ca.pem");
  g_assert_nonnull (strstr (output, "PKIFailureInfo: badRequest"));
  openssl_assert_events (self, "refused");
}

static void
test_refused_name (OpensslFixture *self,
                   gconstpointer   data)
{
  g_autofree char *output =
    openssl_enroll (self, FALSE, "ir", "Refused", "-ref 1001 -secret pass:secret");

  g_assert_nonnull (strstr (output, "PKIFailureInfo: notAuthorized"));
  openssl_assert_events (self, "request refused");
}

static void
test_kur (OpensslFixture *self,
          gconstpointer   data)
{
  g_free (openssl_enroll (self, TRUE, "ir", "ada", "-ref 1001 -secret pass:secret"));
  openssl_make_key (self, "new");
  g_free (openssl_command (self, TRUE,
                           "-cmd kur -cert ada.pem -key ada.key -trusted ca/ca.pem -newkey new.key "
                           "-certout new.pem"));
  g_free (openssl_run (self, TRUE, "openssl verify -x509_strict -CAfile ca/ca.pem new.pem"));
  /* By a code, with the old certificate only named. */
  g_free (
    openssl_command (self, TRUE,
                     "-cmd kur -ref 1001 -secret pass:secret -oldcert new.pem -newkey new.key "
                     "-certout newer.pem"));
  openssl_assert_events (self, "request issued confirmed request issued confirmed request issued "
                               "confirmed");
}

static void
test_p10cr (OpensslFixture *self,
            gconstpointer   data)
{
  openssl_make_key (self, "ada");
  g_free (openssl_run (self, TRUE,
                       "openssl req -new -config /dev/null -subj /CN=ada -key ada.key -out ada.csr "
                       "-addext subjectAltName=DNS:csr.example"));
  g_free (openssl_command (
    self, TRUE, "-cmd p10cr -ref 1001 -secret pass:secret -csr ada.csr -certout ada.pem"));
  openssl_verify (self, "ada");
  openssl_assert_events (self, "request issued confirmed");
}

static void
test_rr (OpensslFixture *self,
         gconstpointer   data)
{
  g_autofree char *output = NULL;

  g_free (openssl_enroll (self, TRUE, "ir", "ada", "-ref 1001 -secret pass:secret"));
  g_free (openssl_enroll (self, TRUE, "ir", "bob", "-ref 1001 -secret pass:secret"));
  openssl_assert_events (self, "request issued confirmed request issued confirmed");
  g_free (openssl_command (self, TRUE,
                           "-cmd rr -cert ada.pem -key ada.key -trusted ca/ca.pem -oldcert ada.pem "
                           "-revreason 1"));
  g_free (openssl_command (self, TRUE, "-cmd rr -ref 1001 -secret pass:secret -oldcert bob.pem"));
  output = openssl_command (self, FALSE, "-cmd rr -ref 1001 -secret pass:secret -oldcert bob.pem");
  g_assert_nonnull (strstr (output, "PKIFailureInfo: certRevoked"));
  openssl_assert_events (self, "revoked revoked refused");
  g_free (openssl_run (self, TRUE, "openssl crl -inform DER -in ca/crl.der -out crl.pem"));
  g_free (output);
  output = openssl_run (self, FALSE,
                        "openssl verify -crl_check -CRLfile crl.pem -CAfile ca/ca.pem ada.pem");
  g_assert_nonnull (strstr (output, "certificate revoked"));
  /* A certificate that is revoked proves nothing any more. */
  g_free (
    openssl_enroll (self, FALSE, "cr", "eve", "-cert ada.pem -key ada.key -trusted ca/ca.pem"));
}

static void
test_genm (OpensslFixture *self,
           gconstpointer   data)
{
  g_autofree char *output = NULL;

  output = openssl_command (self, TRUE,
                            "-cmd genm -ref 1001 -secret pass:secret -infotype signKeyPairTypes");
  g_assert_nonnull (strstr (output, "signKeyPairTypes"));
  openssl_assert_events (self, "asked");
}

/* Implicit confirmation is not granted: the client confirms all the same. */
static void
test_implicit_confirm (OpensslFixture *self,
                       gconstpointer   data)
{
  g_free (
    openssl_enroll (self, TRUE, "ir", "ada", "-ref 1001 -secret pass:secret -implicit_confirm"));
  openssl_assert_events (self, "request issued confirmed");
}

static void
test_no_confirm (OpensslFixture *self,
                 gconstpointer   data)
{
  g_free (
    openssl_enroll (self, TRUE, "ir", "ada", "-ref 1001 -secret pass:secret -disable_confirm"));
  openssl_assert_events (self, "request issued");
  /* What was not confirmed proves nothing. */
  g_free (
    openssl_enroll (self, FALSE, "cr", "bob", "-cert ada.pem -key ada.key -trusted ca/ca.pem"));
  openssl_assert_events (self, "refused");
}

static void
test_key_types (OpensslFixture *self,
                gconstpointer   data)
{
  static const char *const types[] = { "RSA -pkeyopt rsa_keygen_bits:2048",
                                       "EC -pkeyopt ec_paramgen_curve:P-521", "ED25519" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *arguments = openssl_cmp_arguments (self, "ir", "ada",
                                                          "-ref 1001 -secret pass:secret");

      g_free (openssl_run (self, TRUE, "openssl genpkey -algorithm %s -out ada.key", types[i]));
      g_free (openssl_run (self, TRUE, "%s", arguments));
      openssl_verify (self, "ada");
    }
}

static void
test_polling (OpensslFixture *self,
              gconstpointer   data)
{
  self->options.poll_count = 2;
  openssl_restart (self);
  g_free (openssl_enroll (self, TRUE, "ir", "ada", "-ref 1001 -secret pass:secret"));
  openssl_verify (self, "ada");
  openssl_assert_events (self, "request waiting issued confirmed");
}

static GSubprocess *
start_waiting (OpensslFixture *self,
               const char     *name,
               const char     *credentials)
{
  g_autofree char *arguments = NULL;
  GSubprocess *process;

  openssl_make_key (self, name);
  arguments = openssl_cmp_arguments (self, "cr", name, credentials);
  process = openssl_spawn (self, arguments);
  openssl_wait_for_event (self, "waiting");

  return process;
}

static void
test_approve (OpensslFixture *self,
              gconstpointer   data)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_free (openssl_enroll (self, TRUE, "ir", "ada", "-ref 1001 -secret pass:secret"));
  self->options.approval = TRUE;
  openssl_restart (self);
  process = start_waiting (self, "bob", "-cert ada.pem -key ada.key -trusted ca/ca.pem");
  g_assert_true (signet_practice_server_approve (self->server, self->last_number, &error));
  g_assert_no_error (error);
  g_free (openssl_wait_for (process, TRUE));
  openssl_verify (self, "bob");
  openssl_assert_events (self,
                         "request issued confirmed request waiting approved issued confirmed");
}

static void
test_reject (OpensslFixture *self,
             gconstpointer   data)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;

  self->options.approval = TRUE;
  openssl_restart (self);
  process = start_waiting (self, "ada", "-ref 1001 -secret pass:secret");
  g_assert_true (
    signet_practice_server_reject (self->server, self->last_number, "unacceptedPolicy", &error));
  g_assert_no_error (error);
  output = openssl_wait_for (process, FALSE);
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
wait_for_poll (OpensslFixture *self,
               const char     *polls)
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
test_restart (OpensslFixture *self,
              gconstpointer   data)
{
  g_autoptr (GSubprocess) process = NULL;

  self->options.poll_count = 3;
  self->options.check_after = 2;
  openssl_restart (self);
  process = start_waiting (self, "ada", "-ref 1001 -secret pass:secret");
  wait_for_poll (self, "polls=1");
  openssl_restart (self);
  wait_for_poll (self, "polls=2");
  openssl_restart (self);
  g_free (openssl_wait_for (process, TRUE));
  openssl_verify (self, "ada");
  openssl_assert_events (self, "request waiting issued confirmed");
}

static void
test_many (OpensslFixture *self,
           gconstpointer   data)
{
  GSubprocess *processes[N_CLIENTS];

  self->options.poll_count = 1;
  openssl_restart (self);
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("client%u", i);
      g_autofree char *arguments = openssl_cmp_arguments (self, "ir", name,
                                                          "-ref 1001 -secret pass:secret");

      openssl_make_key (self, name);
      processes[i] = openssl_spawn (self, arguments);
    }
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("client%u", i);

      g_free (openssl_wait_for (processes[i], TRUE));
      g_object_unref (processes[i]);
      openssl_verify (self, name);
    }
  g_assert_cmpuint (self->last_number, ==, N_CLIENTS);
}

#define ADD(path, function) \
  g_test_add ("/practice/openssl/" path, OpensslFixture, NULL, openssl_set_up, function, \
              openssl_tear_down)

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
