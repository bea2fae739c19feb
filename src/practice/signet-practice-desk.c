/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-desk-private.h"

#include <glib/gi18n-lib.h>

#include "practice/signet-practice-grant-private.h"

#define MAX_OPEN 1000 /* requests that may wait at a time */
#define REJECTION_TEXT "Rejected by the practice CA"

/**
 * signet_practice_desk_new:
 * @options: how the CA behaves
 * @behaviour: how it behaves otherwise; must live as long as the desk
 * @emit: where events go
 * @emit_data: passed to @emit
 * @error: return location for a %SIGNET_ERROR
 *
 * Opens the CA's folder. There are no codes yet; the caller sets them.
 *
 * Returns: (transfer full) (nullable): a desk
 */
SignetPracticeDesk *
signet_practice_desk_new (const SignetPracticeOptions    *options,
                          const SignetPracticeBehaviour  *behaviour,
                          SignetPracticeEmit              emit,
                          gpointer                        emit_data,
                          GError                        **error)
{
  g_autoptr (SignetPracticeDesk) self = g_new0 (SignetPracticeDesk, 1);

  g_mutex_init (&self->lock);
  self->folder = g_strdup (options->folder);
  self->behaviour = behaviour;
  self->approval = options->approval;
  self->poll_count = options->poll_count;
  self->check_after = options->check_after;
  self->emit = emit;
  self->emit_data = emit_data;
  self->codes = signet_practice_codes_new ();
  self->store = signet_practice_store_open (options->folder, error);
  if (self->store != NULL && signet_practice_store_get_approval (self->store))
    self->approval = TRUE;
  self->ca = self->store != NULL ? signet_practice_ca_load (options->folder, behaviour, error)
                                 : NULL;

  self->material = self->ca != NULL ? signet_practice_material_load (behaviour, error) : NULL;
  if (g_strcmp0 (signet_practice_behaviour_get_text (behaviour, SIGNET_PRACTICE_PKI_STATUS),
                 "waiting") == 0)
    self->poll_count = G_MAXUINT;

  return self->material != NULL && signet_practice_desk_make_lists (self, error)
           ? g_steal_pointer (&self)
           : NULL;
}

/**
 * signet_practice_desk_free:
 * @self: (transfer full): a desk that nobody uses
 *
 * Closes the CA's folder and frees @self.
 */
void
signet_practice_desk_free (SignetPracticeDesk *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->store, signet_practice_store_free);
  g_clear_pointer (&self->codes, signet_practice_codes_free);
  g_clear_pointer (&self->ca, signet_practice_ca_free);
  g_clear_pointer (&self->material, signet_practice_material_free);
  for (guint i = 0; i < SIGNET_PRACTICE_N_LISTS; i++)
    g_clear_pointer (&self->lists[i], g_bytes_unref);
  g_mutex_clear (&self->lock);
  g_free (self->folder);
  g_free (self->url);
  g_free (self);
}

/**
 * signet_practice_desk_tell:
 * @self: a desk
 * @name: name of the event
 * @transaction: the request that it is about
 * @text: (nullable): why something was refused
 *
 * Hands an event on.
 */
void
signet_practice_desk_tell (SignetPracticeDesk        *self,
                           const char                *name,
                           SignetPracticeTransaction *transaction,
                           const char                *text)
{
  SignetPracticeEvent event = {
    .name = (char *) name,
    .number = transaction->number,
    .transaction = transaction->id,
    .reference = transaction->reference,
    .subject = transaction->subject,
    .serial = transaction->serial,
    .text = (char *) text,
  };

  self->emit (signet_practice_event_copy (&event), self->emit_data);
}

/**
 * signet_practice_desk_refuse:
 * @self: a desk
 * @id: identifier of a transaction
 * @reference: (nullable): reference number that the client gave
 * @text: (nullable): why
 *
 * Tells that a message was refused of which nothing is kept.
 */
void
signet_practice_desk_refuse (SignetPracticeDesk *self,
                             const char         *id,
                             const char         *reference,
                             const char         *text)
{
  SignetPracticeTransaction transaction = { .id = (char *) id, .reference = (char *) reference };

  signet_practice_desk_tell (self, "refused", &transaction, text);
}

/* Certificates name the address only where they shall: it leads nowhere on another computer. */
static char *
get_list_url (SignetPracticeDesk *self)
{
  return signet_practice_behaviour_get_flag (self->behaviour, SIGNET_PRACTICE_CRL_URL)
           ? signet_practice_desk_get_list_url (self, SIGNET_PRACTICE_LIST_ISSUER)
           : NULL;
}

