/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/signet-secret.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_PRACTICE (signet_practice_get_type ())
G_DECLARE_FINAL_TYPE (SignetPractice, signet_practice, SIGNET, PRACTICE, GObject)

/* The practice CA for window and command line; a thin face of practice/signet-practice-server.h.
 * Signal "event": (SignetPractice *, GVariant *vardict): see SignetPracticeEvent; keys "event",
 * "number", "transaction", "reference", "subject", "serial", "text"; absent ones are left out. */
SignetPractice *signet_practice_new           (const char      *folder,
                                               guint            port,
                                               gboolean         approval,
                                               guint            poll_count,
                                               guint            check_after) G_GNUC_WARN_UNUSED_RESULT;
void            signet_practice_add_code      (SignetPractice  *self,
                                               const char      *reference,
                                               SignetSecret    *code);
gboolean        signet_practice_start         (SignetPractice  *self,
                                               GError         **error);
void            signet_practice_stop          (SignetPractice  *self);
const char     *signet_practice_get_url       (SignetPractice  *self);
const char     *signet_practice_get_ca_file   (SignetPractice  *self);
const char     *signet_practice_get_reference (SignetPractice  *self);
SignetSecret   *signet_practice_get_code      (SignetPractice  *self);
gboolean        signet_practice_approve       (SignetPractice  *self,
                                               guint            number,
                                               GError         **error);
gboolean        signet_practice_reject        (SignetPractice  *self,
                                               guint            number,
                                               const char      *fail_info,
                                               GError         **error);

G_END_DECLS
