/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-connection.h"

#include "core/signet-error.h"
#include "ctl/signet-ctl-input.h"
#include "pki/signet-certificate.h"

#include <glib/gi18n-lib.h>

/**
 * signet_ctl_connection_add_options:
 * @self: where the options go
 * @parser: the parser of a verb that talks to a server
 *
 * Adds the connection options, which are the same for every verb.
 */
void
signet_ctl_connection_add_options (SignetCtlConnection *self,
                                   SignetCtlParser     *parser)
{
  const GOptionEntry entries[] = {
    { "server", 0, 0, G_OPTION_ARG_STRING, &self->server,
      N_ ("Address of the CMP server"), N_ ("URL") },
    { "trusted", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->trusted,
      N_ ("CA certificates that the server’s answers are verified against"), N_ ("FILE") },
    { "untrusted", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->untrusted,
      N_ ("Intermediate certificates that help to build chains"), N_ ("FILE") },
    { "server-cert", 0, 0, G_OPTION_ARG_FILENAME, &self->server_cert,
      N_ ("The one certificate that signs the server’s answers"), N_ ("FILE") },
    { "expect-sender", 0, 0, G_OPTION_ARG_STRING, &self->expect_sender,
      N_ ("Take answers from this sender only"), N_ ("DN") },
    { "recipient", 0, 0, G_OPTION_ARG_STRING, &self->recipient,
      N_ ("Name of the CA that requests are addressed to"), N_ ("DN") },
    { "out-trusted", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->out_trusted,
      N_ ("CA certificates that the new certificate is verified against"), N_ ("FILE") },
    { "timeout", 0, 0, G_OPTION_ARG_STRING, &self->timeout,
      N_ ("How long one answer may take (30)"), N_ ("SECONDS") },
    { NULL },
  };

  g_return_if_fail (self != NULL && parser != NULL);

  signet_ctl_parser_add_group (parser, "connection", _ ("Connection:"), entries, NULL);
}

/**
 * signet_ctl_connection_clear:
 * @self: options
 *
 * Frees what was given.
 */
void
signet_ctl_connection_clear (SignetCtlConnection *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->trusted, g_strfreev);
  g_clear_pointer (&self->untrusted, g_strfreev);
  g_clear_pointer (&self->server_cert, g_free);
  g_clear_pointer (&self->expect_sender, g_free);
  g_clear_pointer (&self->recipient, g_free);
  g_clear_pointer (&self->out_trusted, g_strfreev);
  g_clear_pointer (&self->timeout, g_free);
}

/**
 * signet_ctl_connection_is_given:
 * @self: options
 *
 * Returns: whether any of them was given
 */
gboolean
signet_ctl_connection_is_given (const SignetCtlConnection *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->server != NULL || self->trusted != NULL || self->untrusted != NULL ||
         self->server_cert != NULL || self->expect_sender != NULL || self->recipient != NULL ||
         self->out_trusted != NULL || self->timeout != NULL;
}

/* Half of a list would be worse than none: it decides whom to believe. */
static gboolean
add_certificates (SignetProfile  *profile,
                  SignetTrust     trust,
                  const char     *option,
                  GPtrArray      *certificates,
                  GError        **error)
{
  for (guint i = 0; i < certificates->len; i++)
    {
      GBytes *der = signet_certificate_get_der (certificates->pdata[i]);

      if (signet_profile_add_certificate (profile, trust, der))
        continue;
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                   _ ("%s: too many certificates, or one that is too large."), option);
      return FALSE;
    }

  return TRUE;
}

static gboolean
set_certificates (SignetProfile      *profile,
                  SignetTrust         trust,
                  const char         *option,
                  const char *const  *paths,
                  GError            **error)
{
  if (paths == NULL)
    return TRUE;

  signet_profile_clear_certificates (profile, trust);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) certificates = signet_ctl_input_certificates (option, paths[i], error);

      if (certificates == NULL)
        return FALSE;
      if (!add_certificates (profile, trust, option, certificates, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
set_server_certificate (SignetProfile  *profile,
                        const char     *path,
                        GError        **error)
{
  const char *const paths[] = { path, NULL };

  if (path == NULL)
    return TRUE;
  if (!set_certificates (profile, SIGNET_TRUST_SERVER, "--server-cert", paths, error))
    return FALSE;

  /* Which of several is meant is not for us to guess: it decides whom to believe. */
  if (signet_profile_get_n_certificates (profile, SIGNET_TRUST_SERVER) == 1)
    return TRUE;

  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
               _ ("--server-cert: “%s” holds more than one certificate."), path);

  return FALSE;
}

static gboolean
set_names (const SignetCtlConnection  *self,
           SignetProfile              *profile,
           GError                    **error)
{
  g_autoptr (SignetName) sender = NULL;
  g_autoptr (SignetName) recipient = NULL;

  if (self->expect_sender != NULL)
    {
      sender = signet_ctl_input_name ("--expect-sender", self->expect_sender, error);
      if (sender == NULL)
        return FALSE;
      signet_profile_set_expected_sender (profile, sender);
    }
  if (self->recipient != NULL)
    {
      recipient = signet_ctl_input_name ("--recipient", self->recipient, error);
      if (recipient == NULL)
        return FALSE;
      signet_profile_set_recipient (profile, recipient);
    }

  return TRUE;
}

static gboolean
set_timeout (SignetProfile  *profile,
             const char     *text,
             GError        **error)
{
  guint seconds;

  if (text == NULL)
    return TRUE;
  if (!signet_ctl_input_number ("--timeout", text, 1, SIGNET_PROFILE_MAX_TIMEOUT, &seconds, error))
    return FALSE;
  signet_profile_set_timeout (profile, seconds);

  return TRUE;
}

/**
 * signet_ctl_connection_build:
 * @self: options
 * @base: (nullable): a profile that has what was not given; %NULL for an empty one
 * @error: return location for a %SIGNET_ERROR_USAGE, %SIGNET_ERROR_URL or %SIGNET_ERROR_NAME
 *
 * A list of certificates that was given replaces the one of @base.
 *
 * Returns: (transfer full) (nullable): a new profile
 */
SignetProfile *
signet_ctl_connection_build (const SignetCtlConnection  *self,
                             SignetProfile              *base,
                             GError                    **error)
{
  g_autoptr (SignetProfile) profile = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  profile = base != NULL ? signet_profile_copy (base) : signet_profile_new ();
  if (self->server != NULL && !signet_profile_set_server (profile, self->server, error))
    return NULL;
  if (!set_certificates (profile, SIGNET_TRUST_ANCHORS, "--trusted",
                         (const char *const *) self->trusted, error) ||
      !set_certificates (profile, SIGNET_TRUST_UNTRUSTED, "--untrusted",
                         (const char *const *) self->untrusted, error) ||
      !set_certificates (profile, SIGNET_TRUST_ISSUED, "--out-trusted",
                         (const char *const *) self->out_trusted, error) ||
      !set_server_certificate (profile, self->server_cert, error) ||
      !set_names (self, profile, error) ||
      !set_timeout (profile, self->timeout, error))
    return NULL;

  return g_steal_pointer (&profile);
}
