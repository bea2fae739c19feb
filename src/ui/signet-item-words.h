/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-keeper.h"
#include "pki/signet-certificate.h"

G_BEGIN_DECLS

/**
 * SignetItemGroup:
 * @SIGNET_ITEM_GROUP_ATTENTION: something goes on, or a person should do something
 * @SIGNET_ITEM_GROUP_VALID: a certificate that can be used
 * @SIGNET_ITEM_GROUP_ENDED: a certificate that cannot be used any more
 * @SIGNET_ITEM_GROUP_PRACTICE: anything from the practice CA
 * @SIGNET_ITEM_N_GROUPS: how many there are
 *
 * The groups of the home page, in this order.
 */
typedef enum {
  SIGNET_ITEM_GROUP_ATTENTION,
  SIGNET_ITEM_GROUP_VALID,
  SIGNET_ITEM_GROUP_ENDED,
  SIGNET_ITEM_GROUP_PRACTICE,
  SIGNET_ITEM_N_GROUPS
} SignetItemGroup;

/**
 * SignetItemWords:
 * @icon: icon of the state
 * @tone: style class of the state's tint ("success")
 * @title: what the item is called; cleaned, no markup
 * @state: the state in a sentence without a full stop; cleaned, no markup
 * @group: where on the home page it stands
 *
 * How an item is shown to people: always an icon and words, the tint never alone.
 */
typedef struct
{
  const char *icon;
  const char *tone;
  char *title;
  char *state;
  SignetItemGroup group;
} SignetItemWords;

/**
 * SignetItemWork:
 * @running: a job is asking the server, or writing down what it said
 * @next_check: when a job that waits asks again, in seconds since 1970; else 0
 * @error: (nullable): how the last job ended
 *
 * What goes on with an item in this process.
 */
typedef struct
{
  gboolean running;
  gint64 next_check;
  const GError *error;
} SignetItemWork;

SignetItemWords *signet_item_words_new       (SignetItem           *item,
                                              SignetCertificate    *certificate,
                                              const SignetItemWork *work,
                                              gint64                now) G_GNUC_WARN_UNUSED_RESULT;
SignetItemWords *signet_item_words_new_for   (SignetKeeper         *keeper,
                                              SignetItem           *item,
                                              SignetCertificate    *certificate) G_GNUC_WARN_UNUSED_RESULT;
void             signet_item_words_free      (SignetItemWords      *self);
char            *signet_item_words_dup_title (SignetItem           *item,
                                              SignetCertificate    *certificate) G_GNUC_WARN_UNUSED_RESULT;
const char      *signet_item_words_practice  (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetItemWords, signet_item_words_free)

G_END_DECLS
