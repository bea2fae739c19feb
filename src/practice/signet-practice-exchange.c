/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice/signet-practice-exchange-private.h"

#include <openssl/cmperr.h>
#include <openssl/err.h>

#include "core/signet-text.h"
#include "practice/signet-practice-der-private.h"

#define MAX_TEXT 1000 /* characters of a client's words */
#define MAX_STATUS_TEXT 2048
#define CERT_REQUEST_ID 0  /* the only one that OpenSSL answers */
#define NO_CERT_REQUEST -1 /* for a p10cr, RFC 9810 5.3.22 */

static int
poll_request_cb (OSSL_CMP_SRV_CTX    *server,
                 const OSSL_CMP_MSG  *message,
                 int                  id,
                 OSSL_CMP_MSG       **request,
                 int64_t             *check_after)
{
  SignetPracticeExchange *self = OSSL_CMP_SRV_CTX_get0_custom_ctx (server);
  g_autoptr (GError) error = NULL;
  gboolean ready;

  *request = NULL;
  *check_after = self->desk->check_after;
  if (id != CERT_REQUEST_ID && id != NO_CERT_REQUEST)
    {
      ERR_raise (ERR_LIB_CMP, CMP_R_BAD_REQUEST_ID);
      return 0;
    }
  if (!signet_practice_desk_poll (self->desk, self->transaction, &ready, &error))
    {
      ERR_raise_data (ERR_LIB_CMP, CMP_R_ERROR_PROCESSING_MESSAGE, "%s", error->message);
      return 0;
    }
  self->handled = TRUE;
  if (!ready)
    return 1;

  /* The library frees what it gets. */
  *request = OSSL_CMP_MSG_dup (self->request);

  return *request != NULL;
}

/* PKIStatusInfo ::= SEQUENCE { status INTEGER, … }; OpenSSL has no getter for the status. */
static gboolean
is_accepted (const OSSL_CMP_PKISI *info)
{
  unsigned char *der = NULL;
  int length = i2d_OSSL_CMP_PKISI (info, &der);
  SignetPracticeDer status;
  const guchar *p;
  const guchar *end;
  gboolean accepted = FALSE;

  /* accepted is 0, grantedWithMods is 1 */
  if (length > 0 && signet_practice_der_enter (der, (gsize) length, &p, &end) &&
      signet_practice_der_next (&p, end, &status))
    accepted = status.length == 1 && status.content[0] <= 1;
  OPENSSL_free (der);

  return accepted;
}

static char *
describe (const OSSL_CMP_PKISI *info)
{
  char buffer[MAX_STATUS_TEXT];

  if (info == NULL || OSSL_CMP_snprint_PKIStatusInfo (info, buffer, sizeof buffer) == NULL)
    return NULL;

  return signet_text_clean (buffer, MAX_TEXT);
}

static gboolean
check_hash (SignetPracticeExchange  *self,
            const ASN1_OCTET_STRING *hash)
{
  g_autoptr (X509) certificate = signet_practice_desk_read_granted (self->desk,
                                                                    self->transaction->serial);
  ASN1_OCTET_STRING *digest = NULL;
  gboolean same;

  if (certificate != NULL)
    digest = X509_digest_sig (certificate, NULL, NULL);
  same = digest != NULL && hash != NULL && ASN1_OCTET_STRING_cmp (hash, digest) == 0;
  ASN1_OCTET_STRING_free (digest);

  return same;
}

static int
confirm (SignetPracticeExchange *self,
         gboolean                accepted,
         const char             *text)
{
  g_autoptr (GError) error = NULL;

  if (signet_practice_desk_confirm (self->desk, self->transaction, accepted, text, &error))
    return 1;
  ERR_raise_data (ERR_LIB_CMP, CMP_R_ERROR_PROCESSING_MESSAGE, "%s", error->message);

  return 0;
}

static int
cert_conf_cb (OSSL_CMP_SRV_CTX        *server,
              const OSSL_CMP_MSG      *message,
              int                      id,
              const ASN1_OCTET_STRING *hash,
              const OSSL_CMP_PKISI    *info)
{
  SignetPracticeExchange *self = OSSL_CMP_SRV_CTX_get0_custom_ctx (server);
  gboolean accepted = info == NULL || is_accepted (info);
  g_autofree char *text = accepted ? NULL : describe (info);

  if (self->transaction == NULL || !check_hash (self, hash))
    {
      ERR_raise (ERR_LIB_CMP, CMP_R_CERTHASH_UNMATCHED);
      return 0;
    }
  self->handled = TRUE;
  if (signet_practice_exchange_delays (self, "certConf"))
    return 1;

  return confirm (self, accepted, text);
}

static void
error_cb (OSSL_CMP_SRV_CTX           *server,
          const OSSL_CMP_MSG         *message,
          const OSSL_CMP_PKISI       *info,
          const ASN1_INTEGER         *code,
          const OSSL_CMP_PKIFREETEXT *details)
{
  SignetPracticeExchange *self = OSSL_CMP_SRV_CTX_get0_custom_ctx (server);
  g_autofree char *text = describe (info);

  self->handled = TRUE;
  if (self->transaction != NULL)
    signet_practice_desk_abort (self->desk, self->transaction, text);
}

/**
 * signet_practice_exchange_init_server:
 * @self: an exchange; must live as long as @server
 * @server: a new server of OpenSSL
 *
 * Has @server call this file.
 *
 * Returns: whether it worked
 */
gboolean
signet_practice_exchange_init_server (SignetPracticeExchange *self,
                                      OSSL_CMP_SRV_CTX       *server)
{
  return OSSL_CMP_SRV_CTX_init (server, self, signet_practice_exchange_request_cb,
                                signet_practice_exchange_revoke_cb,
                                signet_practice_exchange_info_cb, error_cb, cert_conf_cb,
                                poll_request_cb) == 1;
}

/**
 * signet_practice_exchange_clear:
 * @self: an exchange
 *
 * Frees what is in @self.
 */
void
signet_practice_exchange_clear (SignetPracticeExchange *self)
{
  g_clear_pointer (&self->header, signet_practice_header_free);
  g_clear_pointer (&self->der, g_bytes_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->work, g_bytes_unref);
  g_clear_pointer (&self->central_key, EVP_PKEY_free);
  g_clear_pointer (&self->request, OSSL_CMP_MSG_free);
  g_free (self->reference);
  g_free (self->signer);
}
