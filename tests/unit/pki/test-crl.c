/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-crl.h"

#include "pki-fixture.h"
#include "pki/signet-crl-private.h"
#include "pki/signet-init.h"

static X509_CRL *
make_crl (gint64 this_update,
          gint64 next_update)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  X509_CRL *crl = X509_CRL_new ();
  X509_NAME *name = X509_NAME_new ();
  ASN1_TIME *time = ASN1_TIME_set (NULL, this_update);

  X509_NAME_add_entry_by_txt (name, "CN", MBSTRING_UTF8, (const unsigned char *) "ca", -1, -1, 0);
  X509_CRL_set_version (crl, X509_CRL_VERSION_2);
  X509_CRL_set_issuer_name (crl, name);
  X509_CRL_set1_lastUpdate (crl, time);
  if (next_update != 0)
    {
      ASN1_TIME_set (time, next_update);
      X509_CRL_set1_nextUpdate (crl, time);
    }
  ASN1_TIME_free (time);
  X509_NAME_free (name);
  g_assert_cmpint (X509_CRL_sign (crl, pkey, EVP_sha256 ()), >, 0);

  return crl;
}

static GBytes *
to_der (X509_CRL *crl)
{
  unsigned char *der = NULL;
  int length = i2d_X509_CRL (crl, &der);
  GBytes *bytes = g_bytes_new (der, length);

  OPENSSL_free (der);

  return bytes;
}

static void
assert_same (SignetCrl *crl,
             GBytes    *der)
{
  g_autoptr (GBytes) written = to_der (signet_crl_get_x509_crl (crl));

  g_assert_true (g_bytes_equal (written, der));
}

static GBytes *
to_pem (X509_CRL *crl,
        guint     times)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  char *data;
  long length;

  for (guint i = 0; i < times; i++)
    g_assert_cmpint (PEM_write_bio_X509_CRL (bio, crl), ==, 1);
  length = BIO_get_mem_data (bio, &data);

  return g_bytes_new (data, length);
}

static void
test_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (X509_CRL) x509_crl = make_crl (1000, 2000);
  g_autoptr (GBytes) der = to_der (x509_crl);
  g_autoptr (GBytes) pem = to_pem (x509_crl, 1);
  g_autoptr (SignetCrl) one = signet_crl_new_from_data (der, &error);
  g_autoptr (SignetCrl) two = signet_crl_new_from_data (pem, &error);

  g_assert_no_error (error);
  assert_same (two, der);
  g_assert_cmpstr (signet_name_get_first (signet_crl_get_issuer (one), "CN"), ==, "ca");
  g_assert_cmpint (signet_crl_get_this_update (one), ==, 1000);
  g_assert_cmpint (signet_crl_get_next_update (one), ==, 2000);
  assert_same (one, der);
}

static X509_CRL *
make_large_crl (void)
{
  X509_CRL *crl = make_crl (1000, 2000);
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();

  for (long serial = 1; serial <= 50000; serial++)
    {
      X509_REVOKED *entry = X509_REVOKED_new ();
      g_autoptr (ASN1_INTEGER) number = ASN1_INTEGER_new ();

      ASN1_INTEGER_set (number, serial);
      X509_REVOKED_set_serialNumber (entry, number);
      X509_REVOKED_set_revocationDate (entry, (ASN1_TIME *) X509_CRL_get0_lastUpdate (crl));
      X509_CRL_add0_revoked (crl, entry);
    }
  g_assert_cmpint (X509_CRL_sign (crl, pkey, EVP_sha256 ()), >, 0);

  return crl;
}

/* The memory for private keys is small, and a list does not have to fit in it. */
static void
test_large (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (X509_CRL) x509_crl = make_large_crl ();
  g_autoptr (GBytes) der = to_der (x509_crl);
  g_autoptr (GBytes) pem = to_pem (x509_crl, 1);
  g_autoptr (SignetCrl) crl = signet_crl_new_from_data (pem, &error);

  g_assert_cmpuint (g_bytes_get_size (der), >, 1024 * 1024);
  g_assert_no_error (error);
  assert_same (crl, der);
}

static void
test_no_next_update (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (X509_CRL) x509_crl = make_crl (1000, 0);
  g_autoptr (GBytes) der = to_der (x509_crl);
  g_autoptr (SignetCrl) crl = signet_crl_new_from_data (der, &error);

  g_assert_no_error (error);
  g_assert_cmpint (signet_crl_get_next_update (crl), ==, 0);
}

static void
assert_refused (GBytes *data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_crl_new_from_data (data, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CRL);
}

static void
test_refused (void)
{
  g_autoptr (X509_CRL) x509_crl = make_crl (1000, 2000);
  g_autoptr (GBytes) der = to_der (x509_crl);
  g_autoptr (GBytes) two = to_pem (x509_crl, 2);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) text = g_bytes_new_static ("<html>", 6);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (der, 0, g_bytes_get_size (der) - 1);
  g_autoptr (GBytes) large =
    g_bytes_new_take (g_malloc0 (SIGNET_CRL_MAX_SIZE + 1), SIGNET_CRL_MAX_SIZE + 1);
  g_autoptr (GByteArray) longer = g_byte_array_new ();
  g_autoptr (GBytes) trailing = NULL;

  g_byte_array_append (longer, g_bytes_get_data (der, NULL), (guint) g_bytes_get_size (der));
  g_byte_array_append (longer, (const guint8 *) "x", 1);
  trailing = g_bytes_new (longer->data, longer->len);
  assert_refused (two);
  assert_refused (empty);
  assert_refused (text);
  assert_refused (cut);
  assert_refused (large);
  assert_refused (trailing);
}

/* Whatever is changed on the way: it is read or refused, and nothing else happens. */
static void
test_changed (void)
{
  g_autoptr (X509_CRL) x509_crl = make_crl (1000, 2000);
  g_autoptr (GBytes) der = to_der (x509_crl);
  gsize length = g_bytes_get_size (der);

  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (SignetCrl) crl = NULL;
      guint8 *data = g_memdup2 (g_bytes_get_data (der, NULL), length);

      data[i] ^= 0xff;
      changed = g_bytes_new_take (data, length);
      crl = signet_crl_new_from_data (changed, &error);
      if (crl == NULL)
        g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CRL);
      else
        assert_same (crl, changed);
    }
}

static void
test_boxed (void)
{
  g_autoptr (X509_CRL) x509_crl = make_crl (1000, 2000);
  g_autoptr (GBytes) der = to_der (x509_crl);
  g_autoptr (SignetCrl) crl = signet_crl_new_from_data (der, NULL);
  SignetCrl *copy = g_boxed_copy (SIGNET_TYPE_CRL, crl);

  g_assert_true (copy == crl);
  g_boxed_free (SIGNET_TYPE_CRL, copy);
  g_assert_cmpint (signet_crl_get_this_update (crl), ==, 1000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  signet_pki_init ();

  g_test_add_func ("/pki/crl/read", test_read);
  g_test_add_func ("/pki/crl/no-next-update", test_no_next_update);
  g_test_add_func ("/pki/crl/refused", test_refused);
  g_test_add_func ("/pki/crl/changed", test_changed);
  g_test_add_func ("/pki/crl/boxed", test_boxed);

  g_test_add_func ("/pki/crl/large", test_large);

  return g_test_run ();
}
