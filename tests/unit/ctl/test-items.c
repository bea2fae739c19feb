/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-items.h"

#include "core/signet-error.h"
#include "ctl-fixture.h"

#define OTHER_ID "0a1bffff-4e5f-4a6b-8c7d-9e0f1a2b3c4d"

static GListModel *
make_items (void)
{
  GListStore *items = g_list_store_new (SIGNET_TYPE_ITEM);
  g_autoptr (SignetItem) one = fixture_item (FIXTURE_ID, "CN=One");
  g_autoptr (SignetItem) other = fixture_item (OTHER_ID, "CN=Other");

  g_list_store_append (items, one);
  g_list_store_append (items, other);

  return G_LIST_MODEL (items);
}

static void
assert_found (const char *text,
              const char *id)
{
  g_autoptr (GListModel) items = make_items ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetItem) item = signet_ctl_items_find (items, text, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (signet_item_get_id (item), ==, id);
}

static void
assert_not_found (const char  *text,
                  SignetError  code)
{
  g_autoptr (GListModel) items = make_items ();
  g_autoptr (GError) error = NULL;

  g_assert_null (signet_ctl_items_find (items, text, &error));
  g_assert_error (error, SIGNET_ERROR, (int) code);
}

static void
test_is_id (void)
{
  g_assert_true (signet_ctl_items_is_id (FIXTURE_ID));
  g_assert_true (signet_ctl_items_is_id ("0a1b"));
  g_assert_true (signet_ctl_items_is_id ("0A1B2C3D-4e"));
  g_assert_false (signet_ctl_items_is_id ("0a1"));
  g_assert_false (signet_ctl_items_is_id (""));
  g_assert_false (signet_ctl_items_is_id ("cert.pem"));
  g_assert_false (signet_ctl_items_is_id ("./0a1b"));
  g_assert_false (signet_ctl_items_is_id (FIXTURE_ID "0"));
}

static void
test_found (void)
{
  assert_found (FIXTURE_ID, FIXTURE_ID);
  assert_found ("0a1b2", FIXTURE_ID);
  assert_found ("0A1BF", OTHER_ID);
  assert_found (OTHER_ID, OTHER_ID);
}

static void
test_not_found (void)
{
  assert_not_found ("ffff", SIGNET_ERROR_NOT_FOUND);
  assert_not_found ("0a1b", SIGNET_ERROR_USAGE);
  assert_not_found ("0a1", SIGNET_ERROR_USAGE);
  assert_not_found ("ada", SIGNET_ERROR_USAGE);
  assert_not_found ("../../etc", SIGNET_ERROR_USAGE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/items/is-id", test_is_id);
  g_test_add_func ("/ctl/items/found", test_found);
  g_test_add_func ("/ctl/items/not-found", test_not_found);

  return g_test_run ();
}
