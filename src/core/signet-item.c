/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-item-private.h"

#include "core/signet-error.h"
#include "core/signet-revocation.h"
#include "core/signet-text.h"
#include "signet-core-enums.h"

#define MAX_LABEL 200
#define MAX_REASON 1000
#define SHORT_ID 8

enum {
  PROP_0,
  PROP_ID,
  PROP_LABEL,
  PROP_STATE,
  PROP_NEEDS,
  PROP_NEXT_CHECK,
  PROP_REASON,
  PROP_VERIFICATION,
  PROP_CERTIFICATE,
  PROP_REVOCATION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SignetItem, signet_item, G_TYPE_OBJECT)

static void
signet_item_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  SignetItem *self = SIGNET_ITEM (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case PROP_NEEDS:
      g_value_set_enum (value, (int) self->needs);
      break;
    case PROP_NEXT_CHECK:
      g_value_set_int64 (value, self->next_check);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    case PROP_VERIFICATION:
      g_value_set_enum (value, (int) self->verification);
      break;
    case PROP_CERTIFICATE:
      g_value_set_boxed (value, self->certificate);
      break;
    case PROP_REVOCATION:
      g_value_set_enum (value, (int) self->revocation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
signet_item_finalize (GObject *object)
{
  SignetItem *self = SIGNET_ITEM (object);

  g_free (self->id);
  g_free (self->label);
  g_clear_pointer (&self->profile, signet_profile_unref);
  g_clear_pointer (&self->template, signet_template_unref);
  g_clear_pointer (&self->key_spec, signet_key_spec_unref);
  g_clear_pointer (&self->credential, signet_credential_unref);
  g_free (self->key_id);
  g_free (self->transaction_id);
  g_free (self->reason);
  g_clear_pointer (&self->certificate, g_bytes_unref);
  g_clear_pointer (&self->csr, g_bytes_unref);
  g_clear_pointer (&self->public_key, g_bytes_unref);
  g_free (self->previous);
  g_clear_pointer (&self->old_certificate, g_bytes_unref);
  g_clear_pointer (&self->warnings, g_strfreev);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (signet_item_parent_class)->finalize (object);
}

static void
signet_item_class_init (SignetItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = signet_item_get_property;
  object_class->finalize = signet_item_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SIGNET_TYPE_ITEM_STATE, SIGNET_ITEM_STATE_DRAFT, flags);
  properties[PROP_NEEDS] =
    g_param_spec_enum ("needs", NULL, NULL, SIGNET_TYPE_NEEDS, SIGNET_NEEDS_NONE, flags);
  properties[PROP_NEXT_CHECK] =
    g_param_spec_int64 ("next-check", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  properties[PROP_VERIFICATION] = g_param_spec_enum (
    "verification", NULL, NULL, SIGNET_TYPE_VERIFICATION, SIGNET_VERIFICATION_NONE, flags);
  properties[PROP_CERTIFICATE] =
    g_param_spec_boxed ("certificate", NULL, NULL, G_TYPE_BYTES, flags);
  properties[PROP_REVOCATION] =
    g_param_spec_enum ("revocation", NULL, NULL, SIGNET_TYPE_REVOCATION_STATE,
                       SIGNET_REVOCATION_NONE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
signet_item_init (SignetItem *self)
{
  self->revocation_reason = SIGNET_REVOCATION_NO_REASON;
  self->warnings = g_new0 (char *, 1);
}

/*< private >
 * signet_item_notify_revocation:
 * @self: an item
 *
 * Tells whoever shows the item that what is known of its revocation has changed.
 */
void
signet_item_notify_revocation (SignetItem *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVOCATION]);
}

static GBytes *
ref_bytes (GBytes *bytes)
{
  return bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

/* The person's word, else what the certificate is for, else a number to read aloud. */
static char *
make_label (SignetRequest *request,
            const char    *id)
{
  SignetTemplate *template = signet_request_get_template (request);
  const char *text = signet_request_get_label (request);
  char *label = NULL;

  if (text == NULL)
    text = signet_name_get_first (signet_template_get_subject (template), "CN");
  if (text == NULL && signet_template_get_n_alt_names (template) > 0)
    text = signet_alt_name_get_value (signet_template_get_alt_name (template, 0));
  if (text != NULL)
    label = signet_text_clean (text, MAX_LABEL);
  if (label != NULL && *label == '\0')
    g_clear_pointer (&label, g_free);

  return label != NULL ? label : g_strndup (id, SHORT_ID);
}

/**
 * signet_item_new:
 * @id: a UUID in small letters
 * @request: what the person asked for; profile, template and key are taken from it as they are
 * @credential: with what it is protected
 * @passphrase_kind: where the passphrase of the key is; %SIGNET_PASSPHRASE_NONE where @request
 * needs no key of ours
 * @created: when, in seconds since 1970
 *
 * Returns: (transfer full): a new item in the state %SIGNET_ITEM_STATE_DRAFT
 */
SignetItem *
signet_item_new (const char           *id,
                 SignetRequest        *request,
                 SignetCredential     *credential,
                 SignetPassphraseKind  passphrase_kind,
                 gint64                created)
{
  SignetItem *self;

  g_return_val_if_fail (id != NULL && SIGNET_IS_REQUEST (request) && credential != NULL, NULL);

  self = g_object_new (SIGNET_TYPE_ITEM, NULL);
  self->id = g_strdup (id);
  self->label = make_label (request, id);
  self->operation = signet_request_get_operation (request);
  self->profile = signet_profile_ref (signet_request_get_profile (request));
  self->template = signet_template_ref (signet_request_get_template (request));
  self->key_spec = signet_key_spec_ref (signet_request_get_key_spec (request));
  self->credential = signet_credential_ref (credential);
  self->passphrase_kind = passphrase_kind;
  self->created = CLAMP (created, 0, SIGNET_ITEM_MAX_TIME);
  self->csr = ref_bytes (signet_request_get_csr (request));
  self->public_key = ref_bytes (signet_request_get_public_key (request));
  self->previous = g_strdup (signet_request_get_previous (request));
  self->old_certificate = ref_bytes (signet_request_get_old_certificate (request));
  self->same_key = signet_request_get_same_key (request);

  return self;
}

/**
 * signet_item_get_id:
 * @self: an item
 *
 * Returns: (transfer none): its identifier, a UUID
 */
const char *
signet_item_get_id (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), NULL);

  return self->id;
}

/**
 * signet_item_get_label:
 * @self: an item
 *
 * Returns: (transfer none): what people call it; never empty
 */
const char *
signet_item_get_label (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), NULL);

  return self->label;
}

