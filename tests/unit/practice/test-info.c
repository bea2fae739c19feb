/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "practice-client.h"
#include "practice-fixture.h"
#include "practice/signet-practice-der-private.h"
#include "practice/signet-practice-writer-private.h"

#define ID_IT "1.3.6.1.5.5.7.4."

/* Asks in a transaction of its own. */
static GBytes *
ask (PracticeFixture *fixture,
     const char      *oid,
     GBytes          *value,
     const char      *answer)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, NULL);

  return practice_client_ask (client, oid, value, answer);
}

static GBytes *
to_der (X509 *certificate)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();

  g_assert_true (signet_practice_write_x509 (out, certificate));

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static X509 *
next_certificate (const guchar **p,
                  const guchar  *end)
{
  X509 *certificate = d2i_X509 (NULL, p, (long) (end - *p));

  g_assert_nonnull (certificate);

  return certificate;
}

static void
test_ca_certs (PracticeFixture *fixture,
               gconstpointer    data)
{
  g_autoptr (GBytes) value = NULL;
  g_autoptr (X509) first = NULL;
  g_autoptr (X509) second = NULL;
  const guchar *p;
  const guchar *end;

  practice_fixture_set (fixture, "intermediate", NULL);
  practice_fixture_restart (fixture);
  value = ask (fixture, ID_IT "17", NULL, ID_IT "17");
  practice_assert_events (fixture, "asked");
  g_assert_cmpstr (fixture->last->text, ==, "caCerts");
  g_assert_cmpstr (fixture->last->reference, ==, "1001");
  g_assert_true (signet_practice_der_enter (g_bytes_get_data (value, NULL),
                                            g_bytes_get_size (value), &p, &end));
  first = next_certificate (&p, end);
  second = next_certificate (&p, end);
  g_assert_true (p == end);
  g_assert_cmpint (X509_cmp (second, signet_practice_ca_get_root (fixture->desk->ca)), ==, 0);
  g_assert_cmpint (X509_check_issued (second, first), ==, X509_V_OK);
}

static void
test_root_update (PracticeFixture *fixture,
                  gconstpointer    data)
{
  X509 *root = signet_practice_ca_get_root (fixture->desk->ca);
  g_autoptr (GBytes) old = to_der (root);
  g_autoptr (GBytes) nothing = ask (fixture, ID_IT "20", old, ID_IT "18");
  g_autoptr (GBytes) update = NULL;
  g_autoptr (X509) new_with_new = NULL;
  g_autoptr (X509) new_with_old = NULL;
  g_autoptr (X509) old_with_new = NULL;
  SignetPracticeDer element;
  const guchar *p;
  const guchar *end;

  g_assert_cmpuint (g_bytes_get_size (nothing), ==, 0);
  practice_fixture_set (fixture, "roll-over", NULL);
  practice_fixture_restart (fixture);
  root = signet_practice_ca_get_root (fixture->desk->ca);
  update = ask (fixture, ID_IT "20", old, ID_IT "18");
  g_assert_true (signet_practice_der_enter (g_bytes_get_data (update, NULL),
                                            g_bytes_get_size (update), &p, &end));
  new_with_new = next_certificate (&p, end);
  g_assert_true (signet_practice_der_next (&p, end, &element));
  g_assert_cmpint (element.tag, ==, 0);
  new_with_old = next_certificate (&element.content, end);
  g_assert_true (signet_practice_der_next (&p, end, &element));
  g_assert_cmpint (element.tag, ==, 1);
  old_with_new = next_certificate (&element.content, end);
  g_assert_cmpint (X509_self_signed (new_with_new, 1), ==, 1);
  g_assert_cmpint (X509_verify (new_with_old, X509_get0_pubkey (root)), ==, 1);
  g_assert_cmpint (X509_verify (old_with_new, X509_get0_pubkey (new_with_new)), ==, 1);
  g_assert_cmpint (EVP_PKEY_eq (X509_get0_pubkey (new_with_old), X509_get0_pubkey (new_with_new)),
                   ==, 1);
  g_assert_cmpint (EVP_PKEY_eq (X509_get0_pubkey (old_with_new), X509_get0_pubkey (root)), ==, 1);
}

/* CRLStatus with a distribution point or an issuer, and perhaps the time of a list. */
static GBytes *
make_status (GBytes *source,
             guint   tag,
             GBytes *time)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();

  signet_practice_write_bytes (out, source);
  signet_practice_write_tag (out, 0, SIGNET_PRACTICE_TAG_EXPLICIT (tag));
  if (time != NULL)
    signet_practice_write_bytes (out, time);
  signet_practice_write_tag (out, 0, SIGNET_PRACTICE_TAG_SEQUENCE);
  signet_practice_write_tag (out, 0, SIGNET_PRACTICE_TAG_SEQUENCE);

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static GBytes *
make_names (GENERAL_NAME *name)
{
  g_autoptr (GENERAL_NAMES) names = GENERAL_NAMES_new ();
  unsigned char *der = NULL;
  GBytes *bytes;
  int length;

  sk_GENERAL_NAME_push (names, name);
  length = i2d_GENERAL_NAMES (names, &der);
  bytes = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);

  return bytes;
}

