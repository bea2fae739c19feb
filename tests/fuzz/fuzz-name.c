/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-name.h"
#include "fuzz.h"

/* A distinguished name that can be read is the same once it was written and read again. */
void
fuzz_target (const guint8 *data,
             gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (SignetName) name = signet_name_parse (text, NULL);
  g_autoptr (SignetName) again = NULL;
  g_autofree char *written = NULL;
  g_autofree char *shown = NULL;

  if (name == NULL)
    return;

  shown = signet_name_to_display (name);
  g_assert_true (g_utf8_validate (shown, -1, NULL));
  written = signet_name_to_string (name);
  again = signet_name_parse (written, NULL);
  g_assert_nonnull (again);
  g_assert_true (signet_name_equal (name, again));
}
