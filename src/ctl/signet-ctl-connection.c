/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-connection.h"

#include "core/signet-error.h"
#include "core/signet-url.h"
#include "ctl/signet-ctl-given-private.h"
#include "ctl/signet-ctl-input.h"

#include <glib/gi18n-lib.h>

static const struct
{
  SignetCtlOptionGroup group;
  const char *name;
  const char *title;
} groups[] = {
  { SIGNET_CTL_OPTION_GROUP_SERVER, "server", N_ ("Server:") },
  { SIGNET_CTL_OPTION_GROUP_TLS, "https", N_ ("HTTPS:") },
  { SIGNET_CTL_OPTION_GROUP_TRUST, "trust", N_ ("Whose answers are believed:") },
  { SIGNET_CTL_OPTION_GROUP_PROTECTION, "protection", N_ ("Protection of requests:") },
  { SIGNET_CTL_OPTION_GROUP_REQUEST, "how", N_ ("How to ask for it:") },
};

static gboolean
given_cb (const char  *option,
          const char  *value,
          gpointer     user_data,
          GError     **error)
{
  SignetCtlConnection *self = user_data;

  if (self->given == NULL)
    self->given = signet_ctl_given_list_new ();

  return signet_ctl_given_add (self->given, option, value, error);
}

static gboolean
well_known_cb (const char  *option,
               const char  *value,
               gpointer     user_data,
               GError     **error)
{
  SignetCtlConnection *self = user_data;

  g_free (self->well_known);
  self->well_known = g_strdup (value != NULL ? value : "");

  return TRUE;
}

static void
add_entry (GArray     *entries,
           const char *flag,
           gboolean    file,
           const char *summary,
           const char *value)
{
  const GOptionEntry entry = {
    .long_name = flag,
    .flags = (value == NULL ? G_OPTION_FLAG_NO_ARG : 0) | (file ? G_OPTION_FLAG_FILENAME : 0),
    .arg = G_OPTION_ARG_CALLBACK,
    .arg_data = (gpointer) given_cb,
    .description = summary,
    .arg_description = value,
  };

  g_array_append_val (entries, entry);
}

static void
add_well_known (GArray *entries)
{
  const GOptionEntry entry = {
    .long_name = "well-known",
    .flags = G_OPTION_FLAG_OPTIONAL_ARG,
    .arg = G_OPTION_ARG_CALLBACK,
    .arg_data = (gpointer) well_known_cb,
    .description =
      N_ ("The server has the usual path for CMP, and maybe a CA or profile behind it"),
    .arg_description = N_ ("NAME"),
  };

  g_array_append_val (entries, entry);
}

static void
add_group (SignetCtlConnection  *self,
           SignetCtlParser      *parser,
           SignetCtlOptionGroup  group)
{
  g_autoptr (GArray) entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  for (guint i = 0; i < signet_ctl_trust_option_get_n (); i++)
    {
      const SignetCtlTrustOption *row = signet_ctl_trust_option_get (i);

      if (row->group == group)
        add_entry (entries, row->flag, TRUE, row->summary, N_ ("FILE"));
    }
  for (guint i = 0; i < signet_ctl_setting_option_get_n (); i++)
    {
      const SignetCtlSettingOption *row = signet_ctl_setting_option_get (i);

      if (row->group == group)
        add_entry (entries, row->flag, FALSE, row->summary, row->value);
    }
  if (group == SIGNET_CTL_OPTION_GROUP_SERVER)
    add_well_known (entries);
  if (group == SIGNET_CTL_OPTION_GROUP_TRUST)
    add_entry (entries, "verify", FALSE, N_ ("A further setting of the verification"),
               N_ ("NAME[=VALUE]"));

  signet_ctl_parser_add_group (parser, groups[group].name, _ (groups[group].title),
                               (const GOptionEntry *) entries->data, self);
}

/**
 * signet_ctl_connection_add_options:
 * @self: where the options go
 * @parser: the parser of a verb that talks to a server
 *
 * Adds the options about the server, which are the same for every verb.
 */