/**
 * signet_item_suggest_label:
 * @self: an item
 * @subject: whom its certificate is for
 *
 * Calls an item that nobody has given a name to after @subject.
 */
void
signet_item_suggest_label (SignetItem *self,
                           SignetName *subject)
{
  g_autofree char *number = NULL;
  g_autofree char *label = NULL;
  const char *text;

  g_return_if_fail (SIGNET_IS_ITEM (self) && subject != NULL);

  number = g_strndup (self->id, SHORT_ID);
  text = signet_name_get_first (subject, "CN");
  label = text != NULL ? signet_text_clean (text, MAX_LABEL) : NULL;
  if (label == NULL || *label == '\0' || !g_str_equal (self->label, number))
    return;
  g_free (self->label);
  self->label = g_steal_pointer (&label);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

/**
 * signet_item_get_operation:
 * @self: an item
 *
 * Returns: (transfer none): what was asked for
 */
const SignetOperation *
signet_item_get_operation (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), NULL);

  return self->operation;
}

/**
 * signet_item_get_profile:
 * @self: an item
 *
 * Returns: (transfer none): the profile as it was when the item was made, or set since
 */
SignetProfile *
signet_item_get_profile (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), NULL);

  return self->profile;
}

/**
 * signet_item_set_profile:
 * @self: an item
 * @profile: whom to talk to from now on
 */
void
signet_item_set_profile (SignetItem    *self,
                         SignetProfile *profile)
{
  g_return_if_fail (SIGNET_IS_ITEM (self) && profile != NULL);

  signet_profile_ref (profile);
  signet_profile_unref (self->profile);
  self->profile = profile;
}

/**
 * signet_item_get_template:
 * @self: an item
 *
 * Returns: (transfer none): what the certificate was asked to say
 */
SignetTemplate *
signet_item_get_template (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), NULL);

  return self->template;
}

