/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-behaviour-private.h"
#include "practice/signet-practice-http.h"
#include "practice/signet-practice-server.h"
#include "practice/signet-practice-tls-private.h"

G_BEGIN_DECLS

struct _SignetPracticeServer
{
  GObject parent_instance;

  SignetPracticeOptions options;
  char *folder;
  char *ca_file;
  char *url;
  GMainContext *context; /* of the creator */
  SignetPracticeBehaviour *behaviour;
  SignetPracticeCodes *own_codes; /* those that were added before the start */
  SignetPracticeDesk *desk;       /* NULL while it is stopped */
  SignetPracticeTls tls;
  char *tls_ca_file;
  SignetPracticeHttp *http;
};

void     signet_practice_server_emit     (SignetPracticeEvent   *event,
                                          gpointer               user_data);
gboolean signet_practice_server_open_web (SignetPracticeServer  *self,
                                          guint                  port,
                                          GError               **error);

G_END_DECLS
