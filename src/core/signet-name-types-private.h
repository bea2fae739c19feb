/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SignetNameType:
 * @type: the short name that Signet writes
 * @oid: the dotted object identifier
 * @aliases: (nullable): other names that are read, separated by spaces
 * @min: how many characters a value has at least
 * @max: how many characters a value may have (X.520 annex C, RFC 5280 appendix A.1)
 *
 * One kind of attribute in a name.
 */
typedef struct
{
  const char *type;
  const char *oid;
  const char *aliases;
  guint min;
  guint max;
} SignetNameType;

const SignetNameType *signet_name_type_lookup (const char *text);

G_END_DECLS
