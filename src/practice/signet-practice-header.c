/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-header-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>
#include <openssl/objects.h>

#include "pki/signet-asn1-private.h"
#include "practice/signet-practice-ca-private.h"
#include "practice/signet-practice-der-private.h"

#define TAG_PROTECTION_ALG 1
#define TAG_SENDER_KID 2
#define TAG_GENERAL_INFO 8
#define TAG_EXTRA_CERTS 1                     /* of PKIMessage */
#define OID_CERT_PROFILE "1.3.6.1.5.5.7.4.21" /* OpenSSL 3.0 has no name for it */
#define MAX_PROFILES 8

/* [1] EXPLICIT AlgorithmIdentifier */
static void
read_protection (SignetPracticeHeader *self,
                 const guchar         *der,
                 gsize                 length)
{
  SignetPracticeDer tagged;
  SignetPracticeDer algorithm;
  const guchar *p;
  const guchar *end;
  g_autoptr (ASN1_OBJECT) oid = NULL;

  if (!signet_practice_der_find (der, length, TAG_PROTECTION_ALG, &tagged))
    return;
  self->is_protected = TRUE;
  if (!signet_practice_der_enter (tagged.content, tagged.length, &p, &end) ||
      !signet_practice_der_next (&p, end, &algorithm))
    return;

  p = algorithm.start;
  oid = d2i_ASN1_OBJECT (NULL, &p, (long) (end - p));
  self->is_mac = oid != NULL && OBJ_obj2nid (oid) == NID_id_PasswordBasedMAC;
}

/* [2] EXPLICIT OCTET STRING */
static void
read_sender_kid (SignetPracticeHeader *self,
                 const guchar         *der,
                 gsize                 length)
{
  SignetPracticeDer tagged;
  const guchar *p;
  const guchar *end;

  if (signet_practice_der_find (der, length, TAG_SENDER_KID, &tagged) &&
      signet_practice_der_enter (tagged.content, tagged.length, &p, &end))
    self->sender_kid = g_bytes_new (p, (gsize) (end - p));
}

/* CertProfileValue ::= SEQUENCE SIZE (1..MAX) OF UTF8String */
static GStrv
read_profiles (const SignetPracticeDer *value)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  const guchar *p = value->content;
  const guchar *end = value->content + value->length;
  SignetPracticeDer name;

  for (guint i = 0; i < MAX_PROFILES && signet_practice_der_next (&p, end, &name); i++)
    {
      g_autofree char *text = g_strndup ((const char *) name.content, name.length);
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      g_strv_builder_add (names, valid);
    }

  return g_strv_builder_end (names);
}

/* InfoTypeAndValue ::= SEQUENCE { infoType OBJECT IDENTIFIER, infoValue ANY OPTIONAL } */
static void
read_info (SignetPracticeHeader    *self,
           const SignetPracticeDer *info)
{
  const guchar *p = info->content;
  const guchar *end = info->content + info->length;
  const guchar *start = p;
  SignetPracticeDer type;
  SignetPracticeDer value;
  g_autoptr (ASN1_OBJECT) oid = NULL;
  g_autofree char *text = NULL;

  if (!signet_practice_der_next (&p, end, &type))
    return;
  oid = d2i_ASN1_OBJECT (NULL, &start, (long) (p - start));
  text = oid != NULL ? signet_oid_to_text (oid) : NULL;
  if (text == NULL)
    return;
  if (OBJ_obj2nid (oid) == NID_id_it_implicitConfirm)
    self->wants_implicit = TRUE;
  else if (g_str_equal (text, OID_CERT_PROFILE) && self->profiles == NULL &&
           signet_practice_der_next (&p, end, &value))
    self->profiles = read_profiles (&value);
}

/* [8] EXPLICIT SEQUENCE OF InfoTypeAndValue */
static void
read_general_info (SignetPracticeHeader *self,
                   const guchar         *der,
                   gsize                 length)
{
  SignetPracticeDer tagged;
  SignetPracticeDer info;
  const guchar *p;
  const guchar *end;

  if (!signet_practice_der_find (der, length, TAG_GENERAL_INFO, &tagged) ||
      !signet_practice_der_enter (tagged.content, tagged.length, &p, &end))
    return;
  while (signet_practice_der_next (&p, end, &info))
    read_info (self, &info);
}

