/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/signet-profile.h"

G_BEGIN_DECLS

/**
 * SignetTransport:
 *
 * Carries CMP messages to one server over HTTP (RFC 9811). It belongs to the thread that made it.
 */
typedef struct _SignetTransport SignetTransport;

SignetTransport *signet_transport_new             (SignetProfile    *profile,
                                                   GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void             signet_transport_free            (SignetTransport  *self);
void             signet_transport_set_abandonable (SignetTransport  *self,
                                                   gboolean          abandonable);
GBytes          *signet_transport_send            (SignetTransport  *self,
                                                   GBytes           *message,
                                                   GCancellable     *cancellable,
                                                   GError          **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes          *signet_transport_fetch           (SignetTransport  *self,
                                                   const char       *url,
                                                   gsize             limit,
                                                   GCancellable     *cancellable,
                                                   GError          **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean         signet_transport_has_left        (SignetTransport  *self);
gint64           signet_transport_get_http_date   (SignetTransport  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetTransport, signet_transport_free)

G_END_DECLS
