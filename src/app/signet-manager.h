/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "app/signet-task.h"
#include "core/signet-credential.h"
#include "core/signet-info.h"
#include "core/signet-item.h"
#include "core/signet-request.h"
#include "core/signet-revocation.h"
#include "core/signet-trace.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_MANAGER (signet_manager_get_type ())
G_DECLARE_FINAL_TYPE (SignetManager, signet_manager, SIGNET, MANAGER, GObject)

/**
 * SignetRunFlags:
 * @SIGNET_RUN_NONE: no wish
 * @SIGNET_RUN_NO_WAIT: end as soon as the server asks to wait
 * @SIGNET_RUN_ACCEPT_UNVERIFIED: take a certificate whose CA is not known
 * @SIGNET_RUN_FORGET_CODE: do not keep the code in the keyring while the request waits
 * @SIGNET_RUN_START_OVER: the person's word that a request whose answer is unknown, or that was
 * given up, is sent again as a new one; a second certificate may come of it
 * @SIGNET_RUN_WHEN_DUE: the server of a request that waits is not asked before the time it named
 *
 * How a request or a resumed one is run.
 */
typedef enum {
  SIGNET_RUN_NONE = 0,
  SIGNET_RUN_NO_WAIT = 1 << 0,
  SIGNET_RUN_ACCEPT_UNVERIFIED = 1 << 1,
  SIGNET_RUN_FORGET_CODE = 1 << 2,
  SIGNET_RUN_START_OVER = 1 << 3,
  SIGNET_RUN_WHEN_DUE = 1 << 4,
} SignetRunFlags;

/* Property “loading” (boolean, read-only, notifies): whether the items are not known yet. */
SignetManager *signet_manager_new       (const char    *data_folder) G_GNUC_WARN_UNUSED_RESULT;
GListModel    *signet_manager_get_items (SignetManager *self);
const char *const *signet_manager_get_damaged (SignetManager *self);
gboolean      signet_manager_is_loading             (SignetManager        *self);
const GError *signet_manager_get_load_error         (SignetManager        *self);
SignetItem   *signet_manager_get_item               (SignetManager        *self,
                                                     const char           *id);
SignetItem   *signet_manager_find_renewal           (SignetManager        *self,
                                                     const char           *id);
void          signet_manager_load_async             (SignetManager        *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean      signet_manager_load_finish            (SignetManager        *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
SignetTask   *signet_manager_request_async          (SignetManager        *self,
                                                     SignetRequest        *request,
                                                     SignetCredential     *credential,
                                                     SignetSecret         *passphrase,
                                                     SignetRunFlags        flags,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data) G_GNUC_WARN_UNUSED_RESULT;
SignetTask   *signet_manager_retry_async            (SignetManager        *self,
                                                     const char           *id,
                                                     SignetRequest        *request,
                                                     SignetCredential     *credential,
                                                     SignetSecret         *passphrase,
                                                     SignetRunFlags        flags,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data) G_GNUC_WARN_UNUSED_RESULT;
SignetItem   *signet_manager_request_finish         (SignetManager        *self,
                                                     GAsyncResult         *result,
                                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;
SignetTask   *signet_manager_renew_async            (SignetManager        *self,
                                                     const char           *id,
                                                     gboolean              same_key,
                                                     SignetKeySpec        *key_spec,
                                                     SignetProfile        *profile,
                                                     SignetCredential     *credential,
                                                     SignetSecret         *passphrase,
                                                     SignetRunFlags        flags,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data) G_GNUC_WARN_UNUSED_RESULT;
SignetItem   *signet_manager_renew_finish           (SignetManager        *self,
                                                     GAsyncResult         *result,
                                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;
SignetTask   *signet_manager_resume_async           (SignetManager        *self,
                                                     const char           *id,
                                                     SignetProfile        *profile,
                                                     SignetCredential     *credential,
                                                     SignetSecret         *passphrase,
                                                     SignetRunFlags        flags,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data) G_GNUC_WARN_UNUSED_RESULT;
SignetItem   *signet_manager_resume_finish          (SignetManager        *self,
                                                     GAsyncResult         *result,
                                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;
SignetTask   *signet_manager_cancel_async           (SignetManager        *self,
                                                     const char           *id,
                                                     SignetProfile        *profile,
                                                     SignetCredential     *credential,
                                                     SignetSecret         *passphrase,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data) G_GNUC_WARN_UNUSED_RESULT;
SignetTask   *signet_manager_give_up_async          (SignetManager        *self,
                                                     const char           *id,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data) G_GNUC_WARN_UNUSED_RESULT;
SignetItem   *signet_manager_cancel_finish          (SignetManager        *self,
                                                     GAsyncResult         *result,
                                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;
SignetTask   *signet_manager_revoke_async           (SignetManager        *self,
                                                     SignetRevocation     *revocation,
                                                     SignetProfile        *profile,
                                                     SignetCredential     *credential,
                                                     SignetSecret         *passphrase,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data) G_GNUC_WARN_UNUSED_RESULT;
SignetReport *signet_manager_revoke_finish          (SignetManager        *self,
                                                     GAsyncResult         *result,
                                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;
SignetTask   *signet_manager_ask_async              (SignetManager        *self,
                                                     SignetProfile        *profile,
                                                     SignetCredential     *credential,
                                                     SignetSecret         *passphrase,
                                                     const char           *question,
                                                     GBytes               *value,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray    *signet_manager_ask_finish             (SignetManager        *self,
                                                     GAsyncResult         *result,
                                                     SignetReport        **report,
                                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void          signet_manager_set_trace              (SignetManager        *self,
                                                     SignetTrace          *trace);
void          signet_manager_remove_practice_async  (SignetManager        *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean      signet_manager_remove_practice_finish (SignetManager        *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
GPtrArray    *signet_manager_dup_chain              (SignetManager        *self,
                                                     const char           *id,
                                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
