/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-crl-status-private.h"

#include <openssl/err.h>
#include <string.h>

#include "pki/signet-crl-private.h"
#include "pki/signet-ossl-private.h"

#define SEQUENCE (V_ASN1_SEQUENCE)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DIST_POINT_NAME, DIST_POINT_NAME_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CRL_DIST_POINTS, CRL_DIST_POINTS_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ISSUING_DIST_POINT, ISSUING_DIST_POINT_free)

/* Takes @content over. */
static GByteArray *
wrap (int         tag,
      int         tag_class,
      GByteArray *content)
{
  GByteArray *der = g_byte_array_new ();
  guchar *p;

  g_byte_array_set_size (der, (guint) ASN1_object_size (1, (int) content->len, tag));
  p = der->data;
  ASN1_put_object (&p, 1, (int) content->len, tag, tag_class);
  memcpy (p, content->data, content->len);
  g_byte_array_unref (content);

  return der;
}

static GByteArray *
take_der (guchar *der,
          int     length)
{
  GByteArray *array = g_byte_array_new ();

  if (length > 0)
    g_byte_array_append (array, der, (guint) length);
  OPENSSL_free (der);

  return array;
}

/* CRLSource ::= CHOICE { dpn [0] DistributionPointName, issuer [1] GeneralNames }: the tags are
 * EXPLICIT in the module of RFC 9480, and that is how OpenSSL and others read them. */
static GByteArray *
source_of_point (const DIST_POINT_NAME *point)
{
  guchar *der = NULL;
  int length = i2d_DIST_POINT_NAME (point, &der);

  return wrap (0, V_ASN1_CONTEXT_SPECIFIC, take_der (der, length));
}

static GByteArray *
source_of_issuer (const X509_NAME *issuer)
{
  guchar *der = NULL;
  int length = i2d_X509_NAME (issuer, &der);
  GByteArray *directory_name = wrap (4, V_ASN1_CONTEXT_SPECIFIC, take_der (der, length));

  return wrap (1, V_ASN1_CONTEXT_SPECIFIC, wrap (SEQUENCE, V_ASN1_UNIVERSAL, directory_name));
}

static GByteArray *
source_of_certificate (X509 *certificate)
{
  g_autoptr (CRL_DIST_POINTS) points =
    X509_get_ext_d2i (certificate, NID_crl_distribution_points, NULL, NULL);

  for (int i = 0; points != NULL && i < sk_DIST_POINT_num (points); i++)
    {
      const DIST_POINT *point = sk_DIST_POINT_value (points, i);

      if (point->distpoint != NULL)
        return source_of_point (point->distpoint);
    }

  return source_of_issuer (X509_get_issuer_name (certificate));
}

static GByteArray *
source_of_crl (X509_CRL *crl)
{
  g_autoptr (ISSUING_DIST_POINT) point =
    X509_CRL_get_ext_d2i (crl, NID_issuing_distribution_point, NULL, NULL);

  return point != NULL && point->distpoint != NULL ? source_of_point (point->distpoint)
                                                   : source_of_issuer (X509_CRL_get_issuer (crl));
}

/* CRLStatus ::= SEQUENCE { source CRLSource, thisUpdate Time OPTIONAL } in a SEQUENCE OF. */
static GBytes *
status_list (GByteArray      *source,
             const ASN1_TIME *this_update)
{
  guchar *der = NULL;
  int length = this_update != NULL ? i2d_ASN1_TIME (this_update, &der) : 0;

  if (length > 0)
    g_byte_array_append (source, der, (guint) length);
  OPENSSL_free (der);

  return g_byte_array_free_to_bytes (
    wrap (SEQUENCE, V_ASN1_UNIVERSAL, wrap (SEQUENCE, V_ASN1_UNIVERSAL, source)));
}

static X509_CRL *
read_crl (GBytes *der)
{
  gsize length;
  const guchar *start = g_bytes_get_data (der, &length);
  const guchar *p = start;
  g_autoptr (X509_CRL) crl = d2i_X509_CRL (NULL, &p, (long) length);

  return crl != NULL && p == start + length ? g_steal_pointer (&crl) : NULL;
}

/**
 * signet_crl_status_new:
 * @der: a certificate, or a revocation list that is here already
 *
 * Says which revocation list is wanted: the one that tells about the certificate, or a newer one
 * than the given (CRLStatusListValue, RFC 9483 4.3.4).
 *
 * Returns: (transfer full) (nullable): the value of a crlStatusList, or %NULL where @der is neither
 */
GBytes *
signet_crl_status_new (GBytes *der)
{
  g_autoptr (X509) certificate = NULL;
  g_autoptr (X509_CRL) crl = NULL;
  GBytes *status = NULL;

  g_return_val_if_fail (der != NULL, NULL);

  crl = read_crl (der);
  if (crl != NULL)
    status = status_list (source_of_crl (crl), X509_CRL_get0_lastUpdate (crl));
  else if ((certificate = signet_x509_from_der (der, NULL)) != NULL)
    status = status_list (source_of_certificate (certificate), NULL);
  ERR_clear_error ();

  return status;
}
