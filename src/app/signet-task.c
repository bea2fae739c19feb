/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-task-private.h"

#include "core/signet-core-enums.h"

/**
 * SignetTask:
 *
 * A job that runs: what it works on, and the person's wishes about the waiting. It is used on the
 * main loop of the one who started the job; only signet_task_notify() and signet_task_review() are
 * for the worker.
 */
struct _SignetTask
{
  GObject parent_instance;

  GMainContext *context;
  char *item_id;
  SignetStage stage;
  gint64 next_check;
  char *reason;
  SignetReview *review;
  SignetReport *report;
  gboolean stopped;
  gboolean left; /* the person's wait is over, the work is not */
  gboolean over;
};

enum {
  PROP_0,
  PROP_ITEM_ID,
  PROP_STAGE,
  PROP_NEXT_CHECK,
  PROP_REASON,
  N_PROPS
};

enum {
  SIGNAL_WAITS,
  SIGNAL_STOPPED,
  SIGNAL_CHECK_NOW,
  SIGNAL_OVER,
  SIGNAL_REVIEW,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SignetTask, signet_task, G_TYPE_OBJECT)

/* A stage on its way from the worker to the main loop. */
typedef struct
{
  SignetTask *task;
  SignetStage stage;
} Notice;

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  g_object_unref (notice->task);
  g_free (notice);
}

static void
signet_task_finalize (GObject *object)
{
  SignetTask *self = SIGNET_TASK (object);

  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->item_id, g_free);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->review, signet_review_free);
  g_clear_pointer (&self->report, signet_report_unref);

  G_OBJECT_CLASS (signet_task_parent_class)->finalize (object);
}

static void
signet_task_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  SignetTask *self = SIGNET_TASK (object);

  switch (property_id)
    {
    case PROP_ITEM_ID:
      g_value_set_string (value, self->item_id);
      break;
    case PROP_STAGE:
      g_value_set_enum (value, self->stage);
      break;
    case PROP_NEXT_CHECK:
      g_value_set_int64 (value, self->next_check);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
signet_task_class_init (SignetTaskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = signet_task_finalize;
  object_class->get_property = signet_task_get_property;

  properties[PROP_ITEM_ID] = g_param_spec_string ("item-id", NULL, NULL, NULL, flags);
  properties[PROP_STAGE] =
    g_param_spec_enum ("stage", NULL, NULL, SIGNET_TYPE_STAGE, SIGNET_STAGE_KEY, flags);
  properties[PROP_NEXT_CHECK] =
    g_param_spec_int64 ("next-check", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * SignetTask::waits:
   *
   * The task begins to wait for its next check; also after a check that has changed nothing.
   */
  signals[SIGNAL_WAITS] = g_signal_new ("waits", SIGNET_TYPE_TASK, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);

  /**
   * SignetTask::stopped:
   *
   * The person does not want to wait here any longer; the item goes on by itself.
   */
  signals[SIGNAL_STOPPED] = g_signal_new ("stopped", SIGNET_TYPE_TASK, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);

  /**
   * SignetTask::check-now:
   *
   * The person wants the server to be asked before the next check is due.
   */
  signals[SIGNAL_CHECK_NOW] = g_signal_new ("check-now", SIGNET_TYPE_TASK, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * SignetTask::over:
   *
   * Nothing is done for the job any more. That is before its callback, or, where it was cancelled,
   * when the server was told in the background.
   */
  signals[SIGNAL_OVER] = g_signal_new ("over", SIGNET_TYPE_TASK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);

  /**
   * SignetTask::review:
   * @self: a task
   * @issued: a certificate that was not confirmed yet
   * @differences: in what it differs from what was asked for
   * @seconds: how long there is time for an answer
   *
   * The person is to say whether they take a certificate, see signet_task_answer_review(). Without
   * an answer in time, or where nobody is connected, it is rejected.
   */
  signals[SIGNAL_REVIEW] =
    g_signal_new ("review", SIGNET_TYPE_TASK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                  3, SIGNET_TYPE_CERTIFICATE, G_TYPE_PTR_ARRAY, G_TYPE_UINT);
}

static void
signet_task_init (SignetTask *self)
{
  self->review = signet_review_new ();
  self->context = g_main_context_ref_thread_default ();
}

/*< private >
 * signet_task_new:
 *
 * Returns: (transfer full): a task of the caller's main context
 */
SignetTask *
signet_task_new (void)
{
  return g_object_new (SIGNET_TYPE_TASK, NULL);
}

static void
set_stage (SignetTask  *self,
           SignetStage  stage)
{
  if (self->stage == stage)
    return;
  self->stage = stage;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE]);
}

static gboolean
notice_cb (gpointer user_data)
{
  Notice *notice = user_data;

  g_assert (g_main_context_is_owner (notice->task->context));
  set_stage (notice->task, notice->stage);

  return G_SOURCE_REMOVE;
}

/*< private >
 * signet_task_attach:
 * @self: a task
 * @callback: what is to be done on the task's main loop
 * @user_data: its data
 * @destroy: frees @user_data
 *
 * Hands something over from any thread.
 */
void
signet_task_attach (SignetTask     *self,
                    GSourceFunc     callback,
                    gpointer        user_data,
                    GDestroyNotify  destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  /* Earlier than the result of the worker, which comes with the default priority. */
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, callback, user_data, destroy);
  g_source_attach (source, self->context);
}

