/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-renewal-private.h"

#include <glib/gi18n-lib.h>

#include "app/signet-proof-private.h"
#include "core/signet-error.h"
#include "core/signet-setting.h"
#include "pki/signet-certificate.h"
#include "pki/signet-reference.h"

/* A renewal makes an item of its own; the old one is read, and stays as it is. */

/**
 * signet_renewal_free:
 * @self: a wish
 *
 * Frees @self and what it owns.
 */
void
signet_renewal_free (SignetRenewal *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->old);
  g_clear_pointer (&self->key_spec, signet_key_spec_unref);
  g_clear_pointer (&self->profile, signet_profile_unref);
  g_clear_pointer (&self->credential, signet_credential_unref);
  g_free (self);
}

static gboolean
check_state (SignetItem  *old,
             GError     **error)
{
  if (signet_item_get_state (old) != SIGNET_ITEM_STATE_ISSUED ||
      signet_item_get_certificate (old) == NULL)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE,
                 _ ("“%s” has no certificate that could be renewed."),
                 signet_item_get_label (old));
  else if (signet_item_get_revocation (old) == SIGNET_REVOCATION_REVOKED)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_STATE,
                 _ ("The certificate of “%s” was revoked. Ask for a new one."),
                 signet_item_get_label (old));
  else
    return TRUE;

  return FALSE;
}

static SignetProfile *
get_profile (SignetRenewal *self,
             SignetItem    *old)
{
  return self->profile != NULL ? self->profile : signet_item_get_profile (old);
}

static gboolean
signs_itself (SignetRenewal *self,
              SignetItem    *old)
{
  return self->credential == NULL ||
         (signet_credential_get_kind (self->credential) == SIGNET_CREDENTIAL_ITEM &&
          g_strcmp0 (signet_credential_get_item (self->credential), signet_item_get_id (old)) ==
            0);
}

/* What the server would only say in other words, after a key was made. */
static gboolean
check_proof (SignetRenewal      *self,
             SignetItem         *old,
             SignetCertificate  *certificate,
             GError            **error)
{
  g_autoptr (SignetProfile) profile =
    signet_profile_for_operation (get_profile (self, old), SIGNET_OPERATION_KUR);

  if (!signs_itself (self, old))
    return signet_proof_check (self->credential, profile, error);
  if (!signet_item_has_key (old))
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_CODE,
                 _ ("The key of “%s” is kept elsewhere. Use a code for the renewal."),
                 signet_item_get_label (old));
  else if (signet_certificate_get_not_after (certificate) < g_get_real_time () / G_USEC_PER_SEC)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_CODE,
                 _ ("The certificate of “%s” has expired and cannot sign its own renewal. Use a "
                    "code."),
                 signet_item_get_label (old));
  else
    return TRUE;

  return FALSE;
}

static gboolean
check_key (SignetRenewal  *self,
           SignetItem     *old,
           GError        **error)
{
  if (self->key_spec != NULL &&
      signet_profile_has_central_key (get_profile (self, old), SIGNET_OPERATION_KUR))
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                           _ ("The server shall make the key, so that none can be given."));
      return FALSE;
    }
  if (!self->same_key || signet_item_has_key (old))
    return TRUE;
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
               _ ("The key of “%s” is kept elsewhere. Make a signing request with it."),
               signet_item_get_label (old));

  return FALSE;
}

/* "EC P-256" is the type that "ec:P-256" makes. */
static SignetKeySpec *
key_spec_like (SignetCertificate *certificate)
{
  g_autofree char *text = g_strdup (signet_certificate_get_key_description (certificate));
  SignetKeySpec *spec = signet_key_spec_parse (g_strdelimit (text, " ", ':'), NULL);

  return spec != NULL ? spec : signet_key_spec_parse ("ec:P-256", NULL);
}

