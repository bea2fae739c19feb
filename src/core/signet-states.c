/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-states.h"

/**
 * signet_enum_to_nick:
 * @type: the type of an enumeration
 * @value: one of its values
 *
 * Returns: (transfer none): the word that files and JSON have for @value
 */
const char *
signet_enum_to_nick (GType type,
                     int   value)
{
  const GEnumValue *found;
  GEnumClass *class;

  g_return_val_if_fail (G_TYPE_IS_ENUM (type), NULL);

  /* The nicknames are static, they outlive the reference to the class. */
  class = g_type_class_ref (type);
  found = g_enum_get_value (class, value);
  g_type_class_unref (class);
  g_return_val_if_fail (found != NULL, NULL);

  return found->value_nick;
}

/**
 * signet_enum_from_nick:
 * @type: the type of an enumeration
 * @nick: (nullable): a word from a file
 * @value: (out): return location for the value; unchanged where the word is unknown
 *
 * Returns: whether @nick is a word of the enumeration
 */
gboolean
signet_enum_from_nick (GType       type,
                       const char *nick,
                       int        *value)
{
  GEnumClass *class;
  const GEnumValue *found;

  g_return_val_if_fail (G_TYPE_IS_ENUM (type) && value != NULL, FALSE);

  class = g_type_class_ref (type);
  found = nick != NULL ? g_enum_get_value_by_nick (class, nick) : NULL;
  if (found != NULL)
    *value = found->value;
  g_type_class_unref (class);

  return found != NULL;
}
