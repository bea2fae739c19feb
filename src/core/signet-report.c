/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-report.h"

#include "core/signet-text.h"

#define MAX_TEXT 1000       /* characters of one text */
#define MAX_CERTIFICATES 64 /* in one list */
#define MAX_WARNINGS 32

struct _SignetReport
{
  gatomicrefcount ref_count;
  SignetProtection protection;
  GBytes *signer;
  char *signer_name;
  int version;
  int status;
  guint fail_info;
  char *server_text;
  gint64 clock_skew;
  gint64 http_skew;
  guint confirm_wait;
  GPtrArray *ca_certificates;
  GPtrArray *extra_certificates;
  GPtrArray *warnings; /* ends with NULL */
};

G_DEFINE_BOXED_TYPE (SignetReport, signet_report, signet_report_ref, signet_report_unref)

/**
 * signet_report_new:
 *
 * Returns: (transfer full): a report in which nothing is known
 */
SignetReport *
signet_report_new (void)
{
  SignetReport *self = g_new0 (SignetReport, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->version = -1;
  self->status = -1;
  self->ca_certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->extra_certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->warnings, NULL);

  return self;
}

/**
 * signet_report_ref:
 * @self: a report
 *
 * Adds a reference; safe from any thread. From now on nobody may call a setter.
 *
 * Returns: (transfer full): @self
 */
SignetReport *
signet_report_ref (SignetReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * signet_report_unref:
 * @self: a report
 *
 * Drops a reference.
 */
void
signet_report_unref (SignetReport *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->signer, g_bytes_unref);
  g_free (self->signer_name);
  g_free (self->server_text);
  g_ptr_array_unref (self->ca_certificates);
  g_ptr_array_unref (self->extra_certificates);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}

/* Text from outside becomes one clean line, and %NULL where nothing is left of it. */
static void
set_text (char       **field,
          const char  *text)
{
  char *clean = text != NULL ? signet_text_clean (text, MAX_TEXT) : NULL;

  if (clean != NULL && *clean == '\0')
    g_clear_pointer (&clean, g_free);
  g_free (*field);
  *field = clean;
}

/**
 * signet_report_get_protection:
 * @self: a report
 *
 * Returns: how the answer was protected; %SIGNET_PROTECTION_NONE where no answer was verified
 */
SignetProtection
signet_report_get_protection (SignetReport *self)
{
  g_return_val_if_fail (self != NULL, SIGNET_PROTECTION_NONE);

  return self->protection;
}

/**
 * signet_report_set_protection:
 * @self: a report
 * @protection: how the answer was protected
 */
void
signet_report_set_protection (SignetReport     *self,
                              SignetProtection  protection)
{
  g_return_if_fail (self != NULL);

  self->protection = protection;
}

/**
 * signet_report_get_signer:
 * @self: a report
 *
 * Returns: (transfer none) (nullable): the DER of the certificate that signed the answer, or %NULL
 *   where a code authenticated it, or nothing did
 */
GBytes *
signet_report_get_signer (SignetReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->signer;
}

/**
 * signet_report_get_signer_name:
 * @self: a report
 *
 * Returns: (transfer none) (nullable): the subject of the certificate that signed the answer
 */
const char *
signet_report_get_signer_name (SignetReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->signer_name;
}

/**
 * signet_report_set_signer:
 * @self: a report
 * @certificate: (nullable): the DER of the certificate that signed the answer
 * @name: (nullable): its subject; cleaned, see signet_text_clean ()
 */
void
signet_report_set_signer (SignetReport *self,
                          GBytes       *certificate,
                          const char   *name)
{
  g_return_if_fail (self != NULL);

  if (certificate != NULL)
    g_bytes_ref (certificate);
  g_clear_pointer (&self->signer, g_bytes_unref);
  self->signer = certificate;
  set_text (&self->signer_name, name);
}

/**
 * signet_report_get_version:
 * @self: a report
 *
 * Returns: the pvno of the answer (RFC 9810 5.1.1): 2 for CMP of 1999, 3 for CMP of 2021; -1 where
 *   it is not known
 */
int
signet_report_get_version (SignetReport *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->version;
}

/**
 * signet_report_set_version:
 * @self: a report
 * @version: the pvno of the answer, or -1
 */
void
signet_report_set_version (SignetReport *self,
                           int           version)
{
  g_return_if_fail (self != NULL);

  self->version = version;
}

/**
 * signet_report_get_status:
 * @self: a report
 *
 * Returns: PKIStatus of the answer (RFC 9810 5.2.3), or -1 where it had none
 */
int
signet_report_get_status (SignetReport *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->status;
}

/**
 * signet_report_get_fail_info:
 * @self: a report
 *
 * Returns: PKIFailureInfo of the answer, bit n set for the named bit n (RFC 9810 5.2.3)
 */
guint
signet_report_get_fail_info (SignetReport *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->fail_info;
}

/**
 * signet_report_get_server_text:
 * @self: a report
 *
 * Returns: (transfer none) (nullable): the server's words: one clean line of at most 1,000
 *   characters
 */
const char *
signet_report_get_server_text (SignetReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->server_text;
}

