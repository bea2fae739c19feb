/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-item.h"

G_BEGIN_DECLS

/**
 * SignetCtlExit:
 * @SIGNET_CTL_EXIT_DONE: what was asked for is done
 * @SIGNET_CTL_EXIT_FAILED: it failed
 * @SIGNET_CTL_EXIT_USAGE: the command line makes no sense, or names a file that cannot be read
 * @SIGNET_CTL_EXIT_WAITING: the request is not finished; it can be resumed
 * @SIGNET_CTL_EXIT_REFUSED: the server said no
 * @SIGNET_CTL_EXIT_UNREACHABLE: the server cannot be reached
 * @SIGNET_CTL_EXIT_MISSING: the keyring, the code or a passphrase is missing
 * @SIGNET_CTL_EXIT_BUSY: another Signet works on this item
 *
 * What signetctl ends with; scripts rely on the numbers.
 */
typedef enum {
  SIGNET_CTL_EXIT_DONE = 0,
  SIGNET_CTL_EXIT_FAILED = 1,
  SIGNET_CTL_EXIT_USAGE = 2,
  SIGNET_CTL_EXIT_WAITING = 3,
  SIGNET_CTL_EXIT_REFUSED = 4,
  SIGNET_CTL_EXIT_UNREACHABLE = 5,
  SIGNET_CTL_EXIT_MISSING = 6,
  SIGNET_CTL_EXIT_BUSY = 7,
} SignetCtlExit;

SignetCtlExit signet_ctl_exit_for_error (const GError *error);
SignetCtlExit signet_ctl_exit_for_item  (SignetItem   *item);

G_END_DECLS
