/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/signet-practice-behaviour.h"

G_BEGIN_DECLS

/**
 * SignetPracticeTrait:
 * @SIGNET_PRACTICE_DAYS: (number) how long a certificate is valid where the client does not say
 * @SIGNET_PRACTICE_MAX_DAYS: (number) how long a certificate is valid at most
 * @SIGNET_PRACTICE_CHANGE: (list) what the CA changes: see signet-practice-grant.c
 * @SIGNET_PRACTICE_PROFILE: (list) the certificate profiles that the CA knows; without any it takes
 *   every name
 * @SIGNET_PRACTICE_INTERMEDIATE: (flag) a CA below the root issues the certificates
 * @SIGNET_PRACTICE_ROLL_OVER: (flag) the CA tells of a root that will come next
 * @SIGNET_PRACTICE_CRL_URL: (flag) certificates say where the list of revoked ones is
 * @SIGNET_PRACTICE_CRL_DAYS: (number) for how long a list of revoked certificates is good
 * @SIGNET_PRACTICE_CRL: (text) file of a list of revoked certificates to hand out instead
 *
 * One way in which a practice CA can behave.
 */
typedef enum {
  SIGNET_PRACTICE_DAYS,
  SIGNET_PRACTICE_MAX_DAYS,
  SIGNET_PRACTICE_CHANGE,
  SIGNET_PRACTICE_PROFILE,
  SIGNET_PRACTICE_INTERMEDIATE,
  SIGNET_PRACTICE_ROLL_OVER,
  SIGNET_PRACTICE_CRL_URL,
  SIGNET_PRACTICE_CRL_DAYS,
  SIGNET_PRACTICE_CRL,
  SIGNET_PRACTICE_N_TRAITS,
} SignetPracticeTrait;

gboolean    signet_practice_behaviour_get_flag   (const SignetPracticeBehaviour *self,
                                                  SignetPracticeTrait            trait);
guint       signet_practice_behaviour_get_number (const SignetPracticeBehaviour *self,
                                                  SignetPracticeTrait            trait);
gboolean    signet_practice_behaviour_has        (const SignetPracticeBehaviour *self,
                                                  SignetPracticeTrait            trait);
const char *signet_practice_behaviour_get_text   (const SignetPracticeBehaviour *self,
                                                  SignetPracticeTrait            trait);
const char *const *signet_practice_behaviour_get_list (const SignetPracticeBehaviour *self,
                                                       SignetPracticeTrait trait);
gboolean signet_practice_behaviour_lists (const SignetPracticeBehaviour *self,
                                          SignetPracticeTrait            trait,
                                          const char                    *value);

G_END_DECLS
