/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-crl-store-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-files.h"
#include "pki/signet-crl-private.h"

static GBytes *
read_list (SignetExchange  *exchange,
           const char      *where,
           GError         **error)
{
  if (g_path_is_absolute (where))
    return signet_files_read_chosen (where, SIGNET_CRL_MAX_SIZE, error);
  if (exchange->transport == NULL)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_UNREACHABLE,
                           _ ("Nothing is fetched in this step."));
      return NULL;
    }

  return signet_transport_fetch (exchange->transport, where, SIGNET_CRL_MAX_SIZE,
                                 exchange->cancellable, error);
}

static gboolean
add_list (SignetExchange  *exchange,
          X509_STORE      *store,
          const char      *where,
          GError         **error)
{
  g_autoptr (GBytes) data = read_list (exchange, where, error);
  g_autoptr (SignetCrl) list = data != NULL ? signet_crl_new_from_data (data, error) : NULL;

  if (list == NULL)
    return FALSE;
  if (X509_STORE_add_crl (store, signet_crl_get_x509_crl (list)) == 1)
    return TRUE;
  signet_set_ossl_error (error, SIGNET_ERROR_CRL, _ ("The revocation list cannot be used."));

  return FALSE;
}

/**
 * signet_crl_store_fill:
 * @exchange: the state of a step
 * @store: what the signers of its answers are verified with
 *
 * Adds the revocation lists that the profile names to @store. One that is not to be had is a
 * warning only: whether it was needed shows when an answer is signed, and then the answer is not
 * taken, since the library finds no list. Their signatures are the library's to verify.
 */
void
signet_crl_store_fill (SignetExchange *exchange,
                       X509_STORE     *store)
{
  SignetProfile *profile = exchange->job->profile;
  const char *const *lists = signet_profile_get_list (profile, SIGNET_SETTING_CRLS);

  if (signet_profile_get_choice (profile, SIGNET_SETTING_CRL_CHECK) == SIGNET_CRL_CHECK_OFF)
    return;

  for (guint i = 0; lists[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *line = NULL;

      if (add_list (exchange, store, lists[i], &error))
        continue;
      line = g_strdup_printf ("CRL %s: %s", lists[i], error->message);
      signet_exchange_warn (exchange, line);
    }
}
