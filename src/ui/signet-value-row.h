/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/signet-facts.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_VALUE_ROW (signet_value_row_get_type ())
G_DECLARE_FINAL_TYPE (SignetValueRow, signet_value_row, SIGNET, VALUE_ROW, AdwActionRow)

GtkWidget *signet_value_row_new (const SignetFact *fact);

G_END_DECLS
