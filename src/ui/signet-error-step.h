/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/signet-wizard.h"

G_BEGIN_DECLS

SignetWizardStep signet_error_step_for (const GError *error);

G_END_DECLS
