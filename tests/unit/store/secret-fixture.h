/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/signet-secret-store.h"

G_BEGIN_DECLS

#define STORE "11111111-1111-4111-8111-111111111111"
#define OTHER_STORE "22222222-2222-4222-8222-222222222222"
#define ITEM "33333333-3333-4333-8333-333333333333"
#define OTHER_ITEM "44444444-4444-4444-8444-444444444444"

/* What is the same with a keyring in a file and with the service of a desktop. */
gboolean secret_fixture_save           (SignetSecretPurpose   purpose,
                                        const char           *store,
                                        const char           *item,
                                        const char           *text,
                                        GError              **error);
void     secret_fixture_assert_saved   (SignetSecretPurpose   purpose,
                                        const char           *store,
                                        const char           *item,
                                        const char           *text);
void     secret_fixture_assert_known   (SignetSecretPurpose   purpose,
                                        const char           *store,
                                        const char           *item,
                                        const char           *text);
void     secret_fixture_assert_cleared (SignetSecretPurpose   purpose,
                                        const char           *store,
                                        const char           *item);

G_END_DECLS
