/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An HTTP proxy on 127.0.0.1, in threads of its own. */
typedef struct _ProxyServer ProxyServer;

/* @refusal is what it answers itself, status and all, or "" for not a word; NULL lets everything
 * through. */
ProxyServer *proxy_server_new            (const char  *refusal);
char        *proxy_server_dup_url        (ProxyServer *self);
guint        proxy_server_get_n_requests (ProxyServer *self);
char        *proxy_server_dup_request    (ProxyServer *self);
void         proxy_server_free           (ProxyServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ProxyServer, proxy_server_free)

G_END_DECLS
