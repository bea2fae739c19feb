/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-issued.h"
#include "practice/signet-practice-transaction.h"

G_BEGIN_DECLS

/**
 * SignetPracticeStore:
 *
 * What a practice CA remembers, all of it in its folder: the port, whether a person decides and the
 * number of the last list of revoked certificates in settings.ini, the certificates in issued.ini
 * and issued/, one file in transactions/ for each request. What a function changes is on disk for
 * good when it returns. One process at a time has the folder.
 */
typedef struct _SignetPracticeStore SignetPracticeStore;

SignetPracticeStore       *signet_practice_store_open         (const char                 *folder,
                                                               GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
void                       signet_practice_store_free         (SignetPracticeStore        *self);
SignetPracticeIssued      *signet_practice_store_get_issued   (SignetPracticeStore        *self);
guint                      signet_practice_store_get_port     (SignetPracticeStore        *self);
gboolean                   signet_practice_store_set_port     (SignetPracticeStore        *self,
                                                               guint                       port,
                                                               GError                    **error);
gboolean                   signet_practice_store_get_approval (SignetPracticeStore        *self);
gboolean                   signet_practice_store_set_approval (SignetPracticeStore        *self,
                                                               gboolean                    approval,
                                                               GError                    **error);
guint64                    signet_practice_store_next_list    (SignetPracticeStore        *self,
                                                               GError                    **error);
guint                      signet_practice_store_next_number  (SignetPracticeStore        *self);
gboolean                   signet_practice_store_add          (SignetPracticeStore        *self,
                                                               SignetPracticeTransaction  *transaction,
                                                               GError                    **error);
gboolean                   signet_practice_store_update       (SignetPracticeStore        *self,
                                                               SignetPracticeTransaction  *transaction,
                                                               GError                    **error);
gboolean                   signet_practice_store_forget       (SignetPracticeStore        *self,
                                                               SignetPracticeTransaction  *transaction,
                                                               GError                    **error);
SignetPracticeTransaction *signet_practice_store_find         (SignetPracticeStore        *self,
                                                               const char                 *id);
SignetPracticeTransaction *signet_practice_store_find_number  (SignetPracticeStore        *self,
                                                               guint                       number);
guint                      signet_practice_store_count_open   (SignetPracticeStore        *self);
GPtrArray                 *signet_practice_store_dup_records  (SignetPracticeStore        *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean                   signet_practice_store_remove       (const char                 *folder,
                                                               GError                    **error);
void                       signet_practice_store_sweep        (SignetPracticeStore        *self,
                                                               gint64                      now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetPracticeStore, signet_practice_store_free)

G_END_DECLS
