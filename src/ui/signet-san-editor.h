/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/signet-entry-row.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_SAN_EDITOR (signet_san_editor_get_type ())
G_DECLARE_FINAL_TYPE (SignetSanEditor, signet_san_editor, SIGNET, SAN_EDITOR, AdwBin)

gboolean        signet_san_editor_is_empty    (SignetSanEditor *self);
SignetEntryRow *signet_san_editor_get_problem (SignetSanEditor *self);
GPtrArray      *signet_san_editor_make_names  (SignetSanEditor *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
