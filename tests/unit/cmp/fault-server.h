/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A web server on 127.0.0.1 that answers every POST with what the test says, byte by byte; in a
 * thread of its own. */
typedef struct _FaultServer FaultServer;

/* Called on the server's thread with the path and the body of a request; returns the whole answer,
 * header included, or NULL to keep the connection open without a word until the server is freed. */
typedef GBytes *(*FaultFunc) (const char *path,
                              GBytes *body,
                              gpointer user_data);

FaultServer *fault_server_new              (FaultFunc    answer,
                                            gpointer     user_data);
char        *fault_server_dup_url          (FaultServer *self,
                                            const char  *path);
guint        fault_server_get_n_requests   (FaultServer *self);
void         fault_server_wait_for_request (FaultServer *self,
                                            guint        number);
void         fault_server_free             (FaultServer *self);
GBytes      *fault_answer                  (const char  *status,
                                            const char  *type,
                                            const void  *data,
                                            gsize        length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultServer, fault_server_free)

G_END_DECLS
