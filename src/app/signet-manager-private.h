/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-manager.h"
#include "store/signet-item-store.h"

G_BEGIN_DECLS

/**
 * SignetManager:
 *
 * What Signet does: the one object of a process that knows the items and runs jobs on them. It is
 * used on one thread; the work is done in others.
 */
struct _SignetManager
{
  GObject parent_instance;

  SignetItemStore *store;
  GListStore *items;
  GStrv damaged;
  gboolean loading;
  GError *load_error;
  GHashTable *removed; /* identifiers of items that never come back */
  GPtrArray *tasks;    /* every SignetTask that is not over */
  SignetTrace *trace;  /* NULL where nobody wants to see anything */
};

void signet_manager_publish (SignetManager *self,
                             SignetItem    *item);
void signet_manager_drop    (SignetManager *self,
                             const char    *id);

G_END_DECLS
