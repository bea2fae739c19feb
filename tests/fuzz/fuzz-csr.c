/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "pki/signet-csr.h"
#include "pki/signet-reference.h"

/* A certificate request in a file, and what a template makes of it. */
void
fuzz_target (const guint8 *data,
             gsize         size)
{
  g_autoptr (GBytes) der = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetCsr) csr = signet_csr_new_from_data (der, &error);
  g_autoptr (SignetTemplate) template = NULL;
  g_autofree char *subject = NULL;

  if (csr == NULL)
    {
      g_assert_nonnull (error);
      return;
    }

  subject = signet_name_to_display (signet_csr_get_subject (csr));
  g_assert_true (g_utf8_validate (subject, -1, NULL));
  template = signet_template_from_csr (csr, &error);
  g_assert_true ((template != NULL) == (error == NULL));
}
