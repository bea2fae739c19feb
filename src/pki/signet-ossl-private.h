/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/cmp.h>
#include <openssl/crmf.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "core/signet-error.h"
#include "core/signet-template.h"
#include "pki/signet-certificate.h"
#include "pki/signet-key.h"

G_BEGIN_DECLS

#define SIGNET_X509_MAX_DER (64 * 1024) /* bytes: no certificate is larger */

typedef STACK_OF (X509) SignetX509Stack;

G_STATIC_ASSERT (OPENSSL_VERSION_NUMBER >= 0x30000080L);

static inline void
signet_x509_stack_free (SignetX509Stack *stack)
{
  sk_X509_pop_free (stack, X509_free);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY_CTX, EVP_PKEY_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_NAME, X509_NAME_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_NAME_ENTRY, X509_NAME_ENTRY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE, X509_STORE_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE_CTX, X509_STORE_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_SIG, X509_SIG_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GENERAL_NAME, GENERAL_NAME_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GENERAL_NAMES, GENERAL_NAMES_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_INTEGER, ASN1_INTEGER_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_OBJECT, ASN1_OBJECT_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_BIT_STRING, ASN1_BIT_STRING_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_OCTET_STRING, ASN1_OCTET_STRING_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_STRING, ASN1_STRING_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OSSL_CMP_CTX, OSSL_CMP_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OSSL_CMP_MSG, OSSL_CMP_MSG_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OSSL_CMP_PKISI, OSSL_CMP_PKISI_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OSSL_CMP_SRV_CTX, OSSL_CMP_SRV_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetX509Stack, signet_x509_stack_free)

void  signet_set_ossl_error    (GError      **error,
                                SignetError   code,
                                const char   *message);
char *signet_drain_ossl_errors (void) G_GNUC_WARN_UNUSED_RESULT;

EVP_PKEY          *signet_key_get_pkey              (SignetKey           *self);
SignetKey         *signet_key_new_from_pkey         (EVP_PKEY            *pkey,
                                                     GError             **error) G_GNUC_WARN_UNUSED_RESULT;
X509              *signet_certificate_get_x509      (SignetCertificate   *self);
SignetCertificate *signet_certificate_new_from_x509 (X509                *x509,
                                                     GError             **error) G_GNUC_WARN_UNUSED_RESULT;
X509              *signet_x509_from_der             (GBytes              *der,
                                                     GError             **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes            *signet_x509_to_der               (X509                *x509) G_GNUC_WARN_UNUSED_RESULT;
X509_NAME         *signet_name_to_x509              (SignetName          *name,
                                                     GError             **error) G_GNUC_WARN_UNUSED_RESULT;
SignetName        *signet_name_new_from_x509        (const X509_NAME     *name) G_GNUC_WARN_UNUSED_RESULT;
GENERAL_NAME      *signet_alt_name_to_x509          (SignetAltName       *name,
                                                     GError             **error) G_GNUC_WARN_UNUSED_RESULT;
SignetAltName     *signet_alt_name_new_from_x509    (const GENERAL_NAME  *name) G_GNUC_WARN_UNUSED_RESULT;
char              *signet_pkey_get_id               (EVP_PKEY            *pkey) G_GNUC_WARN_UNUSED_RESULT;
char              *signet_pkey_describe             (EVP_PKEY            *pkey) G_GNUC_WARN_UNUSED_RESULT;
gboolean           signet_pkey_can_protect          (EVP_PKEY            *pkey);

G_END_DECLS
