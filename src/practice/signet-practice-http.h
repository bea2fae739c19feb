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

#define SIGNET_PRACTICE_MAX_MESSAGE (1024 * 1024)

/**
 * SignetPracticeHttp:
 *
 * The web server of a practice CA, on 127.0.0.1 only, in a thread of its own.
 */
typedef struct _SignetPracticeHttp SignetPracticeHttp;

SignetPracticeHttp *signet_practice_http_start    (guint                  port,
                                                   SignetPracticeAnswer   answer,
                                                   SignetPracticeFetch    fetch,
                                                   gpointer               user_data,
                                                   GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void                signet_practice_http_stop     (SignetPracticeHttp    *self);
guint               signet_practice_http_get_port (SignetPracticeHttp    *self);

G_END_DECLS
