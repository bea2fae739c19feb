/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-digits.h"

static void
assert_groups (const char *digits,
               const char *expected)
{
  g_autofree char *groups = signet_digits_dup_groups (digits);

  g_assert_cmpstr (groups, ==, expected);
}

static void
test_fingerprint (void)
{
  assert_groups ("9F:3A:12:C4:77:E0:5B:1D:0A:96:E4:F2:38:CB:6D:51:84:A7:F0:13:2C:9E:B6:5D:41:F8:7A:"
                 "0B:D3:E6:19:C2",
                 "9F3A 12C4 77E0 5B1D\n0A96 E4F2 38CB 6D51\n"
                 "84A7 F013 2C9E B65D\n41F8 7A0B D3E6 19C2");
}

static void
test_serial (void)
{
  assert_groups ("", "");
  assert_groups ("0a", "0A");
  assert_groups ("0a1b2", "0A1B 2");
  assert_groups ("-0A1B2C", "-0A1B 2C");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/digits/fingerprint", test_fingerprint);
  g_test_add_func ("/ui/digits/serial", test_serial);

  return g_test_run ();
}
