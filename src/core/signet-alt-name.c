/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-alt-name.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/signet-error.h"
#include "core/signet-states.h"
#include "core/signet-text.h"
#include "signet-core-enums.h"

#define MAX_HOST 253
#define MAX_LABEL 63
#define MAX_LOCAL 64
#define MAX_VALUE 2048
#define MAX_OTHER 2048
#define MAX_SHOWN 64 /* in a sentence */

struct _SignetAltName
{
  gatomicrefcount ref_count;
  SignetAltNameKind kind;
  char *value;
};

G_DEFINE_BOXED_TYPE (SignetAltName, signet_alt_name, signet_alt_name_ref, signet_alt_name_unref)

static SignetAltName *
alt_name_new_take (SignetAltNameKind  kind,
                   char              *value)
{
  SignetAltName *self = g_new0 (SignetAltName, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->value = value;

  return self;
}

static gboolean
is_label (const char *label)
{
  gsize length = strlen (label);

  if (length == 0 || length > MAX_LABEL || label[0] == '-' || label[length - 1] == '-')
    return FALSE;

  return strspn (label, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_") == length;
}

/* Returns the name in ASCII (RFC 5280 7.2), or NULL where @text is no host name. */
static char *
normalize_host (const char *text,
                gboolean    may_be_wildcard)
{
  g_autofree char *ascii = NULL;
  g_auto (GStrv) labels = NULL;
  gboolean wildcard = may_be_wildcard && g_str_has_prefix (text, "*.");

  ascii = g_hostname_to_ascii (wildcard ? text + 2 : text);
  if (ascii == NULL)
    return NULL;
  if (g_str_has_suffix (ascii, "."))
    ascii[strlen (ascii) - 1] = '\0';
  if (strlen (ascii) + (wildcard ? 2 : 0) > MAX_HOST)
    return NULL;

  labels = g_strsplit (ascii, ".", -1);
  if (*labels == NULL)
    return NULL;
  for (char **label = labels; *label != NULL; label++)
    if (!is_label (*label))
      return NULL;

  return g_strconcat (wildcard ? "*." : "", ascii, NULL);
}

static char *
normalize_dns (const char *text)
{
  g_autofree char *host = normalize_host (text, TRUE);

  /* The form that goes into the certificate counts: “192.0.2.1.” loses its last dot. */
  return host != NULL && !g_hostname_is_ip_address (host) ? g_steal_pointer (&host) : NULL;
}

static char *
normalize_email (const char *text)
{
  const char *at = strrchr (text, '@');
  g_autofree char *local = NULL;
  g_autofree char *host = NULL;

  if (at == NULL || at == text || at - text > MAX_LOCAL)
    return NULL;
  local = g_strndup (text, at - text);
  if (!g_str_is_ascii (local) || strpbrk (local, " @,;<>()[]\\\"") != NULL)
    return NULL;
  host = normalize_host (at + 1, FALSE);

  return host != NULL ? g_strconcat (local, "@", host, NULL) : NULL;
}

static char *
normalize_ip (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return address != NULL ? g_inet_address_to_string (address) : NULL;
}

static char *
normalize_uri (const char *text)
{
  g_autoptr (GUri) uri = NULL;

  if (!g_str_is_ascii (text) || strpbrk (text, " <>\"{}|\\^`") != NULL)
    return NULL;
  uri = g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || (*g_uri_get_path (uri) == '\0' && g_uri_get_host (uri) == NULL))
    return NULL;

  return g_strdup (text);
}

static char *
normalize_upn (const char *text)
{
  const char *at = strchr (text, '@');

  if (at == NULL || at == text || at[1] == '\0' || strchr (at + 1, '@') != NULL ||
      strchr (text, ' ') != NULL)
    return NULL;

  return g_strdup (text);
}

static const struct
{
  char *(*normalize) (const char *text);
  const char *message;
} rules[] = {
  [SIGNET_ALT_NAME_EMAIL] = { normalize_email,
                              N_ ("“%s” is not an e-mail address that a certificate can have.") },
  [SIGNET_ALT_NAME_DNS] = { normalize_dns, N_ ("“%s” is not a host name.") },
  [SIGNET_ALT_NAME_IP] = { normalize_ip, N_ ("“%s” is not an IP address.") },
  [SIGNET_ALT_NAME_URI] = { normalize_uri, N_ ("“%s” is not an absolute URI.") },
  [SIGNET_ALT_NAME_UPN] = { normalize_upn,
                            N_ ("“%s” is not a user principal name like “user@realm”.") },
};

static void
set_message (GError     **error,
             const char  *format,
             const char  *value)
{
  /* The format is one of the table above, translated: %s is all that it contains. */
  g_auto (GStrv) around = g_strsplit (format, "%s", 2);
  g_autofree char *shown = signet_text_clean (value, MAX_SHOWN);
  g_autofree char *message = g_strjoinv (shown, around);

  g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_ALT_NAME, message);
}

/**
 * signet_alt_name_new:
 * @kind: what @value is; not %SIGNET_ALT_NAME_OTHER
 * @value: the name in UTF-8
 * @error: return location for a %SIGNET_ERROR_ALT_NAME
 *
 * Checks @value and brings it into the form that goes into a certificate: host names in ASCII, IP
 * addresses in their shortest form.
 *
 * Returns: (transfer full) (nullable): the alternative name
 */
