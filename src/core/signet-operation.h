/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SignetOperation:
 * @name: the word of the command line and of files: "ir"
 * @title: (translatable): the words that a person reads: "First certificate"
 * @request_body: tag of the request's PKIBody (RFC 9810 5.1.2)
 * @answer_body: tag of the answer's PKIBody
 * @needs_key: whether a key of ours is certified
 * @needs_old_certificate: whether it is about an existing certificate
 * @needs_csr: whether a PKCS#10 request is sent
 * @may_poll: whether an item may wait for the answer, over processes
 * @may_confirm: whether a certificate comes, which is confirmed with certConf
 *
 * One kind of exchange with a CA. The rows are static; compare them by address.
 */
typedef struct
{
  const char *name;
  const char *title;
  int request_body;
  int answer_body;
  gboolean needs_key;
  gboolean needs_old_certificate;
  gboolean needs_csr;
  gboolean may_poll;
  gboolean may_confirm;
} SignetOperation;

extern const SignetOperation *const SIGNET_OPERATION_IR;
extern const SignetOperation *const SIGNET_OPERATION_CR;
extern const SignetOperation *const SIGNET_OPERATION_P10CR;
extern const SignetOperation *const SIGNET_OPERATION_KUR;
extern const SignetOperation *const SIGNET_OPERATION_RR;
extern const SignetOperation *const SIGNET_OPERATION_GENM;

guint                  signet_operation_get_n  (void);
const SignetOperation *signet_operation_get    (guint       index);
const SignetOperation *signet_operation_lookup (const char *name);

G_END_DECLS
