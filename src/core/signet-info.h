/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "core/signet-info-type.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_INFO (signet_info_get_type ())

/**
 * SignetInfoRoot:
 * @SIGNET_INFO_NEW_WITH_NEW: the new root, self-signed
 * @SIGNET_INFO_NEW_WITH_OLD: the new key, signed with the old one
 * @SIGNET_INFO_OLD_WITH_NEW: the old key, signed with the new one
 *
 * The parts of a %SIGNET_INFO_ROOT_UPDATE, as indices of signet_info_get_part ().
 */
typedef enum {
  SIGNET_INFO_NEW_WITH_NEW,
  SIGNET_INFO_NEW_WITH_OLD,
  SIGNET_INFO_OLD_WITH_NEW,
} SignetInfoRoot;

/**
 * SignetInfo:
 *
 * One piece of a CA's answer to a question (RFC 9810 5.3.20). It has a reference count; whoever
 * made it fills it in, and from the second reference on it does not change any more.
 */
typedef struct _SignetInfo SignetInfo;

GType           signet_info_get_type        (void);
SignetInfo     *signet_info_new             (const char     *oid,
                                             SignetInfoKind  kind,
                                             GBytes         *der) G_GNUC_WARN_UNUSED_RESULT;
SignetInfo     *signet_info_ref             (SignetInfo     *self);
void            signet_info_unref           (SignetInfo     *self);
void            signet_info_add_part        (SignetInfo     *self,
                                             GBytes         *der);
void            signet_info_add_field       (SignetInfo     *self,
                                             const char     *label,
                                             const char     *value);
const char     *signet_info_get_oid         (SignetInfo     *self);
const char     *signet_info_get_name        (SignetInfo     *self);
SignetInfoKind  signet_info_get_kind        (SignetInfo     *self);
GBytes         *signet_info_get_der         (SignetInfo     *self);
guint           signet_info_get_n_parts     (SignetInfo     *self);
GBytes         *signet_info_get_part        (SignetInfo     *self,
                                             guint           index);
guint           signet_info_get_n_fields    (SignetInfo     *self);
const char     *signet_info_get_field_label (SignetInfo     *self,
                                             guint           index);
const char     *signet_info_get_field_value (SignetInfo     *self,
                                             guint           index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetInfo, signet_info_unref)

G_END_DECLS
