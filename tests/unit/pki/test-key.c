/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-key.h"

#include <openssl/rsa.h>
#include <string.h>

#include "pki-fixture.h"

typedef struct
{
  const char *spec;
  const char *description;
  gboolean always_protects;
} KeyCase;

static const KeyCase cases[] = {
  { "ec:P-256", "EC P-256", TRUE },
  { "ec:P-384", "EC P-384", TRUE },
  { "ec:P-521", "EC P-521", TRUE },
  { "rsa:2048", "RSA 2048", TRUE },
  { "rsa:3072", "RSA 3072", TRUE },
  { "ed25519", "Ed25519", FALSE },
  { "ed448", "Ed448", FALSE },
};

static SignetKey *
generate (const char  *text,
          GError     **error)
{
  g_autoptr (SignetKeySpec) spec = signet_key_spec_parse (text, error);

  return spec != NULL ? signet_key_generate (spec, error) : NULL;
}

/* What OpenSSL's history says; Signet asks the library itself. */
static gboolean
library_protects_with_any (void)
{
  return OpenSSL_version_num () >= 0x30200000L;
}

static void
test_key_generate (gconstpointer data)
{
  const KeyCase *key_case = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetKey) key = generate (key_case->spec, &error);

  g_assert_no_error (error);
  g_assert_nonnull (key);
  g_assert_cmpstr (signet_key_get_description (key), ==, key_case->description);
  g_assert_cmpuint (strlen (signet_key_get_id (key)), ==, 64);
  g_assert_cmpint (signet_key_can_protect (key), ==,
                   key_case->always_protects || library_protects_with_any ());
  g_object_add_weak_pointer (G_OBJECT (key), (gpointer *) &key);
  g_object_unref (key);
  g_assert_null (key);
}

static void
test_key_all_specs (void)
{
  const char *const *specs = signet_key_get_choices ();

  for (guint i = 0; specs[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SignetKey) key = NULL;

      /* Some seconds each, and no different from 3072 bits. */
      if (g_str_equal (specs[i], "rsa:4096") && !g_test_slow ())
        continue;
      key = generate (specs[i], &error);
      g_assert_no_error (error);
      g_assert_nonnull (key);
    }
}

/* Known types that this libcrypto has not are refused when they are made, not before. */
static void
test_key_choices (void)
{
  const char *const *choices = signet_key_get_choices ();
  const char *const *all = signet_key_spec_get_all ();

  g_assert_true (signet_key_get_choices () == choices);
  for (guint i = 0; all[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SignetKey) key = NULL;

      if (g_strv_contains (choices, all[i]))
        continue;
      key = generate (all[i], &error);
      g_assert_null (key);
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_KEY_TYPE);
    }
  g_assert_true (g_strv_contains (choices, "ec:P-256"));
  g_assert_true (g_strv_contains (choices, "ed25519"));
  g_assert_cmpint (g_strv_contains (choices, "ml-dsa:65"), ==,
                   OpenSSL_version_num () >= 0x30500000L);
}

static void
test_key_ml_dsa (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetKey) key = NULL;

  if (!g_strv_contains (signet_key_get_choices (), "ml-dsa:44"))
    {
      g_test_skip ("this libcrypto has no ML-DSA");
      return;
    }
  key = generate ("ml-dsa:44", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (signet_key_get_description (key), ==, "ML-DSA-44");
  g_assert_true (signet_key_can_protect (key));
}

static void
test_key_pss (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EVP_PKEY_CTX) context = EVP_PKEY_CTX_new_from_name (NULL, "RSA-PSS", NULL);
  g_autoptr (EVP_PKEY) pkey = NULL;
  g_autoptr (SignetKey) key = NULL;

  g_assert_cmpint (EVP_PKEY_keygen_init (context), ==, 1);
  g_assert_cmpint (EVP_PKEY_CTX_set_rsa_keygen_bits (context, 2048), ==, 1);
  g_assert_cmpint (EVP_PKEY_keygen (context, &pkey), ==, 1);
  key = signet_key_new_from_pkey (pkey, &error);
  g_assert_no_error (error);
  g_assert_cmpint (signet_key_can_protect (key), ==, library_protects_with_any ());
}

