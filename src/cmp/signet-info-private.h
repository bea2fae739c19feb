/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp/signet-reply-cursor-private.h"
#include "core/signet-info.h"

G_BEGIN_DECLS

/**
 * SignetInfoReader:
 * @info: (inout): what is filled in
 * @value: one whole element: the infoValue
 *
 * Reads an infoValue of one type.
 *
 * Returns: whether it is what its infoType promises
 */
typedef gboolean (*SignetInfoReader) (SignetInfo *info,
                                      SignetReplyCursor value);

GPtrArray *signet_info_read (GBytes  *message,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean signet_info_read_certificates     (SignetInfo        *info,
                                            SignetReplyCursor  value);
gboolean signet_info_read_root_update      (SignetInfo        *info,
                                            SignetReplyCursor  value);
gboolean signet_info_read_key_update       (SignetInfo        *info,
                                            SignetReplyCursor  value);
gboolean signet_info_read_crl              (SignetInfo        *info,
                                            SignetReplyCursor  value);
gboolean signet_info_read_crls             (SignetInfo        *info,
                                            SignetReplyCursor  value);
gboolean signet_info_read_algorithm        (SignetInfo        *info,
                                            SignetReplyCursor  value);
gboolean signet_info_read_algorithms       (SignetInfo        *info,
                                            SignetReplyCursor  value);
gboolean signet_info_read_oid              (SignetInfo        *info,
                                            SignetReplyCursor  value);
gboolean signet_info_read_oids             (SignetInfo        *info,
                                            SignetReplyCursor  value);
gboolean signet_info_read_texts            (SignetInfo        *info,
                                            SignetReplyCursor  value);
gboolean signet_info_read_request_template (SignetInfo        *info,
                                            SignetReplyCursor  value);

void signet_info_read_template (SignetInfo        *info,
                                SignetReplyCursor  content);

gboolean  signet_info_take_element       (SignetReplyCursor *cursor,
                                          SignetReplyCursor *element);
GBytes   *signet_info_cursor_to_bytes    (SignetReplyCursor  element) G_GNUC_WARN_UNUSED_RESULT;
char     *signet_info_describe_oid       (SignetReplyCursor  element) G_GNUC_WARN_UNUSED_RESULT;
char     *signet_info_describe_algorithm (SignetReplyCursor  element) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
