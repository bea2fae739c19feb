/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-info-private.h"

#include <openssl/err.h>

#include "pki/signet-asn1-private.h"
#include "practice/signet-practice-header-private.h"
#include "practice/signet-practice-writer-private.h"

#define ID_IT "1.3.6.1.5.5.7.4."
#define UNSUPPORTED_OIDS ID_IT "7"
#define MAX_QUESTIONS 32

typedef struct
{
  const char *question;
  const char *answer; /* what the answer is called */
  const char *name;
  gboolean in_overview; /* whether it is told to who asks for nothing special */
  SignetPracticeInfoWrite write;
} Row;

static const Row rows[] = {
  { ID_IT "2", ID_IT "2", "signKeyPairTypes", TRUE, signet_practice_info_write_key_types },
  { ID_IT "6", ID_IT "6", "currentCRL", TRUE, signet_practice_info_write_crl },
  { ID_IT "17", ID_IT "17", "caCerts", TRUE, signet_practice_info_write_ca_certs },
  { ID_IT "19", ID_IT "19", "certReqTemplate", FALSE, signet_practice_info_write_template },
  { ID_IT "20", ID_IT "18", "rootCaCert", FALSE, signet_practice_info_write_update },
  { ID_IT "22", ID_IT "23", "crlStatusList", FALSE, signet_practice_info_write_crls },
};

static const Row *
find_row (const char *oid)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].question, oid))
      return &rows[i];

  return NULL;
}

/* InfoTypeAndValue ::= SEQUENCE { infoType OBJECT IDENTIFIER, infoValue ANY OPTIONAL } */
static gboolean
write_answer (SignetPracticeDesk      *desk,
              const Row               *row,
              const SignetPracticeDer *value,
              GByteArray              *out)
{
  guint start = out->len;

  if (!signet_practice_write_oid (out, row->answer) || !row->write (desk, value, out))
    return FALSE;
  signet_practice_write_tag (out, start, SIGNET_PRACTICE_TAG_SEQUENCE);

  return TRUE;
}

/* UnsupportedOids ::= SEQUENCE OF OBJECT IDENTIFIER (RFC 9810 5.3.19.7) */
static gboolean
write_unsupported (GPtrArray  *oids,
                   GByteArray *out)
{
  guint start = out->len;
  guint list;

  if (oids->len == 0)
    return TRUE;
  if (!signet_practice_write_oid (out, UNSUPPORTED_OIDS))
    return FALSE;
  list = out->len;
  for (guint i = 0; i < oids->len; i++)
    if (!signet_practice_write_oid (out, oids->pdata[i]))
      return FALSE;
  signet_practice_write_tag (out, list, SIGNET_PRACTICE_TAG_SEQUENCE);
  signet_practice_write_tag (out, start, SIGNET_PRACTICE_TAG_SEQUENCE);

  return TRUE;
}

static char *
read_oid (const SignetPracticeDer *element)
{
  const guchar *p = element->start;
  g_autoptr (ASN1_OBJECT) oid = d2i_ASN1_OBJECT (NULL, &p, (long) element->size);

  return oid != NULL ? signet_oid_to_text (oid) : NULL;
}

typedef struct
{
  SignetPracticeDesk *desk;
  GByteArray *out;
  GPtrArray *unsupported;
  GString *asked;
} Answer;

static gboolean
answer_one (Answer                  *self,
            const SignetPracticeDer *question)
{
  const guchar *p = question->content;
  const guchar *end = question->content + question->length;
  SignetPracticeDer type;
  SignetPracticeDer value;
  g_autofree char *oid = NULL;
  const Row *row;

  if (!signet_practice_der_next (&p, end, &type) || (oid = read_oid (&type)) == NULL)
    return FALSE;
  row = find_row (oid);
  g_string_append_printf (self->asked, "%s%s", self->asked->len > 0 ? ", " : "",
                          row != NULL ? row->name : oid);
  if (row == NULL)
    {
      g_ptr_array_add (self->unsupported, g_steal_pointer (&oid));
      return TRUE;
    }

  return write_answer (self->desk, row, signet_practice_der_next (&p, end, &value) ? &value : NULL,
                       self->out);
}

static gboolean
answer_all (Answer                  *self,
            const SignetPracticeDer *body)
{
  const guchar *p;
  const guchar *end;
  SignetPracticeDer question;
  guint n = 0;

  if (!signet_practice_der_enter (body->content, body->length, &p, &end))
    return FALSE;
  while (n < MAX_QUESTIONS && signet_practice_der_next (&p, end, &question))
    {
      if (!answer_one (self, &question))
        return FALSE;
      n++;
    }
  for (gsize i = 0; n == 0 && i < G_N_ELEMENTS (rows); i++)
    if (rows[i].in_overview && !write_answer (self->desk, &rows[i], NULL, self->out))
      return FALSE;

  return p == end && write_unsupported (self->unsupported, self->out);
}

/**
 * signet_practice_info_answer:
 * @desk: the CA
 * @body: the body of a genm (RFC 9810 5.3.19)
 * @asked: (out): what was asked for, for people
 *
 * Answers questions. What OpenSSL makes of their values is not looked at, since its getters are not
 * safe for types that the library does not know, and neither is what it would make of the answers'.
 *
 * Returns: (transfer full) (nullable): the body of a genp, with its tag
 */
GBytes *
signet_practice_info_answer (SignetPracticeDesk       *desk,
                             const SignetPracticeDer  *body,
                             char                    **asked)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GPtrArray) unsupported = g_ptr_array_new_with_free_func (g_free);
  Answer answer = { desk, out, unsupported, g_string_new (NULL) };
  gboolean answered = answer_all (&answer, body);

  *asked = g_string_free (answer.asked, FALSE);
  ERR_clear_error ();
  if (!answered)
    return NULL;
  signet_practice_write_tag (out, 0, SIGNET_PRACTICE_TAG_SEQUENCE);
  signet_practice_write_tag (out, 0, SIGNET_PRACTICE_TAG_EXPLICIT (SIGNET_PRACTICE_BODY_GENP));

  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}