/*< private >
 * signet_task_notify:
 * @stage: the step that begins
 * @task: a #SignetTask
 *
 * Reports progress from any thread; it arrives on the task's main loop.
 */
void
signet_task_notify (SignetStage stage,
                    gpointer    task)
{
  SignetTask *self = SIGNET_TASK (task);
  Notice *notice = g_new (Notice, 1);

  notice->task = g_object_ref (self);
  notice->stage = stage;
  signet_task_attach (self, notice_cb, notice, notice_free);
}

/*< private >
 * signet_task_set_id:
 * @self: a task
 * @id: the identifier of its item
 *
 * Says which item the task is about.
 */
void
signet_task_set_id (SignetTask *self,
                    const char *id)
{
  if (g_strcmp0 (self->item_id, id) == 0)
    return;
  g_free (self->item_id);
  self->item_id = g_strdup (id);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM_ID]);
}

/*< private >
 * signet_task_show_item:
 * @self: a task
 * @item: its item after a step
 * @waits: whether the task now waits for the next check
 *
 * Shows what the step led to.
 */
void
signet_task_show_item (SignetTask *self,
                       SignetItem *item,
                       gboolean    waits)
{
  gint64 next_check = waits ? signet_item_get_next_check (item) : 0;
  const char *reason = waits ? signet_item_get_reason (item) : NULL;

  g_object_freeze_notify (G_OBJECT (self));
  if (g_strcmp0 (self->reason, reason) != 0)
    {
      g_free (self->reason);
      self->reason = g_strdup (reason);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
    }
  if (self->next_check != next_check)
    {
      self->next_check = next_check;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEXT_CHECK]);
    }
  if (waits)
    set_stage (self, SIGNET_STAGE_WAIT);
  else if (signet_item_get_state (item) == SIGNET_ITEM_STATE_ISSUED)
    set_stage (self, SIGNET_STAGE_DONE);
  g_object_thaw_notify (G_OBJECT (self));
  if (waits)
    g_signal_emit (self, signals[SIGNAL_WAITS], 0);
}

/*< private >
 * signet_task_is_stopped:
 * @self: a task
 *
 * Returns: whether the person does not want to wait here any longer
 */
gboolean
signet_task_is_stopped (SignetTask *self)
{
  return self->stopped;
}

/*< private >
 * signet_task_set_left:
 * @self: a task
 *
 * The person's wait is over; what is left to do is done in the background.
 */
void
signet_task_set_left (SignetTask *self)
{
  self->left = TRUE;
}

/*< private >
 * signet_task_is_left:
 * @self: a task
 *
 * Returns: whether the person has cancelled it, and does not wait for its end any more
 */
gboolean
signet_task_is_left (SignetTask *self)
{
  return self->left;
}

/*< private >
 * signet_task_set_over:
 * @self: a task
 *
 * Says that nothing is done for the job any more.
 */
