/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-kill-point.h"

#ifdef SIGNET_KILL_POINTS

#include <glib.h>
#include <signal.h>

/**
 * signet_kill_point:
 * @step: the name of a step of the journal
 *
 * Ends the process as a power cut would where SIGNET_KILL_AT names @step.
 */
void
signet_kill_point (const char *step)
{
  if (g_strcmp0 (g_getenv ("SIGNET_KILL_AT"), step) == 0)
    raise (SIGKILL);
}

#endif
