/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-grant-private.h"

#include <openssl/err.h>
#include <time.h>

#include "pki/signet-x509-private.h"

#define BACKDATE (5 * 60)     /* seconds; clients whose clock is a little behind */
#define DAY (24 * 60 * 60)    /* seconds */
#define USAGE_KEY_CERT_SIGN 5 /* bits of KeyUsage, RFC 5280 4.2.1.3 */
#define USAGE_CRL_SIGN 6
#define ADDED_UNIT "Changed by the Practice CA"

static gboolean
changes (const SignetPracticeBehaviour *behaviour,
         const char                    *what)
{
  return signet_practice_behaviour_lists (behaviour, SIGNET_PRACTICE_CHANGE, what);
}

static void
note (SignetPracticeTemplate *self,
      const char             *what)
{
  g_autofree char *before = g_steal_pointer (&self->changes);

  self->changes = before != NULL ? g_strconcat (before, ", ", what, NULL) : g_strdup (what);
}

static gboolean
drop (SignetPracticeTemplate *self,
      int                     nid)
{
  int index = X509v3_get_ext_by_NID (self->extensions, nid, -1);

  if (index < 0)
    return FALSE;
  X509_EXTENSION_free (X509v3_delete_ext (self->extensions, index));

  return TRUE;
}

/* What the CA sets itself it grants to nobody. To ask for what it sets anyway changes nothing. */
static void
drop_reserved (SignetPracticeTemplate *self)
{
  static const int silent[] = { NID_subject_key_identifier, NID_authority_key_identifier };
  static const int reserved[] = { NID_name_constraints, NID_policy_constraints, NID_policy_mappings,
                                  NID_inhibit_any_policy, NID_crl_distribution_points };
  BASIC_CONSTRAINTS *constraints = X509V3_get_d2i (self->extensions, NID_basic_constraints, NULL,
                                                   NULL);

  if (constraints != NULL && constraints->ca)
    note (self, "basicConstraints");
  BASIC_CONSTRAINTS_free (constraints);
  drop (self, NID_basic_constraints);
  for (gsize i = 0; i < G_N_ELEMENTS (silent); i++)
    drop (self, silent[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (reserved); i++)
    if (drop (self, reserved[i]))
      note (self, OBJ_nid2sn (reserved[i]));
}

/* A certificate that is not a CA's signs neither certificates nor lists. */
static gboolean
limit_usage (SignetPracticeTemplate *self)
{
  int critical = 0;
  ASN1_BIT_STRING *usage = X509V3_get_d2i (self->extensions, NID_key_usage, &critical, NULL);
  X509_EXTENSION *limited = NULL;
  gboolean done = TRUE;

  if (usage != NULL && (ASN1_BIT_STRING_get_bit (usage, USAGE_KEY_CERT_SIGN) ||
                        ASN1_BIT_STRING_get_bit (usage, USAGE_CRL_SIGN)))
    {
      ASN1_BIT_STRING_set_bit (usage, USAGE_KEY_CERT_SIGN, 0);
      ASN1_BIT_STRING_set_bit (usage, USAGE_CRL_SIGN, 0);
      limited = X509V3_EXT_i2d (NID_key_usage, critical, usage);
      drop (self, NID_key_usage);
      done = limited != NULL && X509v3_add_ext (&self->extensions, limited, -1) != NULL;
      X509_EXTENSION_free (limited);
      note (self, "keyUsage");
    }
  ASN1_BIT_STRING_free (usage);

  return done;
}

static gboolean
is_plain (X509_EXTENSION *extension)
{
  int nid = OBJ_obj2nid (X509_EXTENSION_get_object (extension));

  return nid == NID_subject_alt_name || nid == NID_key_usage || nid == NID_ext_key_usage;
}

static void
drop_others (SignetPracticeTemplate *self)
{
  int before = X509v3_get_ext_count (self->extensions);

  for (int i = before - 1; i >= 0; i--)
    if (!is_plain (X509v3_get_ext (self->extensions, i)))
      X509_EXTENSION_free (X509v3_delete_ext (self->extensions, i));
  if (X509v3_get_ext_count (self->extensions) < before)
    note (self, "extensions");
}

/* What the person who practises wants to see changed. */
static gboolean
change (SignetPracticeTemplate        *self,
        const SignetPracticeBehaviour *behaviour)
{
  if (changes (behaviour, "alt-names") && X509_NAME_entry_count (self->subject) > 0 &&
      drop (self, NID_subject_alt_name))
    note (self, "subjectAltName");
  if (changes (behaviour, "usage"))
    {
      if (drop (self, NID_key_usage))
        note (self, "keyUsage");
      if (drop (self, NID_ext_key_usage))
        note (self, "extendedKeyUsage");
    }
  if (changes (behaviour, "extensions"))
    drop_others (self);
  if (!changes (behaviour, "subject"))
    return TRUE;
  note (self, "subject");

  return X509_NAME_add_entry_by_NID (self->subject, NID_organizationalUnitName, MBSTRING_UTF8,
                                     (const guchar *) ADDED_UNIT, -1, -1, 0) == 1;
}

/* Seconds since 1970; @otherwise where there is no such time. */
static gint64
to_seconds (const ASN1_TIME *text,
            gint64           otherwise)
{
  gint64 seconds;

  return signet_x509_time_to_unix (text, &seconds) ? seconds : otherwise;
}

static gboolean
set_time (ASN1_TIME **text,
          gint64      seconds)
{
  ASN1_TIME_free (*text);
  *text = ASN1_TIME_set (NULL, (time_t) seconds);

  return *text != NULL;
}

static gboolean
limit_validity (SignetPracticeTemplate        *self,
                const SignetPracticeBehaviour *behaviour,
                X509                          *issuer,
                SignetPracticeRefusal         *refusal)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 days = signet_practice_behaviour_get_number (behaviour, SIGNET_PRACTICE_DAYS);
  gint64 max_days = signet_practice_behaviour_get_number (behaviour, SIGNET_PRACTICE_MAX_DAYS);
  gint64 earliest = to_seconds (X509_get0_notBefore (issuer), now);
  gint64 latest = MIN (to_seconds (X509_get0_notAfter (issuer), now), now + max_days * DAY);
  gboolean ignore = changes (behaviour, "validity");
  gint64 wanted_begin = to_seconds (self->not_before, now - BACKDATE);
  gint64 wanted_end = to_seconds (self->not_after, MIN (now + days * DAY, latest));
  gint64 begin = ignore ? now - BACKDATE : MAX (wanted_begin, earliest);
  gint64 end = ignore ? MIN (now + days * DAY / 2, latest) : MIN (wanted_end, latest);

  if (end <= MAX (begin, now))
    {
      signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_badCertTemplate,
                              "The validity that is asked for has no time in it");
      return FALSE;
    }
  /* Where nothing was asked for, the wish is what the CA chose. */
  if (end != wanted_end || (self->not_before != NULL && begin != wanted_begin))
    note (self, "validity");
  if (set_time (&self->not_before, begin) && set_time (&self->not_after, end))
    return TRUE;
  signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_systemFailure, "Out of memory");

  return FALSE;
}

