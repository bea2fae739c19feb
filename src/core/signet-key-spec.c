/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-key-spec.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "core/signet-text.h"

#define FILE_PREFIX "file:"

typedef struct
{
  const char *text;
  const char *algorithm;
  const char *curve;
  guint bits;
  gboolean newer; /* than the oldest OpenSSL that Signet runs with */
  const char *aliases[3];
} Row;

static const Row rows[] = {
  { "ec:P-256", "EC", "P-256", 0, FALSE, { "ec", "ec:secp256r1", "ec:prime256v1" } },
  { "ec:P-384", "EC", "P-384", 0, FALSE, { "ec:secp384r1" } },
  { "ec:P-521", "EC", "P-521", 0, FALSE, { "ec:secp521r1" } },
  { "rsa:2048", "RSA", NULL, 2048, FALSE, { NULL } },
  { "rsa:3072", "RSA", NULL, 3072, FALSE, { "rsa" } },
  { "rsa:4096", "RSA", NULL, 4096, FALSE, { NULL } },
  { "ed25519", "ED25519", NULL, 0, FALSE, { NULL } },
  { "ed448", "ED448", NULL, 0, FALSE, { NULL } },
  { "ml-dsa:44", "ML-DSA-44", NULL, 0, TRUE, { "ml-dsa-44", "mldsa44" } },
  { "ml-dsa:65", "ML-DSA-65", NULL, 0, TRUE, { "ml-dsa", "ml-dsa-65", "mldsa65" } },
  { "ml-dsa:87", "ML-DSA-87", NULL, 0, TRUE, { "ml-dsa-87", "mldsa87" } },
};

struct _SignetKeySpec
{
  gatomicrefcount ref_count;
  const Row *row; /* NULL for a file */
  char *text;
};

G_DEFINE_BOXED_TYPE (SignetKeySpec, signet_key_spec, signet_key_spec_ref, signet_key_spec_unref)

static gboolean
row_has_name (const Row  *row,
              const char *text)
{
  if (g_ascii_strcasecmp (row->text, text) == 0)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (row->aliases) && row->aliases[i] != NULL; i++)
    if (g_ascii_strcasecmp (row->aliases[i], text) == 0)
      return TRUE;

  return FALSE;
}

static const Row *
find_row (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (row_has_name (&rows[i], text))
      return &rows[i];

  return NULL;
}

/* Whoever has a newer OpenSSL finds the others among the choices. */
static char *
join_common (void)
{
  GString *text = g_string_new (rows[0].text);

  for (gsize i = 1; i < G_N_ELEMENTS (rows); i++)
    if (!rows[i].newer)
      g_string_append_printf (text, ", %s", rows[i].text);

  return g_string_free (text, FALSE);
}

static SignetKeySpec *
key_spec_new_take (const Row *row,
                   char      *text)
{
  SignetKeySpec *self = g_new0 (SignetKeySpec, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->row = row;
  self->text = text;

  return self;
}

static SignetKeySpec *
parse_file (const char  *path,
            GError     **error)
{
  g_autofree char *absolute = NULL;

  if (*path == '\0')
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_KEY,
                           _ ("After “file:”, the name of a file is expected."));
      return NULL;
    }
  if (!g_utf8_validate (path, -1, NULL))
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_KEY,
                           _ ("The name of the key’s file is not UTF-8."));
      return NULL;
    }
  /* A later process may run in another folder. */
  absolute = g_canonicalize_filename (path, NULL);

  return key_spec_new_take (NULL, g_strconcat (FILE_PREFIX, absolute, NULL));
}

/**
 * signet_key_spec_parse:
 * @text: "ec:P-256", "rsa:3072", "ed25519", "ed448", "ml-dsa:65", "file:PATH", …
 * @error: return location for a %SIGNET_ERROR_KEY_TYPE or %SIGNET_ERROR_KEY
 *
 * Reads which key is wanted, without regard to case. "ec" is P-256 and "rsa" 3072 bits; names of
 * curves as OpenSSL has them are read too. Whether the library can make it shows when it is made.
 *
 * Returns: (transfer full) (nullable): the choice
 */
SignetKeySpec *
signet_key_spec_parse (const char  *text,
                       GError     **error)
{
  const Row *row;

  g_return_val_if_fail (text != NULL, NULL);

  if (g_ascii_strncasecmp (text, FILE_PREFIX, strlen (FILE_PREFIX)) == 0)
    return parse_file (text + strlen (FILE_PREFIX), error);

  row = find_row (text);
  if (row == NULL)
    {
      g_autofree char *shown = signet_text_clean (text, 64);
      g_autofree char *all = join_common ();

      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_KEY_TYPE,
                   _ ("“%s” is no known type of key. Known are %s and file:PATH."), shown, all);
      return NULL;
    }

  return key_spec_new_take (row, g_strdup (row->text));
}

/**
 * signet_key_spec_ref:
 * @self: a choice of key
 *
 * Adds a reference; safe from any thread.
 *
 * Returns: (transfer full): @self
 */
SignetKeySpec *
signet_key_spec_ref (SignetKeySpec *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * signet_key_spec_unref:
 * @self: a choice of key
 *
 * Drops a reference.
 */
void
signet_key_spec_unref (SignetKeySpec *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    {
      g_free (self->text);
      g_free (self);
    }
}

/**
 * signet_key_spec_get_text:
 * @self: a choice of key
 *
 * Returns: (transfer none): its one text: "ec:P-256", or "file:" and an absolute path
 */
const char *
signet_key_spec_get_text (const SignetKeySpec *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

/**
 * signet_key_spec_get_file:
 * @self: a choice of key
 *
 * Returns: (transfer none) (nullable): the absolute path of the key, or %NULL where one is to be
 * made
 */
const char *
signet_key_spec_get_file (const SignetKeySpec *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->row == NULL ? self->text + strlen (FILE_PREFIX) : NULL;
}

/**
 * signet_key_spec_get_algorithm:
 * @self: a choice of key
 *
 * Returns: (transfer none) (nullable): OpenSSL's name: "EC", "RSA", "ED25519", "ED448" or
 * "ML-DSA-65"; %NULL for a file
 */
const char *
signet_key_spec_get_algorithm (const SignetKeySpec *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->row != NULL ? self->row->algorithm : NULL;
}

/**
 * signet_key_spec_get_curve:
 * @self: a choice of key
 *
 * Returns: (transfer none) (nullable): "P-256", "P-384" or "P-521" for EC, else %NULL
 */
const char *
signet_key_spec_get_curve (const SignetKeySpec *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->row != NULL ? self->row->curve : NULL;
}

/**
 * signet_key_spec_get_bits:
 * @self: a choice of key
 *
 * Returns: the size of the modulus for RSA, else 0
 */
guint
signet_key_spec_get_bits (const SignetKeySpec *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->row != NULL ? self->row->bits : 0;
}

/**
 * signet_key_spec_get_all:
 *
 * Not every OpenSSL can make all of them, see signet_key_get_choices().
 *
 * Returns: (transfer none) (array zero-terminated=1): the texts of all types of key
 */
const char *const *
signet_key_spec_get_all (void)
{
  static const char *all[G_N_ELEMENTS (rows) + 1];
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
        all[i] = rows[i].text;
      g_once_init_leave (&once, 1);
    }

  return all;
}
