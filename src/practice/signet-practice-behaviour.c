/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-behaviour-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "practice/signet-practice-fail-info.h"

#define MAX_DAYS 3650
#define MAX_SECONDS (24 * 60 * 60)
#define MAX_MILLISECONDS (10 * 60 * 1000)
#define MAX_MESSAGES 1000000

typedef enum {
  KIND_FLAG,
  KIND_NUMBER,
  KIND_NUMBERS, /* a list of numbers */
  KIND_CHOICES, /* a list of some of the words in @choices */
  KIND_CHOICE,  /* one of the words in @choices */
  KIND_HOSTS,   /* a list of names or numbers of computers */
  KIND_LIST,
  KIND_TEXT,
} Kind;

typedef struct
{
  const char *name;
  Kind kind;
  const char *const *choices;
  guint min;
  guint max;
  guint number; /* where none is set */
} Row;

struct _SignetPracticeBehaviour
{
  GStrv values[SIGNET_PRACTICE_N_TRAITS]; /* NULL where nothing is set */
};

static const char *const changes[] = { "subject", "alt-names", "usage",
                                       "validity", "extensions", NULL };

static const char *const delays[] = { "certConf", "rr", "genm", NULL };

#define FLAG(name) \
  { \
    name, KIND_FLAG, NULL, 0, 0, 0 \
  }
#define TEXT(name) \
  { \
    name, KIND_TEXT, NULL, 0, 0, 0 \
  }
#define LIST(name) \
  { \
    name, KIND_LIST, NULL, 0, 0, 0 \
  }
#define CHOICES(name, words) \
  { \
    name, KIND_CHOICES, words, 0, 0, 0 \
  }
#define CHOICE(name, words) \
  { \
    name, KIND_CHOICE, words, 0, 0, 0 \
  }
#define HOSTS(name) \
  { \
    name, KIND_HOSTS, NULL, 0, 0, 0 \
  }
#define NUMBERS(name, max) \
  { \
    name, KIND_NUMBERS, NULL, 1, max, 0 \
  }
#define NUMBER(name, min, max, number) \
  { \
    name, KIND_NUMBER, NULL, min, max, number \
  }

