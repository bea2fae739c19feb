/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-table.h"

#include "ctl/signet-ctl-text.h"

#define MAX_COLUMNS 60 /* of one cell on a terminal */
#define BOLD "\033[1m"
#define PLAIN "\033[0m"

struct _SignetCtlTable
{
  guint n_columns;
  GPtrArray *rows; /* of GStrv; the first one has the titles */
};

/**
 * signet_ctl_table_new:
 * @titles: (array zero-terminated=1): what stands above the columns
 *
 * Returns: (transfer full): a table without rows
 */
SignetCtlTable *
signet_ctl_table_new (const char *const *titles)
{
  SignetCtlTable *self;

  g_return_val_if_fail (titles != NULL, NULL);

  self = g_new0 (SignetCtlTable, 1);
  self->n_columns = g_strv_length ((char **) titles);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  signet_ctl_table_add (self, titles);

  return self;
}

/**
 * signet_ctl_table_free:
 * @self: (transfer full): a table
 *
 * Frees the table.
 */
void
signet_ctl_table_free (SignetCtlTable *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * signet_ctl_table_add:
 * @self: a table
 * @cells: (array zero-terminated=1): a text for each column; may come from outside
 *
 * Adds a row.
 */
void
signet_ctl_table_add (SignetCtlTable    *self,
                      const char *const *cells)
{
  g_auto (GStrv) row = NULL;

  g_return_if_fail (self != NULL && cells != NULL);
  g_return_if_fail (g_strv_length ((char **) cells) == self->n_columns);

  row = g_new0 (char *, self->n_columns + 1);
  for (guint i = 0; i < self->n_columns; i++)
    row[i] = signet_ctl_text_escape (cells[i]);

  g_ptr_array_add (self->rows, g_steal_pointer (&row));
}

static gsize
column_width (const SignetCtlTable *self,
              guint                 column,
              gsize                 limit)
{
  gsize width = 1;

  for (guint i = 0; i < self->rows->len; i++)
    width = MAX (width, signet_ctl_text_width (((GStrv) self->rows->pdata[i])[column]));

  return MIN (width, limit);
}

static void
append_row (const SignetCtlTable *self,
            const GStrv           row,
            const gsize          *widths,
            GString              *result)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *cell = signet_ctl_text_shorten (row[i], widths[i]);

      g_string_append (result, cell);
      if (i + 1 < self->n_columns)
        g_string_append_printf (result, "%*s", (int) (widths[i] - signet_ctl_text_width (cell)) + 2,
                                "");
    }
}

/**
 * signet_ctl_table_to_string:
 * @self: a table
 * @for_terminal: whether long cells are cut and the titles are bold
 *
 * Returns: (transfer full): a line for the titles and one for each row
 */
char *
signet_ctl_table_to_string (const SignetCtlTable *self,
                            gboolean              for_terminal)
{
  GString *result;
  g_autofree gsize *widths = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  widths = g_new (gsize, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    widths[i] = column_width (self, i, for_terminal ? MAX_COLUMNS : G_MAXINT);

  result = g_string_new (NULL);
  for (guint i = 0; i < self->rows->len; i++)
    {
      gboolean bold = for_terminal && i == 0;

      g_string_append (result, bold ? BOLD : "");
      append_row (self, self->rows->pdata[i], widths, result);
      g_string_append (result, bold ? PLAIN "\n" : "\n");
    }

  return g_string_free (result, FALSE);
}
