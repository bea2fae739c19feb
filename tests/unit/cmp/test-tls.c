/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "core/signet-error.h"
#include "fault-fixture.h"
#include "pki-fixture.h"

/* A CA, and what it issues. */
typedef struct
{
  EVP_PKEY *pkey;
  X509 *x509;
} Ca;

typedef struct
{
  Ca ca;
  Ca other;
  char *folder;
  FaultServer *server;
  SignetProfile *profile;
} Fixture;

/* The certificate of a server, and what the client makes of it. */
typedef struct
{
  const char *san;
  long not_before;
  long lifetime;
  const char *trust; /* which CA the client trusts: "ca", "other", "both" or NULL */
  const char *host;
  int code; /* or -1 */
  const char *says;
} Case;

static Ca
new_ca (const char *name)
{
  const PkiFixture what = { .common_name = name,
                            .ca = TRUE,
                            .extensions = { "subjectKeyIdentifier", "hash" } };
  Ca ca = { .pkey = pki_fixture_new_pkey () };

  ca.x509 = pki_fixture_new_x509 (&what, ca.pkey, NULL, NULL);

  return ca;
}

static void
clear_ca (Ca *ca)
{
  EVP_PKEY_free (ca->pkey);
  X509_free (ca->x509);
}

static char *
new_pem (const Ca         *ca,
         const PkiFixture *what,
         X509             *intermediate)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509) x509 = pki_fixture_new_x509 (what, pkey, ca->x509, ca->pkey);
  g_autofree char *certificates = pki_fixture_pem (x509, intermediate, NULL);
  g_autofree char *key = pki_fixture_key_pem (pkey);

  return g_strconcat (certificates, key, NULL);
}

static GTlsCertificate *
new_server (const Ca   *ca,
            const Case *what,
            X509       *intermediate)
{
  const PkiFixture fixture = {
    .common_name = "Web server of the test",
    .not_before = what->not_before,
    .lifetime = what->lifetime,
    .extensions = { "subjectAltName", what->san, "extendedKeyUsage", "serverAuth" },
  };
  g_autofree char *pem = new_pem (ca, &fixture, intermediate);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_pem (pem, -1, &error);

  g_assert_no_error (error);

  return certificate;
}

static GTlsCertificate *
public_part (const Ca *ca)
{
  g_autofree char *pem = pki_fixture_pem (ca->x509, NULL);

  return g_tls_certificate_new_from_pem (pem, -1, NULL);
}

static void
trust (Fixture  *fixture,
       const Ca *ca)
{
  g_autoptr (GBytes) der = signet_x509_to_der (ca->x509);

  g_assert_true (signet_profile_add_certificate (fixture->profile, SIGNET_TRUST_TLS, der));
}

static void
start (Fixture            *fixture,
       const FaultOptions *options)
{
  fixture->server = fault_server_new_full (options, fault_fixture_echo, NULL);
  fixture->profile = fault_fixture_profile (fixture->server, "/");
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->ca = new_ca ("CA for HTTPS");
  fixture->other = new_ca ("Another CA");
  fixture->folder = pki_fixture_folder ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_pointer (&fixture->profile, signet_profile_unref);
  g_clear_pointer (&fixture->server, fault_server_free);
  clear_ca (&fixture->ca);
  clear_ca (&fixture->other);
  pki_fixture_remove (fixture->folder);
}

