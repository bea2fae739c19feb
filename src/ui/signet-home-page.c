/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-home-page.h"

#include <glib/gi18n-lib.h>

#include "core/signet-error-text.h"
#include "core/signet-error.h"
#include "ui/signet-compat.h"
#include "ui/signet-home-list.h"
#include "ui/signet-item-pages.h"
#include "ui/signet-notice.h"
#include "ui/signet-window.h"
#include "ui/signet-wizard.h"

#define WIDTH_OF_LIST 600  /* pixels */
#define WIDTH_OF_WORDS 440 /* pixels */
#define AN_INSTANT 300     /* milliseconds before a button says that it works */

/* What there is to show. */
typedef enum {
  SHOW_NOTHING,
  SHOW_LIST,
  SHOW_EMPTY,
  SHOW_FAILURE,
} Show;

/**
 * SignetHomePage:
 *
 * The page below all others: the items in their groups, or the ways to a first certificate. It
 * shows neither before it is known which is right, and says so where the items cannot be read.
 */
struct _SignetHomePage
{
  SignetPage parent_instance;

  GtkWidget *add;
  SignetNotice *notice;
  GtkWidget *empty;
  GtkWidget *get;
  GtkWidget *practice;
  GtkWidget *busy;
  GtkWidget *retry;
  SignetHomeList *list;

  SignetKeeper *keeper;
  SignetPractice *practice_ca;
  GCancellable *cancellable;
  Show show;
  gboolean wants_focus;
  gboolean starting;
  guint instant; /* source, or 0 */
};

G_DEFINE_FINAL_TYPE (SignetHomePage, signet_home_page, SIGNET_TYPE_PAGE)

static SignetManager *
get_manager (SignetHomePage *self)
{
  return signet_keeper_get_manager (self->keeper);
}

static Show
what_to_show (SignetHomePage *self)
{
  SignetManager *manager = get_manager (self);

  if (g_list_model_get_n_items (signet_manager_get_items (manager)) > 0)
    return SHOW_LIST;
  if (signet_manager_is_loading (manager))
    return SHOW_NOTHING;

  return signet_manager_get_load_error (manager) != NULL ? SHOW_FAILURE : SHOW_EMPTY;
}

static void
set_opening (SignetHomePage *self,
             const char     *hero,
             const char     *tone,
             const char     *heading,
             const char     *description)
{
  SignetPage *page = SIGNET_PAGE (self);

  g_object_set (self, "centered", heading != NULL, "width",
                heading != NULL ? WIDTH_OF_WORDS : WIDTH_OF_LIST, NULL);
  signet_page_set_hero (page, hero, tone);
  signet_page_set_heading (page, heading);
  signet_page_set_description (page, description);
}

static void
update_opening (SignetHomePage *self,
                Show            show)
{
  const GError *error = signet_manager_get_load_error (get_manager (self));

  if (show == SHOW_EMPTY)
    set_opening (self, "signet-certificate-symbolic", "accent", _ ("No Certificates Yet"),
                 _ ("All you need is the reference number and the code from your helpdesk. It "
                    "takes a few minutes."));
  else if (show == SHOW_FAILURE)
    set_opening (self, "dialog-error-symbolic", "error", _ ("Certificates Not Readable"),
                 signet_error_text_get_title (error));
  else
    set_opening (self, NULL, NULL, NULL, NULL);
}

static void
update_notice (SignetHomePage *self)
{
  const char *const *damaged = signet_manager_get_damaged (get_manager (self));
  guint n = damaged != NULL ? g_strv_length ((char **) damaged) : 0;
  g_autofree char *text = NULL;

  if (n > 0)
    text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u certificate could not be read. Its files are kept.",
                   "%u certificates could not be read. Their files are kept.", n),
      n);
  signet_notice_set_text (self->notice, text);
}

static gboolean
is_on_top (SignetHomePage *self)
{
  SignetWindow *window = signet_window_from (self);

  return window != NULL && signet_window_get_page (window) == SIGNET_PAGE (self);
}

static void
update (SignetHomePage *self)
{
  const Show show = self->show = what_to_show (self);

  gtk_widget_set_visible (self->add, show == SHOW_LIST);
  gtk_widget_set_visible (GTK_WIDGET (self->list), show == SHOW_LIST);
  gtk_widget_set_visible (self->empty, show == SHOW_EMPTY);
  gtk_widget_set_visible (self->retry, show == SHOW_FAILURE);
  g_object_set (self, "primary",
                show == SHOW_EMPTY     ? self->get
                : show == SHOW_FAILURE ? self->retry
                                       : NULL,
                NULL);
  update_opening (self, show);
  update_notice (self);
}

/* Reading begins where a person would begin, as soon as that is known: the first row may be made
 * last. A person who has found something to do meanwhile is left alone. */
static void
settled_cb (SignetHomePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  /* Rows without a place on the page yet would be gone through in no particular order. */
  g_object_set (self, "first", signet_home_list_get_first (self->list), NULL);
  if (!self->wants_focus || !is_on_top (self))
    return;
  self->wants_focus = FALSE;
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)))
    signet_page_focus_first (SIGNET_PAGE (self));
}

