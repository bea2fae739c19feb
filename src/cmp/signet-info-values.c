/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-info-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/asn1.h>

#include "core/signet-text.h"
#include "pki/signet-asn1-private.h"
#include "pki/signet-crl-private.h"
#include "pki/signet-ossl-private.h"

#define MAX_PARTS 500
#define MAX_TEXT 200 /* characters */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_ALGOR, X509_ALGOR_free)

/* What is said of every element of a list. */
static gboolean
read_list (SignetInfo        *info,
           SignetReplyCursor  value,
           SignetInfoReader   read)
{
  SignetReplyCursor list, element;

  if (!signet_reply_cursor_take_universal (&value, V_ASN1_SEQUENCE, &list))
    return FALSE;
  for (guint i = 0; list.length > 0; i++)
    {
      if (i >= MAX_PARTS || !signet_info_take_element (&list, &element) || !read (info, element))
        return FALSE;
    }

  return TRUE;
}

static void
leave_out (SignetInfo *info,
           X509       *certificate)
{
  g_autoptr (SignetName) name =
    certificate != NULL ? signet_name_new_from_x509 (X509_get_subject_name (certificate)) : NULL;
  g_autofree char *shown = name != NULL ? signet_name_to_display (name) : NULL;

  signet_info_add_field (info, _ ("Left out, since it is no CA certificate"),
                         shown != NULL ? shown : "?");
}

/* RFC 9483 4.3.1: the client checks that they are certificates of CAs. */
static gboolean
add_certificate (SignetInfo        *info,
                 SignetReplyCursor  element)
{
  g_autoptr (GBytes) der = signet_info_cursor_to_bytes (element);
  g_autoptr (X509) certificate = signet_x509_from_der (der, NULL);

  if (certificate != NULL && X509_check_ca (certificate) == 1)
    signet_info_add_part (info, der);
  else
    leave_out (info, certificate);

  return TRUE;
}

/**
 * signet_info_read_certificates:
 * @info: what is filled in
 * @value: CaCertsValue ::= SEQUENCE OF CMPCertificate
 *
 * Returns: whether @value is that
 */
gboolean
signet_info_read_certificates (SignetInfo        *info,
                               SignetReplyCursor  value)
{
  return read_list (info, value, add_certificate);
}

static GBytes *
read_certificate (SignetReplyCursor *cursor)
{
  SignetReplyCursor element;
  g_autoptr (GBytes) der = NULL;
  g_autoptr (X509) certificate = NULL;

  if (!signet_info_take_element (cursor, &element))
    return NULL;
  der = signet_info_cursor_to_bytes (element);
  certificate = signet_x509_from_der (der, NULL);

  return certificate != NULL ? g_steal_pointer (&der) : NULL;
}

/* An optional certificate in an EXPLICIT tag. */
static gboolean
read_tagged (SignetReplyCursor  *cursor,
             int                 wanted,
             GBytes            **der)
{
  SignetReplyCursor rest = *cursor, content;
  int tag, tag_class;

  *der = NULL;
  if (!signet_reply_cursor_take (&rest, &tag, &tag_class, &content) || tag != wanted ||
      tag_class != V_ASN1_CONTEXT_SPECIFIC)
    return TRUE;
  *cursor = rest;
  *der = read_certificate (&content);

  return *der != NULL && content.length == 0;
}

/* In the order of SignetInfoRoot; what is missing is NULL. */
static void
add_roots (SignetInfo *info,
           GBytes     *new_with_new,
           GBytes     *new_with_old,
           GBytes     *old_with_new)
{
  signet_info_add_part (info, new_with_new);
  signet_info_add_part (info, new_with_old);
  signet_info_add_part (info, old_with_new);
}

/**
 * signet_info_read_root_update:
 * @info: what is filled in
 * @value: RootCaKeyUpdateValue ::= SEQUENCE { newWithNew, newWithOld [0] OPTIONAL, oldWithNew [1]
 *   OPTIONAL }
 *
 * Returns: whether @value is that
 */
