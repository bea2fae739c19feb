/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/signet-ctl-job.h"

G_BEGIN_DECLS

/**
 * SignetCtlAgain:
 * @manager: the person's items
 * @item: the item that is worked on again
 * @profile: (nullable): another profile for it, %NULL for its own
 * @credential: (nullable): the credential that was given, %NULL for what is kept
 * @passphrase: (nullable): the person's own passphrase
 *
 * What a verb about an existing item needs. Begin with a zeroed one.
 */
typedef struct
{
  SignetManager *manager;
  SignetItem *item;
  SignetProfile *profile;
  SignetCredential *credential;
  SignetSecret *passphrase;
} SignetCtlAgain;

gboolean signet_ctl_again_prepare (SignetCtlAgain      *self,
                                   const SignetCtlJob  *job,
                                   const char          *id,
                                   GError             **error);
void     signet_ctl_again_clear   (SignetCtlAgain      *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignetCtlAgain, signet_ctl_again_clear)

G_END_DECLS