static const Row rows[SIGNET_PRACTICE_N_TRAITS] = {
  [SIGNET_PRACTICE_DAYS] = NUMBER ("days", 1, MAX_DAYS, 30),
  [SIGNET_PRACTICE_MAX_DAYS] = NUMBER ("max-days", 1, MAX_DAYS, 1100),
  [SIGNET_PRACTICE_CHANGE] = CHOICES ("change", changes),
  [SIGNET_PRACTICE_PROFILE] = LIST ("certificate-profile"),
  [SIGNET_PRACTICE_INTERMEDIATE] = FLAG ("intermediate"),
  [SIGNET_PRACTICE_ROLL_OVER] = FLAG ("roll-over"),
  [SIGNET_PRACTICE_CRL_URL] = FLAG ("crl-url"),
  [SIGNET_PRACTICE_CRL_DAYS] = NUMBER ("crl-days", 0, MAX_DAYS, 7),
  [SIGNET_PRACTICE_CRL] = TEXT ("crl"),
  [SIGNET_PRACTICE_PKI_STATUS] = CHOICE ("pki-status", signet_practice_status_names),
  [SIGNET_PRACTICE_FAILURE] = CHOICES ("failure", signet_practice_fail_info_names),
  [SIGNET_PRACTICE_STATUS_STRING] = TEXT ("status-string"),
  [SIGNET_PRACTICE_SEND_ERROR] = FLAG ("send-error"),
  [SIGNET_PRACTICE_SEND_UNPROTECTED] = FLAG ("send-unprotected"),
  [SIGNET_PRACTICE_SEND_UNPROTECTED_ERRORS] = FLAG ("send-unprotected-errors"),
  [SIGNET_PRACTICE_ACCEPT_UNPROTECTED] = FLAG ("accept-unprotected"),
  [SIGNET_PRACTICE_ACCEPT_UNPROTECTED_ERRORS] = FLAG ("accept-unprotected-errors"),
  [SIGNET_PRACTICE_ACCEPT_RAVERIFIED] = FLAG ("accept-raverified"),
  [SIGNET_PRACTICE_GRANT_IMPLICIT_CONFIRM] = FLAG ("grant-implicit-confirm"),
  [SIGNET_PRACTICE_CONFIRM_WAIT] = NUMBER ("confirm-wait", 0, MAX_SECONDS, 0),
  [SIGNET_PRACTICE_WAIT_REASON] = TEXT ("wait-reason"),
  [SIGNET_PRACTICE_DELAY] = CHOICES ("delay", delays),
  [SIGNET_PRACTICE_ANSWER_DELAY] = NUMBER ("answer-delay", 0, MAX_MILLISECONDS, 0),
  [SIGNET_PRACTICE_DROP] = NUMBERS ("drop", MAX_MESSAGES),
  [SIGNET_PRACTICE_MAX_MESSAGES] = NUMBER ("max-messages", 0, MAX_MESSAGES, 0),
  [SIGNET_PRACTICE_RA] = FLAG ("ra"),
  [SIGNET_PRACTICE_SIGNER] = TEXT ("signer"),
  [SIGNET_PRACTICE_SIGNER_KEY] = TEXT ("signer-key"),
  [SIGNET_PRACTICE_SIGNER_PASSPHRASE] = TEXT ("signer-passphrase-file"),
  [SIGNET_PRACTICE_EXTRA_CERTS] = LIST ("extra-certs"),
  [SIGNET_PRACTICE_CA_PUBS] = LIST ("ca-pubs"),
  [SIGNET_PRACTICE_CLIENT_TRUST] = LIST ("client-trust"),
  [SIGNET_PRACTICE_CLIENT_UNTRUSTED] = LIST ("client-untrusted"),
  [SIGNET_PRACTICE_CERTIFICATE] = TEXT ("certificate"),
  [SIGNET_PRACTICE_CERTIFICATE_KEY] = TEXT ("certificate-key"),
  [SIGNET_PRACTICE_CERTIFICATE_PASSPHRASE] = TEXT ("certificate-passphrase-file"),
  [SIGNET_PRACTICE_ONLY_OLD] = TEXT ("only-old"),
  [SIGNET_PRACTICE_NEW_WITH_NEW] = TEXT ("new-with-new"),
  [SIGNET_PRACTICE_NEW_WITH_OLD] = TEXT ("new-with-old"),
  [SIGNET_PRACTICE_OLD_WITH_NEW] = TEXT ("old-with-new"),
  [SIGNET_PRACTICE_TLS] = FLAG ("tls"),
  [SIGNET_PRACTICE_TLS_HOST] = HOSTS ("tls-host"),
  [SIGNET_PRACTICE_TLS_CLIENT_TRUST] = FLAG ("tls-client-trust"),
  [SIGNET_PRACTICE_TLS_CLIENT_CA] = LIST ("tls-client-ca"),
};

/**
 * signet_practice_behaviour_new:
 *
 * Returns: (transfer full): how a practice CA behaves that was told nothing
 */
SignetPracticeBehaviour *
signet_practice_behaviour_new (void)
{
  return g_new0 (SignetPracticeBehaviour, 1);
}

/**
 * signet_practice_behaviour_free:
 * @self: (transfer full): a behaviour
 *
 * Frees @self.
 */
void
signet_practice_behaviour_free (SignetPracticeBehaviour *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < SIGNET_PRACTICE_N_TRAITS; i++)
    g_strfreev (self->values[i]);
  g_free (self);
}

static gboolean
check_number (const Row   *row,
              const char  *value,
              GError     **error)
{
  g_autoptr (GError) reason = NULL;

  if (g_ascii_string_to_unsigned (value, 10, row->min, row->max, NULL, &reason))
    return TRUE;
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
               _ ("--%s needs a number from %u to %u, not “%s”."), row->name, row->min, row->max,
               value);

  return FALSE;
}

static gboolean
check_choice (const Row   *row,
              const char  *value,
              GError     **error)
{
  g_autofree char *words = NULL;

  if (g_strv_contains (row->choices, value))
    return TRUE;
  words = g_strjoinv (", ", (char **) row->choices);
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
               _ ("--%s does not know “%s”. It knows: %s"), row->name, value, words);

  return FALSE;
}

/* What goes into a certificate as a name must not look like something else there. */
static gboolean
check_host (const Row   *row,
            const char  *value,
            GError     **error)
{
  if (g_hostname_is_ip_address (value) ||
      strspn (value, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-._") == strlen (value))
    return TRUE;
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, _ ("--%s: “%s” is no name of a computer."),
               row->name, value);

  return FALSE;
}

static gboolean
check (const Row   *row,
       const char  *value,
       GError     **error)
{
  if (row->kind == KIND_FLAG)
    return TRUE;
  if (value == NULL || *value == '\0' || !g_utf8_validate (value, -1, NULL))
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, _ ("--%s needs a value that is text."),
                   row->name);
      return FALSE;
    }
  if (row->kind == KIND_NUMBER || row->kind == KIND_NUMBERS)
    return check_number (row, value, error);
  if (row->kind == KIND_HOSTS)
    return check_host (row, value, error);

  return row->choices == NULL || check_choice (row, value, error);
}

