/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SignetSetting:
 *
 * What a profile can say about a CA beyond its name and its certificates. Every one is a row of the
 * table in signet-setting.c, which tells its group and key, its kind, what it is when nobody says,
 * and which option of `openssl cmp` it stands for.
 */
typedef enum {
  SIGNET_SETTING_SERVER,
  SIGNET_SETTING_RECIPIENT,
  SIGNET_SETTING_EXPECTED_SENDER,
  SIGNET_SETTING_TIMEOUT,

  SIGNET_SETTING_TOTAL_TIMEOUT,
  SIGNET_SETTING_CONNECT_TIMEOUT,
  SIGNET_SETTING_KEEP_ALIVE,
  SIGNET_SETTING_MAX_ANSWER_SIZE,
  SIGNET_SETTING_PROXY,
  SIGNET_SETTING_NO_PROXY,

  SIGNET_SETTING_TLS_HOST,
  SIGNET_SETTING_TLS_CERTIFICATE_FILE,
  SIGNET_SETTING_TLS_KEY_FILE,
  SIGNET_SETTING_TLS_PASSPHRASE_FILE,

  SIGNET_SETTING_UNPROTECTED_REQUESTS,
  SIGNET_SETTING_ANSWER_PROTECTION,
  SIGNET_SETTING_DIGEST,
  SIGNET_SETTING_OWF,
  SIGNET_SETTING_MAC,
  SIGNET_SETTING_SENDER_FROM_REFERENCE,

  SIGNET_SETTING_CONFIRM,
  SIGNET_SETTING_DAYS,
  SIGNET_SETTING_ISSUER,
  SIGNET_SETTING_CERTIFICATE_PROFILE,
  SIGNET_SETTING_GENERAL_INFO,
  SIGNET_SETTING_POPO,
  SIGNET_SETTING_KEEP_EXTENSIONS,
  SIGNET_SETTING_REVIEW,
  SIGNET_SETTING_CENTRAL_KEY,

  SIGNET_SETTING_IGNORE_KEY_USAGE,
  SIGNET_SETTING_CRL_CHECK,
  SIGNET_SETTING_CRLS,

  SIGNET_SETTING_VERIFY_POLICY,
  SIGNET_SETTING_VERIFY_POLICY_CHECK,
  SIGNET_SETTING_VERIFY_EXPLICIT_POLICY,
  SIGNET_SETTING_VERIFY_INHIBIT_ANY,
  SIGNET_SETTING_VERIFY_INHIBIT_MAP,
  SIGNET_SETTING_VERIFY_SUITE_B,
  SIGNET_SETTING_VERIFY_PURPOSE,
  SIGNET_SETTING_VERIFY_AUTH_LEVEL,
  SIGNET_SETTING_VERIFY_DEPTH,
  SIGNET_SETTING_VERIFY_X509_STRICT,
  SIGNET_SETTING_VERIFY_PARTIAL_CHAIN,
  SIGNET_SETTING_VERIFY_AT_TIME,
  SIGNET_SETTING_VERIFY_NO_CHECK_TIME,
  SIGNET_SETTING_VERIFY_USE_DELTAS,
  SIGNET_SETTING_VERIFY_EXTENDED_CRL,

  SIGNET_N_SETTINGS /*< skip >*/
} SignetSetting;

/**
 * SignetSettingKind:
 * @SIGNET_SETTING_KIND_FLAG: "true" or "false"
 * @SIGNET_SETTING_KIND_NUMBER: a whole number in the unit of the row
 * @SIGNET_SETTING_KIND_CHOICE: one of the words of the row
 * @SIGNET_SETTING_KIND_TEXT: a line
 * @SIGNET_SETTING_KIND_URL: the address of a server, see signet_url_normalize()
 * @SIGNET_SETTING_KIND_NAME: a distinguished name (RFC 4514)
 * @SIGNET_SETTING_KIND_LIST: lines with ";" between them, as key files have them
 *
 * What the text of a setting has to be.
 */
typedef enum {
  SIGNET_SETTING_KIND_FLAG,
  SIGNET_SETTING_KIND_NUMBER,
  SIGNET_SETTING_KIND_CHOICE,
  SIGNET_SETTING_KIND_TEXT,
  SIGNET_SETTING_KIND_URL,
  SIGNET_SETTING_KIND_NAME,
  SIGNET_SETTING_KIND_LIST,
} SignetSettingKind;

/**
 * SignetKeepAlive:
 * @SIGNET_KEEP_ALIVE_NEVER: a connection for each message
 * @SIGNET_KEEP_ALIVE_PREFER: one connection for messages that follow each other closely
 * @SIGNET_KEEP_ALIVE_REQUIRE: the server has to keep the connection for the whole transaction
 *
 * How connections are used within a transaction (RFC 9811 3.2); the numbers are those of
 * `-keep_alive`.
 */
typedef enum {
  SIGNET_KEEP_ALIVE_NEVER,
  SIGNET_KEEP_ALIVE_PREFER,
  SIGNET_KEEP_ALIVE_REQUIRE,
} SignetKeepAlive;

/**
 * SignetAnswerProtection:
 * @SIGNET_ANSWER_PROTECTION_ANY: whatever can be verified
 * @SIGNET_ANSWER_PROTECTION_SAME: of the kind that the request has (RFC 9483 3.1)
 * @SIGNET_ANSWER_PROTECTION_MAC: by the code
 * @SIGNET_ANSWER_PROTECTION_SIGNATURE: by a signature
 *
 * Which protection of an answer counts.
 */
