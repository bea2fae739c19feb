/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-ossl-private.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CERTIFICATEPOLICIES, CERTIFICATEPOLICIES_free)

CERTIFICATEPOLICIES *signet_policies_new  (SignetTemplate             *subject_template) G_GNUC_WARN_UNUSED_RESULT;
gboolean             signet_policies_read (const CERTIFICATEPOLICIES  *policies,
                                           SignetTemplate             *subject_template);
gboolean             signet_policies_have (const CERTIFICATEPOLICIES  *policies,
                                           const SignetTemplatePolicy *wanted);

G_END_DECLS
