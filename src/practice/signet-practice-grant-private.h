/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-behaviour-private.h"
#include "practice/signet-practice-template-private.h"

G_BEGIN_DECLS

gboolean signet_practice_grant (SignetPracticeTemplate        *template,
                                const SignetPracticeBehaviour *behaviour,
                                X509                          *issuer,
                                SignetPracticeRefusal         *refusal);

G_END_DECLS