/**
 * signet_item_get_key_spec:
 * @self: an item
 *
 * Returns: (transfer none): which key was wanted
 */
SignetKeySpec *
signet_item_get_key_spec (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), NULL);

  return self->key_spec;
}

/**
 * signet_item_get_credential:
 * @self: an item
 *
 * Returns: (transfer none): with what the request is protected
 */
SignetCredential *
signet_item_get_credential (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), NULL);

  return self->credential;
}

/**
 * signet_item_set_credential:
 * @self: an item
 * @credential: with what the request is protected from now on
 */
void
signet_item_set_credential (SignetItem       *self,
                            SignetCredential *credential)
{
  g_return_if_fail (SIGNET_IS_ITEM (self) && credential != NULL);

  signet_credential_ref (credential);
  signet_credential_unref (self->credential);
  self->credential = credential;
}

/**
 * signet_item_get_passphrase_kind:
 * @self: an item
 *
 * Returns: where the passphrase of the key is
 */
SignetPassphraseKind
signet_item_get_passphrase_kind (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), SIGNET_PASSPHRASE_KEYRING);

  return self->passphrase_kind;
}

/**
 * signet_item_get_created:
 * @self: an item
 *
 * Returns: when the item was made, in seconds since 1970
 */
gint64
signet_item_get_created (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), 0);

  return self->created;
}

static void
notify (SignetItem *self,
        guint       property)
{
  if (property != PROP_0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_text (SignetItem  *self,
          char       **field,
          const char  *text,
          guint        property)
{
  char *copy;

  if (g_strcmp0 (*field, text) == 0)
    return;
  copy = g_strdup (text);
  g_free (*field);
  *field = copy;
  notify (self, property);
}

/**
 * signet_item_get_state:
 * @self: an item
 *
 * Returns: where in its life the item is
 */
SignetItemState
signet_item_get_state (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), SIGNET_ITEM_STATE_DRAFT);

  return self->state;
}

/**
 * signet_item_set_state:
 * @self: an item
 * @state: where in its life the item is
 */
void
signet_item_set_state (SignetItem      *self,
                       SignetItemState  state)
{
  g_return_if_fail (SIGNET_IS_ITEM (self));

  if (self->state == state)
    return;
  self->state = state;
  notify (self, PROP_STATE);
}

/**
 * signet_item_get_needs:
 * @self: an item
 *
 * Returns: what the item needs before its next step
 */
SignetNeeds
signet_item_get_needs (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), SIGNET_NEEDS_NONE);

  return self->needs;
}

/**
 * signet_item_set_needs:
 * @self: an item
 * @needs: what the item needs before its next step
 */
void
signet_item_set_needs (SignetItem  *self,
                       SignetNeeds  needs)
{
  g_return_if_fail (SIGNET_IS_ITEM (self));

  if (self->needs == needs)
    return;
  self->needs = needs;
  notify (self, PROP_NEEDS);
}

/**
 * signet_item_get_key_id:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): hexadecimal SHA-256 of the key's SubjectPublicKeyInfo
 */
const char *
signet_item_get_key_id (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), NULL);

  return self->key_id;
}

/**
 * signet_item_set_key_id:
 * @self: an item
 * @key_id: (nullable): hexadecimal SHA-256 of the key's SubjectPublicKeyInfo
 */
void
signet_item_set_key_id (SignetItem *self,
                        const char *key_id)
{
  g_return_if_fail (SIGNET_IS_ITEM (self));

  set_text (self, &self->key_id, key_id, PROP_0);
}

/**
 * signet_item_get_transaction_id:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): transactionID of the last request, in hexadecimal
 */
const char *
signet_item_get_transaction_id (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), NULL);

  return self->transaction_id;
}

/**
 * signet_item_set_transaction_id:
 * @self: an item
 * @transaction_id: (nullable): transactionID of the request, in hexadecimal
 */
void
signet_item_set_transaction_id (SignetItem *self,
                                const char *transaction_id)
{
  g_return_if_fail (SIGNET_IS_ITEM (self));

  set_text (self, &self->transaction_id, transaction_id, PROP_0);
}

/**
 * signet_item_get_sent:
 * @self: an item
 *
 * Returns: when the request left, in seconds since 1970, or 0
 */