static char *
make_certificate (SignetPracticeDesk            *self,
                  SignetPracticeTransaction     *transaction,
                  const SignetPracticeTemplate  *template,
                  GError                       **error)
{
  g_autofree char *url = get_list_url (self);
  g_autoptr (X509) certificate = signet_practice_ca_issue (self->ca, template, url, error);
  g_autofree char *serial = NULL;
  g_autofree char *key_id = NULL;
  g_autofree char *issuer = NULL;
  g_autofree char *pem = NULL;
  SignetPracticeIssuedEntry entry = { 0 };

  if (certificate == NULL)
    return NULL;

  serial = signet_practice_x509_get_serial (certificate);
  key_id = signet_practice_x509_get_key_id (certificate);
  issuer = signet_practice_x509_get_key_id (signet_practice_ca_get_issuer (self->ca)->certificate);
  pem = signet_practice_x509_to_pem (certificate);
  entry.serial = serial;
  entry.key_id = key_id;
  entry.issuer = issuer;
  entry.subject = transaction->subject;
  entry.transaction = transaction->id;
  entry.number = transaction->number;
  if (!signet_practice_issued_add (signet_practice_store_get_issued (self->store), &entry, pem,
                                   error))
    return NULL;

  return g_steal_pointer (&serial);
}

/* One transaction never leads to two certificates, even when an earlier attempt to write the
 * transaction failed after the certificate had been written. */
static gboolean
issue (SignetPracticeDesk            *self,
       SignetPracticeTransaction     *transaction,
       const SignetPracticeTemplate  *template,
       GError                       **error)
{
  SignetPracticeState before = transaction->state;
  char *serial = signet_practice_issued_find_transaction (
    signet_practice_store_get_issued (self->store), transaction->id);

  if (serial == NULL)
    serial = make_certificate (self, transaction, template, error);
  if (serial == NULL)
    return FALSE;

  transaction->state = SIGNET_PRACTICE_ISSUED;
  transaction->serial = serial;
  g_free (transaction->changes);
  transaction->changes = g_strdup (template->changes);
  if (signet_practice_store_update (self->store, transaction, error))
    {
      signet_practice_desk_tell (self, "issued", transaction, NULL);
      return TRUE;
    }
  transaction->state = before;
  g_clear_pointer (&transaction->serial, g_free);

  return FALSE;
}

static SignetPracticeVerdict
refuse_for_error (SignetPracticeDesk        *self,
                  SignetPracticeTransaction *transaction,
                  const GError              *error,
                  SignetPracticeRefusal     *refusal)
{
  signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_systemFailure,
                          "The practice CA could not write to its folder");
  signet_practice_desk_tell (self, "refused", transaction, error->message);

  return SIGNET_PRACTICE_VERDICT_REFUSED;
}

/* What is issued is given to the client, unless everybody gets the same. */
static SignetPracticeVerdict
read_certificate (SignetPracticeDesk         *self,
                  SignetPracticeTransaction  *transaction,
                  X509                      **certificate,
                  SignetPracticeRefusal      *refusal)
{
  g_autoptr (GError) error = NULL;

  *certificate = signet_practice_desk_read_granted (self, transaction->serial);
  if (*certificate != NULL)
    return SIGNET_PRACTICE_VERDICT_ISSUED;
  g_set_error (&error, SIGNET_ERROR, SIGNET_ERROR_DAMAGED,
               _ ("The certificate %s of the practice CA is damaged."), transaction->serial);

  return refuse_for_error (self, transaction, error, refusal);
}

static gboolean
grant (SignetPracticeDesk     *self,
       SignetPracticeTemplate *template,
       SignetPracticeRefusal  *refusal)
{
  return signet_practice_grant (template, self->behaviour,
                                signet_practice_ca_get_issuer (self->ca)->certificate, refusal);
}

/**
 * signet_practice_desk_begin:
 * @self: a desk
 * @transaction: (transfer full): a new transaction
 * @template: (nullable): what is asked for, %NULL where that is refused already; becomes what is
 *   granted
 * @certificate: (out): the certificate, where there is one
 * @refusal: (inout): why not, where it is refused
 *
 * Decides about a new, verified request. It is on disk for good before the function returns.
 *
 * Returns: what becomes of it
 */
