/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-alt-name.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_SAN (signet_san_get_type ())
G_DECLARE_FINAL_TYPE (SignetSan, signet_san, SIGNET, SAN, GObject)

SignetSan     *signet_san_new           (SignetAltNameKind   kind) G_GNUC_WARN_UNUSED_RESULT;
const char    *signet_san_get_title     (SignetSan          *self);
const char    *signet_san_get_text      (SignetSan          *self);
int            signet_san_get_max_chars (SignetSan          *self);
gboolean       signet_san_is_empty      (SignetSan          *self);
char          *signet_san_dup_removal   (SignetSan          *self) G_GNUC_WARN_UNUSED_RESULT;
SignetAltName *signet_san_make          (SignetSan          *self,
                                         GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
