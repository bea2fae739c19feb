/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-key-choice.h"

#include "core/signet-text.h"

#define MAX_SHOWN 200

/* What every CA, browser and mail program of today takes; the first is the default. Profiles and
 * signetctl may ask for more. */
static const char *const choices[] = { "ec:P-256", "ec:P-384", "rsa:3072", "rsa:4096" };

/**
 * signet_key_choice_get_size:
 *
 * Returns: how many types of key a person is offered
 */
guint
signet_key_choice_get_size (void)
{
  return G_N_ELEMENTS (choices);
}

/**
 * signet_key_choice_dup_spec:
 * @index: less than signet_key_choice_get_size(); 0 is the default
 *
 * Returns: (transfer full): the type of key
 */
SignetKeySpec *
signet_key_choice_dup_spec (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (choices), NULL);

  return signet_key_spec_parse (choices[index], NULL);
}

/**
 * signet_key_choice_dup_words:
 * @spec: a type of key, or a file
 *
 * Writes the type in the words that a certificate's key is described with.
 *
 * Returns: (transfer full): "EC P-256", "RSA 3072", or the text of @spec, cleaned; no markup
 */
char *
signet_key_choice_dup_words (const SignetKeySpec *spec)
{
  g_return_val_if_fail (spec != NULL, NULL);

  if (signet_key_spec_get_curve (spec) != NULL)
    return g_strdup_printf ("EC %s", signet_key_spec_get_curve (spec));
  if (signet_key_spec_get_bits (spec) != 0)
    return g_strdup_printf ("%s %u", signet_key_spec_get_algorithm (spec),
                            signet_key_spec_get_bits (spec));

  return signet_text_clean (signet_key_spec_get_text (spec), MAX_SHOWN);
}
