/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "pki/signet-crl.h"

/* A list of revoked certificates, out of a file or from an address in a certificate. */
void
fuzz_target (const guint8 *data,
             gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetCrl) crl = signet_crl_new_from_data (bytes, &error);
  g_autofree char *issuer = NULL;

  if (crl == NULL)
    {
      g_assert_nonnull (error);
      return;
    }

  issuer = signet_name_to_display (signet_crl_get_issuer (crl));
  g_assert_true (g_utf8_validate (issuer, -1, NULL));
  signet_crl_get_this_update (crl);
  signet_crl_get_next_update (crl);
}
