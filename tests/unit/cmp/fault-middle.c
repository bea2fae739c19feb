/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fault-middle.h"

#include <libsoup/soup.h>
#include <string.h>

struct _FaultMiddle
{
  FaultServer *server;
  FaultPlan plan;
  char *url;
  guint n_answers;
};

static GBytes *
ask_ca (FaultMiddle *self,
        GBytes      *body)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_POST, self->url);
  g_autoptr (GError) error = NULL;
  GBytes *answer;

  soup_message_set_request_body_from_bytes (message, "application/pkixcmp", body);
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);

  return answer;
}

static GBytes *
to_http (GBytes *message)
{
  return fault_answer ("200 OK", "application/pkixcmp", g_bytes_get_data (message, NULL),
                       g_bytes_get_size (message));
}

static GBytes *
plant (FaultMiddle *self,
       GBytes      *genuine)
{
  g_autoptr (GBytes) answer = NULL;

  fault_server_set_end (self->server, self->plan.end);
  if (self->plan.text != NULL)
    return g_bytes_new_static (self->plan.text, strlen (self->plan.text));
  answer = self->plan.change (genuine);

  return answer != NULL ? to_http (answer) : NULL;
}

/* A FaultFunc; the client sends one message after the other. */
static GBytes *
pass_on (const char *path,
         GBytes     *body,
         gpointer    user_data)
{
  FaultMiddle *self = user_data;
  g_autoptr (GBytes) genuine = ask_ca (self, body);

  return ++self->n_answers == self->plan.at ? plant (self, genuine) : to_http (genuine);
}

FaultMiddle *
fault_middle_new (const char      *url,
                  const FaultPlan *plan)
{
  FaultMiddle *self = g_new0 (FaultMiddle, 1);

  self->plan = *plan;
  self->url = g_strdup (url);
  self->server = fault_server_new (pass_on, self);

  return self;
}

char *
fault_middle_dup_url (FaultMiddle *self)
{
  return fault_server_dup_url (self->server, "/");
}

guint
fault_middle_get_n (FaultMiddle *self)
{
  return fault_server_get_n_requests (self->server);
}

void
fault_middle_free (FaultMiddle *self)
{
  fault_server_free (self->server);
  g_free (self->url);
  g_free (self);
}
