/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-request-private.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error.h"
#include "core/signet-text.h"

enum {
  PROP_0,
  PROP_OPERATION,
  PROP_PROFILE,
  PROP_TEMPLATE,
  PROP_KEY_SPEC,
  PROP_LABEL,
  PROP_REFERENCE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SignetRequest, signet_request, G_TYPE_OBJECT)

static void
signet_request_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SignetRequest *self = SIGNET_REQUEST (object);

  switch (prop_id)
    {
    case PROP_OPERATION:
      g_value_set_static_string (value, self->operation->name);
      break;
    case PROP_PROFILE:
      g_value_set_boxed (value, self->profile);
      break;
    case PROP_TEMPLATE:
      g_value_set_boxed (value, self->template);
      break;
    case PROP_KEY_SPEC:
      g_value_set_boxed (value, self->key_spec);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_REFERENCE:
      g_value_set_string (value, self->reference);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* A word that is no operation changes nothing, as a binding cannot hand back an error. */
static void
set_operation_name (SignetRequest *self,
                    const char    *name)
{
  const SignetOperation *operation = signet_operation_lookup (name);

  if (operation != NULL)
    signet_request_set_operation (self, operation);
}

static void
signet_request_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  SignetRequest *self = SIGNET_REQUEST (object);

  switch (prop_id)
    {
    case PROP_OPERATION:
      set_operation_name (self, g_value_get_string (value));
      break;
    case PROP_PROFILE:
      signet_request_set_profile (self, g_value_get_boxed (value));
      break;
    case PROP_TEMPLATE:
      signet_request_set_template (self, g_value_get_boxed (value));
      break;
    case PROP_KEY_SPEC:
      signet_request_set_key_spec (self, g_value_get_boxed (value));
      break;
    case PROP_LABEL:
      signet_request_set_label (self, g_value_get_string (value));
      break;
    case PROP_REFERENCE:
      signet_request_set_reference (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
signet_request_finalize (GObject *object)
{
  SignetRequest *self = SIGNET_REQUEST (object);

  g_clear_pointer (&self->profile, signet_profile_unref);
  g_clear_pointer (&self->template, signet_template_unref);
  g_clear_pointer (&self->key_spec, signet_key_spec_unref);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->reference, g_free);
  g_clear_pointer (&self->csr, g_bytes_unref);
  g_clear_pointer (&self->public_key, g_bytes_unref);
  g_clear_pointer (&self->previous, g_free);
  g_clear_pointer (&self->old_certificate, g_bytes_unref);

  G_OBJECT_CLASS (signet_request_parent_class)->finalize (object);
}

static void
signet_request_class_init (SignetRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = signet_request_get_property;
  object_class->set_property = signet_request_set_property;
  object_class->finalize = signet_request_finalize;

  properties[PROP_OPERATION] = g_param_spec_string ("operation", NULL, NULL, "ir", flags);
  properties[PROP_PROFILE] = g_param_spec_boxed ("profile", NULL, NULL, SIGNET_TYPE_PROFILE, flags);
  properties[PROP_TEMPLATE] =
    g_param_spec_boxed ("template", NULL, NULL, SIGNET_TYPE_TEMPLATE, flags);
  properties[PROP_KEY_SPEC] =
    g_param_spec_boxed ("key-spec", NULL, NULL, SIGNET_TYPE_KEY_SPEC, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_REFERENCE] = g_param_spec_string ("reference", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
signet_request_init (SignetRequest *self)
{
  self->operation = SIGNET_OPERATION_IR;
  self->profile = signet_profile_new ();
  self->template = signet_template_new (NULL, NULL);
  self->key_spec = signet_key_spec_parse ("ec:P-256", NULL);
}

/**
 * signet_request_new:
 *
 * Returns: (transfer full): a request for a first certificate with an EC key on P-256, an empty
 *   profile and an empty template
 */
SignetRequest *
signet_request_new (void)
{
  return g_object_new (SIGNET_TYPE_REQUEST, NULL);
}

/**
 * signet_request_get_operation:
 * @self: a request
 *
 * Returns: (transfer none): what is asked for
 */
const SignetOperation *
signet_request_get_operation (SignetRequest *self)
{
  g_return_val_if_fail (SIGNET_IS_REQUEST (self), NULL);

  return self->operation;
}

/**
 * signet_request_set_operation:
 * @self: a request
 * @operation: what is asked for
 */
void
signet_request_set_operation (SignetRequest         *self,
                              const SignetOperation *operation)
{
  g_return_if_fail (SIGNET_IS_REQUEST (self) && operation != NULL);

  if (self->operation == operation)
    return;
  self->operation = operation;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPERATION]);
}

/**
 * signet_request_get_profile:
 * @self: a request
 *
 * Returns: (transfer none): whom to ask
 */
SignetProfile *
signet_request_get_profile (SignetRequest *self)
{
  g_return_val_if_fail (SIGNET_IS_REQUEST (self), NULL);

  return self->profile;
}

/**
 * signet_request_set_profile:
 * @self: a request
 * @profile: (nullable): whom to ask; %NULL is an empty profile
 */
void
signet_request_set_profile (SignetRequest *self,
                            SignetProfile *profile)
{
  g_return_if_fail (SIGNET_IS_REQUEST (self));

  if (self->profile == profile)
    return;
  signet_profile_unref (self->profile);
  self->profile = profile != NULL ? signet_profile_ref (profile) : signet_profile_new ();
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROFILE]);
}