static void
assert_answered (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = fault_fixture_post (fixture->profile, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (answer);
}

static GError *
fail (Fixture  *fixture,
      int       code,
      gboolean *left)
{
  GError *error = NULL;

  g_assert_null (fault_fixture_post (fixture->profile, NULL, left, &error));
  g_assert_error (error, SIGNET_ERROR, code);

  return error;
}

static void
assert_refused (Fixture    *fixture,
                const Case *what)
{
  gboolean left = TRUE;
  g_autoptr (GError) error = fail (fixture, what->code, &left);
  const char *technical = signet_error_get_details (error)->technical;

  g_assert_false (left);
  g_assert_cmpuint (fault_server_get_n_requests (fixture->server), ==, 0);
  g_assert_nonnull (strstr (error->message, what->says));
  g_assert_nonnull (strstr (technical, "Web server of the test"));
  g_assert_nonnull (strstr (technical, "CA for HTTPS"));
}

static void
test_tls_certificate (Fixture       *fixture,
                      gconstpointer  data)
{
  const Case *what = data;
  g_autoptr (GTlsCertificate) certificate = new_server (&fixture->ca, what, NULL);
  const FaultOptions options = { .certificate = certificate };

  start (fixture, &options);
  if (g_strcmp0 (what->trust, "ca") == 0 || g_strcmp0 (what->trust, "both") == 0)
    trust (fixture, &fixture->ca);
  if (g_strcmp0 (what->trust, "other") == 0 || g_strcmp0 (what->trust, "both") == 0)
    trust (fixture, &fixture->other);
  if (what->host != NULL)
    fault_fixture_set (fixture->profile, SIGNET_SETTING_TLS_HOST, what->host);

  if (what->code < 0)
    assert_answered (fixture);
  else
    assert_refused (fixture, what);
}

#define HERE "IP:127.0.0.1"
#define THERE "DNS:other.example"

static const struct
{
  const char *name;
  Case what;
} CASES[] = {
  { "own-ca", { HERE, 0, 0, "ca", NULL, -1, NULL } },
  { "two-cas", { HERE, 0, 0, "both", NULL, -1, NULL } },
  { "system-trust", { HERE, 0, 0, NULL, NULL, SIGNET_ERROR_TLS_UNTRUSTED, "127.0.0.1" } },
  { "other-ca", { HERE, 0, 0, "other", NULL, SIGNET_ERROR_TLS_UNTRUSTED, "127.0.0.1" } },
  { "other-name", { THERE, 0, 0, "ca", NULL, SIGNET_ERROR_TLS_HOST, "127.0.0.1" } },
  { "expired", { HERE, -7200, 3600, "ca", NULL, SIGNET_ERROR_TLS, "expired" } },
  { "not-yet", { HERE, 3600, 7200, "ca", NULL, SIGNET_ERROR_TLS, "not valid yet" } },
  { "host", { THERE, 0, 0, "ca", "other.example", -1, NULL } },
  /* The name of the address does not count any more. */
  { "host-wrong", { HERE, 0, 0, "ca", "other.example", SIGNET_ERROR_TLS_HOST, "other.example" } },
  { "host-untrusted",
    { THERE, 0, 0, NULL, "other.example", SIGNET_ERROR_TLS_UNTRUSTED, "other.example" } },
  { "host-expired", { THERE, -7200, 3600, "ca", "other.example", SIGNET_ERROR_TLS, "expired" } },
};

static void
test_tls_intermediate (Fixture       *fixture,
                       gconstpointer  data)
{
  const PkiFixture what = { .common_name = "Intermediate", .ca = TRUE };
  const Case leaf = { .san = HERE };
  Ca intermediate = { .pkey = pki_fixture_new_pkey () };
  g_autoptr (GTlsCertificate) certificate = NULL;
  FaultOptions options = { 0 };

  intermediate.x509 =
    pki_fixture_new_x509 (&what, intermediate.pkey, fixture->ca.x509, fixture->ca.pkey);
  certificate = new_server (&intermediate, &leaf, intermediate.x509);
  options.certificate = certificate;
  start (fixture, &options);
  trust (fixture, &fixture->ca);
  assert_answered (fixture);
  clear_ca (&intermediate);
}

static void
start_for_clients (Fixture *fixture)
{
  const Case what = { .san = HERE };
  g_autoptr (GTlsCertificate) certificate = new_server (&fixture->ca, &what, NULL);
  g_autoptr (GTlsCertificate) client_ca = public_part (&fixture->ca);
  const FaultOptions options = { .certificate = certificate, .client_ca = client_ca };

  start (fixture, &options);
  trust (fixture, &fixture->ca);
}

/* A certificate for the person, in a file with its key. */
static void
use_client (Fixture  *fixture,
            const Ca *issuer)
{
  const PkiFixture what = { .common_name = "Ada",
                            .extensions = { "extendedKeyUsage", "clientAuth" } };
  g_autofree char *path = g_build_filename (fixture->folder, "client.pem", NULL);
  g_autofree char *pem = new_pem (issuer, &what, issuer->x509);

  pki_fixture_write (path, pem, NULL);
  fault_fixture_set (fixture->profile, SIGNET_SETTING_TLS_CERTIFICATE_FILE, path);
}

static void
test_tls_client (Fixture       *fixture,
                 gconstpointer  data)
{
  start_for_clients (fixture);
  use_client (fixture, &fixture->ca);
  assert_answered (fixture);
}

static GBytes *
answer_kept (const char *path,
             GBytes     *body,
             gpointer    user_data)
{
  return fault_answer_kept (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

/* What becomes of a connection that was good once is not about the certificate: the message is
 * repeated as without HTTPS. */
static void
test_tls_client_kept (Fixture       *fixture,
                      gconstpointer  data)
{
  const Case what = { .san = HERE };
  g_autoptr (GTlsCertificate) certificate = new_server (&fixture->ca, &what, NULL);
  g_autoptr (GTlsCertificate) client_ca = public_part (&fixture->ca);
  const FaultOptions options = { .certificate = certificate,
                                 .client_ca = client_ca,
                                 .end = FAULT_KEEP,
                                 .drop = 2 };
  g_autoptr (SignetTransport) transport = NULL;
  g_autoptr (GBytes) message = fault_fixture_message ();

  fixture->server = fault_server_new_full (&options, answer_kept, NULL);
  fixture->profile = fault_fixture_profile (fixture->server, "/");
  trust (fixture, &fixture->ca);
  use_client (fixture, &fixture->ca);
  transport = fault_fixture_transport (fixture->profile);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) answer = signet_transport_send (transport, message, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (answer);
    }
  g_assert_cmpuint (fault_server_get_n_requests (fixture->server), ==, 3);
  g_assert_cmpuint (fault_server_get_n_connections (fixture->server), ==, 2);
}

static void
test_tls_client_missing (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  start_for_clients (fixture);
  error = fail (fixture, SIGNET_ERROR_TLS_CLIENT, NULL);
  g_assert_nonnull (strstr (error->message, "wants a client certificate"));
  g_assert_cmpuint (fault_server_get_n_requests (fixture->server), ==, 0);
}

static void
test_tls_client_refused (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  start_for_clients (fixture);
  use_client (fixture, &fixture->other);
  error = fail (fixture, SIGNET_ERROR_TLS_CLIENT, NULL);
  g_assert_nonnull (strstr (error->message, "did not accept"));
  g_assert_cmpuint (fault_server_get_n_requests (fixture->server), ==, 0);
}

/* An encrypted key in a file of its own, and its passphrase in another one. */
static void
use_encrypted_client (Fixture    *fixture,
                      const char *passphrase)
{
  const PkiFixture what = { .common_name = "Ada" };
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509) x509 = pki_fixture_new_x509 (&what, pkey, fixture->ca.x509, fixture->ca.pkey);
  g_autofree char *certificate = g_build_filename (fixture->folder, "client.pem", NULL);
  g_autofree char *key = g_build_filename (fixture->folder, "client.key", NULL);
  g_autofree char *secret = g_build_filename (fixture->folder, "secret", NULL);
  g_autofree char *pem = pki_fixture_pem (x509, NULL);
  g_autoptr (SignetSecret) right = signet_secret_new ("open sesame", 11);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetKey) signet_key = signet_key_new_from_pkey (pkey, &error);
  g_autoptr (GBytes) encrypted = NULL;

  g_assert_no_error (error);
  encrypted =
    signet_key_to_encrypted_pem (signet_key, right, SIGNET_KEY_ITERATIONS_RANDOM, &error);
  g_assert_no_error (error);
  pki_fixture_write (certificate, pem, NULL);
  g_file_set_contents (key, g_bytes_get_data (encrypted, NULL),
                       (gssize) g_bytes_get_size (encrypted), &error);
  g_assert_no_error (error);
  pki_fixture_write (secret, passphrase, "\n", NULL);
  fault_fixture_set (fixture->profile, SIGNET_SETTING_TLS_CERTIFICATE_FILE, certificate);
  fault_fixture_set (fixture->profile, SIGNET_SETTING_TLS_KEY_FILE, key);
  fault_fixture_set (fixture->profile, SIGNET_SETTING_TLS_PASSPHRASE_FILE, secret);
}

