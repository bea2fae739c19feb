/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/signet-credential.h"
#include "ui/signet-waiting-form.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_WAITING_FIELDS (signet_waiting_fields_get_type ())
G_DECLARE_FINAL_TYPE (
  SignetWaitingFields, signet_waiting_fields, SIGNET, WAITING_FIELDS, AdwPreferencesGroup)

/* Signal “changed”: what is typed has changed. */
void              signet_waiting_fields_show           (SignetWaitingFields *self,
                                                        SignetWaitingForm    form,
                                                        SignetItem          *item,
                                                        gboolean             running);
void              signet_waiting_fields_set_reference  (SignetWaitingFields *self,
                                                        const char          *reference);
void              signet_waiting_fields_show_error     (SignetWaitingFields *self,
                                                        const GError        *error);
gboolean          signet_waiting_fields_is_complete    (SignetWaitingFields *self);
void              signet_waiting_fields_ask_missing    (SignetWaitingFields *self,
                                                        const char          *sentence);
SignetCredential *signet_waiting_fields_dup_credential (SignetWaitingFields *self) G_GNUC_WARN_UNUSED_RESULT;
SignetSecret     *signet_waiting_fields_dup_passphrase (SignetWaitingFields *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
