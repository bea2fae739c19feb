/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-responder-private.h"
#include "practice/signet-practice-server-private.h"

#define CRL_TYPE "application/pkix-crl" /* RFC 2585 4.2 */

static GBytes *
answer (GBytes    *message,
        gpointer   user_data,
        GError   **error)
{
  SignetPracticeServer *self = user_data;

  return signet_practice_responder_answer (self->desk, message, error);
}

static GBytes *
fetch (const char  *path,
       const char **type,
       gpointer     user_data)
{
  SignetPracticeServer *self = user_data;
  GBytes *content;

  g_mutex_lock (&self->desk->lock);
  content = signet_practice_desk_fetch (self->desk, path);
  g_mutex_unlock (&self->desk->lock);
  *type = CRL_TYPE;

  return content;
}

static gboolean
accept_client (const char *pem,
               gpointer    user_data)
{
  SignetPracticeServer *self = user_data;
  gboolean accepts;

  g_mutex_lock (&self->desk->lock);
  accepts = signet_practice_tls_accepts_client (self->desk, pem);
  g_mutex_unlock (&self->desk->lock);

  return accepts;
}

/* The server thread has no lock here. */
static void
ended (gpointer user_data)
{
  SignetPracticeServer *self = user_data;
  SignetPracticeEvent event = { .name = (char *) "ended" };

  signet_practice_server_emit (signet_practice_event_copy (&event), self);
}

static SignetPracticeHttp *
start_web (SignetPracticeServer  *self,
           guint                  port,
           GError               **error)
{
  const SignetPracticeBehaviour *behaviour = self->behaviour;
  const SignetPracticeHttpSetup setup = {
    .port = port,
    .answer = answer,
    .fetch = fetch,
    .ended = ended,
    .accept_client = accept_client,
    .user_data = self,
    .answer_delay = signet_practice_behaviour_get_number (behaviour, SIGNET_PRACTICE_ANSWER_DELAY),
    .drops = signet_practice_behaviour_get_list (behaviour, SIGNET_PRACTICE_DROP),
    .max_messages = signet_practice_behaviour_get_number (behaviour, SIGNET_PRACTICE_MAX_MESSAGES),
    .hosts = signet_practice_behaviour_get_list (behaviour, SIGNET_PRACTICE_TLS_HOST),
    .certificate = self->tls.certificate,
    .clients = self->tls.clients,
  };

  return signet_practice_http_start (&setup, error);
}

/*< private >
 * signet_practice_server_open_web:
 * @self: a practice CA whose folder is open
 * @port: TCP port on 127.0.0.1, or 0 for any free one
 * @error: return location for a %SIGNET_ERROR_STORE
 *
 * Starts the web server. A client may be quicker than this function: whoever answers it needs the
 * lock, too.
 *
 * Returns: whether it serves
 */
gboolean
signet_practice_server_open_web (SignetPracticeServer  *self,
                                 guint                  port,
                                 GError               **error)
{
  g_mutex_lock (&self->desk->lock);
  self->http = start_web (self, port, error);
  if (self->http != NULL)
    {
      self->desk->url = g_strdup_printf ("%s://127.0.0.1:%u",
                                         self->tls.certificate != NULL ? "https" : "http",
                                         signet_practice_http_get_port (self->http));
      self->url = g_strconcat (self->desk->url, "/pkix/", NULL);
    }
  g_mutex_unlock (&self->desk->lock);

  return self->http != NULL;
}
