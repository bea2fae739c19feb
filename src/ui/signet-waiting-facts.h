/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/signet-item.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_WAITING_FACTS (signet_waiting_facts_get_type ())
G_DECLARE_FINAL_TYPE (
  SignetWaitingFacts, signet_waiting_facts, SIGNET, WAITING_FACTS, AdwPreferencesGroup)

/**
 * SignetWaitingNews:
 * @error: (nullable): what happened to the request last
 * @next_check: when the server is asked next, in seconds since 1970, or 0 where nobody asks
 * @asking: whether it is being asked because the person wants that
 *
 * What this process knows of a request, beside the item.
 */
typedef struct
{
  const GError *error;
  gint64 next_check;
  gboolean asking;
} SignetWaitingNews;

void signet_waiting_facts_show (SignetWaitingFacts      *self,
                                SignetItem              *item,
                                const SignetWaitingNews *news,
                                gint64                   now);

G_END_DECLS
