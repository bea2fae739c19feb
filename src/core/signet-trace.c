/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-trace.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "core/signet-files.h"
#include "core/signet-text.h"
#include "core/signet-trace-folder-private.h"

#define MAX_MESSAGE (16 * 1024 * 1024) /* bytes of a recorded message */
#define MAX_LINE 2000                  /* characters of a line of the log */
#define HIDDEN "[hidden]"

struct _SignetTrace
{
  gatomicrefcount ref_count;
  GMutex mutex; /* of everything that changes after the setters: the four lines below */
  guint n_recorded;
  guint n_replayed;
  GPtrArray *secrets;
  GRecMutex log_mutex; /* so that lines of two threads do not mix */
  char *record_folder;
  GPtrArray *replay;
  gboolean dry_run;
  guint level;
  SignetTraceFunc func;
  gpointer user_data;
  GDestroyNotify destroy;
};

G_DEFINE_BOXED_TYPE (SignetTrace, signet_trace, signet_trace_ref, signet_trace_unref)

/**
 * signet_trace_new:
 *
 * Returns: (transfer full): a trace that does nothing yet
 */
SignetTrace *
signet_trace_new (void)
{
  SignetTrace *self = g_new0 (SignetTrace, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  g_rec_mutex_init (&self->log_mutex);
  self->secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) signet_secret_unref);

  return self;
}

/**
 * signet_trace_ref:
 * @self: a trace
 *
 * Adds a reference; safe from any thread.
 *
 * Returns: (transfer full): @self
 */
SignetTrace *
signet_trace_ref (SignetTrace *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * signet_trace_unref:
 * @self: a trace
 *
 * Drops a reference; the last one frees @self.
 */
void
signet_trace_unref (SignetTrace *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_clear_pointer (&self->replay, g_ptr_array_unref);
  g_ptr_array_unref (self->secrets);
  g_free (self->record_folder);
  g_rec_mutex_clear (&self->log_mutex);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * signet_trace_set_record_folder:
 * @self: a trace
 * @path: a folder; it is made if it is not there
 * @error: return location for a %SIGNET_ERROR of files
 *
 * Lets every message of the exchanges be written into @path: "001-req-ir.der", "002-rsp-ip.der".
 * The folder may not be writable for others, and files that are there are never replaced.
 *
 * Returns: whether the folder can be used
 */
gboolean
signet_trace_set_record_folder (SignetTrace  *self,
                                const char   *path,
                                GError      **error)
{
  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  if (!signet_files_make_folder (path, error))
    return FALSE;
  g_free (self->record_folder);
  self->record_folder = g_canonicalize_filename (path, NULL);

  return TRUE;
}

/**
 * signet_trace_set_replay_folder:
 * @self: a trace
 * @path: a folder with recorded messages
 * @error: return location for a %SIGNET_ERROR_STORE or %SIGNET_ERROR_REPLAY
 *
 * Lets recorded answers take the place of the server's: nothing goes to the network.
 *
 * Returns: whether @path holds recorded messages
 */
gboolean
signet_trace_set_replay_folder (SignetTrace  *self,
                                const char   *path,
                                GError      **error)
{
  GPtrArray *entries;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  entries = signet_trace_folder_list (path, error);
  if (entries == NULL)
    return FALSE;
  g_clear_pointer (&self->replay, g_ptr_array_unref);
  self->replay = entries;

  return TRUE;
}

/**
 * signet_trace_set_dry_run:
 * @self: a trace
 * @dry_run: whether requests are only shown
 *
 * Lets a request be made, recorded and shown line by line at the level %SIGNET_TRACE_SHOWN, but not
 * be sent: the step ends with %SIGNET_ERROR_DRY_RUN.
 */
void
signet_trace_set_dry_run (SignetTrace *self,
                          gboolean     dry_run)
{
  g_return_if_fail (self != NULL);

  self->dry_run = dry_run;
}

/**
 * signet_trace_set_log:
 * @self: a trace
 * @level: up to which level lines are wanted, at most %SIGNET_TRACE_MAX_LEVEL
 * @func: (nullable): takes the lines
 * @user_data: data for @func
 * @destroy: (nullable): frees @user_data
 *
 * Says who wants to see the log. Lines of the level %SIGNET_TRACE_SHOWN always reach @func.
 */
void
signet_trace_set_log (SignetTrace     *self,
                      guint            level,
                      SignetTraceFunc  func,
                      gpointer         user_data,
                      GDestroyNotify   destroy)
{
  g_return_if_fail (self != NULL && level <= SIGNET_TRACE_MAX_LEVEL);

  if (self->destroy != NULL)
    self->destroy (self->user_data);
  self->level = level;
  self->func = func;
  self->user_data = user_data;
  self->destroy = destroy;
}

/**
 * signet_trace_is_replay:
 * @self: a trace
 *
 * Returns: whether recorded answers take the place of the server's
 */
gboolean
signet_trace_is_replay (SignetTrace *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->replay != NULL;
}

/**
 * signet_trace_is_dry_run:
 * @self: a trace
 *
 * Returns: whether requests are only shown
 */
gboolean
signet_trace_is_dry_run (SignetTrace *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->dry_run;
}

/**
 * signet_trace_get_level:
 * @self: a trace
 *
 * Returns: up to which level lines are wanted
 */
guint
signet_trace_get_level (SignetTrace *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->level;
}

/**
 * signet_trace_hide:
 * @self: a trace
 * @secret: what must not be in any line
 *
 * Takes a secret out of every later line.
 */
void
signet_trace_hide (SignetTrace  *self,
                   SignetSecret *secret)
{
  g_return_if_fail (self != NULL && secret != NULL);

  g_mutex_lock (&self->mutex);
  if (!g_ptr_array_find_with_equal_func (self->secrets, secret, (GEqualFunc) signet_secret_equal,
                                         NULL))
    g_ptr_array_add (self->secrets, signet_secret_ref (secret));
  g_mutex_unlock (&self->mutex);
}

static char *
hide (SignetTrace *self,
      const char  *line)
{
  GString *text = g_string_new (line);

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->secrets->len; i++)
    {
      const SignetSecret *secret = g_ptr_array_index (self->secrets, i);

      if (signet_secret_get_size (secret) > 0)
        g_string_replace (text, signet_secret_get_text (secret), HIDDEN, 0);
    }
  g_mutex_unlock (&self->mutex);

  return g_string_free (text, FALSE);
}

/* Cleaning may cut a secret in two or change it, so that it would not be found afterwards. */
static char *
redact (SignetTrace *self,
        const char  *line)
{
  g_autofree char *hidden = hide (self, line);
  g_autofree char *clean = signet_text_clean (hidden, MAX_LINE);

  return hide (self, clean);
}

/**
 * signet_trace_log:
 * @self: a trace
 * @level: how bad it is: 0 to %SIGNET_TRACE_MAX_LEVEL, or %SIGNET_TRACE_SHOWN
 * @text: one or more lines, from wherever
 *
 * Hands lines on to whoever wants to see them, without secrets and without control characters.
 */
void
signet_trace_log (SignetTrace *self,
                  guint        level,
                  const char  *text)
{
  g_auto (GStrv) lines = NULL;

  g_return_if_fail (self != NULL && text != NULL);

  if (self->func == NULL || (level > self->level && level != SIGNET_TRACE_SHOWN))
    return;
  lines = g_strsplit (text, "\n", -1);
  g_rec_mutex_lock (&self->log_mutex);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = redact (self, lines[i]);

      if (*line != '\0')
        self->func (level, line, self->user_data);
    }
  g_rec_mutex_unlock (&self->log_mutex);
}

