/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-profile.h"

G_BEGIN_DECLS

#define SIGNET_N_TRUSTS 4
#define SIGNET_PROFILE_MAX_CERTIFICATE (64 * 1024)

struct _SignetProfile
{
  gatomicrefcount ref_count;
  char *name;
  char *server;
  gboolean practice;
  SignetName *recipient;
  SignetName *expected_sender;
  guint timeout;
  GPtrArray *certificates[SIGNET_N_TRUSTS];
  GKeyFile *unknown; /* groups and keys of a file that this version does not know */
};

G_END_DECLS
