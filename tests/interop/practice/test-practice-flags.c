/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "openssl-fixture.h"

#define CODE "-ref 1001 -secret pass:secret "
#define SIGNED "-cert ada.pem -key ada.key -trusted ca/ca.pem "

/* What `openssl cmp` as a client says to the behaviours that its own mock server has as well. */

static void
test_status (OpensslFixture *self,
             gconstpointer   data)
{
  g_autofree char *output = NULL;

  openssl_set (self, "pki-status", "rejection");
  openssl_set (self, "failure", "badAlg");
  openssl_set (self, "failure", "badTime");
  openssl_set (self, "status-string", "Not on a Sunday");
  openssl_restart (self);
  output = openssl_enroll (self, FALSE, "ir", "ada", CODE);
  g_assert_nonnull (strstr (output, "PKIStatus: rejection; PKIFailureInfo: badAlg, badTime; "
                                    "StatusString: \"Not on a Sunday\""));
}

static void
test_granted_with_mods (OpensslFixture *self,
                        gconstpointer   data)
{
  g_autofree char *output = NULL;

  openssl_set (self, "change", "subject");
  openssl_restart (self);
  output = openssl_enroll (self, TRUE, "ir", "ada", CODE);
  g_assert_nonnull (strstr (output, "grantedWithMods"));
  openssl_assert_events (self, "request issued confirmed");
}

static void
test_send_error (OpensslFixture *self,
                 gconstpointer   data)
{
  g_autofree char *output = NULL;

  openssl_set (self, "send-error", NULL);
  openssl_set (self, "failure", "systemUnavail");
  openssl_restart (self);
  output = openssl_command (self, FALSE, "-cmd genm " CODE "-infotype signKeyPairTypes");
  g_assert_nonnull (strstr (output, "PKIFailureInfo: systemUnavail"));
}

static void
test_unprotected_errors (OpensslFixture *self,
                         gconstpointer   data)
{
  g_autofree char *hidden = NULL;
  g_autofree char *shown = NULL;

  openssl_set (self, "send-unprotected-errors", NULL);
  openssl_restart (self);
  hidden = openssl_enroll (self, FALSE, "ir", "Refused", CODE);
  g_assert_nonnull (strstr (hidden, "missing protection"));
  shown = openssl_enroll (self, FALSE, "ir", "Refused", CODE "-unprotected_errors");
  g_assert_nonnull (strstr (shown, "PKIFailureInfo: notAuthorized"));
}

static void
test_unprotected (OpensslFixture *self,
                  gconstpointer   data)
{
  g_autofree char *output = NULL;

  openssl_set (self, "send-unprotected", NULL);
  openssl_restart (self);
  output = openssl_enroll (self, FALSE, "ir", "ada", CODE);
  g_assert_nonnull (strstr (output, "missing protection"));
}

static void
test_accept (OpensslFixture *self,
             gconstpointer   data)
{
  g_free (openssl_enroll (self, FALSE, "ir", "ada", "-unprotected_requests -trusted ca/ca.pem"));
  g_free (openssl_enroll (self, FALSE, "ir", "ada", CODE "-popo 0"));
  openssl_set (self, "accept-unprotected", NULL);
  openssl_set (self, "accept-raverified", NULL);
  openssl_restart (self);
  g_free (openssl_enroll (self, TRUE, "ir", "ada", "-unprotected_requests -trusted ca/ca.pem"));
  openssl_verify (self, "ada");
  g_free (openssl_enroll (self, TRUE, "ir", "bob", CODE "-popo 0"));
  openssl_verify (self, "bob");
}

static void
test_implicit (OpensslFixture *self,
               gconstpointer   data)
{
  g_autofree char *output = NULL;

  openssl_set (self, "grant-implicit-confirm", NULL);
  openssl_restart (self);
  output = openssl_enroll (self, TRUE, "ir", "ada", CODE "-implicit_confirm");
  g_assert_null (strstr (output, "sending CERTCONF"));
  openssl_assert_events (self, "request issued confirmed");
}

static void
test_confirm_wait (OpensslFixture *self,
                   gconstpointer   data)
{
  openssl_set (self, "confirm-wait", "60");
  openssl_restart (self);
  g_free (openssl_enroll (self, TRUE, "ir", "ada", CODE));
  g_free (openssl_enroll (self, TRUE, "cr", "bob", SIGNED));
  openssl_assert_events (self, "request issued confirmed request issued confirmed");
}

