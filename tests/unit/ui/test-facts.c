/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <openssl/x509v3.h>
#include <string.h>

#include "core/signet-text.h"
#include "pki-fixture.h"
#include "ui/signet-facts.h"

static SignetCertificate *
make (const PkiFixture *fixture)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509) x509 = pki_fixture_new_x509 (fixture, pkey, NULL, NULL);

  return pki_fixture_wrap (x509);
}

static const SignetFact *
find (GPtrArray  *facts,
      const char *label)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const SignetFact *fact = facts->pdata[i];

      if (g_str_equal (fact->label, label))
        return fact;
    }

  return NULL;
}

static const PkiFixture anna = {
  .common_name = "Anna Keller",
  .serial = 0x0123456789ab,
  .extensions = {
    "keyUsage",
    "critical,digitalSignature",
    "extendedKeyUsage",
    "emailProtection",
    "subjectAltName",
    "email:anna@example.edu,email:ak@example.edu,DNS:www.example.edu,IP:10.1.2.3",
  },
};

static void
test_summary (void)
{
  g_autoptr (SignetCertificate) certificate = make (&anna);
  g_autoptr (GPtrArray) facts = signet_facts_dup_summary (certificate);

  g_assert_cmpuint (facts->len, ==, 4);
  g_assert_cmpstr (find (facts, "Name")->value, ==, "Anna Keller");
  g_assert_cmpstr (find (facts, "E-Mail")->value, ==, "anna@example.edu\nak@example.edu");
  g_assert_cmpstr (find (facts, "Issued By")->value, ==, "Anna Keller");
  g_assert_cmpstr (find (facts, "Can Be Used For")->value, ==, "Signing mail");
}

static void
test_details (void)
{
  g_autoptr (SignetCertificate) certificate = make (&anna);
  g_autoptr (GPtrArray) facts = signet_facts_dup_details (certificate);
  g_auto (GStrv) lines = g_strsplit (find (facts, "SHA-256 Fingerprint")->value, "\n", -1);
  const char *const labels[] = { "Valid From",
                                 "Valid Until",
                                 "Key",
                                 "Signature Algorithm",
                                 "Subject",
                                 "Issuer",
                                 "Also Valid For E-Mail",
                                 "Also Valid For Computer (DNS)",
                                 "Also Valid For IP Address",
                                 "X509v3 Key Usage (Critical)",
                                 "X509v3 Extended Key Usage" };

  g_assert_cmpstr (find (facts, "Serial Number")->value, ==, "0123 4567 89AB");
  g_assert_true (find (facts, "Serial Number")->digits);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (strlen (lines[i]), ==, 19);
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    g_assert_nonnull (find (facts, labels[i]));
  g_assert_cmpstr (find (facts, "Also Valid For IP Address")->value, ==, "10.1.2.3");
}

/* An empty subject has no name to show, and is no reason to show an empty row. */
static void
test_nothing_said (void)
{
  const PkiFixture nothing = { .serial = 1 };
  g_autoptr (SignetCertificate) certificate = make (&nothing);
  g_autoptr (GPtrArray) summary = signet_facts_dup_summary (certificate);
  g_autoptr (GPtrArray) details = signet_facts_dup_details (certificate);

  g_assert_null (find (summary, "Name"));
  g_assert_null (find (summary, "E-Mail"));
  g_assert_nonnull (find (summary, "Can Be Used For"));
  for (guint i = 0; i < details->len; i++)
    g_assert_cmpstr (((SignetFact *) details->pdata[i])->value, !=, "");
}

static void
assert_clean (GPtrArray *facts)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const SignetFact *fact = facts->pdata[i];
      g_auto (GStrv) lines = g_strsplit (fact->value, "\n", -1);

      g_assert_true (signet_text_is_clean (fact->label));
      g_assert_cmpint (g_utf8_strlen (fact->value, -1), <=, 501);
      for (guint l = 0; lines[l] != NULL; l++)
        g_assert_true (signet_text_is_clean (lines[l]));
    }
}

/* What a CA writes is neither obeyed nor allowed to burst the page. */
static void
test_hostile (void)
{
  g_autofree char *long_name = g_strnfill (30000, 'W');
  g_autoptr (X509_NAME) subject = X509_NAME_new ();
  const PkiFixture hostile = { .subject = subject };
  g_autoptr (SignetCertificate) certificate = NULL;
  g_autoptr (GPtrArray) summary = NULL;
  g_autoptr (GPtrArray) details = NULL;
  const char turned[] = "\u202egpj.exe\n<b>x</b>";

  g_assert_cmpint (X509_NAME_add_entry_by_txt (subject, "CN", MBSTRING_UTF8,
                                               (const guchar *) turned, -1, -1, 0),
                   ==, 1);
  g_assert_cmpint (X509_NAME_add_entry_by_txt (subject, "2.5.4.13.9", MBSTRING_UTF8,
                                               (const guchar *) long_name, -1, -1, 0),
                   ==, 1);
  certificate = make (&hostile);
  summary = signet_facts_dup_summary (certificate);
  details = signet_facts_dup_details (certificate);
  assert_clean (summary);
  assert_clean (details);
  g_assert_cmpint (strlen (find (details, "Subject")->whole), >, 30000);
  g_assert_true (g_str_has_suffix (find (details, "Subject")->value, "…"));
}

static void
test_chain (void)
{
  g_autoptr (GPtrArray) certificates = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) facts = NULL;

  g_ptr_array_add (certificates, make (&anna));
  facts = signet_facts_dup_chain (certificates);
  g_assert_cmpuint (facts->len, ==, 1);
  g_assert_cmpstr (find (facts, "CA Certificate 1")->value, ==, "CN=Anna Keller");
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/facts/summary", test_summary);
  g_test_add_func ("/ui/facts/details", test_details);
  g_test_add_func ("/ui/facts/nothing-said", test_nothing_said);
  g_test_add_func ("/ui/facts/hostile", test_hostile);
  g_test_add_func ("/ui/facts/chain", test_chain);

  return g_test_run ();
}
