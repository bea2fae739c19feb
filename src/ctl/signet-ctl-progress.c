/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-progress.h"

#include "ctl/signet-ctl-text.h"

#include <glib/gi18n-lib.h>

struct _SignetCtlProgress
{
  SignetTask *task;
  gulong stage_handler;
  gulong check_handler;
  gulong item_handler;
};

/**
 * signet_ctl_progress_get_stage_text:
 * @stage: a step
 *
 * Returns: (transfer none) (nullable): what to tell about it; %NULL for the end, which the result
 *   tells about
 */
const char *
signet_ctl_progress_get_stage_text (SignetStage stage)
{
  switch (stage)
    {
    case SIGNET_STAGE_KEY:
      return _ ("Creating key…");
    case SIGNET_STAGE_CONTACT:
      return _ ("Contacting server…");
    case SIGNET_STAGE_WAIT:
      return _ ("Waiting for the server…");
    case SIGNET_STAGE_CHECK:
      return _ ("Checking the certificate…");
    case SIGNET_STAGE_CONFIRM:
      return _ ("Confirming…");
    case SIGNET_STAGE_SAVE:
      return _ ("Saving…");
    case SIGNET_STAGE_DONE:
      break;
    }

  return NULL;
}

/**
 * signet_ctl_progress_get_wait_text:
 * @reason: (nullable): what the server said
 * @next_check: when it is asked again, in seconds since 1970
 *
 * Returns: (transfer full): one line
 */
char *
signet_ctl_progress_get_wait_text (const char *reason,
                                   gint64      next_check)
{
  g_autofree char *words = reason != NULL ? signet_ctl_text_escape (reason) : NULL;
  g_autofree char *time = NULL;
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (next_check);

  /* Seconds, because many servers ask to come back within the minute. */
  time = date != NULL ? g_date_time_format (date, "%Y-%m-%d %H:%M:%S") : g_strdup ("?");
  if (words != NULL)
    return g_strdup_printf (_ ("The server asks to wait: “%s”. Next check: %s."), words, time);

  return g_strdup_printf (_ ("The server asks to wait. Next check: %s."), time);
}

static void
stage_cb (SignetCtlProgress *self)
{
  const char *text = signet_ctl_progress_get_stage_text (signet_task_get_stage (self->task));

  if (text != NULL)
    g_printerr ("%s\n", text);
}

static void
next_check_cb (SignetCtlProgress *self)
{
  gint64 next_check = signet_task_get_next_check (self->task);
  g_autofree char *text = NULL;

  if (next_check <= 0)
    return;
  text = signet_ctl_progress_get_wait_text (signet_task_get_reason (self->task), next_check);
  g_printerr ("%s\n", text);
}

static void
item_cb (SignetCtlProgress *self)
{
  const char *id = signet_task_get_item_id (self->task);

  if (id != NULL)
    g_printerr (_ ("Item %s\n"), id);
}

/**
 * signet_ctl_progress_new:
 * @task: a running task
 * @makes_key: whether it begins with a new key; the stage is the same at the start of every task
 *
 * Tells every step of @task until the progress is freed.
 *
 * Returns: (transfer full): the progress
 */
SignetCtlProgress *
signet_ctl_progress_new (SignetTask *task,
                         gboolean    makes_key)
{
  SignetCtlProgress *self;

  g_return_val_if_fail (SIGNET_IS_TASK (task), NULL);

  self = g_new0 (SignetCtlProgress, 1);
  self->task = g_object_ref (task);
  self->stage_handler =
    g_signal_connect_swapped (task, "notify::stage", G_CALLBACK (stage_cb), self);
  self->check_handler =
    g_signal_connect_swapped (task, "notify::next-check", G_CALLBACK (next_check_cb), self);
  self->item_handler =
    g_signal_connect_swapped (task, "notify::item-id", G_CALLBACK (item_cb), self);
  item_cb (self);
  if (makes_key)
    stage_cb (self);

  return self;
}

/**
 * signet_ctl_progress_free:
 * @self: (transfer full): a progress
 *
 * Stops telling.
 */
void
signet_ctl_progress_free (SignetCtlProgress *self)
{
  g_return_if_fail (self != NULL);

  g_clear_signal_handler (&self->stage_handler, self->task);
  g_clear_signal_handler (&self->check_handler, self->task);
  g_clear_signal_handler (&self->item_handler, self->task);
  g_object_unref (self->task);
  g_free (self);
}
