/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-report.h"

#include "core/signet-error.h"
#include "ctl/signet-ctl-answer-private.h"
#include "ctl/signet-ctl-answer.h"
#include "ctl/signet-ctl-items.h"
#include "ctl/signet-ctl-json-private.h"
#include "ctl/signet-ctl-words.h"

#include <glib/gi18n-lib.h>

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
print_json (SignetItem   *item,
            SignetReport *report,
            const GError *error)
{
  g_autoptr (JsonObject) object = signet_ctl_json_from_item (item, error, now ());

  signet_ctl_answer_set_report (object, report);

  signet_ctl_json_print_object (object);
}

static void
print_answer (SignetReport *report)
{
  g_autofree char *words = signet_ctl_answer_to_words (report);

  if (*words != '\0')
    g_print ("\n%s", words);
}

static void
print_words (SignetItem   *item,
             SignetReport *report,
             const GError *error)
{
  g_autofree char *item_words = item != NULL ? signet_ctl_words_for_item (item, now ()) : NULL;
  const GError *noted = item != NULL ? signet_item_get_error (item) : NULL;
  g_autofree char *error_words = NULL;

  if (error != NULL || noted != NULL)
    error_words = signet_ctl_words_for_error (error != NULL ? error : noted);
  if (item_words != NULL)
    g_print ("%s", item_words);
  if (report != NULL)
    print_answer (report);

  /* What went wrong earlier belongs to what is told about the item. */
  if (error != NULL)
    g_printerr ("signetctl: %s", error_words);
  else if (noted != NULL)
    g_print ("\n%s", error_words);
}

/* Tells how a job ended: the item on standard output, the error for people on standard error, in
 * JSON within the item's object. */
static SignetCtlExit
report_job (SignetItem   *item,
            SignetReport *report,
            const GError *error,
            gboolean      json)
{
  gboolean stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* Who stopped a job knows it, and the item tells how far it came. */
  if (stopped && item != NULL)
    error = NULL;

  if (json)
    print_json (item, report, error);
  else
    print_words (item, report, error);

  return error != NULL ? signet_ctl_exit_for_error (error) : signet_ctl_exit_for_item (item);
}

/**
 * signet_ctl_report_error:
 * @error: why a verb failed before there was an item
 * @json: whether JSON was asked for
 *
 * Tells the error: for people on standard error, as JSON on standard output.
 *
 * Returns: the exit status
 */
SignetCtlExit
signet_ctl_report_error (const GError *error,
                         gboolean      json)
{
  return report_job (NULL, NULL, error, json);
}

/**
 * signet_ctl_report_usage:
 * @verb: the verb that was called
 * @error: what is wrong with the command line
 * @json: whether JSON was asked for
 *
 * Tells a mistake in the command line: for people in one line, with where help is. What is wrong in
 * a file that it names is told like any error.
 *
 * Returns: the exit status
 */
SignetCtlExit
signet_ctl_report_usage (const SignetCtlVerb *verb,
                         const GError        *error,
                         gboolean             json)
{
  g_return_val_if_fail (verb != NULL && error != NULL, SIGNET_CTL_EXIT_USAGE);

  if (json || !g_error_matches (error, SIGNET_ERROR, SIGNET_ERROR_USAGE))
    return signet_ctl_report_error (error, json);
  signet_ctl_print_usage_error (verb->name, error->message);

  return SIGNET_CTL_EXIT_USAGE;
}

/**
 * signet_ctl_report_job:
 * @item: (nullable): the item as it is now
 * @error: (nullable): why the job failed
 * @json: whether JSON was asked for
 *
 * Tells about an item where no server was asked.
 *
 * Returns: the exit status
 */
SignetCtlExit
signet_ctl_report_job (SignetItem   *item,
                       const GError *error,
                       gboolean      json)
{
  g_return_val_if_fail (item != NULL || error != NULL, SIGNET_CTL_EXIT_FAILED);

  return report_job (item, NULL, error, json);
}

/* The manager learns of a new item at the end of its first step; who left before that finds it on
 * disk. */
static SignetItem *
find_item (SignetManager *manager,
           const char    *id)
{
  g_autoptr (SignetManager) again = NULL;
  SignetItem *item = signet_manager_get_item (manager, id);

  if (item == NULL && (again = signet_ctl_items_load (NULL)) != NULL)
    item = signet_manager_get_item (again, id);

  return item != NULL ? g_object_ref (item) : NULL;
}

/**
 * signet_ctl_report_run:
 * @manager: who ran the task
 * @run: the run of the task
 * @item: (nullable): what the task returned
 * @error: (nullable): why it failed
 * @json: whether JSON was asked for
 *
 * Tells how a task ended, with its item where there is one even though the task failed. Where the
 * person left while it was at work this ends the process.
 *
 * Returns: the exit status
 */
SignetCtlExit
signet_ctl_report_run (SignetManager *manager,
                       SignetCtlRun  *run,
                       SignetItem    *item,
                       const GError  *error,
                       gboolean       json)
{
  g_autoptr (GError) left = NULL;
  g_autoptr (SignetItem) found = NULL;
  SignetCtlExit status;
  const char *id;

  g_return_val_if_fail (SIGNET_IS_MANAGER (manager) && run != NULL, SIGNET_CTL_EXIT_FAILED);

  id = signet_ctl_run_get_item_id (run);
  if (item == NULL && id != NULL)
    item = found = find_item (manager, id);
  if (item == NULL && error == NULL)
    left = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                _ ("Stopped before there was an item."));

  status =
    report_job (item, signet_ctl_run_get_report (run), left != NULL ? left : error, json);

  signet_ctl_run_leave (run, status);

  return status;
}
