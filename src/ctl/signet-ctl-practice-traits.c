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
    "certificate-profile", N_ ("Know this certificate profile, and refuse others"), N_ ("NAME")),
  FLAG ("intermediate", N_ ("Put a CA between the root and the certificates")),
  FILE ("certificate", N_ ("Give this certificate to everybody")),
  FILE ("certificate-key", N_ ("Its key, for clients that want the CA to make it")),
  FILE ("certificate-passphrase-file", N_ ("File whose first line is the key's passphrase")),
  FILE ("only-old", N_ ("Renew and revoke this certificate, and no other one")),
  { NULL },
};

static const GOptionEntry telling[] = {
  FLAG ("crl-url", N_ ("Name the list of revoked certificates in each certificate")),
  TEXT ("crl-days", N_ ("How long that list is good"), N_ ("N")),
  FILE ("crl", N_ ("Hand out this list instead of the CA's own")),
  FLAG ("roll-over", N_ ("Tell of a root that will come next")),
  FILE ("new-with-new", N_ ("Tell of this root instead")),
  FILE ("new-with-old", N_ ("The same, signed by the root that was")),
  FILE ("old-with-new", N_ ("The root that was, signed by it")),
  { NULL },
};

static const GOptionEntry answering[] = {
  TEXT ("pki-status", N_ ("Answer with this status"), N_ ("STATUS")),
  TEXT ("failure", N_ ("Refuse with this reason; may be repeated"), N_ ("FAILINFO")),
  TEXT ("status-string", N_ ("Answer with this text"), N_ ("TEXT")),
  FLAG ("send-error", N_ ("Answer every request with an error message")),
  FLAG ("send-unprotected", N_ ("Do not protect answers")),
  FLAG ("send-unprotected-errors", N_ ("Do not protect errors and refusals")),
  FLAG ("grant-implicit-confirm", N_ ("Do without a confirmation where the client asks for that")),
  TEXT ("confirm-wait", N_ ("Say how long the CA waits for a confirmation"), N_ ("SECONDS")),
  { NULL },
};

static const GOptionEntry waiting[] = {
  TEXT ("wait-reason", N_ ("Say why a client has to wait"), N_ ("TEXT")),
  TEXT ("delay", N_ ("Let clients wait for the answer to certConf, rr or genm, too"), N_ ("KIND")),
  TEXT ("answer-delay", N_ ("Send each answer late"), N_ ("MILLISECONDS")),
  TEXT ("drop", N_ ("Close the connection instead of sending the N-th answer"), N_ ("N")),
  TEXT ("max-messages", N_ ("End after so many messages"), N_ ("N")),
  { NULL },
};

static const GOptionEntry accepting[] = {
  FLAG ("accept-unprotected", N_ ("Take messages without or with wrong protection")),
  FLAG ("accept-unprotected-errors", N_ ("Take such error messages")),
  FLAG ("accept-raverified", N_ ("Believe that somebody has seen the client's key")),
  FILE ("client-trust", N_ ("Take signatures with certificates of these CAs")),
  FILE ("client-untrusted", N_ ("Certificates that may stand between")),
  { NULL },
};

static const GOptionEntry proving[] = {
  FLAG ("ra", N_ ("Let a registration authority sign the answers")),
  FILE ("signer", N_ ("Sign answers with this certificate")),
  FILE ("signer-key", N_ ("Its key")),
  FILE ("signer-passphrase-file", N_ ("File whose first line is the key's passphrase")),
  FILE ("extra-certs", N_ ("Send these certificates along")),
  FILE ("ca-pubs", N_ ("Send these certificates as trust anchors")),
  { NULL },
};

static const GOptionEntry securing[] = {
  FLAG ("tls", N_ ("Serve with HTTPS")),
  TEXT (
    "tls-host", N_ ("Name in the certificate, instead of 127.0.0.1 and localhost"), N_ ("NAME")),
  FLAG ("tls-client-trust", N_ ("Ask clients for a certificate of the practice CA")),
  FILE ("tls-client-ca", N_ ("Ask clients for a certificate of these CAs")),
  { NULL },
};

static const struct
{
  const char *name;
  const char *title;
  const GOptionEntry *entries;
} groups[] = {
  { "issuing", N_ ("Certificates:"), issuing },
  { "telling", N_ ("What the CA tells:"), telling },
  { "answering", N_ ("How the CA answers:"), answering },
  { "waiting", N_ ("Waiting and losses:"), waiting },
  { "accepting", N_ ("What the CA takes from clients:"), accepting },
  { "proving", N_ ("How the CA proves who it is:"), proving },
  { "securing", N_ ("HTTPS:"), securing },
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

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    signet_ctl_parser_add_group (parser, groups[i].name, _ (groups[i].title), groups[i].entries,
                                 traits);
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
