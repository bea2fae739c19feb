/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-practice.h"

#include "practice/signet-practice-server.h"

struct _SignetPractice
{
  GObject parent_instance;

  SignetPracticeServer *server;
};

enum {
  SIGNAL_EVENT,
  N_SIGNALS
};

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
signet_practice_class_init (SignetPracticeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = signet_practice_dispose;

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
}

/**
 * signet_practice_new:
 * @folder: where it keeps everything; made where missing
 * @port: TCP port on 127.0.0.1; 0 for the one used last, or any free one at the first start
 * @approval: whether every request waits until somebody approves or rejects it
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
  g_signal_connect_object (self->server, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);

  return self;
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

/**
 * signet_practice_start:
 * @self: a practice CA that is not started
 * @error: return location for a %SIGNET_ERROR
 *
 * Starts it, see signet_practice_server_start().
 *
 * Returns: whether it serves
 */
gboolean
signet_practice_start (SignetPractice  *self,
                       GError         **error)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE (self), FALSE);

  return signet_practice_server_start (self->server, error);
}

/**
 * signet_practice_stop:
 * @self: a practice CA
 *
 * Ends serving. Does nothing when it is not started.
 */
void
signet_practice_stop (SignetPractice *self)
{
  g_return_if_fail (SIGNET_IS_PRACTICE (self));

  signet_practice_server_stop (self->server);
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

  return signet_practice_server_get_url (self->server);
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
 * signet_practice_get_reference:
 * @self: a practice CA
 *
 * Returns: (transfer none) (nullable): reference number of the first code
 */
const char *
signet_practice_get_reference (SignetPractice *self)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE (self), NULL);

  return signet_practice_server_get_reference (self->server);
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
  g_return_val_if_fail (SIGNET_IS_PRACTICE (self), NULL);

  return signet_practice_server_get_code (self->server);
}

/**
 * signet_practice_approve:
 * @self: a practice CA
 * @number: number of a request that waits
 * @error: return location for a %SIGNET_ERROR
 *
 * Says yes, see signet_practice_server_approve().
 *
 * Returns: whether that is on disk for good
 */
gboolean
signet_practice_approve (SignetPractice  *self,
                         guint            number,
                         GError         **error)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE (self), FALSE);

  return signet_practice_server_approve (self->server, number, error);
}

/**
 * signet_practice_reject:
 * @self: a practice CA
 * @number: number of a request that waits
 * @fail_info: name of a bit of PKIFailureInfo (RFC 9810 5.2.3)
 * @error: return location for a %SIGNET_ERROR
 *
 * Says no, see signet_practice_server_reject().
 *
 * Returns: whether that is on disk for good
 */
gboolean
signet_practice_reject (SignetPractice  *self,
                        guint            number,
                        const char      *fail_info,
                        GError         **error)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE (self), FALSE);

  return signet_practice_server_reject (self->server, number, fail_info, error);
}
