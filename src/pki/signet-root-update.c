/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-root-update.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#include "pki/signet-ossl-private.h"

#define MIN_SECURITY_BITS 112 /* RSA with 2048 bits, SHA-224 */
#define IS_CA 1               /* X509_check_ca (): by basicConstraints, and by keyUsage if any */

static gboolean
refuse (GError     **error,
        const char  *sentence)
{
  signet_set_ossl_error (error, SIGNET_ERROR_UNVERIFIED, sentence);

  return FALSE;
}

static gboolean
have_same_names (const X509_NAME *one,
                 const X509_NAME *other)
{
  return X509_NAME_entry_count (one) > 0 && X509_NAME_cmp (one, other) == 0;
}

static gboolean
have_same_keys (X509 *one,
                X509 *other)
{
  EVP_PKEY *first = X509_get0_pubkey (one);
  EVP_PKEY *second = X509_get0_pubkey (other);

  return first != NULL && second != NULL && EVP_PKEY_eq (first, second) == 1;
}

/* Whether @issuer's key made the signature of @x509, and not with a digest that can be forged. */
static gboolean
is_signed_by (X509 *x509,
              X509 *issuer)
{
  EVP_PKEY *pkey = X509_get0_pubkey (issuer);
  int bits = -1;

  return pkey != NULL && X509_get_signature_info (x509, NULL, NULL, &bits, NULL) == 1 &&
         bits >= MIN_SECURITY_BITS && X509_verify (x509, pkey) == 1;
}

/* The old root is trusted already; how weakly it signed itself does not matter. */
static gboolean
is_root (X509 *x509)
{
  return have_same_names (X509_get_subject_name (x509), X509_get_issuer_name (x509)) &&
         X509_verify (x509, X509_get0_pubkey (x509)) == 1;
}

static gboolean
is_usable_ca (X509 *x509)
{
  EVP_PKEY *pkey = X509_get0_pubkey (x509);

  return pkey != NULL && EVP_PKEY_get_security_bits (pkey) >= MIN_SECURITY_BITS &&
         X509_check_ca (x509) == IS_CA &&
         (X509_get_extension_flags (x509) & (EXFLAG_INVALID | EXFLAG_CRITICAL)) == 0;
}

static gboolean
check_dates (SignetCertificate  *certificate,
             gint64              now,
             GError            **error)
{
  if (signet_certificate_get_not_before (certificate) > now)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_CLOCK,
                           _ ("A certificate of the change of root is not valid yet."));
      return FALSE;
    }
  if (signet_certificate_get_not_after (certificate) < now)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_EXPIRED,
                           _ ("A certificate of the change of root has expired."));
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_all_dates (SignetCertificate **certificates,
                 guint               n_certificates,
                 GError            **error)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  for (guint i = 0; i < n_certificates; i++)
    if (certificates[i] != NULL && !check_dates (certificates[i], now, error))
      return FALSE;

  return TRUE;
}

static gboolean
check_roots (X509    *old,
             X509    *new_with_new,
             GError **error)
{
  if (!is_root (old))
    return refuse (error, _ ("The certificate that is to be replaced is no root."));
  if (!is_root (new_with_new) || !is_signed_by (new_with_new, new_with_new) ||
      !is_usable_ca (new_with_new))
    return refuse (error, _ ("The new certificate is not that of a root CA."));
  /* Any CA below the old root has its name certified by it, but never the root's own name. */
  if (!have_same_names (X509_get_subject_name (new_with_new), X509_get_subject_name (old)))
    return refuse (error, _ ("The new root has another name than the old one."));
  if (have_same_keys (new_with_new, old))
    return refuse (error, _ ("The new root has the key of the old one."));

  return TRUE;
}

/* Says whether @x509 has the name of the root, the key of @subject and a signature of @issuer. */
static gboolean
is_transition (X509 *x509,
               X509 *subject,
               X509 *issuer)
{
  return have_same_names (X509_get_subject_name (x509), X509_get_subject_name (subject)) &&
         have_same_names (X509_get_issuer_name (x509), X509_get_subject_name (issuer)) &&
         have_same_keys (x509, subject) && is_usable_ca (x509) && is_signed_by (x509, issuer);
}

