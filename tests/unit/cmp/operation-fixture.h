/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cmp-fixture.h"

G_BEGIN_DECLS

void               operation_fixture_next       (CmpFixture            *fixture,
                                                 const SignetOperation *operation);
SignetCertificate *operation_fixture_leaf       (CmpFixture            *fixture);
void               operation_fixture_set        (CmpFixture            *fixture,
                                                 SignetSetting          setting,
                                                 const char            *value);
void               operation_fixture_new_key    (CmpFixture            *fixture,
                                                 const char            *spec);
void               operation_fixture_use_signer (CmpFixture            *fixture,
                                                 SignetCertificate     *certificate);
void               operation_fixture_enroll     (CmpFixture            *fixture);
void               operation_fixture_renew      (CmpFixture            *fixture);
GBytes            *operation_fixture_csr        (CmpFixture            *fixture,
                                                 const char            *common_name);
char              *operation_fixture_dry_run    (CmpFixture            *fixture);

G_END_DECLS
