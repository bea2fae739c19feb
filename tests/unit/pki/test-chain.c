/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-chain-private.h"

#include "pki-fixture.h"

/* Without them OpenSSL takes the first CA that has the right name. */
#define KEY_ID "subjectKeyIdentifier", "hash"
#define KEY_IDS .extensions = { KEY_ID, "authorityKeyIdentifier", "keyid" }

/* A root, a CA below it, a certificate below that, and a root of somebody else with the same name.
 */
typedef struct
{
  EVP_PKEY *pkeys[3];
  X509 *root;
  X509 *ca;
  X509 *leaf;
  X509 *stranger;
} Fixture;

static const PkiFixture root_fixture = {
  .common_name = "Root", .not_before = -1000, .ca = TRUE, .extensions = { KEY_ID }
};
static const PkiFixture ca_fixture = {
  .common_name = "CA", .not_before = -1000, .ca = TRUE, KEY_IDS
};
static const PkiFixture leaf_fixture = { .common_name = "Leaf", .not_before = -1000, KEY_IDS };

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (fixture->pkeys); i++)
    fixture->pkeys[i] = pki_fixture_new_pkey ();
  fixture->root = pki_fixture_new_x509 (&root_fixture, fixture->pkeys[0], NULL, NULL);
  fixture->ca =
    pki_fixture_new_x509 (&ca_fixture, fixture->pkeys[1], fixture->root, fixture->pkeys[0]);
  fixture->leaf =
    pki_fixture_new_x509 (&leaf_fixture, fixture->pkeys[2], fixture->ca, fixture->pkeys[1]);
  fixture->stranger = pki_fixture_new_x509 (&root_fixture, fixture->pkeys[2], NULL, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (fixture->pkeys); i++)
    EVP_PKEY_free (fixture->pkeys[i]);
  X509_free (fixture->root);
  X509_free (fixture->ca);
  X509_free (fixture->leaf);
  X509_free (fixture->stranger);
}

static void
assert_chain (GPtrArray *chain,
              X509      *first,
              X509      *second)
{
  guint length = (first != NULL) + (second != NULL);

  g_assert_nonnull (chain);
  g_assert_cmpuint (chain->len, ==, length);
  if (first != NULL)
    g_assert_cmpint (X509_cmp (signet_certificate_get_x509 (g_ptr_array_index (chain, 0)), first),
                     ==, 0);
  if (second != NULL)
    g_assert_cmpint (X509_cmp (signet_certificate_get_x509 (g_ptr_array_index (chain, 1)), second),
                     ==, 0);
}

static void
test_verify_root (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (SignetX509Stack) untrusted = pki_fixture_stack (fixture->stranger, fixture->ca, NULL);
  g_autoptr (SignetX509Stack) anchors = pki_fixture_stack (fixture->stranger, fixture->root, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) chain = signet_chain_verify (fixture->leaf, untrusted, anchors, 0, &error);

  g_assert_no_error (error);
  assert_chain (chain, fixture->ca, fixture->root);
}

static void
test_verify_pinned (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (SignetX509Stack) ca = pki_fixture_stack (fixture->ca, NULL);
  g_autoptr (SignetX509Stack) leaf = pki_fixture_stack (fixture->leaf, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) below_ca = signet_chain_verify (fixture->leaf, NULL, ca, 0, &error);
  g_autoptr (GPtrArray) itself = NULL;

  g_assert_no_error (error);
  assert_chain (below_ca, fixture->ca, NULL);
  itself = signet_chain_verify (fixture->leaf, NULL, leaf, 0, &error);
  g_assert_no_error (error);
  assert_chain (itself, NULL, NULL);
}

static void
assert_refused (X509            *leaf,
                SignetX509Stack *untrusted,
                SignetX509Stack *anchors,
                gint64           when,
                int              code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_chain_verify (leaf, untrusted, anchors, when, &error));
  g_assert_error (error, SIGNET_ERROR, code);
}

static void
test_verify_untrusted (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (SignetX509Stack) ca = pki_fixture_stack (fixture->ca, fixture->root, NULL);
  g_autoptr (SignetX509Stack) root = pki_fixture_stack (fixture->root, NULL);
  g_autoptr (SignetX509Stack) stranger = pki_fixture_stack (fixture->stranger, NULL);
  g_autoptr (SignetX509Stack) nobody = sk_X509_new_null ();

  assert_refused (fixture->leaf, ca, NULL, 0, SIGNET_ERROR_UNVERIFIED);
  assert_refused (fixture->leaf, ca, nobody, 0, SIGNET_ERROR_UNVERIFIED);
  assert_refused (fixture->leaf, ca, stranger, 0, SIGNET_ERROR_UNVERIFIED);
  assert_refused (fixture->leaf, NULL, root, 0, SIGNET_ERROR_UNVERIFIED);
  assert_refused (fixture->stranger, NULL, root, 0, SIGNET_ERROR_UNVERIFIED);
}

static void
test_verify_no_ca (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (X509) below_leaf =
    pki_fixture_new_x509 (&leaf_fixture, fixture->pkeys[0], fixture->leaf, fixture->pkeys[2]);
  g_autoptr (SignetX509Stack) untrusted = pki_fixture_stack (fixture->leaf, fixture->ca, NULL);
  g_autoptr (SignetX509Stack) anchors = pki_fixture_stack (fixture->root, NULL);

  assert_refused (below_leaf, untrusted, anchors, 0, SIGNET_ERROR_UNVERIFIED);
}

