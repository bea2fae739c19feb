/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-ossl-private.h"
#include "pki/signet-reference.h"

G_BEGIN_DECLS

static inline void
signet_extensions_free (X509_EXTENSIONS *extensions)
{
  sk_X509_EXTENSION_pop_free (extensions, X509_EXTENSION_free);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_EXTENSIONS, signet_extensions_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_EXTENSION, X509_EXTENSION_free)

X509_EXTENSIONS *signet_extensions_new  (SignetTemplate         *subject_template,
                                         GError                **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean         signet_extensions_read (const X509_EXTENSIONS  *extensions,
                                         SignetTemplateParts     parts,
                                         gboolean                skip_issuers,
                                         SignetTemplate         *subject_template,
                                         GError                **error);

G_END_DECLS
