/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/signet-setting.h"

static const char *const KEEP_ALIVES[] = { "never", "prefer", "require", NULL };
static const char *const PROTECTIONS[] = { "any", "same", "mac", "signature", NULL };
static const char *const DIGESTS[] = { "auto", "sha1", "sha224", "sha256", "sha384",
                                       "sha512", "sha3-256", "sha3-384", "sha3-512", NULL };
static const char *const MACS[] = { "hmac-sha256", "hmac-sha1", "hmac-sha224",
                                    "hmac-sha384", "hmac-sha512", NULL };
static const char *const CONFIRMS[] = { "explicit", "implicit", "disabled", NULL };
static const char *const POPOS[] = { "signature", "none", "key-encipherment", NULL };
static const char *const REVIEWS[] = { "never", "changed", "always", NULL };
static const char *const CRL_CHECKS[] = { "off", "leaf", "chain", NULL };
static const char *const SUITES_B[] = { "off", "128-only", "128", "192", NULL };

#define DAY (24 * 60 * 60)

#define FLAG(group, key, fallback, options, summary) \
  { \
    group, key, SIGNET_SETTING_KIND_FLAG, fallback, 0, 1, NULL, NULL, options, summary \
  }
#define NUMBER(group, key, fallback, min, max, unit, options, summary) \
  { \
    group, key, SIGNET_SETTING_KIND_NUMBER, fallback, min, max, NULL, unit, options, summary \
  }
#define CHOICE(group, key, choices, fallback, options, summary) \
  { \
    group, key, SIGNET_SETTING_KIND_CHOICE, fallback, 0, 0, choices, NULL, options, summary \
  }
#define LINE(group, key, kind, options, summary) \
  { \
    group, key, SIGNET_SETTING_KIND_##kind, NULL, 0, 0, NULL, NULL, options, summary \
  }

