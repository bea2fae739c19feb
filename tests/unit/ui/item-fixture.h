/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-item.h"

/* An item in a state of its own, for tests of what is said about it. */
SignetItem *item_fixture_new (const char      *subject,
                              const char      *label,
                              gboolean         practice,
                              SignetItemState  state,
                              SignetNeeds      needs) G_GNUC_WARN_UNUSED_RESULT;
