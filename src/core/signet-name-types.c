/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-name-types-private.h"

#include "core/signet-name.h"

#define UNBOUNDED 32768 /* ub-name of X.520 */

static const SignetNameType types[] = {
  { "CN", "2.5.4.3", "commonName", 1, 64 },
  { "O", "2.5.4.10", "organizationName", 1, 64 },
  { "OU", "2.5.4.11", "organizationalUnitName", 1, 64 },
  { "C", "2.5.4.6", "countryName", 2, 2 },
  { "ST", "2.5.4.8", "S stateOrProvinceName", 1, 128 },
  { "L", "2.5.4.7", "localityName", 1, 128 },
  { "STREET", "2.5.4.9", "streetAddress", 1, 128 },
  { "DC", "0.9.2342.19200300.100.1.25", "domainComponent", 1, 63 },
  { "UID", "0.9.2342.19200300.100.1.1", "userId", 1, 256 },
  { "emailAddress", "1.2.840.113549.1.9.1", "E EMAIL", 1, 255 },
  { "SN", "2.5.4.4", "surname", 1, UNBOUNDED },
  { "GN", "2.5.4.42", "G givenName", 1, UNBOUNDED },
  { "serialNumber", "2.5.4.5", NULL, 1, 64 },
  { "title", "2.5.4.12", "T", 1, 64 },
  { "initials", "2.5.4.43", NULL, 1, UNBOUNDED },
  { "generationQualifier", "2.5.4.44", NULL, 1, UNBOUNDED },
  { "dnQualifier", "2.5.4.46", NULL, 1, UNBOUNDED },
  { "pseudonym", "2.5.4.65", NULL, 1, 128 },
  { "name", "2.5.4.41", NULL, 1, UNBOUNDED },
  { "description", "2.5.4.13", NULL, 1, 1024 },
  { "postalCode", "2.5.4.17", NULL, 1, 40 },
  { "organizationIdentifier", "2.5.4.97", NULL, 1, 256 },
  { "businessCategory", "2.5.4.15", NULL, 1, 128 },
};

static gboolean
has_alias (const SignetNameType *type,
           const char           *text)
{
  g_auto (GStrv) aliases = NULL;

  if (type->aliases == NULL)
    return FALSE;
  aliases = g_strsplit (type->aliases, " ", -1);
  for (char **p = aliases; *p != NULL; p++)
    if (g_ascii_strcasecmp (*p, text) == 0)
      return TRUE;

  return FALSE;
}

/**
 * signet_name_type_lookup:
 * @text: a short name, an alias of one, or a dotted object identifier
 *
 * Returns: (transfer none) (nullable): what Signet knows about the kind of attribute
 */
const SignetNameType *
signet_name_type_lookup (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_ascii_strcasecmp (types[i].type, text) == 0 || g_str_equal (types[i].oid, text) ||
        has_alias (&types[i], text))
      return &types[i];

  return NULL;
}

/**
 * signet_name_type_to_oid:
 * @type: a short name or an alias of one, in any case
 *
 * Returns: (transfer none) (nullable): the dotted object identifier, or %NULL where the type is not
 * known
 */
const char *
signet_name_type_to_oid (const char *type)
{
  const SignetNameType *found;

  g_return_val_if_fail (type != NULL, NULL);

  found = signet_name_type_lookup (type);

  return found != NULL ? found->oid : NULL;
}

/**
 * signet_name_oid_to_type:
 * @oid: a dotted object identifier
 *
 * Returns: (transfer none) (nullable): the short name, or %NULL where Signet knows none
 */
const char *
signet_name_oid_to_type (const char *oid)
{
  const SignetNameType *found;

  g_return_val_if_fail (oid != NULL, NULL);

  found = signet_name_type_lookup (oid);

  return found != NULL ? found->type : NULL;
}