/**
 * signet_practice_grant:
 * @template: what is asked for; becomes what is granted, with the times, and says what was changed
 * @behaviour: how the CA behaves
 * @issuer: certificate of the CA
 * @refusal: (out): why nothing is granted
 *
 * Decides how much of a request is granted: everything, but nothing that only a CA's certificate
 * has, within the validity that the CA allows, and without what it was told to change. What is
 * granted already is left as it is.
 *
 * Returns: whether something is granted
 */
gboolean
signet_practice_grant (SignetPracticeTemplate        *template,
                       const SignetPracticeBehaviour *behaviour,
                       X509                          *issuer,
                       SignetPracticeRefusal         *refusal)
{
  if (template->granted)
    return TRUE;
  /* OpenSSL's client asks for the issuer of the certificate that it signs with. */
  if (template->issuer != NULL &&
      X509_NAME_cmp (template->issuer, X509_get_subject_name (issuer)) != 0)
    note (template, "issuer");
  drop_reserved (template);
  if (!limit_usage (template) || !change (template, behaviour))
    {
      ERR_clear_error ();
      signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_systemFailure, "Out of memory");
      return FALSE;
    }
  ERR_clear_error ();
  template->granted = limit_validity (template, behaviour, issuer, refusal);

  return template->granted;
}