static GBytes *
make_issuer (const X509_NAME *issuer)
{
  GENERAL_NAME *name = GENERAL_NAME_new ();

  GENERAL_NAME_set0_value (name, GEN_DIRNAME, X509_NAME_dup (issuer));

  return make_names (name);
}

/* fullName [0] with an address; its tag replaces that of the SEQUENCE. */
static GBytes *
make_point (const char *url)
{
  GENERAL_NAME *name = GENERAL_NAME_new ();
  ASN1_IA5STRING *text = ASN1_IA5STRING_new ();
  g_autoptr (GBytes) names = NULL;
  gsize length;
  guchar *der;

  ASN1_STRING_set (text, url, -1);
  GENERAL_NAME_set0_value (name, GEN_URI, text);
  names = make_names (name);
  der = g_bytes_unref_to_data (g_steal_pointer (&names), &length);
  der[0] = SIGNET_PRACTICE_TAG_EXPLICIT (0);

  return g_bytes_new_take (der, length);
}

static GBytes *
get_update_time (X509_CRL *crl,
                 int       offset)
{
  g_autoptr (ASN1_STRING) time = ASN1_STRING_dup (X509_CRL_get0_lastUpdate (crl));
  unsigned char *der = NULL;
  struct tm parts;
  GBytes *bytes;
  int length;

  g_assert_cmpint (ASN1_TIME_to_tm (time, &parts), ==, 1);
  g_assert_nonnull (ASN1_TIME_set (time, timegm (&parts) + offset));
  length = i2d_ASN1_TIME (time, &der);
  bytes = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);

  return bytes;
}

static void
assert_list (GBytes *answer,
             GBytes *list)
{
  const guchar *p;
  const guchar *end;

  g_assert_true (signet_practice_der_enter (g_bytes_get_data (answer, NULL),
                                            g_bytes_get_size (answer), &p, &end));
  g_assert_cmpmem (p, (gsize) (end - p), g_bytes_get_data (list, NULL), g_bytes_get_size (list));
}

static void
test_crls (PracticeFixture *fixture,
           gconstpointer    data)
{
  X509 *root = signet_practice_ca_get_root (fixture->desk->ca);
  g_autoptr (GBytes) list = signet_practice_desk_dup_list (fixture->desk,
                                                           SIGNET_PRACTICE_LIST_ISSUER);
  const guchar *p = g_bytes_get_data (list, NULL);
  X509_CRL *crl = d2i_X509_CRL (NULL, &p, (long) g_bytes_get_size (list));
  g_autoptr (GBytes) issuer = make_issuer (X509_get_subject_name (root));
  g_autoptr (X509_NAME) nobody = X509_NAME_new ();
  g_autoptr (GBytes) stranger = make_issuer (nobody);
  g_autoptr (GBytes) point = NULL;
  g_autoptr (GBytes) older = get_update_time (crl, -1);
  g_autoptr (GBytes) same = get_update_time (crl, 0);

  fixture->desk->url = g_strdup ("http://127.0.0.1:9");
  point = make_point ("http://127.0.0.1:9/crl");
  {
    const struct
    {
      GBytes *source;
      guint tag;
      GBytes *time;
      gboolean has_list;
    } cases[] = {
      { issuer, 1, NULL, TRUE },
      { issuer, 1, older, TRUE },
      { issuer, 1, same, FALSE },
      { stranger, 1, NULL, FALSE },
      { point, 0, NULL, TRUE },
      { point, 0, same, FALSE },
    };

    for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autoptr (GBytes) status = make_status (cases[i].source, cases[i].tag, cases[i].time);
        g_autoptr (GBytes) answer = ask (fixture, ID_IT "22", status, ID_IT "23");

        g_test_message ("case %" G_GSIZE_FORMAT, i);
        g_assert_nonnull (answer);
        if (cases[i].has_list)
          assert_list (answer, list);
        else
          g_assert_cmpuint (g_bytes_get_size (answer), ==, 0);
      }
  }
  X509_CRL_free (crl);
}

static void
test_current_crl (PracticeFixture *fixture,
                  gconstpointer    data)
{
  g_autoptr (GBytes) list = signet_practice_desk_dup_list (fixture->desk,
                                                           SIGNET_PRACTICE_LIST_ISSUER);
  g_autoptr (GBytes) answer = ask (fixture, ID_IT "6", NULL, ID_IT "6");

  g_assert_true (g_bytes_equal (list, answer));
}

static void
test_template (PracticeFixture *fixture,
               gconstpointer    data)
{
  g_autoptr (GBytes) answer = ask (fixture, ID_IT "19", NULL, ID_IT "19");
  const guchar *p;
  const guchar *end;
  OSSL_CRMF_CERTTEMPLATE *template;
  char text[100];

  g_assert_true (signet_practice_der_enter (g_bytes_get_data (answer, NULL),
                                            g_bytes_get_size (answer), &p, &end));
  template = d2i_OSSL_CRMF_CERTTEMPLATE (NULL, &p, (long) (end - p));
  g_assert_nonnull (template);
  g_assert_nonnull (X509_NAME_oneline (OSSL_CRMF_CERTTEMPLATE_get0_subject (template), text,
                                       sizeof text));
  g_assert_cmpstr (text, ==, "/O=Practice/CN=");
  g_assert_cmpint (X509v3_get_ext_count (OSSL_CRMF_CERTTEMPLATE_get0_extensions (template)), ==, 1);
  g_assert_true (p < end);
  OSSL_CRMF_CERTTEMPLATE_free (template);
}

