/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-keeper.h"

#include "app/signet-conclusion-private.h"
#include "app/signet-keeper-job-private.h"
#include "app/signet-task-private.h"

#define TRY_AGAIN_AFTER (5 * 60) /* seconds after a job that found no network */

/**
 * SignetKeeper:
 *
 * Keeps requests going while a window is open or closing: one job for each item, whether or not a
 * page shows it. It holds the rule of what goes on by itself: an answer that is waited for or not
 * worked off, where no person is needed. It is used on one thread and lives until its last job is
 * over.
 */
struct _SignetKeeper
{
  GObject parent_instance;

  SignetManager *manager;
  GPtrArray *jobs;    /* SignetKeeperJob: those that are not over, or whose end was not told */
  GHashTable *errors; /* identifier to GError: how the last job of an item ended */
  guint try_again;    /* source that takes up what had no network, or 0 */
  gboolean stopped;
};

enum {
  PROP_0,
  PROP_N_TASKS,
  N_PROPS
};

enum {
  SIGNAL_STARTED,
  SIGNAL_ENDED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SignetKeeper, signet_keeper, G_TYPE_OBJECT)

static SignetKeeperJob *
find_job (SignetKeeper *self,
          const char   *id)
{
  for (guint i = 0; i < self->jobs->len; i++)
    {
      SignetKeeperJob *job = g_ptr_array_index (self->jobs, i);

      if (!job->told && g_strcmp0 (signet_task_get_item_id (job->task), id) == 0)
        return job;
    }

  return NULL;
}

static void
tell_n_tasks (SignetKeeper *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TASKS]);
}

static void
remove_job (SignetKeeperJob *job,
            const GError    *error)
{
  g_autoptr (SignetKeeper) self = g_object_ref (SIGNET_KEEPER (job->keeper));
  gboolean was_stopped = signet_task_is_stopped (job->task);

  g_ptr_array_remove (self->jobs, job);
  tell_n_tasks (self);
  /* Somebody came back before what had been stopped was over. */
  if (was_stopped && !self->stopped)
    signet_keeper_take_up (self);
}

static void
keep_error (SignetKeeper *self,
            const char   *id,
            const GError *error)
{
  if (id == NULL || error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_hash_table_insert (self->errors, g_strdup (id), g_error_copy (error));
}

/* Never one that would be sent as new: those states are a person's matter. */
static gboolean
goes_on_by_itself (SignetItem *item)
{
  SignetItemState state = signet_item_get_state (item);
  SignetNeeds needs = signet_item_get_needs (item);

  return (state == SIGNET_ITEM_STATE_WAITING || state == SIGNET_ITEM_STATE_RECEIVED ||
          state == SIGNET_ITEM_STATE_UNCONFIRMED) &&
         (needs == SIGNET_NEEDS_NONE || needs == SIGNET_NEEDS_NETWORK);
}

static gboolean
try_again_cb (gpointer user_data)
{
  SignetKeeper *self = user_data;

  self->try_again = 0;
  signet_keeper_take_up (self);

  return G_SOURCE_REMOVE;
}

/* A network that comes back, or a server, finds the request still going. */
static void
plan_again (SignetKeeper *self,
            const char   *id,
            const GError *error)
{
  SignetItem *item = id != NULL ? signet_manager_get_item (self->manager, id) : NULL;

  if (self->stopped || self->try_again != 0 || item == NULL || !signet_error_is_network (error) ||
      !goes_on_by_itself (item))
    return;
  self->try_again = g_timeout_add_seconds (TRY_AGAIN_AFTER, try_again_cb, self);
}

/* The job stays in the list while its end is told, so that nobody sees a keeper without jobs before
 * everybody has heard of the last one. */
static void
tell_end (SignetKeeperJob *job,
          const GError    *error)
{
  g_autoptr (SignetKeeper) self = g_object_ref (SIGNET_KEEPER (job->keeper));
  g_autoptr (SignetTask) task = g_object_ref (job->task);

  keep_error (self, signet_task_get_item_id (task), error);
  plan_again (self, signet_task_get_item_id (task), error);
  g_signal_emit (self, signals[SIGNAL_ENDED], 0, task, error);
  if (signet_task_is_over (task) && g_ptr_array_find (self->jobs, job, NULL))
    remove_job (job, NULL);
}

static void
removed_cb (GListModel *items,
            guint       position,
            guint       n_removed,
            guint       n_added,
            gpointer    user_data)
{
  SignetKeeper *self = user_data;
  g_autoptr (GPtrArray) tasks = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; n_removed > 0 && i < self->jobs->len; i++)
    {
      SignetKeeperJob *job = g_ptr_array_index (self->jobs, i);

      /* What waits was in the list before. */
      if (signet_task_get_next_check (job->task) > 0 &&
          signet_manager_get_item (self->manager, signet_task_get_item_id (job->task)) == NULL)
        g_ptr_array_add (tasks, g_object_ref (job->task));
    }
  g_ptr_array_foreach (tasks, (GFunc) (GCallback) signet_task_stop_waiting, NULL);
}

