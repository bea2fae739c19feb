/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fault-fixture.h"

/* A profile for an address; a wrong turn shall not take longer than half a minute. */
SignetProfile *
fault_fixture_profile_for (const char *url)
{
  SignetProfile *profile = signet_profile_new ();
  g_autoptr (GError) error = NULL;

  signet_profile_set_server (profile, url, &error);
  g_assert_no_error (error);

  return profile;
}

/* A profile for a server of the test. */
SignetProfile *
fault_fixture_profile (FaultServer *server,
                       const char  *path)
{
  g_autofree char *url = fault_server_dup_url (server, path);

  return fault_fixture_profile_for (url);
}

void
fault_fixture_set (SignetProfile *profile,
                   SignetSetting  setting,
                   const char    *text)
{
  g_autoptr (GError) error = NULL;

  signet_profile_set_value (profile, NULL, setting, text, &error);
  g_assert_no_error (error);
}

SignetTransport *
fault_fixture_transport (SignetProfile *profile)
{
  g_autoptr (GError) error = NULL;
  SignetTransport *transport = signet_transport_new (profile, &error);

  g_assert_no_error (error);

  return transport;
}

/* The smallest DER that looks like a message. */
GBytes *
fault_fixture_message (void)
{
  return g_bytes_new_static ("0\003\002\001\002", 5);
}

/* Sends one message with a transport of its own. */
GBytes *
fault_fixture_post (SignetProfile  *profile,
                    GCancellable   *cancellable,
                    gboolean       *left,
                    GError        **error)
{
  g_autoptr (SignetTransport) transport = fault_fixture_transport (profile);
  g_autoptr (GBytes) message = fault_fixture_message ();
  GBytes *answer = signet_transport_send (transport, message, cancellable, error);

  if (left != NULL)
    *left = signet_transport_has_left (transport);

  return answer;
}

typedef struct
{
  FaultServer *server;
  GCancellable *cancellable;
} Wish;

static gpointer
make_wish (gpointer data)
{
  g_autofree Wish *wish = data;

  fault_server_wait_for_request (wish->server, 1);
  g_cancellable_cancel (wish->cancellable);

  return NULL;
}

/* The wish to stop comes once the first request has arrived. The thread is to be joined, while the
 * server is still there. */
GThread *
fault_fixture_cancel_after_request (FaultServer  *server,
                                    GCancellable *cancellable)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->server = server;
  wish->cancellable = cancellable;

  return g_thread_new ("cancel", make_wish, wish);
}

/* A FaultFunc: the message comes back. */
GBytes *
fault_fixture_echo (const char *path,
                    GBytes     *body,
                    gpointer    user_data)
{
  return fault_answer ("200 OK", "application/pkixcmp", g_bytes_get_data (body, NULL),
                       g_bytes_get_size (body));
}

/* A FaultFunc: never a word. */
GBytes *
fault_fixture_silence (const char *path,
                       GBytes     *body,
                       gpointer    user_data)
{
  return NULL;
}
