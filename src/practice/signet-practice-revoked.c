/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-revoked.h"

#include "practice/signet-practice-files.h"
#include "practice/signet-practice-issued-private.h"

#define KEY_STATE "state"
#define KEY_BEFORE "state-before"
#define KEY_TIME "revoked"
#define KEY_REASON "reason"

/* CRLReason, RFC 5280 5.3.1: the index is the number. */
static const char *const reasons[] = {
  "unspecified",
  "keyCompromise",
  "cACompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
  "certificateHold",
  NULL,
  "removeFromCRL",
  "privilegeWithdrawn",
  "aACompromise",
};

static void
forget (SignetPracticeIssued *self,
        const char           *serial)
{
  g_autofree char *before = g_key_file_get_string (self->list, serial, KEY_BEFORE, NULL);

  g_key_file_set_string (self->list, serial, KEY_STATE, before != NULL ? before : "");
  g_key_file_remove_key (self->list, serial, KEY_BEFORE, NULL);
  g_key_file_remove_key (self->list, serial, KEY_TIME, NULL);
  g_key_file_remove_key (self->list, serial, KEY_REASON, NULL);
}

static void
write_down (SignetPracticeIssued *self,
            const char           *serial,
            gint64                time,
            int                   reason)
{
  g_autofree char *before = g_key_file_get_string (self->list, serial, KEY_STATE, NULL);

  g_key_file_set_string (self->list, serial, KEY_BEFORE, before);
  g_key_file_set_string (self->list, serial, KEY_STATE,
                         signet_practice_cert_state_get_name (SIGNET_PRACTICE_CERT_REVOKED));
  g_key_file_set_int64 (self->list, serial, KEY_TIME, time);
  g_key_file_set_integer (self->list, serial, KEY_REASON, reason);
}

/**
 * signet_practice_issued_revoke:
 * @self: a list
 * @serial: serial number of one of its certificates that is not revoked
 * @reason: CRLReason (RFC 5280 5.3.1), or %SIGNET_PRACTICE_NO_REASON
 * @error: return location for a %SIGNET_ERROR
 *
 * Returns: whether it is revoked and that is on disk for good; if not, nothing has changed
 */
gboolean
signet_practice_issued_revoke (SignetPracticeIssued  *self,
                               const char            *serial,
                               int                    reason,
                               GError               **error)
{
  write_down (self, serial, g_get_real_time () / G_USEC_PER_SEC, reason);
  if (signet_practice_files_save (self->list, self->path, error))
    return TRUE;
  forget (self, serial);

  return FALSE;
}

/**
 * signet_practice_issued_release:
 * @self: a list
 * @serial: serial number of one of its certificates that is revoked
 * @error: return location for a %SIGNET_ERROR
 *
 * Makes it what it was before.
 *
 * Returns: whether it is, and that is on disk for good; if not, nothing has changed
 */
gboolean
signet_practice_issued_release (SignetPracticeIssued  *self,
                                const char            *serial,
                                GError               **error)
{
  gint64 time = g_key_file_get_int64 (self->list, serial, KEY_TIME, NULL);
  int reason = signet_practice_issued_get_reason (self, serial);

  forget (self, serial);
  if (signet_practice_files_save (self->list, self->path, error))
    return TRUE;
  write_down (self, serial, time, reason);

  return FALSE;
}

/**
 * signet_practice_issued_get_reason:
 * @self: a list
 * @serial: serial number of one of its certificates
 *
 * Returns: why it was revoked, or %SIGNET_PRACTICE_NO_REASON
 */
int
signet_practice_issued_get_reason (SignetPracticeIssued *self,
                                   const char           *serial)
{
  return g_key_file_has_key (self->list, serial, KEY_REASON, NULL)
           ? g_key_file_get_integer (self->list, serial, KEY_REASON, NULL)
           : SIGNET_PRACTICE_NO_REASON;
}

static void
revoked_free (gpointer data)
{
  SignetPracticeRevoked *revoked = data;

  g_free (revoked->serial);
  g_free (revoked->issuer);
  g_free (revoked);
}

/**
 * signet_practice_issued_dup_revoked:
 * @self: a list
 *
 * Returns: (transfer full) (element-type SignetPracticeRevoked): the certificates that are revoked
 */
GPtrArray *
signet_practice_issued_dup_revoked (SignetPracticeIssued *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (revoked_free);
  g_auto (GStrv) serials = g_key_file_get_groups (self->list, NULL);

  for (gsize i = 0; serials[i] != NULL; i++)
    if (signet_practice_issued_get_state (self, serials[i]) == SIGNET_PRACTICE_CERT_REVOKED)
      {
        SignetPracticeRevoked *revoked = g_new0 (SignetPracticeRevoked, 1);

        revoked->serial = g_strdup (serials[i]);
        revoked->issuer = g_key_file_get_string (self->list, serials[i], "issuer", NULL);
        revoked->time = g_key_file_get_int64 (self->list, serials[i], KEY_TIME, NULL);
        revoked->reason = signet_practice_issued_get_reason (self, serials[i]);
        g_ptr_array_add (all, revoked);
      }

  return all;
}

/**
 * signet_practice_reason_get_name:
 * @reason: a number
 *
 * Returns: (transfer none) (nullable): the name that RFC 5280 5.3.1 has for it, %NULL where it has
 *   none
 */
const char *
signet_practice_reason_get_name (int reason)
{
  return reason >= 0 && reason < (int) G_N_ELEMENTS (reasons) ? reasons[reason] : NULL;
}