/**
 * signet_practice_header_new:
 * @message: a message, not verified
 * @error: return location for a %SIGNET_ERROR_NOT_CMP
 *
 * Reads the header. A message without a transaction identifier, or with one that cannot become the
 * name of a file, is no message that the practice CA can answer.
 *
 * Returns: (transfer full) (nullable): what is in the header
 */
SignetPracticeHeader *
signet_practice_header_new (const OSSL_CMP_MSG  *message,
                            GError             **error)
{
  const OSSL_CMP_PKIHEADER *header = OSSL_CMP_MSG_get0_header (message);
  const ASN1_OCTET_STRING *id = header != NULL ? OSSL_CMP_HDR_get0_transactionID (header) : NULL;
  SignetPracticeHeader *self;
  unsigned char *der = NULL;
  int length;

  if (id == NULL || ASN1_STRING_length (id) < 1 || ASN1_STRING_length (id) > SIGNET_PRACTICE_MAX_ID)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NOT_CMP,
                           _ ("The message has no usable transaction identifier."));
      return NULL;
    }

  self = g_new0 (SignetPracticeHeader, 1);
  self->transaction = signet_hex_encode (ASN1_STRING_get0_data (id),
                                         (gsize) ASN1_STRING_length (id), 0);
  length = i2d_OSSL_CMP_PKIHEADER (header, &der);
  if (length > 0)
    {
      read_protection (self, der, (gsize) length);
      read_sender_kid (self, der, (gsize) length);
      read_general_info (self, der, (gsize) length);
    }
  OPENSSL_free (der);
  ERR_clear_error ();

  return self;
}

/**
 * signet_practice_header_free:
 * @self: (transfer full): a header
 *
 * Frees @self.
 */
void
signet_practice_header_free (SignetPracticeHeader *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->transaction);
  g_clear_pointer (&self->sender_kid, g_bytes_unref);
  g_strfreev (self->profiles);
  g_free (self);
}

/**
 * signet_practice_header_dup_reference:
 * @self: a header
 *
 * Returns: (transfer full) (nullable): the reference number that the client gave, %NULL when it
 *   gave none; bytes that are no text become question marks, which no reference number matches
 */
char *
signet_practice_header_dup_reference (const SignetPracticeHeader *self)
{
  const char *text;
  gsize length;

  if (self->sender_kid == NULL)
    return NULL;
  text = g_bytes_get_data (self->sender_kid, &length);
  if (length == 0)
    return NULL;

  return g_utf8_validate (text, (gssize) length, NULL) ? g_strndup (text, length) : g_strdup ("?");
}

/**
 * signet_practice_header_dup_key_id:
 * @self: a header
 *
 * Returns: (transfer full) (nullable): the key identifier of a sender that signs, hexadecimal
 */
char *
signet_practice_header_dup_key_id (const SignetPracticeHeader *self)
{
  const guchar *data;
  gsize length;

  if (self->sender_kid == NULL)
    return NULL;
  data = g_bytes_get_data (self->sender_kid, &length);

  return signet_hex_encode (data, length, 0);
}

/**
 * signet_practice_read_signer_serial:
 * @message: DER of a PKIMessage, not verified
 *
 * A client that signs puts its certificate first among those that it sends along (RFC 9483 3.3).
 *
 * Returns: (transfer full) (nullable): serial number of that certificate, hexadecimal
 */
char *
signet_practice_read_signer_serial (GBytes *message)
{
  gsize length;
  const guchar *data = g_bytes_get_data (message, &length);
  const guchar *p;
  const guchar *end;
  SignetPracticeDer element;
  g_autoptr (X509) signer = NULL;

  /* Header and body come first; the body's tag could be the same. */
  if (!signet_practice_der_enter (data, length, &p, &end) ||
      !signet_practice_der_next (&p, end, &element) ||
      !signet_practice_der_next (&p, end, &element))
    return NULL;
  while (signet_practice_der_next (&p, end, &element))
    if (element.tag == TAG_EXTRA_CERTS &&
        signet_practice_der_enter (element.content, element.length, &p, &end))
      {
        signer = d2i_X509 (NULL, &p, (long) (end - p));
        break;
      }
  ERR_clear_error ();

  return signer != NULL ? signet_practice_x509_get_serial (signer) : NULL;
}
