/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SignetReplyCursor:
 * @data: what was not read yet
 * @length: its size in bytes
 *
 * A stretch of DER that is read from front to back; it points into the bytes of a message.
 */
typedef struct
{
  const guchar *data;
  gsize length;
} SignetReplyCursor;

gboolean signet_reply_cursor_take           (SignetReplyCursor *self,
                                             int               *tag,
                                             int               *tag_class,
                                             SignetReplyCursor *content);
gboolean signet_reply_cursor_take_universal (SignetReplyCursor *self,
                                             int                tag,
                                             SignetReplyCursor *content);
gboolean signet_reply_cursor_take_integer   (SignetReplyCursor *self,
                                             gint64            *value);
gboolean signet_reply_cursor_is_oid         (SignetReplyCursor  oid,
                                             const guchar      *value,
                                             gsize              length);

G_END_DECLS
