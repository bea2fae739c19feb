/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-ca-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#define ROOT_DAYS 3650
#define INTERMEDIATE_DAYS 3640

struct _SignetPracticeCa
{
  SignetPracticePair *root;
  SignetPracticePair *intermediate; /* NULL where the root issues itself */
  SignetPracticePair *ra;           /* NULL where the issuer signs answers */
  SignetPracticePair *next;         /* NULL where no other root will come */
};

/* Without digitalSignature they could not protect answers (RFC 9810 5.1.3.3). */
static const SignetPracticeExtension root_extensions[] = {
  { NID_basic_constraints, "critical,CA:TRUE" },
  { NID_key_usage, "critical,keyCertSign,cRLSign,digitalSignature" },
  { NID_subject_key_identifier, "hash" },
  { 0, NULL },
};

static const SignetPracticeExtension intermediate_extensions[] = {
  { NID_basic_constraints, "critical,CA:TRUE,pathlen:0" },
  { NID_key_usage, "critical,keyCertSign,cRLSign,digitalSignature" },
  { NID_subject_key_identifier, "hash" },
  { NID_authority_key_identifier, "keyid:always" },
  { 0, NULL },
};

static const SignetPracticePlan root_plan = { "ca", "Practice CA, Not for Real Use", ROOT_DAYS,
                                              root_extensions };
static const SignetPracticePlan intermediate_plan = { "intermediate",
                                                      "Practice Issuing CA, Not for Real Use",
                                                      INTERMEDIATE_DAYS, intermediate_extensions };
/* cmcRA and cmKGA (RFC 6402 2.10, RFC 9810 4.5): clients see that it may answer for the CA, and may
 * make keys for them. */
static const SignetPracticeExtension ra_extensions[] = {
  { NID_basic_constraints, "critical,CA:FALSE" },
  { NID_key_usage, "critical,digitalSignature" },
  { NID_ext_key_usage, "1.3.6.1.5.5.7.3.28,1.3.6.1.5.5.7.3.32" },
  { NID_subject_key_identifier, "hash" },
  { NID_authority_key_identifier, "keyid:always" },
  { 0, NULL },
};

static const SignetPracticePlan ra_plan = { "ra", "Practice RA, Not for Real Use",
                                            INTERMEDIATE_DAYS, ra_extensions };

/* RFC 9810 4.4: the new root has the name of the old one. */
static const SignetPracticePlan next_plan = { "new-ca", "Practice CA, Not for Real Use", ROOT_DAYS,
                                              root_extensions };

static gboolean
load_optional (const char                     *folder,
               const SignetPracticeBehaviour  *behaviour,
               SignetPracticeTrait             trait,
               const SignetPracticePlan       *plan,
               const SignetPracticePair       *issuer,
               SignetPracticePair            **pair,
               GError                        **error)
{
  if (!signet_practice_behaviour_get_flag (behaviour, trait))
    return TRUE;
  *pair = signet_practice_pair_load (folder, plan, issuer, error);

  return *pair != NULL;
}

/**
 * signet_practice_ca_load:
 * @folder: the CA's folder
 * @behaviour: how the CA behaves
 * @error: return location for a %SIGNET_ERROR
 *
 * Reads the keys and certificates of the CA, and makes what is missing.
 *
 * Returns: (transfer full) (nullable): the CA
 */
