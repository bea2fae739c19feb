/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-crl-status.h"

#include "pki/signet-crl-private.h"

#include <glib/gi18n-lib.h>

/* Tags of CRLSource (RFC 9483 4.3.4); the module has explicit tags. */
#define TAG_POINT 0
#define TAG_ISSUER 1

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CRL_DIST_POINTS, CRL_DIST_POINTS_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ISSUING_DIST_POINT, ISSUING_DIST_POINT_free)

/* Takes what an i2d function has made. */
static GBytes *
take_der (unsigned char *der,
          int            length)
{
  GBytes *bytes = length > 0 ? g_bytes_new (der, (gsize) length) : NULL;

  OPENSSL_free (der);

  return bytes;
}

static void
append (GByteArray *array,
        GBytes     *bytes)
{
  if (bytes != NULL)
    g_byte_array_append (array, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
}

/* Puts a header before two parts, the second of which may be missing. */
static GBytes *
wrap (int     tag,
      int     class,
      GBytes *first,
      GBytes *second)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();
  int length = (int) (g_bytes_get_size (first) + (second != NULL ? g_bytes_get_size (second) : 0));
  int total = ASN1_object_size (1, length, tag);
  unsigned char *end;

  g_byte_array_set_size (array, (guint) (total - length));
  end = array->data;
  ASN1_put_object (&end, 1, length, tag, class);
  append (array, first);
  append (array, second);

  return g_byte_array_free_to_bytes (g_steal_pointer (&array));
}

static GBytes *
encode_point (const DIST_POINT_NAME *point)
{
  unsigned char *der = NULL;
  int length = i2d_DIST_POINT_NAME (point, &der);

  return take_der (der, length);
}

/* The first place where the CA says that the list is, as in the certificate. */
static GBytes *
find_point (X509 *x509)
{
  g_autoptr (CRL_DIST_POINTS) points =
    X509_get_ext_d2i (x509, NID_crl_distribution_points, NULL, NULL);

  for (int i = 0; points != NULL && i < sk_DIST_POINT_num (points); i++)
    {
      const DIST_POINT *point = sk_DIST_POINT_value (points, i);

      if (point->distpoint != NULL)
        return encode_point (point->distpoint);
    }

  return NULL;
}

/* A CA with many certificates has several lists: which of them this one is. */
static GBytes *
find_own_point (X509_CRL *crl)
{
  g_autoptr (ISSUING_DIST_POINT) point =
    X509_CRL_get_ext_d2i (crl, NID_issuing_distribution_point, NULL, NULL);

  return point != NULL && point->distpoint != NULL ? encode_point (point->distpoint) : NULL;
}

static GBytes *
name_issuer (const X509_NAME *issuer)
{
  g_autoptr (GENERAL_NAMES) names = GENERAL_NAMES_new ();
  GENERAL_NAME *name = GENERAL_NAME_new ();
  unsigned char *der = NULL;
  int length;

  GENERAL_NAME_set0_value (name, GEN_DIRNAME, X509_NAME_dup (issuer));
  sk_GENERAL_NAME_push (names, name);
  length = i2d_GENERAL_NAMES (names, &der);

  return take_der (der, length);
}

static GBytes *
build_source (SignetCertificate *certificate,
              SignetCrl         *crl)
{
  X509 *x509 = certificate != NULL ? signet_certificate_get_x509 (certificate) : NULL;
  X509_CRL *list = crl != NULL ? signet_crl_get_x509_crl (crl) : NULL;
  g_autoptr (GBytes) point = x509 != NULL ? find_point (x509) : find_own_point (list);
  g_autoptr (GBytes) issuer = NULL;

  if (point != NULL)
    return wrap (TAG_POINT, V_ASN1_CONTEXT_SPECIFIC, point, NULL);
  issuer =
    name_issuer (list != NULL ? X509_CRL_get_issuer (list) : X509_get_issuer_name (x509));

  return issuer != NULL ? wrap (TAG_ISSUER, V_ASN1_CONTEXT_SPECIFIC, issuer, NULL) : NULL;
}

static GBytes *
build_time (SignetCrl *crl)
{
  unsigned char *der = NULL;
  int length;

  if (crl == NULL)
    return NULL;
  length = i2d_ASN1_TIME (X509_CRL_get0_lastUpdate (signet_crl_get_x509_crl (crl)), &der);

  return take_der (der, length);
}

/**
 * signet_crl_status_list_new:
 * @certificate: (nullable): a certificate whose revocation list is wanted
 * @crl: (nullable): the list that one has
 * @error: return location for a %SIGNET_ERROR_CRL
 *
 * Makes the question for a revocation list (RFC 9483 4.3.4): by the place that @certificate, or
 * without it @crl, names, else by the issuer; with @crl only for a newer one. One of both is
 * needed.
 *
 * Returns: (transfer full) (nullable): the DER of a CRLStatusListValue
 */
GBytes *
signet_crl_status_list_new (SignetCertificate  *certificate,
                            SignetCrl          *crl,
                            GError            **error)
{
  g_autoptr (GBytes) source = NULL;
  g_autoptr (GBytes) time = NULL;
  g_autoptr (GBytes) status = NULL;

  g_return_val_if_fail (certificate != NULL || crl != NULL, NULL);

  source = build_source (certificate, crl);
  time = build_time (crl);
  if (source == NULL)
    {
      signet_set_ossl_error (error, SIGNET_ERROR_CRL,
                             _ ("The revocation list to ask for cannot be named."));
      return NULL;
    }
  status = wrap (V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL, source, time);

  return wrap (V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL, status, NULL);
}
