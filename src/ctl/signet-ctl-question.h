/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SignetCtlQuestion:
 * @oid: (nullable): the infoType (RFC 9810 5.3.19), %NULL for nothing in particular
 * @value: (nullable): the DER of its infoValue
 *
 * What a CA is asked. Begin with a zeroed one.
 */
typedef struct
{
  char *oid;
  GBytes *value;
} SignetCtlQuestion;

/**
 * SignetCtlQuestionFiles:
 * @root: (nullable): the root certificate that may have a successor
 * @certificate: (nullable): a certificate whose revocation list is wanted
 * @crl: (nullable): a revocation list that may have a successor
 *
 * Files that a question is about.
 */
typedef struct
{
  const char *root;
  const char *certificate;
  const char *crl;
} SignetCtlQuestionFiles;

gboolean signet_ctl_question_build (SignetCtlQuestion             *self,
                                    const char                    *word,
                                    const SignetCtlQuestionFiles  *files,
                                    GError                       **error);
void     signet_ctl_question_clear (SignetCtlQuestion             *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SignetCtlQuestion, signet_ctl_question_clear)

G_END_DECLS
