/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "der.h"
#include "fault-cmp.h"
#include "fault-message.h"
#include "pki-fixture.h"

#define CODE "s3cret"
#define DAY (24 * 60 * 60L)

/* Whom the certificates of a test are for, and who issues them. */
static EVP_PKEY *client;
static EVP_PKEY *ca_pkey;
static X509 *ca;

void
fault_cmp_begin (EVP_PKEY *pkey)
{
  const PkiFixture what = { .common_name = "CA of the faults", .ca = TRUE };

  client = pkey;
  ca_pkey = pki_fixture_new_pkey ();
  ca = pki_fixture_new_x509 (&what, ca_pkey, NULL, NULL);
}

void
fault_cmp_end (void)
{
  client = NULL;
  g_clear_pointer (&ca_pkey, EVP_PKEY_free);
  g_clear_pointer (&ca, X509_free);
}

GBytes *
fault_cmp_dup_ca (void)
{
  return signet_x509_to_der (ca);
}

static GBytes *
set_header (GBytes     *genuine,
            guchar      tag,
            GByteArray *element)
{
  g_autoptr (FaultMessage) message = fault_message_parse (genuine);

  fault_message_set (message, tag, element);
  fault_message_protect (message, CODE);

  return fault_message_join (message);
}

static GBytes *
flip_header (GBytes *genuine,
             guchar  tag)
{
  g_autoptr (FaultMessage) message = fault_message_parse (genuine);
  GByteArray *element = fault_message_get (message, tag);

  element->data[element->len - 1] ^= 1;
  fault_message_protect (message, CODE);

  return fault_message_join (message);
}

GBytes *
fault_cmp_transaction (GBytes *genuine)
{
  return flip_header (genuine, 0xa4);
}

GBytes *
fault_cmp_no_transaction (GBytes *genuine)
{
  return set_header (genuine, 0xa4, NULL);
}

GBytes *
fault_cmp_nonce (GBytes *genuine)
{
  return flip_header (genuine, 0xa6);
}

GBytes *
fault_cmp_no_nonce (GBytes *genuine)
{
  return set_header (genuine, 0xa6, NULL);
}

GBytes *
fault_cmp_pvno_1 (GBytes *genuine)
{
  return set_header (genuine, 0x02, der_integer (1));
}

GBytes *
fault_cmp_pvno_99 (GBytes *genuine)
{
  return set_header (genuine, 0x02, der_integer (99));
}

static GBytes *
set_body (GBytes     *genuine,
          GByteArray *body)
{
  g_autoptr (FaultMessage) message = fault_message_parse (genuine);

  g_byte_array_unref (message->body);
  message->body = body;
  fault_message_protect (message, CODE);

  return fault_message_join (message);
}

GBytes *
fault_cmp_error (GBytes *genuine)
{
  return set_body (
    genuine, der_wrap (0xb7, der_wrap (0x30, der_status (2, "no", 1u << 23), NULL), NULL));
}

GBytes *
fault_cmp_pkiconf (GBytes *genuine)
{
  return set_body (genuine, der_wrap (0xb3, der_raw ("\005", 2), NULL));
}

GBytes *
fault_cmp_genp (GBytes *genuine)
{
  return set_body (genuine, der_wrap (0xb6, der_wrap (0x30, NULL), NULL));
}

static GBytes *
set_poll (GBytes     *genuine,
          int         request,
          GByteArray *seconds)
{
  GByteArray *row = der_wrap (0x30, der_integer (request), seconds, NULL);

  return set_body (genuine, der_wrap (0xba, der_wrap (0x30, row, NULL), NULL));
}

GBytes *
fault_cmp_poll_rep (GBytes *genuine)
{
  return set_poll (genuine, 0, der_integer (1));
}

GBytes *
fault_cmp_poll_negative (GBytes *genuine)
{
  return set_poll (genuine, 0, der_raw ("\002\001\200", 3));
}

GBytes *
fault_cmp_poll_huge (GBytes *genuine)
{
  return set_poll (genuine, 0, der_raw ("\002\011\177\377\377\377\377\377\377\377\377", 11));
}

GBytes *
fault_cmp_poll_other (GBytes *genuine)
{
  return set_poll (genuine, 7, der_integer (1));
}

/* A CertResponse (RFC 9810 5.3.4). */
static GByteArray *
response (int         request,
          GByteArray *status,
          GByteArray *pair)
{
  if (pair == NULL)
    return der_wrap (0x30, der_integer (request), status, NULL);

  return der_wrap (0x30, der_integer (request), status, der_wrap (0x30, pair, NULL), NULL);
}

