/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-alt-name.h"
#include "fuzz.h"

/* An alternative name that can be read is the same once it was written and read again. */
void
fuzz_target (const guint8 *data,
             gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (SignetAltName) name = signet_alt_name_parse (text, NULL);
  g_autoptr (SignetAltName) again = NULL;
  g_autofree char *written = NULL;

  if (name == NULL)
    return;

  g_assert_true (g_utf8_validate (signet_alt_name_get_value (name), -1, NULL));
  written = signet_alt_name_to_string (name);
  again = signet_alt_name_parse (written, NULL);
  g_assert_nonnull (again);
  g_assert_true (signet_alt_name_equal (name, again));
}
