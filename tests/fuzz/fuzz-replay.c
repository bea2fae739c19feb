/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-replay-private.h"
#include "fuzz.h"
#include "pki/signet-ossl-private.h"

/* A stored message: what OpenSSL and Signet's own reader both take for one is one and the same. */
void
fuzz_target (const guint8 *data,
             gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetReply) reply = signet_reply_parse (data, size);
  OSSL_CMP_MSG *message = signet_replay_decode (bytes, &error);
  OSSL_CMP_CTX *ctx;

  if (message == NULL)
    {
      g_assert_nonnull (error);
      return;
    }

  if (reply != NULL)
    g_assert_cmpint (reply->body, ==, OSSL_CMP_MSG_get_bodytype (message));
  ctx = OSSL_CMP_CTX_new (NULL, NULL);
  g_assert_nonnull (ctx);
  signet_replay_adopt (ctx, message);
  OSSL_CMP_CTX_free (ctx);
  OSSL_CMP_MSG_free (message);
}
