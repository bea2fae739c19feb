/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fault-server.h"

G_BEGIN_DECLS

/* Somebody between the client and its CA, who passes everything on but for one answer. */
typedef struct _FaultMiddle FaultMiddle;

/* Gets the CMP message of the CA and returns the one that the client gets, or NULL for not a word.
 * Called on the thread of the server. */
typedef GBytes *(*FaultChange) (GBytes *genuine);

typedef struct
{
  guint at;           /* the number of the answer that is changed */
  FaultChange change; /* what it becomes */
  const char *text;   /* or what the client gets instead, HTTP and all */
  FaultEnd end;       /* and what becomes of the connection then */
} FaultPlan;

FaultMiddle *fault_middle_new     (const char      *url,
                                   const FaultPlan *plan);
char        *fault_middle_dup_url (FaultMiddle     *self);
guint        fault_middle_get_n   (FaultMiddle     *self);
void         fault_middle_free    (FaultMiddle     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultMiddle, fault_middle_free)

G_END_DECLS
