/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-practice-private.h"

#include <glib/gi18n-lib.h>

#include "app/signet-practice-request.h"
#include "app/signet-practice-requests-private.h"

enum {
  PROP_0,
  PROP_RUNNING,
  PROP_APPROVAL,
  N_PROPS
};

enum {
  SIGNAL_EVENT,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SignetPractice, signet_practice, G_TYPE_OBJECT)

static void
add_text (GVariantDict *dictionary,
          const char   *key,
          const char   *text)
{
  if (text != NULL)
    g_variant_dict_insert (dictionary, key, "s", text);
}

static GVariant *
event_to_variant (const SignetPracticeEvent *event)
{
  g_auto (GVariantDict) dictionary = G_VARIANT_DICT_INIT (NULL);

  add_text (&dictionary, "event", event->name);
  if (event->number > 0)
    g_variant_dict_insert (&dictionary, "number", "u", event->number);
  add_text (&dictionary, "transaction", event->transaction);
  add_text (&dictionary, "reference", event->reference);
  add_text (&dictionary, "subject", event->subject);
  add_text (&dictionary, "serial", event->serial);
  add_text (&dictionary, "text", event->text);

  return g_variant_ref_sink (g_variant_dict_end (&dictionary));
}

static void
event_cb (SignetPractice            *self,
          const SignetPracticeEvent *event)
{
  g_autoptr (GVariant) variant = event_to_variant (event);

  signet_practice_requests_apply_event (self->requests, event);
  g_signal_emit (self, signals[SIGNAL_EVENT], 0, variant);
}

static void
signet_practice_dispose (GObject *object)
{
  SignetPractice *self = SIGNET_PRACTICE (object);

  if (self->server != NULL)
    signet_practice_server_stop (self->server);
  g_clear_object (&self->server);

  G_OBJECT_CLASS (signet_practice_parent_class)->dispose (object);
}

static void
signet_practice_finalize (GObject *object)
{
  SignetPractice *self = SIGNET_PRACTICE (object);

  g_clear_pointer (&self->view, signet_practice_view_free);
  g_clear_object (&self->requests);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (signet_practice_parent_class)->finalize (object);
}

static void
signet_practice_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SignetPractice *self = SIGNET_PRACTICE (object);

  switch (property_id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, signet_practice_is_running (self));
      break;
    case PROP_APPROVAL:
      g_value_set_boolean (value, self->approval);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