static void
test_tls_client_encrypted (Fixture       *fixture,
                           gconstpointer  data)
{
  start_for_clients (fixture);
  use_encrypted_client (fixture, "open sesame");
  assert_answered (fixture);
}

static void
assert_no_transport (Fixture *fixture,
                     int      code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_transport_new (fixture->profile, &error));
  g_assert_error (error, SIGNET_ERROR, code);
  g_assert_null (strstr (error->message, "guess"));
  g_assert_cmpuint (fault_server_get_n_connections (fixture->server), ==, 0);
}

static void
test_tls_client_wrong_passphrase (Fixture       *fixture,
                                  gconstpointer  data)
{
  start_for_clients (fixture);
  use_encrypted_client (fixture, "a guess");
  assert_no_transport (fixture, SIGNET_ERROR_WRONG_PASSPHRASE);
}

static void
test_tls_client_no_file (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "nothing.pem", NULL);
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;

  start_for_clients (fixture);
  fault_fixture_set (fixture->profile, SIGNET_SETTING_TLS_CERTIFICATE_FILE, path);
  assert_no_transport (fixture, SIGNET_ERROR_STORE);

  /* Without HTTPS nobody asks for it. */
  url = g_strdup_printf ("http://127.0.0.1:%u/", fault_server_get_port (fixture->server));
  signet_profile_set_server (fixture->profile, url, &error);
  g_assert_no_error (error);
  signet_transport_free (fault_fixture_transport (fixture->profile));
}

