/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-request-options.h"

#include "core/signet-error.h"
#include "ctl/signet-ctl-input.h"
#include "pki/signet-certificate.h"
#include "pki/signet-reference.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define KEY_FILE "file:"
#define DEFAULT_KEY "ec:P-256"

/**
 * signet_ctl_request_options_add:
 * @self: where the options go
 * @parser: the parser of the verb
 *
 * Adds the options of a request.
 */
void
signet_ctl_request_options_add (SignetCtlRequestOptions *self,
                                SignetCtlParser         *parser)
{
  const GOptionEntry entries[] = {
    { "operation", 0, 0, G_OPTION_ARG_STRING, &self->operation,
      N_ (
        "ir for a first certificate (default), cr for a further one, p10cr for a signing request, "
        "kur to renew one"),
      N_ ("ir|cr|p10cr|kur") },
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &self->key,
      N_ ("Type of the new key (ec:P-256), or file:PATH"), N_ ("TYPE") },
    { "public-key", 0, 0, G_OPTION_ARG_FILENAME, &self->public_key,
      N_ ("Public key to certify, whose private key is elsewhere"), N_ ("FILE") },
    { "csr", 0, 0, G_OPTION_ARG_FILENAME, &self->csr,
      N_ ("Signing request (PKCS#10) to send, or to take the contents from"), N_ ("FILE") },
    { "old-cert", 0, 0, G_OPTION_ARG_FILENAME, &self->old_certificate,
      N_ ("Certificate that a kur renews"), N_ ("FILE") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &self->label, N_ ("What the item is called in lists"),
      N_ ("LABEL") },
    { NULL },
  };

  g_return_if_fail (self != NULL && parser != NULL);

  signet_ctl_parser_add_group (parser, "what", _ ("What to ask for:"), entries, NULL);
  signet_ctl_template_add_options (&self->contents, parser);
  signet_ctl_connection_add_request_options (&self->job.connection, parser);
  signet_ctl_job_add_options (&self->job, parser);
  signet_ctl_job_add_wishes (&self->job, parser);
}

/**
 * signet_ctl_request_options_clear:
 * @self: options
 *
 * Frees what was given.
 */
void
signet_ctl_request_options_clear (SignetCtlRequestOptions *self)
{
  g_return_if_fail (self != NULL);

  signet_ctl_job_clear (&self->job);
  signet_ctl_template_clear (&self->contents);
  g_clear_pointer (&self->operation, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->public_key, g_free);
  g_clear_pointer (&self->csr, g_free);
  g_clear_pointer (&self->old_certificate, g_free);
  g_clear_pointer (&self->label, g_free);
}

/* A signing request alone is sent as it is. */
static const char *
get_operation_name (const SignetCtlRequestOptions *self)
{
  if (self->operation != NULL)
    return self->operation;

  return self->csr != NULL ? "p10cr" : "ir";
}

static gboolean
sends_csr (const SignetCtlRequestOptions *self)
{
  return g_str_equal (get_operation_name (self), "p10cr");
}

static const char *
find_contradiction (const SignetCtlRequestOptions *self)
{
  gboolean contents = signet_ctl_template_is_given (&self->contents);

  if (sends_csr (self) && self->csr == NULL)
    return _ ("--csr is missing.");
  if (sends_csr (self) && (contents || self->key != NULL))
    return _ ("A p10cr sends the signing request as it is; nothing can be added to it.");
  if (self->public_key != NULL && (self->key != NULL || self->csr != NULL))
    return _ ("--public-key excludes --key and --csr.");
  if (self->old_certificate != NULL && g_strcmp0 (self->operation, "kur") != 0)
    return _ ("--old-cert needs --operation kur.");
  if (self->old_certificate == NULL && g_strcmp0 (self->operation, "kur") == 0)
    return _ ("--old-cert is missing. What is in the list is renewed with “signetctl renew”.");
  if (!contents && self->csr == NULL && self->old_certificate == NULL)
    return _ ("--subject is missing.");

  return NULL;
}

/**
 * signet_ctl_request_options_check:
 * @self: options
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Returns: whether the options make sense together
 */