gint64
signet_item_get_sent (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), 0);

  return self->sent;
}

/**
 * signet_item_set_sent:
 * @self: an item
 * @sent: when the request left, in seconds since 1970, or 0
 */
void
signet_item_set_sent (SignetItem *self,
                      gint64      sent)
{
  g_return_if_fail (SIGNET_IS_ITEM (self));

  self->sent = CLAMP (sent, 0, SIGNET_ITEM_MAX_TIME);
}

/**
 * signet_item_get_next_check:
 * @self: an item
 *
 * Returns: when the server is asked next, in seconds since 1970, or 0
 */
gint64
signet_item_get_next_check (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), 0);

  return self->next_check;
}

/**
 * signet_item_set_next_check:
 * @self: an item
 * @next_check: when the server is asked next, in seconds since 1970, or 0
 */
void
signet_item_set_next_check (SignetItem *self,
                            gint64      next_check)
{
  g_return_if_fail (SIGNET_IS_ITEM (self));

  next_check = CLAMP (next_check, 0, SIGNET_ITEM_MAX_TIME);
  if (self->next_check == next_check)
    return;
  self->next_check = next_check;
  notify (self, PROP_NEXT_CHECK);
}

/**
 * signet_item_get_reason:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): why the server asks to wait, in its words
 */
const char *
signet_item_get_reason (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), NULL);

  return self->reason;
}

/**
 * signet_item_set_reason:
 * @self: an item
 * @reason: (nullable): why the server asks to wait; cleaned, see signet_text_clean ()
 */
void
signet_item_set_reason (SignetItem *self,
                        const char *reason)
{
  g_autofree char *clean = NULL;

  g_return_if_fail (SIGNET_IS_ITEM (self));

  clean = reason != NULL ? signet_text_clean (reason, MAX_REASON) : NULL;
  set_text (self, &self->reason, clean != NULL && *clean != '\0' ? clean : NULL, PROP_REASON);
}

/**
 * signet_item_get_accepts_unverified:
 * @self: an item
 *
 * Returns: whether the person wished to take a certificate whose CA is not known
 */
gboolean
signet_item_get_accepts_unverified (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), FALSE);

  return self->accepts_unverified;
}

/**
 * signet_item_set_accepts_unverified:
 * @self: an item
 * @accepts_unverified: whether the person wishes to take a certificate whose CA is not known
 *
 * Keeps the wish with the request, so that a later step need not be told again.
 */
void
signet_item_set_accepts_unverified (SignetItem *self,
                                    gboolean    accepts_unverified)
{
  g_return_if_fail (SIGNET_IS_ITEM (self));

  self->accepts_unverified = accepts_unverified != FALSE;
}

/**
 * signet_item_get_maybe_issued:
 * @self: an item
 *
 * Returns: whether a CA may have issued a certificate for the key in an exchange that is left
 * behind
 */
gboolean
signet_item_get_maybe_issued (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), FALSE);

  return self->maybe_issued;
}

/**
 * signet_item_set_maybe_issued:
 * @self: an item
 * @maybe_issued: whether a CA may have issued a certificate for the key in an exchange that is left
 *   behind
 *
 * Keeps what the state says no more once the key is sent again, or the request given up.
 */
void
signet_item_set_maybe_issued (SignetItem *self,
                              gboolean    maybe_issued)
{
  g_return_if_fail (SIGNET_IS_ITEM (self));

  self->maybe_issued = maybe_issued != FALSE;
}

/**
 * signet_item_get_code_kept:
 * @self: an item
 *
 * Returns: whether the keyring has, or may have, the one-time code
 */
gboolean
signet_item_get_code_kept (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), FALSE);

  return self->code_kept;
}

/**
 * signet_item_set_code_kept:
 * @self: an item
 * @code_kept: whether the keyring has, or may have, the one-time code
 */
void
signet_item_set_code_kept (SignetItem *self,
                           gboolean    code_kept)
{
  g_return_if_fail (SIGNET_IS_ITEM (self));

  self->code_kept = code_kept != FALSE;
}

/**
 * signet_item_get_verification:
 * @self: an item
 *
 * Returns: how the chain of the certificate was verified
 */
SignetVerification
signet_item_get_verification (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), SIGNET_VERIFICATION_NONE);

  return self->verification;
}

