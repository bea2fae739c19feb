/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-issued.h"

G_BEGIN_DECLS

struct _SignetPracticeIssued
{
  char *folder; /* with the certificates */
  char *path;   /* of the list */
  GKeyFile *list;
};

const char *signet_practice_cert_state_get_name (SignetPracticeCertState state);

G_END_DECLS
