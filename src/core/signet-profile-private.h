/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-profile.h"

G_BEGIN_DECLS

#define SIGNET_N_TRUSTS 7
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
  char *texts[SIGNET_N_SETTINGS];
  GStrv lists[SIGNET_N_SETTINGS];
  GHashTable *overrides; /* SignetOperation -> array of SIGNET_N_SETTINGS texts */
  GKeyFile *unknown;     /* groups and keys of a file that this version does not know */
};

void        signet_profile_init_settings  (SignetProfile         *self);
void        signet_profile_clear_settings (SignetProfile         *self);
void        signet_profile_copy_settings  (SignetProfile         *self,
                                           SignetProfile         *from);
const char *signet_profile_get_override   (SignetProfile         *self,
                                           const SignetOperation *operation,
                                           SignetSetting          setting);

G_END_DECLS
