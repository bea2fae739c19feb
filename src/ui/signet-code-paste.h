/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-secret.h"

G_BEGIN_DECLS

/**
 * SignetCodePaste:
 * @reference: (nullable): the reference number
 * @code: (nullable): the code
 *
 * What was found in a text that was pasted; at least one of both.
 */
typedef struct
{
  char *reference;
  SignetSecret *code;
} SignetCodePaste;

SignetCodePaste *signet_code_paste_new  (const char         *text,
                                         gsize               length,
                                         const char         *known_reference) G_GNUC_WARN_UNUSED_RESULT;
void             signet_code_paste_free (SignetCodePaste    *self);
SignetSecret    *signet_code_paste_trim (const SignetSecret *code) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetCodePaste, signet_code_paste_free)

G_END_DECLS
