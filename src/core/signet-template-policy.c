/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-template-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "core/signet-oid.h"
#include "core/signet-text.h"

#define MAX_POLICIES 50
#define MAX_CPS 1024   /* bytes */
#define MAX_NOTICE 200 /* characters: DisplayText of RFC 5280 4.2.1.4 */
#define MAX_SHOWN 64
#define CPS "cps:"
#define NOTICE "notice:"

/* @data is a SignetTemplatePolicy. */
void
signet_template_policy_free (gpointer data)
{
  SignetTemplatePolicy *policy = data;

  g_free (policy->oid);
  g_free (policy->cps);
  g_free (policy->notice);
  g_free (policy);
}

static gboolean
refuse_take (GError **error,
             char    *message)
{
  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, message);
  g_free (message);

  return FALSE;
}

/* A space would end the URI in the text form. */
static gboolean
is_cps (const char *cps)
{
  gsize length = strnlen (cps, MAX_CPS + 1);

  if (length == 0 || length > MAX_CPS)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (cps[i]))
      return FALSE;

  return TRUE;
}

static gboolean
is_notice (const char *notice)
{
  return *notice != '\0' && signet_text_is_clean (notice) &&
         g_utf8_strlen (notice, -1) <= MAX_NOTICE && !g_ascii_isspace (*notice) &&
         !g_ascii_isspace (notice[strlen (notice) - 1]);
}

static gboolean
check_qualifiers (const char  *cps,
                  const char  *notice,
                  GError     **error)
{
  g_autofree char *shown = NULL;

  if (cps != NULL && !is_cps (cps))
    {
      shown = signet_text_clean (cps, MAX_SHOWN);
      return refuse_take (
        error, g_strdup_printf (_ ("“%s” cannot be the address of a practice statement."), shown));
    }
  if (notice != NULL && !is_notice (notice))
    {
      shown = signet_text_clean (notice, MAX_SHOWN);
      return refuse_take (error,
                          g_strdup_printf (_ ("“%s” cannot be the notice of a policy."), shown));
    }

  return TRUE;
}

static gboolean
check_room (SignetTemplate  *self,
            const char      *oid,
            GError         **error)
{
  for (guint i = 0; i < self->policies->len; i++)
    if (g_str_equal (signet_template_get_policy (self, i)->oid, oid))
      return refuse_take (error, g_strdup_printf (_ ("The policy %s is there twice."), oid));
  if (self->policies->len >= MAX_POLICIES)
    return refuse_take (error,
                        g_strdup_printf (_ ("There are more than %d policies."), MAX_POLICIES));

  return TRUE;
}

/**
 * signet_template_add_policy:
 * @self: a template with one reference
 * @oid: what signet_oid_parse () reads
 * @cps: (nullable): URI of a practice statement, in ASCII, at most 1,024 bytes
 * @notice: (nullable): a text for people, at most 200 characters
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Asks for one more certificate policy (RFC 5280 4.2.1.4).
 *
 * Returns: whether it fits
 */
gboolean
signet_template_add_policy (SignetTemplate  *self,
                            const char      *oid,
                            const char      *cps,
                            const char      *notice,
                            GError         **error)
{
  g_autofree char *dotted = NULL;
  SignetTemplatePolicy *policy;

  g_return_val_if_fail (signet_template_may_change (self), FALSE);
  g_return_val_if_fail (oid != NULL, FALSE);

  dotted = signet_oid_parse (oid, error);
  if (dotted == NULL || !check_room (self, dotted, error) ||
      !check_qualifiers (cps, notice, error))
    return FALSE;

  policy = g_new0 (SignetTemplatePolicy, 1);
  policy->oid = g_steal_pointer (&dotted);
  policy->cps = g_strdup (cps);
  policy->notice = g_strdup (notice);
  g_ptr_array_add (self->policies, policy);

  return TRUE;
}

/* Takes the next word of @text that begins with @prefix out of it. */
static char *
take_word (char       **text,
           const char  *prefix,
           const char  *end)
{
  char *start;
  gsize length;

  *text = g_strchug (*text);
  if (!g_str_has_prefix (*text, prefix))
    return NULL;
  start = *text + strlen (prefix);
  length = strcspn (start, end);
  *text = start + length;

  return g_strndup (start, length);
}

/**
 * signet_template_add_policy_text:
 * @self: a template with one reference
 * @text: "OID [cps:URI] [notice:TEXT]"; the text goes to the end
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * The form of a policy in files and on the command line.
 *
 * Returns: whether @text is one and it fits
 */
gboolean
signet_template_add_policy_text (SignetTemplate  *self,
                                 const char      *text,
                                 GError         **error)
{
  g_autofree char *copy = NULL;
  g_autofree char *oid = NULL;
  g_autofree char *cps = NULL;
  g_autofree char *notice = NULL;
  char *rest;

  g_return_val_if_fail (signet_template_may_change (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  copy = rest = g_strdup (text);
  oid = take_word (&rest, "", " ");
  cps = take_word (&rest, CPS, " ");
  notice = take_word (&rest, NOTICE, "");
  if (*rest != '\0')
    {
      g_autofree char *shown = signet_text_clean (text, MAX_SHOWN);

      return refuse_take (
        error,
        g_strdup_printf (_ ("A policy is written as “OID cps:URI notice:TEXT”, not as “%s”."),
                         shown));
    }

  return signet_template_add_policy (self, oid, cps, notice, error);
}

/* The form that signet_template_add_policy_text () reads. */
char *
signet_template_policy_to_string (const SignetTemplatePolicy *policy)
{
  GString *text = g_string_new (policy->oid);

  if (policy->cps != NULL)
    g_string_append_printf (text, " " CPS "%s", policy->cps);
  if (policy->notice != NULL)
    g_string_append_printf (text, " " NOTICE "%s", policy->notice);

  return g_string_free (text, FALSE);
}

/**
 * signet_template_get_n_policies:
 * @self: a template
 *
 * Returns: how many policies are asked for
 */
guint
signet_template_get_n_policies (SignetTemplate *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->policies->len;
}

/**
 * signet_template_get_policy:
 * @self: a template
 * @index: less than signet_template_get_n_policies ()
 *
 * Returns: (transfer none): one policy
 */
const SignetTemplatePolicy *
signet_template_get_policy (SignetTemplate *self,
                            guint           index)
{
  g_return_val_if_fail (self != NULL && index < self->policies->len, NULL);

  return g_ptr_array_index (self->policies, index);
}

/**
 * signet_template_set_policies_critical:
 * @self: a template with one reference
 * @critical: whether the extension is to be critical
 *
 * Says how the policies are asked for.
 */
void
signet_template_set_policies_critical (SignetTemplate *self,
                                       gboolean        critical)
{
  g_return_if_fail (signet_template_may_change (self));

  self->policies_critical = critical != FALSE;
}

/**
 * signet_template_get_policies_critical:
 * @self: a template
 *
 * Returns: whether the policies are asked for as critical
 */
gboolean
signet_template_get_policies_critical (SignetTemplate *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->policies_critical;
}
