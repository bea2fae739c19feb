/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SignetServerPreview:
 * @url: the whole address, as it will be used
 * @host: name or number of the server
 * @port: the port, and what it is used for ("443 – HTTPS")
 * @path: path and query
 * @encrypted: whether the way to the server is encrypted
 * @local: whether the server is this computer, where nobody listens on the way
 *
 * What an address means, for a person to compare with the letter from the helpdesk.
 */
typedef struct
{
  char *url;
  char *host;
  char *port;
  char *path;
  gboolean encrypted;
  gboolean local;
} SignetServerPreview;

SignetServerPreview *signet_server_preview_new       (const char                 *text,
                                                      GError                    **error) G_GNUC_WARN_UNUSED_RESULT;
void                 signet_server_preview_free      (SignetServerPreview        *self);
char                *signet_server_preview_dup_https (const SignetServerPreview  *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetServerPreview, signet_server_preview_free)

G_END_DECLS
