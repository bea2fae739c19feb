/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "practice-fixture.h"

#include <string.h>

#include "core/signet-files.h"

static void
emit (SignetPracticeEvent *event,
      gpointer             user_data)
{
  PracticeFixture *self = user_data;

  g_ptr_array_add (self->events, g_strdup (event->name));
  g_clear_pointer (&self->last, signet_practice_event_free);
  self->last = event;
}

static void
open_desk (PracticeFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetSecret) secret = signet_secret_new ("secret", 6);
  g_autoptr (SignetSecret) bare = signet_secret_new ("bare", 4);

  self->desk = signet_practice_desk_new (&self->options, self->behaviour, emit, self, &error);
  g_assert_no_error (error);
  signet_practice_codes_add (self->desk->codes, "1001", secret);
  signet_practice_codes_add (self->desk->codes, NULL, bare);
}

/* Removes a CA's folder and those in it. */
void
practice_remove_folder (const char *folder)
{
  const char *names[] = { "issued", "transactions", "." };
  GError *error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      signet_files_remove_folder (path, &error);
      g_assert_no_error (error);
    }
}

void
practice_fixture_set_up (PracticeFixture *self,
                         gconstpointer    data)
{
  self->folder = g_dir_make_tmp ("signet-practice-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->options.folder = self->folder;
  self->options.check_after = 7;
  self->behaviour = signet_practice_behaviour_new ();
  self->events = g_ptr_array_new_with_free_func (g_free);
  open_desk (self);
}

void
practice_fixture_tear_down (PracticeFixture *self,
                            gconstpointer    data)
{
  g_clear_pointer (&self->desk, signet_practice_desk_free);
  signet_practice_behaviour_free (self->behaviour);
  g_clear_pointer (&self->last, signet_practice_event_free);
  g_ptr_array_unref (self->events);
  practice_remove_folder (self->folder);
  g_free (self->folder);
}

/* As when the program ended and was started again, with the options as they are now. */
void
practice_fixture_restart (PracticeFixture *self)
{
  g_clear_pointer (&self->desk, signet_practice_desk_free);
  open_desk (self);
}

/* Most of what can be set counts from now on, the rest from the next restart on. */
void
practice_fixture_set (PracticeFixture *self,
                      const char      *name,
                      const char      *value)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (signet_practice_behaviour_set (self->behaviour, name, value, &error));
  g_assert_no_error (error);
}

/* The names of the events since the last call, with a space in between. */
char *
practice_fixture_events (PracticeFixture *self)
{
  char *text;

  g_ptr_array_add (self->events, NULL);
  text = g_strjoinv (" ", (char **) self->events->pdata);
  g_ptr_array_set_size (self->events, 0);

  return text;
}

void
practice_assert_events (PracticeFixture *fixture,
                        const char      *expected)
{
  g_autofree char *events = practice_fixture_events (fixture);

  g_assert_cmpstr (events, ==, expected);
}

PracticeClient *
practice_fixture_new_client (PracticeFixture *fixture,
                             const char      *common_name)
{
  PracticeClient *client = practice_client_new (fixture->desk, common_name);

  practice_client_set_code (client, "1001", "secret");

  return client;
}

void
practice_assert_fail_info (PracticeClient *client,
                           int             bit)
{
  g_assert_cmpint (OSSL_CMP_CTX_get_status (client->context), ==, OSSL_CMP_PKISTATUS_rejection);
  g_assert_cmphex (OSSL_CMP_CTX_get_failInfoCode (client->context), ==, 1 << bit);
}

int
practice_get_body_type (GBytes *der)
{
  g_autoptr (BIO)
    bio = BIO_new_mem_buf (g_bytes_get_data (der, NULL), (int) g_bytes_get_size (der));
  g_autoptr (OSSL_CMP_MSG) message = d2i_OSSL_CMP_MSG_bio (bio, NULL);

  g_assert_nonnull (message);

  return OSSL_CMP_MSG_get_bodytype (message);
}

gboolean
practice_contains (GBytes     *der,
                   const void *part,
                   gsize       length)
{
  gsize size;
  const guchar *data = g_bytes_get_data (der, &size);

  for (gsize i = 0; i + length <= size; i++)
    if (memcmp (data + i, part, length) == 0)
      return TRUE;

  return FALSE;
}
