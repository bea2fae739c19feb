/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "secret-fixture.h"

#include <string.h>

gboolean
secret_fixture_save (SignetSecretPurpose   purpose,
                     const char           *store,
                     const char           *item,
                     const char           *text,
                     GError              **error)
{
  g_autoptr (SignetSecret) secret = signet_secret_new (text, strlen (text));

  return signet_secret_store_save (purpose, store, item, "A test of Signet", secret, error);
}

void
secret_fixture_assert_saved (SignetSecretPurpose  purpose,
                             const char          *store,
                             const char          *item,
                             const char          *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (secret_fixture_save (purpose, store, item, text, &error));
  g_assert_no_error (error);
}

/* Where @text is NULL, the keyring must not know it. */
void
secret_fixture_assert_known (SignetSecretPurpose  purpose,
                             const char          *store,
                             const char          *item,
                             const char          *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetSecret) secret = signet_secret_store_lookup (purpose, store, item, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret != NULL ? signet_secret_get_text (secret) : NULL, ==, text);
}

void
secret_fixture_assert_cleared (SignetSecretPurpose  purpose,
                               const char          *store,
                               const char          *item)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (signet_secret_store_clear (purpose, store, item, &error));
  g_assert_no_error (error);
}
