/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "pki/signet-certificate.h"

/* A certificate that a server handed out, before anybody has verified it. */
static void
check_certificate (SignetCertificate *certificate)
{
  g_autofree char *pem = signet_certificate_to_pem (certificate);
  g_autofree char *subject = signet_name_to_display (signet_certificate_get_subject (certificate));

  g_assert_nonnull (pem);
  g_assert_true (g_utf8_validate (subject, -1, NULL));
  for (guint i = 0; i < signet_certificate_get_n_alt_names (certificate); i++)
    {
      SignetAltName *name = signet_certificate_get_alt_name (certificate, i);

      g_assert_true (g_utf8_validate (signet_alt_name_get_value (name), -1, NULL));
    }
  for (guint i = 0; i < signet_certificate_get_n_extensions (certificate); i++)
    {
      const SignetExtension *extension = signet_certificate_get_extension (certificate, i);

      g_assert_true (g_utf8_validate (extension->text, -1, NULL));
    }
}

void
fuzz_target (const guint8 *data,
             gsize         size)
{
  g_autoptr (GBytes) der = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetCertificate) certificate = signet_certificate_new_from_der (der, &error);

  if (certificate != NULL)
    check_certificate (certificate);
  else
    g_assert_nonnull (error);
}