/**
 * signet_request_get_template:
 * @self: a request
 *
 * Returns: (transfer none): what the certificate shall say
 */
SignetTemplate *
signet_request_get_template (SignetRequest *self)
{
  g_return_val_if_fail (SIGNET_IS_REQUEST (self), NULL);

  return self->template;
}

/**
 * signet_request_set_template:
 * @self: a request
 * @template_: (nullable): what the certificate shall say; %NULL is an empty template
 */
void
signet_request_set_template (SignetRequest  *self,
                             SignetTemplate *template_)
{
  g_return_if_fail (SIGNET_IS_REQUEST (self));

  if (self->template == template_)
    return;
  signet_template_unref (self->template);
  self->template =
    template_ != NULL ? signet_template_ref (template_) : signet_template_new (NULL, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEMPLATE]);
}

/**
 * signet_request_get_key_spec:
 * @self: a request
 *
 * Returns: (transfer none): for which key
 */
SignetKeySpec *
signet_request_get_key_spec (SignetRequest *self)
{
  g_return_val_if_fail (SIGNET_IS_REQUEST (self), NULL);

  return self->key_spec;
}

/**
 * signet_request_set_key_spec:
 * @self: a request
 * @key_spec: (nullable): for which key; %NULL is the default
 */
void
signet_request_set_key_spec (SignetRequest *self,
                             SignetKeySpec *key_spec)
{
  g_return_if_fail (SIGNET_IS_REQUEST (self));

  if (self->key_spec == key_spec)
    return;
  signet_key_spec_unref (self->key_spec);
  self->key_spec =
    key_spec != NULL ? signet_key_spec_ref (key_spec) : signet_key_spec_parse ("ec:P-256", NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEY_SPEC]);
}

static void
set_text (SignetRequest  *self,
          char          **field,
          const char     *text,
          guint           property)
{
  if (text != NULL && *text == '\0')
    text = NULL;
  if (g_strcmp0 (*field, text) == 0)
    return;
  g_free (*field);
  *field = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/**
 * signet_request_get_label:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): what the person calls the certificate
 */
const char *
signet_request_get_label (SignetRequest *self)
{
  g_return_val_if_fail (SIGNET_IS_REQUEST (self), NULL);

  return self->label;
}

/**
 * signet_request_set_label:
 * @self: a request
 * @label: (nullable): what the person calls the certificate
 */
void
signet_request_set_label (SignetRequest *self,
                          const char    *label)
{
  g_return_if_fail (SIGNET_IS_REQUEST (self));

  set_text (self, &self->label, label, PROP_LABEL);
}

/**
 * signet_request_get_reference:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the reference number that the page shows
 */
const char *
signet_request_get_reference (SignetRequest *self)
{
  g_return_val_if_fail (SIGNET_IS_REQUEST (self), NULL);

  return self->reference;
}

/**
 * signet_request_set_reference:
 * @self: a request
 * @reference: (nullable): the reference number
 */
void
signet_request_set_reference (SignetRequest *self,
                              const char    *reference)
{
  g_return_if_fail (SIGNET_IS_REQUEST (self));

  set_text (self, &self->reference, reference, PROP_REFERENCE);
}

/* A signing request says itself what the certificate shall say. */
static gboolean
check_template (SignetRequest  *self,
                GError        **error)
{
  g_autoptr (SignetTemplate) empty = signet_template_new (NULL, NULL);

  return (self->csr != NULL && signet_template_equal (self->template, empty)) ||
         signet_template_validate (self->template, error);
}

/**
 * signet_request_validate:
 * @self: a request
 * @error: return location for a %SIGNET_ERROR_URL, %SIGNET_ERROR_NAME, %SIGNET_ERROR_ALT_NAME or
 *   %SIGNET_ERROR_USAGE
 *
 * Checks all that can be checked before anything is made or sent.
 *
 * Returns: whether the request can be sent
 */
gboolean
signet_request_validate (SignetRequest  *self,
                         GError        **error)
{
  g_return_val_if_fail (SIGNET_IS_REQUEST (self), FALSE);

  if (signet_profile_get_server (self->profile) == NULL)
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_URL,
                         _ ("The address of the server is missing."));
  else if ((self->label != NULL && !signet_text_is_clean (self->label)) ||
           (self->reference != NULL && !signet_text_is_clean (self->reference)))
    g_set_error_literal (
      error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
      _ ("The name or the reference number contains characters that are not text."));
  else
    return signet_request_check_operation (self, error) && check_template (self, error);

  return FALSE;
}
