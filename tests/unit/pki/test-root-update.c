/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-root-update.h"

#include "pki-fixture.h"

#define DAY (24 * 60 * 60)

typedef struct
{
  EVP_PKEY *old_key;
  EVP_PKEY *new_key;
  EVP_PKEY *evil_key;
  X509 *old;
  X509 *new_with_new;
  X509 *new_with_old;
  X509 *old_with_new;
} Update;

static const PkiFixture root = {
  .common_name = "Root",
  .ca = TRUE,
  .extensions = { "keyUsage", "critical,keyCertSign,cRLSign", NULL },
};

static void
update_init (Update *self)
{
  self->old_key = pki_fixture_new_pkey ();
  self->new_key = pki_fixture_new_pkey ();
  self->evil_key = pki_fixture_new_pkey ();
  self->old = pki_fixture_new_x509 (&root, self->old_key, NULL, NULL);
  self->new_with_new = pki_fixture_new_x509 (&root, self->new_key, NULL, NULL);
  self->new_with_old = pki_fixture_new_x509 (&root, self->new_key, self->old, self->old_key);
  self->old_with_new =
    pki_fixture_new_x509 (&root, self->old_key, self->new_with_new, self->new_key);
}

static void
update_clear (Update *self)
{
  EVP_PKEY_free (self->old_key);
  EVP_PKEY_free (self->new_key);
  EVP_PKEY_free (self->evil_key);
  X509_free (self->old);
  X509_free (self->new_with_new);
  X509_free (self->new_with_old);
  X509_free (self->old_with_new);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Update, update_clear)

/* Takes @x509. */
static void
replace (X509 **where,
         X509  *x509)
{
  X509_free (*where);
  *where = x509;
}

static SignetCertificate *
wrap (X509 *x509)
{
  return x509 != NULL ? pki_fixture_wrap (x509) : NULL;
}

static gboolean
verify (const Update  *update,
        GError       **error)
{
  g_autoptr (SignetCertificate) old = wrap (update->old);
  g_autoptr (SignetCertificate) new_with_new = wrap (update->new_with_new);
  g_autoptr (SignetCertificate) new_with_old = wrap (update->new_with_old);
  g_autoptr (SignetCertificate) old_with_new = wrap (update->old_with_new);

  return signet_root_update_verify (old, new_with_new, new_with_old, old_with_new, error);
}

static void
assert_refused (const Update *update,
                int           code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (verify (update, &error));
  g_assert_error (error, SIGNET_ERROR, code);
}

static void
test_good (void)
{
  g_auto (Update) update = { 0 };
  g_autoptr (GError) error = NULL;

  update_init (&update);
  g_assert_true (verify (&update, &error));
  g_assert_no_error (error);
  replace (&update.old_with_new, NULL);
  g_assert_true (verify (&update, &error));
  g_assert_no_error (error);
}

/* Whoever answers could leave it out: that must not be the way around it. */
static void
test_no_new_with_old (void)
{
  g_auto (Update) update = { 0 };

  update_init (&update);
  replace (&update.new_with_old, NULL);
  assert_refused (&update, SIGNET_ERROR_UNVERIFIED);
  replace (&update.old_with_new, NULL);
  assert_refused (&update, SIGNET_ERROR_UNVERIFIED);
}

/* CVE-2026-42769: a registration authority made the new root and everything that comes with it. */
static void
test_substituted (void)
{
  g_auto (Update) update = { 0 };

  update_init (&update);
  replace (&update.new_with_new,
           pki_fixture_new_x509 (&root, update.evil_key, NULL, NULL));
  replace (&update.old_with_new,
           pki_fixture_new_x509 (&root, update.old_key, update.new_with_new, update.evil_key));
  /* The true certificate of the true new root. */
  assert_refused (&update, SIGNET_ERROR_UNVERIFIED);
  /* One made for it, with the right names, signed by its own key. */
  replace (&update.new_with_old,
           pki_fixture_new_x509 (&root, update.evil_key, update.old, update.evil_key));
  assert_refused (&update, SIGNET_ERROR_UNVERIFIED);
  /* The new root once more in the place of it. */
  X509_up_ref (update.new_with_new);
  replace (&update.new_with_old, update.new_with_new);
  assert_refused (&update, SIGNET_ERROR_UNVERIFIED);
  /* The old root itself. */
  X509_up_ref (update.old);
  replace (&update.new_with_old, update.old);
  assert_refused (&update, SIGNET_ERROR_UNVERIFIED);
}

