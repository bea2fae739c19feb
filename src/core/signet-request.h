/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-key-spec.h"
#include "core/signet-operation.h"
#include "core/signet-profile.h"
#include "core/signet-template.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_REQUEST (signet_request_get_type ())
G_DECLARE_FINAL_TYPE (SignetRequest, signet_request, SIGNET, REQUEST, GObject)

SignetRequest *signet_request_new (void) G_GNUC_WARN_UNUSED_RESULT;

const SignetOperation *signet_request_get_operation       (SignetRequest          *self);
void                   signet_request_set_operation       (SignetRequest          *self,
                                                           const SignetOperation  *operation);
SignetProfile         *signet_request_get_profile         (SignetRequest          *self);
void                   signet_request_set_profile         (SignetRequest          *self,
                                                           SignetProfile          *profile);
SignetTemplate        *signet_request_get_template        (SignetRequest          *self);
void                   signet_request_set_template        (SignetRequest          *self,
                                                           SignetTemplate         *template_);
SignetKeySpec         *signet_request_get_key_spec        (SignetRequest          *self);
void                   signet_request_set_key_spec        (SignetRequest          *self,
                                                           SignetKeySpec          *key_spec);
const char            *signet_request_get_label           (SignetRequest          *self);
void                   signet_request_set_label           (SignetRequest          *self,
                                                           const char             *label);
const char            *signet_request_get_reference       (SignetRequest          *self);
void                   signet_request_set_reference       (SignetRequest          *self,
                                                           const char             *reference);
GBytes                *signet_request_get_csr             (SignetRequest          *self);
void                   signet_request_set_csr             (SignetRequest          *self,
                                                           GBytes                 *csr);
GBytes                *signet_request_get_public_key      (SignetRequest          *self);
void                   signet_request_set_public_key      (SignetRequest          *self,
                                                           GBytes                 *public_key);
const char            *signet_request_get_previous        (SignetRequest          *self);
GBytes                *signet_request_get_old_certificate (SignetRequest          *self);
void                   signet_request_set_previous        (SignetRequest          *self,
                                                           const char             *id,
                                                           GBytes                 *old_certificate);
gboolean               signet_request_get_same_key        (SignetRequest          *self);
void                   signet_request_set_same_key        (SignetRequest          *self,
                                                           gboolean                same_key);
gboolean               signet_request_needs_key           (SignetRequest          *self);
gboolean               signet_request_has_central_key     (SignetRequest          *self);
gboolean               signet_request_validate            (SignetRequest          *self,
                                                           GError                **error);

G_END_DECLS
