/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-info-private.h"

#include <string.h>

#include "pki/signet-crl-private.h"
#include "practice/signet-practice-writer-private.h"

#define TAG_POINT 0
#define TAG_ISSUER 1
#define TAG_FULL_NAME 0

/**
 * signet_practice_info_write_crl:
 *
 * A SignetPracticeInfoWrite for id-it-currentCRL (RFC 9810 5.3.19.6).
 */
gboolean
signet_practice_info_write_crl (SignetPracticeDesk      *desk,
                                const SignetPracticeDer *value,
                                GByteArray              *out)
{
  g_autoptr (GBytes) list = signet_practice_desk_dup_list (desk, SIGNET_PRACTICE_LIST_ISSUER);

  signet_practice_write_bytes (out, list);

  return TRUE;
}

static const X509_NAME *
get_name (SignetPracticeDesk *desk,
          SignetPracticeList  list)
{
  X509 *certificate = list == SIGNET_PRACTICE_LIST_ROOT
                        ? signet_practice_ca_get_root (desk->ca)
                        : signet_practice_ca_get_issuer (desk->ca)->certificate;

  return X509_get_subject_name (certificate);
}

static gboolean
is_name (const GENERAL_NAME *name,
         SignetPracticeDesk *desk,
         SignetPracticeList  list)
{
  int type;
  const void *value = GENERAL_NAME_get0_value ((GENERAL_NAME *) name, &type);
  g_autofree char *url = signet_practice_desk_get_list_url (desk, list);

  if (type == GEN_DIRNAME)
    return X509_NAME_cmp (value, get_name (desk, list)) == 0;

  return type == GEN_URI && url != NULL &&
         (gsize) ASN1_STRING_length (value) == strlen (url) &&
         memcmp (ASN1_STRING_get0_data (value), url, strlen (url)) == 0;
}

/* @names is the content of GeneralNames, whose own tag may be an implicit one. */
static gboolean
has_name (const SignetPracticeDer *names,
          SignetPracticeDesk      *desk,
          SignetPracticeList       list)
{
  const guchar *p = names->content;
  const guchar *end = names->content + names->length;
  gboolean found = FALSE;

  while (!found && p < end)
    {
      g_autoptr (GENERAL_NAME) name = d2i_GENERAL_NAME (NULL, &p, (long) (end - p));

      if (name == NULL)
        return FALSE;
      found = is_name (name, desk, list);
    }

  return found;
}

/* CRLSource ::= CHOICE { dpn [0] DistributionPointName, issuer [1] GeneralNames }, explicit;
 * DistributionPointName ::= CHOICE { fullName [0] GeneralNames, … }, implicit (RFC 9810 F). */
static gboolean
is_about (const SignetPracticeDer *source,
          SignetPracticeDesk      *desk,
          SignetPracticeList       list)
{
  const guchar *p = source->content;
  const guchar *end = source->content + source->length;
  SignetPracticeDer names;

  if (source->class != V_ASN1_CONTEXT_SPECIFIC || !signet_practice_der_next (&p, end, &names))
    return FALSE;

  return (source->tag == TAG_ISSUER || (source->tag == TAG_POINT && names.tag == TAG_FULL_NAME)) &&
         has_name (&names, desk, list);
}

/* Whether the client has no list or an older one. */
static gboolean
is_newer (GBytes                  *list,
          const SignetPracticeDer *time)
{
  const guchar *p = g_bytes_get_data (list, NULL);
  g_autoptr (X509_CRL) crl = d2i_X509_CRL (NULL, &p, (long) g_bytes_get_size (list));
  g_autoptr (ASN1_STRING) known = NULL;

  if (crl == NULL || time == NULL)
    return crl != NULL;
  p = time->start;
  known = d2i_ASN1_TIME (NULL, &p, (long) time->size);

  return known != NULL && ASN1_TIME_compare (X509_CRL_get0_lastUpdate (crl), known) > 0;
}

/* CRLStatus ::= SEQUENCE { source CRLSource, thisUpdate Time OPTIONAL } */
static void
write_newer (SignetPracticeDesk      *desk,
             const SignetPracticeDer *status,
             GByteArray              *out)
{
  const guchar *p = status->content;
  const guchar *end = status->content + status->length;
  SignetPracticeDer source;
  SignetPracticeDer time;
  gboolean has_time;

  if (!signet_practice_der_next (&p, end, &source))
    return;
  has_time = signet_practice_der_next (&p, end, &time);
  for (guint i = 0; i < SIGNET_PRACTICE_N_LISTS; i++)
    if (is_about (&source, desk, (SignetPracticeList) i))
      {
        g_autoptr (GBytes) list = signet_practice_desk_dup_list (desk, (SignetPracticeList) i);

        if (is_newer (list, has_time ? &time : NULL))
          signet_practice_write_bytes (out, list);
        break;
      }
}

/**
 * signet_practice_info_write_crls:
 *
 * A SignetPracticeInfoWrite for id-it-crlStatusList (RFC 9483 4.3.4): the lists that are newer than
 * those that the client has. There is no value where none is.
 */
gboolean
signet_practice_info_write_crls (SignetPracticeDesk      *desk,
                                 const SignetPracticeDer *value,
                                 GByteArray              *out)
{
  const guchar *p = value != NULL ? value->content : NULL;
  const guchar *end = value != NULL ? value->content + value->length : NULL;
  guint start = out->len;
  SignetPracticeDer status;

  while (value != NULL && signet_practice_der_next (&p, end, &status))
    write_newer (desk, &status, out);
  if (out->len > start)
    signet_practice_write_tag (out, start, SIGNET_PRACTICE_TAG_SEQUENCE);

  return TRUE;
}
