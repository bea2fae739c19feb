/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-key.h"

#include <glib/gi18n-lib.h>
#include <openssl/core_names.h>
#include <openssl/err.h>

#include "pki/signet-ossl-private.h"

/* Asks for the algorithm, not for a version: distributions leave some of them out. */
static gboolean
is_available (const char *text)
{
  g_autoptr (SignetKeySpec) spec = signet_key_spec_parse (text, NULL);
  EVP_KEYMGMT *management =
    EVP_KEYMGMT_fetch (NULL, signet_key_spec_get_algorithm (spec), NULL);
  gboolean found = management != NULL;

  EVP_KEYMGMT_free (management);
  ERR_clear_error ();

  return found;
}

static GStrv
find_choices (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *const *all = signet_key_spec_get_all ();

  for (gsize i = 0; all[i] != NULL; i++)
    if (is_available (all[i]))
      g_strv_builder_add (builder, all[i]);

  return g_strv_builder_end (builder);
}

/**
 * signet_key_get_choices:
 *
 * Asks the libcrypto that runs, once.
 *
 * Returns: (transfer none) (array zero-terminated=1): the texts of the types of key that it can
 *   make, of those that signet_key_spec_get_all() knows
 */
const char *const *
signet_key_get_choices (void)
{
  static GStrv choices = NULL;

  if (g_once_init_enter (&choices))
    g_once_init_leave (&choices, find_choices ());

  return (const char *const *) choices;
}

static gboolean
set_parameters (EVP_PKEY_CTX        *context,
                const SignetKeySpec *spec)
{
  OSSL_PARAM parameters[3] = { OSSL_PARAM_END, OSSL_PARAM_END, OSSL_PARAM_END };
  const char *curve = signet_key_spec_get_curve (spec);
  gsize bits = signet_key_spec_get_bits (spec);

  /* Other software reads named curves only, hence never explicit parameters. */
  if (curve != NULL)
    {
      parameters[0] =
        OSSL_PARAM_construct_utf8_string (OSSL_PKEY_PARAM_GROUP_NAME, (char *) curve, 0);
      parameters[1] = OSSL_PARAM_construct_utf8_string (OSSL_PKEY_PARAM_EC_ENCODING,
                                                        (char *) OSSL_PKEY_EC_ENCODING_GROUP, 0);
    }
  else if (bits != 0)
    parameters[0] = OSSL_PARAM_construct_size_t (OSSL_PKEY_PARAM_RSA_BITS, &bits);
  else
    return TRUE;

  return EVP_PKEY_CTX_set_params (context, parameters) == 1;
}

static SignetKey *
make_key (SignetKeySpec  *spec,
          GError        **error)
{
  g_autoptr (EVP_PKEY_CTX) context = NULL;
  g_autoptr (EVP_PKEY) pkey = NULL;
  g_autofree char *message = NULL;

  ERR_clear_error ();
  context = EVP_PKEY_CTX_new_from_name (NULL, signet_key_spec_get_algorithm (spec), NULL);
  if (context == NULL || EVP_PKEY_keygen_init (context) != 1 || !set_parameters (context, spec))
    {
      message = g_strdup_printf (_ ("This computer cannot make keys of the type “%s”."),
                                 signet_key_spec_get_text (spec));
      signet_set_ossl_error (error, SIGNET_ERROR_KEY_TYPE, message);
      return NULL;
    }
  if (EVP_PKEY_keygen (context, &pkey) != 1)
    {
      signet_set_ossl_error (error, SIGNET_ERROR_KEY, _ ("The key could not be made."));
      return NULL;
    }

  return signet_key_new_from_pkey (pkey, error);
}

static void
generate_thread (GTask        *task,
                 gpointer      source_object,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  SignetKey *key = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  key = signet_key_generate (task_data, &error);
  if (key != NULL)
    g_task_return_pointer (task, key, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * signet_key_generate:
 * @spec: which key
 * @error: return location for a %SIGNET_ERROR_KEY, %SIGNET_ERROR_KEY_TYPE,
 *   %SIGNET_ERROR_PASSPHRASE (the file is encrypted) or %SIGNET_ERROR_STORE
 *
 * Makes a key, or reads it from the file that @spec names. Blocks, for RSA up to some seconds.
 *
 * Returns: (transfer full) (nullable): a new key
 */
SignetKey *
signet_key_generate (SignetKeySpec  *spec,
                     GError        **error)
{
  const char *path;

  g_return_val_if_fail (spec != NULL, NULL);

  path = signet_key_spec_get_file (spec);

  return path != NULL ? signet_key_new_from_file (path, NULL, error) : make_key (spec, error);
}

/**
 * signet_key_generate_async:
 * @spec: which key
 * @cancellable: (nullable): to give up
 * @callback: called when the key is there
 * @user_data: for @callback
 *
 * Makes a key in a thread. A cancelled call ends at once; a key that comes later is dropped.
 */
void
signet_key_generate_async (SignetKeySpec       *spec,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (spec != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, signet_key_generate_async);
  g_task_set_task_data (task, signet_key_spec_ref (spec), (GDestroyNotify) signet_key_spec_unref);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, generate_thread);
}

/**
 * signet_key_generate_finish:
 * @result: what the callback got
 * @error: return location for an error, see signet_key_generate()
 *
 * Ends signet_key_generate_async().
 *
 * Returns: (transfer full) (nullable): a new key
 */
SignetKey *
signet_key_generate_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
