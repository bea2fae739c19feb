/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *signet_row_new       (const char *title);
void       signet_row_set_value (GtkWidget  *row,
                                 const char *value);

G_END_DECLS
