/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-certificate.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#include "pki/signet-asn1-private.h"
#include "pki/signet-x509-private.h"

/**
 * SignetCertificate:
 *
 * A certificate (RFC 5280), immutable and safe to use from any thread.
 */
struct _SignetCertificate
{
  GObject parent_instance;

  X509 *x509;
  GBytes *der;
  SignetName *subject;
  SignetName *issuer;
  char *serial;
  int version;
  gint64 not_before;
  gint64 not_after;
  GPtrArray *alt_names;
  char *key_id;
  char *key_description;
  char *signature_algorithm;
  char *fingerprint;
  GStrv key_usages;
  GStrv extended_key_usages;
  gboolean is_ca;
  GPtrArray *extensions; /* made when first asked for */
};

G_DEFINE_FINAL_TYPE (SignetCertificate, signet_certificate, G_TYPE_OBJECT)

static void
signet_certificate_finalize (GObject *object)
{
  SignetCertificate *self = SIGNET_CERTIFICATE (object);

  g_clear_pointer (&self->x509, X509_free);
  g_clear_pointer (&self->der, g_bytes_unref);
  g_clear_pointer (&self->subject, signet_name_unref);
  g_clear_pointer (&self->issuer, signet_name_unref);
  g_clear_pointer (&self->serial, g_free);
  g_clear_pointer (&self->alt_names, g_ptr_array_unref);
  g_clear_pointer (&self->key_id, g_free);
  g_clear_pointer (&self->key_description, g_free);
  g_clear_pointer (&self->signature_algorithm, g_free);
  g_clear_pointer (&self->fingerprint, g_free);
  g_clear_pointer (&self->key_usages, g_strfreev);
  g_clear_pointer (&self->extended_key_usages, g_strfreev);
  g_clear_pointer (&self->extensions, g_ptr_array_unref);

  G_OBJECT_CLASS (signet_certificate_parent_class)->finalize (object);
}

static void
signet_certificate_class_init (SignetCertificateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = signet_certificate_finalize;
}

static void
signet_certificate_init (SignetCertificate *self)
{
}

static char *
make_fingerprint (GBytes *der)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, g_bytes_get_data (der, NULL), g_bytes_get_size (der));
  g_checksum_get_digest (checksum, digest, &length);

  return signet_hex_encode (digest, length, ':');
}

static gboolean
is_authority (X509 *x509)
{
  int result = X509_check_ca (x509);

  /* 1 is basicConstraints; 3 is a root of version 1, which has none. */
  return result == 1 || result == 3;
}

static void
read_fields (SignetCertificate *self)
{
  self->subject = signet_name_new_from_x509 (X509_get_subject_name (self->x509));
  self->issuer = signet_name_new_from_x509 (X509_get_issuer_name (self->x509));
  self->serial = signet_x509_dup_serial (self->x509);
  self->version = (int) X509_get_version (self->x509) + 1;
  self->alt_names = signet_x509_dup_alt_names (self->x509);
  self->key_id = signet_x509_dup_key_id (self->x509);
  self->key_description = signet_x509_describe_key (self->x509);
  self->signature_algorithm = signet_x509_dup_signature_algorithm (self->x509);
  self->fingerprint = make_fingerprint (self->der);
  self->key_usages = signet_x509_dup_key_usages (self->x509);
  self->extended_key_usages = signet_x509_dup_extended_key_usages (self->x509);
  self->is_ca = is_authority (self->x509);
  ERR_clear_error ();
}

/* Takes @x509, and a reference to @der. */
static SignetCertificate *
certificate_new (X509    *x509,
                 GBytes  *der,
                 GError **error)
{
  g_autoptr (SignetCertificate) self = g_object_new (SIGNET_TYPE_CERTIFICATE, NULL);

  self->x509 = x509;
  self->der = g_bytes_ref (der);
  if (!signet_x509_time_to_unix (X509_get0_notBefore (self->x509), &self->not_before) ||
      !signet_x509_time_to_unix (X509_get0_notAfter (self->x509), &self->not_after))
    {
      signet_set_ossl_error (error, SIGNET_ERROR_CERTIFICATE,
                             _ ("The certificate’s dates cannot be read."));
      return NULL;
    }
  read_fields (self);

  return g_steal_pointer (&self);
}

