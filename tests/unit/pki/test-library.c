/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-library.h"

#include <stdio.h>
#include <string.h>

#include "pki/signet-init.h"
#include "pki/signet-library-private.h"

static void
test_releases (void)
{
  static const struct
  {
    guint release[3];
    const char *mended;
  } cases[] = {
    { { 3, 0, 8 }, "3.0.22" },
    { { 3, 0, 21 }, "3.0.22" },
    { { 3, 0, 22 }, NULL },
    { { 3, 0, 23 }, NULL },
    { { 3, 1, 0 }, "3.4.6" },
    { { 3, 2, 99 }, "3.4.6" },
    { { 3, 3, 7 }, "3.4.6" },
    { { 3, 4, 5 }, "3.4.6" },
    { { 3, 4, 6 }, NULL },
    { { 3, 5, 0 }, "3.5.7" },
    { { 3, 5, 6 }, "3.5.7" },
    { { 3, 5, 7 }, NULL },
    { { 3, 6, 2 }, "3.6.3" },
    { { 3, 6, 3 }, NULL },
    { { 4, 0, 0 }, "4.0.1" },
    { { 4, 0, 1 }, NULL },
    { { 4, 1, 0 }, NULL },
    { { 5, 0, 0 }, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const guint *release = cases[i].release;
      g_autofree char *warning =
        signet_library_dup_warning_for (release[0], release[1], release[2]);
      g_autofree char *number = g_strdup_printf ("%u.%u.%u", release[0], release[1], release[2]);

      if (cases[i].mended == NULL)
        {
          g_assert_null (warning);
          continue;
        }
      g_assert_nonnull (warning);
      g_assert_nonnull (strstr (warning, number));
      g_assert_nonnull (strstr (warning, cases[i].mended));
    }
}

/* The same as for the numbers that the library tells itself. */
static void
test_running (void)
{
  const char *name = signet_pki_get_library ();
  guint release[3];
  g_autofree char *warning = signet_library_dup_warning ();
  g_autofree char *expected = NULL;

  g_assert_cmpint (sscanf (name, "OpenSSL %u.%u.%u", &release[0], &release[1], &release[2]), ==, 3);
  expected = signet_library_dup_warning_for (release[0], release[1], release[2]);
  g_assert_cmpstr (warning, ==, expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pki/library/releases", test_releases);
  g_test_add_func ("/pki/library/running", test_running);

  return g_test_run ();
}
