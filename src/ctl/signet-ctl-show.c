/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-error.h"
#include "ctl/signet-ctl-item.h"
#include "ctl/signet-ctl-items.h"
#include "ctl/signet-ctl-report.h"
#include "ctl/signet-ctl-verbs.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  gboolean pem;
  gboolean chain;
  gboolean json;
} ShowOptions;

static gboolean
print_certificate (SignetItem  *item,
                   GError     **error)
{
  g_autoptr (SignetCertificate) certificate = NULL;
  g_autofree char *pem = NULL;
  GBytes *der = signet_item_get_certificate (item);

  if (der == NULL)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_STATE,
                           _ ("The item has no certificate yet."));
      return FALSE;
    }
  certificate = signet_certificate_new_from_der (der, error);
  if (certificate == NULL)
    return FALSE;
  pem = signet_certificate_to_pem (certificate);
  g_print ("%s", pem);

  return TRUE;
}

static gboolean
print_chain (SignetManager  *manager,
             SignetItem     *item,
             GError        **error)
{
  g_autoptr (GPtrArray) chain =
    signet_manager_dup_chain (manager, signet_item_get_id (item), error);

  /* The certificate itself first, as servers and mail programs want it. */
  if (chain == NULL || !print_certificate (item, error))
    return FALSE;
  for (guint i = 0; i < chain->len; i++)
    {
      g_autofree char *pem = signet_certificate_to_pem (chain->pdata[i]);

      g_print ("%s", pem);
    }

  return TRUE;
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
    return (options->pem ? print_certificate (item, &error) : print_chain (manager, item, &error))
             ? SIGNET_CTL_EXIT_DONE
             : signet_ctl_report_error (error, FALSE);

  signet_ctl_report_job (item, NULL, options->json);

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
