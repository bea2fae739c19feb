/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-codes.h"

#include <glib/gi18n-lib.h>
#include <openssl/rand.h>
#include <string.h>

#include "pki/signet-ossl-private.h"
#include "practice/signet-practice-files.h"

#define CODE_CHARS 12
#define CODE_GROUP 4

typedef struct
{
  char *reference; /* NULL: the code without a reference number */
  SignetSecret *code;
} Entry;

struct _SignetPracticeCodes
{
  GPtrArray *entries;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->reference);
  signet_secret_unref (entry->code);
  g_free (entry);
}

static Entry *
entry_new (const char   *reference,
           SignetSecret *code)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->reference = g_strdup (reference);
  entry->code = signet_secret_ref (code);

  return entry;
}

static gboolean
find_entry (const SignetPracticeCodes *self,
            const char                *reference,
            guint                     *index)
{
  for (*index = 0; *index < self->entries->len; (*index)++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, *index);

      if (g_strcmp0 (entry->reference, reference) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * signet_practice_codes_new:
 *
 * Returns: (transfer full): no codes
 */
SignetPracticeCodes *
signet_practice_codes_new (void)
{
  SignetPracticeCodes *self = g_new0 (SignetPracticeCodes, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);

  return self;
}

/**
 * signet_practice_codes_free:
 * @self: (transfer full): codes
 *
 * Frees @self and wipes the codes that nobody else holds.
 */
void
signet_practice_codes_free (SignetPracticeCodes *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->entries);
  g_free (self);
}

static gboolean
read_group (SignetPracticeCodes  *self,
            GKeyFile             *file,
            const char           *group,
            GError              **error)
{
  g_autofree char *reference = g_key_file_get_string (file, group, "reference", NULL);
  char *text = g_key_file_get_string (file, group, "code", NULL);
  g_autoptr (SignetSecret) code = text != NULL ? signet_secret_new_take (text) : NULL;

  if (code == NULL || signet_secret_get_size (code) == 0)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED,
                   _ ("The list of codes of the practice CA has an entry without a code: “%s”."),
                   group);
      return FALSE;
    }
  signet_practice_codes_add (self, reference, code);

  return TRUE;
}

/**
 * signet_practice_codes_load:
 * @path: a file that may not be there yet
 * @error: return location for a %SIGNET_ERROR
 *
 * Reads the codes from a file.
 *
 * Returns: (transfer full) (nullable): the codes
 */
SignetPracticeCodes *
signet_practice_codes_load (const char  *path,
                            GError     **error)
{
  g_autoptr (SignetPracticeCodes) self = signet_practice_codes_new ();
  g_autoptr (GKeyFile) file = signet_practice_files_load (path, error);
  g_auto (GStrv) groups = NULL;

  if (file == NULL)
    return NULL;

  groups = g_key_file_get_groups (file, NULL);
  for (gsize i = 0; groups[i] != NULL; i++)
    if (!read_group (self, file, groups[i], error))
      return NULL;

  return g_steal_pointer (&self);
}

/**
 * signet_practice_codes_save:
 * @self: codes
 * @path: a file
 * @error: return location for a %SIGNET_ERROR
 *
 * Writes the codes to a file that only its owner can read.
 *
 * Returns: whether they are on disk
 */
gboolean
signet_practice_codes_save (const SignetPracticeCodes  *self,
                            const char                 *path,
                            GError                    **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *group = g_strdup_printf ("code-%u", i + 1);

      if (entry->reference != NULL)
        g_key_file_set_string (file, group, "reference", entry->reference);
      g_key_file_set_string (file, group, "code", signet_secret_get_text (entry->code));
    }

  return signet_practice_files_save (file, path, error);
}

/**
 * signet_practice_codes_add:
 * @self: codes
 * @reference: (nullable): a reference number
 * @code: its code
 *
 * Adds a code, or changes the one that @reference has.
 */
