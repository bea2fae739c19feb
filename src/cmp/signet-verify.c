/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-verify-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/objects.h>
#include <openssl/x509v3.h>

#include "core/signet-oid.h"
#include "pki/signet-ossl-private.h"

/* A setting that is a flag of the library's. */
static const struct
{
  SignetSetting setting;
  unsigned long flag;
} FLAGS[] = {
  { SIGNET_SETTING_VERIFY_POLICY_CHECK, X509_V_FLAG_POLICY_CHECK },
  { SIGNET_SETTING_VERIFY_EXPLICIT_POLICY, X509_V_FLAG_EXPLICIT_POLICY },
  { SIGNET_SETTING_VERIFY_INHIBIT_ANY, X509_V_FLAG_INHIBIT_ANY },
  { SIGNET_SETTING_VERIFY_INHIBIT_MAP, X509_V_FLAG_INHIBIT_MAP },
  { SIGNET_SETTING_VERIFY_X509_STRICT, X509_V_FLAG_X509_STRICT },
  { SIGNET_SETTING_VERIFY_PARTIAL_CHAIN, X509_V_FLAG_PARTIAL_CHAIN },
  { SIGNET_SETTING_VERIFY_NO_CHECK_TIME, X509_V_FLAG_NO_CHECK_TIME },
  { SIGNET_SETTING_VERIFY_USE_DELTAS, X509_V_FLAG_USE_DELTAS },
  { SIGNET_SETTING_VERIFY_EXTENDED_CRL, X509_V_FLAG_EXTENDED_CRL_SUPPORT },
};

/* In the order of SignetSuiteB. */
static const unsigned long SUITES_B[] = {
  0,
  X509_V_FLAG_SUITEB_128_LOS_ONLY,
  X509_V_FLAG_SUITEB_128_LOS,
  X509_V_FLAG_SUITEB_192_LOS,
};

/* In the order of SignetCrlCheck. */
static const unsigned long CRL_CHECKS[] = {
  0,
  X509_V_FLAG_CRL_CHECK,
  X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL,
};

static unsigned long
flags_of (SignetProfile *profile)
{
  unsigned long flags =
    SUITES_B[signet_profile_get_choice (profile, SIGNET_SETTING_VERIFY_SUITE_B)] |
    CRL_CHECKS[signet_profile_get_choice (profile, SIGNET_SETTING_CRL_CHECK)];

  for (guint i = 0; i < G_N_ELEMENTS (FLAGS); i++)
    {
      if (signet_profile_get_flag (profile, FLAGS[i].setting))
        flags |= FLAGS[i].flag;
    }
  /* The library does not look at a list of policies without this. */
  if (signet_profile_has_value (profile, SIGNET_SETTING_VERIFY_POLICY))
    flags |= X509_V_FLAG_POLICY_CHECK;

  return flags;
}

static gboolean
add_policy (X509_VERIFY_PARAM  *parameters,
            const char         *text,
            GError            **error)
{
  g_autofree char *oid = signet_oid_parse (text, error);
  g_autoptr (ASN1_OBJECT) policy = oid != NULL ? OBJ_txt2obj (oid, 1) : NULL;

  if (policy == NULL || X509_VERIFY_PARAM_add0_policy (parameters, policy) != 1)
    {
      g_clear_error (error);
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_PROFILE,
                   _ ("“%s” is no certificate policy: an object identifier is expected."), text);
      return FALSE;
    }
  (void) g_steal_pointer (&policy);

  return TRUE;
}

static gboolean
set_policies (X509_VERIFY_PARAM  *parameters,
              SignetProfile      *profile,
              GError            **error)
{
  const char *const *policies =
    signet_profile_get_list (profile, SIGNET_SETTING_VERIFY_POLICY);

  for (guint i = 0; policies[i] != NULL; i++)
    {
      if (!add_policy (parameters, policies[i], error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
set_purpose (X509_VERIFY_PARAM  *parameters,
             SignetProfile      *profile,
             GError            **error)
{
  const char *purpose = signet_profile_get_text (profile, SIGNET_SETTING_VERIFY_PURPOSE);
  int index;

  if (purpose == NULL)
    return TRUE;

  index = X509_PURPOSE_get_by_sname (purpose);
  if (index < 0 || X509_VERIFY_PARAM_set_purpose (
                     parameters, X509_PURPOSE_get_id (X509_PURPOSE_get0 (index))) != 1)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_PROFILE,
                   _ ("“%s” is no purpose that OpenSSL knows; “any”, “sslserver” or “smimesign” "
                      "would be one."),
                   purpose);
      return FALSE;
    }

  return TRUE;
}

/**
 * signet_verify_set_options:
 * @profile: a CA
 * @parameters: what the signers of its answers are verified with
 * @error: return location for a %SIGNET_ERROR_PROFILE
 *
 * Carries the settings of the group “Verification”, and how far revocation is looked up, over to
 * the library's parameters (RFC 5280 6, RFC 6460).
 *
 * Returns: whether every setting makes sense
 */
gboolean
signet_verify_set_options (SignetProfile      *profile,
                           X509_VERIFY_PARAM  *parameters,
                           GError            **error)
{
  gint64 when = signet_profile_get_number (profile, SIGNET_SETTING_VERIFY_AT_TIME);
  int level = (int) signet_profile_get_number (profile, SIGNET_SETTING_VERIFY_AUTH_LEVEL);
  int depth = (int) signet_profile_get_number (profile, SIGNET_SETTING_VERIFY_DEPTH);

  if (!set_policies (parameters, profile, error) || !set_purpose (parameters, profile, error))
    return FALSE;
  if (when != 0)
    X509_VERIFY_PARAM_set_time (parameters, (time_t) when);
  if (level >= 0)
    X509_VERIFY_PARAM_set_auth_level (parameters, level);
  if (depth >= 0)
    X509_VERIFY_PARAM_set_depth (parameters, depth);
  if (X509_VERIFY_PARAM_set_flags (parameters, flags_of (profile)) == 1)
    return TRUE;
  signet_set_ossl_error (error, SIGNET_ERROR_FAILED, _ ("The request could not be prepared."));

  return FALSE;
}
