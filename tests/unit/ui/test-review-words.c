/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki-fixture.h"
#include "ui/signet-review-words.h"

static SignetTemplate *
make (const char *subject,
      ...)
{
  g_autoptr (SignetName) name = signet_name_parse (subject, NULL);
  g_autoptr (GPtrArray) others =
    g_ptr_array_new_with_free_func ((GDestroyNotify) signet_alt_name_unref);
  const char *text;
  va_list list;

  va_start (list, subject);
  while ((text = va_arg (list, const char *)) != NULL)
    g_ptr_array_add (others, signet_alt_name_parse (text, NULL));
  va_end (list);

  return signet_template_new (name, others);
}

static void
assert_words (SignetTemplate *template_,
              const char     *subject,
              const char     *name,
              const char     *others)
{
  g_autofree char *subject_words = signet_review_dup_subject (template_);
  g_autofree char *name_words = signet_review_dup_name (template_);
  g_autofree char *others_words = signet_review_dup_others (template_);

  g_assert_cmpstr (subject_words, ==, subject);
  g_assert_cmpstr (name_words, ==, name);
  g_assert_cmpstr (others_words, ==, others);
  signet_template_unref (template_);
}

static void
test_names (void)
{
  assert_words (make ("CN=Anna Keller,OU=Physics", NULL), "Anna Keller, Physics", "Anna Keller",
                NULL);
  assert_words (make ("O=Example,C=DE", NULL), "Example, DE", "Example, DE", NULL);
  assert_words (make ("", "dns:a.example", "email:a@b.example", NULL), "a.example", "a.example",
                "a.example, a@b.example");
  assert_words (make ("CN=A", "dns:a.example", "dns:b.example", "dns:c.example", NULL), "A", "A",
                "a.example, b.example and 1 more");
  assert_words (make ("CN=A", "dns:a.example", "dns:b.example", "dns:c.example", "dns:d.example",
                      NULL),
                "A", "A", "a.example, b.example and 2 more");
  assert_words (make ("", NULL), "", "", NULL);
}

/* A name as a file could have it, which nobody has checked. */
static void
test_hostile (void)
{
  const SignetNamePart part = { 0, "CN", "<b>A</b>\n\u202eB" };
  g_autoptr (SignetName) name = signet_name_new (&part, 1, NULL);

  assert_words (signet_template_new (name, NULL), "<b>A</b> B", "<b>A</b> B", NULL);
}

static void
assert_proof (const char *reference,
              const char *wanted)
{
  g_autofree char *words = signet_review_dup_proof (reference);

  g_assert_cmpstr (words, ==, wanted);
}

static void
test_proof (void)
{
  assert_proof ("4711-0832", "Reference number 4711-0832 and your code");
  assert_proof ("a\u202e\nb", "Reference number a b and your code");
  assert_proof ("", "Your code");
  assert_proof (NULL, "Your code");
}

static void
assert_server (const char *url,
               const char *host,
               gboolean    exposed)
{
  g_autofree char *words = signet_review_dup_host (url);

  g_assert_cmpstr (words, ==, host);
  g_assert_cmpint (signet_review_is_exposed (url), ==, exposed);
}

static void
test_server (void)
{
  assert_server ("http://pki.example.edu:8080/cmp", "pki.example.edu", TRUE);
  assert_server ("https://pki.example.edu/cmp", "pki.example.edu", FALSE);
  assert_server ("http://127.0.0.1:8000/", "127.0.0.1", FALSE);
  assert_server ("http://127.1.2.3/", "127.1.2.3", FALSE);
  assert_server ("http://[::1]:8000/", "::1", FALSE);
  assert_server ("http://localhost/", "localhost", FALSE);
  assert_server ("http://localhost.example.edu/", "localhost.example.edu", TRUE);
  assert_server ("http://192.0.2.1/", "192.0.2.1", TRUE);
  assert_server ("no address", "no address", FALSE);
  assert_server (NULL, "", FALSE);
}

static void
add_certificate (SignetProfile *profile,
                 SignetTrust    trust,
                 const char    *name)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  const PkiFixture fixture = { .common_name = name, .ca = TRUE };
  g_autoptr (X509) x509 = pki_fixture_new_x509 (&fixture, pkey, NULL, NULL);
  g_autoptr (SignetCertificate) certificate = pki_fixture_wrap (x509);

  g_assert_true (
    signet_profile_add_certificate (profile, trust, signet_certificate_get_der (certificate)));
}

static void
assert_verifier (SignetProfile *profile,
                 const char    *wanted)
{
  g_autofree char *words = signet_review_dup_verifier (profile);

  g_assert_cmpstr (words, ==, wanted);
}

static void
test_verifier (void)
{
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autoptr (GBytes) junk = g_bytes_new_static ("junk", 4);

  assert_verifier (profile, "Your code");
  add_certificate (profile, SIGNET_TRUST_ANCHORS, "Example <b>Root</b>\u202e");
  assert_verifier (profile, "Example <b>Root</b>");
  g_assert_true (signet_profile_add_certificate (profile, SIGNET_TRUST_ANCHORS, junk));
  assert_verifier (profile, "Example <b>Root</b>, A certificate that cannot be read");
  add_certificate (profile, SIGNET_TRUST_ANCHORS, "Other Root");
  assert_verifier (profile, "Example <b>Root</b>, A certificate that cannot be read and 1 more");
  add_certificate (profile, SIGNET_TRUST_SERVER, "pki.example.edu");
  assert_verifier (profile, "pki.example.edu");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/review/names", test_names);
  g_test_add_func ("/ui/review/hostile", test_hostile);
  g_test_add_func ("/ui/review/proof", test_proof);
  g_test_add_func ("/ui/review/server", test_server);
  g_test_add_func ("/ui/review/verifier", test_verifier);

  return g_test_run ();
}
