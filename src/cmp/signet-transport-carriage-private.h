/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "cmp/signet-tls-private.h"

G_BEGIN_DECLS

/**
 * SignetPhase:
 * @SIGNET_PHASE_RESOLVE: the name of the server, or of the proxy, is looked up
 * @SIGNET_PHASE_CONNECT: the connection is made
 * @SIGNET_PHASE_PROXY: the proxy is asked for a connection to the server
 * @SIGNET_PHASE_TLS: keys are agreed on
 * @SIGNET_PHASE_WAIT: the message leaves, and the answer is waited for
 * @SIGNET_PHASE_READ: the answer arrives
 *
 * How far a message has come.
 */
typedef enum {
  SIGNET_PHASE_RESOLVE,
  SIGNET_PHASE_CONNECT,
  SIGNET_PHASE_PROXY,
  SIGNET_PHASE_TLS,
  SIGNET_PHASE_WAIT,
  SIGNET_PHASE_READ,
} SignetPhase;

/**
 * SignetOverdue:
 * @SIGNET_OVERDUE_NO: there is still time
 * @SIGNET_OVERDUE_CONNECT: no connection came about in time
 * @SIGNET_OVERDUE_MESSAGE: the answer did not come in time
 * @SIGNET_OVERDUE_TOTAL: the time for the whole exchange is used up
 *
 * Which clock has run out.
 */
typedef enum {
  SIGNET_OVERDUE_NO,
  SIGNET_OVERDUE_CONNECT,
  SIGNET_OVERDUE_MESSAGE,
  SIGNET_OVERDUE_TOTAL,
} SignetOverdue;

/**
 * SignetCarriage:
 * @context: the main context of the transport
 * @session: its session
 * @tls: what HTTPS needs
 * @message: what is sent; the fields above and this one are given, and borrowed but for this one
 * @limit: how many bytes the answer may have
 * @connect_time: how many milliseconds a connection may take
 * @time: how many milliseconds everything may take
 * @is_total: whether @time is what is left for the whole exchange
 * @required: the connection that has to be used, or 0
 * @abandonable: whether the person may end it at any time, or only before the message leaves
 * @phase: how far it came
 * @overdue: which clock ran out
 * @left: whether a byte of the message may have reached the server
 * @fresh: whether the connection was made for this message
 * @proxied: whether the connection goes to a proxy
 * @connection: which connection was used
 * @peer: what the handshake showed
 * @answer: the content of the answer
 * @error: why there is none
 *
 * One message on its way and the answer to it.
 */
typedef struct
{
  GMainContext *context;
  SoupSession *session;
  SignetTls *tls;
  SoupMessage *message;
  gsize limit;
  guint connect_time;
  guint time;
  gboolean is_total;
  guint64 required;
  gboolean abandonable;

  SignetPhase phase;
  SignetOverdue overdue;
  gboolean left;
  gboolean fresh;
  gboolean proxied;
  guint64 connection;
  SignetTlsPeer peer;
  GByteArray *answer;
  GError *error;

  GMainLoop *loop;
  GCancellable *abort;
  GInputStream *stream;
} SignetCarriage;

void  signet_carriage_run         (SignetCarriage *self,
                                   GCancellable   *cancellable);
void  signet_carriage_clear       (SignetCarriage *self);
char *signet_carriage_dup_where   (SignetCarriage *self) G_GNUC_WARN_UNUSED_RESULT;
void  signet_carriage_explain     (SignetCarriage *self,
                                   GError         *cause);
void  signet_carriage_refuse_size (SignetCarriage *self);
void  signet_carriage_judge_cmp   (SignetCarriage *self);
void  signet_carriage_judge_file  (SignetCarriage *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignetCarriage, signet_carriage_clear)

G_END_DECLS