static GByteArray *
status (int number)
{
  return der_wrap (0x30, der_integer (number), NULL);
}

static GBytes *
set_responses (GBytes     *genuine,
               GByteArray *responses)
{
  return set_body (genuine, der_wrap (0xa1, der_wrap (0x30, responses, NULL), NULL));
}

static GByteArray *
issue (const PkiFixture *what,
       EVP_PKEY         *pkey,
       X509             *issuer,
       EVP_PKEY         *issuer_pkey)
{
  g_autoptr (X509) x509 = pki_fixture_new_x509 (what, pkey, issuer, issuer_pkey);
  g_autoptr (GBytes) der = signet_x509_to_der (x509);

  return der_wrap (0xa0, der_raw (g_bytes_get_data (der, NULL), g_bytes_get_size (der)), NULL);
}

static GBytes *
set_certificate (GBytes     *genuine,
                 GByteArray *certificate)
{
  return set_responses (genuine, der_wrap (0x30, response (0, status (0), certificate), NULL));
}

static GByteArray *
good_certificate (void)
{
  const PkiFixture what = { .common_name = "Ada Lovelace" };

  return issue (&what, client, ca, ca_pkey);
}

/* What the other certificates are measured by. */
GBytes *
fault_cmp_good (GBytes *genuine)
{
  return set_certificate (genuine, good_certificate ());
}

GBytes *
fault_cmp_no_response (GBytes *genuine)
{
  return set_responses (genuine, der_wrap (0x30, NULL));
}

GBytes *
fault_cmp_two_responses (GBytes *genuine)
{
  return set_responses (genuine, der_wrap (0x30, response (0, status (0), good_certificate ()),
                                           response (1, status (0), good_certificate ()), NULL));
}

GBytes *
fault_cmp_other_request (GBytes *genuine)
{
  return set_responses (genuine,
                        der_wrap (0x30, response (5, status (0), good_certificate ()), NULL));
}

GBytes *
fault_cmp_no_certificate (GBytes *genuine)
{
  return set_responses (genuine, der_wrap (0x30, response (0, status (0), NULL), NULL));
}

GBytes *
fault_cmp_not_certificate (GBytes *genuine)
{
  return set_certificate (
    genuine, der_wrap (0xa0, der_wrap (0x30, der_integer (1), der_integer (2), NULL), NULL));
}

/* Encrypted for a key that the client does not have (RFC 9810 5.2.8.2). */
GBytes *
fault_cmp_encrypted (GBytes *genuine)
{
  return set_certificate (
    genuine, der_wrap (0xa1, der_wrap (0x30, der_raw ("\003\002\000\001", 4), NULL), NULL));
}

GBytes *
fault_cmp_status (GBytes *genuine)
{
  return set_responses (genuine,
                        der_wrap (0x30, response (0, status (99), good_certificate ()), NULL));
}

GBytes *
fault_cmp_rejection (GBytes *genuine)
{
  return set_responses (
    genuine, der_wrap (0x30, response (0, der_status (2, "not today", 1u << 23), NULL), NULL));
}

GBytes *
fault_cmp_other_key (GBytes *genuine)
{
  const PkiFixture what = { .common_name = "Ada Lovelace" };

  return set_certificate (genuine, issue (&what, ca_pkey, ca, ca_pkey));
}

GBytes *
fault_cmp_expired (GBytes *genuine)
{
  const PkiFixture what = { .common_name = "Ada Lovelace", .not_before = -3 * DAY };

  return set_certificate (genuine, issue (&what, client, ca, ca_pkey));
}

GBytes *
fault_cmp_not_yet (GBytes *genuine)
{
  const PkiFixture what = { .common_name = "Ada Lovelace", .not_before = DAY };

  return set_certificate (genuine, issue (&what, client, ca, ca_pkey));
}

GBytes *
fault_cmp_other_subject (GBytes *genuine)
{
  const PkiFixture what = { .common_name = "Charles Babbage" };

  return set_certificate (genuine, issue (&what, client, ca, ca_pkey));
}

GBytes *
fault_cmp_other_ca (GBytes *genuine)
{
  const PkiFixture what = { .common_name = "Another CA", .ca = TRUE };
  const PkiFixture leaf = { .common_name = "Ada Lovelace" };
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  g_autoptr (X509) other = pki_fixture_new_x509 (&what, pkey, NULL, NULL);

  return set_certificate (genuine, issue (&leaf, client, other, pkey));
}
