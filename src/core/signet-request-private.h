/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-request.h"

G_BEGIN_DECLS

/**
 * SignetRequest:
 *
 * What a person is filling in before something is sent. Pages and verbs set its properties; it
 * holds no secret.
 */
struct _SignetRequest
{
  GObject parent_instance;

  const SignetOperation *operation;
  SignetProfile *profile;
  SignetTemplate *template;
  SignetKeySpec *key_spec;
  char *label;
  char *reference;
  GBytes *csr;
  GBytes *public_key;
  char *previous;
  GBytes *old_certificate;
  gboolean same_key;
};

gboolean signet_request_check_operation (SignetRequest  *self,
                                         GError        **error);

G_END_DECLS
