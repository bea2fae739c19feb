/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "oracle.h"

#include <openssl/err.h>
#include <string.h>

#include "cmp/signet-itav-private.h"

static int
answer_question (OSSL_CMP_SRV_CTX *transaction,
                 const OSSL_CMP_MSG *request,
                 const STACK_OF (OSSL_CMP_ITAV) * in,
                 STACK_OF (OSSL_CMP_ITAV) * *out)
{
  Oracle *self = OSSL_CMP_SRV_CTX_get0_custom_ctx (transaction);

  *out = sk_OSSL_CMP_ITAV_new_null ();
  if (self->oid != NULL)
    sk_OSSL_CMP_ITAV_push (*out, signet_itav_new (self->oid, self->value, NULL));

  return 1;
}

static OSSL_CMP_PKISI *
judge (OSSL_CMP_SRV_CTX   *transaction,
       const OSSL_CMP_MSG *request,
       const X509_NAME    *issuer,
       const ASN1_INTEGER *serial)
{
  Oracle *self = OSSL_CMP_SRV_CTX_get0_custom_ctx (transaction);

  return OSSL_CMP_STATUSINFO_new (self->status, self->fail_info, self->text);
}

#ifdef HAVE_OSSL_CMP_CTX_GET0_GENINFO_ITAVS

/* RFC 9483 4.4: an error message with the status “waiting” puts off whatever was asked. */
static int
delay (OSSL_CMP_SRV_CTX   *transaction,
       const OSSL_CMP_MSG *request)
{
  Oracle *self = OSSL_CMP_SRV_CTX_get0_custom_ctx (transaction);

  if (self->polls == 0 || self->delayed != NULL)
    return 0;
  self->delayed = OSSL_CMP_MSG_dup (request);

  return 1;
}

static int
forget (OSSL_CMP_SRV_CTX        *transaction,
        const ASN1_OCTET_STRING *id)
{
  return 1;
}

#endif

static int
answer_poll (OSSL_CMP_SRV_CTX    *transaction,
             const OSSL_CMP_MSG  *message,
             int                  certificate_request,
             OSSL_CMP_MSG       **request,
             int64_t             *check_after)
{
  Oracle *self = OSSL_CMP_SRV_CTX_get0_custom_ctx (transaction);

  *request = NULL;
  *check_after = self->check_after;
  if (self->polls-- > 1)
    return 1;
  *check_after = 0;
  *request = OSSL_CMP_MSG_dup (self->delayed);

  return 1;
}

static void
begin (Oracle *self)
{
  OSSL_CMP_CTX *ctx;

  g_clear_pointer (&self->transaction, OSSL_CMP_SRV_CTX_free);
  self->transaction = OSSL_CMP_SRV_CTX_new (NULL, NULL);
  OSSL_CMP_SRV_CTX_init (self->transaction, self, NULL, judge, answer_question, NULL, NULL,
                         answer_poll);
#ifdef HAVE_OSSL_CMP_CTX_GET0_GENINFO_ITAVS
  OSSL_CMP_SRV_CTX_init_trans (self->transaction, delay, forget);
#endif
  ctx = OSSL_CMP_SRV_CTX_get0_cmp_ctx (self->transaction);
  OSSL_CMP_CTX_set1_referenceValue (ctx, (const guchar *) "77", 2);
  OSSL_CMP_CTX_set1_secretValue (ctx, (const guchar *) "s3cret", 6);
  OSSL_CMP_CTX_set_log_verbosity (ctx, OSSL_CMP_LOG_EMERG);
}

/* A FaultFunc: every message that does not ask for the answer of before begins a transaction. */
static GBytes *
answer (const char *path,
        GBytes     *body,
        gpointer    user_data)
{
  Oracle *self = user_data;
  gsize length;
  const guchar *data = g_bytes_get_data (body, &length);
  g_autoptr (OSSL_CMP_MSG) request = d2i_OSSL_CMP_MSG (NULL, &data, (long) length);
  g_autoptr (OSSL_CMP_MSG) message = NULL;
  guchar *der = NULL;
  GBytes *whole;
  int size;

  g_clear_pointer (&self->asked, g_bytes_unref);
  self->asked = g_bytes_ref (body);
  if (self->delayed == NULL)
    begin (self);
  message = OSSL_CMP_SRV_process_request (self->transaction, request);
  size = message != NULL ? i2d_OSSL_CMP_MSG (message, &der) : 0;
  whole = fault_answer ("200 OK", "application/pkixcmp", der, (gsize) MAX (size, 0));
  OPENSSL_free (der);
  ERR_clear_error ();

  return whole;
}

void
oracle_init (Oracle     *self,
             CmpFixture *fixture)
{
  g_autofree char *url = NULL;

  memset (self, 0, sizeof *self);
  self->server = fault_server_new (answer, self);
  url = fault_server_dup_url (self->server, "/");
  cmp_fixture_set_server (fixture, url);
}

void
oracle_clear (Oracle *self)
{
  g_clear_pointer (&self->server, fault_server_free);
  g_clear_pointer (&self->transaction, OSSL_CMP_SRV_CTX_free);
  g_clear_pointer (&self->delayed, OSSL_CMP_MSG_free);
  g_clear_pointer (&self->value, g_bytes_unref);
  g_clear_pointer (&self->asked, g_bytes_unref);
}