SignetPracticeVerdict
signet_practice_desk_begin (SignetPracticeDesk         *self,
                            SignetPracticeTransaction  *transaction,
                            SignetPracticeTemplate     *template,
                            X509                      **certificate,
                            SignetPracticeRefusal      *refusal)
{
  g_autoptr (SignetPracticeTransaction) new = transaction;
  g_autoptr (GError) error = NULL;
  gboolean waits = self->approval || self->poll_count > 0;
  gboolean granted = template != NULL && grant (self, template, refusal);

  new->number = signet_practice_store_next_number (self->store);
  signet_practice_desk_tell (self, "request", new, NULL);
  if (granted && waits && signet_practice_store_count_open (self->store) >= MAX_OPEN)
    {
      signet_practice_refuse (refusal, OSSL_CMP_PKIFAILUREINFO_systemUnavail,
                              "Too many requests wait at the practice CA");
      granted = FALSE;
    }
  if (!granted)
    {
      signet_practice_desk_tell (self, "refused", new, refusal->text);
      return SIGNET_PRACTICE_VERDICT_REFUSED;
    }

  new->state = waits ? SIGNET_PRACTICE_WAITING : SIGNET_PRACTICE_APPROVED;
  if (!signet_practice_store_add (self->store, new, &error))
    return refuse_for_error (self, new, error, refusal);
  transaction = g_steal_pointer (&new);
  if (waits)
    {
      signet_practice_desk_tell (self, "waiting", transaction, NULL);
      return SIGNET_PRACTICE_VERDICT_WAITING;
    }

  return signet_practice_desk_collect (self, transaction, template, certificate, refusal);
}

/**
 * signet_practice_desk_collect:
 * @self: a desk
 * @transaction: a transaction of the store whose time has come
 * @template: (nullable): what was asked for, %NULL where that is refused; not looked at where there
 *   is a certificate already
 * @certificate: (out): the certificate, where there is one
 * @refusal: (inout): why not, where it is refused
 *
 * Gives the client what became of its request. Asked again, it gives the same again.
 *
 * Returns: what became of it
 */
SignetPracticeVerdict
signet_practice_desk_collect (SignetPracticeDesk         *self,
                              SignetPracticeTransaction  *transaction,
                              SignetPracticeTemplate     *template,
                              X509                      **certificate,
                              SignetPracticeRefusal      *refusal)
{
  g_autoptr (GError) error = NULL;

  if (transaction->state == SIGNET_PRACTICE_REJECTED)
    {
      signet_practice_refuse (refusal, (int) transaction->fail_info, REJECTION_TEXT);
      return SIGNET_PRACTICE_VERDICT_REFUSED;
    }
  if (transaction->state != SIGNET_PRACTICE_ISSUED)
    {
      if (template == NULL || !grant (self, template, refusal))
        return SIGNET_PRACTICE_VERDICT_REFUSED;
      if (!issue (self, transaction, template, &error))
        return refuse_for_error (self, transaction, error, refusal);
    }

  return read_certificate (self, transaction, certificate, refusal);
}

/**
 * signet_practice_desk_read_granted:
 * @self: a desk
 * @serial: serial number of a certificate that the CA has issued
 *
 * Returns: (transfer full) (nullable): what the client gets: that certificate, or the one that
 *   everybody gets
 */
X509 *
signet_practice_desk_read_granted (SignetPracticeDesk *self,
                                   const char         *serial)
{
  return self->material->certificate != NULL
           ? X509_dup (signet_certificate_get_x509 (self->material->certificate))
           : signet_practice_desk_read_issued (self, serial);
}

/**
 * signet_practice_desk_get_signing_key:
 * @self: a desk
 *
 * Returns: (transfer none): the key that answers are signed with
 */
EVP_PKEY *
signet_practice_desk_get_signing_key (SignetPracticeDesk *self)
{
  if (self->material->signer != NULL)
    return signet_key_get_pkey (signet_signer_get_key (self->material->signer));

  return signet_practice_ca_get_protector (self->ca)->key;
}

/**
 * signet_practice_desk_get_signing_certificate:
 * @self: a desk
 *
 * Returns: (transfer none): the certificate for that key
 */
X509 *
signet_practice_desk_get_signing_certificate (SignetPracticeDesk *self)
{
  if (self->material->signer != NULL)
    return signet_certificate_get_x509 (signet_signer_get_certificate (self->material->signer));

  return signet_practice_ca_get_protector (self->ca)->certificate;
}