/* A file would give the key of before, which is another wish. */
static SignetKeySpec *
dup_key_spec (SignetRenewal     *self,
              SignetItem        *old,
              SignetCertificate *certificate)
{
  if (!self->same_key && self->key_spec != NULL)
    return signet_key_spec_ref (self->key_spec);
  if (signet_item_has_key (old) &&
      signet_key_spec_get_file (signet_item_get_key_spec (old)) == NULL)
    return signet_key_spec_ref (signet_item_get_key_spec (old));

  return key_spec_like (certificate);
}

static SignetTemplate *
make_template (SignetRenewal      *self,
               SignetItem         *old,
               SignetCertificate  *certificate,
               GError            **error)
{
  g_autoptr (SignetProfile) profile =
    signet_profile_for_operation (get_profile (self, old), SIGNET_OPERATION_KUR);
  SignetTemplateParts parts = SIGNET_TEMPLATE_SUBJECT | SIGNET_TEMPLATE_ALT_NAMES;

  if (signet_profile_get_flag (profile, SIGNET_SETTING_KEEP_EXTENSIONS))
    parts |= SIGNET_TEMPLATE_EXTENSIONS;

  return signet_template_from_certificate (certificate, parts, error);
}

static SignetRequest *
make_request (SignetRenewal      *self,
              SignetItem         *old,
              SignetCertificate  *certificate,
              GError            **error)
{
  g_autoptr (SignetRequest) request = signet_request_new ();
  g_autoptr (SignetKeySpec) key_spec = dup_key_spec (self, old, certificate);
  g_autoptr (SignetTemplate) asked = make_template (self, old, certificate, error);

  if (asked == NULL)
    return NULL;
  signet_request_set_operation (request, SIGNET_OPERATION_KUR);
  signet_request_set_profile (request, get_profile (self, old));
  signet_request_set_template (request, asked);
  signet_request_set_key_spec (request, key_spec);
  signet_request_set_label (request, signet_item_get_label (old));
  signet_request_set_previous (request, signet_item_get_id (old),
                               signet_item_get_certificate (old));
  signet_request_set_same_key (request, self->same_key);

  return signet_request_validate (request, error) &&
             signet_proof_check_key (request,
                                     self->credential != NULL
                                       ? signet_credential_get_kind (self->credential)
                                       : SIGNET_CREDENTIAL_ITEM,
                                     error)
           ? g_steal_pointer (&request)
           : NULL;
}

static SignetItem *
make_item (SignetRenewal *self,
           SignetItem    *old,
           SignetRequest *request)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (SignetCredential) credential =
    self->credential != NULL ? signet_credential_ref (self->credential)
                             : signet_credential_new_item (signet_item_get_id (old));
  SignetItem *item = signet_item_new (
    id, request, credential,
    self->has_passphrase ? SIGNET_PASSPHRASE_OWN : SIGNET_PASSPHRASE_KEYRING,
    g_get_real_time () / G_USEC_PER_SEC);

  signet_item_set_accepts_unverified (
    item, self->accept_unverified || signet_item_get_accepts_unverified (old));

  return item;
}

/**
 * signet_renewal_make_draft:
 * @self: a wish
 * @store: the keystore
 * @error: return location for a %SIGNET_ERROR: %SIGNET_ERROR_CODE where the old certificate cannot
 *   sign its own renewal
 *
 * Reads the old item and makes a request of it that asks for the same once more (RFC 9810 5.3.5,
 * RFC 9483 4.1.3). Blocks: for worker threads only.
 *
 * Returns: (transfer full) (nullable): the new item, which is not on disk yet
 */
SignetItem *
signet_renewal_make_draft (SignetRenewal    *self,
                           SignetItemStore  *store,
                           GError          **error)
{
  g_autoptr (SignetItem) old = signet_item_store_load (store, self->old, error);
  g_autoptr (SignetCertificate) certificate = NULL;
  g_autoptr (SignetRequest) request = NULL;

  if (old == NULL || !check_state (old, error))
    return NULL;
  certificate = signet_certificate_new_from_der (signet_item_get_certificate (old), error);
  if (certificate == NULL || !check_proof (self, old, certificate, error) ||
      !check_key (self, old, error))
    return NULL;
  request = make_request (self, old, certificate, error);

  return request != NULL ? make_item (self, old, request) : NULL;
}
