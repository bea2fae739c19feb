/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "practice/signet-practice-server-private.h"

#define CODES_FILE "codes.ini"
#define MAX_PORT 65535

enum {
  SIGNAL_EVENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SignetPracticeServer, signet_practice_server, G_TYPE_OBJECT)

typedef struct
{
  GWeakRef server;
  SignetPracticeEvent *event;
} Delivery;

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;

  g_weak_ref_clear (&delivery->server);
  signet_practice_event_free (delivery->event);
  g_free (delivery);
}

static gboolean
deliver_cb (gpointer data)
{
  Delivery *delivery = data;
  g_autoptr (SignetPracticeServer) self = g_weak_ref_get (&delivery->server);

  if (self != NULL)
    g_signal_emit (self, signals[SIGNAL_EVENT], 0, delivery->event);

  return G_SOURCE_REMOVE;
}

/*< private >
 * signet_practice_server_emit:
 * @event: (transfer full): what happened
 * @user_data: the server
 *
 * Hands an event on, from the server's thread, or from the creator's when a person decides. Sources
 * of one priority are dispatched in the order in which they were attached; the desk is locked, so
 * that is the order in which things happened.
 */
void
signet_practice_server_emit (SignetPracticeEvent *event,
                             gpointer             user_data)
{
  SignetPracticeServer *self = user_data;
  g_autoptr (GSource) source = g_idle_source_new ();
  Delivery *delivery = g_new0 (Delivery, 1);

  /* The server's thread ends before the object does. */
  g_weak_ref_init (&delivery->server, self);
  delivery->event = event;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver_cb, delivery, delivery_free);
  g_source_attach (source, self->context);
}

static void
signet_practice_server_dispose (GObject *object)
{
  signet_practice_server_stop (SIGNET_PRACTICE_SERVER (object));

  G_OBJECT_CLASS (signet_practice_server_parent_class)->dispose (object);
}

static void
signet_practice_server_finalize (GObject *object)
{
  SignetPracticeServer *self = SIGNET_PRACTICE_SERVER (object);

  g_free (self->folder);
  g_free (self->ca_file);
  g_free (self->tls_ca_file);
  g_free (self->url);
  g_main_context_unref (self->context);
  signet_practice_codes_free (self->own_codes);
  signet_practice_behaviour_free (self->behaviour);

  G_OBJECT_CLASS (signet_practice_server_parent_class)->finalize (object);
}

static void
signet_practice_server_class_init (SignetPracticeServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = signet_practice_server_dispose;
  object_class->finalize = signet_practice_server_finalize;

  /**
   * SignetPracticeServer::event:
   * @self: a practice CA
   * @event: what happened
   *
   * Emitted in the main context in which the practice CA was made, in the order in which things
   * happened, after they were written down.
   */
  signals[SIGNAL_EVENT] = g_signal_new ("event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        SIGNET_TYPE_PRACTICE_EVENT | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
signet_practice_server_init (SignetPracticeServer *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->own_codes = signet_practice_codes_new ();
  self->behaviour = signet_practice_behaviour_new ();
}

/**
 * signet_practice_server_new:
 * @options: how the CA behaves; copied
 *
 * Makes a practice CA: a real, small CA whose certificates nobody trusts. It answers ir, cr, p10cr,
 * kur and rr messages of CMP (RFC 9810) over HTTP, protected by a code or signed with a certificate
 * of its own that was confirmed, and questions (genm). Its lists of revoked certificates can be had
 * at the addresses /crl and /crl/root. A code can be used again and again. A subject whose common
 * name or organization is exactly “Refused” is refused, so that people can practise a refusal, too.
 *
 * It serves in a thread of its own. Events arrive in the default main context of the thread in
 * which the CA was made; the functions, of which one at a time may run, can be called from any
 * thread.
 *
 * Returns: (transfer full): a practice CA that is not started
 */
SignetPracticeServer *
signet_practice_server_new (const SignetPracticeOptions *options)
{
  SignetPracticeServer *self;

  g_return_val_if_fail (options != NULL && options->folder != NULL, NULL);

  self = g_object_new (SIGNET_TYPE_PRACTICE_SERVER, NULL);
  self->options = *options;
  self->folder = g_canonicalize_filename (options->folder, NULL);
  self->options.folder = self->folder;
  self->ca_file = g_build_filename (self->folder, SIGNET_PRACTICE_CA_FILE, NULL);
  self->tls_ca_file = g_build_filename (self->folder, SIGNET_PRACTICE_TLS_CA_FILE, NULL);

  return self;
}

/**
 * signet_practice_server_exists:
 * @folder: a folder
 *
 * Returns: whether a practice CA was started in @folder before
 */
gboolean
signet_practice_server_exists (const char *folder)
{
  g_autofree char *ca_file = NULL;

  g_return_val_if_fail (folder != NULL, FALSE);

  ca_file = g_build_filename (folder, SIGNET_PRACTICE_CA_FILE, NULL);

  return g_file_test (ca_file, G_FILE_TEST_EXISTS);
}

/**
 * signet_practice_server_set:
 * @self: a practice CA that is not started
 * @name: name of an option of `signetctl practice`, without the dashes
 * @value: (nullable): its argument, %NULL for an option without one
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Makes the CA behave in another way than well, see signet_practice_behaviour_set().
 *
 * Returns: whether there is such an option that takes this value
 */
gboolean
signet_practice_server_set (SignetPracticeServer  *self,
                            const char            *name,
                            const char            *value,
                            GError               **error)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE_SERVER (self) && name != NULL, FALSE);
  g_return_val_if_fail (self->desk == NULL, FALSE);

  return signet_practice_behaviour_set (self->behaviour, name, value, error);
}

