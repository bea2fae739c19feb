/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "practice/signet-practice-issued.h"
#include "practice/signet-practice-transaction.h"

G_BEGIN_DECLS

/**
 * SignetPracticeRecord:
 * @number: what a person calls the request
 * @transaction: identifier of the transaction, hexadecimal
 * @reference: (nullable): reference number that the client gave, where that is still known
 * @subject: subject, RFC 4514
 * @serial: (nullable): serial number of the certificate, hexadecimal
 * @state: how far the request is
 * @certificate: what became of the certificate, where there is one
 * @changed: when it changed last, seconds since 1970
 *
 * What a practice CA knows of a request, for people.
 */
typedef struct
{
  guint number;
  char *transaction;
  char *reference;
  char *subject;
  char *serial;
  SignetPracticeState state;
  SignetPracticeCertState certificate;
  gint64 changed;
} SignetPracticeRecord;

void signet_practice_record_free (SignetPracticeRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetPracticeRecord, signet_practice_record_free)

G_END_DECLS
