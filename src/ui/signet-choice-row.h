/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SIGNET_TYPE_CHOICE_ROW (signet_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (SignetChoiceRow, signet_choice_row, SIGNET, CHOICE_ROW, AdwComboRow)

G_END_DECLS