typedef enum {
  SIGNET_ANSWER_PROTECTION_ANY,
  SIGNET_ANSWER_PROTECTION_SAME,
  SIGNET_ANSWER_PROTECTION_MAC,
  SIGNET_ANSWER_PROTECTION_SIGNATURE,
} SignetAnswerProtection;

/**
 * SignetDigest:
 *
 * A hash function: of a signature, where %SIGNET_DIGEST_AUTO leaves it to the key, or as the
 * one-way function of a password based MAC (RFC 9481 6.1.1), which has no such choice.
 */
typedef enum {
  SIGNET_DIGEST_AUTO,
  SIGNET_DIGEST_SHA1,
  SIGNET_DIGEST_SHA224,
  SIGNET_DIGEST_SHA256,
  SIGNET_DIGEST_SHA384,
  SIGNET_DIGEST_SHA512,
  SIGNET_DIGEST_SHA3_256,
  SIGNET_DIGEST_SHA3_384,
  SIGNET_DIGEST_SHA3_512,
} SignetDigest;

/**
 * SignetMac:
 *
 * The MAC of password based protection (RFC 9481 6.2). OpenSSL's own default is HMAC-SHA1.
 */
typedef enum {
  SIGNET_MAC_HMAC_SHA256,
  SIGNET_MAC_HMAC_SHA1,
  SIGNET_MAC_HMAC_SHA224,
  SIGNET_MAC_HMAC_SHA384,
  SIGNET_MAC_HMAC_SHA512,
} SignetMac;

/**
 * SignetConfirm:
 * @SIGNET_CONFIRM_EXPLICIT: the certificate is confirmed (RFC 9810 5.3.18)
 * @SIGNET_CONFIRM_IMPLICIT: the server is asked to do without (RFC 9810 5.1.1.1)
 * @SIGNET_CONFIRM_DISABLED: it is never confirmed, against the RFC: for broken servers only
 *
 * How an exchange ends.
 */
typedef enum {
  SIGNET_CONFIRM_EXPLICIT,
  SIGNET_CONFIRM_IMPLICIT,
  SIGNET_CONFIRM_DISABLED,
} SignetConfirm;

/**
 * SignetPopo:
 * @SIGNET_POPO_SIGNATURE: the request is signed with the new key (RFC 4211 4.1)
 * @SIGNET_POPO_NONE: the private key is elsewhere
 * @SIGNET_POPO_KEY_ENCIPHERMENT: the CA encrypts the certificate (RFC 4211 4.2)
 *
 * How the possession of the new key is proved. raVerified is not for an end entity (RFC 9483
 * 4.1.3).
 */
typedef enum {
  SIGNET_POPO_SIGNATURE,
  SIGNET_POPO_NONE,
  SIGNET_POPO_KEY_ENCIPHERMENT,
} SignetPopo;

/**
 * SignetReviewWhen:
 * @SIGNET_REVIEW_NEVER: a certificate that passes the checks is taken
 * @SIGNET_REVIEW_CHANGED: the person is asked where it differs from what was asked for
 * @SIGNET_REVIEW_ALWAYS: the person is always asked
 *
 * When a person looks at a certificate before it is confirmed.
 */
typedef enum {
  SIGNET_REVIEW_NEVER,
  SIGNET_REVIEW_CHANGED,
  SIGNET_REVIEW_ALWAYS,
} SignetReviewWhen;

/**
 * SignetCrlCheck:
 * @SIGNET_CRL_CHECK_OFF: nobody looks whether the signer of an answer was revoked
 * @SIGNET_CRL_CHECK_LEAF: the signer itself is looked up
 * @SIGNET_CRL_CHECK_CHAIN: and every CA above it
 *
 * How far revocation lists are consulted about those who sign answers.
 */
typedef enum {
  SIGNET_CRL_CHECK_OFF,
  SIGNET_CRL_CHECK_LEAF,
  SIGNET_CRL_CHECK_CHAIN,
} SignetCrlCheck;

/**
 * SignetSuiteB:
 *
 * The restrictions of RFC 6460 on the chain of those who sign answers.
 */
typedef enum {
  SIGNET_SUITE_B_OFF,
  SIGNET_SUITE_B_128_ONLY,
  SIGNET_SUITE_B_128,
  SIGNET_SUITE_B_192,
} SignetSuiteB;

/**
 * SignetSettingInfo:
 * @group: group of the key file
 * @key: key in that group, and in the group of an operation: no two rows share it
 * @kind: what the text has to be
 * @fallback: (nullable): the text when nobody says anything
 * @min: least number
 * @max: greatest number
 * @choices: (nullable): the words of a choice, in the order of its enumeration
 * @unit: (nullable): of a number
 * @options: (nullable): what `openssl cmp` calls it, words with spaces between them
 * @summary: what it means, in English, one line
 *
 * One row of the table of settings. An operation may have its own value of each of them.
 */
typedef struct
{
  const char *group;
  const char *key;
  SignetSettingKind kind;
  const char *fallback;
  gint64 min;
  gint64 max;
  const char *const *choices;
  const char *unit;
  const char *options;
  const char *summary;
} SignetSettingInfo;

#define SIGNET_SETTING_MAX_TEXT 4096 /* characters of one line */
#define SIGNET_SETTING_MAX_LIST 64   /* lines of one list */

const SignetSettingInfo *signet_setting_get_info (SignetSetting   setting);
gboolean                 signet_setting_lookup   (const char     *group,
                                                  const char     *key,
                                                  SignetSetting  *setting);
char                    *signet_setting_check    (SignetSetting   setting,
                                                  const char     *text,
                                                  GError        **error) G_GNUC_WARN_UNUSED_RESULT;
GStrv                    signet_setting_split    (const char     *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
