/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "app/signet-manager-private.h"
#include "core/signet-core-enums.h"
#include "ui/signet-certificate-page.h"
#include "ui/signet-error-page.h"
#include "ui/signet-home-list.h"
#include "ui/signet-home-page.h"
#include "ui/signet-item-pages.h"
#include "ui/signet-notice.h"
#include "ui/signet-resources.h"
#include "ui/signet-waiting-page.h"

#define HOSTILE "Botany & <b>Zoology</b>"

/* A list on a manager whose items a test makes up. */
typedef struct
{
  char *folder;
  SignetManager *manager;
  SignetKeeper *keeper;
  SignetHomeList *list;
  guint n_settled;
} Fixture;

static void
settled_cb (SignetHomeList *list,
            Fixture        *self)
{
  self->n_settled++;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("signet-home-XXXXXX", NULL);
  self->manager = signet_manager_new (self->folder);
  self->keeper = signet_keeper_new (self->manager);
  self->list = g_object_ref_sink (g_object_new (SIGNET_TYPE_HOME_LIST, NULL));
  g_signal_connect (self->list, "settled", G_CALLBACK (settled_cb), self);
  signet_home_list_set_keeper (self->list, self->keeper);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_assert_finalize_object (self->list);
  g_assert_finalize_object (self->keeper);
  g_assert_finalize_object (self->manager);
  g_rmdir (self->folder);
  g_free (self->folder);
}

static SignetItem *
make_item (const char      *label,
           gboolean         practice,
           SignetItemState  state,
           gint64           created)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (SignetRequest) request = signet_request_new ();
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autoptr (SignetSecret) code = signet_secret_new ("code", 4);
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("4711", code);
  SignetItem *item;

  signet_profile_set_practice (profile, practice);
  signet_request_set_profile (request, profile);
  signet_request_set_label (request, label);
  item = signet_item_new (id, request, credential, SIGNET_PASSPHRASE_KEYRING, created);
  signet_item_set_state (item, state);

  return item;
}

static SignetItem *
publish (Fixture         *self,
         const char      *label,
         gboolean         practice,
         SignetItemState  state,
         gint64           created)
{
  g_autoptr (SignetItem) item = make_item (label, practice, state, created);

  signet_manager_publish (self->manager, item);

  return signet_manager_get_item (self->manager, signet_item_get_id (item));
}

static void
settle (Fixture *self)
{
  while (signet_home_list_is_busy (self->list))
    g_main_context_iteration (NULL, TRUE);
}

static GtkListBox *
group (Fixture    *self,
       const char *name)
{
  return GTK_LIST_BOX (
    gtk_widget_get_template_child (GTK_WIDGET (self->list), SIGNET_TYPE_HOME_LIST, name));
}

static const char *
title_at (Fixture    *self,
          const char *name,
          int         index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (group (self, name), index);

  return row != NULL ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)) : NULL;
}

static gboolean
is_shown (Fixture    *self,
          const char *name)
{
  GObject *box =
    gtk_widget_get_template_child (GTK_WIDGET (self->list), SIGNET_TYPE_HOME_LIST, name);

  return gtk_widget_get_visible (GTK_WIDGET (box));
}

/* A group without rows is not there; the newest row stands first. */
static void
test_groups (Fixture       *self,
             gconstpointer  data)
{
  g_assert_null (signet_home_list_get_first (self->list));
  publish (self, "Old", FALSE, SIGNET_ITEM_STATE_WAITING, 1000);
  publish (self, HOSTILE, FALSE, SIGNET_ITEM_STATE_WAITING, 2000);
  publish (self, "Practice", TRUE, SIGNET_ITEM_STATE_REFUSED, 3000);
  settle (self);
  g_assert_cmpstr (title_at (self, "attention_rows", 0), ==, HOSTILE);
  g_assert_cmpstr (title_at (self, "attention_rows", 1), ==, "Old");
  g_assert_cmpstr (title_at (self, "practice_rows", 0), ==, "Practice");
  g_assert_true (is_shown (self, "attention"));
  g_assert_true (is_shown (self, "practice"));
  g_assert_false (is_shown (self, "valid"));
  g_assert_false (is_shown (self, "ended"));
  g_assert_true (signet_home_list_get_first (self->list) ==
                 GTK_WIDGET (gtk_list_box_get_row_at_index (group (self, "attention_rows"), 0)));
}