/* A later setting is a value of the enumeration and a row here. */
static const SignetSettingInfo TABLE[SIGNET_N_SETTINGS] = {
  [SIGNET_SETTING_SERVER] =
    LINE ("Profile", "server", URL, "server path tls_used", "Address of the CMP server"),
  [SIGNET_SETTING_RECIPIENT] =
    LINE ("Profile", "recipient", NAME, "recipient", "To whom requests are addressed"),
  [SIGNET_SETTING_EXPECTED_SENDER] =
    LINE ("Profile", "expected-sender", NAME, "expect_sender", "Whose answers alone are taken"),
  [SIGNET_SETTING_TIMEOUT] = NUMBER (
    "Profile", "timeout", "30", 1, 3600, "seconds", "msg_timeout", "How long one answer may take"),

  [SIGNET_SETTING_TOTAL_TIMEOUT] =
    NUMBER ("Connection",
            "total-timeout",
            "0",
            0,
            DAY,
            "seconds",
            "total_timeout",
            "How long all messages of one step may take, 0 for no limit"),
  [SIGNET_SETTING_CONNECT_TIMEOUT] = NUMBER ("Connection",
                                             "connect-timeout",
                                             "10",
                                             1,
                                             600,
                                             "seconds",
                                             NULL,
                                             "How long it may take until the connection stands"),
  [SIGNET_SETTING_KEEP_ALIVE] =
    CHOICE ("Connection",
            "keep-alive",
            KEEP_ALIVES,
            "prefer",
            "keep_alive",
            "Whether one connection carries all messages of a transaction"),
  [SIGNET_SETTING_MAX_ANSWER_SIZE] = NUMBER ("Connection",
                                             "max-answer-size",
                                             "4194304",
                                             1024,
                                             256 * 1024 * 1024,
                                             "bytes",
                                             NULL,
                                             "Size of the largest answer that is read"),
  [SIGNET_SETTING_PROXY] =
    LINE ("Connection",
          "proxy",
          TEXT,
          "proxy",
          "Address of the HTTP proxy, “none” for no proxy; without it the system decides"),
  [SIGNET_SETTING_NO_PROXY] =
    LINE ("Connection", "no-proxy", LIST, "no_proxy", "Hosts that are reached without the proxy"),

  [SIGNET_SETTING_TLS_HOST] =
    LINE ("TLS", "tls-host", TEXT, "tls_host", "Name that the certificate of the server must have"),
  [SIGNET_SETTING_TLS_CERTIFICATE_FILE] = LINE ("TLS",
                                                "tls-certificate-file",
                                                TEXT,
                                                "tls_cert tls_extra",
                                                "Client certificate for HTTPS and its chain, PEM"),
  [SIGNET_SETTING_TLS_KEY_FILE] =
    LINE ("TLS", "tls-key-file", TEXT, "tls_key", "Key of the client certificate for HTTPS, PEM"),
  [SIGNET_SETTING_TLS_PASSPHRASE_FILE] =
    LINE ("TLS",
          "tls-passphrase-file",
          TEXT,
          "tls_keypass",
          "File whose first line opens the key of the client certificate"),

  [SIGNET_SETTING_UNPROTECTED_REQUESTS] = FLAG ("Protection",
                                                "unprotected-requests",
                                                "false",
                                                "unprotected_requests",
                                                "Requests are not protected at all"),
  [SIGNET_SETTING_ANSWER_PROTECTION] = CHOICE ("Protection",
                                               "answer-protection",
                                               PROTECTIONS,
                                               "any",
                                               NULL,
                                               "Which kind of protection of an answer counts"),
  [SIGNET_SETTING_DIGEST] =
    CHOICE ("Protection", "digest", DIGESTS, "auto", "digest", "Hash function of signatures"),
  [SIGNET_SETTING_OWF] = CHOICE (
    "Protection", "owf", DIGESTS, "sha256", "digest", "One-way function of the protection by code"),
  [SIGNET_SETTING_MAC] =
    CHOICE ("Protection", "mac", MACS, "hmac-sha256", "mac", "MAC of the protection by code"),
  [SIGNET_SETTING_SENDER_FROM_REFERENCE] =
    FLAG ("Protection",
          "sender-from-reference",
          "false",
          NULL,
          "The sender of a request that is protected by code is CN=REFERENCE (RFC 9483 3.1)"),

  [SIGNET_SETTING_CONFIRM] = CHOICE ("Request",
                                     "confirm",
                                     CONFIRMS,
                                     "explicit",
                                     "implicit_confirm disable_confirm",
                                     "How the certificate is confirmed"),
  [SIGNET_SETTING_DAYS] = NUMBER ("Request",
                                  "days",
                                  "0",
                                  0,
                                  36500,
                                  "days",
                                  "days",
                                  "Validity that is asked for, 0 for what the CA thinks best"),
  [SIGNET_SETTING_ISSUER] =
    LINE ("Request", "issuer", NAME, "issuer", "CA that shall issue the certificate"),
  [SIGNET_SETTING_CERTIFICATE_PROFILE] =
    LINE ("Request", "certificate-profile", TEXT, "profile", "Certificate profile of the CA"),
  [SIGNET_SETTING_GENERAL_INFO] =
    LINE ("Request",
          "general-info",
          LIST,
          "geninfo",
          "Further information for the server: OID:int:NUMBER or OID:str:TEXT"),
  [SIGNET_SETTING_POPO] = CHOICE (
    "Request", "popo", POPOS, "signature", "popo", "How the possession of the new key is proved"),
  [SIGNET_SETTING_KEEP_EXTENSIONS] =
    FLAG ("Request",
          "keep-extensions",
          "false",
          NULL,
          "A renewal asks for the extensions of the old certificate"),
  [SIGNET_SETTING_REVIEW] =
    CHOICE ("Request",
            "review",
            REVIEWS,
            "never",
            NULL,
            "When a person looks at the certificate before it is confirmed"),
  [SIGNET_SETTING_CENTRAL_KEY] = FLAG ("Request",
                                       "central-key",
                                       "false",
                                       "centralkeygen",
                                       "The server makes the key (RFC 9483 4.1.6)"),

  [SIGNET_SETTING_IGNORE_KEY_USAGE] = LINE (
    "Trust",
    "ignore-key-usage",
    TEXT,
    "ignore_keyusage",
    "SHA-256 fingerprint of the one certificate that may sign answers whatever its key usage"),
  [SIGNET_SETTING_CRL_CHECK] =
    CHOICE ("Trust",
            "crl-check",
            CRL_CHECKS,
            "off",
            "crl_check crl_check_all",
            "Whether those who sign answers are looked up in revocation lists"),
  [SIGNET_SETTING_CRLS] = LINE (
    "Trust", "crls", LIST, NULL, "Revocation lists: absolute paths or http(s) addresses"),

  [SIGNET_SETTING_VERIFY_POLICY] =
    LINE ("Verification", "policy", LIST, "policy", "Policies that are acceptable, by OID"),
  [SIGNET_SETTING_VERIFY_POLICY_CHECK] =
    FLAG ("Verification", "policy-check", "false", "policy_check", "Policies are processed"),
  [SIGNET_SETTING_VERIFY_EXPLICIT_POLICY] =
    FLAG ("Verification", "explicit-policy", "false", "explicit_policy", "A policy is required"),
  [SIGNET_SETTING_VERIFY_INHIBIT_ANY] =
    FLAG ("Verification", "inhibit-any", "false", "inhibit_any", "anyPolicy does not count"),
  [SIGNET_SETTING_VERIFY_INHIBIT_MAP] =
    FLAG ("Verification", "inhibit-map", "false", "inhibit_map", "Policies are not mapped"),
  [SIGNET_SETTING_VERIFY_SUITE_B] = CHOICE ("Verification",
                                            "suite-b",
                                            SUITES_B,
                                            "off",
                                            "suiteB_128_only suiteB_128 suiteB_192",
                                            "Restrictions of RFC 6460"),
  [SIGNET_SETTING_VERIFY_PURPOSE] =
    LINE ("Verification", "purpose", TEXT, "purpose", "Purpose that the signer must be good for"),
  [SIGNET_SETTING_VERIFY_AUTH_LEVEL] =
    NUMBER ("Verification",
            "auth-level",
            "-1",
            -1,
            5,
            NULL,
            "auth_level",
            "Security level of keys and signatures, -1 for the default"),
  [SIGNET_SETTING_VERIFY_DEPTH] =
    NUMBER ("Verification",
            "depth",
            "-1",
            -1,
            100,
            NULL,
            "verify_depth",
            "How many intermediate CAs a chain may have, -1 for the default"),
  [SIGNET_SETTING_VERIFY_X509_STRICT] =
    FLAG ("Verification", "x509-strict", "false", "x509_strict", "Certificates follow RFC 5280"),
  [SIGNET_SETTING_VERIFY_PARTIAL_CHAIN] = FLAG ("Verification",
                                                "partial-chain",
                                                "true",
                                                "partial_chain",
                                                "An intermediate CA may be an anchor"),
  [SIGNET_SETTING_VERIFY_AT_TIME] =
    NUMBER ("Verification",
            "at-time",
            "0",
            0,
            G_GINT64_CONSTANT (253402300799),
            "seconds since 1970",
            "attime",
            "The time at which certificates must be valid, 0 for now"),
  [SIGNET_SETTING_VERIFY_NO_CHECK_TIME] =
    FLAG ("Verification", "no-check-time", "false", "no_check_time", "Dates do not count"),
  [SIGNET_SETTING_VERIFY_USE_DELTAS] =
    FLAG ("Verification", "use-deltas", "false", "use_deltas", "Delta revocation lists count"),
  [SIGNET_SETTING_VERIFY_EXTENDED_CRL] =
    FLAG ("Verification",
          "extended-crl",
          "false",
          "extended_crl",
          "Indirect revocation lists and other keys for them count"),
};

/**
 * signet_setting_get_info:
 * @setting: a setting
 *
 * Returns: (transfer none): its row
 */
const SignetSettingInfo *
signet_setting_get_info (SignetSetting setting)
{
  g_return_val_if_fail (setting < SIGNET_N_SETTINGS, NULL);

  return &TABLE[setting];
}

/**
 * signet_setting_lookup:
 * @group: (nullable): group of a key file, or %NULL for any
 * @key: key of a key file
 * @setting: (out): the setting
 *
 * Returns: whether there is such a setting
 */
gboolean
signet_setting_lookup (const char    *group,
                       const char    *key,
                       SignetSetting *setting)
{
  g_return_val_if_fail (key != NULL && setting != NULL, FALSE);

  for (guint i = 0; i < SIGNET_N_SETTINGS; i++)
    {
      if (!g_str_equal (key, TABLE[i].key) ||
          (group != NULL && !g_str_equal (group, TABLE[i].group)))
        continue;
      *setting = i;
      return TRUE;
    }

  return FALSE;
}
