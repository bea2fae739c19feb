/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-key-spec.h"

G_BEGIN_DECLS

guint          signet_key_choice_get_size  (void);
SignetKeySpec *signet_key_choice_dup_spec  (guint                index) G_GNUC_WARN_UNUSED_RESULT;
char          *signet_key_choice_dup_words (const SignetKeySpec *spec) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
