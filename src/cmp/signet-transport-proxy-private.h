/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/signet-profile.h"

G_BEGIN_DECLS

gboolean signet_transport_proxy_choose (SignetProfile   *profile,
                                        GUri            *server,
                                        GProxyResolver **resolver,
                                        gboolean        *system,
                                        GError         **error);

G_END_DECLS
