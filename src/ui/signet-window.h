/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/signet-keeper.h"
#include "app/signet-practice.h"
#include "ui/signet-page.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_WINDOW (signet_window_get_type ())
G_DECLARE_FINAL_TYPE (SignetWindow, signet_window, SIGNET, WINDOW, AdwApplicationWindow)

SignetWindow   *signet_window_new          (GtkApplication *application,
                                            SignetKeeper   *keeper,
                                            SignetPractice *practice);
SignetWindow   *signet_window_from         (gpointer        widget);
SignetKeeper   *signet_window_get_keeper   (SignetWindow   *self);
SignetPractice *signet_window_get_practice (SignetWindow   *self);
SignetPage     *signet_window_get_page     (SignetWindow   *self);
void            signet_window_push         (SignetWindow   *self,
                                            SignetPage     *page);
void            signet_window_push_below   (SignetWindow   *self,
                                            SignetPage     *page);
void            signet_window_replace      (SignetWindow   *self,
                                            SignetPage     *page);
void            signet_window_pop          (SignetWindow   *self);
void            signet_window_pop_to       (SignetWindow   *self,
                                            SignetPage     *page);
void            signet_window_drop         (SignetWindow   *self,
                                            SignetPage     *page);
void            signet_window_go_home      (SignetWindow   *self);
void            signet_window_show_alone   (SignetWindow   *self,
                                            SignetPage     *page);
void            signet_window_show_problem (SignetWindow   *self,
                                            const GError   *error);
void            signet_window_toast        (SignetWindow   *self,
                                            const char     *text);
void            signet_window_copy         (SignetWindow   *self,
                                            const char     *text);

G_END_DECLS