/**
 * signet_report_set_status:
 * @self: a report
 * @status: PKIStatus of the answer, or -1
 * @fail_info: PKIFailureInfo of the answer, bit n set for the named bit n
 * @server_text: (nullable): the server's words, in any encoding and of any size
 */
void
signet_report_set_status (SignetReport *self,
                          int           status,
                          guint         fail_info,
                          const char   *server_text)
{
  g_return_if_fail (self != NULL);

  self->status = status;
  self->fail_info = fail_info;
  set_text (&self->server_text, server_text);
}

/**
 * signet_report_get_clock_skew:
 * @self: a report
 *
 * Returns: by how many seconds the CA's clock is ahead of this computer's (messageTime, RFC 9810
 *   5.1.1); 0 where it is not known
 */
gint64
signet_report_get_clock_skew (SignetReport *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->clock_skew;
}

/**
 * signet_report_set_clock_skew:
 * @self: a report
 * @seconds: by how many seconds the CA's clock is ahead
 */
void
signet_report_set_clock_skew (SignetReport *self,
                              gint64        seconds)
{
  g_return_if_fail (self != NULL);

  self->clock_skew = seconds;
}

/**
 * signet_report_get_http_skew:
 * @self: a report
 *
 * Returns: by how many seconds the web server's clock is ahead of this computer's (the header
 *   “Date”, which nobody vouches for); 0 where it is not known
 */
gint64
signet_report_get_http_skew (SignetReport *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->http_skew;
}

/**
 * signet_report_set_http_skew:
 * @self: a report
 * @seconds: by how many seconds the web server's clock is ahead
 */
void
signet_report_set_http_skew (SignetReport *self,
                             gint64        seconds)
{
  g_return_if_fail (self != NULL);

  self->http_skew = seconds;
}

/**
 * signet_report_get_confirm_wait:
 * @self: a report
 *
 * Returns: for how many seconds the server waits for the confirmation (confirmWaitTime, RFC 9810
 *   5.1.1.2), counted from its answer; 0 where it did not say
 */
guint
signet_report_get_confirm_wait (SignetReport *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->confirm_wait;
}

/**
 * signet_report_set_confirm_wait:
 * @self: a report
 * @seconds: for how many seconds the server waits, or 0
 */
void
signet_report_set_confirm_wait (SignetReport *self,
                                guint         seconds)
{
  g_return_if_fail (self != NULL);

  self->confirm_wait = seconds;
}

static void
add_certificate (GPtrArray *list,
                 GBytes    *certificate)
{
  if (list->len < MAX_CERTIFICATES)
    g_ptr_array_add (list, g_bytes_ref (certificate));
}

/**
 * signet_report_get_ca_certificates:
 * @self: a report
 *
 * Returns: (transfer none) (element-type GBytes): the DER of each CA certificate that the server
 *   offers (caPubs, RFC 9810 5.3.2); none of them is trusted or kept by itself
 */
GPtrArray *
signet_report_get_ca_certificates (SignetReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->ca_certificates;
}

/**
 * signet_report_add_ca_certificate:
 * @self: a report
 * @certificate: the DER of a certificate
 *
 * Adds one that the server offers; what comes after the 64th is left out.
 */
void
signet_report_add_ca_certificate (SignetReport *self,
                                  GBytes       *certificate)
{
  g_return_if_fail (self != NULL && certificate != NULL);

  add_certificate (self->ca_certificates, certificate);
}

/**
 * signet_report_get_extra_certificates:
 * @self: a report
 *
 * Returns: (transfer none) (element-type GBytes): the DER of each certificate that the server sent
 *   along (extraCerts, RFC 9810 5.1); nobody vouches for them
 */
GPtrArray *
signet_report_get_extra_certificates (SignetReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->extra_certificates;
}

/**
 * signet_report_add_extra_certificate:
 * @self: a report
 * @certificate: the DER of a certificate
 *
 * Adds one that the server sent along; what comes after the 64th is left out.
 */
void
signet_report_add_extra_certificate (SignetReport *self,
                                     GBytes       *certificate)
{
  g_return_if_fail (self != NULL && certificate != NULL);

  add_certificate (self->extra_certificates, certificate);
}

/**
 * signet_report_get_warnings:
 * @self: a report
 *
 * Returns: (transfer none) (array zero-terminated=1): what a person should hear of although it
 *   worked, a sentence each
 */
const char *const *
signet_report_get_warnings (SignetReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->warnings->pdata;
}

/**
 * signet_report_add_warning:
 * @self: a report
 * @sentence: what a person should hear of; cleaned, see signet_text_clean ()
 *
 * Adds a sentence, unless it is there already; what comes after the 32nd is left out.
 */
void
signet_report_add_warning (SignetReport *self,
                           const char   *sentence)
{
  g_autofree char *clean = NULL;

  g_return_if_fail (self != NULL && sentence != NULL);

  clean = signet_text_clean (sentence, MAX_TEXT);
  if (self->warnings->len > MAX_WARNINGS ||
      g_strv_contains (signet_report_get_warnings (self), clean))
    return;

  g_ptr_array_insert (self->warnings, (int) self->warnings->len - 1, g_steal_pointer (&clean));
}
