/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp/signet-reply-cursor-private.h"
#include "cmp/signet-reply-private.h"

G_BEGIN_DECLS

gboolean signet_reply_read_header (SignetReply       *self,
                                   SignetReplyCursor  header);

G_END_DECLS
