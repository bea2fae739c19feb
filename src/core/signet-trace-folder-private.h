/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SignetTraceEntry:
 * @number: the number in front of the file's name
 * @answer: whether it came from the server
 * @word: kind of message: "ir"
 * @path: the file
 *
 * A recorded message.
 */
typedef struct
{
  guint number;
  gboolean answer;
  char *word;
  char *path;
} SignetTraceEntry;

GPtrArray *signet_trace_folder_list  (const char  *folder,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   signet_trace_folder_write (const char  *folder,
                                      guint        number,
                                      gboolean     answer,
                                      const char  *word,
                                      GBytes      *der,
                                      GError     **error);

G_END_DECLS
