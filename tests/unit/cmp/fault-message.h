/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A PKIMessage in its parts, each of them DER, so that a test can change what no library would. */
typedef struct
{
  GPtrArray *header; /* elements of the PKIHeader */
  GByteArray *body;
  GByteArray *protection; /* (nullable) */
  GByteArray *extra;      /* (nullable) */
} FaultMessage;

FaultMessage *fault_message_parse   (GBytes       *der);
void          fault_message_free    (FaultMessage *self);
GByteArray   *fault_message_get     (FaultMessage *self,
                                     guchar        tag);
void          fault_message_set     (FaultMessage *self,
                                     guchar        tag,
                                     GByteArray   *element);
void          fault_message_protect (FaultMessage *self,
                                     const char   *code);
GBytes       *fault_message_join    (FaultMessage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultMessage, fault_message_free)

G_END_DECLS
