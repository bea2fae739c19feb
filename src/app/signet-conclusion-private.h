/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp/signet-outcome.h"
#include "core/signet-item.h"

G_BEGIN_DECLS

void        signet_conclusion_apply          (SignetItem          *item,
                                              const SignetOutcome *outcome);
void        signet_conclusion_note           (SignetItem          *item,
                                              const GError        *error);
SignetNeeds signet_conclusion_needs          (SignetItem          *item);
gboolean    signet_conclusion_maybe_issued   (SignetItem          *item);
gboolean    signet_error_is_verified_refusal (const GError        *error);
gboolean    signet_error_is_network          (const GError        *error);

G_END_DECLS
