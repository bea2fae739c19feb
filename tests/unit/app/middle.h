/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-fixture.h"
#include "fault-server.h"

G_BEGIN_DECLS

#define MIDDLE_NOTHING (-1)

/* Somebody between Signet and the CA. */
typedef struct
{
  const char *ca;
  int body;       /* the messages that are not passed on: tag of their PKIBody, or MIDDLE_NOTHING */
  GBytes *answer; /* what is answered to them; NULL: the CA gets them, but its answer is lost */
} Middle;

FaultServer *middle_start (AppFixture *fixture,
                           Middle     *middle);

G_END_DECLS
