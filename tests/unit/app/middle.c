/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "middle.h"

#include "cmp/signet-reply-private.h"
#include "cmp/signet-transport-private.h"

static GBytes *
pass_on (const char *ca,
         GBytes     *message)
{
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autoptr (SignetTransport) transport = NULL;
  g_autoptr (GBytes) answer = NULL;

  signet_profile_set_server (profile, ca, NULL);
  transport = signet_transport_new (profile, NULL);
  answer = signet_transport_send (transport, message, NULL, NULL);

  if (answer == NULL)
    return g_bytes_new_static ("", 0);

  return fault_answer ("200 OK", "application/pkixcmp", g_bytes_get_data (answer, NULL),
                       g_bytes_get_size (answer));
}

static GBytes *
middle_cb (const char *path,
           GBytes     *message,
           gpointer    user_data)
{
  Middle *middle = user_data;
  gsize length;
  const guchar *data = g_bytes_get_data (message, &length);
  g_autoptr (SignetReply) seen = signet_reply_parse (data, length);
  GBytes *answer;

  if (seen->body != middle->body)
    return pass_on (middle->ca, message);
  if (middle->answer != NULL)
    return fault_answer ("200 OK", "application/pkixcmp", g_bytes_get_data (middle->answer, NULL),
                         g_bytes_get_size (middle->answer));
  answer = pass_on (middle->ca, message);
  g_bytes_unref (answer);

  return g_bytes_new_static ("", 0);
}

FaultServer *
middle_start (AppFixture *fixture,
              Middle     *middle)
{
  FaultServer *server;
  g_autofree char *url = NULL;

  middle->ca = signet_practice_server_get_url (fixture->ca);
  server = fault_server_new (middle_cb, middle);
  url = fault_server_dup_url (server, "/");
  app_fixture_set_server (fixture, url);

  return server;
}