void
signet_task_set_over (SignetTask *self)
{
  self->over = TRUE;
  g_signal_emit (self, signals[SIGNAL_OVER], 0);
}

/*< private >
 * signet_task_is_over:
 * @self: a task
 *
 * Returns: whether nothing is done for the job any more
 */
gboolean
signet_task_is_over (SignetTask *self)
{
  return self->over;
}

/*< private >
 * signet_task_set_report:
 * @self: a task
 * @report: (nullable): what is known about the server's last answer; %NULL changes nothing
 *
 * Keeps what a step has learned.
 */
void
signet_task_set_report (SignetTask   *self,
                        SignetReport *report)
{
  if (report == NULL)
    return;
  signet_report_ref (report);
  g_clear_pointer (&self->report, signet_report_unref);
  self->report = report;
}

/*< private >
 * signet_task_get_review:
 * @self: a task
 *
 * Returns: (transfer none): where its worker waits for a person; safe from any thread
 */
SignetReview *
signet_task_get_review (SignetTask *self)
{
  return self->review;
}

/*< private >
 * signet_task_emit_review:
 * @self: a task
 * @issued: a certificate
 * @differences: in what it differs from what was asked for
 * @seconds: how long there is time for an answer
 *
 * Returns: whether anybody was asked
 */
gboolean
signet_task_emit_review (SignetTask        *self,
                         SignetCertificate *issued,
                         GPtrArray         *differences,
                         guint              seconds)
{
  g_assert (g_main_context_is_owner (self->context));

  if (!g_signal_has_handler_pending (self, signals[SIGNAL_REVIEW], 0, TRUE))
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_REVIEW], 0, issued, differences, seconds);

  return TRUE;
}

/**
 * signet_task_get_report:
 * @self: a task
 *
 * Returns: (transfer none) (nullable): what is known about the server's last verified answer; CA
 *   certificates in it are an offer that nobody has accepted
 */
SignetReport *
signet_task_get_report (SignetTask *self)
{
  g_return_val_if_fail (SIGNET_IS_TASK (self), NULL);

  return self->report;
}

/**
 * signet_task_get_item_id:
 * @self: a task
 *
 * Returns: (nullable): the identifier of the item, as soon as there is one
 */
const char *
signet_task_get_item_id (SignetTask *self)
{
  g_return_val_if_fail (SIGNET_IS_TASK (self), NULL);

  return self->item_id;
}

/**
 * signet_task_get_stage:
 * @self: a task
 *
 * Returns: the step that is being worked on
 */
SignetStage
signet_task_get_stage (SignetTask *self)
{
  g_return_val_if_fail (SIGNET_IS_TASK (self), SIGNET_STAGE_KEY);

  return self->stage;
}

/**
 * signet_task_get_next_check:
 * @self: a task
 *
 * Returns: while waiting, when the server is asked next, in seconds since 1970; else 0
 */
gint64
signet_task_get_next_check (SignetTask *self)
{
  g_return_val_if_fail (SIGNET_IS_TASK (self), 0);

  return self->next_check;
}

/**
 * signet_task_get_reason:
 * @self: a task
 *
 * Returns: (nullable): what the server said when it asked to wait
 */
const char *
signet_task_get_reason (SignetTask *self)
{
  g_return_val_if_fail (SIGNET_IS_TASK (self), NULL);

  return self->reason;
}

/**
 * signet_task_stop_waiting:
 * @self: a task
 *
 * Ends the waiting here: the job finishes with the item as it is. Before the first byte was sent
 * nothing is sent any more; an exchange that is under way is finished first. The server is not
 * told.
 */
void
signet_task_stop_waiting (SignetTask *self)
{
  g_return_if_fail (SIGNET_IS_TASK (self));

  if (self->stopped)
    return;
  self->stopped = TRUE;
  g_signal_emit (self, signals[SIGNAL_STOPPED], 0);
}

/**
 * signet_task_check_now:
 * @self: a task
 *
 * While the task waits for its next check: asks the server now.
 */
void
signet_task_check_now (SignetTask *self)
{
  g_return_if_fail (SIGNET_IS_TASK (self));

  g_signal_emit (self, signals[SIGNAL_CHECK_NOW], 0);
}
