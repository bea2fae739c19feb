/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/signet-item.h"
#include "core/signet-journal.h"

G_BEGIN_DECLS

/* The files of one item; keystore of the person, one folder an item. */
#define SIGNET_FILE_REQUEST "request.ini" /* what it is and how far it came; no secrets */
#define SIGNET_FILE_KEY "key.pem"         /* encrypted PKCS#8 */
#define SIGNET_FILE_CERTIFICATE "cert.pem"
#define SIGNET_FILE_CHAIN "chain.pem"       /* the issuer first */
#define SIGNET_FILE_RESPONSE "response.der" /* the last ip, cp or kup that was verified */
#define SIGNET_FILE_POLL "poll.der"         /* the last pollRep after it that was verified */
#define SIGNET_FILE_CANDIDATE "answer.der"  /* what arrived last and was not verified yet */
#define SIGNET_FILE_LOCK "lock"

/* Beside the folders of the items: */
#define SIGNET_STORE_LOCK ".lock"  /* held while one is made or taken out */
#define SIGNET_STORE_ID "store-id" /* the keystore's random identifier */

#define SIGNET_MAX_KEY (64 * 1024)                /* bytes */
#define SIGNET_MAX_CERTIFICATES (8 * 1024 * 1024) /* bytes: what one answer holds, as PEM */
#define SIGNET_MAX_ANSWER (4 * 1024 * 1024)       /* bytes */

gboolean    signet_item_folder_is_id             (const char    *name);
gboolean    signet_item_folder_is_empty          (const char    *folder);
SignetItem *signet_item_folder_load              (const char    *folder,
                                                  GError       **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    signet_item_folder_save              (const char    *folder,
                                                  SignetItem    *item,
                                                  GError       **error);
GBytes     *signet_item_folder_read_optional     (const char    *folder,
                                                  const char    *name,
                                                  gsize          limit,
                                                  GError       **error) G_GNUC_WARN_UNUSED_RESULT;
char       *signet_item_folder_trash             (const char    *enrollments) G_GNUC_WARN_UNUSED_RESULT;
void        signet_item_folder_sweep             (const char    *folder);
gboolean    signet_item_folder_has_leftovers     (const char    *folder,
                                                  SignetItem    *item);
gboolean    signet_item_folder_is_temporary      (const char    *name,
                                                  const char    *file);
gboolean    signet_item_folder_save_certificates (const char    *folder,
                                                  GBytes        *leaf,
                                                  GPtrArray     *chain,
                                                  GError       **error);
GPtrArray  *signet_item_folder_load_chain        (const char    *folder,
                                                  GError       **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    signet_answer_kind_of                (GBytes        *der,
                                                  SignetAnswer  *kind);
char       *signet_pem_encode                    (GBytes        *der) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *signet_pem_decode                    (GBytes        *pem,
                                                  GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