static void
test_key_named_curve (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetKey) key = generate ("ec:P-256", &error);
  char encoding[20];

  g_assert_no_error (error);
  g_assert_cmpint (EVP_PKEY_get_utf8_string_param (signet_key_get_pkey (key), "encoding", encoding,
                                                   sizeof encoding, NULL),
                   ==, 1);
  g_assert_cmpstr (encoding, ==, "named_curve");
}

static void
test_key_differs (void)
{
  g_autoptr (SignetKey) one = generate ("ec:P-256", NULL);
  g_autoptr (SignetKey) two = generate ("ec:P-256", NULL);

  g_assert_cmpstr (signet_key_get_id (one), !=, signet_key_get_id (two));
}

static void
test_key_id (void)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (SignetKey) key = signet_key_new_from_pkey (pkey, NULL);
  g_autofree char *expected = NULL;
  unsigned char *der = NULL;
  int length = i2d_PUBKEY (pkey, &der);

  expected = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der, length);
  OPENSSL_free (der);
  g_assert_cmpstr (signet_key_get_id (key), ==, expected);
  g_assert_true (signet_key_get_pkey (key) == pkey);
}

static void
test_key_cannot_sign (void)
{
  g_autoptr (EVP_PKEY) pkey = EVP_PKEY_Q_keygen (NULL, NULL, "X25519");
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetKey) key = signet_key_new_from_pkey (pkey, &error);

  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_KEY_TYPE);
  g_assert_null (key);
}

static void
store_result_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GAsyncResult **target = user_data;

  *target = g_object_ref (result);
}

static SignetKey *
generate_and_wait (const char    *text,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (SignetKeySpec) spec = signet_key_spec_parse (text, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_nonnull (spec);
  signet_key_generate_async (spec, cancellable, store_result_cb, &result);
  g_clear_pointer (&spec, signet_key_spec_unref);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return signet_key_generate_finish (result, error);
}

static void
test_key_async (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetKey) key = generate_and_wait ("ec:P-256", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (signet_key_get_description (key), ==, "EC P-256");
}

static void
test_key_async_error (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetKey) key = generate_and_wait ("file:/nonexistent/key.pem", NULL, &error);

  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_STORE);
  g_assert_null (key);
}

static void
test_key_async_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetKey) key = NULL;

  g_cancellable_cancel (cancellable);
  key = generate_and_wait ("ec:P-256", cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (key);
}

typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean over;
} Worker;

static void
worker_over_cb (gpointer  data,
                GObject  *task)
{
  Worker *worker = data;

  g_mutex_lock (&worker->mutex);
  worker->over = TRUE;
  g_cond_signal (&worker->cond);
  g_mutex_unlock (&worker->mutex);
}

static void
wait_for_worker (Worker *worker)
{
  g_mutex_lock (&worker->mutex);
  while (!worker->over)
    g_cond_wait (&worker->cond, &worker->mutex);
  g_mutex_unlock (&worker->mutex);
  g_mutex_clear (&worker->mutex);
  g_cond_clear (&worker->cond);
}

/* The wait ends long before a key of this size could be there; the worker drops it later. */
static void
test_key_async_cancelled_later (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SignetKeySpec) spec = signet_key_spec_parse ("rsa:3072", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Worker worker = { .over = FALSE };

  g_mutex_init (&worker.mutex);
  g_cond_init (&worker.cond);
  signet_key_generate_async (spec, cancellable, store_result_cb, &result);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (signet_key_generate_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_weak_ref (G_OBJECT (result), worker_over_cb, &worker);
  g_clear_object (&result);
  wait_for_worker (&worker);
}

static void
test_passphrase_random (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetSecret) one = signet_passphrase_new_random (&error);
  g_autoptr (SignetSecret) two = signet_passphrase_new_random (&error);
  const char *alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  g_assert_no_error (error);
  g_assert_cmpuint (signet_secret_get_size (one), ==, 43);
  g_assert_cmpuint (strspn (signet_secret_get_text (one), alphabet), ==, 43);
  g_assert_false (signet_secret_equal (one, two));
}