static gboolean
record (SignetTrace  *self,
        gboolean      answer,
        const char   *word,
        GBytes       *der,
        GError      **error)
{
  guint number;

  if (self->record_folder == NULL)
    return TRUE;
  g_mutex_lock (&self->mutex);
  number = ++self->n_recorded;
  g_mutex_unlock (&self->mutex);

  return signet_trace_folder_write (self->record_folder, number, answer, word, der, error);
}

/**
 * signet_trace_record_request:
 * @self: a trace
 * @word: kind of message: "ir"
 * @der: what leaves next
 * @error: return location for a %SIGNET_ERROR of files
 *
 * Writes a message of our own, where messages are recorded.
 *
 * Returns: whether nothing went wrong
 */
gboolean
signet_trace_record_request (SignetTrace  *self,
                             const char   *word,
                             GBytes       *der,
                             GError      **error)
{
  g_return_val_if_fail (self != NULL && word != NULL && der != NULL, FALSE);

  return record (self, FALSE, word, der, error);
}

/**
 * signet_trace_record_answer:
 * @self: a trace
 * @word: kind of message: "ip"
 * @der: what arrived
 * @error: return location for a %SIGNET_ERROR of files
 *
 * Writes a message of the server's, where messages are recorded.
 *
 * Returns: whether nothing went wrong
 */
gboolean
signet_trace_record_answer (SignetTrace  *self,
                            const char   *word,
                            GBytes       *der,
                            GError      **error)
{
  g_return_val_if_fail (self != NULL && word != NULL && der != NULL, FALSE);

  return record (self, TRUE, word, der, error);
}

/* The recorded request, where there is one, must be of the same kind. */
static const SignetTraceEntry *
find_answer (SignetTrace  *self,
             const char   *word,
             GError      **error)
{
  const SignetTraceEntry *entry = NULL;

  while (self->n_replayed < self->replay->len)
    {
      entry = g_ptr_array_index (self->replay, self->n_replayed++);
      if (entry->answer)
        return entry;
      if (!g_str_equal (entry->word, word))
        {
          g_set_error (
            error, SIGNET_ERROR, SIGNET_ERROR_REPLAY,
            _ ("A message of the kind “%s” was to be sent, but the recording goes on with "
               "“%s”."),
            word, entry->word);
          return NULL;
        }
    }
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_REPLAY,
               _ ("The recording holds no answer to this message of the kind “%s”."), word);

  return NULL;
}

/**
 * signet_trace_replay:
 * @self: a trace that replays
 * @word: kind of the message that would be sent: "ir"
 * @error: return location for a %SIGNET_ERROR_REPLAY or an error of files
 *
 * Takes the next recorded answer.
 *
 * Returns: (transfer full) (nullable): the answer
 */
GBytes *
signet_trace_replay (SignetTrace  *self,
                     const char   *word,
                     GError      **error)
{
  const SignetTraceEntry *entry;

  g_return_val_if_fail (self != NULL && self->replay != NULL && word != NULL, NULL);

  g_mutex_lock (&self->mutex);
  entry = find_answer (self, word, error);
  g_mutex_unlock (&self->mutex);

  return entry != NULL ? signet_files_read_chosen (entry->path, MAX_MESSAGE, error) : NULL;
}