/* A CA below the old root is certified by it, and yet it is not its successor. */
static void
test_subordinate (void)
{
  static const PkiFixture below = { .common_name = "Below", .ca = TRUE };
  g_auto (Update) update = { 0 };

  update_init (&update);
  replace (&update.new_with_new,
           pki_fixture_new_x509 (&below, update.evil_key, NULL, NULL));
  replace (&update.new_with_old,
           pki_fixture_new_x509 (&below, update.evil_key, update.old, update.old_key));
  replace (&update.old_with_new, NULL);
  assert_refused (&update, SIGNET_ERROR_UNVERIFIED);
  /* Nor when it calls itself by the root's name. */
  replace (&update.new_with_new,
           pki_fixture_new_x509 (&root, update.evil_key, NULL, NULL));
  assert_refused (&update, SIGNET_ERROR_UNVERIFIED);
}

static void
test_end_entity (void)
{
  static const PkiFixture nobody = { .common_name = "Root" };
  static const PkiFixture no_sign = {
    .common_name = "Root",
    .ca = TRUE,
    .extensions = { "keyUsage", "critical,digitalSignature", NULL },
  };
  static const PkiFixture unknown = {
    .common_name = "Root",
    .ca = TRUE,
    .extensions = { "1.2.3.4", "critical,DER:0500", NULL },
  };
  const PkiFixture *const cases[] = { &nobody, &no_sign, &unknown };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Update) root_is = { 0 };
      g_auto (Update) transition_is = { 0 };

      update_init (&root_is);
      replace (&root_is.new_with_new,
               pki_fixture_new_x509 (cases[i], root_is.new_key, NULL, NULL));
      assert_refused (&root_is, SIGNET_ERROR_UNVERIFIED);
      update_init (&transition_is);
      replace (&transition_is.new_with_old,
               pki_fixture_new_x509 (cases[i], transition_is.new_key, transition_is.old,
                                     transition_is.old_key));
      assert_refused (&transition_is, SIGNET_ERROR_UNVERIFIED);
    }
}

static void
test_not_self_signed (void)
{
  g_auto (Update) update = { 0 };

  update_init (&update);
  replace (&update.new_with_new,
           pki_fixture_new_x509 (&root, update.new_key, update.old, update.evil_key));
  assert_refused (&update, SIGNET_ERROR_UNVERIFIED);
  /* Also when the old root signed it: then it is no root. */
  X509_up_ref (update.new_with_old);
  replace (&update.new_with_new, update.new_with_old);
  assert_refused (&update, SIGNET_ERROR_UNVERIFIED);
}

static void
test_other_key (void)
{
  g_auto (Update) update = { 0 };

  update_init (&update);
  replace (&update.new_with_old,
           pki_fixture_new_x509 (&root, update.evil_key, update.old, update.old_key));
  assert_refused (&update, SIGNET_ERROR_UNVERIFIED);
}

static void
test_bad_old_with_new (void)
{
  g_auto (Update) update = { 0 };

  update_init (&update);
  replace (&update.old_with_new, pki_fixture_new_x509 (&root, update.old_key, update.new_with_new,
                                                       update.evil_key));
  assert_refused (&update, SIGNET_ERROR_UNVERIFIED);
  replace (&update.old_with_new, pki_fixture_new_x509 (&root, update.evil_key,
                                                       update.new_with_new, update.new_key));
  assert_refused (&update, SIGNET_ERROR_UNVERIFIED);
}

static void
test_names (void)
{
  static const PkiFixture other = { .common_name = "Other", .ca = TRUE };
  static const PkiFixture unnamed = { .ca = TRUE };
  g_auto (Update) update = { 0 };
  g_auto (Update) nameless = { 0 };

  update_init (&update);
  replace (&update.new_with_old,
           pki_fixture_new_x509 (&other, update.new_key, update.old, update.old_key));
  assert_refused (&update, SIGNET_ERROR_UNVERIFIED);
  replace (&update.new_with_old,
           pki_fixture_new_x509 (&root, update.new_key, NULL, update.old_key));
  g_assert_cmpint (X509_NAME_cmp (X509_get_issuer_name (update.new_with_old),
                                  X509_get_subject_name (update.old)),
                   ==, 0);
  replace (&update.new_with_new, pki_fixture_new_x509 (&other, update.new_key, NULL, NULL));
  assert_refused (&update, SIGNET_ERROR_UNVERIFIED);

  update_init (&nameless);
  replace (&nameless.old, pki_fixture_new_x509 (&unnamed, nameless.old_key, NULL, NULL));
  replace (&nameless.new_with_new,
           pki_fixture_new_x509 (&unnamed, nameless.new_key, NULL, NULL));
  replace (&nameless.new_with_old,
           pki_fixture_new_x509 (&unnamed, nameless.new_key, nameless.old, nameless.old_key));
  replace (&nameless.old_with_new, NULL);
  assert_refused (&nameless, SIGNET_ERROR_UNVERIFIED);
}

