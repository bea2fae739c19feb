/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "practice/signet-practice-desk-private.h"

G_BEGIN_DECLS

#define SIGNET_PRACTICE_TLS_CA_FILE "tls-ca.pem"

/**
 * SignetPracticeTls:
 * @certificate: (nullable): of the server, with its key; %NULL without TLS
 * @clients: (nullable): the CAs from which clients need a certificate
 *
 * What the web server needs for TLS.
 */
typedef struct
{
  GTlsCertificate *certificate;
  GTlsDatabase *clients;
} SignetPracticeTls;

gboolean signet_practice_tls_load           (SignetPracticeTls   *self,
                                             SignetPracticeDesk  *desk,
                                             GError             **error);
void     signet_practice_tls_clear          (SignetPracticeTls   *self);
gboolean signet_practice_tls_accepts_client (SignetPracticeDesk  *desk,
                                             const char          *pem);

G_END_DECLS