void
signet_ctl_connection_add_options (SignetCtlConnection *self,
                                   SignetCtlParser     *parser)
{
  const GOptionEntry setup[] = {
    { "profile", 0, 0, G_OPTION_ARG_FILENAME, &self->file,
      N_ ("Setup file that has what is not given here"), N_ ("FILE") },
    { "set", 0, 0, G_OPTION_ARG_CALLBACK, given_cb,
      N_ ("Any setting of a setup file, for one operation or for all"),
      N_ ("[OPERATION.]GROUP.KEY=VALUE") },
    { NULL },
  };

  g_return_if_fail (self != NULL && parser != NULL);

  for (guint i = 0; i < SIGNET_CTL_OPTION_GROUP_REQUEST; i++)
    add_group (self, parser, i);
  signet_ctl_parser_add_group (parser, "setup", _ ("Setup:"), setup, self);
}

/**
 * signet_ctl_connection_add_request_options:
 * @self: where the options go
 * @parser: the parser of a verb that asks for a certificate
 *
 * Adds the options about how it is asked for.
 */
void
signet_ctl_connection_add_request_options (SignetCtlConnection *self,
                                           SignetCtlParser     *parser)
{
  g_return_if_fail (self != NULL && parser != NULL);

  add_group (self, parser, SIGNET_CTL_OPTION_GROUP_REQUEST);
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

  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->given, g_ptr_array_unref);
  g_clear_pointer (&self->well_known, g_free);
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

  return self->file != NULL || self->given != NULL || self->well_known != NULL;
}

/* RFC 9811 3.4: every CMP server has this path, so that its name is enough. */
static gboolean
use_well_known (const SignetCtlConnection  *self,
                SignetProfile              *profile,
                GError                    **error)
{
  const char *server = signet_profile_get_server (profile);
  g_autofree char *url = NULL;

  if (self->well_known == NULL)
    return TRUE;
  if (server == NULL)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                           _ ("--well-known needs --server."));
      return FALSE;
    }
  url = signet_url_well_known (server, *self->well_known != '\0' ? self->well_known : NULL, NULL,
                               error);

  return url != NULL && signet_profile_set_server (profile, url, error);
}

/**
 * signet_ctl_connection_build:
 * @self: options
 * @base: (nullable): a profile that has what was not given; %NULL for an empty one
 * @error: return location for a %SIGNET_ERROR_USAGE, %SIGNET_ERROR_URL, %SIGNET_ERROR_NAME or
 *   %SIGNET_ERROR_PROFILE
 *
 * A setup file takes the place of @base. A list of certificates that was given replaces the one
 * that was there.
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

  if (self->file != NULL)
    profile = signet_ctl_input_profile ("--profile", self->file, error);
  else
    profile = base != NULL ? signet_profile_copy (base) : signet_profile_new ();
  if (profile == NULL ||
      (self->given != NULL && !signet_ctl_given_apply (self->given, profile, error)) ||
      !use_well_known (self, profile, error))
    return NULL;

  return g_steal_pointer (&profile);
}

/**
 * signet_ctl_connection_print_notes:
 * @self: options
 * @profile: what they make
 *
 * Tells on standard error what a person should know before something is sent.
 */
void
signet_ctl_connection_print_notes (const SignetCtlConnection *self,
                                   SignetProfile             *profile)
{
  const char *server;
  g_autofree char *https = NULL;

  g_return_if_fail (self != NULL && profile != NULL);

  server = self->given != NULL ? signet_ctl_given_find (self->given, SIGNET_SETTING_SERVER) : NULL;
  https = server != NULL ? signet_url_suggest_https (server) : NULL;
  if (https != NULL)
    g_printerr (_ ("signetctl: The address says neither http nor https; http was taken. With "
                   "https it is “%s”.\n"),
                https);
  if (signet_profile_get_flag (profile, SIGNET_SETTING_UNPROTECTED_REQUESTS))
    g_printerr ("%s\n", _ ("signetctl: Warning: the request is not protected. Anybody on the way "
                           "can change it."));
}
