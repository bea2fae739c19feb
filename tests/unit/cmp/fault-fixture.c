/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fault-fixture.h"

/* A profile for a server of the test; a wrong turn shall not take longer than half a minute. */
SignetProfile *
fault_fixture_profile (FaultServer *server,
                       const char  *path)
{
  SignetProfile *profile = signet_profile_new ();
  g_autofree char *url = fault_server_dup_url (server, path);
  g_autoptr (GError) error = NULL;

  signet_profile_set_server (profile, url, &error);
  g_assert_no_error (error);

  return profile;
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
