/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-digits.h"

/**
 * signet_digits_dup_groups:
 * @digits: hexadecimal digits, with or without colons between them, after a sign or none
 *
 * Writes a serial number or a fingerprint as it is compared on the phone: four groups of four in a
 * line.
 *
 * Returns: (transfer full): the groups
 */
char *
signet_digits_dup_groups (const char *digits)
{
  GString *groups;
  guint n = 0;

  g_return_val_if_fail (digits != NULL, NULL);

  groups = g_string_new (*digits == '-' ? "-" : NULL);
  for (const char *p = digits; *p != '\0'; p++)
    {
      if (!g_ascii_isxdigit (*p))
        continue;
      if (n > 0 && n % 4 == 0)
        g_string_append_c (groups, n % 16 == 0 ? '\n' : ' ');
      g_string_append_c (groups, g_ascii_toupper (*p));
      n++;
    }

  return g_string_free (groups, FALSE);
}
