/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-error.h"
#include "ctl/signet-ctl-item.h"
#include "ctl/signet-ctl-items.h"
#include "ctl/signet-ctl-report.h"
#include "ctl/signet-ctl-verbs.h"
#include "ctl/signet-ctl-words.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  gboolean pem;
  gboolean chain;
  gboolean json;
} ShowOptions;

static gboolean
add_pem (GString  *text,
         GBytes   *der,
         GError  **error)
{
  g_autoptr (SignetCertificate) certificate = signet_certificate_new_from_der (der, error);
  g_autofree char *pem = NULL;

  if (certificate == NULL)
    return FALSE;
  pem = signet_certificate_to_pem (certificate);
  g_string_append (text, pem);

  return TRUE;
}

static gboolean
add_chain (GString        *text,
           SignetManager  *manager,
           SignetItem     *item,
           GError        **error)
{
  g_autoptr (GPtrArray) chain =
    signet_manager_dup_chain (manager, signet_item_get_id (item), error);

  for (guint i = 0; chain != NULL && i < chain->len; i++)
    if (!add_pem (text, chain->pdata[i], error))
      return FALSE;

  return chain != NULL;
}

/* Prints all or nothing; the certificate itself comes first, as servers and mail programs want it.
 */
static gboolean
print_pem (SignetManager  *manager,
           SignetItem     *item,
           gboolean        with_chain,
           GError        **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GBytes *der = signet_item_get_certificate (item);

  if (der == NULL)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_STATE,
                           _ ("The item has no certificate."));
      return FALSE;
    }
  if (!add_pem (text, der, error) || (with_chain && !add_chain (text, manager, item, error)))
    return FALSE;
  g_print ("%s", text->str);

  return TRUE;
}

/* Below what the item says itself. */
static void
print_renewal (SignetManager *manager,
               SignetItem    *item)
{
  SignetItem *newer = signet_manager_find_renewal (manager, signet_item_get_id (item));
  g_autofree char *text = newer != NULL ? signet_ctl_words_for_renewal (newer) : NULL;

  if (text != NULL)
    g_print ("%s", text);
}

static int
show (const ShowOptions *options,
      const char        *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetManager) manager = signet_ctl_items_load (&error);
  g_autoptr (SignetItem) item = NULL;

  if (manager != NULL)
    item = signet_ctl_items_find (signet_manager_get_items (manager), id, &error);
  if (item == NULL)
    return signet_ctl_report_error (error, options->json);

  if (options->pem || options->chain)
    return print_pem (manager, item, options->chain, &error)
             ? SIGNET_CTL_EXIT_DONE
             : signet_ctl_report_error (error, FALSE);

  signet_ctl_report_job (item, NULL, options->json);
  if (!options->json)
    print_renewal (manager, item);

  return SIGNET_CTL_EXIT_DONE;
}

/* signetctl show: one item, or its certificate. */
int
signet_ctl_show (const SignetCtlVerb  *verb,
                 int                   argc,
                 char                **argv)
{
  g_autoptr (SignetCtlParser) parser = signet_ctl_parser_new (verb);
  ShowOptions options = { FALSE, FALSE, FALSE };
  int status;
  const GOptionEntry entries[] = {
    { "pem", 0, 0, G_OPTION_ARG_NONE, &options.pem, N_ ("Print the certificate as PEM"), NULL },
    { "chain", 0, 0, G_OPTION_ARG_NONE, &options.chain,
      N_ ("Print the certificate and the CA certificates above it as PEM"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print a JSON object"), NULL },
    { NULL },
  };

  signet_ctl_parser_add_options (parser, entries);
  if (!signet_ctl_parser_run (parser, argc, argv, &status))
    return status;
  if (options.pem + options.chain + options.json > 1)
    {
      signet_ctl_print_usage_error (verb->name,
                                    _ ("--pem, --chain and --json exclude each other."));
      return SIGNET_CTL_EXIT_USAGE;
    }

  return show (&options, signet_ctl_parser_get_operand (parser));
}