signet_practice_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch (property_id)
    {
    case PROP_APPROVAL:
      signet_practice_set_approval (SIGNET_PRACTICE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
signet_practice_class_init (SignetPracticeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = signet_practice_dispose;
  object_class->finalize = signet_practice_finalize;
  object_class->get_property = signet_practice_get_property;
  object_class->set_property = signet_practice_set_property;

  properties[PROP_RUNNING] =
    g_param_spec_boolean ("running", NULL, NULL, FALSE, G_PARAM_READABLE | flags);
  properties[PROP_APPROVAL] =
    g_param_spec_boolean ("approval", NULL, NULL, FALSE, G_PARAM_READWRITE | flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * SignetPractice::event:
   * @self: a practice CA
   * @event: (transfer none): a dictionary (a{sv}): "event", "transaction", "reference", "subject",
   *   "serial" and "text" are strings, "number" is an unsigned integer; absent ones are left out
   *
   * Something happened, see SignetPracticeEvent. Emitted in the main context in which the practice
   * CA was made.
   */
  signals[SIGNAL_EVENT] =
    g_signal_new ("event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_VARIANT);
}

static void
signet_practice_init (SignetPractice *self)
{
  g_mutex_init (&self->lock);
  g_queue_init (&self->jobs);
  self->requests = g_list_store_new (SIGNET_TYPE_PRACTICE_REQUEST);
}

/**
 * signet_practice_get_default_folder:
 *
 * Returns: (transfer none): the folder of the person's own practice CA,
 *   `$XDG_DATA_HOME/signet/practice`
 */
const char *
signet_practice_get_default_folder (void)
{
  static gsize once;
  static char *folder;

  if (g_once_init_enter (&once))
    {
      folder = g_build_filename (g_get_user_data_dir (), "signet", "practice", NULL);
      g_once_init_leave (&once, 1);
    }

  return folder;
}

/**
 * signet_practice_exists:
 * @folder: a folder
 *
 * Looks whether a practice CA was started in @folder before, so that items may wait for it.
 *
 * Returns: whether there is one
 */
gboolean
signet_practice_exists (const char *folder)
{
  return signet_practice_server_exists (folder);
}

/**
 * signet_practice_new:
 * @folder: where it keeps everything; made where missing
 * @port: TCP port on 127.0.0.1; 0 for the one used last, or any free one at the first start
 * @approval: whether every request waits until somebody approves or rejects it; if not, it is as it
 *   was left in @folder
 * @poll_count: how often a request is told to wait before it is issued, without @approval
 * @check_after: how many seconds a client is asked to wait before it asks again
 *
 * Makes a practice CA, see signet_practice_server_new().
 *
 * Returns: (transfer full): a practice CA that is not started
 */
SignetPractice *
signet_practice_new (const char *folder,
                     guint       port,
                     gboolean    approval,
                     guint       poll_count,
                     guint       check_after)
{
  SignetPracticeOptions options = {
    .folder = folder,
    .port = port,
    .approval = approval,
    .poll_count = poll_count,
    .check_after = check_after,
  };
  SignetPractice *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (SIGNET_TYPE_PRACTICE, NULL);
  self->server = signet_practice_server_new (&options);
  self->view = signet_practice_view_new (self->server, NULL);
  self->approval = approval;
  g_signal_connect_object (self->server, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * signet_practice_set:
 * @self: a practice CA that is not started
 * @name: name of an option of `signetctl practice`, without the dashes
 * @value: (nullable): its argument, %NULL for an option without one
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Makes it behave in another way than well, see signet_practice_server_set().
 *
 * Returns: whether there is such an option that takes this value
 */
gboolean
signet_practice_set (SignetPractice  *self,
                     const char      *name,
                     const char      *value,
                     GError         **error)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE (self) && name != NULL, FALSE);

  return signet_practice_server_set (self->server, name, value, error);
}

/**
 * signet_practice_add_code:
 * @self: a practice CA that is not started
 * @reference: (nullable): a reference number, or %NULL for the code that needs none
 * @code: its code
 *
 * Adds a code, see signet_practice_server_add_code().
 */
void
signet_practice_add_code (SignetPractice *self,
                          const char     *reference,
                          SignetSecret   *code)
{
  g_return_if_fail (SIGNET_IS_PRACTICE (self));

  signet_practice_server_add_code (self->server, reference, code);
}

/*< private >
 * signet_practice_set_known_approval:
 * @self: a practice CA
 * @approval: whether every new request waits for a person
 *
 * Shows what is so.
 */
void
signet_practice_set_known_approval (SignetPractice *self,
                                    gboolean        approval)
{
  if (self->approval == approval)
    return;
  self->approval = approval;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_APPROVAL]);
}

/*< private >
 * signet_practice_show:
 * @self: a practice CA
 * @view: (transfer full): what it shows
 * @stamp: number of @view
 *
 * Takes over what work on the practice CA led to, unless something later is known.
 */
void
signet_practice_show (SignetPractice     *self,
                      SignetPracticeView *view,
                      guint               stamp)
{
  gboolean was_running = signet_practice_is_running (self);

  if (stamp < self->shown)
    {
      signet_practice_view_free (view);
      return;
    }

  g_object_freeze_notify (G_OBJECT (self));
  signet_practice_view_free (self->view);
  self->view = view;
  self->shown = stamp;
  if (view->records != NULL)
    signet_practice_requests_fill (self->requests, view->records);
  if (view->url != NULL)
    signet_practice_set_known_approval (self, view->approval);
  if (signet_practice_is_running (self) != was_running)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * signet_practice_start:
 * @self: a practice CA that is not started
 * @error: return location for a %SIGNET_ERROR
 *
 * Starts it, see signet_practice_server_start(). Blocks.
 *
 * Returns: whether it serves
 */
gboolean
signet_practice_start (SignetPractice  *self,
                       GError         **error)
{
  SignetPracticeOrder order = { 0 };
  SignetPracticeView *view = NULL;
  guint stamp = 0;
  gboolean started;

  g_return_val_if_fail (SIGNET_IS_PRACTICE (self), FALSE);

  order.generation = self->generation;
  started = signet_practice_work (self, signet_practice_start_work, &order, &view, &stamp, error);
  signet_practice_show (self, view, stamp);

  return started;
}

static gboolean
stop_work (SignetPractice             *self,
           const SignetPracticeOrder  *order,
           GError                    **error)
{
  self->generation++;
  signet_practice_server_stop (self->server);

  return TRUE;
}

/**
 * signet_practice_stop:
 * @self: a practice CA
 *
 * Ends serving. A start that is under way is waited for, and does not count; later ones do. Does
 * nothing when it is not started. The requests stay in the list until the next start.
 */
void
signet_practice_stop (SignetPractice *self)
{
  SignetPracticeOrder order = { 0 };
  SignetPracticeView *view = NULL;
  guint stamp = 0;

  g_return_if_fail (SIGNET_IS_PRACTICE (self));

  signet_practice_work (self, stop_work, &order, &view, &stamp, NULL);
  signet_practice_show (self, view, stamp);
}

/**
 * signet_practice_is_running:
 * @self: a practice CA
 *
 * Returns: whether it serves
 */
gboolean
signet_practice_is_running (SignetPractice *self)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE (self), FALSE);

  return self->view->url != NULL;
}

/**
 * signet_practice_get_url:
 * @self: a practice CA
 *
 * Returns: (transfer none) (nullable): the address for clients, %NULL while it is not started
 */
const char *
signet_practice_get_url (SignetPractice *self)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE (self), NULL);

  return self->view->url;
}

