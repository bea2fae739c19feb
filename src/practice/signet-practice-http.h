/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SignetPracticeAnswer:
 * @message: what a client sent
 * @user_data: what was given with the function
 * @error: return location for a %SIGNET_ERROR
 *
 * Answers a message.
 *
 * Returns: (transfer full) (nullable): the answer
 */
typedef GBytes *(*SignetPracticeAnswer) (GBytes *message,
                                         gpointer user_data,
                                         GError **error);

/**
 * SignetPracticeFetch:
 * @path: path of an address
 * @type: (out): type of the content
 * @user_data: what was given with the function
 *
 * Looks for what can be fetched without CMP.
 *
 * Returns: (transfer full) (nullable): the content, %NULL where there is none at this address
 */
typedef GBytes *(*SignetPracticeFetch) (const char *path,
                                        const char **type,
                                        gpointer user_data);

/**
 * SignetPracticeEnded:
 * @user_data: what was given with the function
 *
 * Called on the server's thread when the last message was answered.
 */
typedef void (*SignetPracticeEnded) (gpointer user_data);

/**
 * SignetPracticeAcceptClient:
 * @pem: the certificate of a client, PEM; it comes from a CA that is trusted
 * @user_data: what was given with the function
 *
 * Returns: whether the client may connect
 */
typedef gboolean (*SignetPracticeAcceptClient) (const char *pem,
                                                gpointer user_data);

/**
 * SignetPracticeHttpSetup:
 * @port: TCP port on 127.0.0.1, or 0 for any free one
 * @answer: called on the server's thread with every message that may be one of CMP
 * @fetch: called on the server's thread for what is asked for by GET or HEAD
 * @ended: called when @max_messages were answered
 * @accept_client: called with certificates of clients, where there are @clients
 * @user_data: passed to them
 * @answer_delay: how many milliseconds an answer waits before it is sent
 * @drops: (nullable): numbers of messages, from 1, whose connection is closed instead of answered
 * @max_messages: how many messages are answered, 0 for all
 * @hosts: (nullable): names of the server beside 127.0.0.1 and localhost
 * @certificate: (nullable): for TLS
 * @clients: (nullable): the CAs from which clients need a certificate for TLS
 *
 * How a web server serves.
 */
typedef struct
{
  guint port;
  SignetPracticeAnswer answer;
  SignetPracticeFetch fetch;
  SignetPracticeEnded ended;
  SignetPracticeAcceptClient accept_client;
  gpointer user_data;
  guint answer_delay;
  const char *const *drops;
  guint max_messages;
  const char *const *hosts;
  GTlsCertificate *certificate;
  GTlsDatabase *clients;
} SignetPracticeHttpSetup;

#define SIGNET_PRACTICE_MAX_MESSAGE (1024 * 1024)

/**
 * SignetPracticeHttp:
 *
 * The web server of a practice CA, on 127.0.0.1 only, in a thread of its own.
 */
typedef struct _SignetPracticeHttp SignetPracticeHttp;

SignetPracticeHttp *signet_practice_http_start    (const SignetPracticeHttpSetup  *setup,
                                                   GError                        **error) G_GNUC_WARN_UNUSED_RESULT;
void                signet_practice_http_stop     (SignetPracticeHttp             *self);
guint               signet_practice_http_get_port (SignetPracticeHttp             *self);

G_END_DECLS
