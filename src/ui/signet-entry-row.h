/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/signet-secret.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_ENTRY_ROW (signet_entry_row_get_type ())
G_DECLARE_FINAL_TYPE (SignetEntryRow, signet_entry_row, SIGNET, ENTRY_ROW, AdwPreferencesRow)

const char   *signet_entry_row_get_text      (SignetEntryRow *self);
void          signet_entry_row_set_text      (SignetEntryRow *self,
                                              const char     *text);
SignetSecret *signet_entry_row_dup_secret    (SignetEntryRow *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean      signet_entry_row_is_empty      (SignetEntryRow *self);
const char   *signet_entry_row_get_error     (SignetEntryRow *self);
void          signet_entry_row_set_error     (SignetEntryRow *self,
                                              const char     *sentence);
void          signet_entry_row_set_max_chars (SignetEntryRow *self,
                                              int             max_chars);
GtkEditable  *signet_entry_row_get_delegate  (SignetEntryRow *self);

G_END_DECLS