/**
 * signet_practice_get_ca_file:
 * @self: a practice CA
 *
 * Returns: (transfer none): the file with its certificate; it is there after the first start
 */
const char *
signet_practice_get_ca_file (SignetPractice *self)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE (self), NULL);

  return signet_practice_server_get_ca_file (self->server);
}

/**
 * signet_practice_get_tls_ca_file:
 * @self: a practice CA
 *
 * Returns: (transfer none) (nullable): the file with the root of its certificate for HTTPS, %NULL
 *   while it does not serve with HTTPS
 */
const char *
signet_practice_get_tls_ca_file (SignetPractice *self)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE (self), NULL);

  return self->view->tls_ca_file;
}

/**
 * signet_practice_get_n_codes:
 * @self: a practice CA
 *
 * Returns: how many codes it has; 0 while it is not started
 */
guint
signet_practice_get_n_codes (SignetPractice *self)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE (self), 0);

  return self->view->credentials->len;
}

/**
 * signet_practice_get_credential:
 * @self: a practice CA
 * @index: which one, from 0
 *
 * Returns: (transfer none) (nullable): a reference number and its code; %NULL where there are no
 *   more
 */
SignetCredential *
signet_practice_get_credential (SignetPractice *self,
                                guint           index)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE (self), NULL);

  return index < self->view->credentials->len ? g_ptr_array_index (self->view->credentials, index)
                                              : NULL;
}

/**
 * signet_practice_get_reference:
 * @self: a practice CA
 *
 * Returns: (transfer none) (nullable): reference number of the first code
 */
const char *
signet_practice_get_reference (SignetPractice *self)
{
  SignetCredential *first = signet_practice_get_credential (self, 0);

  return first != NULL ? signet_credential_get_reference (first) : NULL;
}