gboolean
signet_info_read_root_update (SignetInfo        *info,
                              SignetReplyCursor  value)
{
  SignetReplyCursor content;
  g_autoptr (GBytes) new_with_new = NULL;
  g_autoptr (GBytes) new_with_old = NULL;
  g_autoptr (GBytes) old_with_new = NULL;

  if (!signet_reply_cursor_take_universal (&value, V_ASN1_SEQUENCE, &content))
    return FALSE;
  new_with_new = read_certificate (&content);
  if (new_with_new == NULL || !read_tagged (&content, 0, &new_with_old) ||
      !read_tagged (&content, 1, &old_with_new) || content.length > 0)
    return FALSE;
  add_roots (info, new_with_new, new_with_old, old_with_new);

  return TRUE;
}

/**
 * signet_info_read_key_update:
 * @info: what is filled in
 * @value: CAKeyUpdAnnContent ::= SEQUENCE { oldWithNew, newWithOld, newWithNew }, or in a tag [0]
 *   what signet_info_read_root_update() reads (RFC 9810 5.3.13)
 *
 * Returns: whether @value is one of both
 */
gboolean
signet_info_read_key_update (SignetInfo        *info,
                             SignetReplyCursor  value)
{
  SignetReplyCursor rest = value, content;
  g_autoptr (GBytes) new_with_new = NULL;
  g_autoptr (GBytes) new_with_old = NULL;
  g_autoptr (GBytes) old_with_new = NULL;
  int tag, tag_class;

  if (!signet_reply_cursor_take (&rest, &tag, &tag_class, &content))
    return FALSE;
  if (tag_class == V_ASN1_CONTEXT_SPECIFIC && tag == 0)
    return signet_info_read_root_update (info, content);
  if (tag_class != V_ASN1_UNIVERSAL || tag != V_ASN1_SEQUENCE)
    return FALSE;

  old_with_new = read_certificate (&content);
  new_with_old = read_certificate (&content);
  new_with_new = read_certificate (&content);
  if (old_with_new == NULL || new_with_old == NULL || new_with_new == NULL || content.length > 0)
    return FALSE;
  add_roots (info, new_with_new, new_with_old, old_with_new);

  return TRUE;
}

/**
 * signet_info_read_crl:
 * @info: what is filled in
 * @value: CertificateList
 *
 * Returns: whether @value is that
 */
gboolean
signet_info_read_crl (SignetInfo        *info,
                      SignetReplyCursor  value)
{
  const guchar *p = value.data;
  g_autoptr (X509_CRL) crl = d2i_X509_CRL (NULL, &p, (long) value.length);
  g_autoptr (GBytes) der = NULL;

  if (crl == NULL || p != value.data + value.length)
    return FALSE;
  der = signet_info_cursor_to_bytes (value);
  signet_info_add_part (info, der);

  return TRUE;
}

/**
 * signet_info_read_crls:
 * @info: what is filled in
 * @value: CRLsValue ::= SEQUENCE OF CertificateList
 *
 * Returns: whether @value is that
 */
gboolean
signet_info_read_crls (SignetInfo        *info,
                       SignetReplyCursor  value)
{
  return read_list (info, value, signet_info_read_crl);
}

static char *
describe_object (const ASN1_OBJECT *object)
{
  int nid = OBJ_obj2nid (object);
  g_autofree char *dotted = signet_oid_to_text (object);

  if (dotted == NULL)
    return NULL;
  if (nid == NID_undef)
    return g_steal_pointer (&dotted);

  return g_strdup_printf ("%s (%s)", OBJ_nid2ln (nid), dotted);
}

/**
 * signet_info_describe_oid:
 * @element: an OBJECT IDENTIFIER
 *
 * Returns: (transfer full) (nullable): its name, where it has one, and its dotted form
 */