/**
 * signet_practice_server_add_code:
 * @self: a practice CA that is not started
 * @reference: (nullable): a reference number, or %NULL for the code that needs none
 * @code: its code
 *
 * Adds a code, which the CA keeps in its folder; replaces the one that @reference had. The first
 * one added is what signet_practice_server_get_code() returns. A code that is not text is reported
 * by signet_practice_server_start().
 */
void
signet_practice_server_add_code (SignetPracticeServer *self,
                                 const char           *reference,
                                 SignetSecret         *code)
{
  g_return_if_fail (SIGNET_IS_PRACTICE_SERVER (self));
  g_return_if_fail (code != NULL && self->desk == NULL);

  signet_practice_codes_add (self->own_codes, reference, code);
}

static gboolean
check_options (SignetPracticeServer  *self,
               GError               **error)
{
  for (guint i = 0; i < signet_practice_codes_get_size (self->own_codes); i++)
    {
      const char *reference = signet_practice_codes_get_reference (self->own_codes, i);
      SignetSecret *code = signet_practice_codes_get_code (self->own_codes, i);

      if ((reference != NULL && (*reference == '\0' || !g_utf8_validate (reference, -1, NULL))) ||
          signet_secret_get_size (code) == 0 ||
          !g_utf8_validate (signet_secret_get_text (code), (gssize) signet_secret_get_size (code),
                            NULL))
        {
          g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                               _ ("A reference number or a code is empty, or it is not text."));
          return FALSE;
        }
    }
  if (self->options.port > MAX_PORT)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, _ ("A port is a number up to %d."),
                 MAX_PORT);
  else if (self->options.check_after > G_MAXINT)
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                         _ ("The time to wait is too long."));
  else
    return TRUE;

  return FALSE;
}

static gboolean
load_codes (SignetPracticeServer  *self,
            GError               **error)
{
  g_autofree char *path = g_build_filename (self->folder, CODES_FILE, NULL);
  g_autoptr (SignetPracticeCodes) codes = signet_practice_codes_load (path, error);
  gboolean changed = signet_practice_codes_get_size (self->own_codes) > 0;

  if (codes == NULL)
    return FALSE;

  signet_practice_codes_prepend_all (codes, self->own_codes);
  if (signet_practice_codes_get_size (codes) == 0)
    {
      if (!signet_practice_codes_make (codes, error))
        return FALSE;
      changed = TRUE;
    }
  if (changed && !signet_practice_codes_save (codes, path, error))
    return FALSE;

  signet_practice_codes_free (self->desk->codes);
  self->desk->codes = g_steal_pointer (&codes);

  return TRUE;
}

static gboolean
open_everything (SignetPracticeServer  *self,
                 GError               **error)
{
  guint port;

  self->desk = signet_practice_desk_new (&self->options, self->behaviour,
                                         signet_practice_server_emit, self, error);
  if (self->desk == NULL || !load_codes (self, error) ||
      !signet_practice_tls_load (&self->tls, self->desk, error))
    return FALSE;

  port = self->options.port != 0 ? self->options.port
                                 : signet_practice_store_get_port (self->desk->store);

  return signet_practice_server_open_web (self, port, error) &&
         signet_practice_store_set_port (self->desk->store,
                                         signet_practice_http_get_port (self->http), error);
}

