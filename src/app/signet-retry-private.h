/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-step-private.h"

G_BEGIN_DECLS

/**
 * SignetRetry:
 * @goes_on: whether the item of the last try is the one to go on with; else a new one is made
 * @is_same: whether it is asked for the same, so that the item takes over what is new of the CA and
 * of the code
 * @removed: whether the item of the last try is out of the keystore
 * @item: (nullable): the item of the last try, where it stays and was changed
 *
 * What becomes of a person's last try when they try again.
 */
typedef struct
{
  gboolean goes_on;
  gboolean is_same;
  gboolean removed;
  SignetItem *item;
} SignetRetry;

SignetRetry *signet_retry_run    (SignetStep  *step) G_GNUC_WARN_UNUSED_RESULT;
void         signet_retry_settle (SignetRetry *self,
                                  SignetStep  *step);
void         signet_retry_free   (SignetRetry *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetRetry, signet_retry_free)

G_END_DECLS
