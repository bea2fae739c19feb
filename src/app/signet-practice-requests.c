/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-practice-requests-private.h"

#include "app/signet-practice-request-private.h"
#include "practice/signet-practice-record.h"

/* The list of the requests at the practice CA, the newest first: filled once after a start, and
 * kept current by the events. */

static const struct
{
  const char *event;
  SignetPracticeRequestState state;
} event_states[] = {
  { "waiting", SIGNET_PRACTICE_REQUEST_WAITING },
  { "approved", SIGNET_PRACTICE_REQUEST_APPROVED },
  { "rejected", SIGNET_PRACTICE_REQUEST_REJECTED },
  { "issued", SIGNET_PRACTICE_REQUEST_ISSUED },
  { "confirmed", SIGNET_PRACTICE_REQUEST_CONFIRMED },
  { "not-accepted", SIGNET_PRACTICE_REQUEST_NOT_ACCEPTED },
  { "aborted", SIGNET_PRACTICE_REQUEST_ABORTED },
};

/* Where @number is, or would be. */
static SignetPracticeRequest *
find_request (GListStore *requests,
              guint       number,
              guint      *position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (requests));

  for (*position = 0; *position < n; (*position)++)
    {
      g_autoptr (SignetPracticeRequest) request =
        g_list_model_get_item (G_LIST_MODEL (requests), *position);

      if (signet_practice_request_get_number (request) == number)
        return g_steal_pointer (&request);
      if (signet_practice_request_get_number (request) < number)
        break;
    }

  return NULL;
}

static void
apply (GListStore               *requests,
       const SignetPracticeNews *news)
{
  guint position;
  g_autoptr (SignetPracticeRequest) request = find_request (requests, news->number, &position);

  if (request != NULL)
    {
      signet_practice_request_update (request, news);
    }
  else
    {
      request = signet_practice_request_new (news);
      g_list_store_insert (requests, position, request);
    }
}

/**
 * signet_practice_requests_apply_event:
 * @requests: the list
 * @event: what happened
 *
 * Takes an event into the list. What led to nothing that is kept does not appear in it.
 */
void
signet_practice_requests_apply_event (GListStore                *requests,
                                      const SignetPracticeEvent *event)
{
  SignetPracticeNews news = {
    .number = event->number,
    .subject = event->subject,
    .reference = event->reference,
    .serial = event->serial,
    .changed = g_get_real_time () / G_USEC_PER_SEC,
  };

  for (gsize i = 0; event->number > 0 && i < G_N_ELEMENTS (event_states); i++)
    if (g_str_equal (event->name, event_states[i].event))
      {
        news.state = event_states[i].state;
        apply (requests, &news);
        break;
      }
}

static SignetPracticeRequestState
state_of (const SignetPracticeRecord *record)
{
  switch (record->state)
    {
    case SIGNET_PRACTICE_APPROVED:
      return SIGNET_PRACTICE_REQUEST_APPROVED;
    case SIGNET_PRACTICE_REJECTED:
      return SIGNET_PRACTICE_REQUEST_REJECTED;
    case SIGNET_PRACTICE_ABORTED:
      return SIGNET_PRACTICE_REQUEST_ABORTED;
    case SIGNET_PRACTICE_ISSUED:
      /* One that was revoked since was confirmed, as a rule. */
      if (record->certificate == SIGNET_PRACTICE_CERT_CONFIRMED ||
          record->certificate == SIGNET_PRACTICE_CERT_REVOKED)
        return SIGNET_PRACTICE_REQUEST_CONFIRMED;
      return record->certificate == SIGNET_PRACTICE_CERT_NOT_ACCEPTED
               ? SIGNET_PRACTICE_REQUEST_NOT_ACCEPTED
               : SIGNET_PRACTICE_REQUEST_ISSUED;
    case SIGNET_PRACTICE_WAITING:
    default:
      return SIGNET_PRACTICE_REQUEST_WAITING;
    }
}

static int
compare_records (gconstpointer a,
                 gconstpointer b)
{
  const SignetPracticeRecord *first = *(const SignetPracticeRecord *const *) a;
  const SignetPracticeRecord *second = *(const SignetPracticeRecord *const *) b;

  return (first->number > second->number) - (first->number < second->number);
}

/**
 * signet_practice_requests_fill:
 * @requests: the list
 * @records: (element-type SignetPracticeRecord): what was in the CA's folder when it started
 *
 * Adds what the list does not have yet. A row that is there came from an event, which is newer.
 */
void
signet_practice_requests_fill (GListStore *requests,
                               GPtrArray  *records)
{
  /* The oldest first, so that each one is found a place at the beginning. */
  g_ptr_array_sort (records, compare_records);
  for (guint i = 0; i < records->len; i++)
    {
      const SignetPracticeRecord *record = g_ptr_array_index (records, i);
      SignetPracticeNews news = {
        .number = record->number,
        .subject = record->subject,
        .reference = record->reference,
        .serial = record->serial,
        .state = state_of (record),
        .changed = record->changed,
      };
      guint position;
      g_autoptr (SignetPracticeRequest) known =
        find_request (requests, record->number, &position);

      if (known == NULL)
        apply (requests, &news);
    }
}
