/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-credential.h"
#include "core/signet-request.h"
#include "core/signet-states.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_ITEM (signet_item_get_type ())
#define SIGNET_ITEM_MAX_TIME G_GINT64_CONSTANT (253402300799) /* the last second of the year 9999 */

G_DECLARE_FINAL_TYPE (SignetItem, signet_item, SIGNET, ITEM, GObject)

/**
 * SignetPassphraseKind:
 * @SIGNET_PASSPHRASE_KEYRING: made at random and kept in the Secret Service
 * @SIGNET_PASSPHRASE_OWN: chosen and remembered by the person
 * @SIGNET_PASSPHRASE_NONE: nowhere: the key is kept elsewhere, the item has none
 *
 * Where the passphrase of an item's key is.
 */
typedef enum {
  SIGNET_PASSPHRASE_KEYRING,
  SIGNET_PASSPHRASE_OWN,
  SIGNET_PASSPHRASE_NONE,
} SignetPassphraseKind;

SignetItem *signet_item_new       (const char            *id,
                                   SignetRequest         *request,
                                   SignetCredential      *credential,
                                   SignetPassphraseKind   passphrase_kind,
                                   gint64                 created) G_GNUC_WARN_UNUSED_RESULT;
SignetItem *signet_item_load      (GKeyFile              *file,
                                   GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void        signet_item_save      (SignetItem            *self,
                                   GKeyFile              *file);
SignetItem *signet_item_copy      (SignetItem            *self) G_GNUC_WARN_UNUSED_RESULT;
void        signet_item_copy_from (SignetItem            *self,
                                   SignetItem            *other);

const char            *signet_item_get_id              (SignetItem       *self);
const char            *signet_item_get_label           (SignetItem       *self);
void                   signet_item_suggest_label       (SignetItem       *self,
                                                        SignetName       *subject);
const SignetOperation *signet_item_get_operation       (SignetItem       *self);
SignetProfile         *signet_item_get_profile         (SignetItem       *self);
void                   signet_item_set_profile         (SignetItem       *self,
                                                        SignetProfile    *profile);
SignetTemplate        *signet_item_get_template        (SignetItem       *self);
SignetKeySpec         *signet_item_get_key_spec        (SignetItem       *self);
SignetCredential      *signet_item_get_credential      (SignetItem       *self);
void                   signet_item_set_credential      (SignetItem       *self,
                                                        SignetCredential *credential);
SignetPassphraseKind   signet_item_get_passphrase_kind (SignetItem       *self);
gint64                 signet_item_get_created         (SignetItem       *self);

gboolean    signet_item_has_key             (SignetItem *self);
gboolean    signet_item_has_central_key     (SignetItem *self);
GBytes     *signet_item_get_csr             (SignetItem *self);
GBytes     *signet_item_get_public_key      (SignetItem *self);
const char *signet_item_get_previous        (SignetItem *self);
GBytes     *signet_item_get_old_certificate (SignetItem *self);
gboolean    signet_item_get_same_key        (SignetItem *self);

SignetRevocationState signet_item_get_revocation        (SignetItem            *self);
gint64                signet_item_get_revoked_at        (SignetItem            *self);
int                   signet_item_get_revocation_reason (SignetItem            *self);
void                  signet_item_set_revocation        (SignetItem            *self,
                                                         SignetRevocationState  revocation,
                                                         gint64                 revoked_at,
                                                         int                    reason);
const char *const *signet_item_get_warnings (SignetItem *self);
void signet_item_set_warnings (SignetItem        *self,
                               const char *const *warnings);

gboolean signet_item_is_final    (SignetItem *self);
gboolean signet_item_has_failed  (SignetItem *self);
gboolean signet_item_is_practice (SignetItem *self);

SignetItemState     signet_item_get_state              (SignetItem         *self);
void                signet_item_set_state              (SignetItem         *self,
                                                        SignetItemState     state);
SignetNeeds         signet_item_get_needs              (SignetItem         *self);
void                signet_item_set_needs              (SignetItem         *self,
                                                        SignetNeeds         needs);
const char         *signet_item_get_key_id             (SignetItem         *self);
void                signet_item_set_key_id             (SignetItem         *self,
                                                        const char         *key_id);
const char         *signet_item_get_transaction_id     (SignetItem         *self);
void                signet_item_set_transaction_id     (SignetItem         *self,
                                                        const char         *transaction_id);
gint64              signet_item_get_sent               (SignetItem         *self);
void                signet_item_set_sent               (SignetItem         *self,
                                                        gint64              sent);
gint64              signet_item_get_next_check         (SignetItem         *self);
void                signet_item_set_next_check         (SignetItem         *self,
                                                        gint64              next_check);
const char         *signet_item_get_reason             (SignetItem         *self);
void                signet_item_set_reason             (SignetItem         *self,
                                                        const char         *reason);
gboolean            signet_item_get_accepts_unverified (SignetItem         *self);
void                signet_item_set_accepts_unverified (SignetItem         *self,
                                                        gboolean            accepts_unverified);
gboolean            signet_item_get_code_kept          (SignetItem         *self);
void                signet_item_set_code_kept          (SignetItem         *self,
                                                        gboolean            code_kept);
SignetVerification  signet_item_get_verification       (SignetItem         *self);
void                signet_item_set_verification       (SignetItem         *self,
                                                        SignetVerification  verification);
gboolean            signet_item_get_maybe_issued       (SignetItem         *self);
void                signet_item_set_maybe_issued       (SignetItem         *self,
                                                        gboolean            maybe_issued);
GBytes             *signet_item_get_certificate        (SignetItem         *self);
void                signet_item_set_certificate        (SignetItem         *self,
                                                        GBytes             *der);
const GError       *signet_item_get_error              (SignetItem         *self);
void                signet_item_set_error              (SignetItem         *self,
                                                        const GError       *error);

G_END_DECLS
