/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-transport-private.h"

#include <glib/gi18n-lib.h>

#include "cmp/signet-transport-carriage-private.h"
#include "cmp/signet-transport-proxy-private.h"
#include "core/signet-error.h"
#include "core/signet-url.h"

#define SECOND 1000                    /* milliseconds */
#define FRESH (2 * G_TIME_SPAN_SECOND) /* so long a connection is taken for alive */

struct _SignetTransport
{
  GMainContext *context;
  SoupSession *session;
  GUri *uri;
  SignetTls *tls;
  GProxyResolver *proxy; /* or NULL for none */
  gboolean system_proxy; /* whether the system decides instead */
  SignetKeepAlive keep_alive;
  gsize limit;
  guint connect_time; /* milliseconds, as the next two */
  guint message_time;
  gint64 total_time; /* 0 for no end */

  gint64 spent;       /* microseconds of all transfers so far */
  gint64 answered_at; /* monotonic, or 0 before the first answer */
  guint64 connection; /* on which that came */
  gint64 http_date;
  gboolean left;
  gboolean abandonable;
};

/* Within a transaction the server has answered a moment ago, and can be expected to still hold the
 * connection. The first message has no connection to go on with; a later one after a while would
 * only be lost on one that is closed meanwhile. */
static gboolean
may_go_on (SignetTransport *self)
{
  if (self->answered_at == 0 || self->keep_alive == SIGNET_KEEP_ALIVE_NEVER)
    return FALSE;

  return self->keep_alive == SIGNET_KEEP_ALIVE_REQUIRE ||
         g_get_monotonic_time () - self->answered_at < FRESH;
}

static void
choose_connection (SignetTransport *self,
                   SoupMessage     *message,
                   gboolean         go_on)
{
  if (self->keep_alive == SIGNET_KEEP_ALIVE_NEVER)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Connection",
                                  "close");
  else if (go_on)
    /* To libsoup this means that the message may use a connection which is there already; a POST is
     * never sent again by it. */
    soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
}

static void
close_session (SignetTransport *self)
{
  soup_session_abort (self->session);
  g_clear_object (&self->session);
  /* What libsoup still has to close is closed now, before the context goes. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
}

static void
open_session (SignetTransport *self)
{
  /* One clock for everything is ours; that of libsoup begins anew with each byte. */
  self->session = soup_session_new_with_options ("timeout", 0, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  if (!self->system_proxy)
    soup_session_set_proxy_resolver (self->session, self->proxy);
  signet_tls_set_up (self->tls, self->session);
}

static SoupMessage *
new_post (SignetTransport *self,
          GBytes          *body,
          gboolean         go_on)
{
  SoupMessage *message = soup_message_new_from_uri (SOUP_METHOD_POST, self->uri);

  soup_message_set_request_body_from_bytes (message, "application/pkixcmp", body);
  choose_connection (self, message, go_on);

  return message;
}

static void
set_up (SignetTransport *self,
        SignetCarriage  *carriage)
{
  carriage->context = self->context;
  carriage->session = self->session;
  carriage->tls = self->tls;
  carriage->connect_time = self->connect_time;
  carriage->time = self->message_time;
}

/* The deadline of the exchange runs only while a message is on its way: a person who reads and
 * thinks does not use it up. */
static gboolean
set_time (SignetTransport *self,
          SignetCarriage  *carriage)
{
  gint64 remaining = self->total_time - self->spent / 1000;

  if (self->total_time == 0 || remaining >= (gint64) self->message_time)
    return TRUE;
  if (remaining <= 0)
    return FALSE;
  carriage->time = (guint) remaining;
  carriage->is_total = TRUE;

  return TRUE;
}

static void
note_date (SignetTransport *self,
           SoupMessage     *message)
{
  const char *text =
    soup_message_headers_get_one (soup_message_get_response_headers (message), "Date");
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  self->http_date = date != NULL ? g_date_time_to_unix (date) : 0;
}

static void
note_end (SignetTransport *self,
          SignetCarriage  *carriage,
          gint64           began_at)
{
  gint64 now = g_get_monotonic_time ();

  self->spent += now - began_at;
  self->left = self->left || carriage->left;
  if (!carriage->left || carriage->phase != SIGNET_PHASE_READ)
    return;
  note_date (self, carriage->message);
  self->connection = carriage->connection;
  self->answered_at = now;
}

/* The server closed the connection at the very moment when it was to be used again. What goes on an
 * old connection is never a request, but a question or a confirmation that may be repeated. */
static gboolean
may_repeat (SignetTransport *self,
            SignetCarriage  *carriage,
            gboolean         go_on)
{
  return go_on && self->keep_alive == SIGNET_KEEP_ALIVE_PREFER && carriage->left &&
         carriage->connection == self->connection &&
         g_error_matches (carriage->error, SIGNET_ERROR, SIGNET_ERROR_UNREACHABLE);
}

static GBytes *
take_answer (SignetCarriage  *carriage,
             GError         **error)
{
  if (carriage->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&carriage->error));
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&carriage->answer));
}

