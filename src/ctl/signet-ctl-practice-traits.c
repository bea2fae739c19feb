/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-practice-traits.h"

#include "ctl/signet-ctl-input.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* An option as it was given; the practice CA knows what it means. */
typedef struct
{
  char *name;
  char *value; /* NULL for an option without an argument */
} Trait;

static gboolean
text_cb (const char  *option,
         const char  *value,
         gpointer     data,
         GError     **error)
{
  Trait *trait = g_new0 (Trait, 1);

  trait->name = g_strdup (option + strlen ("--"));
  trait->value = g_strdup (value);
  g_ptr_array_add (data, trait);

  return TRUE;
}

static gboolean
file_cb (const char  *option,
         const char  *value,
         gpointer     data,
         GError     **error)
{
  g_autofree char *path = signet_ctl_input_absolute (value);

  return text_cb (option, path, data, error);
}

#define FLAG(name, text) \
  { \
    name, 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, text_cb, text, NULL \
  }
#define TEXT(name, text, argument) \
  { \
    name, 0, 0, G_OPTION_ARG_CALLBACK, text_cb, text, argument \
  }
#define FILE(name, text) \
  { \
    name, 0, G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, file_cb, text, N_ ("FILE") \
  }

static const GOptionEntry issuing[] = {
  TEXT ("days", N_ ("How long a certificate is valid where the client does not say"), N_ ("N")),
  TEXT ("max-days", N_ ("How long a certificate is valid at most"), N_ ("N")),
  TEXT ("change", N_ ("Change subject, alt-names, usage, validity or extensions"), N_ ("WHAT")),
  TEXT (
    "certificate-profile", N_ ("Name of a certificate profile, and refuse others"), N_ ("NAME")),
  FLAG ("intermediate", N_ ("Put a CA between the root and the certificates")),
  { NULL },
};

static const GOptionEntry telling[] = {
  FLAG ("crl-url", N_ ("Name the list of revoked certificates in each certificate")),
  FILE ("crl", N_ ("Hand out this list of revoked certificates instead of the CA's own")),
  TEXT ("crl-days", N_ ("How long that list is good"), N_ ("N")),
  FLAG ("roll-over", N_ ("Tell of a root that will come next")),
  { NULL },
};

static void
trait_free (gpointer data)
{
  Trait *trait = data;

  g_free (trait->name);
  g_free (trait->value);
  g_free (trait);
}

/**
 * signet_ctl_practice_traits_new:
 *
 * Returns: (transfer full): a place for options that say how the practice CA is to behave
 */
GPtrArray *
signet_ctl_practice_traits_new (void)
{
  return g_ptr_array_new_with_free_func (trait_free);
}

/**
 * signet_ctl_practice_traits_add:
 * @traits: where the options go
 * @parser: the parser of the verb
 *
 * Adds the options that make the practice CA behave in another way than well.
 */
void
signet_ctl_practice_traits_add (GPtrArray       *traits,
                                SignetCtlParser *parser)
{
  g_return_if_fail (traits != NULL && parser != NULL);

  signet_ctl_parser_add_group (
    parser, "issuing", _ ("Certificates (--change and --certificate-profile may be repeated):"),
    issuing, traits);
  signet_ctl_parser_add_group (parser, "telling", _ ("What the CA tells:"), telling, traits);
}

/**
 * signet_ctl_practice_traits_apply:
 * @traits: options
 * @practice: a practice CA that is not started
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Returns: whether the practice CA takes all of them
 */
gboolean
signet_ctl_practice_traits_apply (GPtrArray       *traits,
                                  SignetPractice  *practice,
                                  GError         **error)
{
  g_return_val_if_fail (traits != NULL && SIGNET_IS_PRACTICE (practice), FALSE);

  for (guint i = 0; i < traits->len; i++)
    {
      const Trait *trait = traits->pdata[i];

      if (!signet_practice_set (practice, trait->name, trait->value, error))
        return FALSE;
    }

  return TRUE;
}