/**
 * signet_certificate_new_from_der:
 * @der: a certificate in DER and nothing after it, at most 64 KiB
 * @error: return location for a %SIGNET_ERROR_CERTIFICATE
 *
 * Reads a certificate from anywhere; its signature is not looked at.
 *
 * Returns: (transfer full) (nullable): a new certificate
 */
SignetCertificate *
signet_certificate_new_from_der (GBytes  *der,
                                 GError **error)
{
  X509 *x509;

  g_return_val_if_fail (der != NULL, NULL);

  x509 = signet_x509_from_der (der, error);

  return x509 != NULL ? certificate_new (x509, der, error) : NULL;
}

/**
 * signet_certificate_new_from_x509:
 * @x509: (transfer none): a certificate of OpenSSL; nobody may change it any more
 * @error: return location for a %SIGNET_ERROR_CERTIFICATE
 *
 * Shares @x509 rather than reading it once more: decoding the public key is what costs most.
 *
 * Returns: (transfer full) (nullable): a new certificate
 */
SignetCertificate *
signet_certificate_new_from_x509 (X509    *x509,
                                  GError **error)
{
  g_autoptr (GBytes) der = NULL;

  g_return_val_if_fail (x509 != NULL, NULL);

  der = signet_x509_to_der (x509);
  if (der == NULL)
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE,
                           _ ("The certificate is not complete."));
      return NULL;
    }
  if (g_bytes_get_size (der) > SIGNET_X509_MAX_DER)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_CERTIFICATE,
                   _ ("The certificate is larger than %d KiB."), SIGNET_X509_MAX_DER / 1024);
      return NULL;
    }
  X509_up_ref (x509);

  return certificate_new (x509, der, error);
}

/**
 * signet_certificate_get_x509:
 * @self: a certificate
 *
 * Returns: (transfer none): the certificate of OpenSSL; do not change it
 */
X509 *
signet_certificate_get_x509 (SignetCertificate *self)
{
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), NULL);

  return self->x509;
}

/**
 * signet_certificate_get_der:
 * @self: a certificate
 *
 * Returns: (transfer none): the bytes it was read from
 */
GBytes *
signet_certificate_get_der (SignetCertificate *self)
{
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), NULL);

  return self->der;
}

/**
 * signet_certificate_to_pem:
 * @self: a certificate
 *
 * Returns: (transfer full): it as a "CERTIFICATE" block (RFC 7468 5), with a line end at its end
 */
char *
signet_certificate_to_pem (SignetCertificate *self)
{
  g_autoptr (BIO) bio = NULL;
  char *data = NULL;
  long length = 0;

  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), NULL);

  bio = BIO_new (BIO_s_mem ());
  PEM_write_bio (bio, PEM_STRING_X509, "", g_bytes_get_data (self->der, NULL),
                 (long) g_bytes_get_size (self->der));
  length = BIO_get_mem_data (bio, &data);

  return g_strndup (data, length);
}

/**
 * signet_certificate_get_subject:
 * @self: a certificate
 *
 * Returns: (transfer none): whose certificate it is
 */
SignetName *
signet_certificate_get_subject (SignetCertificate *self)
{
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), NULL);

  return self->subject;
}

/**
 * signet_certificate_get_issuer:
 * @self: a certificate
 *
 * Returns: (transfer none): who says that it issued the certificate
 */
SignetName *
signet_certificate_get_issuer (SignetCertificate *self)
{
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), NULL);

  return self->issuer;
}

/**
 * signet_certificate_get_serial:
 * @self: a certificate
 *
 * Returns: (transfer none): the serial number in pairs of upper-case hexadecimal digits ("0A1B"),
 *   with a "-" before a negative one
 */
const char *
signet_certificate_get_serial (SignetCertificate *self)
{
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), NULL);

  return self->serial;
}

/**
 * signet_certificate_get_version:
 * @self: a certificate
 *
 * Returns: the version for people: 3 for nearly all of them
 */
int
signet_certificate_get_version (SignetCertificate *self)
{
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), 0);

  return self->version;
}

/**
 * signet_certificate_get_not_before:
 * @self: a certificate
 *
 * Returns: since when it is valid, in seconds since 1970
 */
gint64
signet_certificate_get_not_before (SignetCertificate *self)
{
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), 0);

  return self->not_before;
}

/**
 * signet_certificate_get_not_after:
 * @self: a certificate
 *
 * Returns: the last second of its validity, in seconds since 1970
 */
