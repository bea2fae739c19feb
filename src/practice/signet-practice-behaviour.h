/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SignetPracticeBehaviour:
 *
 * How a practice CA differs from a well-behaved one that grants everything at once: a value for
 * each option of `signetctl practice` that is not in SignetPracticeOptions, under the option's
 * name. Where nothing is set the CA behaves well.
 */
typedef struct _SignetPracticeBehaviour SignetPracticeBehaviour;

SignetPracticeBehaviour *signet_practice_behaviour_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void                     signet_practice_behaviour_free (SignetPracticeBehaviour  *self);
gboolean                 signet_practice_behaviour_set  (SignetPracticeBehaviour  *self,
                                                         const char               *name,
                                                         const char               *value,
                                                         GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetPracticeBehaviour, signet_practice_behaviour_free)

G_END_DECLS
