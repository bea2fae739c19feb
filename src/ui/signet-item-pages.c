/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-item-pages.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "ui/signet-certificate-page.h"
#include "ui/signet-error-page.h"
#include "ui/signet-waiting-page.h"
#include "ui/signet-working-page.h"

/* A job that does not only wait for the next check. */
static SignetTask *
running_task (SignetKeeper *keeper,
              SignetItem   *item)
{
  SignetTask *task = signet_keeper_get_task (keeper, signet_item_get_id (item));

  return task != NULL && signet_task_get_next_check (task) == 0 ? task : NULL;
}

/* Before an answer is there. */
static gboolean
is_first_step (SignetItem *item)
{
  SignetItemState state = signet_item_get_state (item);

  return state == SIGNET_ITEM_STATE_DRAFT || state == SIGNET_ITEM_STATE_KEY_READY ||
         state == SIGNET_ITEM_STATE_SENT;
}

/* Nothing went wrong: the person did not want it any more. */
static SignetPage *
open_given_up (SignetItem *item)
{
  g_autoptr (GError) error =
    g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The request was given up."));

  return signet_error_page_new (error, item, NULL);
}

static SignetPage *
open_refused (SignetKeeper *keeper,
              SignetItem   *item)
{
  const GError *error = signet_keeper_get_error (keeper, signet_item_get_id (item));
  g_autoptr (GError) unknown = NULL;

  if (error == NULL)
    error = signet_item_get_error (item);
  if (error != NULL)
    return signet_error_page_new (error, item, NULL);
  if (signet_item_get_state (item) == SIGNET_ITEM_STATE_GIVEN_UP)
    return open_given_up (item);
  unknown = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_REFUSED, _ ("The server said no."));

  return signet_error_page_new (unknown, item, NULL);
}

/**
 * signet_item_pages_open:
 * @keeper: what runs the requests
 * @item: an item
 *
 * Returns: (transfer floating): the page that shows the item as it is now
 */
SignetPage *
signet_item_pages_open (SignetKeeper *keeper,
                        SignetItem   *item)
{
  SignetTask *task;

  g_return_val_if_fail (SIGNET_IS_KEEPER (keeper) && SIGNET_IS_ITEM (item), NULL);

  task = running_task (keeper, item);
  if (task != NULL && is_first_step (item))
    return signet_working_page_new (keeper, task, NULL);

  switch (signet_item_get_state (item))
    {
    case SIGNET_ITEM_STATE_ISSUED:
      return signet_certificate_page_new (keeper, item);
    case SIGNET_ITEM_STATE_REFUSED:
    case SIGNET_ITEM_STATE_GIVEN_UP:
      return open_refused (keeper, item);
    case SIGNET_ITEM_STATE_DRAFT:
    case SIGNET_ITEM_STATE_KEY_READY:
    case SIGNET_ITEM_STATE_SENT:
    case SIGNET_ITEM_STATE_ANSWER_UNKNOWN:
    case SIGNET_ITEM_STATE_WAITING:
    case SIGNET_ITEM_STATE_RECEIVED:
    case SIGNET_ITEM_STATE_UNCONFIRMED:
    default:
      return signet_waiting_page_new (keeper, item);
    }
}