/* The same row says how the item is now, and goes to where it belongs. */
static void
test_change (Fixture       *self,
             gconstpointer  data)
{
  SignetItem *item = publish (self, "Mail", FALSE, SIGNET_ITEM_STATE_WAITING, 1000);
  GtkWidget *row;

  settle (self);
  row = signet_home_list_get_first (self->list);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Mail, Waiting for approval");
  signet_item_set_state (item, SIGNET_ITEM_STATE_GIVEN_UP);
  g_assert_true (signet_home_list_get_first (self->list) == row);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Mail, Given up");
  g_assert_cmpstr (title_at (self, "ended_rows", 0), ==, "Mail");
  g_assert_false (is_shown (self, "attention"));
  g_assert_cmpuint (signet_item_row_get_group (SIGNET_ITEM_ROW (row)), ==,
                    SIGNET_ITEM_GROUP_ENDED);
}

static void
test_remove (Fixture       *self,
             gconstpointer  data)
{
  publish (self, "One", FALSE, SIGNET_ITEM_STATE_WAITING, 1000);
  publish (self, "Two", FALSE, SIGNET_ITEM_STATE_WAITING, 2000);
  settle (self);
  g_list_store_remove (G_LIST_STORE (signet_manager_get_items (self->manager)), 0);
  g_assert_cmpstr (title_at (self, "attention_rows", 0), ==, "Two");
  g_assert_null (title_at (self, "attention_rows", 1));
  g_list_store_remove_all (G_LIST_STORE (signet_manager_get_items (self->manager)));
  g_assert_null (signet_home_list_get_first (self->list));
  g_assert_false (is_shown (self, "attention"));
}

/* Many rows are made between other things, and items that go away meanwhile leave none behind. */
static void
test_many (Fixture       *self,
           gconstpointer  data)
{
  const guint n = 300;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GListStore *store = G_LIST_STORE (signet_manager_get_items (self->manager));

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, make_item ("x", FALSE, SIGNET_ITEM_STATE_WAITING, i));
  self->n_settled = 0;
  g_list_store_splice (store, 0, 0, items->pdata, n);
  g_assert_true (signet_home_list_is_busy (self->list));
  g_list_store_splice (store, 100, 100, NULL, 0);
  settle (self);
  g_assert_cmpuint (self->n_settled, ==, 1);
  g_assert_nonnull (title_at (self, "attention_rows", (int) n - 101));
  g_assert_null (title_at (self, "attention_rows", (int) n - 100));
}

/* The list may go while rows are still to be made. */
static void
test_early_end (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 300; i++)
    g_ptr_array_add (items, make_item ("x", FALSE, SIGNET_ITEM_STATE_WAITING, i));
  g_list_store_splice (G_LIST_STORE (signet_manager_get_items (self->manager)), 0, 0, items->pdata,
                       items->len);
  g_assert_true (signet_home_list_is_busy (self->list));
}

static GType
expected_page (SignetItemState state)
{
  if (state == SIGNET_ITEM_STATE_ISSUED)
    return SIGNET_TYPE_CERTIFICATE_PAGE;
  if (state == SIGNET_ITEM_STATE_REFUSED || state == SIGNET_ITEM_STATE_GIVEN_UP)
    return SIGNET_TYPE_ERROR_PAGE;

  return SIGNET_TYPE_WAITING_PAGE;
}

