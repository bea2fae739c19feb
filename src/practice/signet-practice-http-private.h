/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "practice/signet-practice-http.h"

G_BEGIN_DECLS

struct _SignetPracticeHttp
{
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  GSocketService *service;
  SoupServer *server;
  guint port;
  SignetPracticeHttpSetup setup;
  guint n_messages;
};

void     signet_practice_http_add_handlers  (SignetPracticeHttp *self);
gboolean signet_practice_http_accept_stream (SignetPracticeHttp *self,
                                             GSocketConnection  *connection);
void     signet_practice_http_close_stream  (SoupServerMessage  *message);
gboolean signet_practice_http_check_client  (SignetPracticeHttp *self,
                                             SoupServerMessage  *message);

G_END_DECLS
