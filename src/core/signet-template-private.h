/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-template.h"

G_BEGIN_DECLS

#define SIGNET_TEMPLATE_MAX_ALT_NAMES 100

struct _SignetTemplate
{
  gatomicrefcount ref_count;
  SignetName *subject;
  GPtrArray *alt_names; /* of SignetAltName */
  gboolean alt_names_critical;
  guint key_usage;
  gboolean key_usage_critical;
  GPtrArray *extended_usages; /* of char *, dotted */
  gboolean extended_usage_critical;
  GPtrArray *policies; /* of SignetTemplatePolicy */
  gboolean policies_critical;
  GPtrArray *extensions; /* of SignetTemplateExtension */
  guint days;
  SignetName *issuer; /* nullable */
};

void  signet_template_policy_free         (gpointer                       data);
void  signet_template_extension_free      (gpointer                       data);
char *signet_template_policy_to_string    (const SignetTemplatePolicy    *policy) G_GNUC_WARN_UNUSED_RESULT;
char *signet_template_extension_to_string (const SignetTemplateExtension *extension) G_GNUC_WARN_UNUSED_RESULT;

gboolean signet_template_has_typed (SignetTemplate *self,
                                    const char     *oid);

/* Whoever shares a template relies on it. */
static inline gboolean
signet_template_may_change (SignetTemplate *self)
{
  return self != NULL && g_atomic_ref_count_compare (&self->ref_count, 1);
}

G_END_DECLS