static void
test_pages (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (GEnumClass) states = g_type_class_ref (SIGNET_TYPE_ITEM_STATE);

  for (guint i = 0; i < states->n_values; i++)
    {
      SignetItemState state = (SignetItemState) states->values[i].value;
      SignetItem *item = publish (self, HOSTILE, FALSE, state, 1000);
      g_autoptr (SignetPage) page = g_object_ref_sink (signet_item_pages_open (self->keeper, item));

      g_assert_true (G_TYPE_CHECK_INSTANCE_TYPE (page, expected_page (state)));
      g_assert_cmpstr (signet_page_get_heading (page), !=, NULL);
    }
}

/* Before the items are known, the page says neither that there are some nor that there are none. */
static void
test_home_page (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (SignetPractice) practice = signet_practice_new (self->folder, 0, FALSE, 0, 1);
  g_autoptr (SignetPage) page =
    g_object_ref_sink (signet_home_page_new (self->keeper, practice));

  g_assert_null (signet_page_get_heading (page));
  g_assert_null (signet_page_get_primary (page));
  publish (self, "Mail", FALSE, SIGNET_ITEM_STATE_WAITING, 1000);
  g_assert_null (signet_page_get_heading (page));
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  signet_manager_load_finish (SIGNET_MANAGER (object), result, NULL);
  *(gboolean *) user_data = TRUE;
}

static void
load (Fixture *self)
{
  gboolean done = FALSE;

  signet_manager_load_async (self->manager, NULL, loaded_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_home_page_empty (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr (SignetPractice) practice = signet_practice_new (self->folder, 0, FALSE, 0, 1);
  g_autoptr (SignetPage) page =
    g_object_ref_sink (signet_home_page_new (self->keeper, practice));
  g_autofree char *enrollments = g_build_filename (self->folder, "enrollments", NULL);
  g_autofree char *lock = g_build_filename (enrollments, ".lock", NULL);

  load (self);
  g_assert_cmpstr (signet_page_get_heading (page), ==, "No Certificates Yet");
  g_assert_nonnull (signet_page_get_primary (page));

  /* What cannot be read is not nothing. */
  g_mkdir_with_parents (enrollments, 0700);
  g_assert_cmpint (g_chmod (enrollments, 0777), ==, 0);
  load (self);
  g_assert_cmpstr (signet_page_get_heading (page), ==, "Certificates Not Readable");
  g_assert_cmpint (g_chmod (enrollments, 0700), ==, 0);
  load (self);
  g_assert_cmpstr (signet_page_get_heading (page), ==, "No Certificates Yet");
  publish (self, "Mail", FALSE, SIGNET_ITEM_STATE_WAITING, 1000);
  g_assert_null (signet_page_get_heading (page));
  g_unlink (lock);
  g_rmdir (enrollments);
}

static void
test_notice (void)
{
  g_autoptr (SignetNotice) notice = g_object_ref_sink (g_object_new (
    SIGNET_TYPE_NOTICE, "button-label", "_Details", "button-action", "win.get", NULL));
  GObject *revealer =
    gtk_widget_get_template_child (GTK_WIDGET (notice), SIGNET_TYPE_NOTICE, "revealer");
  g_autofree char *label = NULL;

  g_object_get (notice, "button-label", &label, NULL);
  g_assert_cmpstr (label, ==, "_Details");
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  signet_notice_set_text (notice, HOSTILE);
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  signet_notice_set_text (notice, NULL);
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
}

#define ADD(path, function) \
  g_test_add ("/ui/home/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (signet_get_resource ());

  ADD ("groups", test_groups);
  ADD ("change", test_change);
  ADD ("remove", test_remove);
  ADD ("many", test_many);
  ADD ("early-end", test_early_end);
  ADD ("pages", test_pages);
  ADD ("page", test_home_page);
  ADD ("page-empty", test_home_page_empty);
  g_test_add_func ("/ui/home/notice", test_notice);

  return g_test_run ();
}