gboolean
signet_ctl_request_options_check (const SignetCtlRequestOptions  *self,
                                  GError                        **error)
{
  const char *wrong;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!signet_ctl_job_check (&self->job, error))
    return FALSE;
  wrong = find_contradiction (self);
  if (wrong != NULL)
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, wrong);

  return wrong == NULL;
}

/**
 * signet_ctl_request_parse_key:
 * @text: (nullable): what was given to --key
 * @error: return location for a %SIGNET_ERROR_USAGE or %SIGNET_ERROR_KEY_TYPE
 *
 * Returns: (transfer full) (nullable): the key to make or to take; for %NULL a new one of the usual
 *   type
 */
SignetKeySpec *
signet_ctl_request_parse_key (const char  *text,
                              GError     **error)
{
  g_autofree char *path = NULL;
  g_autofree char *absolute = NULL;

  if (text == NULL || !g_str_has_prefix (text, KEY_FILE))
    return signet_key_spec_parse (text != NULL ? text : DEFAULT_KEY, error);

  path = signet_ctl_input_absolute (text + strlen (KEY_FILE));
  if (!signet_ctl_input_check_file ("--key", path, error))
    return NULL;
  absolute = g_strconcat (KEY_FILE, path, NULL);

  return signet_key_spec_parse (absolute, error);
}

static SignetProfile *
build_profile (const SignetCtlRequestOptions  *self,
               GError                        **error)
{
  g_autoptr (SignetProfile) profile = signet_ctl_job_build_profile (&self->job, error);

  if (profile == NULL)
    return NULL;

  /* Nothing can be signed with a key that is elsewhere. */
  if (self->public_key != NULL && !signet_profile_has_value (profile, SIGNET_SETTING_POPO) &&
      !signet_profile_set_value (profile, NULL, SIGNET_SETTING_POPO, "none", error))
    return NULL;

  return g_steal_pointer (&profile);
}

static gboolean
set_operation (const SignetCtlRequestOptions  *self,
               SignetRequest                  *request,
               GError                        **error)
{
  const SignetOperation *operation = signet_operation_lookup (get_operation_name (self));

  if (operation == NULL || !operation->may_confirm)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                   _ ("--operation: “%s” is not one of ir, cr, p10cr and kur."), self->operation);
      return FALSE;
    }
  signet_request_set_operation (request, operation);

  return TRUE;
}

/* What was given on the command line and in the setup file comes before what a file says. */
static gboolean
merge (SignetTemplate **asked,
       SignetTemplate  *defaults)
{
  SignetTemplate *merged;

  if (defaults == NULL)
    return FALSE;
  merged = signet_template_merge (*asked, defaults);
  signet_template_unref (*asked);
  *asked = merged;

  return TRUE;
}

static gboolean
merge_certificate (SignetTemplate      **asked,
                   const char           *option,
                   const char           *path,
                   SignetTemplateParts   parts,
                   GError              **error)
{
  g_autoptr (SignetCertificate) certificate = NULL;
  g_autoptr (SignetTemplate) defaults = NULL;

  if (path == NULL)
    return TRUE;
  certificate = signet_ctl_input_certificate (option, path, error);
  if (certificate != NULL)
    defaults = signet_template_from_certificate (certificate, parts, error);

  return merge (asked, defaults);
}

static gboolean
merge_csr (SignetTemplate **asked,
           GBytes          *data,
           GError         **error)
{
  g_autoptr (SignetCsr) csr = NULL;
  g_autoptr (SignetTemplate) defaults = NULL;

  if (data == NULL)
    return TRUE;
  csr = signet_csr_new_from_data (data, error);
  if (csr != NULL)
    defaults = signet_template_from_csr (csr, error);

  return merge (asked, defaults);
}

/* What the setup file says about every request, and --days and --issuer. */
static gboolean
add_settings (SignetTemplate  *asked,
              SignetProfile   *profile,
              GError         **error)
{
  const char *issuer = signet_profile_get_text (profile, SIGNET_SETTING_ISSUER);
  g_autoptr (SignetName) name = NULL;

  signet_template_set_days (asked, signet_profile_get_number (profile, SIGNET_SETTING_DAYS));
  if (issuer == NULL)
    return TRUE;
  name = signet_name_parse (issuer, error);
  if (name != NULL)
    signet_template_set_issuer (asked, name);

  return name != NULL;
}

