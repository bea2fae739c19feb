/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SIGNET_TYPE_NAME (signet_name_get_type ())

/**
 * SignetName:
 *
 * An immutable distinguished name (X.501): relative names in encoding order, each a set of
 * attribute and value. Values are UTF-8; a value that is no text is kept as "#" and the hexadecimal
 * DER of it (RFC 4514 2.4). The empty name is the NULL-DN.
 */
typedef struct _SignetName SignetName;

/**
 * SignetNamePart:
 * @rdn: index of the relative name, from 0, in encoding order
 * @type: short name ("CN") where Signet knows one, else a dotted OID; static or owned by the name
 * @value: the value in UTF-8, not escaped
 *
 * One attribute of a name.
 */
typedef struct
{
  guint rdn;
  const char *type;
  const char *value;
} SignetNamePart;

GType                 signet_name_get_type    (void);
SignetName           *signet_name_parse       (const char            *text,
                                               GError               **error) G_GNUC_WARN_UNUSED_RESULT;
SignetName           *signet_name_new         (const SignetNamePart  *parts,
                                               guint                  n_parts,
                                               GError               **error) G_GNUC_WARN_UNUSED_RESULT;
SignetName           *signet_name_ref         (SignetName            *self);
void                  signet_name_unref       (SignetName            *self);
guint                 signet_name_get_size    (const SignetName      *self);
const SignetNamePart *signet_name_get_part    (const SignetName      *self,
                                               guint                  index);
const char           *signet_name_get_first   (const SignetName      *self,
                                               const char            *type);
char                 *signet_name_to_string   (const SignetName      *self) G_GNUC_WARN_UNUSED_RESULT;
char                 *signet_name_to_display  (const SignetName      *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean              signet_name_equal       (const SignetName      *self,
                                               const SignetName      *other);
const char           *signet_name_type_to_oid (const char            *type);
const char           *signet_name_oid_to_type (const char            *oid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetName, signet_name_unref)

G_END_DECLS
