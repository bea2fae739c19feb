/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-item.h"
#include "ctl/signet-ctl-items.h"
#include "ctl/signet-ctl-json-private.h"
#include "ctl/signet-ctl-report.h"
#include "ctl/signet-ctl-table.h"
#include "ctl/signet-ctl-text.h"
#include "ctl/signet-ctl-verbs.h"
#include "ctl/signet-ctl-words.h"

#include <glib/gi18n-lib.h>

#include <unistd.h>

typedef enum {
  WITH_CERTIFICATE = 1 << 0,
  WITHOUT_CERTIFICATE = 1 << 1,
} Which;

static gboolean
is_wanted (SignetItem *item,
           Which       which)
{
  gboolean has_certificate = signet_item_get_certificate (item) != NULL;

  return (which & (has_certificate ? WITH_CERTIFICATE : WITHOUT_CERTIFICATE)) != 0;
}

static void
print_json (GPtrArray *items,
            gint64     now)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < items->len; i++)
    json_array_add_object_element (array, signet_ctl_json_from_item (items->pdata[i], NULL, now));
  signet_ctl_json_print_array (array);
}

static void
add_row (SignetCtlTable *table,
         SignetItem     *item,
         gint64          now)
{
  g_autoptr (SignetCertificate) certificate = signet_ctl_item_dup_certificate (item);
  SignetName *name = signet_ctl_item_get_subject (item, certificate);
  g_autofree char *id = g_strndup (signet_item_get_id (item), SIGNET_CTL_SHORT_ID);
  g_autofree char *state = signet_ctl_words_for_state (item, now);
  g_autofree char *subject = name != NULL ? signet_name_to_display (name) : NULL;
  g_autofree char *end = NULL;

  if (certificate != NULL)
    end = signet_ctl_text_local_time (signet_certificate_get_not_after (certificate));
  signet_ctl_table_add (table, (const char *const[]){ id, state, subject != NULL ? subject : "",
                                                      end != NULL ? end : "", NULL });
}

static void
print_table (GPtrArray *items,
             Which      which,
             gint64     now)
{
  const char *const titles[] = { _ ("ID"), _ ("State"), _ ("Subject"), _ ("Valid until"), NULL };
  g_autoptr (SignetCtlTable) table = signet_ctl_table_new (titles);
  g_autofree char *text = NULL;

  if (items->len == 0)
    {
      g_printerr ("%s\n", which == WITHOUT_CERTIFICATE ? _ ("There are no open requests.")
                                                       : _ ("There are no certificates."));
      return;
    }
  for (guint i = 0; i < items->len; i++)
    add_row (table, items->pdata[i], now);
  text = signet_ctl_table_to_string (table, isatty (STDOUT_FILENO));
  g_print ("%s", text);
}

static int
print_items (Which    which,
             gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetManager) manager = signet_ctl_items_load (&error);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  GListModel *items;

  if (manager == NULL)
    return signet_ctl_report_error (error, json);

  items = signet_manager_get_items (manager);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (SignetItem) item = g_list_model_get_item (items, i);

      if (is_wanted (item, which))
        g_ptr_array_add (wanted, g_steal_pointer (&item));
    }
  if (json)
    print_json (wanted, now);
  else
    print_table (wanted, which, now);

  return SIGNET_CTL_EXIT_DONE;
}

/* signetctl list: the items with a certificate, or all of them. */
int
signet_ctl_list (const SignetCtlVerb  *verb,
                 int                   argc,
                 char                **argv)
{
  g_autoptr (SignetCtlParser) parser = signet_ctl_parser_new (verb);
  gboolean all = FALSE;
  gboolean json = FALSE;
  int status;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_ ("Also what has no certificate yet"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print a JSON array"), NULL },
    { NULL },
  };

  signet_ctl_parser_add_options (parser, entries);
  if (!signet_ctl_parser_run (parser, argc, argv, &status))
    return status;

  return print_items (all ? WITH_CERTIFICATE | WITHOUT_CERTIFICATE : WITH_CERTIFICATE, json);
}

/* signetctl pending: the items without a certificate. */
int
signet_ctl_pending (const SignetCtlVerb  *verb,
                    int                   argc,
                    char                **argv)
{
  g_autoptr (SignetCtlParser) parser = signet_ctl_parser_new (verb);
  gboolean json = FALSE;
  int status;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print a JSON array"), NULL },
    { NULL },
  };

  signet_ctl_parser_add_options (parser, entries);
  if (!signet_ctl_parser_run (parser, argc, argv, &status))
    return status;

  return print_items (WITHOUT_CERTIFICATE, json);
}
