/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-ossl-private.h"

G_BEGIN_DECLS

/**
 * PkiFixture:
 * @common_name: (nullable): CN of the subject, %NULL for an empty subject
 * @subject: (nullable): the subject instead of @common_name
 * @serial: serial number, 0 for 1
 * @not_before: seconds from now
 * @lifetime: how many seconds later it expires, 0 for a day
 * @ca: whether it may issue certificates
 * @extensions: names and values for X509V3_EXT_conf_nid (), ended by %NULL
 *
 * A certificate that a test wants.
 */
typedef struct
{
  const char *common_name;
  X509_NAME *subject;
  long serial;
  long not_before;
  long lifetime;
  gboolean ca;
  const char *extensions[20];
} PkiFixture;

EVP_PKEY          *pki_fixture_new_pkey (void) G_GNUC_WARN_UNUSED_RESULT;
X509              *pki_fixture_new_x509 (const PkiFixture *fixture,
                                         EVP_PKEY         *pkey,
                                         X509             *issuer,
                                         EVP_PKEY         *issuer_pkey) G_GNUC_WARN_UNUSED_RESULT;
SignetCertificate *pki_fixture_wrap     (X509             *x509) G_GNUC_WARN_UNUSED_RESULT;
SignetX509Stack   *pki_fixture_stack    (X509             *first,
                                         ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
char              *pki_fixture_pem      (X509             *first,
                                         ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
char              *pki_fixture_key_pem  (EVP_PKEY         *pkey) G_GNUC_WARN_UNUSED_RESULT;
void               pki_fixture_write    (const char       *path,
                                         const char       *first,
                                         ...) G_GNUC_NULL_TERMINATED;
char              *pki_fixture_folder   (void) G_GNUC_WARN_UNUSED_RESULT;
void               pki_fixture_remove   (char             *folder);

G_END_DECLS
