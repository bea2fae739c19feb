/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A web server on 127.0.0.1 that answers every POST with what the test says, byte by byte; in
 * threads of its own. */
typedef struct _FaultServer FaultServer;

/* Called on a thread of the server with the path and the body of a request; returns the whole
 * answer, header included, or NULL to keep the connection open without a word until the server is
 * freed. */
typedef GBytes *(*FaultFunc) (const char *path,
                              GBytes *body,
                              gpointer user_data);

/* What becomes of the connection after an answer. */
typedef enum {
  FAULT_CLOSE,
  FAULT_KEEP,    /* it waits for the next request */
  FAULT_RESET,   /* a TCP reset instead of an orderly end */
  FAULT_HOLD,    /* it stays open without another word */
  FAULT_TRICKLE, /* a byte now and then, for ever */
} FaultEnd;

typedef struct
{
  FaultEnd end;
  const char *blurt;            /* what it says to the first bytes, whatever they are */
  gboolean mute;                /* takes connections and never reads from them */
  gboolean serial;              /* one connection after the other */
  guint drop;                   /* the number of the request that gets no answer but the end */
  GTlsCertificate *certificate; /* of a server with HTTPS */
  GTlsCertificate *client_ca;   /* it lets only clients in that have a certificate of this CA */
} FaultOptions;

FaultServer *fault_server_new                 (FaultFunc           answer,
                                               gpointer            user_data);
FaultServer *fault_server_new_full            (const FaultOptions *options,
                                               FaultFunc           answer,
                                               gpointer            user_data);
char        *fault_server_dup_url             (FaultServer        *self,
                                               const char         *path);
void         fault_server_set_end             (FaultServer        *self,
                                               FaultEnd            end);
guint        fault_server_get_port            (FaultServer        *self);
guint        fault_server_get_n_requests      (FaultServer        *self);
guint        fault_server_get_n_connections   (FaultServer        *self);
void         fault_server_wait_for_request    (FaultServer        *self,
                                               guint               number);
void         fault_server_wait_for_connection (FaultServer        *self,
                                               guint               number);
void         fault_server_free                (FaultServer        *self);
GBytes      *fault_answer                     (const char         *status,
                                               const char         *type,
                                               const void         *data,
                                               gsize               length);
GBytes      *fault_answer_kept                (const void         *data,
                                               gsize               length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultServer, fault_server_free)

G_END_DECLS
