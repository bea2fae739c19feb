/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-secret.h"

G_BEGIN_DECLS

/**
 * SignetPracticeCodes:
 *
 * The codes of a practice CA, each for a reference number; one may have no reference number. A code
 * can be used again and again, since the CA is for practice. They lie unencrypted in the CA's
 * folder: they protect nothing but practice certificates.
 */
typedef struct _SignetPracticeCodes SignetPracticeCodes;

SignetPracticeCodes *signet_practice_codes_new           (void) G_GNUC_WARN_UNUSED_RESULT;
SignetPracticeCodes *signet_practice_codes_load          (const char                 *path,
                                                          GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
void                 signet_practice_codes_free          (SignetPracticeCodes        *self);
gboolean             signet_practice_codes_save          (const SignetPracticeCodes  *self,
                                                          const char                 *path,
                                                          GError                    **error);
void                 signet_practice_codes_add           (SignetPracticeCodes        *self,
                                                          const char                 *reference,
                                                          SignetSecret               *code);
void                 signet_practice_codes_prepend_all   (SignetPracticeCodes        *self,
                                                          const SignetPracticeCodes  *others);
gboolean             signet_practice_codes_make          (SignetPracticeCodes        *self,
                                                          GError                    **error);
guint                signet_practice_codes_get_size      (const SignetPracticeCodes  *self);
const char          *signet_practice_codes_get_reference (const SignetPracticeCodes  *self,
                                                          guint                       index);
SignetSecret        *signet_practice_codes_get_code      (const SignetPracticeCodes  *self,
                                                          guint                       index);
SignetSecret        *signet_practice_codes_lookup        (const SignetPracticeCodes  *self,
                                                          const char                 *reference);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetPracticeCodes, signet_practice_codes_free)

G_END_DECLS
