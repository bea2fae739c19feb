/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-info-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/asn1.h>

#include "core/signet-text.h"
#include "pki/signet-asn1-private.h"
#include "pki/signet-x509-private.h"

#define MAX_EXTENSIONS 100
#define MAX_NAME 2000 /* characters */
#define REG_CTRL "1.3.6.1.5.5.7.5.1."
#define ALG_ID REG_CTRL "11"      /* id-regCtrl-algId (RFC 9480 2.15) */
#define RSA_KEY_LEN REG_CTRL "12" /* id-regCtrl-rsaKeyLen */

/* Tags of CertTemplate (RFC 4211 5). */
enum {
  TEMPLATE_SERIAL = 1,
  TEMPLATE_ISSUER = 3,
  TEMPLATE_VALIDITY = 4,
  TEMPLATE_SUBJECT = 5,
  TEMPLATE_KEY = 6,
  TEMPLATE_EXTENSIONS = 9,
};

/* Names are a CHOICE, so that their tag is around the whole SEQUENCE. */
static void
add_name (SignetInfo        *info,
          const char        *label,
          SignetReplyCursor  content)
{
  const guchar *p = content.data;
  g_autoptr (X509_NAME) x509 = d2i_X509_NAME (NULL, &p, (long) content.length);
  g_autoptr (SignetName) name = x509 != NULL ? signet_name_new_from_x509 (x509) : NULL;
  g_autofree char *raw = name != NULL ? signet_name_to_string (name) : NULL;
  g_autofree char *text = raw != NULL ? signet_text_clean (raw, MAX_NAME) : NULL;

  if (text != NULL)
    signet_info_add_field (info, label, *text != '\0' ? text : _ ("empty"));
}

static void
add_time (SignetInfo        *info,
          const char        *label,
          SignetReplyCursor  content)
{
  const guchar *p = content.data;
  ASN1_TIME *time = d2i_ASN1_TIME (NULL, &p, (long) content.length);
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *text = NULL;
  gint64 when;

  if (time != NULL && signet_x509_time_to_unix (time, &when))
    date = g_date_time_new_from_unix_utc (when);
  ASN1_TIME_free (time);
  if (date == NULL)
    return;
  text = g_date_time_format (date, "%Y-%m-%d %H:%M:%S UTC");
  signet_info_add_field (info, label, text);
}

/* OptionalValidity ::= SEQUENCE { notBefore [0] Time OPTIONAL, notAfter [1] Time OPTIONAL } */
static void
add_validity (SignetInfo        *info,
              SignetReplyCursor  content)
{
  SignetReplyCursor time;
  int tag, tag_class;

  while (signet_reply_cursor_take (&content, &tag, &tag_class, &time))
    add_time (info, tag == 0 ? _ ("Valid from") : _ ("Valid until"), time);
}

/* The tag [6] stands in the place of the tag of the SEQUENCE: its first element says the rest. */
static void
add_key (SignetInfo        *info,
         SignetReplyCursor  content)
{
  SignetReplyCursor algorithm;
  g_autofree char *text = NULL;

  if (!signet_info_take_element (&content, &algorithm))
    return;
  text = signet_info_describe_algorithm (algorithm);
  if (text != NULL)
    signet_info_add_field (info, _ ("Public key"), text);
}

static void
add_serial (SignetInfo        *info,
            SignetReplyCursor  content)
{
  g_autofree char *text = signet_hex_encode (content.data, MIN (content.length, 64), ':');

  signet_info_add_field (info, _ ("Serial number"), text);
}

static void
show_extension (SignetInfo            *info,
                const SignetExtension *extension)
{
  const char *name = extension->name != NULL ? extension->name : extension->oid;
  g_autofree char *label = extension->critical
                             ? g_strdup_printf (_ ("%s (critical)"), name)
                             : g_strdup (name);

  /* In a template of a CA it may stand for what the client has to fill in. */
  signet_info_add_field (info, label, *extension->text != '\0' ? extension->text : _ ("empty"));
}

