/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-server.h"

G_BEGIN_DECLS

/**
 * SignetPracticeView:
 * @url: (nullable): its address; %NULL while it does not run
 * @tls_ca_file: (nullable): file with the root of its certificate, where it serves with HTTPS
 * @credentials: (element-type SignetCredential): its reference numbers and codes
 * @root: (nullable): its certificate, DER
 * @approval: whether every new request waits for a person
 * @records: (nullable) (element-type SignetPracticeRecord): its requests
 *
 * What a practice CA shows of itself at one moment. It is made where the CA is worked on, and then
 * belongs to the main thread, which never looks at a CA that another thread works on.
 */
typedef struct
{
  char *url;
  char *tls_ca_file;
  GPtrArray *credentials;
  GBytes *root;
  gboolean approval;
  GPtrArray *records;
} SignetPracticeView;

SignetPracticeView *signet_practice_view_new  (SignetPracticeServer  *server,
                                               GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void                signet_practice_view_free (SignetPracticeView    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetPracticeView, signet_practice_view_free)

G_END_DECLS
