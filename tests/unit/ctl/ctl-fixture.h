/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-item.h"

G_BEGIN_DECLS

/* The dates of the fixture's certificate; its life is 36 days, so that the last 12 are "expiring".
 */
#define FIXTURE_NOT_BEFORE G_GINT64_CONSTANT (1795538938)
#define FIXTURE_NOT_AFTER G_GINT64_CONSTANT (1798649338)
#define FIXTURE_ID "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"

extern const char fixture_pem[];
extern const char fixture_issuer_pem[];

char       *fixture_folder      (void);
char       *fixture_write       (const char *folder,
                                 const char *name,
                                 const char *text);
void        fixture_remove      (char       *folder);
SignetItem *fixture_item        (const char *id,
                                 const char *subject);
GBytes     *fixture_certificate (void);
void        fixture_issue       (SignetItem *item);
GError     *fixture_refusal     (const char *words,
                                 gboolean    authenticated);

G_END_DECLS
