/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-info-private.h"
#include "fuzz.h"

/* The values in the answer to a question. */
static void
check_info (SignetInfo *info)
{
  g_assert_nonnull (signet_info_get_oid (info));
  for (guint i = 0; i < signet_info_get_n_parts (info); i++)
    g_assert_cmpuint (g_bytes_get_size (signet_info_get_part (info, i)), >, 0);
  for (guint i = 0; i < signet_info_get_n_fields (info); i++)
    {
      g_assert_true (g_utf8_validate (signet_info_get_field_label (info, i), -1, NULL));
      g_assert_true (g_utf8_validate (signet_info_get_field_value (info, i), -1, NULL));
    }
}

void
fuzz_target (const guint8 *data,
             gsize         size)
{
  g_autoptr (GBytes) message = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) infos = signet_info_read (message, &error);

  if (infos == NULL)
    {
      g_assert_nonnull (error);
      return;
    }
  for (guint i = 0; i < infos->len; i++)
    check_info (g_ptr_array_index (infos, i));
}
