/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/signet-journal.h"

G_BEGIN_DECLS

/**
 * SignetItemMessages:
 * @folder: the item's folder
 * @response: (nullable): the last ip, cp or kup that was verified
 * @poll: (nullable): the last pollRep after it that was verified
 * @candidate: (nullable): what arrived last and was not verified yet
 *
 * The answers of an item: what is on disk, and the same bytes in memory. The functions need the
 * item's lock.
 */
typedef struct
{
  char *folder;
  GBytes *response;
  GBytes *poll;
  GBytes *candidate;
} SignetItemMessages;

gboolean signet_item_messages_load           (SignetItemMessages        *self,
                                              const char                *folder,
                                              GError                   **error);
void     signet_item_messages_clear          (SignetItemMessages        *self);
gboolean signet_item_messages_has_kind       (const SignetItemMessages  *self,
                                              SignetAnswer               kind);
gboolean signet_item_messages_put            (SignetItemMessages        *self,
                                              SignetAnswer               kind,
                                              GBytes                    *der,
                                              GError                   **error);
gboolean signet_item_messages_promote        (SignetItemMessages        *self,
                                              GError                   **error);
gboolean signet_item_messages_drop_candidate (SignetItemMessages        *self,
                                              GError                   **error);
gboolean signet_item_messages_drop_all       (SignetItemMessages        *self,
                                              GError                   **error);

G_END_DECLS
