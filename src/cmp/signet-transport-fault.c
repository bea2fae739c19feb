/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-transport-carriage-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"

/* What went wrong, and how a person hears of it; each sentence has a “%s” for the server. */
typedef struct
{
  SignetError code;
  const char *sentence;
} Fault;

/* The clock ran out: where the message was then. */
static const Fault OVERDUE[] = {
  [SIGNET_PHASE_RESOLVE] = { SIGNET_ERROR_TIMED_OUT,
                             N_ ("The name of “%s” could not be looked up in time.") },
  [SIGNET_PHASE_CONNECT] = { SIGNET_ERROR_TIMED_OUT,
                             N_ ("“%s” did not accept a connection in time.") },
  [SIGNET_PHASE_PROXY] = { SIGNET_ERROR_PROXY,
                           N_ ("The proxy did not connect to “%s” in time.") },
  [SIGNET_PHASE_TLS] = { SIGNET_ERROR_TIMED_OUT,
                         N_ ("“%s” did not agree on a secure connection in time. A server that "
                             "does not know HTTPS needs an address with http://.") },
  [SIGNET_PHASE_WAIT] = { SIGNET_ERROR_TIMED_OUT, N_ ("“%s” did not answer in time.") },
  [SIGNET_PHASE_READ] = { SIGNET_ERROR_TIMED_OUT,
                          N_ ("The answer of “%s” did not arrive completely in time.") },
};

static const Fault TOTAL = { SIGNET_ERROR_TIMED_OUT,
                             N_ ("The exchange with “%s” took longer than the setup allows.") };
static const Fault UNKNOWN_HOST = { SIGNET_ERROR_HOST_NOT_FOUND,
                                    N_ ("The server’s name “%s” is not known.") };
static const Fault UNKNOWN_PROXY = { SIGNET_ERROR_PROXY,
                                     N_ ("The name of the proxy in front of “%s” is not known.") };
static const Fault UNREACHABLE = { SIGNET_ERROR_UNREACHABLE, N_ ("“%s” cannot be reached.") };
static const Fault REFUSED = { SIGNET_ERROR_UNREACHABLE,
                               N_ ("Nobody takes connections at “%s”.") };
static const Fault NO_ANSWER = { SIGNET_ERROR_UNREACHABLE,
                                 N_ ("“%s” closed the connection without an answer.") };
static const Fault NO_PLAIN_ANSWER = {
  SIGNET_ERROR_UNREACHABLE, N_ ("“%s” closed the connection without an answer. A server that knows "
                                "only HTTPS needs an address with https://.")
};
static const Fault NO_PROXY = { SIGNET_ERROR_PROXY,
                                N_ ("The proxy in front of “%s” cannot be reached.") };
static const Fault PROXY_FAILED = {
  SIGNET_ERROR_PROXY, N_ ("The proxy did not let the request through to “%s”.")
};
static const Fault NO_TLS = { SIGNET_ERROR_TLS,
                              N_ ("No secure connection to “%s” could be made. A server that does "
                                  "not know HTTPS needs an address with http://.") };
static const Fault NO_HTTP = { SIGNET_ERROR_NOT_CMP,
                               N_ ("“%s” does not answer as a web server does. One that knows only "
                                   "HTTPS needs an address with https://.") };
static const Fault CUT_OFF = { SIGNET_ERROR_TRUNCATED,
                               N_ ("The answer of “%s” was cut off.") };
static const Fault CLIENT_MISSING = { SIGNET_ERROR_TLS_CLIENT,
                                      N_ ("“%s” wants a client certificate, and the setup has "
                                          "none.") };
static const Fault CLIENT_REFUSED = {
  SIGNET_ERROR_TLS_CLIENT, N_ ("“%s” did not accept the secure connection with this client "
                               "certificate.")
};

static gboolean
is_proxy_error (const GError *cause)
{
  return g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PROXY_FAILED) ||
         g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED) ||
         g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH) ||
         g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PROXY_NOT_ALLOWED);
}

static gboolean
is_secure (SignetCarriage *self)
{
  return g_str_equal (g_uri_get_scheme (soup_message_get_uri (self->message)), "https");
}

/* TLS 1.3 tells the client only after the handshake that its certificate was not good enough, when
 * the message is already on its way; GnuTLS may see no more of that than a broken pipe. */