/**
 * signet_practice_server_start:
 * @self: a practice CA that is not started
 * @error: return location for a %SIGNET_ERROR: %SIGNET_ERROR_BUSY when another practice CA has the
 *   folder, %SIGNET_ERROR_STORE when the port is in use, %SIGNET_ERROR_USAGE for impossible options
 *
 * Reads the CA's folder, or makes it at the first start, and serves from then on. Blocks for a
 * moment. Can be called again after signet_practice_server_stop().
 *
 * Returns: whether it serves
 */
gboolean
signet_practice_server_start (SignetPracticeServer  *self,
                              GError               **error)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE_SERVER (self), FALSE);
  g_return_val_if_fail (self->desk == NULL, FALSE);

  if (!check_options (self, error))
    return FALSE;
  if (open_everything (self, error))
    return TRUE;
  signet_practice_server_stop (self);

  return FALSE;
}

/**
 * signet_practice_server_stop:
 * @self: a practice CA
 *
 * Ends serving; the message that is being worked off is answered first. Does nothing when the CA is
 * not started. Requests that wait go on after the next start.
 */
void
signet_practice_server_stop (SignetPracticeServer *self)
{
  g_return_if_fail (SIGNET_IS_PRACTICE_SERVER (self));

  g_clear_pointer (&self->http, signet_practice_http_stop);
  g_clear_pointer (&self->desk, signet_practice_desk_free);
  signet_practice_tls_clear (&self->tls);
  g_clear_pointer (&self->url, g_free);
}

/**
 * signet_practice_server_get_url:
 * @self: a practice CA
 *
 * Returns: (transfer none) (nullable): the address for clients, %NULL while it is not started
 */
const char *
signet_practice_server_get_url (SignetPracticeServer *self)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE_SERVER (self), NULL);

  return self->url;
}

/**
 * signet_practice_server_get_ca_file:
 * @self: a practice CA
 *
 * Returns: (transfer none): the file with the CA's certificate; it is there after the first start
 */
const char *
signet_practice_server_get_ca_file (SignetPracticeServer *self)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE_SERVER (self), NULL);

  return self->ca_file;
}

/**
 * signet_practice_server_get_tls_ca_file:
 * @self: a practice CA
 *
 * Returns: (transfer none) (nullable): the file with the root of its certificate for HTTPS, %NULL
 *   while it does not serve with HTTPS
 */
const char *
signet_practice_server_get_tls_ca_file (SignetPracticeServer *self)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE_SERVER (self), NULL);

  return self->tls.certificate != NULL ? self->tls_ca_file : NULL;
}

/**
 * signet_practice_server_get_reference:
 * @self: a practice CA
 *
 * Returns: (transfer none) (nullable): reference number of the first code; %NULL when it has none,
 *   and while the CA is not started
 */
const char *
signet_practice_server_get_reference (SignetPracticeServer *self)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE_SERVER (self), NULL);

  return self->desk != NULL ? signet_practice_codes_get_reference (self->desk->codes, 0) : NULL;
}

/**
 * signet_practice_server_get_code:
 * @self: a practice CA
 *
 * Returns: (transfer none) (nullable): the first code; %NULL while the CA is not started
 */
SignetSecret *
signet_practice_server_get_code (SignetPracticeServer *self)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE_SERVER (self), NULL);

  return self->desk != NULL ? signet_practice_codes_get_code (self->desk->codes, 0) : NULL;
}

/**
 * signet_practice_server_get_n_codes:
 * @self: a practice CA
 *
 * Returns: how many codes it has; 0 while it is not started
 */
guint
signet_practice_server_get_n_codes (SignetPracticeServer *self)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE_SERVER (self), 0);

  return self->desk != NULL ? signet_practice_codes_get_size (self->desk->codes) : 0;
}

/**
 * signet_practice_server_dup_credential:
 * @self: a practice CA that is started
 * @index: less than signet_practice_server_get_n_codes()
 *
 * Returns: (transfer full): a reference number and its code
 */
SignetCredential *
signet_practice_server_dup_credential (SignetPracticeServer *self,
                                       guint                 index)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE_SERVER (self) && self->desk != NULL, NULL);

  return signet_credential_new_code (signet_practice_codes_get_reference (self->desk->codes, index),
                                     signet_practice_codes_get_code (self->desk->codes, index));
}

/**
 * signet_practice_server_remove:
 * @self: a practice CA
 * @error: return location for a %SIGNET_ERROR_BUSY when another process has its folder, or what
 *   removing brings
 *
 * Ends serving and removes the CA's folder with everything in it. A start after that makes a new
 * CA.
 *
 * Returns: whether it is gone
 */
gboolean
signet_practice_server_remove (SignetPracticeServer  *self,
                               GError               **error)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE_SERVER (self), FALSE);

  signet_practice_server_stop (self);

  return signet_practice_store_remove (self->folder, error);
}