/* Another server than that of the profile sees no client certificate, and has to have the name of
 * its address. */
static void
test_tls_client_not_elsewhere (Fixture       *fixture,
                               gconstpointer  data)
{
  const Case what = { .san = THERE };
  g_autoptr (GTlsCertificate) certificate = new_server (&fixture->ca, &what, NULL);
  const FaultOptions options = { .certificate = certificate };
  g_autoptr (FaultServer) server = fault_server_new_full (&options, fault_fixture_echo, NULL);
  g_autofree char *own = fault_server_dup_url (server, "/");
  g_autofree char *elsewhere = NULL;
  g_autoptr (SignetTransport) transport = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other_error = NULL;
  g_autoptr (GError) own_error = NULL;
  g_autoptr (GBytes) file = NULL;

  start_for_clients (fixture);
  elsewhere = fault_server_dup_url (fixture->server, "/list.crl");
  use_client (fixture, &fixture->ca);
  signet_profile_set_server (fixture->profile, own, &error);
  g_assert_no_error (error);
  fault_fixture_set (fixture->profile, SIGNET_SETTING_TLS_HOST, "other.example");
  transport = fault_fixture_transport (fixture->profile);
  g_assert_null (signet_transport_fetch (transport, elsewhere, 1000, NULL, &other_error));
  g_assert_error (other_error, SIGNET_ERROR, SIGNET_ERROR_TLS_CLIENT);
  g_assert_nonnull (strstr (other_error->message, "wants a client certificate"));
  g_assert_cmpuint (fault_server_get_n_requests (fixture->server), ==, 0);
  file = signet_transport_fetch (transport, own, 1000, NULL, &own_error);
  g_assert_no_error (own_error);
  g_assert_nonnull (file);
}

static void
use_https (Fixture *fixture)
{
  g_autofree char *url =
    g_strdup_printf ("https://127.0.0.1:%u/", fault_server_get_port (fixture->server));
  g_autoptr (GError) error = NULL;

  signet_profile_set_server (fixture->profile, url, &error);
  g_assert_no_error (error);
}

