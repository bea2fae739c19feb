/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-lines.h"

#include <string.h>

#define CHUNK 4096

/**
 * SignetCtlLines:
 *
 * Cuts what comes from a stream into lines. A line that is too long is dropped up to its end, so
 * that nobody can fill the memory.
 */
struct _SignetCtlLines
{
  GObject parent_instance;

  SignetCtlLineFunc func;
  gpointer user_data;
  GCancellable *cancellable;
  GString *line;
  gboolean too_long;
};

G_DEFINE_FINAL_TYPE (SignetCtlLines, signet_ctl_lines, G_TYPE_OBJECT)

static void
signet_ctl_lines_finalize (GObject *object)
{
  SignetCtlLines *self = SIGNET_CTL_LINES (object);

  g_clear_object (&self->cancellable);
  g_string_free (self->line, TRUE);

  G_OBJECT_CLASS (signet_ctl_lines_parent_class)->finalize (object);
}

static void
signet_ctl_lines_class_init (SignetCtlLinesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = signet_ctl_lines_finalize;
}

static void
signet_ctl_lines_init (SignetCtlLines *self)
{
  self->cancellable = g_cancellable_new ();
  self->line = g_string_new (NULL);
}

/**
 * signet_ctl_lines_new:
 * @func: takes the lines
 * @user_data: data for @func
 *
 * Returns: (transfer full): lines without a stream
 */
SignetCtlLines *
signet_ctl_lines_new (SignetCtlLineFunc func,
                      gpointer          user_data)
{
  SignetCtlLines *self;

  g_return_val_if_fail (func != NULL, NULL);

  self = g_object_new (SIGNET_TYPE_CTL_LINES, NULL);
  self->func = func;
  self->user_data = user_data;

  return self;
}

static void
end_line (SignetCtlLines *self)
{
  gboolean good;

  if (self->line->len > 0 && self->line->str[self->line->len - 1] == '\r')
    g_string_truncate (self->line, self->line->len - 1);
  good = !self->too_long && g_utf8_validate_len (self->line->str, self->line->len, NULL);
  self->func (good ? self->line->str : NULL, self->user_data);

  g_string_truncate (self->line, 0);
  self->too_long = FALSE;
}

static void
add (SignetCtlLines *self,
     const char     *data,
     gsize           length)
{
  if (self->line->len + length > SIGNET_CTL_MAX_LINE)
    self->too_long = TRUE;
  if (!self->too_long)
    g_string_append_len (self->line, data, length);
}

/**
 * signet_ctl_lines_feed:
 * @self: lines
 * @data: (array length=length): the next bytes
 * @length: how many
 *
 * Hands on every line that ends within @data.
 */
void
signet_ctl_lines_feed (SignetCtlLines *self,
                       const char     *data,
                       gsize           length)
{
  g_return_if_fail (SIGNET_IS_CTL_LINES (self));
  g_return_if_fail (data != NULL || length == 0);

  while (length > 0)
    {
      const char *end = memchr (data, '\n', length);
      gsize n = end != NULL ? (gsize) (end - data) : length;

      add (self, data, n);
      if (end == NULL)
        return;
      end_line (self);
      data = end + 1;
      length -= n + 1;
    }
}

static void
read_cb (GObject      *source_object,
         GAsyncResult *result,
         gpointer      user_data)
{
  GInputStream *stream = G_INPUT_STREAM (source_object);
  g_autoptr (SignetCtlLines) self = user_data;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (stream, result, NULL);

  /* At its end, or where it cannot be read, the stream has nothing more to say; that is no error.
   */
  if (bytes == NULL || g_bytes_get_size (bytes) == 0 ||
      g_cancellable_is_cancelled (self->cancellable))
    return;

  signet_ctl_lines_feed (self, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  signet_ctl_lines_start (self, stream);
}

/**
 * signet_ctl_lines_start:
 * @self: lines
 * @stream: where they come from
 *
 * Reads @stream until its end, on the main loop. Holds a reference to @self as long as it reads.
 */
void
signet_ctl_lines_start (SignetCtlLines *self,
                        GInputStream   *stream)
{
  g_return_if_fail (SIGNET_IS_CTL_LINES (self) && G_IS_INPUT_STREAM (stream));

  g_input_stream_read_bytes_async (stream, CHUNK, G_PRIORITY_DEFAULT, self->cancellable, read_cb,
                                   g_object_ref (self));
}

/**
 * signet_ctl_lines_stop:
 * @self: lines
 *
 * Reads no more; the function that takes the lines is not called any more.
 */
void
signet_ctl_lines_stop (SignetCtlLines *self)
{
  g_return_if_fail (SIGNET_IS_CTL_LINES (self));

  g_cancellable_cancel (self->cancellable);
}