static void
test_intermediate (OpensslFixture *self,
                   gconstpointer   data)
{
  openssl_set (self, "intermediate", NULL);
  openssl_restart (self);
  g_free (openssl_enroll (self, TRUE, "ir", "ada", CODE "-chainout chain.pem"));
  g_free (openssl_run (self, TRUE,
                       "openssl verify -x509_strict -CAfile ca/ca.pem -untrusted chain.pem "
                       "ada.pem"));
  /* The answer comes from the CA in between. */
  g_free (openssl_enroll (self, TRUE, "cr", "bob", SIGNED));
  g_free (openssl_command (self, TRUE,
                           "-cmd kur " SIGNED "-newkey bob.key -certout new.pem"));
  g_free (openssl_command (self, TRUE, "-cmd rr " SIGNED "-oldcert ada.pem"));
}

static void
test_ra (OpensslFixture *self,
         gconstpointer   data)
{
  openssl_set (self, "ra", NULL);
  openssl_restart (self);
  g_free (openssl_enroll (self, TRUE, "ir", "ada", CODE));
  g_free (openssl_enroll (self, TRUE, "cr", "bob",
                          SIGNED "-expect_sender '/CN=Practice RA, Not for Real Use'"));
  g_free (openssl_enroll (self, FALSE, "cr", "bob",
                          SIGNED "-expect_sender '/CN=Practice CA, Not for Real Use'"));
}

/* What newer releases of OpenSSL ask for, with getters of their own. */
static void
test_questions (OpensslFixture *self,
                gconstpointer   data)
{
  g_autofree char *help = openssl_run (self, TRUE, "openssl cmp -help");
  g_autofree char *output = NULL;

  if (strstr (help, "-crlout") == NULL)
    {
      g_test_skip ("this openssl cannot ask for it");
      return;
    }
  openssl_set (self, "intermediate", NULL);
  openssl_set (self, "roll-over", NULL);
  openssl_restart (self);
  g_free (openssl_enroll (self, TRUE, "ir", "ada", CODE));
  g_free (openssl_command (self, TRUE, "-cmd genm " SIGNED "-infotype caCerts -cacertsout "
                                       "list.pem"));
  g_free (openssl_run (self, TRUE, "openssl verify -CAfile ca/ca.pem list.pem"));
  g_free (openssl_command (self, TRUE,
                           "-cmd genm " SIGNED "-infotype rootCaCert -oldwithold ca/ca.pem "
                           "-newwithnew new.pem -newwithold cross.pem -oldwithnew back.pem"));
  g_free (openssl_run (self, TRUE, "openssl verify -CAfile ca/ca.pem cross.pem"));
  g_free (openssl_run (self, TRUE, "openssl verify -CAfile new.pem back.pem"));
  g_free (openssl_command (self, TRUE,
                           "-cmd genm " SIGNED "-infotype crlStatusList -crlcert "
                           "ada.pem -crlout list.crl"));
  g_free (openssl_run (self, TRUE, "openssl crl -in list.crl -CAfile ca/intermediate.pem -noout"));
  output = openssl_command (self, TRUE,
                            "-cmd genm " SIGNED "-infotype certReqTemplate -template t.der "
                            "-keyspec k.der");
  g_assert_nonnull (strstr (output, "2048"));
}

/* Newer releases poll for any answer. */
static void
test_delay (OpensslFixture *self,
            gconstpointer   data)
{
  g_autofree char *help = openssl_run (self, TRUE, "openssl cmp -help");

  if (strstr (help, "-crlout") == NULL)
    {
      g_test_skip ("this openssl does not poll for such answers");
      return;
    }
  openssl_set (self, "delay", "certConf");
  openssl_set (self, "delay", "rr");
  openssl_set (self, "delay", "genm");
  openssl_restart (self);
  g_free (openssl_enroll (self, TRUE, "ir", "ada", CODE));
  g_free (openssl_enroll (self, TRUE, "cr", "bob", SIGNED));
  g_free (openssl_command (self, TRUE, "-cmd genm " SIGNED "-infotype signKeyPairTypes"));
  g_free (openssl_command (self, TRUE, "-cmd rr " SIGNED "-oldcert ada.pem -revreason 4"));
  openssl_assert_events (self, "request issued confirmed request issued confirmed asked revoked");
}