char *
signet_info_describe_oid (SignetReplyCursor element)
{
  const guchar *p = element.data;
  g_autoptr (ASN1_OBJECT) object = d2i_ASN1_OBJECT (NULL, &p, (long) element.length);

  return object != NULL ? describe_object (object) : NULL;
}

/* The curves by which a request names its key, "ec:P-256". */
static char *
describe_curve (const ASN1_OBJECT *curve)
{
  const char *nist = EC_curve_nid2nist (OBJ_obj2nid (curve));

  return nist != NULL ? g_strdup_printf ("ec:%s", nist) : describe_object (curve);
}

/**
 * signet_info_describe_algorithm:
 * @element: an AlgorithmIdentifier (RFC 5280 4.1.1.2)
 *
 * Returns: (transfer full) (nullable): the words of a key type ("ec:P-256") where it is one with a
 *   curve, else the name of the algorithm
 */
char *
signet_info_describe_algorithm (SignetReplyCursor element)
{
  const guchar *p = element.data;
  g_autoptr (X509_ALGOR) algorithm = d2i_X509_ALGOR (NULL, &p, (long) element.length);
  const ASN1_OBJECT *object;
  const void *parameter;
  int type;

  if (algorithm == NULL || p != element.data + element.length)
    return NULL;
  X509_ALGOR_get0 (&object, &type, &parameter, algorithm);
  if (OBJ_obj2nid (object) == NID_X9_62_id_ecPublicKey && type == V_ASN1_OBJECT)
    return describe_curve (parameter);

  return describe_object (object);
}

/**
 * signet_info_read_algorithm:
 * @info: what is filled in
 * @value: AlgorithmIdentifier
 *
 * Returns: whether @value is that
 */
gboolean
signet_info_read_algorithm (SignetInfo        *info,
                            SignetReplyCursor  value)
{
  g_autofree char *text = signet_info_describe_algorithm (value);

  if (text == NULL)
    return FALSE;
  signet_info_add_field (info, _ ("Algorithm"), text);

  return TRUE;
}

/**
 * signet_info_read_algorithms:
 * @info: what is filled in
 * @value: SEQUENCE OF AlgorithmIdentifier
 *
 * Returns: whether @value is that
 */
gboolean
signet_info_read_algorithms (SignetInfo        *info,
                             SignetReplyCursor  value)
{
  return read_list (info, value, signet_info_read_algorithm);
}

/**
 * signet_info_read_oid:
 * @info: what is filled in
 * @value: OBJECT IDENTIFIER
 *
 * Returns: whether @value is that
 */
gboolean
signet_info_read_oid (SignetInfo        *info,
                      SignetReplyCursor  value)
{
  g_autofree char *text = signet_info_describe_oid (value);

  if (text == NULL)
    return FALSE;
  signet_info_add_field (info, _ ("Object identifier"), text);

  return TRUE;
}

/**
 * signet_info_read_oids:
 * @info: what is filled in
 * @value: SEQUENCE OF OBJECT IDENTIFIER
 *
 * Returns: whether @value is that
 */
gboolean
signet_info_read_oids (SignetInfo        *info,
                       SignetReplyCursor  value)
{
  return read_list (info, value, signet_info_read_oid);
}

static gboolean
read_text (SignetInfo        *info,
           SignetReplyCursor  value)
{
  SignetReplyCursor content;
  g_autofree char *raw = NULL;
  g_autofree char *text = NULL;

  if (!signet_reply_cursor_take_universal (&value, V_ASN1_UTF8STRING, &content))
    return FALSE;
  raw = g_strndup ((const char *) content.data, MIN (content.length, 4 * MAX_TEXT));
  text = signet_text_clean (raw, MAX_TEXT);
  signet_info_add_field (info, _ ("Name"), text);

  return TRUE;
}

/**
 * signet_info_read_texts:
 * @info: what is filled in
 * @value: SEQUENCE OF UTF8String
 *
 * Returns: whether @value is that
 */
gboolean
signet_info_read_texts (SignetInfo        *info,
                        SignetReplyCursor  value)
{
  return read_list (info, value, read_text);
}
