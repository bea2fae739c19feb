/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "config.h"

/* Where the crash tests may end the process with SIGKILL: SIGNET_KILL_AT names the step. A build
 * without the kill_points option has no trace of it. */
#ifdef SIGNET_KILL_POINTS
void signet_kill_point (const char *step);
#else
#define signet_kill_point(step) ((void) 0)
#endif
