/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *signet_crl_status_new (GBytes *der) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