static void
changed_cb (SignetHomePage *self)
{
  Show before = self->show;

  update (self);
  if (self->show == before || self->show == SHOW_NOTHING || !is_on_top (self))
    return;
  self->wants_focus = TRUE;
  if (self->show != SHOW_LIST || !signet_home_list_is_busy (self->list))
    settled_cb (self);
}

/* Back from the item's page comes to its row. */
static void
opened_cb (SignetHomePage *self,
           SignetItemRow  *row)
{
  g_object_set (self, "first", row, NULL);
  signet_window_push (signet_window_from (self),
                      signet_item_pages_open (self->keeper, signet_item_row_get_item (row)));
}

static void
set_busy (SignetHomePage *self,
          gboolean        busy)
{
  gtk_widget_set_visible (self->busy, busy);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->practice), GTK_ACCESSIBLE_STATE_BUSY, busy,
                               -1);
}

static gboolean
instant_cb (gpointer user_data)
{
  SignetHomePage *self = user_data;

  self->instant = 0;
  set_busy (self, TRUE);

  return G_SOURCE_REMOVE;
}

static void
practice_started_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (SignetHomePage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean started =
    signet_practice_start_finish (SIGNET_PRACTICE (object), result, &error);

  self->starting = FALSE;
  g_clear_handle_id (&self->instant, g_source_remove);
  set_busy (self, FALSE);
  /* The person may have gone another way meanwhile. */
  if (!is_on_top (self))
    return;
  if (started)
    signet_wizard_start_practice (signet_window_from (self));
  else
    signet_window_show_problem (signet_window_from (self), error);
}

static void
practice_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  SignetHomePage *self = SIGNET_HOME_PAGE (widget);

  if (self->starting)
    return;
  self->starting = TRUE;
  self->instant = g_timeout_add (AN_INSTANT, instant_cb, self);
  signet_practice_start_async (self->practice_ca, self->cancellable, practice_started_cb,
                               g_object_ref (self));
}

/* Nothing is lost silently: each folder is named. */
static void
damaged_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SignetHomePage *self = SIGNET_HOME_PAGE (widget);
  const char *const *damaged = signet_manager_get_damaged (get_manager (self));
  g_autoptr (GError) error = NULL;

  if (damaged == NULL || damaged[0] == NULL)
    return;
  error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_DAMAGED, damaged[0]);
  for (guint i = 0; damaged[i] != NULL; i++)
    signet_error_add_technical (error, damaged[i]);
  signet_window_show_problem (signet_window_from (self), error);
}

static void
signet_home_page_dispose (GObject *object)
{
  SignetHomePage *self = SIGNET_HOME_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->instant, g_source_remove);
  g_clear_object (&self->keeper);
  g_clear_object (&self->practice_ca);

  G_OBJECT_CLASS (signet_home_page_parent_class)->dispose (object);
}

static void
signet_home_page_finalize (GObject *object)
{
  g_clear_object (&SIGNET_HOME_PAGE (object)->cancellable);

  G_OBJECT_CLASS (signet_home_page_parent_class)->finalize (object);
}

static void
signet_home_page_class_init (SignetHomePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = signet_home_page_dispose;
  object_class->finalize = signet_home_page_finalize;

  g_type_ensure (SIGNET_TYPE_HOME_LIST);
  g_type_ensure (SIGNET_TYPE_NOTICE);
  g_type_ensure (SIGNET_TYPE_SPINNER);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SignetHomePage, add);
  gtk_widget_class_bind_template_child (widget_class, SignetHomePage, notice);
  gtk_widget_class_bind_template_child (widget_class, SignetHomePage, empty);
  gtk_widget_class_bind_template_child (widget_class, SignetHomePage, get);
  gtk_widget_class_bind_template_child (widget_class, SignetHomePage, practice);
  gtk_widget_class_bind_template_child (widget_class, SignetHomePage, busy);
  gtk_widget_class_bind_template_child (widget_class, SignetHomePage, retry);
  gtk_widget_class_bind_template_child (widget_class, SignetHomePage, list);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, settled_cb);

  gtk_widget_class_install_action (widget_class, "home.practice", NULL, practice_action);
  gtk_widget_class_install_action (widget_class, "home.damaged", NULL, damaged_action);
}

static void
signet_home_page_init (SignetHomePage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * signet_home_page_new:
 * @keeper: what runs the requests
 * @practice: the practice CA, to be tried with one click
 *
 * Returns: (transfer floating): the home page
 */
SignetPage *
signet_home_page_new (SignetKeeper   *keeper,
                      SignetPractice *practice)
{
  SignetHomePage *self;
  SignetManager *manager;

  g_return_val_if_fail (SIGNET_IS_KEEPER (keeper) && SIGNET_IS_PRACTICE (practice), NULL);

  self = g_object_new (SIGNET_TYPE_HOME_PAGE, NULL);
  self->keeper = g_object_ref (keeper);
  self->practice_ca = g_object_ref (practice);
  manager = get_manager (self);
  signet_home_list_set_keeper (self->list, keeper);
  g_signal_connect_object (signet_manager_get_items (manager), "items-changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::loading", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return SIGNET_PAGE (self);
}