/* Newer releases of OpenSSL only. */
static void
test_central_key (OpensslFixture *self,
                  gconstpointer   data)
{
  g_autofree char *help = openssl_run (self, TRUE, "openssl cmp -help");

  if (strstr (help, "-centralkeygen") == NULL)
    {
      g_test_skip ("this openssl cannot ask for it");
      return;
    }
  openssl_set (self, "ra", NULL);
  openssl_restart (self);
  g_free (openssl_enroll (self, TRUE, "ir", "ada", CODE));
  g_free (openssl_command (self, TRUE,
                           "-cmd cr -subject /CN=central -centralkeygen -newkeyout central.key "
                           "-certout central.pem " SIGNED));
  openssl_verify (self, "central");
  g_free (openssl_run (self, TRUE, "openssl pkey -in central.key -noout"));
}

/* A CA with a certificate of its own, for the client as well as for the server. */
static void
make_other_ca (OpensslFixture *self)
{
  openssl_make_key (self, "other");
  g_free (openssl_run (self, TRUE,
                       "openssl req -x509 -config /dev/null -subj /CN=other -key other.key -out "
                       "other.pem"));
}

static void
set_file (OpensslFixture *self,
          const char     *option,
          const char     *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  openssl_set (self, option, path);
}

static void
test_signer (OpensslFixture *self,
             gconstpointer   data)
{
  g_autofree char *output = NULL;

  make_other_ca (self);
  g_free (openssl_enroll (self, TRUE, "ir", "ada", CODE));
  set_file (self, "signer", "other.pem");
  set_file (self, "signer-key", "other.key");
  set_file (self, "ca-pubs", "other.pem");
  openssl_restart (self);
  g_free (openssl_enroll (self, FALSE, "cr", "bob", SIGNED));
  g_free (
    openssl_enroll (self, TRUE, "cr", "bob", "-cert ada.pem -key ada.key -srvcert other.pem"));
  g_free (openssl_enroll (self, TRUE, "ir", "bob", CODE "-cacertsout pubs.pem"));
  output = openssl_run (self, TRUE, "openssl x509 -in pubs.pem -noout -subject");
  g_assert_nonnull (strstr (output, "other"));
}

static void
test_client_trust (OpensslFixture *self,
                   gconstpointer   data)
{
  const char *guest = "-cert other.pem -key other.key -trusted ca/ca.pem";

  make_other_ca (self);
  g_free (openssl_enroll (self, FALSE, "ir", "ada", guest));
  set_file (self, "client-trust", "other.pem");
  self->options.poll_count = 1;
  openssl_restart (self);
  g_free (openssl_enroll (self, TRUE, "ir", "ada", guest));
  openssl_verify (self, "ada");
}

static void
test_max_messages (OpensslFixture *self,
                   gconstpointer   data)
{
  openssl_set (self, "max-messages", "2");
  openssl_restart (self);
  g_free (openssl_enroll (self, TRUE, "ir", "ada", CODE));
  openssl_wait_for_event (self, "ended");
  g_free (openssl_enroll (self, FALSE, "ir", "ada", CODE));
}

static void
test_tls (OpensslFixture *self,
          gconstpointer   data)
{
  const char *anybody = CODE "-tls_used -tls_trusted ca/tls-ca.pem ";
  g_autofree char *known = NULL;

  openssl_set (self, "tls", NULL);
  openssl_restart (self);
  g_free (openssl_enroll (self, TRUE, "ir", "ada", anybody));
  openssl_verify (self, "ada");
  g_free (openssl_enroll (self, FALSE, "ir", "bob", CODE "-tls_used -tls_trusted ca/ca.pem"));
  openssl_set (self, "tls-client-trust", NULL);
  openssl_restart (self);
  g_free (openssl_enroll (self, FALSE, "ir", "bob", anybody));
  known = g_strconcat (anybody, "-tls_cert ada.pem -tls_key ada.key", NULL);
  g_free (openssl_enroll (self, TRUE, "ir", "bob", known));
  openssl_verify (self, "bob");
}

#define ADD(path, function) \
  g_test_add ("/practice/flags/" path, OpensslFixture, NULL, openssl_set_up, function, \
              openssl_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("status", test_status);
  ADD ("granted-with-mods", test_granted_with_mods);
  ADD ("send-error", test_send_error);
  ADD ("unprotected-errors", test_unprotected_errors);
  ADD ("unprotected", test_unprotected);
  ADD ("accept", test_accept);
  ADD ("implicit", test_implicit);
  ADD ("confirm-wait", test_confirm_wait);
  ADD ("intermediate", test_intermediate);
  ADD ("ra", test_ra);
  ADD ("questions", test_questions);
  ADD ("delay", test_delay);
  ADD ("central-key", test_central_key);
  ADD ("signer", test_signer);
  ADD ("client-trust", test_client_trust);
  ADD ("max-messages", test_max_messages);
  ADD ("tls", test_tls);

  return g_test_run ();
}
