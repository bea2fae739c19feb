/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-profile.h"
#include "core/signet-template.h"

G_BEGIN_DECLS

/* What Review says about a request. All text is cleaned, and none of it is markup. */
char     *signet_review_dup_subject  (SignetTemplate *template_) G_GNUC_WARN_UNUSED_RESULT;
char     *signet_review_dup_name     (SignetTemplate *template_) G_GNUC_WARN_UNUSED_RESULT;
char     *signet_review_dup_others   (SignetTemplate *template_) G_GNUC_WARN_UNUSED_RESULT;
char     *signet_review_dup_proof    (const char     *reference) G_GNUC_WARN_UNUSED_RESULT;
char     *signet_review_dup_host     (const char     *url) G_GNUC_WARN_UNUSED_RESULT;
gboolean  signet_review_is_exposed   (const char     *url);
char     *signet_review_dup_verifier (SignetProfile  *profile) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