static void
test_tls_to_plain_port (Fixture       *fixture,
                        gconstpointer  data)
{
  const FaultOptions options = {
    .blurt = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
  };
  g_autoptr (GError) error = NULL;
  gboolean left = TRUE;

  start (fixture, &options);
  use_https (fixture);
  error = fail (fixture, SIGNET_ERROR_TLS, &left);
  g_assert_nonnull (strstr (error->message, "http://"));
  g_assert_false (left);
}

/* The server waits for the end of a header, and we for the end of a handshake. */
static void
test_tls_to_silent_port (Fixture       *fixture,
                         gconstpointer  data)
{
  const FaultOptions options = { .end = FAULT_CLOSE };
  g_autoptr (GError) error = NULL;
  gboolean left = TRUE;

  start (fixture, &options);
  use_https (fixture);
  fault_fixture_set (fixture->profile, SIGNET_SETTING_CONNECT_TIMEOUT, "1");
  error = fail (fixture, SIGNET_ERROR_TIMED_OUT, &left);
  g_assert_nonnull (strstr (error->message, "http://"));
  g_assert_false (left);
}

static void
test_tls_plain_to_tls_port (Fixture       *fixture,
                            gconstpointer  data)
{
  const Case what = { .san = HERE };
  g_autoptr (GTlsCertificate) certificate = new_server (&fixture->ca, &what, NULL);
  const FaultOptions options = { .certificate = certificate };
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) fault = NULL;

  start (fixture, &options);
  url = g_strdup_printf ("http://127.0.0.1:%u/", fault_server_get_port (fixture->server));
  signet_profile_set_server (fixture->profile, url, &error);
  g_assert_no_error (error);
  g_assert_null (fault_fixture_post (fixture->profile, NULL, NULL, &fault));
  g_assert_nonnull (fault);
  g_test_message ("%s (%s)", fault->message, signet_error_to_name (fault->code));
  g_assert_true (g_error_matches (fault, SIGNET_ERROR, SIGNET_ERROR_UNREACHABLE) ||
                 g_error_matches (fault, SIGNET_ERROR, SIGNET_ERROR_NOT_CMP));
}

static gpointer
cancel_in_handshake (gpointer data)
{
  gpointer *both = data;

  fault_server_wait_for_connection (both[0], 1);
  g_cancellable_cancel (both[1]);

  return NULL;
}

static void
test_tls_cancelled (Fixture       *fixture,
                    gconstpointer  data)
{
  const FaultOptions options = { .mute = TRUE };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gpointer both[] = { NULL, cancellable };
  GThread *thread;
  gboolean left = TRUE;

  start (fixture, &options);
  use_https (fixture);
  both[0] = fixture->server;
  thread = g_thread_new ("cancel", cancel_in_handshake, both);
  g_assert_null (fault_fixture_post (fixture->profile, cancellable, &left, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (left);
  g_thread_join (thread);
}

#define ADD(path, data, function) \
  g_test_add ("/cmp/tls/" path, Fixture, data, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *name = g_strconcat ("/cmp/tls/certificate/", CASES[i].name, NULL);

      g_test_add (name, Fixture, &CASES[i].what, set_up, test_tls_certificate, tear_down);
    }
  ADD ("intermediate", NULL, test_tls_intermediate);
  ADD ("client", NULL, test_tls_client);
  ADD ("client-kept", NULL, test_tls_client_kept);
  ADD ("client-missing", NULL, test_tls_client_missing);
  ADD ("client-refused", NULL, test_tls_client_refused);
  ADD ("client-encrypted", NULL, test_tls_client_encrypted);
  ADD ("client-wrong-passphrase", NULL, test_tls_client_wrong_passphrase);
  ADD ("client-no-file", NULL, test_tls_client_no_file);
  ADD ("client-not-elsewhere", NULL, test_tls_client_not_elsewhere);
  ADD ("to-plain-port", NULL, test_tls_to_plain_port);
  ADD ("to-silent-port", NULL, test_tls_to_silent_port);
  ADD ("plain-to-tls-port", NULL, test_tls_plain_to_tls_port);
  ADD ("cancelled", NULL, test_tls_cancelled);

  return g_test_run ();
}
