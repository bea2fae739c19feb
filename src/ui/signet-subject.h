/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-name.h"

G_BEGIN_DECLS

/**
 * SignetSubjectField:
 * @SIGNET_SUBJECT_COUNTRY: two letters of ISO 3166 (C)
 * @SIGNET_SUBJECT_ORGANIZATION: the organization (O)
 * @SIGNET_SUBJECT_DEPARTMENT: a part of it (OU)
 * @SIGNET_SUBJECT_NAME: the person, or what else the certificate is for (CN)
 * @SIGNET_SUBJECT_N_FIELDS: how many there are
 *
 * The fields of a subject that a person fills in, in encoding order: as is customary, the most
 * general one comes first. An e-mail address is none of them; RFC 5280 4.1.2.6 wants it among the
 * alternative names.
 */
typedef enum {
  SIGNET_SUBJECT_COUNTRY,
  SIGNET_SUBJECT_ORGANIZATION,
  SIGNET_SUBJECT_DEPARTMENT,
  SIGNET_SUBJECT_NAME,
  SIGNET_SUBJECT_N_FIELDS
} SignetSubjectField;

int         signet_subject_get_max_chars (SignetSubjectField   field);
gboolean    signet_subject_check         (SignetSubjectField   field,
                                          const char          *text,
                                          GError             **error);
SignetName *signet_subject_make          (const char *const   *texts,
                                          SignetSubjectField  *bad,
                                          GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
