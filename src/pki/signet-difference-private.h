/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pki/signet-difference.h"

G_BEGIN_DECLS

void signet_difference_add                (GPtrArray         *lines,
                                           char              *line);
void signet_difference_compare_extensions (SignetCertificate *certificate,
                                           SignetTemplate    *asked,
                                           GPtrArray         *lines);

G_END_DECLS
