/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-ossl-private.h"

#include <openssl/err.h>
#include <string.h>

/**
 * signet_drain_ossl_errors:
 *
 * Empties this thread's queue of OpenSSL.
 *
 * Returns: (transfer full): what was in it, one line an error, or an empty string
 */
char *
signet_drain_ossl_errors (void)
{
  GString *text = g_string_new (NULL);
  const char *data;
  unsigned long code;
  int flags;

  while ((code = ERR_get_error_all (NULL, NULL, NULL, &data, &flags)) != 0)
    {
      const char *library = ERR_lib_error_string (code);
      const char *reason = ERR_reason_error_string (code);

      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append_printf (text, "%s: %s", library != NULL ? library : "OpenSSL",
                              reason != NULL ? reason : "unknown error");
      if ((flags & ERR_TXT_STRING) != 0 && data != NULL && *data != '\0')
        g_string_append_printf (text, ": %s", data);
    }

  return g_string_free (text, FALSE);
}

/**
 * signet_set_ossl_error:
 * @error: (nullable): return location for the error
 * @code: what failed
 * @message: a sentence for people
 *
 * Sets an error with this thread's OpenSSL errors as its technical details, and empties the queue.
 */
void
signet_set_ossl_error (GError      **error,
                       SignetError   code,
                       const char   *message)
{
  g_autofree char *technical = signet_drain_ossl_errors ();

  if (error == NULL)
    return;

  g_set_error_literal (error, SIGNET_ERROR, code, message);
  if (*technical != '\0')
    signet_error_add_technical (*error, technical);
}