static gboolean
is_list (const Row *row)
{
  return row->kind == KIND_LIST || row->kind == KIND_HOSTS || row->kind == KIND_CHOICES ||
         row->kind == KIND_NUMBERS;
}

static void
append (GStrv      *list,
        const char *value)
{
  guint n = *list != NULL ? g_strv_length (*list) : 0;

  *list = g_renew (char *, *list, n + 2);
  (*list)[n] = g_strdup (value != NULL ? value : "");
  (*list)[n + 1] = NULL;
}

/**
 * signet_practice_behaviour_set:
 * @self: a behaviour
 * @name: name of an option of `signetctl practice`, without the dashes
 * @value: (nullable): its argument, %NULL for an option without one
 * @error: return location for a %SIGNET_ERROR_USAGE
 *
 * Sets a value; an option that makes a list gets one more. Whether a file that is named can be read
 * comes out when the CA starts.
 *
 * Returns: whether there is such an option that takes this value
 */
gboolean
signet_practice_behaviour_set (SignetPracticeBehaviour  *self,
                               const char               *name,
                               const char               *value,
                               GError                  **error)
{
  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  for (guint i = 0; i < SIGNET_PRACTICE_N_TRAITS; i++)
    if (g_str_equal (rows[i].name, name))
      {
        if (!check (&rows[i], value, error))
          return FALSE;
        if (!is_list (&rows[i]))
          g_clear_pointer (&self->values[i], g_strfreev);
        append (&self->values[i], value);
        return TRUE;
      }
  g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE, _ ("The practice CA has no option --%s."),
               name);

  return FALSE;
}

/**
 * signet_practice_behaviour_has:
 * @self: a behaviour
 * @trait: one of its traits
 *
 * Returns: whether it was set
 */
gboolean
signet_practice_behaviour_has (const SignetPracticeBehaviour *self,
                               SignetPracticeTrait            trait)
{
  return self->values[trait] != NULL;
}

/**
 * signet_practice_behaviour_get_flag:
 * @self: a behaviour
 * @trait: one of its traits that is a flag
 *
 * Returns: whether it was set
 */
gboolean
signet_practice_behaviour_get_flag (const SignetPracticeBehaviour *self,
                                    SignetPracticeTrait            trait)
{
  g_assert (rows[trait].kind == KIND_FLAG);

  return self->values[trait] != NULL;
}

/**
 * signet_practice_behaviour_get_number:
 * @self: a behaviour
 * @trait: one of its traits that is a number
 *
 * Returns: the number, or what it is where none was set
 */
guint
signet_practice_behaviour_get_number (const SignetPracticeBehaviour *self,
                                      SignetPracticeTrait            trait)
{
  g_assert (rows[trait].kind == KIND_NUMBER);

  return self->values[trait] != NULL ? (guint) g_ascii_strtoull (self->values[trait][0], NULL, 10)
                                     : rows[trait].number;
}

/**
 * signet_practice_behaviour_get_text:
 * @self: a behaviour
 * @trait: one of its traits that is a text
 *
 * Returns: (transfer none) (nullable): the text, %NULL where none was set
 */
const char *
signet_practice_behaviour_get_text (const SignetPracticeBehaviour *self,
                                    SignetPracticeTrait            trait)
{
  g_assert (rows[trait].kind == KIND_TEXT || rows[trait].kind == KIND_CHOICE);

  return self->values[trait] != NULL ? self->values[trait][0] : NULL;
}

/**
 * signet_practice_behaviour_get_list:
 * @self: a behaviour
 * @trait: one of its traits that is a list
 *
 * Returns: (transfer none): what was set, in that order; empty where nothing was
 */
const char *const *
signet_practice_behaviour_get_list (const SignetPracticeBehaviour *self,
                                    SignetPracticeTrait            trait)
{
  static const char *const nothing[] = { NULL };

  return self->values[trait] != NULL ? (const char *const *) self->values[trait] : nothing;
}

/**
 * signet_practice_behaviour_lists:
 * @self: a behaviour
 * @trait: one of its traits that is a list
 * @value: a value
 *
 * Returns: whether @value is in the list
 */
gboolean
signet_practice_behaviour_lists (const SignetPracticeBehaviour *self,
                                 SignetPracticeTrait            trait,
                                 const char                    *value)
{
  return g_strv_contains (signet_practice_behaviour_get_list (self, trait), value);
}
