/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "core/signet-secret.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_TRACE (signet_trace_get_type ())

#define SIGNET_TRACE_MAX_LEVEL 8 /* 0 is an emergency, 3 an error, 6 information, 8 everything */
#define SIGNET_TRACE_SHOWN 9     /* the level of lines that a dry run shows */

/**
 * SignetTrace:
 *
 * What a specialist wants to see of the exchanges with a server: the log, the messages as files,
 * recorded answers instead of the server's, or only the request that would be sent. It has a
 * reference count. The setters are for the one who made it; everything else is safe from any
 * thread.
 */
typedef struct _SignetTrace SignetTrace;

/**
 * SignetTraceFunc:
 * @level: 0 to %SIGNET_TRACE_MAX_LEVEL, or %SIGNET_TRACE_SHOWN
 * @line: one line without its end and without secrets
 * @user_data: what was given with the function
 *
 * Takes a line of the log, on the thread that has something to say.
 */
typedef void (*SignetTraceFunc) (guint level,
                                 const char *line,
                                 gpointer user_data);

GType        signet_trace_get_type          (void);
SignetTrace *signet_trace_new               (void) G_GNUC_WARN_UNUSED_RESULT;
SignetTrace *signet_trace_ref               (SignetTrace      *self);
void         signet_trace_unref             (SignetTrace      *self);
gboolean     signet_trace_set_record_folder (SignetTrace      *self,
                                             const char       *path,
                                             GError          **error);
gboolean     signet_trace_set_replay_folder (SignetTrace      *self,
                                             const char       *path,
                                             GError          **error);
void         signet_trace_set_dry_run       (SignetTrace      *self,
                                             gboolean          dry_run);
void         signet_trace_set_log           (SignetTrace      *self,
                                             guint             level,
                                             SignetTraceFunc   func,
                                             gpointer          user_data,
                                             GDestroyNotify    destroy);
gboolean     signet_trace_is_replay         (SignetTrace      *self);
gboolean     signet_trace_is_dry_run        (SignetTrace      *self);
guint        signet_trace_get_level         (SignetTrace      *self);
void         signet_trace_hide              (SignetTrace      *self,
                                             SignetSecret     *secret);
void         signet_trace_log               (SignetTrace      *self,
                                             guint             level,
                                             const char       *text);
gboolean     signet_trace_record_request    (SignetTrace      *self,
                                             const char       *word,
                                             GBytes           *der,
                                             GError          **error);
gboolean     signet_trace_record_answer     (SignetTrace      *self,
                                             const char       *word,
                                             GBytes           *der,
                                             GError          **error);
GBytes      *signet_trace_replay            (SignetTrace      *self,
                                             const char       *word,
                                             GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetTrace, signet_trace_unref)

G_END_DECLS