static gboolean
is_about_client (SignetCarriage *self,
                 const GError   *cause)
{
  if (g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_CERTIFICATE_REQUIRED))
    return TRUE;
  if (!is_secure (self) || !self->fresh || (!self->peer.asked && !self->peer.shown))
    return FALSE;
  if (self->phase == SIGNET_PHASE_TLS)
    return TRUE;

  return self->phase == SIGNET_PHASE_WAIT &&
         (cause->domain == G_TLS_ERROR ||
          g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED));
}

/* Whose name could not be looked up: the resolver of the session knows, and has just been asked by
 * libsoup. */
static gboolean
is_for_proxy (SignetCarriage *self)
{
  GProxyResolver *resolver = soup_session_get_proxy_resolver (self->session);
  g_autofree char *uri = NULL;
  g_auto (GStrv) proxies = NULL;

  if (resolver == NULL)
    return FALSE;
  uri = g_uri_to_string (soup_message_get_uri (self->message));
  proxies = g_proxy_resolver_lookup (resolver, uri, NULL, NULL);

  return proxies != NULL && proxies[0] != NULL && !g_str_equal (proxies[0], "direct://");
}

static const Fault *
find_connect_fault (SignetCarriage *self,
                    const GError   *cause)
{
  if (cause->domain == G_RESOLVER_ERROR)
    return is_for_proxy (self) ? &UNKNOWN_PROXY : &UNKNOWN_HOST;
  if (is_proxy_error (cause) || self->phase == SIGNET_PHASE_PROXY)
    return &PROXY_FAILED;
  if (self->phase == SIGNET_PHASE_TLS)
    return &NO_TLS;
  if (self->proxied)
    return &NO_PROXY;

  return g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED) ? &REFUSED
                                                                            : &UNREACHABLE;
}

static const Fault *
find_fault (SignetCarriage *self,
            const GError   *cause)
{
  if (self->overdue == SIGNET_OVERDUE_TOTAL)
    return &TOTAL;
  if (self->overdue != SIGNET_OVERDUE_NO ||
      g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return &OVERDUE[self->phase];
  if (is_about_client (self, cause))
    return self->peer.shown ? &CLIENT_REFUSED : &CLIENT_MISSING;
  if (cause->domain == G_TLS_ERROR)
    return &NO_TLS;
  if (cause->domain == SOUP_SESSION_ERROR && cause->code == SOUP_SESSION_ERROR_PARSING)
    return &NO_HTTP;
  if (self->phase == SIGNET_PHASE_READ)
    return &CUT_OFF;
  if (self->phase == SIGNET_PHASE_WAIT)
    return is_secure (self) ? &NO_ANSWER : &NO_PLAIN_ANSWER;

  return find_connect_fault (self, cause);
}

/**
 * signet_carriage_dup_where:
 * @self: a message
 *
 * Returns: (transfer full): the server and its port, for a sentence
 */
char *
signet_carriage_dup_where (SignetCarriage *self)
{
  GUri *uri = soup_message_get_uri (self->message);
  const char *host = g_uri_get_host (uri);

  return g_strdup_printf (strchr (host, ':') != NULL ? "[%s]:%d" : "%s:%d", host,
                          g_uri_get_port (uri));
}

static void
set_fault (SignetCarriage *self,
           const Fault    *fault,
           const GError   *cause)
{
  g_autofree char *where = fault->code == SIGNET_ERROR_HOST_NOT_FOUND
                             ? g_strdup (g_uri_get_host (soup_message_get_uri (self->message)))
                             : signet_carriage_dup_where (self);
  g_autofree char *sentence = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  sentence = g_strdup_printf (_ (fault->sentence), where);
#pragma GCC diagnostic pop
  self->error = g_error_new_literal (SIGNET_ERROR, (int) fault->code, sentence);
  if (self->overdue == SIGNET_OVERDUE_NO)
    signet_error_add_technical (self->error, cause->message);
}

/**
 * signet_carriage_explain:
 * @self: a message that failed
 * @cause: what GIO or libsoup says
 *
 * Sets the error: the person's wish, the certificate of the server, our clock or the network.
 */
void
signet_carriage_explain (SignetCarriage *self,
                         GError         *cause)
{
  gboolean by_alert = cause->domain == G_TLS_ERROR;

  if (self->overdue == SIGNET_OVERDUE_NO &&
      g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->error = g_error_copy (cause);
      return;
    }
  self->error = signet_tls_explain (&self->peer);
  if (self->error == NULL)
    set_fault (self, find_fault (self, cause), cause);
  /* The alert came under the keys of the connection: the web server has read nothing. */
  if (by_alert && self->error->code == SIGNET_ERROR_TLS_CLIENT)
    self->left = FALSE;
}
