/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-ca-private.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "practice-fixture.h"
#include "practice/signet-practice-grant-private.h"

typedef struct
{
  char *folder;
  SignetPracticeCa *ca;
  EVP_PKEY *key;
  OSSL_CMP_CTX *context;
  SignetPracticeBehaviour *behaviour;
  X509_EXTENSIONS *raw; /* put into the request as they are */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("signet-ca-XXXXXX", NULL);
  self->behaviour = signet_practice_behaviour_new ();
  self->ca = signet_practice_ca_load (self->folder, self->behaviour, &error);
  g_assert_no_error (error);
  self->key = EVP_EC_gen ("P-256");
  self->context = OSSL_CMP_CTX_new (NULL, NULL);
  EVP_PKEY_up_ref (self->key);
  OSSL_CMP_CTX_set0_newPkey (self->context, 1, self->key);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_pointer (&self->ca, signet_practice_ca_free);
  signet_practice_behaviour_free (self->behaviour);
  EVP_PKEY_free (self->key);
  OSSL_CMP_CTX_free (self->context);
  practice_remove_folder (self->folder);
  g_free (self->folder);
}

static char *
get_path (Fixture    *self,
          const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static void
set_subject (Fixture    *self,
             int         nid,
             const char *value)
{
  g_autoptr (X509_NAME) name = X509_NAME_new ();

  X509_NAME_add_entry_by_NID (name, nid, MBSTRING_UTF8, (const guchar *) value, -1, -1, 0);
  OSSL_CMP_CTX_set1_subjectName (self->context, name);
}

static void
add_extension (X509_EXTENSIONS **extensions,
               int               nid,
               const char       *value)
{
  X509_EXTENSION *extension;
  X509V3_CTX context;

  X509V3_set_ctx_nodb (&context);
  X509V3_set_ctx (&context, NULL, NULL, NULL, NULL, 0);
  extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  g_assert_nonnull (extension);
  X509v3_add_ext (extensions, extension, -1);
  X509_EXTENSION_free (extension);
}

static SignetPracticeTemplate *
read_template (Fixture               *self,
               SignetPracticeRefusal *refusal)
{
  OSSL_CRMF_MSG *request = OSSL_CMP_CTX_setup_CRM (self->context, 0, 0);
  SignetPracticeTemplate *template;

  g_assert_nonnull (request);
  if (self->raw != NULL)
    g_assert_cmpint (OSSL_CRMF_MSG_set0_extensions (request, g_steal_pointer (&self->raw)), ==, 1);
  template = signet_practice_template_new (request, NULL, NULL, refusal);
  OSSL_CRMF_MSG_free (request);

  return template;
}

static X509 *
issue (Fixture *self)
{
  SignetPracticeRefusal refusal = { 0, NULL };
  g_autoptr (SignetPracticeTemplate) template = read_template (self, &refusal);
  g_autoptr (GError) error = NULL;
  X509 *certificate;

  g_assert_cmpstr (refusal.text, ==, NULL);
  g_assert_nonnull (template);
  g_assert_true (signet_practice_grant (template, self->behaviour,
                                        signet_practice_ca_get_root (self->ca), &refusal));
  certificate = signet_practice_ca_issue (self->ca, template, NULL, &error);
  g_assert_no_error (error);

  return certificate;
}

static gint64
to_seconds (const ASN1_TIME *end)
{
  int days;
  int seconds;

  g_assert_cmpint (ASN1_TIME_diff (&days, &seconds, NULL, end), ==, 1);

  return (gint64) days * 24 * 60 * 60 + seconds;
}

static void
test_root (Fixture       *self,
           gconstpointer  data)
{
  X509 *root = signet_practice_ca_get_root (self->ca);
  g_autofree char *subject = X509_NAME_oneline (X509_get_subject_name (root), NULL, 0);
  g_autofree char *key_file = get_path (self, "ca.key.pem");
  GStatBuf status;

  g_assert_cmpstr (subject, ==, "/CN=Practice CA, Not for Real Use");
  g_assert_cmpint (X509_check_ca (root), ==, 1);
  g_assert_cmphex (X509_get_key_usage (root), ==,
                   KU_KEY_CERT_SIGN | KU_CRL_SIGN | KU_DIGITAL_SIGNATURE);
  g_assert_cmpint (X509_self_signed (root, 1), ==, 1);
  g_assert_cmpint (to_seconds (X509_get0_notAfter (root)), >, (gint64) 3649 * 24 * 60 * 60);
  g_assert_cmpint (g_stat (key_file, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_reload (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (SignetPracticeCa) again =
    signet_practice_ca_load (self->folder, self->behaviour, NULL);
  g_autofree char *root_file = get_path (self, "ca.pem");
  g_autoptr (SignetPracticeCa) renewed = NULL;

  g_assert_cmpint (
    X509_cmp (signet_practice_ca_get_root (self->ca), signet_practice_ca_get_root (again)), ==, 0);
  g_assert_cmpint (g_unlink (root_file), ==, 0);
  renewed = signet_practice_ca_load (self->folder, self->behaviour, NULL);
  g_assert_cmpint (EVP_PKEY_eq (signet_practice_ca_get_root_pair (self->ca)->key,
                                signet_practice_ca_get_root_pair (renewed)->key),
                   ==, 1);
  g_assert_cmpint (
    X509_cmp (signet_practice_ca_get_root (self->ca), signet_practice_ca_get_root (renewed)), !=,
    0);
}

static void
assert_damaged (Fixture    *self,
                const char *name,
                const char *text)
{
  g_autofree char *path = get_path (self, name);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_null (signet_practice_ca_load (self->folder, self->behaviour, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED);
}

static void
test_damaged (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *other = g_dir_make_tmp ("signet-ca-XXXXXX", NULL);
  g_autoptr (SignetPracticeCa) other_ca = signet_practice_ca_load (other, self->behaviour, NULL);
  g_autofree char *other_root = signet_practice_x509_to_pem (
    signet_practice_ca_get_root (other_ca));

  assert_damaged (self, "ca.pem", other_root);
  assert_damaged (self, "ca.pem", "nonsense");
  assert_damaged (self, "ca.key.pem", "nonsense");
  practice_remove_folder (other);
}

static void
test_issue (Fixture       *self,
            gconstpointer  data)
{
  X509 *root = signet_practice_ca_get_root (self->ca);
  g_autoptr (X509) first = NULL;
  g_autoptr (X509) second = NULL;
  g_autofree char *first_serial = NULL;
  g_autofree char *second_serial = NULL;

  set_subject (self, NID_commonName, "Ada");
  first = issue (self);
  second = issue (self);
  first_serial = signet_practice_x509_get_serial (first);
  second_serial = signet_practice_x509_get_serial (second);
  g_assert_cmpuint (strlen (first_serial), ==, 32);
  g_assert_cmpstr (first_serial, !=, second_serial);
  g_assert_cmpint (X509_verify (first, signet_practice_ca_get_root_pair (self->ca)->key), ==, 1);
  g_assert_cmpint (X509_check_issued (root, first), ==, X509_V_OK);
  g_assert_cmpint (X509_check_ca (first), ==, 0);
  g_assert_cmpint (X509_check_private_key (first, self->key), ==, 1);
  g_assert_cmpint (to_seconds (X509_get0_notBefore (first)), >=, -310);
  g_assert_cmpint (to_seconds (X509_get0_notBefore (first)), <=, -290);
  g_assert_cmpint (to_seconds (X509_get0_notAfter (first)), >, 29 * 24 * 60 * 60);
  g_assert_cmpint (to_seconds (X509_get0_notAfter (first)), <=, 30 * 24 * 60 * 60);
  g_assert_nonnull (X509_get0_subject_key_id (first));
  g_assert_cmpint (
    ASN1_OCTET_STRING_cmp (X509_get0_authority_key_id (first), X509_get0_subject_key_id (root)), ==,
    0);
}

static void
test_extensions (Fixture       *self,
                 gconstpointer  data)
{
  X509_EXTENSIONS *asked = NULL;
  g_autoptr (X509) certificate = NULL;

  add_extension (&asked, NID_subject_alt_name, "DNS:www.example,email:ada@example.org");
  add_extension (&asked, NID_key_usage, "critical,digitalSignature");
  add_extension (&asked, NID_ext_key_usage, "clientAuth,emailProtection");
  add_extension (&asked, NID_basic_constraints, "critical,CA:TRUE");
  add_extension (&asked, NID_netscape_comment, "hello");
  set_subject (self, NID_commonName, "Ada");
  OSSL_CMP_CTX_set0_reqExtensions (self->context, asked);
  certificate = issue (self);
  g_assert_cmpint (X509_check_host (certificate, "www.example", 0, 0, NULL), ==, 1);
  g_assert_cmpint (X509_check_email (certificate, "ada@example.org", 0, 0), ==, 1);
  g_assert_cmphex (X509_get_key_usage (certificate), ==, KU_DIGITAL_SIGNATURE);
  g_assert_cmphex (X509_get_extended_key_usage (certificate), ==, XKU_SSL_CLIENT | XKU_SMIME);
  g_assert_cmpint (X509_check_ca (certificate), ==, 0);
  g_assert_cmpint (X509_get_ext_by_NID (certificate, NID_netscape_comment, -1), >=, 0);
}

static void
assert_refused (Fixture *self,
                int      fail_info)
{
  SignetPracticeRefusal refusal = { -1, NULL };

  g_assert_null (read_template (self, &refusal));
  g_assert_cmpint (refusal.fail_info, ==, fail_info);
  g_assert_nonnull (refusal.text);
}

static void
test_refused (Fixture       *self,
              gconstpointer  data)
{
  SignetPracticeRefusal refusal = { 0, NULL };
  g_autoptr (SignetPracticeTemplate) template = NULL;

  set_subject (self, NID_commonName, "Refused");
  assert_refused (self, OSSL_CMP_PKIFAILUREINFO_notAuthorized);
  set_subject (self, NID_organizationName, "Refused");
  assert_refused (self, OSSL_CMP_PKIFAILUREINFO_notAuthorized);
  set_subject (self, NID_organizationalUnitName, "Refused");
  template = read_template (self, &refusal);
  g_assert_nonnull (template);
}

static void
test_refused_part (Fixture       *self,
                   gconstpointer  data)
{
  SignetPracticeRefusal refusal = { 0, NULL };
  g_autoptr (SignetPracticeTemplate) template = NULL;

  set_subject (self, NID_commonName, "Refused by many");
  template = read_template (self, &refusal);
  g_assert_nonnull (template);
}

static void
test_bad_extension (Fixture       *self,
                    gconstpointer  data)
{
  X509_EXTENSIONS *asked = NULL;
  g_autoptr (ASN1_OBJECT) oid = OBJ_nid2obj (NID_key_usage);
  ASN1_OCTET_STRING *value = ASN1_OCTET_STRING_new ();
  X509_EXTENSION *extension;

  ASN1_OCTET_STRING_set (value, (const guchar *) "\x05\x00", 2);
  extension = X509_EXTENSION_create_by_OBJ (NULL, oid, 0, value);
  X509v3_add_ext (&asked, extension, -1);
  X509_EXTENSION_free (extension);
  ASN1_OCTET_STRING_free (value);
  set_subject (self, NID_commonName, "Ada");
  OSSL_CMP_CTX_set0_reqExtensions (self->context, asked);
  assert_refused (self, OSSL_CMP_PKIFAILUREINFO_badCertTemplate);
}

static void
test_extension_twice (Fixture       *self,
                      gconstpointer  data)
{
  add_extension (&self->raw, NID_key_usage, "digitalSignature");
  add_extension (&self->raw, NID_key_usage, "keyAgreement");
  set_subject (self, NID_commonName, "Ada");
  assert_refused (self, OSSL_CMP_PKIFAILUREINFO_badCertTemplate);
}

static void
test_no_key (Fixture       *self,
             gconstpointer  data)
{
  SignetPracticeRefusal refusal = { -1, NULL };
  OSSL_CRMF_MSG *request = OSSL_CRMF_MSG_new ();

  g_assert_null (signet_practice_template_new (request, NULL, NULL, &refusal));
  g_assert_cmpint (refusal.fail_info, ==, OSSL_CMP_PKIFAILUREINFO_badCertTemplate);
  OSSL_CRMF_MSG_free (request);
}

#define ADD(path, function) \
  g_test_add ("/practice/ca/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("root", test_root);
  ADD ("reload", test_reload);
  ADD ("damaged", test_damaged);
  ADD ("issue", test_issue);
  ADD ("extensions", test_extensions);
  ADD ("refused", test_refused);
  ADD ("refused-part", test_refused_part);
  ADD ("bad-extension", test_bad_extension);
  ADD ("extension-twice", test_extension_twice);
  ADD ("no-key", test_no_key);

  return g_test_run ();
}
