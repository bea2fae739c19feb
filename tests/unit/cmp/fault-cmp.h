/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <openssl/evp.h>

#include "fault-middle.h"

G_BEGIN_DECLS

/* What may become of a CMP message on its way; FaultChanges all. First by somebody who does not
 * know the code. */
GBytes *fault_cmp_garbage        (GBytes *genuine);
GBytes *fault_cmp_truncated      (GBytes *genuine);
GBytes *fault_cmp_trailing       (GBytes *genuine);
GBytes *fault_cmp_inner_too_long (GBytes *genuine);
GBytes *fault_cmp_indefinite     (GBytes *genuine);
GBytes *fault_cmp_huge_length    (GBytes *genuine);
GBytes *fault_cmp_deep           (GBytes *genuine);
GBytes *fault_cmp_header_only    (GBytes *genuine);
GBytes *fault_cmp_damaged        (GBytes *genuine);
GBytes *fault_cmp_changed        (GBytes *genuine);
GBytes *fault_cmp_unprotected    (GBytes *genuine);
GBytes *fault_cmp_no_protection  (GBytes *genuine);
GBytes *fault_cmp_wrong_code     (GBytes *genuine);
GBytes *fault_cmp_forged_error   (GBytes *genuine);
GBytes *fault_cmp_forged_pkiconf (GBytes *genuine);
GBytes *fault_cmp_pbmac1         (GBytes *genuine);
GBytes *fault_cmp_algorithm      (GBytes *genuine);
GBytes *fault_cmp_iterations     (GBytes *genuine);

/* Then by the CA itself, protected well; certificates are for @pkey, from a CA of the test. */
void    fault_cmp_begin           (EVP_PKEY *pkey);
void    fault_cmp_end             (void);
GBytes *fault_cmp_dup_ca          (void);
GBytes *fault_cmp_transaction     (GBytes   *genuine);
GBytes *fault_cmp_no_transaction  (GBytes   *genuine);
GBytes *fault_cmp_nonce           (GBytes   *genuine);
GBytes *fault_cmp_no_nonce        (GBytes   *genuine);
GBytes *fault_cmp_pvno_1          (GBytes   *genuine);
GBytes *fault_cmp_pvno_99         (GBytes   *genuine);
GBytes *fault_cmp_error           (GBytes   *genuine);
GBytes *fault_cmp_pkiconf         (GBytes   *genuine);
GBytes *fault_cmp_genp            (GBytes   *genuine);
GBytes *fault_cmp_poll_rep        (GBytes   *genuine);
GBytes *fault_cmp_poll_negative   (GBytes   *genuine);
GBytes *fault_cmp_poll_huge       (GBytes   *genuine);
GBytes *fault_cmp_poll_other      (GBytes   *genuine);
GBytes *fault_cmp_good            (GBytes   *genuine);
GBytes *fault_cmp_no_response     (GBytes   *genuine);
GBytes *fault_cmp_two_responses   (GBytes   *genuine);
GBytes *fault_cmp_other_request   (GBytes   *genuine);
GBytes *fault_cmp_no_certificate  (GBytes   *genuine);
GBytes *fault_cmp_not_certificate (GBytes   *genuine);
GBytes *fault_cmp_encrypted       (GBytes   *genuine);
GBytes *fault_cmp_status          (GBytes   *genuine);
GBytes *fault_cmp_rejection       (GBytes   *genuine);
GBytes *fault_cmp_other_key       (GBytes   *genuine);
GBytes *fault_cmp_expired         (GBytes   *genuine);
GBytes *fault_cmp_not_yet         (GBytes   *genuine);
GBytes *fault_cmp_other_subject   (GBytes   *genuine);
GBytes *fault_cmp_other_ca        (GBytes   *genuine);

G_END_DECLS