void
signet_practice_codes_add (SignetPracticeCodes *self,
                           const char          *reference,
                           SignetSecret        *code)
{
  guint index;

  g_return_if_fail (self != NULL && code != NULL);

  if (find_entry (self, reference, &index))
    {
      Entry *entry = g_ptr_array_index (self->entries, index);

      signet_secret_ref (code);
      signet_secret_unref (entry->code);
      entry->code = code;
      return;
    }
  g_ptr_array_add (self->entries, entry_new (reference, code));
}

/**
 * signet_practice_codes_prepend_all:
 * @self: codes
 * @others: more codes
 *
 * Puts @others before the codes that are there and removes those with the same reference number.
 */
void
signet_practice_codes_prepend_all (SignetPracticeCodes       *self,
                                   const SignetPracticeCodes *others)
{
  guint index;

  for (guint i = 0; i < others->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (others->entries, i);

      if (find_entry (self, entry->reference, &index))
        g_ptr_array_remove_index (self->entries, index);
      g_ptr_array_insert (self->entries, (gint) i, entry_new (entry->reference, entry->code));
    }
}

/**
 * signet_practice_codes_make:
 * @self: codes
 * @error: return location for a %SIGNET_ERROR_FAILED
 *
 * Adds a random reference number of four digits with a random code of twelve letters and digits,
 * in groups and without those that look alike.
 *
 * Returns: whether there were random numbers
 */
gboolean
signet_practice_codes_make (SignetPracticeCodes  *self,
                            GError              **error)
{
  static const char alphabet[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"; /* 32: no bias in % */
  guchar random[CODE_CHARS + 2];
  char text[CODE_CHARS + CODE_CHARS / CODE_GROUP] = { 0 };
  g_autofree char *reference = NULL;
  g_autoptr (SignetSecret) code = NULL;
  gsize length = 0;

  if (RAND_bytes (random, sizeof random) != 1)
    {
      signet_set_ossl_error (error, SIGNET_ERROR_FAILED, _ ("There are no random numbers."));
      return FALSE;
    }

  for (gsize i = 0; i < CODE_CHARS; i++)
    {
      if (i > 0 && i % CODE_GROUP == 0)
        text[length++] = '-';
      text[length++] = alphabet[random[i] % (sizeof alphabet - 1)];
    }
  reference = g_strdup_printf ("%u",
                               1000 + (random[CODE_CHARS] << 8 | random[CODE_CHARS + 1]) % 9000);
  code = signet_secret_new (text, length);
  signet_secret_wipe (text, sizeof text);
  signet_secret_wipe (random, sizeof random);
  signet_practice_codes_add (self, reference, code);

  return TRUE;
}

/**
 * signet_practice_codes_get_size:
 * @self: codes
 *
 * Returns: how many codes there are
 */
guint
signet_practice_codes_get_size (const SignetPracticeCodes *self)
{
  return self->entries->len;
}

/**
 * signet_practice_codes_get_reference:
 * @self: codes
 * @index: which one, from 0
 *
 * Returns: (transfer none) (nullable): its reference number
 */
const char *
signet_practice_codes_get_reference (const SignetPracticeCodes *self,
                                     guint                      index)
{
  g_return_val_if_fail (index < self->entries->len, NULL);

  return ((const Entry *) g_ptr_array_index (self->entries, index))->reference;
}

/**
 * signet_practice_codes_get_code:
 * @self: codes
 * @index: which one, from 0
 *
 * Returns: (transfer none): the code
 */
SignetSecret *
signet_practice_codes_get_code (const SignetPracticeCodes *self,
                                guint                      index)
{
  g_return_val_if_fail (index < self->entries->len, NULL);

  return ((const Entry *) g_ptr_array_index (self->entries, index))->code;
}

/**
 * signet_practice_codes_lookup:
 * @self: codes
 * @reference: (nullable): a reference number from a message, or %NULL where it had none
 *
 * Returns: (transfer none) (nullable): the code of @reference
 */
SignetSecret *
signet_practice_codes_lookup (const SignetPracticeCodes *self,
                              const char                *reference)
{
  guint index;

  return find_entry (self, reference, &index) ? signet_practice_codes_get_code (self, index) : NULL;
}
