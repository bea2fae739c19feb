/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/signet-item-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "core/signet-error.h"
#include "store-fixture.h"

/* Run by small-disk.sh, which makes the disks. */

static void
set_up_on_disk (StoreFixture  *fixture,
                gconstpointer  variable)
{
  const char *disk = g_getenv (variable);

  fixture->root = g_strdup (disk);
  fixture->enrollments = g_build_filename (disk != NULL ? disk : "", "signet", "enrollments", NULL);
  fixture->store = signet_item_store_new (fixture->enrollments);
}

static void
tear_down_on_disk (StoreFixture  *fixture,
                   gconstpointer  variable)
{
  g_autofree char *data = g_path_get_dirname (fixture->enrollments);

  g_assert_finalize_object (fixture->store);
  if (g_file_test (data, G_FILE_TEST_EXISTS))
    store_remove_tree (data);
  g_free (fixture->enrollments);
  g_free (fixture->root);
}

static gboolean
has_disk (StoreFixture *fixture)
{
  if (fixture->root != NULL)
    return TRUE;
  g_test_skip ("no disk could be mounted for this test");

  return FALSE;
}

static char *
filler_path (StoreFixture *fixture)
{
  return g_build_filename (fixture->root, "filler", NULL);
}

/* Takes what room is left. */
static void
fill (StoreFixture *fixture)
{
  g_autofree char *path = filler_path (fixture);
  g_autofree char *zeros = g_malloc0 (4096);
  int fd = g_open (path, O_WRONLY | O_CREAT | O_APPEND, 0600);
  gssize written;

  g_assert_cmpint (fd, >=, 0);
  while ((written = write (fd, zeros, 4096)) > 0)
    ;
  g_assert_cmpint (written, ==, -1);
  g_assert_cmpint (errno, ==, ENOSPC);
  close (fd);
}

static void
make_room (StoreFixture *fixture)
{
  g_autofree char *path = filler_path (fixture);

  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
test_no_room_for_request (StoreFixture  *fixture,
                          gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  if (!has_disk (fixture))
    return;
  g_assert_false (signet_item_store_check_space (fixture->store, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NO_SPACE);
}

/* No half-written item. */
static void
test_create_on_full_disk (StoreFixture  *fixture,
                          gconstpointer  unused)
{
  g_autoptr (SignetItem) item = store_fixture_item (1);
  g_autoptr (GPtrArray) damaged = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *folder = store_fixture_path (fixture, signet_item_get_id (item), NULL);
  g_autoptr (GError) error = NULL;

  if (!has_disk (fixture))
    return;
  fill (fixture);
  g_assert_null (signet_item_store_create (fixture->store, item, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NO_SPACE);
  g_clear_error (&error);
  g_assert_null (signet_item_store_get_id (fixture->store, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NO_SPACE);
  g_clear_error (&error);
  make_room (fixture);

  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  items = signet_item_store_list (fixture->store, &damaged, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, 0);
  g_assert_cmpuint (damaged->len, ==, 0);
}

/* Whatever a disk runs full at, what was there stays as it was, and the step can be taken again. */
static void
test_steps_on_full_disk (StoreFixture  *fixture,
                         gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = NULL;
  g_autoptr (GBytes) ip = MESSAGE_IP ("x");
  g_autoptr (GBytes) leaf = store_message (0x30, "leaf");
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  SignetJournal *steps;

  if (!has_disk (fixture))
    return;
  journal = store_fixture_sent (fixture);
  steps = SIGNET_JOURNAL (journal);
  for (guint step = 0; step < 3; step++)
    {
      for (guint round = 0; round < 2; round++)
        {
          SignetItemState before = store_fixture_state (fixture, journal);
          g_autoptr (GError) error = NULL;
          gboolean done;

          if (round == 0)
            fill (fixture);
          if (step == 0)
            done = signet_journal_answer (steps, SIGNET_ANSWER_CERTIFICATE, ip, &error);
          else if (step == 1)
            done =
              signet_journal_certificate (steps, leaf, chain, SIGNET_VERIFICATION_NONE, &error);
          else
            done = signet_journal_confirmed (steps, &error);

          g_assert_cmpint (done, ==, round == 1);
          if (round == 1)
            continue;
          g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NO_SPACE);
          g_assert_cmpint (store_fixture_state (fixture, journal), ==, before);
          make_room (fixture);
        }
    }
  g_assert_cmpint (store_fixture_state (fixture, journal), ==, SIGNET_ITEM_STATE_ISSUED);
}

static void
remount (StoreFixture  *fixture,
         unsigned long  flags)
{
  g_assert_cmpint (mount ("tmpfs", fixture->root, NULL, MS_REMOUNT | MS_BIND | flags, NULL), ==, 0);
}

/* What is there can be read, and each attempt to change it says why it does not work. */
static void
test_read_only_disk (StoreFixture  *fixture,
                     gconstpointer  unused)
{
  g_autoptr (SignetItemJournal) journal = NULL;
  g_autoptr (SignetItem) item = store_fixture_item (1);
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) items = NULL;
  GError *errors[3] = { NULL };

  if (!has_disk (fixture))
    return;
  journal = store_fixture_ready (fixture);
  id = g_strdup (signet_item_get_id (signet_item_journal_get_item (journal)));
  /* a file that is open for writing keeps a disk writable */
  g_assert_finalize_object (g_steal_pointer (&journal));
  remount (fixture, MS_RDONLY);

  items = signet_item_store_list (fixture->store, NULL, &errors[0]);
  g_assert_no_error (errors[0]);
  g_assert_cmpuint (items->len, ==, 1);

  g_assert_null (signet_item_store_lock (fixture->store, id, &errors[0]));
  g_assert_null (signet_item_store_create (fixture->store, item, &errors[1]));
  g_assert_null (signet_item_store_get_id (fixture->store, &errors[2]));
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_assert_error (errors[i], SIGNET_ERROR, SIGNET_ERROR_READ_ONLY);
      g_clear_error (&errors[i]);
    }
  remount (fixture, 0);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    const char *disk;
    void (*run) (StoreFixture *, gconstpointer);
  } tests[] = {
    { "no-room-for-request", "SIGNET_DISK_SMALL", test_no_room_for_request },
    { "create-on-full-disk", "SIGNET_DISK_FULL", test_create_on_full_disk },
    { "steps-on-full-disk", "SIGNET_DISK_FULL", test_steps_on_full_disk },
    { "read-only-disk", "SIGNET_DISK_READ_ONLY", test_read_only_disk },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/store/disk/", tests[i].name, NULL);

      g_test_add (path, StoreFixture, tests[i].disk, set_up_on_disk, tests[i].run,
                  tear_down_on_disk);
    }

  return g_test_run ();
}
