/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <stdlib.h>

#include "fuzz.h"

/* The name that libFuzzer, which has the main function, calls a target by. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* A warning of GLib ends a program by a signal that libFuzzer does not know, and the input would be
 * lost. */
static void
trap_cb (int number)
{
  abort ();
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static gsize prepared = 0;

  if (g_once_init_enter (&prepared))
    {
      signal (SIGTRAP, trap_cb);
      g_once_init_leave (&prepared, 1);
    }
  fuzz_target (data, size);

  return 0;
}
