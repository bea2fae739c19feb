/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-init.h"

#include <openssl/crypto.h>
#include <sys/resource.h>

#include "pki/signet-key-purpose-private.h"

#define SECURE_HEAP (1024 * 1024) /* bytes; 64 KiB run out with 28 RSA-4096 keys alive */
#define SECURE_PIECE 32           /* bytes, the smallest allocation */

static gpointer
init_once (gpointer data)
{
  const struct rlimit none = { 0, 0 };

  /* A worker may still be making a key when the program ends: nothing is torn down under it. */
  OPENSSL_init_crypto (OPENSSL_INIT_NO_ATEXIT, NULL);
  /* Where memory may not be locked OpenSSL still keeps private numbers in the heap that is wiped.
   */
  CRYPTO_secure_malloc_init (SECURE_HEAP, SECURE_PIECE);
  /* A core dump would hold keys. PR_SET_DUMPABLE would do the same but breaks file chooser portals.
   */
  setrlimit (RLIMIT_CORE, &none);
  signet_key_purpose_init ();

  return NULL;
}

/**
 * signet_pki_init:
 *
 * Makes OpenSSL keep private numbers in a heap of their own that is wiped and not swapped, and
 * turns core dumps off. Call it before the first key is made; later calls do nothing.
 */
void
signet_pki_init (void)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, init_once, NULL);
}

/**
 * signet_pki_get_library:
 *
 * Returns: (transfer none): name and version of the cryptographic library that is in use
 */
const char *
signet_pki_get_library (void)
{
  return OpenSSL_version (OPENSSL_VERSION);
}