static void
test_nothing_new (void)
{
  g_auto (Update) update = { 0 };

  update_init (&update);
  X509_up_ref (update.old);
  replace (&update.new_with_new, update.old);
  X509_up_ref (update.old);
  replace (&update.new_with_old, update.old);
  replace (&update.old_with_new, NULL);
  assert_refused (&update, SIGNET_ERROR_UNVERIFIED);
}

static void
test_old_is_no_root (void)
{
  static const PkiFixture leaf = { .common_name = "Leaf", .ca = TRUE };
  g_auto (Update) update = { 0 };

  update_init (&update);
  replace (&update.old, pki_fixture_new_x509 (&leaf, update.old_key, update.old, update.evil_key));
  assert_refused (&update, SIGNET_ERROR_UNVERIFIED);
}

static void
test_dates (void)
{
  static const PkiFixture expired = {
    .common_name = "Root", .ca = TRUE, .not_before = -2 * DAY, .lifetime = DAY
  };
  static const PkiFixture early = { .common_name = "Root", .ca = TRUE, .not_before = DAY };
  static const struct
  {
    const PkiFixture *fixture;
    int code;
  } cases[] = { { &expired, SIGNET_ERROR_EXPIRED }, { &early, SIGNET_ERROR_CLOCK } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int which = 0; which < 4; which++)
      {
        g_auto (Update) update = { 0 };
        const PkiFixture *fixture = cases[i].fixture;

        update_init (&update);
        if (which == 0)
          replace (&update.old, pki_fixture_new_x509 (fixture, update.old_key, NULL, NULL));
        else if (which == 1)
          replace (&update.new_with_new,
                   pki_fixture_new_x509 (fixture, update.new_key, NULL, NULL));
        else if (which == 2)
          replace (&update.new_with_old,
                   pki_fixture_new_x509 (fixture, update.new_key, update.old, update.old_key));
        else
          replace (&update.old_with_new,
                   pki_fixture_new_x509 (fixture, update.old_key, update.new_with_new,
                                         update.new_key));
        assert_refused (&update, cases[i].code);
      }
}

static void
test_weak_signature (void)
{
  g_auto (Update) update = { 0 };

  update_init (&update);
  g_assert_cmpint (X509_sign (update.new_with_old, update.old_key, EVP_sha1 ()), >, 0);
  assert_refused (&update, SIGNET_ERROR_UNVERIFIED);
}

static void
test_weak_key (void)
{
  g_auto (Update) update = { 0 };

  update_init (&update);
  EVP_PKEY_free (update.new_key);
  update.new_key = EVP_PKEY_Q_keygen (NULL, NULL, "RSA", (size_t) 1024);
  replace (&update.new_with_new, pki_fixture_new_x509 (&root, update.new_key, NULL, NULL));
  replace (&update.new_with_old,
           pki_fixture_new_x509 (&root, update.new_key, update.old, update.old_key));
  replace (&update.old_with_new, NULL);
  assert_refused (&update, SIGNET_ERROR_UNVERIFIED);
}

/* Of what the old root signed, not one bit may be another. */
static void
test_changed (void)
{
  g_auto (Update) update = { 0 };
  g_autoptr (GBytes) der = NULL;
  g_autoptr (SignetCertificate) old = NULL;
  g_autoptr (SignetCertificate) new_with_new = NULL;
  gsize length;

  update_init (&update);
  old = wrap (update.old);
  new_with_new = wrap (update.new_with_new);
  der = signet_x509_to_der (update.new_with_old);
  length = g_bytes_get_size (der);
  for (gsize i = 0; i < length; i++)
    {
      guint8 *data = g_memdup2 (g_bytes_get_data (der, NULL), length);
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (SignetCertificate) new_with_old = NULL;
      g_autoptr (GError) error = NULL;

      data[i] ^= 0x01;
      changed = g_bytes_new_take (data, length);
      new_with_old = signet_certificate_new_from_der (changed, NULL);
      if (new_with_old == NULL)
        continue;
      g_assert_false (
        signet_root_update_verify (old, new_with_new, new_with_old, NULL, &error));
      g_assert_nonnull (error);
    }
}

