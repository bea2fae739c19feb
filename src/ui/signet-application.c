/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-application.h"

#include "app/signet-keeper.h"
#include "app/signet-practice.h"
#include "pki/signet-init.h"
#include "ui/signet-compat.h"
#include "ui/signet-resources.h"
#include "ui/signet-window.h"

#include <glib/gi18n-lib.h>

#define PRACTICE_CHECK_AFTER 30 /* seconds; a decision on the practice page does not wait for it */

/**
 * SignetApplication:
 *
 * The program with the window: one for each person. It outlives its window while a step of an
 * exchange is under way, since an answer that nobody writes down would be lost.
 */
struct _SignetApplication
{
  AdwApplication parent_instance;

  SignetKeeper *keeper;
  SignetPractice *practice;
  GCancellable *cancellable;
  gboolean held;
};

G_DEFINE_FINAL_TYPE (SignetApplication, signet_application, ADW_TYPE_APPLICATION)

static gboolean
is_open_practice (SignetItem *item)
{
  return signet_item_is_practice (item) && !signet_item_is_final (item);
}

/* Whether a request waits that only the practice CA can answer. */
static gboolean
needs_practice (SignetApplication *self)
{
  GListModel *items = signet_manager_get_items (signet_keeper_get_manager (self->keeper));

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (SignetItem) item = g_list_model_get_item (items, i);

      if (is_open_practice (item))
        return TRUE;
    }

  return FALSE;
}

/* The practice CA does not mind being asked early; a person who has just decided there does. */
static void
check_practice_now (SignetApplication *self)
{
  GListModel *items = signet_manager_get_items (signet_keeper_get_manager (self->keeper));

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (SignetItem) item = g_list_model_get_item (items, i);
      SignetTask *task = signet_keeper_get_task (self->keeper, signet_item_get_id (item));

      if (task != NULL && is_open_practice (item))
        signet_task_check_now (task);
    }
}

static void
decided_cb (SignetApplication *self,
            GVariant          *event)
{
  const char *name = NULL;

  g_variant_lookup (event, "event", "&s", &name);
  if (g_strcmp0 (name, "approved") == 0 || g_strcmp0 (name, "rejected") == 0)
    check_practice_now (self);
}

static void
practice_started_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  SignetApplication *self = user_data;
  g_autoptr (GError) error = NULL;

  /* The items of it say themselves that nobody answers. */
  if (!signet_practice_start_finish (SIGNET_PRACTICE (object), result, &error))
    g_message ("The practice CA does not start: %s", error->message);
  signet_keeper_take_up (self->keeper);
  check_practice_now (self);
  g_object_unref (self);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  SignetApplication *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!signet_manager_load_finish (SIGNET_MANAGER (object), result, &error))
    {
      GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

      if (SIGNET_IS_WINDOW (window))
        signet_window_show_problem (SIGNET_WINDOW (window), error);
    }
  else if (needs_practice (self))
    {
      signet_practice_start_async (self->practice, self->cancellable, practice_started_cb,
                                   g_object_ref (self));
    }
  else
    {
      signet_keeper_take_up (self->keeper);
    }
  g_object_unref (self);
}

static void
load (SignetApplication *self)
{
  signet_manager_load_async (signet_keeper_get_manager (self->keeper), self->cancellable, loaded_cb,
                             g_object_ref (self));
}

/* Without a window the program stays only as long as a job has to come to its end. */
static void
n_tasks_cb (SignetApplication *self)
{
  gboolean hold = signet_keeper_get_n_tasks (self->keeper) > 0;

  if (hold == self->held)
    return;
  self->held = hold;
  if (hold)
    g_application_hold (G_APPLICATION (self));
  else
    g_application_release (G_APPLICATION (self));
}

static void
signet_application_window_removed (GtkApplication *application,
                                   GtkWindow      *window)
{
  SignetApplication *self = SIGNET_APPLICATION (application);

  GTK_APPLICATION_CLASS (signet_application_parent_class)->window_removed (application, window);

  if (gtk_application_get_windows (application) == NULL)
    signet_keeper_stop (self->keeper);
}

static void
signet_application_activate (GApplication *application)
{
  SignetApplication *self = SIGNET_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    {
      /* The last window may have been closed while a job had to come to its end. */
      signet_keeper_start (self->keeper);
      window = GTK_WINDOW (
        signet_window_new (GTK_APPLICATION (application), self->keeper, self->practice));
      load (self);
    }
  gtk_window_present (window);
}

