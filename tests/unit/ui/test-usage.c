/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-usage.h"

typedef struct
{
  const char *const key[4];
  const char *const extended[4];
  const char *words;
} Case;

static const Case cases[] = {
  { { NULL }, { NULL }, "Anything; it does not say" },
  { { "digitalSignature", "keyEncipherment" },
    { "emailProtection", "clientAuth" },
    "Signing and encrypting mail, logging in" },
  { { "digitalSignature" }, { "emailProtection" }, "Signing mail" },
  { { "keyEncipherment" }, { "emailProtection" }, "Encrypting mail" },
  { { NULL }, { "emailProtection" }, "Signing and encrypting mail" },
  { { "digitalSignature" }, { "serverAuth" }, "Web servers" },
  { { "digitalSignature" }, { "msSmartcardLogin" }, "Logging in with a smart card" },
  { { NULL }, { "1.3.6.1.5.5.7.3.36", "id-kp-documentSigning" }, "Signing documents" },
  { { NULL }, { "1.2.3.4" }, "Purpose 1.2.3.4" },
  { { "digitalSignature", "keyEncipherment", "keyAgreement" }, { NULL }, "Signing, encrypting" },
  { { "keyCertSign", "cRLSign" },
    { NULL },
    "Issuing certificates, listing revoked certificates" },
  { { "encipherOnly" }, { NULL }, "Anything; it does not say" },
};

static void
test_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = signet_usage_dup_text (cases[i].key, cases[i].extended);

      g_assert_cmpstr (text, ==, cases[i].words);
    }
}

/* A certificate that names many purposes nobody knows does not fill the page. */
static void
test_many_unknown (void)
{
  const char *const none[] = { NULL };
  const char *const many[] = { "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", NULL };
  g_autofree char *text = signet_usage_dup_text (none, many);

  g_assert_cmpstr (text, ==,
                   "Purpose 1.1, purpose 1.2, purpose 1.3, purpose 1.4, purpose 1.5");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/usage/words", test_words);
  g_test_add_func ("/ui/usage/many-unknown", test_many_unknown);

  return g_test_run ();
}
