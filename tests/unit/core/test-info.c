/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-info.h"

static void
test_info_types (void)
{
  static const struct
  {
    const char *name;
    const char *oid;
  } types[] = {
    { "caProtEncCert", "1.3.6.1.5.5.7.4.1" },
    { "signKeyPairTypes", "1.3.6.1.5.5.7.4.2" },
    { "encKeyPairTypes", "1.3.6.1.5.5.7.4.3" },
    { "preferredSymmAlg", "1.3.6.1.5.5.7.4.4" },
    { "caKeyUpdateInfo", "1.3.6.1.5.5.7.4.5" },
    { "currentCRL", "1.3.6.1.5.5.7.4.6" },
    { "unsupportedOIDs", "1.3.6.1.5.5.7.4.7" },
    { "keyPairParamReq", "1.3.6.1.5.5.7.4.10" },
    { "keyPairParamRep", "1.3.6.1.5.5.7.4.11" },
    { "suppLangTags", "1.3.6.1.5.5.7.4.16" },
    { "caCerts", "1.3.6.1.5.5.7.4.17" },
    { "rootCaKeyUpdate", "1.3.6.1.5.5.7.4.18" },
    { "certReqTemplate", "1.3.6.1.5.5.7.4.19" },
    { "rootCaCert", "1.3.6.1.5.5.7.4.20" },
    { "certProfile", "1.3.6.1.5.5.7.4.21" },
    { "crlStatusList", "1.3.6.1.5.5.7.4.22" },
    { "crls", "1.3.6.1.5.5.7.4.23" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      const SignetInfoType *type = signet_info_type_lookup (types[i].name);

      g_assert_nonnull (type);
      g_assert_true (signet_info_type_lookup (types[i].oid) == type);
      g_assert_cmpstr (type->name, ==, types[i].name);
      g_assert_cmpstr (type->oid, ==, types[i].oid);
      g_assert_cmpstr (type->title, !=, "");
    }
  g_assert_cmpstr (signet_info_type_lookup ("CACERTS")->oid, ==, "1.3.6.1.5.5.7.4.17");
  g_assert_null (signet_info_type_lookup ("1.2.3"));
  g_assert_null (signet_info_type_lookup (""));
}

static void
test_info_empty (void)
{
  g_autoptr (SignetInfo) info = signet_info_new ("1.2.3", SIGNET_INFO_OTHER, NULL);

  g_assert_cmpstr (signet_info_get_oid (info), ==, "1.2.3");
  g_assert_cmpstr (signet_info_get_name (info), ==, "1.2.3");
  g_assert_cmpint (signet_info_get_kind (info), ==, SIGNET_INFO_OTHER);
  g_assert_null (signet_info_get_der (info));
  g_assert_cmpuint (signet_info_get_n_parts (info), ==, 0);
  g_assert_cmpuint (signet_info_get_n_fields (info), ==, 0);
}

static void
test_info_full (void)
{
  g_autoptr (GBytes) der = g_bytes_new_static ("0", 1);
  SignetInfo *info =
    signet_info_new ("1.3.6.1.5.5.7.4.18", SIGNET_INFO_ROOT_UPDATE, der);
  g_autoptr (SignetInfo) second = NULL;

  signet_info_add_part (info, der);
  signet_info_add_part (info, NULL);
  signet_info_add_part (info, der);
  signet_info_add_field (info, "New root", "CN=Root");
  second = signet_info_ref (info);
  signet_info_unref (info);

  g_assert_cmpstr (signet_info_get_name (second), ==, "rootCaKeyUpdate");
  g_assert_true (signet_info_get_der (second) == der);
  g_assert_cmpuint (signet_info_get_n_parts (second), ==, 3);
  g_assert_true (signet_info_get_part (second, SIGNET_INFO_NEW_WITH_NEW) == der);
  g_assert_null (signet_info_get_part (second, SIGNET_INFO_NEW_WITH_OLD));
  g_assert_true (signet_info_get_part (second, SIGNET_INFO_OLD_WITH_NEW) == der);
  g_assert_cmpuint (signet_info_get_n_fields (second), ==, 1);
  g_assert_cmpstr (signet_info_get_field_label (second, 0), ==, "New root");
  g_assert_cmpstr (signet_info_get_field_value (second, 0), ==, "CN=Root");
}

/* Two bytes of an answer are enough for a field. */
static void
test_info_many (void)
{
  g_autoptr (SignetInfo) info = signet_info_new ("1.2.3", SIGNET_INFO_OTHER, NULL);

  for (guint i = 0; i < 2000; i++)
    signet_info_add_field (info, "Serial number", "");
  g_assert_cmpuint (signet_info_get_n_fields (info), ==, 1000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/info/types", test_info_types);
  g_test_add_func ("/core/info/empty", test_info_empty);
  g_test_add_func ("/core/info/full", test_info_full);

  g_test_add_func ("/core/info/many", test_info_many);

  return g_test_run ();
}
