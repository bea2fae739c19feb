/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "openssl-fixture.h"

#include <string.h>

#include "core/signet-files.h"

static void
event_cb (SignetPracticeServer      *server,
          const SignetPracticeEvent *event,
          OpensslFixture            *self)
{
  g_ptr_array_add (self->events, g_strdup (event->name));
  self->last_number = MAX (self->last_number, event->number);
}

/* For the next restart. */
void
openssl_set (OpensslFixture *self,
             const char     *name,
             const char     *value)
{
  g_ptr_array_add (self->traits, g_strdup (name));
  g_ptr_array_add (self->traits, g_strdup (value));
}

static void
add_code (OpensslFixture *self,
          const char     *reference,
          const char     *text)
{
  g_autoptr (SignetSecret) code = signet_secret_new (text, strlen (text));

  signet_practice_server_add_code (self->server, reference, code);
}

/* As when the CA's program ended and was started again, with the options as they are now. */
void
openssl_restart (OpensslFixture *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->server);
  self->server = signet_practice_server_new (&self->options);
  g_signal_connect (self->server, "event", G_CALLBACK (event_cb), self);
  add_code (self, "1001", "secret");
  add_code (self, NULL, "bare");
  for (guint i = 0; i < self->traits->len; i += 2)
    {
      g_assert_true (signet_practice_server_set (self->server, self->traits->pdata[i],
                                                 self->traits->pdata[i + 1], &error));
      g_assert_no_error (error);
    }
  g_assert_true (signet_practice_server_start (self->server, &error));
  g_assert_no_error (error);
}

void
openssl_set_up (OpensslFixture *self,
                gconstpointer   data)
{
  self->folder = g_dir_make_tmp ("signet-openssl-XXXXXX", NULL);
  self->ca_folder = g_build_filename (self->folder, "ca", NULL);
  self->options.folder = self->ca_folder;
  self->options.check_after = 1;
  self->events = g_ptr_array_new_with_free_func (g_free);
  self->traits = g_ptr_array_new_with_free_func (g_free);
  openssl_restart (self);
}

void
openssl_tear_down (OpensslFixture *self,
                   gconstpointer   data)
{
  static const char *const names[] = { "ca/issued", "ca/transactions", "ca", "." };

  g_clear_object (&self->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names[i], NULL);

      g_assert_true (signet_files_remove_folder (path, NULL));
    }
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->traits);
  g_free (self->ca_folder);
  g_free (self->folder);
}

/* Starts a program in the clients' folder; its words come in one stream. */
GSubprocess *
openssl_spawn (OpensslFixture *self,
               const char     *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                        G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_subprocess_launcher_set_cwd (launcher, self->folder);
  g_subprocess_launcher_unsetenv (launcher, "http_proxy");
  g_subprocess_launcher_unsetenv (launcher, "HTTP_PROXY");
  g_assert_true (g_shell_parse_argv (arguments, NULL, &argv, &error));
  g_assert_no_error (error);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  g_assert_no_error (error);

  return process;
}

/* Waits for the end of a program while events arrive. */
typedef struct
{
  gboolean done;
  char *output;
} Ending;

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Ending *ending = user_data;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &ending->output, NULL,
                                        &error);
  g_assert_no_error (error);
  ending->done = TRUE;
}

char *
openssl_wait_for (GSubprocess *process,
                  gboolean     success)
{
  Ending ending = { FALSE, NULL };

  g_subprocess_communicate_utf8_async (process, NULL, NULL, ended_cb, &ending);
  while (!ending.done)
    g_main_context_iteration (NULL, TRUE);
  if (g_subprocess_get_successful (process) != success)
    g_test_message ("%s", ending.output);
  g_assert_cmpint (g_subprocess_get_successful (process), ==, success);

  return ending.output;
}

char *
openssl_run (OpensslFixture *self,
             gboolean        success,
             const char     *format,
             ...)
{
  g_autofree char *arguments = NULL;
  g_autoptr (GSubprocess) process = NULL;
  va_list list;

  va_start (list, format);
  arguments = g_strdup_vprintf (format, list);
  va_end (list);
  process = openssl_spawn (self, arguments);

  return openssl_wait_for (process, success);
}

void
openssl_make_key (OpensslFixture *self,
                  const char     *name)
{
  g_free (openssl_run (self, TRUE,
                       "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out %s.key",
                       name));
}

/* A client that asks for a certificate for NAME.key and writes it to NAME.pem. */
char *
openssl_cmp_arguments (OpensslFixture *self,
                       const char     *command,
                       const char     *name,
                       const char     *credentials)
{
  const char *url = strstr (signet_practice_server_get_url (self->server), "://") + strlen ("://");

  return g_strdup_printf ("openssl cmp -config '' -cmd %s -server '%s' -subject /CN=%s -newkey "
                          "%s.key -certout %s.pem -total_timeout 60 %s",
                          command, url, name, name, name, credentials);
}

char *
openssl_enroll (OpensslFixture *self,
                gboolean        success,
                const char     *command,
                const char     *name,
                const char     *credentials)
{
  g_autofree char *arguments = openssl_cmp_arguments (self, command, name, credentials);
  g_autoptr (GSubprocess) process = NULL;

  openssl_make_key (self, name);
  process = openssl_spawn (self, arguments);

  return openssl_wait_for (process, success);
}

void
openssl_verify (OpensslFixture *self,
                const char     *name)
{
  g_autofree char *text = NULL;

  g_free (openssl_run (self, TRUE, "openssl verify -x509_strict -CAfile ca/ca.pem %s.pem", name));
  text = openssl_run (self, TRUE, "openssl x509 -in %s.pem -noout -text", name);
  g_assert_nonnull (strstr (text, name));
  g_assert_nonnull (strstr (text, "Practice CA, Not for Real Use"));
}

void
openssl_assert_events (OpensslFixture *self,
                       const char     *expected)
{
  g_autofree char *events = NULL;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_ptr_array_add (self->events, NULL);
  events = g_strjoinv (" ", (char **) self->events->pdata);
  g_ptr_array_set_size (self->events, 0);
  g_assert_cmpstr (events, ==, expected);
}

void
openssl_wait_for_event (OpensslFixture *self,
                        const char     *name)
{
  while (self->events->len == 0 ||
         g_strcmp0 (g_ptr_array_index (self->events, self->events->len - 1), name) != 0)
    g_main_context_iteration (NULL, TRUE);
}

/* Runs a client with another command than for a new certificate. */
char *
openssl_command (OpensslFixture *self,
                 gboolean        success,
                 const char     *arguments)
{
  const char *url = strstr (signet_practice_server_get_url (self->server), "://") + strlen ("://");

  return openssl_run (self, success, "openssl cmp -config '' -server '%s' -total_timeout 60 %s",
                      url, arguments);
}