SignetAltName *
signet_alt_name_new (SignetAltNameKind   kind,
                     const char         *value,
                     GError            **error)
{
  char *normal;

  g_return_val_if_fail (kind >= 0 && kind < SIGNET_ALT_NAME_OTHER && value != NULL, NULL);

  if (strlen (value) > MAX_VALUE)
    {
      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_ALT_NAME,
                   _ ("An alternative name is longer than %d bytes."), MAX_VALUE);
      return NULL;
    }
  if (!signet_text_is_clean (value))
    {
      g_set_error_literal (error, SIGNET_ERROR, SIGNET_ERROR_ALT_NAME,
                           _ ("An alternative name contains characters that are not text."));
      return NULL;
    }

  normal = rules[kind].normalize (value);
  if (normal == NULL)
    {
      set_message (error, _ (rules[kind].message), value);
      return NULL;
    }

  return alt_name_new_take (kind, normal);
}

/**
 * signet_alt_name_new_other:
 * @value: a text that describes a name of any other kind
 *
 * Makes a name that is only shown; @value is cleaned, see signet_text_clean ().
 *
 * Returns: (transfer full): the alternative name
 */
SignetAltName *
signet_alt_name_new_other (const char *value)
{
  g_return_val_if_fail (value != NULL, NULL);

  return alt_name_new_take (SIGNET_ALT_NAME_OTHER, signet_text_clean (value, MAX_OTHER));
}

static gboolean
find_kind (const char         *text,
           SignetAltNameKind  *kind,
           const char        **value)
{
  const char *colon = strchr (text, ':');
  g_autofree char *word = NULL;
  int found;

  if (colon == NULL)
    return FALSE;
  word = g_ascii_strdown (text, colon - text);
  if (!signet_enum_from_nick (SIGNET_TYPE_ALT_NAME_KIND, word, &found) ||
      found == SIGNET_ALT_NAME_OTHER)
    return FALSE;
  *kind = found;
  *value = colon + 1;

  return TRUE;
}

/**
 * signet_alt_name_parse:
 * @text: a kind, ":" and the name: "email:alice\@example.com"; also dns, ip, uri, upn
 * @error: return location for a %SIGNET_ERROR_ALT_NAME
 *
 * Returns: (transfer full) (nullable): the alternative name
 */
SignetAltName *
signet_alt_name_parse (const char  *text,
                       GError     **error)
{
  g_autofree char *trimmed = NULL;
  SignetAltNameKind kind;
  const char *value;

  g_return_val_if_fail (text != NULL, NULL);

  trimmed = g_strstrip (g_strdup (text));
  if (!find_kind (trimmed, &kind, &value))
    {
      g_autofree char *shown = signet_text_clean (trimmed, MAX_SHOWN);

      g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_ALT_NAME,
                   _ ("“%s” does not begin with “email:”, “dns:”, “ip:”, “uri:” or “upn:”."),
                   shown);
      return NULL;
    }

  return signet_alt_name_new (kind, value, error);
}

/**
 * signet_alt_name_ref:
 * @self: an alternative name
 *
 * Adds a reference; safe from any thread.
 *
 * Returns: (transfer full): @self
 */
SignetAltName *
signet_alt_name_ref (SignetAltName *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * signet_alt_name_unref:
 * @self: an alternative name
 *
 * Drops a reference.
 */
void
signet_alt_name_unref (SignetAltName *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    {
      g_free (self->value);
      g_free (self);
    }
}

/**
 * signet_alt_name_get_kind:
 * @self: an alternative name
 *
 * Returns: what it is
 */
SignetAltNameKind
signet_alt_name_get_kind (const SignetAltName *self)
{
  g_return_val_if_fail (self != NULL, SIGNET_ALT_NAME_OTHER);

  return self->kind;
}

/**
 * signet_alt_name_get_value:
 * @self: an alternative name
 *
 * Returns: (transfer none): the name without its kind
 */
const char *
signet_alt_name_get_value (const SignetAltName *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->value;
}

/**
 * signet_alt_name_to_string:
 * @self: an alternative name
 *
 * Returns: (transfer full): the text that signet_alt_name_parse () reads
 */
char *
signet_alt_name_to_string (const SignetAltName *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strdup_printf (
    "%s:%s", signet_enum_to_nick (SIGNET_TYPE_ALT_NAME_KIND, (int) self->kind), self->value);
}

/**
 * signet_alt_name_equal:
 * @self: an alternative name
 * @other: another one
 *
 * Returns: whether both are the same, without regard to case in host names and e-mail domains
 */
gboolean
signet_alt_name_equal (const SignetAltName *self,
                       const SignetAltName *other)
{
  const char *at, *other_at;

  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (self->kind != other->kind)
    return FALSE;
  if (self->kind == SIGNET_ALT_NAME_DNS)
    return g_ascii_strcasecmp (self->value, other->value) == 0;
  if (self->kind != SIGNET_ALT_NAME_EMAIL)
    return g_str_equal (self->value, other->value);

  at = strrchr (self->value, '@');
  other_at = strrchr (other->value, '@');

  return at - self->value == other_at - other->value &&
         strncmp (self->value, other->value, at - self->value) == 0 &&
         g_ascii_strcasecmp (at, other_at) == 0;
}