static GBytes *
post (SignetTransport  *self,
      GBytes           *body,
      gboolean          go_on,
      GCancellable     *cancellable,
      gboolean         *again,
      GError          **error)
{
  g_auto (SignetCarriage) carriage = { 0 };
  gint64 began_at = g_get_monotonic_time ();

  if (self->answered_at != 0 && !go_on && self->keep_alive != SIGNET_KEEP_ALIVE_NEVER)
    {
      /* A server that serves one connection after the other must not wait for the old one. */
      close_session (self);
      open_session (self);
    }
  carriage.message = new_post (self, body, go_on);
  carriage.limit = self->limit;
  carriage.abandonable = self->abandonable;
  carriage.required =
    go_on && self->keep_alive == SIGNET_KEEP_ALIVE_REQUIRE ? self->connection : 0;
  set_up (self, &carriage);
  if (!set_time (self, &carriage))
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_TIMED_OUT,
                   _ ("The exchange with “%s” took longer than the setup allows."),
                   g_uri_get_host (self->uri));
      return NULL;
    }

  signet_carriage_run (&carriage, cancellable);
  note_end (self, &carriage, began_at);
  *again = may_repeat (self, &carriage, go_on);
  signet_carriage_judge_cmp (&carriage);

  return take_answer (&carriage, error);
}

/**
 * signet_transport_send:
 * @self: a transport
 * @message: a PKIMessage in DER
 * @cancellable: (nullable): gives the transfer up, but only while no byte has left
 * @error: return location for an error
 *
 * Posts @message (RFC 9811 3) and reads the answer, which is not larger than the profile allows. A
 * redirection is reported, never followed. Blocks, for at most the time that the profile gives to a
 * message.
 *
 * Returns: (transfer full) (nullable): the content of the answer, which is not looked at further
 */
GBytes *
signet_transport_send (SignetTransport  *self,
                       GBytes           *message,
                       GCancellable     *cancellable,
                       GError          **error)
{
  g_autoptr (GError) first = NULL;
  gboolean again = FALSE;
  GBytes *answer;

  g_return_val_if_fail (self != NULL && message != NULL, NULL);

  answer = post (self, message, may_go_on (self), cancellable, &again, &first);
  if (again)
    {
      g_clear_error (&first);
      answer = post (self, message, FALSE, cancellable, &again, &first);
    }
  if (first != NULL)
    g_propagate_error (error, g_steal_pointer (&first));

  return answer;
}

static GUri *
parse_file_url (const char  *url,
                GError     **error)
{
  g_autofree char *normal = signet_url_normalize (url, error);

  return normal != NULL ? g_uri_parse (normal, SOUP_HTTP_URI_FLAGS, error) : NULL;
}

/**
 * signet_transport_fetch:
 * @self: a transport
 * @url: http:// or https://, from a certificate or a profile
 * @limit: how many bytes the file may have
 * @cancellable: (nullable): gives it up at any time
 * @error: return location for an error
 *
 * Reads a file, such as a revocation list (RFC 5280 4.2.1.13), with the proxy, the timeouts and the
 * trusted CAs of the profile. The client certificate is shown to nobody but the CMP server. No
 * redirection is followed. The connection of a transaction is not touched. Blocks.
 *
 * Returns: (transfer full) (nullable): its content
 */