/* pki knows how to show the extensions of a certificate: an empty one carries them there. */
static void
add_extensions (SignetInfo        *info,
                SignetReplyCursor  content)
{
  g_autoptr (X509) carrier = X509_new ();
  g_autoptr (GPtrArray) extensions = NULL;
  SignetReplyCursor element;

  for (guint i = 0; i < MAX_EXTENSIONS && signet_info_take_element (&content, &element); i++)
    {
      const guchar *p = element.data;
      X509_EXTENSION *extension = d2i_X509_EXTENSION (NULL, &p, (long) element.length);

      if (carrier != NULL && extension != NULL)
        X509_add_ext (carrier, extension, -1);
      X509_EXTENSION_free (extension);
    }
  if (carrier == NULL)
    return;
  extensions = signet_x509_dup_extensions (carrier);
  for (guint i = 0; i < extensions->len; i++)
    show_extension (info, g_ptr_array_index (extensions, i));
}

/**
 * signet_info_read_template:
 * @info: what is filled in
 * @content: what is in a CertTemplate (RFC 4211 5)
 *
 * Adds a line for every field of the template; what cannot be read has none.
 */
void
signet_info_read_template (SignetInfo        *info,
                           SignetReplyCursor  content)
{
  SignetReplyCursor part;
  int tag, tag_class;

  while (signet_reply_cursor_take (&content, &tag, &tag_class, &part))
    {
      if (tag_class != V_ASN1_CONTEXT_SPECIFIC)
        continue;
      if (tag == TEMPLATE_SERIAL)
        add_serial (info, part);
      else if (tag == TEMPLATE_ISSUER)
        add_name (info, _ ("Issuer"), part);
      else if (tag == TEMPLATE_VALIDITY)
        add_validity (info, part);
      else if (tag == TEMPLATE_SUBJECT)
        add_name (info, _ ("Subject"), part);
      else if (tag == TEMPLATE_KEY)
        add_key (info, part);
      else if (tag == TEMPLATE_EXTENSIONS)
        add_extensions (info, part);
    }
}

static void
add_rsa_length (SignetInfo        *info,
                SignetReplyCursor  value)
{
  gint64 bits;

  if (signet_reply_cursor_take_integer (&value, &bits) && bits > 0)
    {
      g_autofree char *text = g_strdup_printf ("rsa:%" G_GINT64_FORMAT, bits);

      signet_info_add_field (info, _ ("Type of key"), text);
    }
}

static void
add_algorithm (SignetInfo        *info,
               SignetReplyCursor  value)
{
  g_autofree char *text = signet_info_describe_algorithm (value);

  if (text != NULL)
    signet_info_add_field (info, _ ("Type of key"), text);
}

static gboolean
is_oid (SignetReplyCursor  element,
        const char        *dotted)
{
  const guchar *p = element.data;
  g_autoptr (ASN1_OBJECT) object = d2i_ASN1_OBJECT (NULL, &p, (long) element.length);
  g_autofree char *text = object != NULL ? signet_oid_to_text (object) : NULL;

  return g_strcmp0 (text, dotted) == 0;
}

/* Controls ::= SEQUENCE OF AttributeTypeAndValue */
static gboolean
read_key_spec (SignetInfo        *info,
               SignetReplyCursor  list)
{
  SignetReplyCursor control, type, value;

  while (list.length > 0)
    {
      if (!signet_reply_cursor_take_universal (&list, V_ASN1_SEQUENCE, &control) ||
          !signet_info_take_element (&control, &type) ||
          !signet_info_take_element (&control, &value))
        return FALSE;
      if (is_oid (type, ALG_ID))
        add_algorithm (info, value);
      else if (is_oid (type, RSA_KEY_LEN))
        add_rsa_length (info, value);
    }

  return TRUE;
}

/**
 * signet_info_read_request_template:
 * @info: what is filled in
 * @value: CertReqTemplateContent ::= SEQUENCE { certTemplate, keySpec Controls OPTIONAL } (RFC
 *   9483 4.3.3)
 *
 * Returns: whether @value is that
 */
gboolean
signet_info_read_request_template (SignetInfo        *info,
                                   SignetReplyCursor  value)
{
  SignetReplyCursor content, cert_template, controls;

  if (!signet_reply_cursor_take_universal (&value, V_ASN1_SEQUENCE, &content) ||
      !signet_reply_cursor_take_universal (&content, V_ASN1_SEQUENCE, &cert_template))
    return FALSE;
  signet_info_read_template (info, cert_template);
  if (content.length == 0)
    return TRUE;

  return signet_reply_cursor_take_universal (&content, V_ASN1_SEQUENCE, &controls) &&
         content.length == 0 && read_key_spec (info, controls);
}
