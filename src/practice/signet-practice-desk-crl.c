/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#include "core/signet-files.h"
#include "practice/signet-practice-crl-private.h"
#include "practice/signet-practice-desk-private.h"
#include "practice/signet-practice-revoked.h"

#define DAY (24 * 60 * 60)
#define MAX_LIST (4 * 1024 * 1024) /* bytes */

static const char *const names[] = { [SIGNET_PRACTICE_LIST_ISSUER] = "crl.der",
                                     [SIGNET_PRACTICE_LIST_ROOT] = "root-crl.der" };

static const char *const paths[] = { [SIGNET_PRACTICE_LIST_ISSUER] = "/crl",
                                     [SIGNET_PRACTICE_LIST_ROOT] = "/crl/root" };

/**
 * signet_practice_desk_get_list_url:
 * @self: a desk
 * @list: which list
 *
 * Returns: (transfer full) (nullable): where the list can be had, %NULL without a web server
 */
char *
signet_practice_desk_get_list_url (SignetPracticeDesk *self,
                                   SignetPracticeList  list)
{
  return self->url != NULL ? g_strconcat (self->url, paths[list], NULL) : NULL;
}

/**
 * signet_practice_desk_fetch:
 * @self: a desk
 * @path: path of an address of the web server
 *
 * Returns: (transfer full) (nullable): the list of revoked certificates that is there
 */
GBytes *
signet_practice_desk_fetch (SignetPracticeDesk *self,
                            const char         *path)
{
  for (guint i = 0; i < SIGNET_PRACTICE_N_LISTS; i++)
    if (g_str_equal (path, paths[i]))
      return signet_practice_desk_dup_list (self, (SignetPracticeList) i);

  return NULL;
}

static const SignetPracticePair *
get_signer (SignetPracticeDesk *self,
            SignetPracticeList  list)
{
  return list == SIGNET_PRACTICE_LIST_ISSUER ? signet_practice_ca_get_issuer (self->ca)
                                             : signet_practice_ca_get_root_pair (self->ca);
}

/* Certificates of an earlier time may come from the other one of the two. */
static void
keep_own (GPtrArray                *revoked,
          const SignetPracticePair *signer)
{
  g_autofree char *key_id = signet_practice_x509_get_key_id (signer->certificate);

  for (guint i = revoked->len; i > 0; i--)
    {
      const SignetPracticeRevoked *one = revoked->pdata[i - 1];

      if (one->issuer != NULL && g_strcmp0 (one->issuer, key_id) != 0)
        g_ptr_array_remove_index_fast (revoked, i - 1);
    }
}

/* One that a person has made, PEM or DER. */
static GBytes *
read_file (const char  *path,
           GError     **error)
{
  g_autoptr (GBytes) data = signet_files_read_chosen (path, MAX_LIST, error);
  g_autoptr (BIO) bio = NULL;
  g_autoptr (X509_CRL) crl = NULL;
  const guchar *p;
  GBytes *der;

  if (data == NULL)
    return NULL;
  p = g_bytes_get_data (data, NULL);
  bio = BIO_new_mem_buf (p, (int) g_bytes_get_size (data));
  crl = d2i_X509_CRL (NULL, &p, (long) g_bytes_get_size (data));
  if (crl == NULL && bio != NULL)
    crl = PEM_read_bio_X509_CRL (bio, NULL, NULL, NULL);
  ERR_clear_error ();
  der = crl != NULL ? signet_practice_crl_to_der (crl) : NULL;
  if (der == NULL)
    g_set_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE,
                 _ ("“%s” is no list of revoked certificates."), path);

  return der;
}

static GBytes *
make_der (SignetPracticeDesk  *self,
          SignetPracticeList   list,
          guint64              number,
          gint64               now,
          GError             **error)
{
  const SignetPracticePair *signer = get_signer (self, list);
  const char *file = signet_practice_behaviour_get_text (self->behaviour, SIGNET_PRACTICE_CRL);
  guint days = signet_practice_behaviour_get_number (self->behaviour, SIGNET_PRACTICE_CRL_DAYS);
  g_autoptr (GPtrArray) revoked = NULL;

  if (file != NULL && list == SIGNET_PRACTICE_LIST_ISSUER)
    return read_file (file, error);
  revoked = signet_practice_issued_dup_revoked (signet_practice_store_get_issued (self->store));
  keep_own (revoked, signer);

  return signet_practice_crl_new (signer, revoked, number, now, days, error);
}

static gboolean
make_list (SignetPracticeDesk  *self,
           SignetPracticeList   list,
           guint64              number,
           gint64               now,
           GError             **error)
{
  g_autofree char *path = g_build_filename (self->folder, names[list], NULL);
  g_autoptr (GBytes) der = make_der (self, list, number, now, error);
  gsize length;
  const char *data;

  if (der == NULL)
    return FALSE;
  data = g_bytes_get_data (der, &length);
  if (!signet_files_write (path, data, length, error))
    return FALSE;
  g_clear_pointer (&self->lists[list], g_bytes_unref);
  self->lists[list] = g_steal_pointer (&der);

  return TRUE;
}

/**
 * signet_practice_desk_make_lists:
 * @self: a desk
 * @error: return location for a %SIGNET_ERROR
 *
 * Makes the lists of revoked certificates and writes them into the CA's folder: after every
 * revocation, at every start, since the CA may have ended between the two, and when half of their
 * time is over.
 *
 * Returns: whether they are on disk for good
 */
gboolean
signet_practice_desk_make_lists (SignetPracticeDesk  *self,
                                 GError             **error)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  guint64 number = signet_practice_store_next_list (self->store, error);
  guint days = signet_practice_behaviour_get_number (self->behaviour, SIGNET_PRACTICE_CRL_DAYS);

  if (number == 0)
    return FALSE;
  for (guint i = 0; i < SIGNET_PRACTICE_N_LISTS; i++)
    if (!make_list (self, (SignetPracticeList) i, number, now, error))
      return FALSE;
  self->next_lists = now + (gint64) days * DAY / 2;

  return TRUE;
}

/**
 * signet_practice_desk_dup_list:
 * @self: a desk
 * @list: which list
 *
 * Returns: (transfer full): DER of the list of revoked certificates; where no newer one can be
 *   made, the last one
 */
GBytes *
signet_practice_desk_dup_list (SignetPracticeDesk *self,
                               SignetPracticeList  list)
{
  g_autoptr (GError) error = NULL;

  if (g_get_real_time () / G_USEC_PER_SEC >= self->next_lists &&
      !signet_practice_desk_make_lists (self, &error))
    g_info ("The list of revoked certificates could not be made: %s", error->message);

  return g_bytes_ref (self->lists[list]);
}
