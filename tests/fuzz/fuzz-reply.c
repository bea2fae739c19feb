/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-reply-private.h"
#include "core/signet-text.h"
#include "fuzz.h"

/* What a message says of itself, before anybody has verified it. */
void
fuzz_target (const guint8 *data,
             gsize         size)
{
  g_autoptr (SignetReply) reply = signet_reply_parse (data, size);

  if (reply == NULL)
    return;

  g_assert_cmpint (reply->status, >=, -1);
  g_assert_cmpint (reply->check_after, >=, -1);
  if (reply->text != NULL)
    {
      g_autofree char *text = signet_text_clean (reply->text, 200);

      g_assert_true (signet_text_is_clean (text));
    }
}
