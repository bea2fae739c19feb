/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SIGNET_ERROR (signet_error_quark ())

/**
 * SignetError:
 *
 * What went wrong, as far as a person would do something different about it. Every code has a
 * sentence and an advice in core/signet-error-text.c.
 */
typedef enum {
  SIGNET_ERROR_FAILED,            /* nothing more specific is known */
  SIGNET_ERROR_USAGE,             /* what was asked for contradicts itself */
  SIGNET_ERROR_URL,               /* the address of the server is not one */
  SIGNET_ERROR_NAME,              /* a distinguished name cannot be read */
  SIGNET_ERROR_ALT_NAME,          /* an alternative name cannot be read */
  SIGNET_ERROR_KEY,               /* a key could not be made or read */
  SIGNET_ERROR_KEY_TYPE,          /* the library cannot make or use this type of key */
  SIGNET_ERROR_CERTIFICATE,       /* a certificate could not be read */
  SIGNET_ERROR_PROFILE,           /* a profile could not be read */
  SIGNET_ERROR_CODE,              /* the code is needed and was not given */
  SIGNET_ERROR_KEYRING,           /* there is no Secret Service */
  SIGNET_ERROR_KEYRING_LOCKED,    /* the keyring is locked, or the person said no */
  SIGNET_ERROR_PASSPHRASE,        /* the passphrase of a key is missing */
  SIGNET_ERROR_WRONG_PASSPHRASE,  /* the passphrase does not open the key */
  SIGNET_ERROR_STORE,             /* a file could not be read or written */
  SIGNET_ERROR_NO_SPACE,          /* the disk is full */
  SIGNET_ERROR_READ_ONLY,         /* the folder may not be written */
  SIGNET_ERROR_UNSAFE_FOLDER,     /* the folder belongs to somebody else or others may write it */
  SIGNET_ERROR_DAMAGED,           /* an item's files do not make sense */
  SIGNET_ERROR_BUSY,              /* another Signet works on this item */
  SIGNET_ERROR_NOT_FOUND,         /* no item has this identifier */
  SIGNET_ERROR_STATE,             /* the item is not in a state for that */
  SIGNET_ERROR_ANSWER_UNKNOWN,    /* the request was sent, but no answer came */
  SIGNET_ERROR_HOST_NOT_FOUND,    /* the server's name is not known */
  SIGNET_ERROR_UNREACHABLE,       /* nobody answers at the server's address */
  SIGNET_ERROR_TIMED_OUT,         /* the server did not answer in time */
  SIGNET_ERROR_TLS,               /* the secure connection could not be made */
  SIGNET_ERROR_PROXY,             /* the proxy did not let the request through */
  SIGNET_ERROR_REDIRECTED,        /* the server points to another address */
  SIGNET_ERROR_HTTP,              /* the web server answered, but with an error page */
  SIGNET_ERROR_NOT_CMP,           /* the answer is no CMP message */
  SIGNET_ERROR_TRUNCATED,         /* the answer ended too early */
  SIGNET_ERROR_TOO_LARGE,         /* the answer is larger than allowed */
  SIGNET_ERROR_WRONG_CODE,        /* reference number or code do not match the server's */
  SIGNET_ERROR_UNKNOWN_SIGNER,    /* the answer is signed by somebody who is not trusted */
  SIGNET_ERROR_UNPROTECTED,       /* the answer is not protected, or its protection is broken */
  SIGNET_ERROR_UNEXPECTED_SENDER, /* the answer comes from another sender than expected */
  SIGNET_ERROR_MISMATCHED,        /* the answer belongs to another exchange */
  SIGNET_ERROR_REFUSED,           /* the server said no */
  SIGNET_ERROR_UNVERIFIED,        /* the CA of the new certificate is not known */
  SIGNET_ERROR_OTHER_KEY,         /* the new certificate is for another key */
  SIGNET_ERROR_EXPIRED,           /* the new certificate has already expired */
  SIGNET_ERROR_CLOCK,             /* the new certificate is not valid yet: a clock is off */
  SIGNET_ERROR_UNCONFIRMED,       /* the certificate is stored, but the server was not told */
  SIGNET_ERROR_KEY_USAGE,         /* the signer of the answer lacks the key usage for it */
  SIGNET_ERROR_REVOKED_SIGNER,    /* the signer of the answer was revoked */
  SIGNET_ERROR_NO_CRL,            /* no revocation list says whether the signer was revoked */
  SIGNET_ERROR_PBMAC1,            /* the answer has a MAC that OpenSSL cannot check */
  SIGNET_ERROR_VERSION,           /* the answer has another version of CMP */
  SIGNET_ERROR_ANSWER_PROTECTION, /* the answer is protected in another way than required */
  SIGNET_ERROR_TLS_HOST,          /* the certificate of the web server is for another name */
  SIGNET_ERROR_TLS_UNTRUSTED,     /* the certificate of the web server is not trusted */
  SIGNET_ERROR_TLS_CLIENT,        /* the web server wants a client certificate, or another one */
  SIGNET_ERROR_CSR,               /* a certificate request in a file cannot be used */
  SIGNET_ERROR_CRL,               /* a revocation list cannot be read */
  SIGNET_ERROR_UNSUPPORTED,       /* the installed OpenSSL cannot do it */
  SIGNET_ERROR_PENDING_ANSWER,    /* the server asks to wait where that cannot be done */
  SIGNET_ERROR_DIFFERENT,         /* a person turned down a certificate that differs */
  SIGNET_ERROR_REPLAY,            /* recorded messages do not fit */
  SIGNET_ERROR_DRY_RUN,           /* the request was only shown */
  SIGNET_N_ERRORS                 /*< skip >*/
} SignetError;

/**
 * SignetErrorDetails:
 * @authenticated: whether what the server said was protected and the protection verified
 * @status: PKIStatus of the answer (RFC 9810 5.2.3), or -1
 * @fail_info: PKIFailureInfo of the answer, bit n set for the named bit n (RFC 9810 5.2.3)
 * @http_status: status of the HTTP answer, or 0
 * @server_text: (nullable): the server's words, without control characters, at most 1,000
 * characters
 * @technical: (nullable): what a specialist wants to see; never contains a secret
 *
 * What else is known about a %SIGNET_ERROR.
 */
typedef struct
{
  gboolean authenticated;
  int status;
  guint fail_info;
  guint http_status;
  char *server_text;
  char *technical;
} SignetErrorDetails;

GQuark                    signet_error_quark         (void);
const SignetErrorDetails *signet_error_get_details   (const GError *error);
void                      signet_error_set_http      (GError       *error,
                                                      guint         http_status);
void                      signet_error_set_server    (GError       *error,
                                                      gboolean      authenticated,
                                                      int           status,
                                                      guint         fail_info,
                                                      const char   *server_text);
void                      signet_error_add_technical (GError       *error,
                                                      const char   *text);
gboolean                  signet_error_is_answer     (const GError *error);
const char               *signet_error_to_name       (int           code);

G_END_DECLS
