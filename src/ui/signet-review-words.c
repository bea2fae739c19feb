/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-review-words.h"

#include "core/signet-text.h"
#include "core/signet-url.h"
#include "pki/signet-certificate.h"
#include "ui/signet-server-preview.h"

#include <glib/gi18n-lib.h>

#define MAX_SHOWN 200
#define MAX_NAMES 2 /* that are written out */

/* "a, b and 3 more"; @texts are those that are written out. */
static char *
join (GPtrArray *texts,
      guint      n)
{
  g_autofree char *listed = NULL;

  g_ptr_array_add (texts, NULL);
  listed = g_strjoinv (", ", (char **) texts->pdata);
  if (n < texts->len)
    return g_steal_pointer (&listed);

  /* Translators: a list of names, and how many others there are. */
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s and %u more", "%s and %u more", n - (texts->len - 1)), listed,
    n - (texts->len - 1));
}

/**
 * signet_review_dup_subject:
 * @template_: what is asked for
 *
 * Returns: (transfer full): for what the certificate shall be: "Anna Keller, Institute of Physics",
 *   or the first alternative name where there is no subject
 */
char *
signet_review_dup_subject (SignetTemplate *template_)
{
  g_return_val_if_fail (template_ != NULL, NULL);

  if (signet_name_get_size (signet_template_get_subject (template_)) == 0)
    return signet_review_dup_name (template_);

  return signet_name_to_display (signet_template_get_subject (template_));
}

/**
 * signet_review_dup_name:
 * @template_: what is asked for
 *
 * Returns: (transfer full): the shortest answer to the question whom the certificate is for:
 *   "Anna Keller"
 */
char *
signet_review_dup_name (SignetTemplate *template_)
{
  SignetName *subject;
  const char *name;

  g_return_val_if_fail (template_ != NULL, NULL);

  subject = signet_template_get_subject (template_);
  name = signet_name_get_first (subject, "CN");
  if (name != NULL)
    return signet_text_clean (name, MAX_SHOWN);
  if (signet_name_get_size (subject) > 0)
    return signet_name_to_display (subject);
  if (signet_template_get_n_alt_names (template_) == 0)
    return g_strdup ("");

  return signet_text_clean (
    signet_alt_name_get_value (signet_template_get_alt_name (template_, 0)), MAX_SHOWN);
}

/**
 * signet_review_dup_others:
 * @template_: what is asked for
 *
 * Returns: (transfer full) (nullable): the alternative names, "a\@example.org, b\@example.org and 1
 *   more"; %NULL where there are none
 */
char *
signet_review_dup_others (SignetTemplate *template_)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint n;

  g_return_val_if_fail (template_ != NULL, NULL);

  n = signet_template_get_n_alt_names (template_);
  if (n == 0)
    return NULL;
  for (guint i = 0; i < MIN (n, MAX_NAMES); i++)
    g_ptr_array_add (
      texts, signet_text_clean (
               signet_alt_name_get_value (signet_template_get_alt_name (template_, i)), MAX_SHOWN));

  return join (texts, n);
}

/**
 * signet_review_dup_proof:
 * @reference: (nullable): the reference number
 *
 * Returns: (transfer full): with what the person proves who they are
 */
char *
signet_review_dup_proof (const char *reference)
{
  g_autofree char *clean = signet_text_clean (reference != NULL ? reference : "", MAX_SHOWN);

  if (*clean == '\0')
    return g_strdup (_ ("Your code"));

  /* Translators: %s is a reference number. */
  return g_strdup_printf (_ ("Reference number %s and your code"), clean);
}

/**
 * signet_review_dup_host:
 * @url: (nullable): the address of a server
 *
 * Returns: (transfer full): the name of the server; the address itself where it has none, and an
 *   empty text without one
 */
char *
signet_review_dup_host (const char *url)
{
  g_autofree char *host = signet_url_dup_host (url);

  if (url == NULL)
    return g_strdup ("");

  return signet_text_clean (host != NULL ? host : url, MAX_SHOWN);
}

/**
 * signet_review_is_exposed:
 * @url: (nullable): the address of a server
 *
 * A message that a code protects can be tried against every possible code by whoever sees it.
 *
 * Returns: whether others on the network could see it
 */
gboolean
signet_review_is_exposed (const char *url)
{
  g_autoptr (SignetServerPreview) preview = NULL;

  if (url == NULL)
    return FALSE;
  preview = signet_server_preview_new (url, NULL);

  return preview != NULL && !preview->encrypted && !preview->local;
}

/* A name in short: what it is called, or all of it where it is called nothing. */
static char *
dup_short (SignetName *name)
{
  const char *common = signet_name_get_first (name, "CN");

  return common != NULL ? signet_text_clean (common, MAX_SHOWN) : signet_name_to_display (name);
}

static GPtrArray *
get_subjects (SignetProfile *profile,
              SignetTrust    trust)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < MIN (signet_profile_get_n_certificates (profile, trust), MAX_NAMES); i++)
    {
      g_autoptr (SignetCertificate) certificate =
        signet_certificate_new_from_der (signet_profile_get_certificate (profile, trust, i), NULL);

      g_ptr_array_add (texts, certificate != NULL
                                ? dup_short (signet_certificate_get_subject (certificate))
                                : g_strdup (_ ("A certificate that cannot be read")));
    }

  return texts;
}

/**
 * signet_review_dup_verifier:
 * @profile: with whom the request deals
 *
 * Returns: (transfer full): by what the answers are verified: the certificate of the server, else
 *   the CAs that are trusted, else the code
 */
char *
signet_review_dup_verifier (SignetProfile *profile)
{
  const SignetTrust kinds[] = { SIGNET_TRUST_SERVER, SIGNET_TRUST_ANCHORS };

  g_return_val_if_fail (profile != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (signet_profile_get_n_certificates (profile, kinds[i]) > 0)
      {
        g_autoptr (GPtrArray) subjects = get_subjects (profile, kinds[i]);

        return join (subjects, signet_profile_get_n_certificates (profile, kinds[i]));
      }

  return g_strdup (_ ("Your code"));
}