static SignetTemplate *
build_template (const SignetCtlRequestOptions  *self,
                SignetRequest                  *request,
                GError                        **error)
{
  g_autoptr (SignetTemplate) asked = signet_ctl_template_build (&self->contents, error);
  g_autoptr (SignetProfile) profile = signet_profile_for_operation (
    signet_request_get_profile (request), signet_request_get_operation (request));
  gboolean extensions = signet_profile_get_flag (profile, SIGNET_SETTING_KEEP_EXTENSIONS);

  if (asked == NULL || (!sends_csr (self) && !add_settings (asked, profile, error)) ||
      !merge_certificate (&asked, "--reference-cert", self->contents.reference,
                          SIGNET_TEMPLATE_SUBJECT | SIGNET_TEMPLATE_ALT_NAMES |
                            SIGNET_TEMPLATE_ISSUER,
                          error) ||
      !merge_csr (&asked, signet_request_get_csr (request), error) ||
      !merge_certificate (&asked, "--old-cert", self->old_certificate,
                          SIGNET_TEMPLATE_SUBJECT | SIGNET_TEMPLATE_ALT_NAMES |
                            (extensions ? SIGNET_TEMPLATE_EXTENSIONS : 0),
                          error))
    return NULL;

  return g_steal_pointer (&asked);
}

static gboolean
set_files (const SignetCtlRequestOptions  *self,
           SignetRequest                  *request,
           GError                        **error)
{
  g_autoptr (GBytes) csr = NULL;
  g_autoptr (GBytes) public_key = NULL;
  g_autoptr (SignetCertificate) old = NULL;

  if ((self->csr != NULL &&
       (csr = signet_ctl_input_bytes ("--csr", self->csr, error)) == NULL) ||
      (self->public_key != NULL &&
       (public_key = signet_ctl_input_bytes ("--public-key", self->public_key, error)) == NULL) ||
      (self->old_certificate != NULL &&
       (old = signet_ctl_input_certificate ("--old-cert", self->old_certificate, error)) == NULL))
    return FALSE;

  signet_request_set_csr (request, csr);
  signet_request_set_public_key (request, public_key);
  if (old != NULL)
    signet_request_set_previous (request, NULL, signet_certificate_get_der (old));

  return TRUE;
}

static gboolean
check_key (const SignetCtlRequestOptions  *self,
           SignetRequest                  *request,
           GError                        **error)
{
  if (self->key == NULL || !signet_request_has_central_key (request))
    return TRUE;
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                       _ ("--key excludes --central-key: the server makes the key."));

  return FALSE;
}

/**
 * signet_ctl_request_options_build:
 * @self: options that were checked
 * @error: return location for a %SIGNET_ERROR_USAGE and others
 *
 * Reads the files that were named.
 *
 * Returns: (transfer full) (nullable): a request that is valid
 */
SignetRequest *
signet_ctl_request_options_build (const SignetCtlRequestOptions  *self,
                                  GError                        **error)
{
  g_autoptr (SignetRequest) request = signet_request_new ();
  g_autoptr (SignetProfile) profile = NULL;
  g_autoptr (SignetTemplate) asked = NULL;
  g_autoptr (SignetKeySpec) key_spec = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if ((profile = build_profile (self, error)) == NULL ||
      !set_operation (self, request, error) || !set_files (self, request, error))
    return NULL;
  signet_request_set_profile (request, profile);
  if (!check_key (self, request, error) ||
      (asked = build_template (self, request, error)) == NULL ||
      (key_spec = signet_ctl_request_parse_key (self->key, error)) == NULL)
    return NULL;

  signet_request_set_template (request, asked);
  signet_request_set_key_spec (request, key_spec);
  signet_request_set_label (request, self->label);
  signet_request_set_reference (request, self->job.credential.reference);

  return signet_request_validate (request, error) ? g_steal_pointer (&request) : NULL;
}