gint64
signet_certificate_get_not_after (SignetCertificate *self)
{
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), 0);

  return self->not_after;
}

/**
 * signet_certificate_get_n_alt_names:
 * @self: a certificate
 *
 * Returns: how many alternative names it has
 */
guint
signet_certificate_get_n_alt_names (SignetCertificate *self)
{
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), 0);

  return self->alt_names->len;
}

/**
 * signet_certificate_get_alt_name:
 * @self: a certificate
 * @index: less than signet_certificate_get_n_alt_names ()
 *
 * Returns: (transfer none): one alternative name, in the order of the certificate
 */
SignetAltName *
signet_certificate_get_alt_name (SignetCertificate *self,
                                 guint              index)
{
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), NULL);
  g_return_val_if_fail (index < self->alt_names->len, NULL);

  return g_ptr_array_index (self->alt_names, index);
}

/**
 * signet_certificate_get_key_id:
 * @self: a certificate
 *
 * Returns: (transfer none) (nullable): SHA-256 of its SubjectPublicKeyInfo in lower-case
 *   hexadecimal, the same as signet_key_get_id () of its key
 */
const char *
signet_certificate_get_key_id (SignetCertificate *self)
{
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), NULL);

  return self->key_id;
}

/**
 * signet_certificate_get_key_description:
 * @self: a certificate
 *
 * Returns: (transfer none): the type of its key, such as "EC P-256"
 */
const char *
signet_certificate_get_key_description (SignetCertificate *self)
{
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), NULL);

  return self->key_description;
}

/**
 * signet_certificate_get_signature_algorithm:
 * @self: a certificate
 *
 * Returns: (transfer none): the name of the algorithm it is signed with, or its object identifier
 */
const char *
signet_certificate_get_signature_algorithm (SignetCertificate *self)
{
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), NULL);

  return self->signature_algorithm;
}

/**
 * signet_certificate_get_fingerprint:
 * @self: a certificate
 *
 * Returns: (transfer none): SHA-256 of its DER in upper-case hexadecimal with colons
 */
const char *
signet_certificate_get_fingerprint (SignetCertificate *self)
{
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), NULL);

  return self->fingerprint;
}

/**
 * signet_certificate_get_key_usages:
 * @self: a certificate
 *
 * Returns: (transfer none): names of its key usages (RFC 5280 4.2.1.3), none when it does not say
 */
const char *const *
signet_certificate_get_key_usages (SignetCertificate *self)
{
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), NULL);

  return (const char *const *) self->key_usages;
}

/**
 * signet_certificate_get_extended_key_usages:
 * @self: a certificate
 *
 * Returns: (transfer none): its extended key usages (RFC 5280 4.2.1.12), short names
 *   ("clientAuth") or dotted object identifiers, none when it does not say
 */
const char *const *
signet_certificate_get_extended_key_usages (SignetCertificate *self)
{
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), NULL);

  return (const char *const *) self->extended_key_usages;
}

/**
 * signet_certificate_is_ca:
 * @self: a certificate
 *
 * Returns: whether it may issue certificates
 */
gboolean
signet_certificate_is_ca (SignetCertificate *self)
{
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), FALSE);

  return self->is_ca;
}

static GPtrArray *
get_extensions (SignetCertificate *self)
{
  if (g_once_init_enter (&self->extensions))
    g_once_init_leave (&self->extensions, signet_x509_dup_extensions (self->x509));

  return self->extensions;
}

/**
 * signet_certificate_get_n_extensions:
 * @self: a certificate
 *
 * Returns: how many extensions it has
 */
guint
signet_certificate_get_n_extensions (SignetCertificate *self)
{
  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), 0);

  return get_extensions (self)->len;
}

/**
 * signet_certificate_get_extension:
 * @self: a certificate
 * @index: less than signet_certificate_get_n_extensions ()
 *
 * Returns: (transfer none): one extension, in the order of the certificate
 */
const SignetExtension *
signet_certificate_get_extension (SignetCertificate *self,
                                  guint              index)
{
  GPtrArray *extensions;

  g_return_val_if_fail (SIGNET_IS_CERTIFICATE (self), NULL);

  extensions = get_extensions (self);
  g_return_val_if_fail (index < extensions->len, NULL);

  return g_ptr_array_index (extensions, index);
}
