/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SignetInfoKind:
 * @SIGNET_INFO_OTHER: only the DER of the value is known
 * @SIGNET_INFO_CERTIFICATES: CA certificates (RFC 9483 4.3.1)
 * @SIGNET_INFO_ROOT_UPDATE: a new root, and the old and the new one certified by each other (RFC
 *   9483 4.3.2)
 * @SIGNET_INFO_CRLS: revocation lists (RFC 9483 4.3.4)
 * @SIGNET_INFO_TEMPLATE: what a request shall look like (RFC 9483 4.3.3)
 * @SIGNET_INFO_ALGORITHMS: algorithms that the CA takes (RFC 9810 5.3.19)
 * @SIGNET_INFO_OIDS: object identifiers, or language tags
 *
 * What a piece of a CA's answer is.
 */
typedef enum {
  SIGNET_INFO_OTHER,
  SIGNET_INFO_CERTIFICATES,
  SIGNET_INFO_ROOT_UPDATE,
  SIGNET_INFO_CRLS,
  SIGNET_INFO_TEMPLATE,
  SIGNET_INFO_ALGORITHMS,
  SIGNET_INFO_OIDS,
} SignetInfoKind;

/**
 * SignetInfoType:
 * @oid: the object identifier, dotted
 * @name: its name in RFC 9810 5.3.19 without "id-it-": "caCerts"
 * @title: (translatable): the words that a person reads
 * @kind: what its value is in an answer
 *
 * One kind of information that a CA may be asked for, or may answer with. The rows are static.
 */
typedef struct
{
  const char *oid;
  const char *name;
  const char *title;
  SignetInfoKind kind;
} SignetInfoType;

const SignetInfoType *signet_info_type_lookup (const char *name_or_oid);

G_END_DECLS