static void
test_key_types (PracticeFixture *fixture,
                gconstpointer    data)
{
  g_autoptr (GBytes) answer = ask (fixture, ID_IT "2", NULL, ID_IT "2");
  const guchar *p;
  const guchar *end;
  guint n = 0;

  g_assert_true (signet_practice_der_enter (g_bytes_get_data (answer, NULL),
                                            g_bytes_get_size (answer), &p, &end));
  while (p < end)
    {
      X509_ALGOR *type = d2i_X509_ALGOR (NULL, &p, (long) (end - p));

      g_assert_nonnull (type);
      X509_ALGOR_free (type);
      n++;
    }
  g_assert_cmpuint (n, ==, 4);
}

static void
test_unknown (PracticeFixture *fixture,
              gconstpointer    data)
{
  g_autoptr (GBytes) answer = ask (fixture, "1.2.3.4", NULL, ID_IT "7");
  g_autoptr (GByteArray) expected = g_byte_array_new ();

  signet_practice_write_oid (expected, "1.2.3.4");
  signet_practice_write_tag (expected, 0, SIGNET_PRACTICE_TAG_SEQUENCE);
  g_assert_cmpmem (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), expected->data,
                   expected->len);
  g_assert_cmpstr (fixture->last->text, ==, "1.2.3.4");
}

static void
test_overview (PracticeFixture *fixture,
               gconstpointer    data)
{
  g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, NULL);
  g_autoptr (GBytes) certificates = practice_client_ask (client, NULL, NULL, ID_IT "17");
  g_autoptr (GBytes) template = ask (fixture, NULL, NULL, ID_IT "19");
  g_autoptr (GBytes) list = ask (fixture, NULL, NULL, ID_IT "6");

  g_assert_cmpuint (g_bytes_get_size (certificates), >, 100);
  g_assert_cmpuint (g_bytes_get_size (list), >, 100);
  g_assert_null (template);
}

static void
test_signed (PracticeFixture *fixture,
             gconstpointer    data)
{
  g_autoptr (PracticeClient) owner = practice_fixture_new_client (fixture, "Ada");
  g_autoptr (PracticeClient) client = practice_client_new (fixture->desk, NULL);
  g_autoptr (GBytes) answer = NULL;

  g_assert_cmpint (practice_client_try (owner, OSSL_CMP_IR), ==, 1);
  practice_client_set_signer (client, owner);
  answer = practice_client_ask (client, ID_IT "17", NULL, ID_IT "17");
  g_assert_nonnull (answer);
}

/* Whatever the values are, and where they end too early. */
static void
test_junk (PracticeFixture *fixture,
           gconstpointer    data)
{
  static const char *const oids[] = { "2", "6", "17", "19", "20", "22", "1", "18" };
  static const guchar junk[] = { 0x30, 0x06, 0x30, 0x04, 0xa1, 0x02, 0x04, 0x00 };

  for (gsize i = 0; i < G_N_ELEMENTS (oids); i++)
    {
      g_autofree char *oid = g_strconcat (ID_IT, oids[i], NULL);
      g_autoptr (PracticeClient) client = practice_fixture_new_client (fixture, NULL);
      g_autoptr (GByteArray) question = g_byte_array_new ();
      STACK_OF (OSSL_CMP_ITAV) * infos;

      signet_practice_write_oid (question, oid);
      g_byte_array_append (question, junk, sizeof junk);
      signet_practice_write_tag (question, 0, SIGNET_PRACTICE_TAG_SEQUENCE);
      signet_practice_write_tag (question, 0, SIGNET_PRACTICE_TAG_SEQUENCE);
      signet_practice_write_tag (question, 0, SIGNET_PRACTICE_TAG_EXPLICIT (21));
      client->body = g_byte_array_free_to_bytes (g_steal_pointer (&question));
      client->may_fail = TRUE;
      infos = OSSL_CMP_exec_GENM_ses (client->context);
      sk_OSSL_CMP_ITAV_pop_free (infos, OSSL_CMP_ITAV_free);
      g_assert_cmpuint (client->sent->len, ==, 1);
    }
}

#define ADD(path, function) \
  g_test_add ("/practice/info/" path, PracticeFixture, NULL, practice_fixture_set_up, function, \
              practice_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("ca-certs", test_ca_certs);
  ADD ("root-update", test_root_update);
  ADD ("crls", test_crls);
  ADD ("current-crl", test_current_crl);
  ADD ("template", test_template);
  ADD ("key-types", test_key_types);
  ADD ("unknown", test_unknown);
  ADD ("overview", test_overview);
  ADD ("signed", test_signed);
  ADD ("junk", test_junk);

  return g_test_run ();
}
