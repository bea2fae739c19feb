/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-oid.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "core/signet-text.h"

#define MAX_TEXT 256  /* bytes of the dotted form, far less than OpenSSL takes */
#define MAX_DIGITS 39 /* of one arc: 128 bits, as in 2.25 of ITU-T X.667 */
#define MAX_SHOWN 64

typedef struct
{
  const char *name;
  const char *oid;
} Row;

/* The first name of an object identifier is the one that is shown. */
static const Row rows[] = {
  /* Extended key usages: RFC 5280 4.2.1.12 and those registered since. */
  { "anyExtendedKeyUsage", "2.5.29.37.0" },
  { "serverAuth", "1.3.6.1.5.5.7.3.1" },
  { "clientAuth", "1.3.6.1.5.5.7.3.2" },
  { "codeSigning", "1.3.6.1.5.5.7.3.3" },
  { "emailProtection", "1.3.6.1.5.5.7.3.4" },
  { "ipsecEndSystem", "1.3.6.1.5.5.7.3.5" },
  { "ipsecTunnel", "1.3.6.1.5.5.7.3.6" },
  { "ipsecUser", "1.3.6.1.5.5.7.3.7" },
  { "timeStamping", "1.3.6.1.5.5.7.3.8" },
  { "OCSPSigning", "1.3.6.1.5.5.7.3.9" },
  { "eapOverPPP", "1.3.6.1.5.5.7.3.13" },
  { "eapOverLAN", "1.3.6.1.5.5.7.3.14" },
  { "ipsecIKE", "1.3.6.1.5.5.7.3.17" },
  { "secureShellClient", "1.3.6.1.5.5.7.3.21" },
  { "secureShellServer", "1.3.6.1.5.5.7.3.22" },
  { "cmcCA", "1.3.6.1.5.5.7.3.27" },
  { "cmcRA", "1.3.6.1.5.5.7.3.28" },
  { "cmKGA", "1.3.6.1.5.5.7.3.32" },
  { "documentSigning", "1.3.6.1.5.5.7.3.36" },
  { "pkInitClientAuth", "1.3.6.1.5.2.3.4" },
  { "msSmartcardLogin", "1.3.6.1.4.1.311.20.2.2" },
  { "smartcardLogon", "1.3.6.1.4.1.311.20.2.2" },
  { "msEFS", "1.3.6.1.4.1.311.10.3.4" },
  /* Extensions: RFC 5280 4.2, RFC 7633, RFC 6960 4.2.2.2.1. */
  { "subjectKeyIdentifier", "2.5.29.14" },
  { "keyUsage", SIGNET_OID_KEY_USAGE },
  { "subjectAltName", SIGNET_OID_ALT_NAMES },
  { "basicConstraints", "2.5.29.19" },
  { "nameConstraints", "2.5.29.30" },
  { "crlDistributionPoints", "2.5.29.31" },
  { "certificatePolicies", SIGNET_OID_POLICIES },
  { "anyPolicy", "2.5.29.32.0" },
  { "policyMappings", "2.5.29.33" },
  { "authorityKeyIdentifier", "2.5.29.35" },
  { "policyConstraints", "2.5.29.36" },
  { "extendedKeyUsage", SIGNET_OID_EXTENDED_USAGE },
  { "freshestCRL", "2.5.29.46" },
  { "inhibitAnyPolicy", "2.5.29.54" },
  { "authorityInfoAccess", "1.3.6.1.5.5.7.1.1" },
  { "subjectInfoAccess", "1.3.6.1.5.5.7.1.11" },
  { "tlsFeature", "1.3.6.1.5.5.7.1.24" },
  { "noCheck", "1.3.6.1.5.5.7.48.1.5" },
  /* What can be asked in a support message: RFC 9810 5.3.19. */
  { "caProtEncCert", "1.3.6.1.5.5.7.4.1" },
  { "signKeyPairTypes", "1.3.6.1.5.5.7.4.2" },
  { "encKeyPairTypes", "1.3.6.1.5.5.7.4.3" },
  { "preferredSymmAlg", "1.3.6.1.5.5.7.4.4" },
  { "caKeyUpdateInfo", "1.3.6.1.5.5.7.4.5" },
  { "currentCRL", "1.3.6.1.5.5.7.4.6" },
  { "unsupportedOIDs", "1.3.6.1.5.5.7.4.7" },
  { "keyPairParamReq", "1.3.6.1.5.5.7.4.10" },
  { "keyPairParamRep", "1.3.6.1.5.5.7.4.11" },
  { "revPassphrase", "1.3.6.1.5.5.7.4.12" },
  { "implicitConfirm", "1.3.6.1.5.5.7.4.13" },
  { "confirmWaitTime", "1.3.6.1.5.5.7.4.14" },
  { "origPKIMessage", "1.3.6.1.5.5.7.4.15" },
  { "suppLangTags", "1.3.6.1.5.5.7.4.16" },
  { "caCerts", "1.3.6.1.5.5.7.4.17" },
  { "rootCaKeyUpdate", "1.3.6.1.5.5.7.4.18" },
  { "certReqTemplate", "1.3.6.1.5.5.7.4.19" },
  { "rootCaCert", "1.3.6.1.5.5.7.4.20" },
  { "certProfile", "1.3.6.1.5.5.7.4.21" },
  { "crlStatusList", "1.3.6.1.5.5.7.4.22" },
  { "crls", "1.3.6.1.5.5.7.4.23" },
};

