/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-info.h"

#define MAX_FIELDS 1000 /* nobody reads more, and each costs far more memory than its bytes */

typedef struct
{
  char *label;
  char *value;
} Field;

struct _SignetInfo
{
  gatomicrefcount ref_count;
  char *oid;
  SignetInfoKind kind;
  GBytes *der;
  GPtrArray *parts;
  GArray *fields;
};

G_DEFINE_BOXED_TYPE (SignetInfo, signet_info, signet_info_ref, signet_info_unref)

static void
field_clear (gpointer data)
{
  Field *field = data;

  g_free (field->label);
  g_free (field->value);
}

/* A missing part of a root update is NULL. */
static void
part_free (gpointer part)
{
  if (part != NULL)
    g_bytes_unref (part);
}

/**
 * signet_info_new:
 * @oid: the infoType, dotted
 * @kind: what the value is
 * @der: (nullable): the infoValue, or %NULL where there is none
 *
 * Returns: (transfer full): a piece of information without parts and fields
 */
SignetInfo *
signet_info_new (const char     *oid,
                 SignetInfoKind  kind,
                 GBytes         *der)
{
  SignetInfo *self;

  g_return_val_if_fail (oid != NULL, NULL);

  self = g_new0 (SignetInfo, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->oid = g_strdup (oid);
  self->kind = kind;
  self->der = der != NULL ? g_bytes_ref (der) : NULL;
  self->parts = g_ptr_array_new_with_free_func (part_free);
  self->fields = g_array_new (FALSE, FALSE, sizeof (Field));
  g_array_set_clear_func (self->fields, field_clear);

  return self;
}

/**
 * signet_info_ref:
 * @self: a piece of information
 *
 * Adds a reference; safe from any thread.
 *
 * Returns: (transfer full): @self
 */
SignetInfo *
signet_info_ref (SignetInfo *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * signet_info_unref:
 * @self: a piece of information
 *
 * Drops a reference; the last one frees @self.
 */
void
signet_info_unref (SignetInfo *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->oid);
  g_clear_pointer (&self->der, g_bytes_unref);
  g_ptr_array_unref (self->parts);
  g_array_unref (self->fields);
  g_free (self);
}

/**
 * signet_info_add_part:
 * @self: a piece of information with one reference
 * @der: (nullable): a certificate or a revocation list; %NULL is the missing part of a root update
 *
 * Adds one of the things that the value consists of.
 */
void
signet_info_add_part (SignetInfo *self,
                      GBytes     *der)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_add (self->parts, der != NULL ? g_bytes_ref (der) : NULL);
}

/**
 * signet_info_add_field:
 * @self: a piece of information with one reference
 * @label: what it is, in the person's language
 * @value: the value, fit to be shown
 *
 * Adds a line that a person reads; after a thousand lines, no more.
 */
void
signet_info_add_field (SignetInfo *self,
                       const char *label,
                       const char *value)
{
  Field field;

  g_return_if_fail (self != NULL && label != NULL && value != NULL);

  if (self->fields->len >= MAX_FIELDS)
    return;
  field.label = g_strdup (label);
  field.value = g_strdup (value);
  g_array_append_val (self->fields, field);
}

/**
 * signet_info_get_oid:
 * @self: a piece of information
 *
 * Returns: (transfer none): the infoType, dotted
 */
const char *
signet_info_get_oid (SignetInfo *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->oid;
}

/**
 * signet_info_get_name:
 * @self: a piece of information
 *
 * Returns: (transfer none): the name of its infoType ("caCerts"), or the dotted identifier where it
 *   has none
 */
const char *
signet_info_get_name (SignetInfo *self)
{
  const SignetInfoType *type;

  g_return_val_if_fail (self != NULL, NULL);

  type = signet_info_type_lookup (self->oid);

  return type != NULL ? type->name : self->oid;
}

/**
 * signet_info_get_kind:
 * @self: a piece of information
 *
 * Returns: what the value is; %SIGNET_INFO_OTHER also where it is not what its infoType promises
 */
SignetInfoKind
signet_info_get_kind (SignetInfo *self)
{
  g_return_val_if_fail (self != NULL, SIGNET_INFO_OTHER);

  return self->kind;
}

/**
 * signet_info_get_der:
 * @self: a piece of information
 *
 * Returns: (transfer none) (nullable): the infoValue as it came, or %NULL where there is none
 */
GBytes *
signet_info_get_der (SignetInfo *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->der;
}

/**
 * signet_info_get_n_parts:
 * @self: a piece of information
 *
 * Returns: of how many certificates or revocation lists it consists; a root update has three
 */
guint
signet_info_get_n_parts (SignetInfo *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->parts->len;
}

/**
 * signet_info_get_part:
 * @self: a piece of information
 * @index: less than signet_info_get_n_parts (); with a root update a #SignetInfoRoot
 *
 * Returns: (transfer none) (nullable): the DER of a certificate or of a revocation list; %NULL is
 *   what a root update does not have
 */
GBytes *
signet_info_get_part (SignetInfo *self,
                      guint       index)
{
  g_return_val_if_fail (self != NULL && index < self->parts->len, NULL);

  return g_ptr_array_index (self->parts, index);
}

/**
 * signet_info_get_n_fields:
 * @self: a piece of information
 *
 * Returns: how many lines there are for a person to read
 */
guint
signet_info_get_n_fields (SignetInfo *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->fields->len;
}

/**
 * signet_info_get_field_label:
 * @self: a piece of information
 * @index: less than signet_info_get_n_fields ()
 *
 * Returns: (transfer none): what the line is about
 */
const char *
signet_info_get_field_label (SignetInfo *self,
                             guint       index)
{
  g_return_val_if_fail (self != NULL && index < self->fields->len, NULL);

  return g_array_index (self->fields, Field, index).label;
}

/**
 * signet_info_get_field_value:
 * @self: a piece of information
 * @index: less than signet_info_get_n_fields ()
 *
 * Returns: (transfer none): what the line says
 */
const char *
signet_info_get_field_value (SignetInfo *self,
                             guint       index)
{
  g_return_val_if_fail (self != NULL && index < self->fields->len, NULL);

  return g_array_index (self->fields, Field, index).value;
}
