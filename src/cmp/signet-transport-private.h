/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SIGNET_TRANSPORT_LIMIT (4 * 1024 * 1024) /* bytes of an answer */

/**
 * SignetTransport:
 *
 * Carries CMP messages to one server over HTTP (RFC 9811). It belongs to the thread that made it.
 */
typedef struct _SignetTransport SignetTransport;

SignetTransport *signet_transport_new      (const char       *url,
                                            guint             timeout) G_GNUC_WARN_UNUSED_RESULT;
void             signet_transport_free     (SignetTransport  *self);
GBytes          *signet_transport_send     (SignetTransport  *self,
                                            GBytes           *message,
                                            GCancellable     *cancellable,
                                            GError          **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean         signet_transport_has_left (SignetTransport  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetTransport, signet_transport_free)

G_END_DECLS
