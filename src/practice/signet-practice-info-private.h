/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-der-private.h"
#include "practice/signet-practice-desk-private.h"

G_BEGIN_DECLS

/**
 * SignetPracticeInfoWrite:
 * @desk: the CA
 * @value: (nullable): what came with the question
 * @out: where the value of the answer goes; nothing is written where there is none
 *
 * Answers a question.
 *
 * Returns: whether it worked
 */
typedef gboolean (*SignetPracticeInfoWrite) (SignetPracticeDesk *desk,
                                             const SignetPracticeDer *value,
                                             GByteArray *out);

GBytes   *signet_practice_info_answer          (SignetPracticeDesk       *desk,
                                                const SignetPracticeDer  *body,
                                                char                    **asked) G_GNUC_WARN_UNUSED_RESULT;
gboolean  signet_practice_info_write_ca_certs  (SignetPracticeDesk       *desk,
                                                const SignetPracticeDer  *value,
                                                GByteArray               *out);
gboolean  signet_practice_info_write_update    (SignetPracticeDesk       *desk,
                                                const SignetPracticeDer  *value,
                                                GByteArray               *out);
gboolean  signet_practice_info_write_crl       (SignetPracticeDesk       *desk,
                                                const SignetPracticeDer  *value,
                                                GByteArray               *out);
gboolean  signet_practice_info_write_crls      (SignetPracticeDesk       *desk,
                                                const SignetPracticeDer  *value,
                                                GByteArray               *out);
gboolean  signet_practice_info_write_template  (SignetPracticeDesk       *desk,
                                                const SignetPracticeDer  *value,
                                                GByteArray               *out);
gboolean  signet_practice_info_write_key_types (SignetPracticeDesk       *desk,
                                                const SignetPracticeDer  *value,
                                                GByteArray               *out);

G_END_DECLS