static X509 *
get_x509 (SignetCertificate *certificate)
{
  return certificate != NULL ? signet_certificate_get_x509 (certificate) : NULL;
}

/**
 * signet_root_update_verify:
 * @old: the root that is trusted now
 * @new_with_new: the new root
 * @new_with_old: (nullable): the new root's key, certified by the old one
 * @old_with_new: (nullable): the old root's key, certified by the new one
 * @error: return location for a %SIGNET_ERROR_UNVERIFIED, %SIGNET_ERROR_EXPIRED or
 *   %SIGNET_ERROR_CLOCK
 *
 * Decides whether the old root vouches for the new one (RFC 9810 4.4 and 5.3.13). It does so by
 * @new_with_old alone: without it everything else is looked at, but the answer is no, and a person
 * has to compare the fingerprint of the new root. OpenSSL's own function is not used: before 3.5.7
 * it accepts a root that somebody else made (CVE-2026-42769).
 *
 * All certificates have to be valid now, those that are new need keys and signatures of 112 bits of
 * security, and the name of the root may not change.
 *
 * Returns: whether whoever trusts @old may trust @new_with_new
 */
gboolean
signet_root_update_verify (SignetCertificate  *old,
                           SignetCertificate  *new_with_new,
                           SignetCertificate  *new_with_old,
                           SignetCertificate  *old_with_new,
                           GError            **error)
{
  SignetCertificate *all[] = { old, new_with_new, new_with_old, old_with_new };
  X509 *old_root;
  X509 *new_root;

  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (old), FALSE);
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (new_with_new), FALSE);

  ERR_clear_error ();
  old_root = get_x509 (old);
  new_root = get_x509 (new_with_new);
  if (!check_roots (old_root, new_root, error))
    return FALSE;
  if (new_with_old != NULL && !is_transition (get_x509 (new_with_old), new_root, old_root))
    return refuse (error, _ ("The old root does not vouch for the new one."));
  if (old_with_new != NULL && !is_transition (get_x509 (old_with_new), old_root, new_root))
    return refuse (error, _ ("The new root does not vouch for the old one."));
  if (!check_all_dates (all, G_N_ELEMENTS (all), error))
    return FALSE;
  if (new_with_old == NULL)
    return refuse (error, _ ("Nothing shows that the old root vouches for the new one."));

  return TRUE;
}

/* Returns FALSE for a part that is no certificate, not for one that is missing. */
static gboolean
read_part (SignetInfo         *info,
           SignetInfoRoot      index,
           SignetCertificate **certificate,
           GError            **error)
{
  GBytes *der =
    index < signet_info_get_n_parts (info) ? signet_info_get_part (info, index) : NULL;

  *certificate = der != NULL ? signet_certificate_new_from_der (der, error) : NULL;

  return der == NULL || *certificate != NULL;
}

/**
 * signet_root_update_check:
 * @old: the root that is trusted now
 * @info: a %SIGNET_INFO_ROOT_UPDATE, as a CA sent it
 * @error: return location for an error of signet_root_update_verify() or a
 *   %SIGNET_ERROR_CERTIFICATE
 *
 * Looks at the certificates of an answer, see signet_root_update_verify().
 *
 * Returns: whether whoever trusts @old may trust the new root in @info
 */
gboolean
signet_root_update_check (SignetCertificate  *old,
                          SignetInfo         *info,
                          GError            **error)
{
  g_autoptr (SignetCertificate) new_with_new = NULL;
  g_autoptr (SignetCertificate) new_with_old = NULL;
  g_autoptr (SignetCertificate) old_with_new = NULL;

  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (old), FALSE);
  g_return_val_if_fail (info != NULL, FALSE);

  if (!read_part (info, SIGNET_INFO_NEW_WITH_NEW, &new_with_new, error) ||
      !read_part (info, SIGNET_INFO_NEW_WITH_OLD, &new_with_old, error) ||
      !read_part (info, SIGNET_INFO_OLD_WITH_NEW, &old_with_new, error))
    return FALSE;
  if (new_with_new == NULL)
    return refuse (error, _ ("The answer holds no new root."));

  return signet_root_update_verify (old, new_with_new, new_with_old, old_with_new, error);
}
