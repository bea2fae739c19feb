/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-certificate.h"

G_BEGIN_DECLS

char *signet_usage_dup_words (SignetCertificate *certificate) G_GNUC_WARN_UNUSED_RESULT;
char *signet_usage_dup_text  (const char *const *key_usages,
                              const char *const *extended_key_usages) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
