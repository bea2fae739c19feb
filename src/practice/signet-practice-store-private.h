/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-store.h"

G_BEGIN_DECLS

struct _SignetPracticeStore
{
  char *transactions_folder;
  char *settings_path;
  int lock;
  GKeyFile *settings;
  SignetPracticeIssued *issued;
  GHashTable *transactions; /* identifier to SignetPracticeTransaction */
  guint last_number;
  gint64 next_sweep; /* seconds since 1970 */
};

G_END_DECLS
