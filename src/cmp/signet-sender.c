/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-sender-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"

/* RFC 9483 3.1: with a code, the sender is a name whose only part, the common name, is the
 * reference number. No release of the library does that by itself. */
static X509_NAME *
name_of_reference (const char *reference)
{
  g_autoptr (X509_NAME) name = X509_NAME_new ();

  if (name == NULL || !X509_NAME_add_entry_by_NID (name, NID_commonName, MBSTRING_UTF8,
                                                   (const guchar *) reference, -1, -1, 0))
    return NULL;

  return g_steal_pointer (&name);
}

/**
 * signet_sender_new:
 * @job: what is to be done
 * @person: (nullable): the name of the one who asks, where it is known
 * @error: return location for a %SIGNET_ERROR
 *
 * Finds out who stands as the sender in the header of a message that is not signed (RFC
 * 9810 5.1.1). With the sender of RFC 9483 3.1 that is the reference number; else the person, so
 * that a server that knows a code without a reference number finds whom it is for.
 *
 * Returns: (transfer full) (nullable): the name, maybe an empty one
 */
X509_NAME *
signet_sender_new (SignetJob   *job,
                   SignetName  *person,
                   GError     **error)
{
  gboolean from_reference = job->code != NULL && job->reference != NULL &&
                            signet_profile_get_flag (job->profile,
                                                     SIGNET_SETTING_SENDER_FROM_REFERENCE);
  X509_NAME *name;

  if (!from_reference && person != NULL)
    return signet_name_to_x509 (person, error);

  name = from_reference ? name_of_reference (job->reference) : X509_NAME_new ();
  if (name == NULL)
    signet_set_ossl_error (error, SIGNET_ERROR_FAILED, _ ("The request could not be prepared."));

  return name;
}
