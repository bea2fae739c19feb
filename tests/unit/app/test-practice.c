/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-practice.h"

#include <string.h>

#include "core/signet-error.h"
#include "core/signet-files.h"

/* A genm without protection (RFC 9810 5.1): pvno 2, two empty names, transaction ABCD. */
static const guchar message[] = {
  0x30,
  0x17,
  0x30,
  0x11,
  0x02,
  0x01,
  0x02,
  0xa4,
  0x02,
  0x30,
  0x00,
  0xa4,
  0x02,
  0x30,
  0x00,
  0xa4,
  0x04,
  0x04,
  0x02,
  0xab,
  0xcd,
  0xb5,
  0x02,
  0x30,
  0x00,
};

typedef struct
{
  char *folder;
  SignetPractice *practice;
  GVariant *event;
} Fixture;

static void
event_cb (SignetPractice *practice,
          GVariant       *event,
          Fixture        *self)
{
  g_clear_pointer (&self->event, g_variant_unref);
  self->event = g_variant_ref (event);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("signet-practice-XXXXXX", NULL);
  self->practice = signet_practice_new (self->folder, 0, TRUE, 0, 5);
  g_signal_connect (self->practice, "event", G_CALLBACK (event_cb), self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  static const char *const names[] = { "issued", "transactions", "." };

  g_clear_object (&self->practice);
  g_clear_pointer (&self->event, g_variant_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names[i], NULL);

      g_assert_true (signet_files_remove_folder (path, NULL));
    }
  g_free (self->folder);
}

static void
start (Fixture *self)
{
  g_autoptr (SignetSecret) code = signet_secret_new ("secret", 6);
  g_autoptr (GError) error = NULL;

  signet_practice_add_code (self->practice, "1001", code);
  g_assert_true (signet_practice_start (self->practice, &error));
  g_assert_no_error (error);
}

static void
test_life (Fixture       *self,
           gconstpointer  data)
{
  g_assert_null (signet_practice_get_url (self->practice));
  start (self);
  g_assert_true (g_str_has_prefix (signet_practice_get_url (self->practice), "http://127.0.0.1:"));
  g_assert_true (g_file_test (signet_practice_get_ca_file (self->practice), G_FILE_TEST_EXISTS));
  g_assert_cmpstr (signet_practice_get_reference (self->practice), ==, "1001");
  g_assert_cmpstr (signet_secret_get_text (signet_practice_get_code (self->practice)),
                   ==, "secret");
  signet_practice_stop (self->practice);
  g_assert_null (signet_practice_get_url (self->practice));
  g_assert_null (signet_practice_get_code (self->practice));
}

static void
test_decisions (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  start (self);
  g_assert_false (signet_practice_approve (self->practice, 1, &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (signet_practice_reject (self->practice, 1, "badMood", &error));
  g_assert_error (error, SIGNET_ERROR, SIGNET_ERROR_USAGE);
}

static void
send_message (Fixture *self)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *head = NULL;
  g_autoptr (GError) error = NULL;
  GOutputStream *output;
  char buffer[4096];

  uri = g_uri_parse (signet_practice_get_url (self->practice), G_URI_FLAGS_NONE, NULL);
  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1",
                                                (guint16) g_uri_get_port (uri), NULL, &error);
  g_assert_no_error (error);
  head = g_strdup_printf ("POST / HTTP/1.1\r\nHost: localhost\r\n"
                          "Content-Type: application/pkixcmp\r\nContent-Length: %u\r\n\r\n",
                          (guint) sizeof message);
  output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_output_stream_write_all (output, head, strlen (head), NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (output, message, sizeof message, NULL, NULL, &error);
  g_assert_no_error (error);
  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                       sizeof buffer, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (strncmp (buffer, "HTTP/1.1 200 ", 13), ==, 0);
}

/* What an event does not have is not in the dictionary. */
static void
test_event (Fixture       *self,
            gconstpointer  data)
{
  const char *text = NULL;

  start (self);
  send_message (self);
  while (self->event == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_variant_is_of_type (self->event, G_VARIANT_TYPE_VARDICT));
  g_assert_true (g_variant_lookup (self->event, "event", "&s", &text));
  g_assert_cmpstr (text, ==, "refused");
  g_assert_true (g_variant_lookup (self->event, "transaction", "&s", &text));
  g_assert_cmpstr (text, ==, "ABCD");
  g_assert_true (g_variant_lookup (self->event, "text", "&s", &text));
  g_assert_cmpuint (g_variant_n_children (self->event), ==, 3);
}

static void
test_release (Fixture       *self,
              gconstpointer  data)
{
  gpointer practice = self->practice;

  start (self);
  g_object_add_weak_pointer (practice, &practice);
  g_clear_object (&self->practice);
  g_assert_null (practice);
}

#define ADD(path, function) \
  g_test_add ("/app/practice/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("life", test_life);
  ADD ("decisions", test_decisions);
  ADD ("event", test_event);
  ADD ("release", test_release);

  return g_test_run ();
}
