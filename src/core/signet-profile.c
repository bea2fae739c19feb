/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-profile.h"

#include "core/signet-profile-private.h"
#include "core/signet-text.h"
#include "core/signet-url.h"

#define MAX_NAME 200

G_DEFINE_BOXED_TYPE (SignetProfile, signet_profile, signet_profile_ref, signet_profile_unref)

/**
 * signet_profile_new:
 *
 * Returns: (transfer full): an empty profile with the default timeout
 */
SignetProfile *
signet_profile_new (void)
{
  SignetProfile *self = g_new0 (SignetProfile, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->timeout = SIGNET_PROFILE_DEFAULT_TIMEOUT;
  for (guint i = 0; i < SIGNET_N_TRUSTS; i++)
    self->certificates[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  signet_profile_init_settings (self);

  return self;
}

/**
 * signet_profile_copy:
 * @self: a profile
 *
 * Returns: (transfer full): a copy that the caller may change
 */
SignetProfile *
signet_profile_copy (SignetProfile *self)
{
  SignetProfile *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = signet_profile_new ();
  copy->name = g_strdup (self->name);
  copy->server = g_strdup (self->server);
  copy->practice = self->practice;
  signet_profile_set_recipient (copy, self->recipient);
  signet_profile_set_expected_sender (copy, self->expected_sender);
  copy->timeout = self->timeout;
  for (guint i = 0; i < SIGNET_N_TRUSTS; i++)
    for (guint j = 0; j < self->certificates[i]->len; j++)
      g_ptr_array_add (copy->certificates[i],
                       g_bytes_ref (g_ptr_array_index (self->certificates[i], j)));
  signet_profile_copy_settings (copy, self);
  /* Nobody changes it after loading. */
  copy->unknown = self->unknown != NULL ? g_key_file_ref (self->unknown) : NULL;

  return copy;
}

/**
 * signet_profile_ref:
 * @self: a profile
 *
 * Adds a reference; safe from any thread. From now on nobody may call a setter.
 *
 * Returns: (transfer full): @self
 */
SignetProfile *
signet_profile_ref (SignetProfile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * signet_profile_unref:
 * @self: a profile
 *
 * Drops a reference.
 */
void
signet_profile_unref (SignetProfile *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->name);
  g_free (self->server);
  g_clear_pointer (&self->recipient, signet_name_unref);
  g_clear_pointer (&self->expected_sender, signet_name_unref);
  for (guint i = 0; i < SIGNET_N_TRUSTS; i++)
    g_ptr_array_unref (self->certificates[i]);
  signet_profile_clear_settings (self);
  g_clear_pointer (&self->unknown, g_key_file_unref);
  g_free (self);
}

/**
 * signet_profile_get_name:
 * @self: a profile
 *
 * Returns: (transfer none) (nullable): what people call the organization
 */
const char *
signet_profile_get_name (SignetProfile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

/**
 * signet_profile_set_name:
 * @self: a profile
 * @name: (nullable): what people call the organization; cleaned, see signet_text_clean ()
 */
void
signet_profile_set_name (SignetProfile *self,
                         const char    *name)
{
  char *clean;

  g_return_if_fail (self != NULL);

  clean = name != NULL ? signet_text_clean (name, MAX_NAME) : NULL;
  if (clean != NULL && *clean == '\0')
    g_clear_pointer (&clean, g_free);
  g_free (self->name);
  self->name = clean;
}

/**
 * signet_profile_get_server:
 * @self: a profile
 *
 * Returns: (transfer none) (nullable): the address of the CMP server, see signet_url_normalize ()
 */
const char *
signet_profile_get_server (SignetProfile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->server;
}

/**
 * signet_profile_set_server:
 * @self: a profile
 * @url: (nullable): the address of the CMP server
 * @error: return location for a %SIGNET_ERROR_URL
 *
 * Returns: whether @url is an address; the profile is unchanged if not
 */
gboolean
signet_profile_set_server (SignetProfile  *self,
                           const char     *url,
                           GError        **error)
{
  char *server = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (url != NULL && (server = signet_url_normalize (url, error)) == NULL)
    return FALSE;
  g_free (self->server);
  self->server = server;

  return TRUE;
}

/**
 * signet_profile_get_practice:
 * @self: a profile
 *
 * Returns: whether it is the one of the practice CA, whose certificates are not for real use
 */
gboolean
signet_profile_get_practice (SignetProfile *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->practice;
}

/**
 * signet_profile_set_practice:
 * @self: a profile
 * @practice: whether it is the one of the practice CA
 */
void
signet_profile_set_practice (SignetProfile *self,
                             gboolean       practice)
{
  g_return_if_fail (self != NULL);

  self->practice = practice;
}

static void
set_name (SignetName **field,
          SignetName  *name)
{
  if (name != NULL)
    signet_name_ref (name);
  g_clear_pointer (field, signet_name_unref);
  *field = name;
}

/**
 * signet_profile_get_recipient:
 * @self: a profile
 *
 * Returns: (transfer none) (nullable): to whom requests are addressed (RFC 9810 5.1.1)
 */
SignetName *
signet_profile_get_recipient (SignetProfile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->recipient;
}

/**
 * signet_profile_set_recipient:
 * @self: a profile
 * @name: (nullable): to whom requests are addressed
 */
void
signet_profile_set_recipient (SignetProfile *self,
                              SignetName    *name)
{
  g_return_if_fail (self != NULL);

  set_name (&self->recipient, name);
}

/**
 * signet_profile_get_expected_sender:
 * @self: a profile
 *
 * Returns: (transfer none) (nullable): the one whose answers are taken
 */
SignetName *
signet_profile_get_expected_sender (SignetProfile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->expected_sender;
}

/**
 * signet_profile_set_expected_sender:
 * @self: a profile
 * @name: (nullable): the one whose answers are taken
 */
void
signet_profile_set_expected_sender (SignetProfile *self,
                                    SignetName    *name)
{
  g_return_if_fail (self != NULL);

  set_name (&self->expected_sender, name);
}

/**
 * signet_profile_get_timeout:
 * @self: a profile
 *
 * Returns: how many seconds one answer may take
 */
guint
signet_profile_get_timeout (SignetProfile *self)
{
  g_return_val_if_fail (self != NULL, SIGNET_PROFILE_DEFAULT_TIMEOUT);

  return self->timeout;
}

/**
 * signet_profile_set_timeout:
 * @self: a profile
 * @seconds: how long one answer may take; brought between 1 and %SIGNET_PROFILE_MAX_TIMEOUT
 */
void
signet_profile_set_timeout (SignetProfile *self,
                            guint          seconds)
{
  g_return_if_fail (self != NULL);

  self->timeout = CLAMP (seconds, 1, SIGNET_PROFILE_MAX_TIMEOUT);
}

/**
 * signet_profile_get_n_certificates:
 * @self: a profile
 * @trust: which list
 *
 * Returns: how many certificates the list has
 */
guint
signet_profile_get_n_certificates (SignetProfile *self,
                                   SignetTrust    trust)
{
  g_return_val_if_fail (self != NULL && trust < SIGNET_N_TRUSTS, 0);

  return self->certificates[trust]->len;
}

/**
 * signet_profile_get_certificate:
 * @self: a profile
 * @trust: which list
 * @index: less than signet_profile_get_n_certificates ()
 *
 * Returns: (transfer none): one certificate, DER
 */
GBytes *
signet_profile_get_certificate (SignetProfile *self,
                                SignetTrust    trust,
                                guint          index)
{
  g_return_val_if_fail (self != NULL && trust < SIGNET_N_TRUSTS, NULL);
  g_return_val_if_fail (index < self->certificates[trust]->len, NULL);

  return g_ptr_array_index (self->certificates[trust], index);
}

/**
 * signet_profile_add_certificate:
 * @self: a profile
 * @trust: which list
 * @der: a certificate, at most 64 KiB; nobody looks into it here
 *
 * Adds a certificate to a list, once. A list of %SIGNET_PROFILE_MAX_CERTIFICATES is full.
 *
 * Returns: whether the list has the certificate now
 */
gboolean
signet_profile_add_certificate (SignetProfile *self,
                                SignetTrust    trust,
                                GBytes        *der)
{
  GPtrArray *list;

  g_return_val_if_fail (self != NULL && trust < SIGNET_N_TRUSTS && der != NULL, FALSE);

  list = self->certificates[trust];
  if (g_ptr_array_find_with_equal_func (list, der, g_bytes_equal, NULL))
    return TRUE;
  if (list->len >= SIGNET_PROFILE_MAX_CERTIFICATES ||
      g_bytes_get_size (der) > SIGNET_PROFILE_MAX_CERTIFICATE)
    return FALSE;
  g_ptr_array_add (list, g_bytes_ref (der));

  return TRUE;
}

/**
 * signet_profile_clear_certificates:
 * @self: a profile
 * @trust: which list
 *
 * Empties a list.
 */
void
signet_profile_clear_certificates (SignetProfile *self,
                                   SignetTrust    trust)
{
  g_return_if_fail (self != NULL && trust < SIGNET_N_TRUSTS);

  g_ptr_array_set_size (self->certificates[trust], 0);
}