/* Another kind of key is what many updates are for. */
static void
test_other_algorithm (void)
{
  g_auto (Update) update = { 0 };
  g_autoptr (GError) error = NULL;

  update_init (&update);
  EVP_PKEY_free (update.new_key);
  update.new_key = EVP_PKEY_Q_keygen (NULL, NULL, "ED25519");
  replace (&update.new_with_new, pki_fixture_new_x509 (&root, update.new_key, NULL, NULL));
  replace (&update.new_with_old,
           pki_fixture_new_x509 (&root, update.new_key, update.old, update.old_key));
  replace (&update.old_with_new,
           pki_fixture_new_x509 (&root, update.old_key, update.new_with_new, update.new_key));
  g_assert_true (verify (&update, &error));
  g_assert_no_error (error);
}

static SignetInfo *
make_info (X509 *first,
           X509 *second,
           X509 *third)
{
  SignetInfo *info = signet_info_new ("1.3.6.1.5.5.7.4.18", SIGNET_INFO_ROOT_UPDATE, NULL);
  X509 *const parts[] = { first, second, third };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GBytes) der = parts[i] != NULL ? signet_x509_to_der (parts[i]) : NULL;

      signet_info_add_part (info, der);
    }

  return info;
}

static void
test_info (void)
{
  g_auto (Update) update = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetCertificate) old = NULL;
  g_autoptr (SignetInfo) good = NULL;
  g_autoptr (SignetInfo) swapped = NULL;
  g_autoptr (SignetInfo) alone = NULL;
  g_autoptr (SignetInfo) none = NULL;
  g_autoptr (SignetInfo) empty =
    signet_info_new ("1.3.6.1.5.5.7.4.18", SIGNET_INFO_ROOT_UPDATE, NULL);
  SignetInfo *bad[4];

  update_init (&update);
  old = wrap (update.old);
  good = make_info (update.new_with_new, update.new_with_old, update.old_with_new);
  swapped = make_info (update.new_with_new, update.old_with_new, update.new_with_old);
  alone = make_info (update.new_with_new, NULL, NULL);
  none = make_info (NULL, update.new_with_old, update.old_with_new);
  bad[0] = swapped;
  bad[1] = alone;
  bad[2] = none;
  bad[3] = empty;
  g_assert_true (signet_root_update_check (old, good, &error));
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (signet_root_update_check (old, bad[i], &error));
      g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_UNVERIFIED);
      g_clear_error (&error);
    }
}

static void
test_info_unreadable (void)
{
  g_auto (Update) update = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetCertificate) old = NULL;
  g_autoptr (GBytes) null = g_bytes_new_static ("\x05\x00", 2);
  g_autoptr (SignetInfo) info =
    signet_info_new ("1.3.6.1.5.5.7.4.18", SIGNET_INFO_ROOT_UPDATE, NULL);

  update_init (&update);
  old = wrap (update.old);
  signet_info_add_part (info, null);
  g_assert_false (signet_root_update_check (old, info, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pki/root-update/good", test_good);
  g_test_add_func ("/pki/root-update/no-new-with-old", test_no_new_with_old);
  g_test_add_func ("/pki/root-update/substituted", test_substituted);
  g_test_add_func ("/pki/root-update/subordinate", test_subordinate);
  g_test_add_func ("/pki/root-update/end-entity", test_end_entity);
  g_test_add_func ("/pki/root-update/not-self-signed", test_not_self_signed);
  g_test_add_func ("/pki/root-update/other-key", test_other_key);
  g_test_add_func ("/pki/root-update/bad-old-with-new", test_bad_old_with_new);
  g_test_add_func ("/pki/root-update/names", test_names);
  g_test_add_func ("/pki/root-update/nothing-new", test_nothing_new);
  g_test_add_func ("/pki/root-update/old-is-no-root", test_old_is_no_root);
  g_test_add_func ("/pki/root-update/dates", test_dates);
  g_test_add_func ("/pki/root-update/weak-signature", test_weak_signature);
  g_test_add_func ("/pki/root-update/weak-key", test_weak_key);
  g_test_add_func ("/pki/root-update/changed", test_changed);
  g_test_add_func ("/pki/root-update/other-algorithm", test_other_algorithm);

  g_test_add_func ("/pki/root-update/info", test_info);
  g_test_add_func ("/pki/root-update/info-unreadable", test_info_unreadable);

  return g_test_run ();
}
