/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIGNET_N_FAIL_INFOS 27 /* bits of PKIFailureInfo in RFC 9810 5.2.3 */

G_END_DECLS
