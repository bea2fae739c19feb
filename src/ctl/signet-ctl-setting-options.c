/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-setting-options.h"

#include <glib/gi18n-lib.h>

#define TEXT(group, flag, setting, summary, value) \
  { \
    SIGNET_CTL_OPTION_GROUP_##group, flag, SIGNET_SETTING_##setting, SIGNET_CTL_SETTING_FORM_TEXT, \
      NULL, summary, value \
  }
#define MORE(group, flag, setting, form, summary, value) \
  { \
    SIGNET_CTL_OPTION_GROUP_##group, flag, SIGNET_SETTING_##setting, \
      SIGNET_CTL_SETTING_FORM_##form, NULL, summary, value \
  }
#define FIXED(group, flag, setting, fixed, summary) \
  { \
    SIGNET_CTL_OPTION_GROUP_##group, flag, SIGNET_SETTING_##setting, SIGNET_CTL_SETTING_FORM_TEXT, \
      fixed, summary, NULL \
  }

/* What has no option of its own here is set by --set, which knows all of them. */
static const SignetCtlSettingOption settings[] = {
  TEXT (SERVER, "server", SERVER, N_ ("Address of the CMP server"), N_ ("URL")),
  TEXT (SERVER,
        "recipient",
        RECIPIENT,
        N_ ("Name of the CA that requests are addressed to"),
        N_ ("DN")),
  TEXT (SERVER, "timeout", TIMEOUT, N_ ("How long one answer may take (30)"), N_ ("SECONDS")),
  TEXT (SERVER,
        "connect-timeout",
        CONNECT_TIMEOUT,
        N_ ("How long it may take until the connection stands (10)"),
        N_ ("SECONDS")),
  TEXT (SERVER,
        "total-timeout",
        TOTAL_TIMEOUT,
        N_ ("How long all messages of one step may take (0: no limit)"),
        N_ ("SECONDS")),
  TEXT (SERVER,
        "max-answer-size",
        MAX_ANSWER_SIZE,
        N_ ("Size of the largest answer that is read (4194304)"),
        N_ ("BYTES")),
  TEXT (SERVER,
        "keep-alive",
        KEEP_ALIVE,
        N_ ("Whether one connection carries several messages (prefer)"),
        N_ ("never|prefer|require")),
  TEXT (SERVER, "proxy", PROXY, N_ ("HTTP proxy, instead of the system’s"), N_ ("URL|none")),
  MORE (SERVER,
        "no-proxy",
        NO_PROXY,
        LINE,
        N_ ("A host that is reached without the proxy"),
        N_ ("HOST")),

  TEXT (TLS,
        "tls-host",
        TLS_HOST,
        N_ ("Name that the certificate of the server must have"),
        N_ ("NAME")),
  MORE (TLS,
        "tls-cert",
        TLS_CERTIFICATE_FILE,
        FILE,
        N_ ("Client certificate for HTTPS, and its chain"),
        N_ ("FILE")),
  MORE (TLS, "tls-key", TLS_KEY_FILE, FILE, N_ ("Key of the client certificate"), N_ ("FILE")),
  MORE (TLS,
        "tls-passphrase-file",
        TLS_PASSPHRASE_FILE,
        FILE,
        N_ ("File whose first line opens the key of the client certificate"),
        N_ ("FILE")),

  TEXT (
    TRUST, "expect-sender", EXPECTED_SENDER, N_ ("Take answers from this sender only"), N_ ("DN")),
  TEXT (TRUST,
        "answer-protection",
        ANSWER_PROTECTION,
        N_ ("Which protection of an answer counts (any)"),
        N_ ("any|same|mac|signature")),
  TEXT (TRUST,
        "ignore-key-usage",
        IGNORE_KEY_USAGE,
        N_ ("The one certificate that may sign answers whatever its key usage"),
        N_ ("FINGERPRINT")),
  TEXT (TRUST,
        "crl-check",
        CRL_CHECK,
        N_ ("Look up in revocation lists who signs an answer (off)"),
        N_ ("off|leaf|chain")),
  MORE (TRUST, "crl", CRLS, FILE_OR_URL, N_ ("A revocation list for that"), N_ ("FILE|URL")),

  TEXT (PROTECTION, "digest", DIGEST, N_ ("Hash function of signatures (auto)"), N_ ("DIGEST")),
  TEXT (PROTECTION,
        "owf",
        OWF,
        N_ ("One-way function of the protection by code (sha256)"),
        N_ ("DIGEST")),
  TEXT (PROTECTION, "mac", MAC, N_ ("MAC of the protection by code (hmac-sha256)"), N_ ("MAC")),
  FIXED (PROTECTION,
         "sender-from-reference",
         SENDER_FROM_REFERENCE,
         "true",
         N_ ("Name the reference number as the sender, as RFC 9483 wants it")),

  TEXT (REQUEST, "days", DAYS, N_ ("Validity to ask for"), N_ ("DAYS")),
  TEXT (REQUEST, "issuer", ISSUER, N_ ("CA that shall issue the certificate"), N_ ("DN")),
  TEXT (REQUEST,
        "profile-name",
        CERTIFICATE_PROFILE,
        N_ ("Certificate profile of the CA to ask for"),
        N_ ("NAME")),
  MORE (REQUEST,
        "geninfo",
        GENERAL_INFO,
        LINE,
        N_ ("Further information for the server"),
        N_ ("OID:int|str:VALUE")),
  FIXED (REQUEST,
         "implicit-confirm",
         CONFIRM,
         "implicit",
         N_ ("Ask the server to do without a confirmation")),
  FIXED (REQUEST,
         "disable-confirm",
         CONFIRM,
         "disabled",
         N_ ("Never confirm, against the RFC: for broken servers")),
  TEXT (REQUEST,
        "popo",
        POPO,
        N_ ("How the possession of the key is proved (signature)"),
        N_ ("signature|none|key-encipherment")),
  FIXED (REQUEST,
         "central-key",
         CENTRAL_KEY,
         "true",
         N_ ("Have the server make the key, which needs OpenSSL 3.5 and --credential")),
};

