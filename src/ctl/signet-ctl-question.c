/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-question.h"

#include "core/signet-error.h"
#include "core/signet-info-type.h"
#include "core/signet-oid.h"
#include "ctl/signet-ctl-input.h"
#include "pki/signet-certificate.h"
#include "pki/signet-crl-status.h"

#include <glib/gi18n-lib.h>

/* Words that say what one gets; the names of the RFC and OIDs are understood as well. */
static const struct
{
  const char *word;
  const char *name;
} words[] = {
  { "ca-certs", "caCerts" },
  { "root-update", "rootCaCert" },
  { "crls", "currentCRL" },
  { "template", "certReqTemplate" },
  { "algorithms", "signKeyPairTypes" },
};

static const char *
get_name (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (word, words[i].word) == 0)
      return words[i].name;

  return word;
}

static gboolean
set_root (SignetCtlQuestion  *self,
          const char         *path,
          GError            **error)
{
  g_autoptr (SignetCertificate) certificate =
    signet_ctl_input_certificate ("--root", path, error);

  if (certificate == NULL)
    return FALSE;
  self->value = g_bytes_ref (signet_certificate_get_der (certificate));

  return TRUE;
}

static SignetCrl *
read_crl (const char  *path,
          GError     **error)
{
  g_autoptr (GBytes) data = signet_ctl_input_bytes ("--old-crl", path, error);

  return data != NULL ? signet_crl_new_from_data (data, error) : NULL;
}

static gboolean
set_crl_status (SignetCtlQuestion             *self,
                const SignetCtlQuestionFiles  *files,
                GError                       **error)
{
  g_autoptr (SignetCertificate) certificate = NULL;
  g_autoptr (SignetCrl) crl = NULL;

  if ((files->certificate != NULL &&
       (certificate = signet_ctl_input_certificate ("--cert", files->certificate, error)) ==
         NULL) ||
      (files->crl != NULL && (crl = read_crl (files->crl, error)) == NULL))
    return FALSE;
  self->value = signet_crl_status_list_new (certificate, crl, error);

  return self->value != NULL;
}

static char *
parse_oid (const char  *word,
           GError     **error)
{
  const SignetInfoType *type = signet_info_type_lookup (get_name (word));
  char *oid = type != NULL ? g_strdup (type->oid) : NULL;

  if (oid == NULL && signet_oid_is_valid (word))
    oid = g_strdup (word);
  if (oid == NULL)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                 _ ("“%s” is no question: neither one of ca-certs, root-update, crls, template and "
                    "algorithms nor an OID."),
                 word);

  return oid;
}

static gboolean
is_question (const SignetCtlQuestion *self,
             const char              *name)
{
  return g_strcmp0 (self->oid, signet_info_type_lookup (name)->oid) == 0;
}

static gboolean
check_files (const SignetCtlQuestion       *self,
             const SignetCtlQuestionFiles  *files,
             GError                       **error)
{
  const char *wrong = NULL;

  if (files->root != NULL && !is_question (self, "rootCaCert"))
    wrong = _ ("--root is for root-update only.");
  else if ((files->certificate != NULL || files->crl != NULL) &&
           !is_question (self, "crlStatusList"))
    wrong = _ ("--cert and --old-crl are for crls only.");
  if (wrong != NULL)
    g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, wrong);

  return wrong == NULL;
}

/**
 * signet_ctl_question_build:
 * @self: (out): a zeroed question; to be cleared
 * @word: (nullable): what was asked for: a word of ours, a name of RFC 9810, an OID, or nothing
 * @files: what it is about
 * @error: return location for a %SIGNET_ERROR_USAGE or %SIGNET_ERROR_CRL
 *
 * Reads the files.
 *
 * Returns: whether it makes sense
 */
gboolean
signet_ctl_question_build (SignetCtlQuestion             *self,
                           const char                    *word,
                           const SignetCtlQuestionFiles  *files,
                           GError                       **error)
{
  gboolean newer;

  g_return_val_if_fail (self != NULL && files != NULL, FALSE);

  newer = files->certificate != NULL || files->crl != NULL;

  /* A certain list is another question than the current one of the CA. */
  if (newer && g_strcmp0 (word, "crls") == 0)
    word = "crlStatusList";
  if (word != NULL && (self->oid = parse_oid (word, error)) == NULL)
    return FALSE;
  if (!check_files (self, files, error))
    return FALSE;
  if (files->root != NULL)
    return set_root (self, files->root, error);

  return !newer || set_crl_status (self, files, error);
}

/**
 * signet_ctl_question_clear:
 * @self: a question
 *
 * Frees what it holds.
 */
void
signet_ctl_question_clear (SignetCtlQuestion *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->oid, g_free);
  g_clear_pointer (&self->value, g_bytes_unref);
}
