/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp/signet-transport-private.h"
#include "core/signet-profile.h"
#include "core/signet-setting.h"
#include "fault-server.h"

G_BEGIN_DECLS

/* An address where connections are neither taken nor refused. */
typedef struct _FaultHole FaultHole;

FaultHole *fault_hole_new     (void);
char      *fault_hole_dup_url (FaultHole *self);
void       fault_hole_free    (FaultHole *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultHole, fault_hole_free)

SignetProfile   *fault_fixture_profile_for          (const char     *url);
SignetProfile   *fault_fixture_profile              (FaultServer    *server,
                                                     const char     *path);
void             fault_fixture_set                  (SignetProfile  *profile,
                                                     SignetSetting   setting,
                                                     const char     *text);
SignetTransport *fault_fixture_transport            (SignetProfile  *profile);
GBytes          *fault_fixture_message              (void);
GBytes          *fault_fixture_post                 (SignetProfile  *profile,
                                                     GCancellable   *cancellable,
                                                     gboolean       *left,
                                                     GError        **error);
GThread         *fault_fixture_cancel_after_request (FaultServer    *server,
                                                     GCancellable   *cancellable);
GBytes          *fault_fixture_echo                 (const char     *path,
                                                     GBytes         *body,
                                                     gpointer        user_data);
GBytes          *fault_fixture_silence              (const char     *path,
                                                     GBytes         *body,
                                                     gpointer        user_data);

G_END_DECLS
