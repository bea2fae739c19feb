/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp/signet-job.h"
#include "pki/signet-ossl-private.h"

G_BEGIN_DECLS

X509_NAME *signet_sender_new (SignetJob   *job,
                              SignetName  *person,
                              GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