#define TRUST_OPTION(group, flag, trust, one, summary) \
  { \
    SIGNET_CTL_OPTION_GROUP_##group, flag, SIGNET_TRUST_##trust, one, summary \
  }

static const SignetCtlTrustOption trusts[] = {
  TRUST_OPTION (
    TLS, "tls-trusted", TLS, FALSE, N_ ("CA certificates for HTTPS, instead of the system’s")),
  TRUST_OPTION (TRUST,
                "trusted",
                ANCHORS,
                FALSE,
                N_ ("CA certificates that the server’s answers are verified against")),
  TRUST_OPTION (TRUST,
                "untrusted",
                UNTRUSTED,
                FALSE,
                N_ ("Intermediate certificates that help to build chains")),
  TRUST_OPTION (
    TRUST, "server-cert", SERVER, TRUE, N_ ("The one certificate that signs the server’s answers")),
  TRUST_OPTION (TRUST,
                "out-trusted",
                ISSUED,
                FALSE,
                N_ ("CA certificates that the new certificate is verified against")),
  TRUST_OPTION (
    PROTECTION, "extra-certs", EXTRA, FALSE, N_ ("Certificates to send with every request")),
  TRUST_OPTION (
    PROTECTION, "own-trusted", OWN, FALSE, N_ ("CA certificates to check one’s own chain against")),
};

/**
 * signet_ctl_setting_option_get_n:
 *
 * Returns: how many options set a setting
 */
guint
signet_ctl_setting_option_get_n (void)
{
  return G_N_ELEMENTS (settings);
}

/**
 * signet_ctl_setting_option_get:
 * @index: which one
 *
 * Returns: (transfer none): a row of the table
 */
const SignetCtlSettingOption *
signet_ctl_setting_option_get (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (settings), NULL);

  return &settings[index];
}

/**
 * signet_ctl_setting_option_find:
 * @flag: a long name without its dashes
 *
 * Returns: (transfer none) (nullable): its row
 */
const SignetCtlSettingOption *
signet_ctl_setting_option_find (const char *flag)
{
  g_return_val_if_fail (flag != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (g_str_equal (flag, settings[i].flag))
      return &settings[i];

  return NULL;
}

/**
 * signet_ctl_trust_option_get_n:
 *
 * Returns: how many options name certificates
 */
guint
signet_ctl_trust_option_get_n (void)
{
  return G_N_ELEMENTS (trusts);
}

/**
 * signet_ctl_trust_option_get:
 * @index: which one
 *
 * Returns: (transfer none): a row of the table
 */
const SignetCtlTrustOption *
signet_ctl_trust_option_get (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (trusts), NULL);

  return &trusts[index];
}

/**
 * signet_ctl_trust_option_find:
 * @flag: a long name without its dashes
 *
 * Returns: (transfer none) (nullable): its row
 */
const SignetCtlTrustOption *
signet_ctl_trust_option_find (const char *flag)
{
  g_return_val_if_fail (flag != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (trusts); i++)
    if (g_str_equal (flag, trusts[i].flag))
      return &trusts[i];

  return NULL;
}