static GBytes *
public_pem (EVP_PKEY *pkey,
            guint     times)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  char *data;
  long length;

  for (guint i = 0; i < times; i++)
    g_assert_cmpint (PEM_write_bio_PUBKEY (bio, pkey), ==, 1);
  length = BIO_get_mem_data (bio, &data);

  return g_bytes_new (data, length);
}

static GBytes *
public_der (EVP_PKEY *pkey)
{
  unsigned char *der = NULL;
  int length = i2d_PUBKEY (pkey, &der);
  GBytes *bytes = g_bytes_new (der, length);

  OPENSSL_free (der);

  return bytes;
}

static void
test_public (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (EVP_PKEY) x25519 = EVP_PKEY_Q_keygen (NULL, NULL, "X25519");
  g_autoptr (GBytes) pem = public_pem (pkey, 1);
  g_autoptr (GBytes) der = public_der (pkey);
  g_autoptr (GBytes) other = public_der (x25519);
  g_autoptr (SignetKey) full = signet_key_new_from_pkey (pkey, NULL);
  g_autoptr (SignetKey) one = signet_key_new_public (pem, &error);
  g_autoptr (SignetKey) two = signet_key_new_public (der, &error);
  g_autoptr (SignetKey) three = signet_key_new_public (other, &error);

  g_assert_no_error (error);
  g_assert_true (signet_key_is_private (full));
  g_assert_false (signet_key_is_private (one));
  g_assert_false (signet_key_can_protect (one));
  g_assert_cmpstr (signet_key_get_id (one), ==, signet_key_get_id (full));
  g_assert_cmpstr (signet_key_get_id (two), ==, signet_key_get_id (full));
  g_assert_cmpstr (signet_key_get_description (one), ==, "EC P-256");
  g_assert_cmpstr (signet_key_get_description (three), ==, "X25519");
}

static void
test_public_refused (void)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autofree char *private_pem = pki_fixture_key_pem (pkey);
  g_autoptr (GBytes) der = public_der (pkey);
  GBytes *inputs[] = {
    g_bytes_new_static ("", 0),
    g_bytes_new_static ("hello", 5),
    g_bytes_new (private_pem, strlen (private_pem)),
    public_pem (pkey, 2),
    g_bytes_new_from_bytes (der, 0, g_bytes_get_size (der) - 1),
    g_bytes_new_take (g_malloc0 (65 * 1024), 65 * 1024),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (signet_key_new_public (inputs[i], &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_KEY);
      g_bytes_unref (inputs[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/pki/key/generate/", cases[i].spec, NULL);

      g_test_add_data_func (path, &cases[i], test_key_generate);
    }
  g_test_add_func ("/pki/key/all-specs", test_key_all_specs);
  g_test_add_func ("/pki/key/named-curve", test_key_named_curve);
  g_test_add_func ("/pki/key/differs", test_key_differs);
  g_test_add_func ("/pki/key/id", test_key_id);
  g_test_add_func ("/pki/key/cannot-sign", test_key_cannot_sign);
  g_test_add_func ("/pki/key/async", test_key_async);
  g_test_add_func ("/pki/key/async-error", test_key_async_error);
  g_test_add_func ("/pki/key/async-cancelled", test_key_async_cancelled);
  g_test_add_func ("/pki/key/async-cancelled-later", test_key_async_cancelled_later);
  g_test_add_func ("/pki/passphrase/random", test_passphrase_random);
  g_test_add_func ("/pki/key/choices", test_key_choices);
  g_test_add_func ("/pki/key/ml-dsa", test_key_ml_dsa);
  g_test_add_func ("/pki/key/pss", test_key_pss);
  g_test_add_func ("/pki/key/public", test_public);
  g_test_add_func ("/pki/key/public-refused", test_public_refused);

  return g_test_run ();
}
