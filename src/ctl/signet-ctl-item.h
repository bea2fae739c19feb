/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-item.h"
#include "pki/signet-certificate.h"

G_BEGIN_DECLS

SignetCertificate *signet_ctl_item_dup_certificate (SignetItem        *item) G_GNUC_WARN_UNUSED_RESULT;
SignetName        *signet_ctl_item_get_subject     (SignetItem        *item,
                                                    SignetCertificate *certificate);
const char        *signet_ctl_item_get_validity    (SignetItem        *item,
                                                    SignetCertificate *certificate,
                                                    gint64             now);
const char        *signet_ctl_item_get_state_word  (SignetItem        *item);
const char        *signet_ctl_item_get_needs_word  (SignetItem        *item);
const char        *signet_ctl_item_get_verified_by (SignetItem        *item);
GStrv              signet_ctl_item_dup_differences (SignetItem        *item,
                                                    SignetCertificate *certificate) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
