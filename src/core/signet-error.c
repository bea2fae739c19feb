/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-error.h"

#include <string.h>

#include "core/signet-states.h"
#include "core/signet-text.h"
#include "signet-core-enums.h"

#define MAX_SERVER_TEXT 1000
#define MAX_TECHNICAL 8192

typedef SignetErrorDetails SignetErrorPrivate;

static void
signet_error_private_init (SignetErrorPrivate *self)
{
  self->status = -1;
}

static void
signet_error_private_copy (const SignetErrorPrivate *source,
                           SignetErrorPrivate       *target)
{
  *target = *source;
  target->server_text = g_strdup (source->server_text);
  target->technical = g_strdup (source->technical);
}

static void
signet_error_private_clear (SignetErrorPrivate *self)
{
  g_clear_pointer (&self->server_text, g_free);
  g_clear_pointer (&self->technical, g_free);
}

G_DEFINE_EXTENDED_ERROR (SignetError, signet_error)

/**
 * signet_error_get_details:
 * @error: any error
 *
 * Returns: (transfer none) (nullable): what else is known about @error, or %NULL where it is no
 *   %SIGNET_ERROR
 */
const SignetErrorDetails *
signet_error_get_details (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return error->domain == SIGNET_ERROR ? signet_error_get_private (error) : NULL;
}

/**
 * signet_error_set_http:
 * @error: a %SIGNET_ERROR
 * @http_status: status of the HTTP answer, or 0
 *
 * Notes what the web server said.
 */
void
signet_error_set_http (GError *error,
                       guint   http_status)
{
  g_return_if_fail (error != NULL && error->domain == SIGNET_ERROR);

  signet_error_get_private (error)->http_status = http_status;
}

/**
 * signet_error_set_server:
 * @error: a %SIGNET_ERROR
 * @authenticated: whether the answer was protected and the protection verified
 * @status: PKIStatus of the answer, or -1
 * @fail_info: PKIFailureInfo of the answer, bit n set for the named bit n
 * @server_text: (nullable): the server's words, in any encoding and of any size
 *
 * Notes what the CMP server said (RFC 9810 5.2.3). Of @server_text the first 1,000 characters stay,
 * on one line and without control characters.
 */
void
signet_error_set_server (GError     *error,
                         gboolean    authenticated,
                         int         status,
                         guint       fail_info,
                         const char *server_text)
{
  SignetErrorPrivate *self;
  char *text;

  g_return_if_fail (error != NULL && error->domain == SIGNET_ERROR);

  self = signet_error_get_private (error);
  self->authenticated = authenticated;
  self->status = status;
  self->fail_info = fail_info;

  text = server_text != NULL ? signet_text_clean (server_text, MAX_SERVER_TEXT) : NULL;
  if (text != NULL && *text == '\0')
    g_clear_pointer (&text, g_free);
  g_free (self->server_text);
  self->server_text = text;
}

/**
 * signet_error_add_technical:
 * @error: a %SIGNET_ERROR
 * @text: one or more lines for a specialist; never a secret
 *
 * Adds lines to the technical details. They may grow to 8 KiB; what comes after that is left out.
 */
void
signet_error_add_technical (GError     *error,
                            const char *text)
{
  SignetErrorPrivate *self;
  g_autofree char *lines = NULL;
  GString *technical;

  g_return_if_fail (error != NULL && error->domain == SIGNET_ERROR && text != NULL);

  lines = signet_text_clean_lines (text, MAX_TECHNICAL);
  if (*lines == '\0')
    return;

  self = signet_error_get_private (error);
  technical = g_string_new (self->technical);
  if (technical->len > 0)
    g_string_append_c (technical, '\n');
  g_string_append (technical, lines);
  if (technical->len > MAX_TECHNICAL)
    {
      /* Cut in front of the character that does not fit any more. */
      const char *end = g_utf8_find_prev_char (technical->str, technical->str + MAX_TECHNICAL + 1);

      g_string_truncate (technical, end - technical->str);
    }

  g_free (self->technical);
  self->technical = g_string_free (technical, FALSE);
}

/**
 * signet_error_to_name:
 * @code: a #SignetError
 *
 * Returns: (transfer none): the word for @code in files and JSON ("answer-unknown"); "failed" for a
 *   number that is no code
 */
const char *
signet_error_to_name (int code)
{
  if (code < 0 || code >= SIGNET_N_ERRORS)
    code = SIGNET_ERROR_FAILED;

  return signet_enum_to_nick (SIGNET_TYPE_ERROR, code);
}

/**
 * signet_error_is_answer:
 * @error: (nullable): an error
 *
 * Tells whether something came back that counts for nothing, or that says no: what anybody between
 * here and the server could have sent. What did not come at all, and what is wrong with a new
 * certificate, is no such error.
 *
 * Returns: whether @error is about what was answered
 */
gboolean
signet_error_is_answer (const GError *error)
{
  if (error == NULL || error->domain != SIGNET_ERROR)
    return FALSE;

  return error->code == SIGNET_ERROR_NOT_CMP || error->code == SIGNET_ERROR_TRUNCATED ||
         error->code == SIGNET_ERROR_TOO_LARGE || error->code == SIGNET_ERROR_WRONG_CODE ||
         error->code == SIGNET_ERROR_UNKNOWN_SIGNER || error->code == SIGNET_ERROR_UNPROTECTED ||
         error->code == SIGNET_ERROR_UNEXPECTED_SENDER || error->code == SIGNET_ERROR_MISMATCHED ||
         error->code == SIGNET_ERROR_REFUSED || error->code == SIGNET_ERROR_KEY_USAGE ||
         error->code == SIGNET_ERROR_REVOKED_SIGNER || error->code == SIGNET_ERROR_NO_CRL ||
         error->code == SIGNET_ERROR_PBMAC1 || error->code == SIGNET_ERROR_VERSION ||
         error->code == SIGNET_ERROR_ANSWER_PROTECTION;
}