GBytes *
signet_transport_fetch (SignetTransport  *self,
                        const char       *url,
                        gsize             limit,
                        GCancellable     *cancellable,
                        GError          **error)
{
  g_auto (SignetCarriage) carriage = { 0 };
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (self != NULL && url != NULL && limit > 0, NULL);

  uri = parse_file_url (url, error);
  if (uri == NULL)
    return NULL;
  carriage.message = soup_message_new_from_uri (SOUP_METHOD_GET, uri);
  soup_message_add_flags (carriage.message, SOUP_MESSAGE_NEW_CONNECTION);
  soup_message_headers_replace (soup_message_get_request_headers (carriage.message), "Connection",
                                "close");
  carriage.limit = limit;
  carriage.abandonable = TRUE;
  set_up (self, &carriage);

  signet_carriage_run (&carriage, cancellable);
  signet_carriage_judge_file (&carriage);

  return take_answer (&carriage, error);
}

/**
 * signet_transport_has_left:
 * @self: a transport
 *
 * Returns: whether a byte of any CMP message may have reached the server
 */
gboolean
signet_transport_has_left (SignetTransport *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->left;
}

/**
 * signet_transport_get_http_date:
 * @self: a transport
 *
 * Returns: what the web server's clock showed in the last answer to a CMP message (RFC 9110 6.6.1),
 *   in seconds since 1970; 0 where it did not say
 */
gint64
signet_transport_get_http_date (SignetTransport *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->http_date;
}

/**
 * signet_transport_set_abandonable:
 * @self: a transport
 * @abandonable: whether nothing is lost with an answer
 *
 * Lets the cancellable of signet_transport_send() end a transfer at any time. By default what has
 * left is awaited: only questions without consequences (genm) may be left without their answer.
 */
void
signet_transport_set_abandonable (SignetTransport *self,
                                  gboolean         abandonable)
{
  g_return_if_fail (self != NULL);

  self->abandonable = abandonable;
}

static void
read_settings (SignetTransport *self,
               SignetProfile   *profile)
{
  self->keep_alive = signet_profile_get_choice (profile, SIGNET_SETTING_KEEP_ALIVE);
  self->limit = (gsize) signet_profile_get_number (profile, SIGNET_SETTING_MAX_ANSWER_SIZE);
  self->message_time = signet_profile_get_timeout (profile) * SECOND;
  self->connect_time =
    (guint) signet_profile_get_number (profile, SIGNET_SETTING_CONNECT_TIMEOUT) * SECOND;
  self->total_time = signet_profile_get_number (profile, SIGNET_SETTING_TOTAL_TIMEOUT) * SECOND;
}

/**
 * signet_transport_new:
 * @profile: whose server, connection and HTTPS it is, with the wishes of the operation applied
 * @error: return location for an error about a proxy or a file for HTTPS
 *
 * Makes a transport for the calling thread, which gets a main context of its own until the
 * transport is freed on it. Blocks while files are read.
 *
 * Returns: (transfer full) (nullable): a transport
 */
SignetTransport *
signet_transport_new (SignetProfile  *profile,
                      GError        **error)
{
  g_autoptr (SignetTransport) self = NULL;

  g_return_val_if_fail (profile != NULL && signet_profile_get_server (profile) != NULL, NULL);

  self = g_new0 (SignetTransport, 1);
  self->context = g_main_context_new ();
  g_main_context_push_thread_default (self->context);
  self->uri = g_uri_parse (signet_profile_get_server (profile), SOUP_HTTP_URI_FLAGS, error);
  if (self->uri == NULL)
    return NULL;
  read_settings (self, profile);
  self->tls = signet_tls_new (profile, self->uri, error);
  if (self->tls == NULL ||
      !signet_transport_proxy_choose (profile, self->uri, &self->proxy, &self->system_proxy, error))
    return NULL;
  open_session (self);

  return g_steal_pointer (&self);
}

/**
 * signet_transport_free:
 * @self: a transport, on the thread that made it
 *
 * Closes the connections and frees @self.
 */
void
signet_transport_free (SignetTransport *self)
{
  g_return_if_fail (self != NULL);

  if (self->session != NULL)
    close_session (self);
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);
  g_clear_object (&self->proxy);
  g_clear_pointer (&self->tls, signet_tls_free);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_free (self);
}
