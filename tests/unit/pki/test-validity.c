/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki-fixture.h"
#include "pki/signet-validity.h"

#define DAY (24 * 60 * 60)

static SignetCertificate *
certificate_new (long lifetime)
{
  const PkiFixture what = { .common_name = "Ada", .lifetime = lifetime };
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509) x509 = pki_fixture_new_x509 (&what, pkey, NULL, NULL);

  return pki_fixture_wrap (x509);
}

static void
test_validity_dates (void)
{
  g_autoptr (SignetCertificate) certificate = certificate_new (DAY);
  gint64 start = signet_certificate_get_not_before (certificate);
  gint64 end = signet_certificate_get_not_after (certificate);

  g_assert_cmpint (signet_certificate_get_validity (certificate, start - 1), ==,
                   SIGNET_VALIDITY_NOT_YET_VALID);
  g_assert_cmpint (signet_certificate_get_validity (certificate, start), ==, SIGNET_VALIDITY_VALID);
  g_assert_cmpint (signet_certificate_get_validity (certificate, end), ==,
                   SIGNET_VALIDITY_EXPIRING);
  g_assert_cmpint (signet_certificate_get_validity (certificate, end + 1), ==,
                   SIGNET_VALIDITY_EXPIRED);
}

/* The notice is a third of the life, but no more than 30 days. */
static void
test_validity_notice (void)
{
  g_autoptr (SignetCertificate) of_days = certificate_new (9 * DAY);
  g_autoptr (SignetCertificate) of_a_year = certificate_new (365 * DAY);
  gint64 three_days = signet_certificate_get_not_after (of_days) - 3 * DAY;
  gint64 a_month = signet_certificate_get_not_after (of_a_year) - 30 * DAY;

  g_assert_cmpint (signet_certificate_get_validity (of_days, three_days - 1), ==,
                   SIGNET_VALIDITY_VALID);
  g_assert_cmpint (signet_certificate_get_validity (of_days, three_days), ==,
                   SIGNET_VALIDITY_EXPIRING);
  g_assert_cmpint (signet_certificate_get_validity (of_a_year, a_month - 1), ==,
                   SIGNET_VALIDITY_VALID);
  g_assert_cmpint (signet_certificate_get_validity (of_a_year, a_month), ==,
                   SIGNET_VALIDITY_EXPIRING);
}

static void
test_validity_words (void)
{
  g_assert_cmpstr (signet_validity_to_word (SIGNET_VALIDITY_NOT_YET_VALID), ==, "not-yet-valid");
  g_assert_cmpstr (signet_validity_to_word (SIGNET_VALIDITY_VALID), ==, "valid");
  g_assert_cmpstr (signet_validity_to_word (SIGNET_VALIDITY_EXPIRING), ==, "expiring");
  g_assert_cmpstr (signet_validity_to_word (SIGNET_VALIDITY_EXPIRED), ==, "expired");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pki/validity/dates", test_validity_dates);
  g_test_add_func ("/pki/validity/notice", test_validity_notice);
  g_test_add_func ("/pki/validity/words", test_validity_words);

  return g_test_run ();
}