static void
test_verify_times (Fixture       *fixture,
                   gconstpointer  data)
{
  const PkiFixture short_ca = {
    .common_name = "CA", .not_before = -1000, .lifetime = 2000, .ca = TRUE
  };
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (X509) ca =
    pki_fixture_new_x509 (&short_ca, fixture->pkeys[1], fixture->root, fixture->pkeys[0]);
  g_autoptr (SignetX509Stack) untrusted = pki_fixture_stack (ca, NULL);
  g_autoptr (SignetX509Stack) pinned = pki_fixture_stack (fixture->ca, NULL);
  g_autoptr (SignetX509Stack) anchors = pki_fixture_stack (fixture->root, NULL);
  const PkiFixture old = { .common_name = "Old", .not_before = -500, .lifetime = 100 };
  const PkiFixture early = { .common_name = "Early", .not_before = 500, .lifetime = 100 };
  g_autoptr (X509) old_leaf = pki_fixture_new_x509 (&old, fixture->pkeys[2], ca, fixture->pkeys[1]);
  g_autoptr (X509) early_leaf =
    pki_fixture_new_x509 (&early, fixture->pkeys[2], ca, fixture->pkeys[1]);
  g_autoptr (GPtrArray) chain = NULL;
  g_autoptr (GError) error = NULL;

  assert_refused (old_leaf, untrusted, anchors, 0, SIGNET_ERROR_EXPIRED);
  assert_refused (early_leaf, untrusted, anchors, 0, SIGNET_ERROR_CLOCK);
  assert_refused (old_leaf, pinned, anchors, now, SIGNET_ERROR_EXPIRED);
  chain = signet_chain_verify (old_leaf, untrusted, anchors, now - 450, &error);
  g_assert_no_error (error);
  /* It is the CA that has expired here. */
  assert_refused (fixture->leaf, untrusted, anchors, now + 5000, SIGNET_ERROR_UNVERIFIED);
}

static void
test_build (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (SignetX509Stack) all =
    pki_fixture_stack (fixture->stranger, fixture->root, fixture->leaf, fixture->ca, NULL);
  g_autoptr (SignetX509Stack) some = pki_fixture_stack (fixture->ca, NULL);
  g_autoptr (GPtrArray) full = signet_chain_build (fixture->leaf, all);
  g_autoptr (GPtrArray) part = signet_chain_build (fixture->leaf, some);
  g_autoptr (GPtrArray) none = signet_chain_build (fixture->leaf, NULL);
  g_autoptr (GPtrArray) root = signet_chain_build (fixture->root, all);

  assert_chain (full, fixture->ca, fixture->root);
  assert_chain (part, fixture->ca, NULL);
  assert_chain (none, NULL, NULL);
  assert_chain (root, NULL, NULL);
}

/* Without key identifiers only the signature tells which root it was. */
static void
test_build_same_names (Fixture       *fixture,
                       gconstpointer  data)
{
  const PkiFixture bare_root = { .common_name = "Root", .ca = TRUE };
  const PkiFixture bare_leaf = { .common_name = "Leaf" };
  g_autoptr (X509) root = pki_fixture_new_x509 (&bare_root, fixture->pkeys[0], NULL, NULL);
  g_autoptr (X509) other = pki_fixture_new_x509 (&bare_root, fixture->pkeys[1], NULL, NULL);
  g_autoptr (X509) leaf =
    pki_fixture_new_x509 (&bare_leaf, fixture->pkeys[2], root, fixture->pkeys[0]);
  g_autoptr (SignetX509Stack) candidates = pki_fixture_stack (other, root, NULL);
  g_autoptr (GPtrArray) chain = signet_chain_build (leaf, candidates);

  assert_chain (chain, root, NULL);
}

/* Two CAs that certified each other make a circle. */
static void
test_build_circle (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (X509) cross =
    pki_fixture_new_x509 (&root_fixture, fixture->pkeys[0], fixture->ca, fixture->pkeys[1]);
  g_autoptr (SignetX509Stack) candidates = pki_fixture_stack (cross, fixture->ca, NULL);
  g_autoptr (GPtrArray) chain = signet_chain_build (fixture->leaf, candidates);

  assert_chain (chain, fixture->ca, cross);
}

static void
test_build_limit (void)
{
  g_autoptr (SignetX509Stack) candidates = sk_X509_new_null ();
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (GPtrArray) chain = NULL;
  X509 *issuer = NULL;

  for (guint i = 0; i < 15; i++)
    {
      g_autofree char *name = g_strdup_printf ("CA %u", i);
      const PkiFixture fixture = { .common_name = name, .ca = TRUE };

      issuer = pki_fixture_new_x509 (&fixture, pkey, issuer, pkey);
      sk_X509_push (candidates, issuer);
    }
  chain = signet_chain_build (issuer, candidates);
  g_assert_cmpuint (chain->len, ==, 10);
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/pki/chain/verify/root", test_verify_root);
  ADD ("/pki/chain/verify/pinned", test_verify_pinned);
  ADD ("/pki/chain/verify/untrusted", test_verify_untrusted);
  ADD ("/pki/chain/verify/no-ca", test_verify_no_ca);
  ADD ("/pki/chain/verify/times", test_verify_times);
  ADD ("/pki/chain/build/order", test_build);
  ADD ("/pki/chain/build/same-names", test_build_same_names);
  ADD ("/pki/chain/build/circle", test_build_circle);
  g_test_add_func ("/pki/chain/build/limit", test_build_limit);

  return g_test_run ();
}
