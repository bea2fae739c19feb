/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-usage.h"

#include <glib/gi18n-lib.h>

#include "core/signet-text.h"

#define MAX_NAME 100  /* characters */
#define MAX_UNKNOWN 5 /* object identifiers without words that are named */

typedef struct
{
  const char *name;
  const char *words;
} Usage;

/* RFC 5280 4.2.1.12 and what else is met in certificates of people; mail is said with the key
 * usage, which parts signing from encrypting. */
static const Usage purposes[] = {
  { "clientAuth", N_ ("logging in") },
  { "msSmartcardLogin", N_ ("logging in with a smart card") },
  { "serverAuth", N_ ("web servers") },
  { "codeSigning", N_ ("signing programs") },
  { "timeStamping", N_ ("time stamps") },
  { "OCSPSigning", N_ ("telling whether certificates are revoked") },
  { "1.3.6.1.5.5.7.3.36", N_ ("signing documents") },
  { "id-kp-documentSigning", N_ ("signing documents") },
  { "anyExtendedKeyUsage", N_ ("anything") },
};

/* RFC 5280 4.2.1.3, for certificates that name no purpose. */
static const Usage usages[] = {
  { "digitalSignature", N_ ("signing") },
  { "nonRepudiation", N_ ("signing documents") },
  { "keyEncipherment", N_ ("encrypting") },
  { "dataEncipherment", N_ ("encrypting") },
  { "keyAgreement", N_ ("encrypting") },
  { "keyCertSign", N_ ("issuing certificates") },
  { "cRLSign", N_ ("listing revoked certificates") },
};

static gboolean
contains (GPtrArray  *words,
          const char *word)
{
  return g_ptr_array_find_with_equal_func (words, word, g_str_equal, NULL);
}

static void
add (GPtrArray  *words,
     const char *word)
{
  if (!contains (words, word))
    g_ptr_array_add (words, g_strdup (word));
}

static void
add_unknown (GPtrArray  *words,
             const char *name)
{
  g_autofree char *clean = signet_text_clean (name, MAX_NAME);
  /* Translators: the argument is the number of a purpose that has no words. */
  g_autofree char *word = g_strdup_printf (_ ("purpose %s"), clean);

  add (words, word);
}

static const char *
find (const Usage *table,
      gsize        n,
      const char  *name)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (table[i].name, name))
      return _ (table[i].words);

  return NULL;
}

static const char *
mail_words (const char *const *key_usages)
{
  gboolean signs = g_strv_contains (key_usages, "digitalSignature") ||
                   g_strv_contains (key_usages, "nonRepudiation");
  gboolean encrypts = g_strv_contains (key_usages, "keyEncipherment") ||
                      g_strv_contains (key_usages, "keyAgreement") ||
                      g_strv_contains (key_usages, "dataEncipherment");

  if (signs && !encrypts)
    return _ ("signing mail");
  if (encrypts && !signs)
    return _ ("encrypting mail");

  return _ ("signing and encrypting mail");
}

static void
add_purposes (GPtrArray         *words,
              const char *const *key_usages,
              const char *const *names)
{
  guint n_unknown = 0;

  for (gsize i = 0; names[i] != NULL; i++)
    {
      const char *known = find (purposes, G_N_ELEMENTS (purposes), names[i]);

      if (g_str_equal (names[i], "emailProtection"))
        add (words, mail_words (key_usages));
      else if (known != NULL)
        add (words, known);
      else if (++n_unknown <= MAX_UNKNOWN)
        add_unknown (words, names[i]);
    }
}

static void
add_usages (GPtrArray         *words,
            const char *const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    {
      const char *known = find (usages, G_N_ELEMENTS (usages), names[i]);

      if (known != NULL)
        add (words, known);
    }
}

static char *
begin_large (const char *text)
{
  GString *result = g_string_new (NULL);

  g_string_append_unichar (result, g_unichar_toupper (g_utf8_get_char (text)));
  g_string_append (result, g_utf8_next_char (text));

  return g_string_free (result, FALSE);
}

/**
 * signet_usage_dup_text:
 * @key_usages: names of key usages (RFC 5280 4.2.1.3)
 * @extended_key_usages: names or object identifiers of purposes (RFC 5280 4.2.1.12)
 *
 * Returns: (transfer full): what that is good for ("Signing and encrypting mail, logging in")
 */
char *
signet_usage_dup_text (const char *const *key_usages,
                       const char *const *extended_key_usages)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  g_return_val_if_fail (key_usages != NULL && extended_key_usages != NULL, NULL);

  add_purposes (words, key_usages, extended_key_usages);
  if (words->len == 0)
    add_usages (words, key_usages);
  if (words->len == 0)
    return g_strdup (_ ("Anything; it does not say"));
  g_ptr_array_add (words, NULL);
  /* Translators: between the parts of a list. */
  text = g_strjoinv (_ (", "), (char **) words->pdata);

  return begin_large (text);
}

/**
 * signet_usage_dup_words:
 * @certificate: a certificate
 *
 * Returns: (transfer full): what it can be used for, in plain words
 */
char *
signet_usage_dup_words (SignetCertificate *certificate)
{
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (certificate), NULL);

  return signet_usage_dup_text (signet_certificate_get_key_usages (certificate),
                                signet_certificate_get_extended_key_usages (certificate));
}