/**
 * signet_practice_get_code:
 * @self: a practice CA
 *
 * Returns: (transfer none) (nullable): the first code; %NULL while it is not started
 */
SignetSecret *
signet_practice_get_code (SignetPractice *self)
{
  SignetCredential *first = signet_practice_get_credential (self, 0);

  return first != NULL ? signet_credential_get_code (first) : NULL;
}

/**
 * signet_practice_dup_profile:
 * @self: a practice CA
 *
 * Makes the profile with which the practice CA is asked: its address, and its root as the only
 * anchor, which counts for this profile only. It carries the mark of practice.
 *
 * Returns: (transfer full) (nullable): the profile; %NULL while it is not started
 */
SignetProfile *
signet_practice_dup_profile (SignetPractice *self)
{
  g_autoptr (SignetProfile) profile = NULL;

  g_return_val_if_fail (SIGNET_IS_PRACTICE (self), NULL);

  if (self->view->url == NULL)
    return NULL;

  profile = signet_profile_new ();
  signet_profile_set_name (profile, _ ("Practice CA"));
  signet_profile_set_practice (profile, TRUE);
  signet_profile_add_certificate (profile, SIGNET_TRUST_ANCHORS, self->view->root);

  return signet_profile_set_server (profile, self->view->url, NULL) ? g_steal_pointer (&profile)
                                                                    : NULL;
}

/**
 * signet_practice_get_requests:
 * @self: a practice CA
 *
 * Returns: (transfer none): its requests, the newest first, a list model of #SignetPracticeRequest;
 *   it is filled by a start and then follows what happens
 */
GListModel *
signet_practice_get_requests (SignetPractice *self)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE (self), NULL);

  return G_LIST_MODEL (self->requests);
}

/**
 * signet_practice_get_approval:
 * @self: a practice CA
 *
 * Returns: whether every new request waits for a person; known after the start
 */
gboolean
signet_practice_get_approval (SignetPractice *self)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE (self), FALSE);

  return self->approval;
}

/**
 * signet_practice_set_approval:
 * @self: a practice CA that is started
 * @approval: whether every new request shall wait for a person
 *
 * Decides for the requests from now on, see signet_practice_server_set_approval(). It is written
 * down without blocking; where that does not work, the property changes back.
 */
void
signet_practice_set_approval (SignetPractice *self,
                              gboolean        approval)
{
  g_return_if_fail (SIGNET_IS_PRACTICE (self));

  if (self->approval == approval)
    return;
  signet_practice_set_known_approval (self, approval);
  signet_practice_push_approval (self, approval);
}

/**
 * signet_practice_approve:
 * @self: a practice CA
 * @number: number of a request that waits
 * @error: return location for a %SIGNET_ERROR
 *
 * Says yes, see signet_practice_server_approve(). Blocks.
 *
 * Returns: whether that is on disk for good
 */
gboolean
signet_practice_approve (SignetPractice  *self,
                         guint            number,
                         GError         **error)
{
  gboolean done;

  g_return_val_if_fail (SIGNET_IS_PRACTICE (self), FALSE);

  g_mutex_lock (&self->lock);
  done = signet_practice_server_approve (self->server, number, error);
  g_mutex_unlock (&self->lock);

  return done;
}

/**
 * signet_practice_reject:
 * @self: a practice CA
 * @number: number of a request that waits
 * @fail_info: name of a bit of PKIFailureInfo (RFC 9810 5.2.3)
 * @error: return location for a %SIGNET_ERROR
 *
 * Says no, see signet_practice_server_reject(). Blocks.
 *
 * Returns: whether that is on disk for good
 */
gboolean
signet_practice_reject (SignetPractice  *self,
                        guint            number,
                        const char      *fail_info,
                        GError         **error)
{
  gboolean done;

  g_return_val_if_fail (SIGNET_IS_PRACTICE (self), FALSE);

  g_mutex_lock (&self->lock);
  done = signet_practice_server_reject (self->server, number, fail_info, error);
  g_mutex_unlock (&self->lock);

  return done;
}