/* Returns what follows the arc, or NULL where there is none. */
static const char *
skip_arc (const char *text,
          gsize      *n_digits)
{
  *n_digits = strspn (text, G_CSET_DIGITS);
  if (*n_digits == 0 || *n_digits > MAX_DIGITS || (*text == '0' && *n_digits > 1))
    return NULL;

  return text + *n_digits;
}

/* X.660: the first arc is 0, 1 or 2, and under 0 and 1 the second is less than 40. */
static gboolean
begins_well (const char *text)
{
  const char *second = text + 2;

  if (text[0] < '0' || text[0] > '2' || text[1] != '.')
    return FALSE;

  return text[0] == '2' || strspn (second, G_CSET_DIGITS) == 1 ||
         (strspn (second, G_CSET_DIGITS) == 2 && second[0] < '4');
}

/**
 * signet_oid_is_valid:
 * @text: anything
 *
 * Returns: whether @text is an object identifier in dotted form, of at most 256 bytes and without
 *   useless zeros, so that two different texts are two different identifiers
 */
gboolean
signet_oid_is_valid (const char *text)
{
  gsize n_digits;

  g_return_val_if_fail (text != NULL, FALSE);

  if (strnlen (text, MAX_TEXT + 1) > MAX_TEXT || !begins_well (text))
    return FALSE;
  for (const char *p = text; (p = skip_arc (p, &n_digits)) != NULL; p++)
    {
      if (*p == '\0')
        return TRUE;
      if (*p != '.')
        return FALSE;
    }

  return FALSE;
}

/**
 * signet_oid_parse:
 * @text: "1.3.6.1.5.5.7.3.2", or a well-known name of a usage, an extension or a piece of CA
 *   information ("clientAuth"), without regard to case
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Returns: (transfer full) (nullable): the object identifier in dotted form
 */
char *
signet_oid_parse (const char  *text,
                  GError     **error)
{
  g_autofree char *shown = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (signet_oid_is_valid (text))
    return g_strdup (text);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_ascii_strcasecmp (rows[i].name, text) == 0)
      return g_strdup (rows[i].oid);

  shown = signet_text_clean (text, MAX_SHOWN);
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
               _ ("“%s” is neither an object identifier such as 1.2.3 nor a name that is known."),
               shown);

  return NULL;
}

/**
 * signet_oid_get_name:
 * @oid: an object identifier in dotted form
 *
 * Returns: (transfer none) (nullable): its well-known name
 */
const char *
signet_oid_get_name (const char *oid)
{
  g_return_val_if_fail (oid != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].oid, oid))
      return rows[i].name;

  return NULL;
}
