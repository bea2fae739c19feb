/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-info-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/asn1.h>
#include <openssl/err.h>

#include "cmp/signet-body-private.h"
#include "core/signet-error.h"
#include "pki/signet-asn1-private.h"

#define ID_IT "1.3.6.1.5.5.7.4."
#define MAX_INFOS 100

/* OSSL_CMP_ITAV_get0_value () hands out another type than it says for every infoType that the
 * release knows, and each release knows other ones: what the server answered is read from its DER
 * here, the same way on all of them. */
static const struct
{
  const char *oid;
  SignetInfoReader read;
} READERS[] = {
  { ID_IT "17", signet_info_read_certificates },     /* caCerts */
  { ID_IT "18", signet_info_read_root_update },      /* rootCaKeyUpdate */
  { ID_IT "5", signet_info_read_key_update },        /* caKeyUpdateInfo */
  { ID_IT "6", signet_info_read_crl },               /* currentCRL */
  { ID_IT "23", signet_info_read_crls },             /* crls */
  { ID_IT "19", signet_info_read_request_template }, /* certReqTemplate */
  { ID_IT "2", signet_info_read_algorithms },        /* signKeyPairTypes */
  { ID_IT "3", signet_info_read_algorithms },        /* encKeyPairTypes */
  { ID_IT "4", signet_info_read_algorithm },         /* preferredSymmAlg */
  { ID_IT "11", signet_info_read_algorithm },        /* keyPairParamRep */
  { ID_IT "10", signet_info_read_oid },              /* keyPairParamReq */
  { ID_IT "7", signet_info_read_oids },              /* unsupportedOIDs */
  { ID_IT "16", signet_info_read_texts },            /* suppLangTags */
  { ID_IT "21", signet_info_read_texts },            /* certProfile */
};

static SignetInfoReader
find_reader (const char *oid)
{
  for (guint i = 0; i < G_N_ELEMENTS (READERS); i++)
    {
      if (g_str_equal (oid, READERS[i].oid))
        return READERS[i].read;
    }

  return NULL;
}

/**
 * signet_info_take_element:
 * @cursor: where to read
 * @element: (out): the next element, with its tag and length
 *
 * Returns: whether there was a whole one
 */
gboolean
signet_info_take_element (SignetReplyCursor *cursor,
                          SignetReplyCursor *element)
{
  SignetReplyCursor content;
  int tag, tag_class;

  element->data = cursor->data;
  if (!signet_reply_cursor_take (cursor, &tag, &tag_class, &content))
    return FALSE;
  element->length = (gsize) (cursor->data - element->data);

  return TRUE;
}

/**
 * signet_info_cursor_to_bytes:
 * @element: a stretch of DER
 *
 * Returns: (transfer full): a copy of it
 */
GBytes *
signet_info_cursor_to_bytes (SignetReplyCursor element)
{
  return g_bytes_new (element.data, element.length);
}

static char *
read_oid (SignetReplyCursor element)
{
  const guchar *p = element.data;
  g_autoptr (ASN1_OBJECT) object = d2i_ASN1_OBJECT (NULL, &p, (long) element.length);

  if (object == NULL || p != element.data + element.length)
    {
      ERR_clear_error ();
      return NULL;
    }

  return signet_oid_to_text (object);
}

/* A value that is not what it should be is handed on as it is. */
static SignetInfo *
new_info (const char        *oid,
          SignetReplyCursor  value)
{
  const SignetInfoType *type = signet_info_type_lookup (oid);
  SignetInfoReader read = find_reader (oid);
  g_autoptr (GBytes) der = value.length > 0 ? signet_info_cursor_to_bytes (value) : NULL;
  g_autoptr (SignetInfo) info = NULL;

  if (type != NULL && read != NULL && der != NULL)
    {
      gboolean known;

      info = signet_info_new (oid, type->kind, der);
      known = read (info, value);
      ERR_clear_error ();
      if (known)
        return g_steal_pointer (&info);
    }

  return signet_info_new (oid, SIGNET_INFO_OTHER, der);
}

/* InfoTypeAndValue ::= SEQUENCE { infoType OBJECT IDENTIFIER, infoValue ANY OPTIONAL } */
static SignetInfo *
read_info (SignetReplyCursor content)
{
  SignetReplyCursor type, value = { NULL, 0 };
  g_autofree char *oid = NULL;

  if (!signet_info_take_element (&content, &type))
    return NULL;
  oid = read_oid (type);
  if (oid == NULL)
    return NULL;
  if (content.length > 0 && (!signet_info_take_element (&content, &value) || content.length > 0))
    return NULL;

  return new_info (oid, value);
}

/* GenRepContent ::= SEQUENCE OF InfoTypeAndValue */
static gboolean
read_all (GPtrArray         *infos,
          SignetReplyCursor  content)
{
  SignetReplyCursor part;

  while (content.length > 0)
    {
      SignetInfo *info;

      if (infos->len >= MAX_INFOS ||
          !signet_reply_cursor_take_universal (&content, V_ASN1_SEQUENCE, &part))
        return FALSE;
      info = read_info (part);
      if (info == NULL)
        return FALSE;
      g_ptr_array_add (infos, info);
    }

  return TRUE;
}

/* PKIMessage ::= SEQUENCE { header SEQUENCE, body [21 or 22], … } */
static gboolean
find_content (SignetReplyCursor  all,
              SignetReplyCursor *content)
{
  SignetReplyCursor message, header, body;
  int tag, tag_class;

  return signet_reply_cursor_take_universal (&all, V_ASN1_SEQUENCE, &message) &&
         all.length == 0 &&
         signet_reply_cursor_take_universal (&message, V_ASN1_SEQUENCE, &header) &&
         signet_reply_cursor_take (&message, &tag, &tag_class, &body) &&
         tag_class == V_ASN1_CONTEXT_SPECIFIC && tag == SIGNET_BODY_GENP &&
         signet_reply_cursor_take_universal (&body, V_ASN1_SEQUENCE, content);
}

/**
 * signet_info_read:
 * @message: a PKIMessage with a genp whose protection was verified
 * @error: return location for a %SIGNET_ERROR_NOT_CMP
 *
 * Reads what a CA answers to a question (RFC 9810 5.3.20).
 *
 * Returns: (transfer full) (element-type SignetInfo) (nullable): the pieces of the answer
 */
GPtrArray *
signet_info_read (GBytes  *message,
                  GError **error)
{
  g_autoptr (GPtrArray) infos = g_ptr_array_new_with_free_func ((GDestroyNotify) signet_info_unref);
  SignetReplyCursor all, content;

  g_return_val_if_fail (message != NULL, NULL);

  all.data = g_bytes_get_data (message, &all.length);
  if (find_content (all, &content) && read_all (infos, content))
    return g_steal_pointer (&infos);

  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_NOT_CMP,
                       _ ("What the server answered to the question cannot be read."));

  return NULL;
}
