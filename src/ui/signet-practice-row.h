/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/signet-practice-request.h"
#include "app/signet-practice.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_PRACTICE_ROW (signet_practice_row_get_type ())
/* clang-format off */
G_DECLARE_FINAL_TYPE (SignetPracticeRow, signet_practice_row,
                      SIGNET, PRACTICE_ROW, AdwPreferencesRow)
/* clang-format on */

GtkWidget *signet_practice_row_new (SignetPractice        *practice,
                                    SignetPracticeRequest *request);

G_END_DECLS
