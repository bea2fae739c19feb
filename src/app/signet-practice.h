/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/signet-credential.h"
#include "core/signet-profile.h"
#include "core/signet-secret.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_PRACTICE (signet_practice_get_type ())
G_DECLARE_FINAL_TYPE (SignetPractice, signet_practice, SIGNET, PRACTICE, GObject)

/* The practice CA for window and command line; a thin face of practice/signet-practice-server.h.
 * Properties, both notify:
 *   running (boolean, read-only)   whether it serves
 *   approval (boolean)             whether every new request waits for a person
 * Signal "event": (SignetPractice *, GVariant *vardict): see SignetPracticeEvent; keys "event",
 * "number", "transaction", "reference", "subject", "serial", "text"; absent ones are left out. */
const char *signet_practice_get_default_folder (void);
gboolean    signet_practice_exists             (const char *folder);

SignetPractice   *signet_practice_new               (const char           *folder,
                                                     guint                 port,
                                                     gboolean              approval,
                                                     guint                 poll_count,
                                                     guint                 check_after) G_GNUC_WARN_UNUSED_RESULT;
gboolean          signet_practice_set               (SignetPractice       *self,
                                                     const char           *name,
                                                     const char           *value,
                                                     GError              **error);
void              signet_practice_add_code          (SignetPractice       *self,
                                                     const char           *reference,
                                                     SignetSecret         *code);
gboolean          signet_practice_start             (SignetPractice       *self,
                                                     GError              **error);
void              signet_practice_start_async       (SignetPractice       *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean          signet_practice_start_finish      (SignetPractice       *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void              signet_practice_stop              (SignetPractice       *self);
gboolean          signet_practice_is_running        (SignetPractice       *self);
const char       *signet_practice_get_url           (SignetPractice       *self);
const char       *signet_practice_get_ca_file       (SignetPractice       *self);
const char       *signet_practice_get_tls_ca_file   (SignetPractice       *self);
const char       *signet_practice_get_reference     (SignetPractice       *self);
SignetSecret     *signet_practice_get_code          (SignetPractice       *self);
guint             signet_practice_get_n_codes       (SignetPractice       *self);
SignetCredential *signet_practice_get_credential    (SignetPractice       *self,
                                                     guint                 index);
SignetProfile    *signet_practice_dup_profile       (SignetPractice       *self) G_GNUC_WARN_UNUSED_RESULT;
GListModel       *signet_practice_get_requests      (SignetPractice       *self);
gboolean          signet_practice_get_approval      (SignetPractice       *self);
void              signet_practice_set_approval      (SignetPractice       *self,
                                                     gboolean              approval);
gboolean          signet_practice_approve           (SignetPractice       *self,
                                                     guint                 number,
                                                     GError              **error);
void              signet_practice_approve_async     (SignetPractice       *self,
                                                     guint                 number,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean          signet_practice_approve_finish    (SignetPractice       *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
gboolean          signet_practice_reject            (SignetPractice       *self,
                                                     guint                 number,
                                                     const char           *fail_info,
                                                     GError              **error);
void              signet_practice_reject_async      (SignetPractice       *self,
                                                     guint                 number,
                                                     const char           *fail_info,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean          signet_practice_reject_finish     (SignetPractice       *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void              signet_practice_remove_all_async  (SignetPractice       *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean          signet_practice_remove_all_finish (SignetPractice       *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_END_DECLS
