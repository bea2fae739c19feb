/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-server.h"

G_BEGIN_DECLS

/**
 * OpensslFixture:
 * @folder: a temporary folder for the clients
 * @ca_folder: the CA's folder, "ca" in that
 * @options: how the CA behaves
 * @traits: how it behaves otherwise: names and values by turns
 * @server: the CA
 * @events: names of the events since they were compared last
 * @last_number: the highest number of a request
 *
 * A practice CA with the code "secret" for reference "1001" and "bare" without one, for the openssl
 * command as its client.
 */
typedef struct
{
  char *folder;
  char *ca_folder;
  SignetPracticeOptions options;
  GPtrArray *traits;
  SignetPracticeServer *server;
  GPtrArray *events;
  guint last_number;
} OpensslFixture;

void         openssl_set_up         (OpensslFixture *self,
                                     gconstpointer   data);
void         openssl_tear_down      (OpensslFixture *self,
                                     gconstpointer   data);
void         openssl_set            (OpensslFixture *self,
                                     const char     *name,
                                     const char     *value);
void         openssl_restart        (OpensslFixture *self);
GSubprocess *openssl_spawn          (OpensslFixture *self,
                                     const char     *arguments);
char        *openssl_wait_for       (GSubprocess    *process,
                                     gboolean        success);
char        *openssl_run            (OpensslFixture *self,
                                     gboolean        success,
                                     const char     *format,
                                     ...) G_GNUC_PRINTF (3, 4);
void         openssl_make_key       (OpensslFixture *self,
                                     const char     *name);
char        *openssl_cmp_arguments  (OpensslFixture *self,
                                     const char     *command,
                                     const char     *name,
                                     const char     *credentials);
char        *openssl_enroll         (OpensslFixture *self,
                                     gboolean        success,
                                     const char     *command,
                                     const char     *name,
                                     const char     *credentials);
char        *openssl_command        (OpensslFixture *self,
                                     gboolean        success,
                                     const char     *arguments);
void         openssl_verify         (OpensslFixture *self,
                                     const char     *name);
void         openssl_assert_events  (OpensslFixture *self,
                                     const char     *expected);
void         openssl_wait_for_event (OpensslFixture *self,
                                     const char     *name);

G_END_DECLS
