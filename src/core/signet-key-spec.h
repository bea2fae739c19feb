/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SIGNET_TYPE_KEY_SPEC (signet_key_spec_get_type ())

/**
 * SignetKeySpec:
 *
 * Which key a request is for, immutable: a type to make ("ec:P-256", "rsa:3072", "ed25519") or a
 * file to take it from ("file:PATH").
 */
typedef struct _SignetKeySpec SignetKeySpec;

GType          signet_key_spec_get_type      (void);
SignetKeySpec *signet_key_spec_parse         (const char           *text,
                                              GError              **error) G_GNUC_WARN_UNUSED_RESULT;
SignetKeySpec *signet_key_spec_ref           (SignetKeySpec        *self);
void           signet_key_spec_unref         (SignetKeySpec        *self);
const char    *signet_key_spec_get_text      (const SignetKeySpec  *self);
const char    *signet_key_spec_get_file      (const SignetKeySpec  *self);
const char    *signet_key_spec_get_algorithm (const SignetKeySpec  *self);
const char    *signet_key_spec_get_curve     (const SignetKeySpec  *self);
guint          signet_key_spec_get_bits      (const SignetKeySpec  *self);
const char *const *signet_key_spec_get_all (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignetKeySpec, signet_key_spec_unref)

G_END_DECLS