static void
signet_application_shutdown (GApplication *application)
{
  SignetApplication *self = SIGNET_APPLICATION (application);

  g_cancellable_cancel (self->cancellable);
  signet_practice_stop (self->practice);

  G_APPLICATION_CLASS (signet_application_parent_class)->shutdown (application);
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);
  g_autofree char *versions = g_strdup_printf (
    "Signet %s\n%s\nGLib %u.%u.%u\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\n", PACKAGE_VERSION,
    signet_pki_get_library (), glib_major_version, glib_minor_version,
    glib_micro_version, gtk_get_major_version (), gtk_get_minor_version (),
    gtk_get_micro_version (), adw_get_major_version (), adw_get_minor_version (),
    adw_get_micro_version ());

  signet_compat_show_about (window, versions);
}

static gpointer
ref_window (gconstpointer window,
            gpointer      user_data)
{
  return g_object_ref ((gpointer) window);
}

/* The windows are closed, so that what runs comes to its end as if a person had closed them. A
 * question goes with the window that it stands above. */
static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  GList *windows = g_list_copy_deep (gtk_application_get_windows (user_data), ref_window, NULL);

  for (GList *window = windows; window != NULL; window = window->next)
    gtk_window_close (window->data);
  g_list_free_full (windows, g_object_unref);
}

static void
load_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  load (user_data);
}

static void
add_actions (SignetApplication *self)
{
  const GActionEntry entries[] = {
    { .name = "about", .activate = about_action },
    { .name = "load", .activate = load_action },
    { .name = "quit", .activate = quit_action },
  };
  GtkApplication *application = GTK_APPLICATION (self);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_application_set_accels_for_action (application, "app.quit",
                                         (const char *const[]){ "<Control>q", NULL });
  gtk_application_set_accels_for_action (application, "window.close",
                                         (const char *const[]){ "<Control>w", NULL });
  gtk_application_set_accels_for_action (application, "win.get",
                                         (const char *const[]){ "<Control>n", NULL });
}

static void
signet_application_startup (GApplication *application)
{
  SignetApplication *self = SIGNET_APPLICATION (application);
  g_autoptr (SignetManager) manager = NULL;

  /* The linker would leave the resources out of a static library that nobody asks for them. */
  g_resources_register (signet_get_resource ());
  G_APPLICATION_CLASS (signet_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (APPLICATION_ID);
  manager = signet_manager_new (NULL);
  self->keeper = signet_keeper_new (manager);
  self->practice = signet_practice_new (signet_practice_get_default_folder (), 0, FALSE, 0,
                                        PRACTICE_CHECK_AFTER);
  g_signal_connect_object (self->practice, "event", G_CALLBACK (decided_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keeper, "notify::n-tasks", G_CALLBACK (n_tasks_cb), self,
                           G_CONNECT_SWAPPED);
  add_actions (self);
}

static int
signet_application_handle_local_options (GApplication *application,
                                         GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("Signet %s\n", PACKAGE_VERSION);

  return 0;
}

static void
signet_application_dispose (GObject *object)
{
  SignetApplication *self = SIGNET_APPLICATION (object);

  g_clear_object (&self->keeper);
  g_clear_object (&self->practice);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (signet_application_parent_class)->dispose (object);
}

static void
signet_application_class_init (SignetApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = signet_application_dispose;
  application_class->activate = signet_application_activate;
  application_class->startup = signet_application_startup;
  application_class->shutdown = signet_application_shutdown;
  application_class->handle_local_options = signet_application_handle_local_options;
  GTK_APPLICATION_CLASS (klass)->window_removed = signet_application_window_removed;
}

static void
signet_application_init (SignetApplication *self)
{
  self->cancellable = g_cancellable_new ();
  g_application_add_main_option (G_APPLICATION (self), "version", 0, G_OPTION_FLAG_NONE,
                                 G_OPTION_ARG_NONE, N_ ("Print the version and exit"), NULL);
}

/**
 * signet_application_new:
 *
 * Returns: (transfer full): the program with the window
 */
SignetApplication *
signet_application_new (void)
{
  return g_object_new (SIGNET_TYPE_APPLICATION, "application-id", APPLICATION_ID,
                       "resource-base-path", "/io/github/signet_desktop/Signet", NULL);
}
