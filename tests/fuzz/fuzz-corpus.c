/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

/* In libFuzzer's place where there is none: a target is given every file of its corpus once, as it
 * is, cut off at several places, and with one byte changed. */

#define CUTS 16
#define CHANGES 64

/* Of a size of its own in the heap, so that valgrind and ASan see what is read behind the end. */
static void
try_copy (const guint8 *data,
          gsize         size,
          gsize         changed,
          guint8        with)
{
  g_autofree guint8 *copy = g_memdup2 (data, size);

  if (changed < size)
    copy[changed] ^= with;
  fuzz_target (copy != NULL ? copy : (const guint8 *) "", size);
}

static void
test_file (gconstpointer path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);

  try_copy ((const guint8 *) data, size, size, 0);
  for (guint i = 0; i < CUTS; i++)
    try_copy ((const guint8 *) data, size * i / CUTS, size, 0);
  for (guint i = 0; i < CHANGES; i++)
    try_copy ((const guint8 *) data, size, (size - 1) * i / CHANGES, (guint8) (1 << (i % 8)));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  folder = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *test = g_strconcat ("/fuzz/", name, NULL);

      g_test_add_data_func_full (test, g_build_filename (argv[1], name, NULL), test_file, g_free);
    }

  return g_test_run ();
}
