/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-pending-private.h"

#include <glib/gi18n-lib.h>

#include "cmp/signet-status-private.h"
#include "core/signet-error.h"

/**
 * signet_pending_to_error:
 * @exchange: the state of a step without a journal that failed
 * @ctx: its context
 *
 * Says why a revocation or a question failed. Releases of OpenSSL before 3.3 give up where the
 * server asks to wait for its answer (RFC 9483 4.4); later ones wait within the call.
 *
 * Returns: (transfer full): the reason
 */
GError *
signet_pending_to_error (SignetExchange *exchange,
                         OSSL_CMP_CTX   *ctx)
{
  const SignetReply *last = exchange->last;
  g_autoptr (GError) reason = signet_status_to_error (exchange, ctx);
  GError *error;

  if (exchange->error != NULL || last == NULL || last->body != SIGNET_BODY_ERROR ||
      last->status != OSSL_CMP_PKISTATUS_waiting)
    return g_steal_pointer (&reason);

  error = g_error_new_literal (
    SIGNET_ERROR, SIGNET_ERROR_PENDING_ANSWER,
    _ ("The server asks to wait for its answer, which this version of OpenSSL cannot do here."));
  signet_error_set_server (error, OSSL_CMP_CTX_get_status (ctx) >= 0, last->status, last->fail_info,
                           last->text);

  return error;
}
