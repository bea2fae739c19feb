/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-info-type.h"

#include <glib/gi18n-lib.h>

#define ID_IT "1.3.6.1.5.5.7.4."

/* RFC 9810 5.3.19 and RFC 9480 2.13 to 2.16. What a client asks for comes first. */
static const SignetInfoType TYPES[] = {
  { ID_IT "17", "caCerts", N_ ("CA certificates"), SIGNET_INFO_CERTIFICATES },
  { ID_IT "20", "rootCaCert", N_ ("Root certificate"), SIGNET_INFO_OTHER },
  { ID_IT "22", "crlStatusList", N_ ("Newer revocation lists"), SIGNET_INFO_OTHER },
  { ID_IT "6", "currentCRL", N_ ("Current revocation list"), SIGNET_INFO_CRLS },
  { ID_IT "19", "certReqTemplate", N_ ("Template of a request"), SIGNET_INFO_TEMPLATE },
  { ID_IT "2", "signKeyPairTypes", N_ ("Types of signature key"), SIGNET_INFO_ALGORITHMS },
  { ID_IT "3", "encKeyPairTypes", N_ ("Types of encryption key"), SIGNET_INFO_ALGORITHMS },
  { ID_IT "4", "preferredSymmAlg", N_ ("Preferred cipher"), SIGNET_INFO_ALGORITHMS },
  { ID_IT "1", "caProtEncCert", N_ ("Encryption certificate of the CA"), SIGNET_INFO_OTHER },
  { ID_IT "5", "caKeyUpdateInfo", N_ ("Key update of the CA"), SIGNET_INFO_ROOT_UPDATE },
  { ID_IT "10", "keyPairParamReq", N_ ("Parameters of a type of key"), SIGNET_INFO_OIDS },
  { ID_IT "16", "suppLangTags", N_ ("Languages"), SIGNET_INFO_OIDS },
  { ID_IT "18", "rootCaKeyUpdate", N_ ("New root certificate"), SIGNET_INFO_ROOT_UPDATE },
  { ID_IT "23", "crls", N_ ("Revocation lists"), SIGNET_INFO_CRLS },
  { ID_IT "11", "keyPairParamRep", N_ ("Parameters of a type of key"), SIGNET_INFO_ALGORITHMS },
  { ID_IT "7", "unsupportedOIDs", N_ ("What the CA does not know"), SIGNET_INFO_OIDS },
  { ID_IT "21", "certProfile", N_ ("Certificate profile"), SIGNET_INFO_OIDS },
};

/**
 * signet_info_type_lookup:
 * @name_or_oid: a name ("caCerts", in any case) or a dotted object identifier
 *
 * Returns: (transfer none) (nullable): the kind, or %NULL where it has no name here
 */
const SignetInfoType *
signet_info_type_lookup (const char *name_or_oid)
{
  g_return_val_if_fail (name_or_oid != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (TYPES); i++)
    {
      if (g_ascii_strcasecmp (name_or_oid, TYPES[i].name) == 0 ||
          g_str_equal (name_or_oid, TYPES[i].oid))
        return &TYPES[i];
    }

  return NULL;
}
