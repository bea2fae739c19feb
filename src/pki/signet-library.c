/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pki/signet-library.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>

#include "pki/signet-library-private.h"

typedef struct
{
  guint major;
  guint minor;
  guint patch;
} Release;

/* The first release of each series without CVE-2026-42767, CVE-2026-42769, CVE-2026-63074 and
 * CVE-2026-63076, as far as they are mended there: a crafted answer could end the program or
 * replace the root of a CA. Those of 3.4 and 3.6 are the first after April 2026, when they were
 * not. A series between two of these ended without. */
static const Release mended[] = {
  { 3, 0, 22 },
  { 3, 4, 6 },
  { 3, 5, 7 },
  { 3, 6, 3 },
  { 4, 0, 1 },
};

static gboolean
is_before (const Release *one,
           const Release *other)
{
  if (one->major != other->major)
    return one->major < other->major;
  if (one->minor != other->minor)
    return one->minor < other->minor;

  return one->patch < other->patch;
}

/* The release to go to: of the same series, or else the next one. */
static const Release *
find_mended (const Release *release)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mended); i++)
    {
      gboolean is_same =
        mended[i].major == release->major && mended[i].minor == release->minor;

      if (is_before (release, &mended[i]))
        return &mended[i];
      if (is_same)
        return NULL;
    }

  return NULL;
}

/**
 * signet_library_dup_warning_for:
 * @major: of the version of OpenSSL
 * @minor: likewise
 * @patch: likewise
 *
 * Tells whether a release has faults in CMP that a server can use. Distributions mend faults
 * without another number; hence it is a warning, and nothing is refused.
 *
 * Returns: (transfer full) (nullable): a sentence, or %NULL where the release is recent enough
 */
char *
signet_library_dup_warning_for (guint major,
                                guint minor,
                                guint patch)
{
  const Release release = { major, minor, patch };
  const Release *target = find_mended (&release);

  if (target == NULL)
    return NULL;

  return g_strdup_printf (
    _ ("OpenSSL %u.%u.%u has known faults in CMP that OpenSSL %u.%u.%u has not "
       "any more; your distribution may have mended them, too."),
    major, minor, patch, target->major, target->minor, target->patch);
}

/**
 * signet_library_dup_warning:
 *
 * Looks at the libcrypto that runs, see signet_library_dup_warning_for ().
 *
 * Returns: (transfer full) (nullable): a sentence, or %NULL where it is recent enough
 */
char *
signet_library_dup_warning (void)
{
  return signet_library_dup_warning_for (OPENSSL_version_major (), OPENSSL_version_minor (),
                                         OPENSSL_version_patch ());
}