static void
signet_keeper_dispose (GObject *object)
{
  SignetKeeper *self = SIGNET_KEEPER (object);

  g_clear_handle_id (&self->try_again, g_source_remove);
  if (self->manager != NULL)
    g_signal_handlers_disconnect_by_data (signet_manager_get_items (self->manager), self);
  g_clear_object (&self->manager);

  G_OBJECT_CLASS (signet_keeper_parent_class)->dispose (object);
}

static void
signet_keeper_finalize (GObject *object)
{
  SignetKeeper *self = SIGNET_KEEPER (object);

  g_clear_pointer (&self->jobs, g_ptr_array_unref);
  g_clear_pointer (&self->errors, g_hash_table_unref);

  G_OBJECT_CLASS (signet_keeper_parent_class)->finalize (object);
}

static void
signet_keeper_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SignetKeeper *self = SIGNET_KEEPER (object);

  switch (property_id)
    {
    case PROP_N_TASKS:
      g_value_set_uint (value, self->jobs->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
signet_keeper_class_init (SignetKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = signet_keeper_dispose;
  object_class->finalize = signet_keeper_finalize;
  object_class->get_property = signet_keeper_get_property;

  properties[PROP_N_TASKS] =
    g_param_spec_uint ("n-tasks", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * SignetKeeper::started:
   * @self: a keeper
   * @task: the job
   *
   * Emitted once for each job, at its beginning.
   */
  signals[SIGNAL_STARTED] =
    g_signal_new ("started", SIGNET_TYPE_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, SIGNET_TYPE_TASK);

  /**
   * SignetKeeper::ended:
   * @self: a keeper
   * @task: the job
   * @error: (nullable): why it did not lead to what was wished; %G_IO_ERROR_CANCELLED where the
   *   person did not want it any more
   *
   * Emitted once for each job, at the end of what a person waits for.
   */
  signals[SIGNAL_ENDED] =
    g_signal_new ("ended", SIGNET_TYPE_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                  2, SIGNET_TYPE_TASK, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
signet_keeper_init (SignetKeeper *self)
{
  self->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) signet_keeper_job_free);
  self->errors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_error_free);
}

/**
 * signet_keeper_new:
 * @manager: the manager of the process
 *
 * Returns: (transfer full): a keeper without jobs
 */
SignetKeeper *
signet_keeper_new (SignetManager *manager)
{
  SignetKeeper *self;

  g_return_val_if_fail (SIGNET_IS_MANAGER (manager), NULL);

  self = g_object_new (SIGNET_TYPE_KEEPER, NULL);
  self->manager = g_object_ref (manager);
  g_signal_connect (signet_manager_get_items (manager), "items-changed", G_CALLBACK (removed_cb),
                    self);

  return self;
}

/**
 * signet_keeper_get_manager:
 * @self: a keeper
 *
 * Returns: (transfer none): its manager
 */
SignetManager *
signet_keeper_get_manager (SignetKeeper *self)
{
  g_return_val_if_fail (SIGNET_IS_KEEPER (self), NULL);

  return self->manager;
}

static SignetKeeperJob *
job_new (SignetKeeper       *self,
         SignetKeeperFinish  finish)
{
  SignetKeeperJob *job = g_new0 (SignetKeeperJob, 1);

  job->keeper = G_OBJECT (g_object_ref (self));
  job->manager = g_object_ref (self->manager);
  job->cancellable = g_cancellable_new ();
  job->finish = finish;
  job->ended = tell_end;
  job->over = remove_job;

  return job;
}

static SignetTask *
keep (SignetKeeper    *self,
      SignetKeeperJob *job,
      SignetTask      *task)
{
  signet_keeper_job_take (job, task);
  g_hash_table_remove (self->errors, signet_task_get_item_id (task));
  g_ptr_array_add (self->jobs, job);
  tell_n_tasks (self);
  g_signal_emit (self, signals[SIGNAL_STARTED], 0, task);

  return task;
}

/**
 * signet_keeper_request:
 * @self: a keeper
 * @request: what is asked for; copied before this returns
 * @credential: how the person proves who they are
 * @passphrase: (nullable): a passphrase of the person's own for the key
 * @flags: how it is run
 *
 * Asks for a certificate, see signet_manager_request_async().
 *
 * Returns: (transfer none) (nullable): the job, which the keeper holds until it is over; %NULL
 * after signet_keeper_stop()
 */
SignetTask *
signet_keeper_request (SignetKeeper     *self,
                       SignetRequest    *request,
                       SignetCredential *credential,
                       SignetSecret     *passphrase,
                       SignetRunFlags    flags)
{
  SignetKeeperJob *job;

  g_return_val_if_fail (SIGNET_IS_KEEPER (self), NULL);

  if (self->stopped)
    return NULL;

  job = job_new (self, signet_manager_request_finish);

  return keep (self, job,
               signet_manager_request_async (self->manager, request, credential, passphrase, flags,
                                             job->cancellable, signet_keeper_job_done_cb, job));
}

/**
 * signet_keeper_retry:
 * @self: a keeper
 * @id: the whole identifier of the item of the last try, whether it exists or not
 * @request: what is asked for; copied before this returns
 * @credential: how the person proves who they are
 * @passphrase: (nullable): a passphrase of the person's own for the key
 * @flags: how it is run
 *
 * Tries again what a person has tried just before, see signet_manager_retry_async(): goes on with
 * the same item, or removes it and asks with a new one. Where a job on the item runs already,
 * nothing of what is given counts and that one is returned.
 *
 * Returns: (transfer none) (nullable): the job; %NULL after signet_keeper_stop()
 */
SignetTask *
signet_keeper_retry (SignetKeeper     *self,
                     const char       *id,
                     SignetRequest    *request,
                     SignetCredential *credential,
                     SignetSecret     *passphrase,
                     SignetRunFlags    flags)
{
  SignetKeeperJob *job;

  g_return_val_if_fail (SIGNET_IS_KEEPER (self) && id != NULL, NULL);

  if (self->stopped)
    return NULL;
  job = find_job (self, id);
  if (job != NULL)
    return job->task;

  job = job_new (self, signet_manager_request_finish);

  return keep (self, job,
               signet_manager_retry_async (self->manager, id, request, credential, passphrase,
                                           flags, job->cancellable, signet_keeper_job_done_cb,
                                           job));
}

/* The whole identifier of an item that is known. */
static const char *
full_id (SignetKeeper *self,
         const char   *id)
{
  SignetItem *item;

  /* A whole one needs no search; a list of many items asks for each. */
  if (g_uuid_string_is_valid (id))
    return id;
  item = signet_manager_get_item (self->manager, id);

  return item != NULL ? signet_item_get_id (item) : id;
}

/**
 * signet_keeper_resume:
 * @self: a keeper
 * @id: an item
 * @profile: (nullable): replaces what the item knows of the CA
 * @credential: (nullable): replaces the item's credential
 * @passphrase: (nullable): the person's own passphrase, where the key has one
 * @flags: how it is run
 *
 * Takes an item's next step, see signet_manager_resume_async(). Where a job on the item runs
 * already, nothing of what is given counts and that one is returned; signet_task_check_now() makes
 * it ask the server now. After a job that was aborted
 * and still tells the server, this one begins when that is done.
 *
 * Returns: (transfer none) (nullable): the job; %NULL after signet_keeper_stop()
 */
SignetTask *
signet_keeper_resume (SignetKeeper     *self,
                      const char       *id,
                      SignetProfile    *profile,
                      SignetCredential *credential,
                      SignetSecret     *passphrase,
                      SignetRunFlags    flags)
{
  SignetKeeperJob *job;

  g_return_val_if_fail (SIGNET_IS_KEEPER (self) && id != NULL, NULL);

  if (self->stopped)
    return NULL;
  id = full_id (self, id);
  job = find_job (self, id);
  if (job != NULL)
    return job->task;

  job = job_new (self, signet_manager_resume_finish);

  return keep (self, job,
               signet_manager_resume_async (self->manager, id, profile, credential, passphrase,
                                            flags, job->cancellable, signet_keeper_job_done_cb,
                                            job));
}

/**
 * signet_keeper_cancel:
 * @self: a keeper
 * @id: an item
 * @credential: (nullable): replaces the item's credential; needed where the code was not kept
 * @passphrase: (nullable): the person's own passphrase, where the key has one
 *
 * Gives a request up and tells the server, see signet_manager_cancel_async().
 *
 * A job that runs on the item is told to give up, and no second one is started: only it knows, in
 * the middle of an exchange, whether the server must be told of an error or of a certificate that
 * is not wanted, and it has the code. What is given here does not count then. The job ends when the
 * server was told: without an error where the item is given up, else with the reason.
 *
 * Returns: (transfer none) (nullable): the job; %NULL after signet_keeper_stop()
 */
SignetTask *
signet_keeper_cancel (SignetKeeper     *self,
                      const char       *id,
                      SignetCredential *credential,
                      SignetSecret     *passphrase)
{
  SignetKeeperJob *job;

  g_return_val_if_fail (SIGNET_IS_KEEPER (self) && id != NULL, NULL);

  if (self->stopped)
    return NULL;
  id = full_id (self, id);
  job = find_job (self, id);
  if (job != NULL)
    {
      job->cancels = TRUE;
      g_cancellable_cancel (job->cancellable);
      return job->task;
    }

  job = job_new (self, signet_manager_cancel_finish);

  return keep (self, job,
               signet_manager_cancel_async (self->manager, id, NULL, credential, passphrase,
                                            job->cancellable, signet_keeper_job_done_cb, job));
}

/**
 * signet_keeper_abort:
 * @self: a keeper
 * @task: one of its jobs
 *
 * The person does not want to go on with what was just begun: the job ends at once with
 * %G_IO_ERROR_CANCELLED. Where the server knows of the request already, it is told in the
 * background; until then the job counts. A job that has ended is left alone.
 */
void
signet_keeper_abort (SignetKeeper *self,
                     SignetTask   *task)
{
  g_return_if_fail (SIGNET_IS_KEEPER (self) && SIGNET_IS_TASK (task));

  for (guint i = 0; i < self->jobs->len; i++)
    {
      SignetKeeperJob *job = g_ptr_array_index (self->jobs, i);

      if (job->task == task)
        {
          g_cancellable_cancel (job->cancellable);
          break;
        }
    }
}

/**
 * signet_keeper_get_task:
 * @self: a keeper
 * @id: an item
 *
 * Returns: (transfer none) (nullable): the job on the item that has not ended
 */
SignetTask *
signet_keeper_get_task (SignetKeeper *self,
                        const char   *id)
{
  SignetKeeperJob *job;

  g_return_val_if_fail (SIGNET_IS_KEEPER (self) && id != NULL, NULL);

  job = find_job (self, full_id (self, id));

  return job != NULL ? job->task : NULL;
}

/**
 * signet_keeper_get_error:
 * @self: a keeper
 * @id: an item, or what became none
 *
 * Tells how the last job of this process on the item ended, until the next one begins. That the
 * person cancelled it is no error to keep.
 *
 * Returns: (transfer none) (nullable): the error
 */
const GError *
signet_keeper_get_error (SignetKeeper *self,
                         const char   *id)
{
  g_return_val_if_fail (SIGNET_IS_KEEPER (self) && id != NULL, NULL);

  return g_hash_table_lookup (self->errors, full_id (self, id));
}

/**
 * signet_keeper_take_up:
 * @self: a keeper
 *
 * Goes on with every item that goes on by itself: one that waits for the server, or whose answer or
 * confirmation is not worked off, and that needs no code, passphrase, keyring or person. A server
 * is not asked before the time it named. Nothing is sent as new. Called when the items are loaded;
 * it may be called again. Where a job then finds no network, this is done again after some minutes.
 */
void
signet_keeper_take_up (SignetKeeper *self)
{
  GListModel *items;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  g_return_if_fail (SIGNET_IS_KEEPER (self));

  items = signet_manager_get_items (self->manager);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (SignetItem) item = g_list_model_get_item (items, i);

      if (goes_on_by_itself (item))
        g_ptr_array_add (ids, g_strdup (signet_item_get_id (item)));
    }
  for (guint i = 0; i < ids->len; i++)
    signet_keeper_resume (self, g_ptr_array_index (ids, i), NULL, NULL, NULL, SIGNET_RUN_WHEN_DUE);
}

/**
 * signet_keeper_get_n_tasks:
 * @self: a keeper
 *
 * Returns: how many jobs are not over, with those that tell a server in the background
 */
guint
signet_keeper_get_n_tasks (SignetKeeper *self)
{
  g_return_val_if_fail (SIGNET_IS_KEEPER (self), 0);

  return self->jobs->len;
}

/**
 * signet_keeper_stop:
 * @self: a keeper
 *
 * The window closes: nothing is waited for any more, and nothing new begins. An exchange that is
 * under way is finished, and a server that is being told is told; the process holds itself until
 * #SignetKeeper:n-tasks is 0.
 */
void
signet_keeper_stop (SignetKeeper *self)
{
  g_autoptr (GPtrArray) tasks = NULL;

  g_return_if_fail (SIGNET_IS_KEEPER (self));

  self->stopped = TRUE;
  g_clear_handle_id (&self->try_again, g_source_remove);
  tasks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->jobs->len; i++)
    {
      SignetKeeperJob *job = g_ptr_array_index (self->jobs, i);

      /* A word to the server that was begun is not taken back. */
      if (!signet_keeper_job_tells_server (job))
        g_ptr_array_add (tasks, g_object_ref (job->task));
    }
  g_ptr_array_foreach (tasks, (GFunc) (GCallback) signet_task_stop_waiting, NULL);
}

/**
 * signet_keeper_start:
 * @self: a keeper
 *
 * A window opens again, in a process that had been told to stop: jobs may begin, and what was
 * stopped is taken up as soon as it is over. Does nothing to a keeper that was not stopped.
 */
void
signet_keeper_start (SignetKeeper *self)
{
  g_return_if_fail (SIGNET_IS_KEEPER (self));

  self->stopped = FALSE;
}
