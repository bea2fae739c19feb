/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-states.h"

G_BEGIN_DECLS

#define SIGNET_TYPE_REPORT (signet_report_get_type ())

/**
 * SignetReport:
 *
 * What is known about the last verified answer of a step, beside its result: who said it, how it
 * was protected, what came with it, and what a person should hear of. A report has a reference
 * count. The setters are for the one who just made it; from the moment a second reference exists it
 * does not change any more. Nothing in it is trusted by being here: the CA certificates are an
 * offer, the extra certificates are whatever the server sent along.
 */
typedef struct _SignetReport SignetReport;

GType         signet_report_get_type (void);
SignetReport *signet_report_new      (void) G_GNUC_WARN_UNUSED_RESULT;
SignetReport *signet_report_ref      (SignetReport *self);
void          signet_report_unref    (SignetReport *self);

SignetProtection  signet_report_get_protection         (SignetReport     *self);
void              signet_report_set_protection         (SignetReport     *self,
                                                        SignetProtection  protection);
GBytes           *signet_report_get_signer             (SignetReport     *self);
const char       *signet_report_get_signer_name        (SignetReport     *self);
void              signet_report_set_signer             (SignetReport     *self,
                                                        GBytes           *certificate,
                                                        const char       *name);
int               signet_report_get_version            (SignetReport     *self);
void              signet_report_set_version            (SignetReport     *self,
                                                        int               version);
int               signet_report_get_status             (SignetReport     *self);
guint             signet_report_get_fail_info          (SignetReport     *self);
const char       *signet_report_get_server_text        (SignetReport     *self);
void              signet_report_set_status             (SignetReport     *self,
                                                        int               status,
                                                        guint             fail_info,
                                                        const char       *server_text);
gint64            signet_report_get_clock_skew         (SignetReport     *self);
void              signet_report_set_clock_skew         (SignetReport     *self,
                                                        gint64            seconds);
gint64            signet_report_get_http_skew          (SignetReport     *self);
void              signet_report_set_http_skew          (SignetReport     *self,
                                                        gint64            seconds);
guint             signet_report_get_confirm_wait       (SignetReport     *self);
void              signet_report_set_confirm_wait       (SignetReport     *self,
                                                        guint             seconds);
GPtrArray        *signet_report_get_ca_certificates    (SignetReport     *self);
void              signet_report_add_ca_certificate     (SignetReport     *self,
                                                        GBytes           *certificate);
GPtrArray        *signet_report_get_extra_certificates (SignetReport     *self);
void              signet_report_add_extra_certificate  (SignetReport     *self,
                                                        GBytes           *certificate);
const char *const *signet_report_get_warnings (SignetReport *self);
void signet_report_add_warning (SignetReport *self,
                                const char   *sentence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetReport, signet_report_unref)

G_END_DECLS
