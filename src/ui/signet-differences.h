/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/signet-item.h"
#include "pki/signet-certificate.h"

G_BEGIN_DECLS

void signet_differences_show (AdwPreferencesGroup *group,
                              SignetItem          *item,
                              SignetCertificate   *certificate);

G_END_DECLS