SignetPracticeCa *
signet_practice_ca_load (const char                     *folder,
                         const SignetPracticeBehaviour  *behaviour,
                         GError                        **error)
{
  g_autoptr (SignetPracticeCa) self = g_new0 (SignetPracticeCa, 1);

  self->root = signet_practice_pair_load (folder, &root_plan, NULL, error);
  if (self->root == NULL)
    return NULL;
  if (!load_optional (folder, behaviour, SIGNET_PRACTICE_INTERMEDIATE, &intermediate_plan,
                      self->root, &self->intermediate, error) ||
      !load_optional (folder, behaviour, SIGNET_PRACTICE_RA, &ra_plan, self->root, &self->ra,
                      error) ||
      !load_optional (folder, behaviour, SIGNET_PRACTICE_ROLL_OVER, &next_plan, NULL, &self->next,
                      error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * signet_practice_ca_free:
 * @self: (transfer full): a CA
 *
 * Frees @self.
 */
void
signet_practice_ca_free (SignetPracticeCa *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->root, signet_practice_pair_free);
  g_clear_pointer (&self->intermediate, signet_practice_pair_free);
  g_clear_pointer (&self->ra, signet_practice_pair_free);
  g_clear_pointer (&self->next, signet_practice_pair_free);
  g_free (self);
}

/**
 * signet_practice_ca_get_root_pair:
 * @self: a CA
 *
 * Returns: (transfer none): the root
 */
const SignetPracticePair *
signet_practice_ca_get_root_pair (SignetPracticeCa *self)
{
  return self->root;
}

/**
 * signet_practice_ca_get_root:
 * @self: a CA
 *
 * Returns: (transfer none): the certificate of the root
 */
X509 *
signet_practice_ca_get_root (SignetPracticeCa *self)
{
  return self->root->certificate;
}

/**
 * signet_practice_ca_get_issuer:
 * @self: a CA
 *
 * Returns: (transfer none): what certificates are issued with
 */
const SignetPracticePair *
signet_practice_ca_get_issuer (SignetPracticeCa *self)
{
  return self->intermediate != NULL ? self->intermediate : self->root;
}

/**
 * signet_practice_ca_get_protector:
 * @self: a CA
 *
 * Returns: (transfer none): what answers are signed with
 */
const SignetPracticePair *
signet_practice_ca_get_protector (SignetPracticeCa *self)
{
  return self->ra != NULL ? self->ra : signet_practice_ca_get_issuer (self);
}

/**
 * signet_practice_ca_has_intermediate:
 * @self: a CA
 *
 * Returns: whether there is a CA between the root and the certificates that are issued
 */
gboolean
signet_practice_ca_has_intermediate (SignetPracticeCa *self)
{
  return self->intermediate != NULL;
}

/**
 * signet_practice_ca_get_next:
 * @self: a CA
 *
 * Returns: (transfer none) (nullable): the root that will come next
 */
const SignetPracticePair *
signet_practice_ca_get_next (SignetPracticeCa *self)
{
  return self->next;
}

static gboolean
add_granted (X509                         *certificate,
             const SignetPracticeTemplate *template)
{
  gboolean nameless = X509_NAME_entry_count (template->subject) == 0;

  for (int i = 0; i < sk_X509_EXTENSION_num (template->extensions); i++)
    {
      X509_EXTENSION *extension = sk_X509_EXTENSION_value (template->extensions, i);

      /* RFC 5280 4.2.1.6: where they are the only name, alternative names are critical. */
      if (nameless && OBJ_obj2nid (X509_EXTENSION_get_object (extension)) == NID_subject_alt_name)
        X509_EXTENSION_set_critical (extension, 1);
      if (X509_add_ext (certificate, extension, -1) != 1)
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_crl_url (X509       *certificate,
             X509       *issuer,
             const char *url)
{
  g_autofree char *value = url != NULL ? g_strconcat ("URI:", url, NULL) : NULL;

  return value == NULL || signet_practice_x509_extend (certificate, issuer,
                                                       NID_crl_distribution_points, value);
}

/**
 * signet_practice_ca_issue:
 * @self: a CA
 * @template: what is granted
 * @crl_url: (nullable): where the list of revoked certificates is
 * @error: return location for a %SIGNET_ERROR_FAILED
 *
 * Makes a certificate with a random serial number of 128 bits. It can never be a CA.
 *
 * Returns: (transfer full) (nullable): the certificate
 */
X509 *
signet_practice_ca_issue (SignetPracticeCa              *self,
                          const SignetPracticeTemplate  *template,
                          const char                    *crl_url,
                          GError                       **error)
{
  g_autoptr (X509) certificate = X509_new ();
  const SignetPracticePair *issuer = signet_practice_ca_get_issuer (self);
  X509 *ca = issuer->certificate;

  ERR_clear_error ();
  if (certificate == NULL ||
      !signet_practice_x509_prepare (certificate, template->subject, X509_get_subject_name (ca),
                                     template->key) ||
      X509_set1_notBefore (certificate, template->not_before) != 1 ||
      X509_set1_notAfter (certificate, template->not_after) != 1 ||
      !signet_practice_x509_extend (certificate, ca, NID_basic_constraints, "critical,CA:FALSE") ||
      !signet_practice_x509_extend (certificate, ca, NID_subject_key_identifier, "hash") ||
      !signet_practice_x509_extend (certificate, ca, NID_authority_key_identifier,
                                    "keyid:always") ||
      !add_crl_url (certificate, ca, crl_url) || !add_granted (certificate, template) ||
      !signet_practice_x509_sign (certificate, issuer))
    {
      signet_set_ossl_error (error, SIGNET_ERROR_FAILED, _ ("The certificate could not be made."));
      return NULL;
    }

  return g_steal_pointer (&certificate);
}