/**
 * signet_item_set_verification:
 * @self: an item
 * @verification: how the chain of the certificate was verified
 */
void
signet_item_set_verification (SignetItem         *self,
                              SignetVerification  verification)
{
  g_return_if_fail (SIGNET_IS_ITEM (self));

  if (self->verification == verification)
    return;
  self->verification = verification;
  notify (self, PROP_VERIFICATION);
}

/**
 * signet_item_get_certificate:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the certificate, DER
 */
GBytes *
signet_item_get_certificate (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), NULL);

  return self->certificate;
}

/**
 * signet_item_set_certificate:
 * @self: an item
 * @der: (nullable): the certificate, DER
 */
void
signet_item_set_certificate (SignetItem *self,
                             GBytes     *der)
{
  g_return_if_fail (SIGNET_IS_ITEM (self));

  if (self->certificate == der ||
      (der != NULL && self->certificate != NULL && g_bytes_equal (self->certificate, der)))
    return;
  g_clear_pointer (&self->certificate, g_bytes_unref);
  self->certificate = der != NULL ? g_bytes_ref (der) : NULL;
  notify (self, PROP_CERTIFICATE);
}

/**
 * signet_item_get_error:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): what went wrong last, a %SIGNET_ERROR
 */
const GError *
signet_item_get_error (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), NULL);

  return self->error;
}

/**
 * signet_item_set_error:
 * @self: an item
 * @error: (nullable): what went wrong last; one of another domain is kept as %SIGNET_ERROR_FAILED
 */
void
signet_item_set_error (SignetItem   *self,
                       const GError *error)
{
  GError *copy = NULL;

  g_return_if_fail (SIGNET_IS_ITEM (self));

  if (error != NULL && error->domain == SIGNET_ERROR)
    copy = g_error_copy (error);
  else if (error != NULL)
    copy = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_FAILED, error->message);
  g_clear_error (&self->error);
  self->error = copy;
}

/**
 * signet_item_copy_from:
 * @self: an item
 * @other: what the disk says about the same item
 *
 * Brings @self up to date and notifies what changed.
 */
void
signet_item_copy_from (SignetItem *self,
                       SignetItem *other)
{
  g_return_if_fail (SIGNET_IS_ITEM (self) && SIGNET_IS_ITEM (other));
  g_return_if_fail (g_str_equal (self->id, other->id));

  if (self == other)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  signet_item_set_profile (self, other->profile);
  signet_item_set_credential (self, other->credential);
  set_text (self, &self->label, other->label, PROP_LABEL);
  set_text (self, &self->key_id, other->key_id, PROP_0);
  set_text (self, &self->transaction_id, other->transaction_id, PROP_0);
  set_text (self, &self->reason, other->reason, PROP_REASON);
  self->sent = other->sent;
  self->code_kept = other->code_kept;
  self->accepts_unverified = other->accepts_unverified;
  self->maybe_issued = other->maybe_issued;
  signet_item_set_error (self, other->error);
  signet_item_set_warnings (self, (const char *const *) other->warnings);
  signet_item_set_revocation (self, other->revocation, other->revoked_at, other->revocation_reason);
  signet_item_set_verification (self, other->verification);
  signet_item_set_certificate (self, other->certificate);
  signet_item_set_next_check (self, other->next_check);
  signet_item_set_needs (self, other->needs);
  signet_item_set_state (self, other->state);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * signet_item_has_failed:
 * @self: an item
 *
 * Returns: whether its exchange has ended without a certificate
 */
gboolean
signet_item_has_failed (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), FALSE);

  return self->state == SIGNET_ITEM_STATE_REFUSED || self->state == SIGNET_ITEM_STATE_GIVEN_UP;
}

/**
 * signet_item_is_final:
 * @self: an item
 *
 * Returns: whether its exchange has ended, with a certificate or without
 */
gboolean
signet_item_is_final (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), FALSE);

  return self->state == SIGNET_ITEM_STATE_ISSUED || signet_item_has_failed (self);
}

/**
 * signet_item_is_practice:
 * @self: an item
 *
 * Returns: whether it is from the practice CA
 */
gboolean
signet_item_is_practice (SignetItem *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM (self), FALSE);

  return self->profile != NULL && signet_profile_get_practice (self->profile);
}
