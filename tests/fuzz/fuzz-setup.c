/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-profile.h"
#include "core/signet-template.h"
#include "fuzz.h"

static GKeyFile *
read_file (const char *data,
           gsize       size)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (size == 0 || !g_key_file_load_from_data (file, data, size, G_KEY_FILE_NONE, NULL))
    return NULL;

  return g_steal_pointer (&file);
}

/* What was saved once is saved the same way again. */
static void
check_profile (SignetProfile *profile)
{
  g_autoptr (GKeyFile) first = g_key_file_new ();
  g_autoptr (GKeyFile) second = g_key_file_new ();
  g_autoptr (SignetProfile) again = NULL;
  g_autofree char *first_text = NULL;
  g_autofree char *second_text = NULL;

  signet_profile_save (profile, first);
  again = signet_profile_load (first, NULL);
  g_assert_nonnull (again);
  signet_profile_save (again, second);
  first_text = g_key_file_to_data (first, NULL, NULL);
  second_text = g_key_file_to_data (second, NULL, NULL);
  g_assert_cmpstr (first_text, ==, second_text);
}

static void
check_template (SignetTemplate *template)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (SignetTemplate) again = NULL;

  signet_template_save (template, file);
  again = signet_template_load (file, NULL);
  g_assert_nonnull (again);
  g_assert_true (signet_template_equal (template, again));
}

/* A setup file that somebody sent. */
void
fuzz_target (const guint8 *data,
             gsize         size)
{
  g_autoptr (GKeyFile) file = read_file ((const char *) data, size);
  g_autoptr (SignetProfile) profile = NULL;
  g_autoptr (SignetTemplate) template = NULL;

  if (file == NULL)
    return;

  profile = signet_profile_load (file, NULL);
  if (profile != NULL)
    check_profile (profile);
  template = signet_template_load (file, NULL);
  if (template != NULL)
    check_template (template);
}
