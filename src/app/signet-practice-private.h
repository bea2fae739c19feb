/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-practice-view-private.h"
#include "app/signet-practice.h"

G_BEGIN_DECLS

struct _SignetPractice
{
  GObject parent_instance;

  SignetPracticeServer *server;
  GMutex lock;      /* held while somebody works on the server, in whatever thread */
  guint stamp;      /* counts the views; needs the lock */
  guint generation; /* counts the stops; written by the main thread with the lock */
  GQueue jobs;      /* the first one is under way */

  /* What the main thread knows of the server. */
  SignetPracticeView *view;
  guint shown; /* stamp of the view */
  gboolean approval;
  GListStore *requests;
};

/**
 * SignetPracticeOrder:
 * @number: number of a request
 * @fail_info: (nullable): name of a bit of PKIFailureInfo
 * @approval: whether every new request shall wait for a person
 * @generation: that of the practice CA when this was wanted
 *
 * What a person wants of a practice CA; not every work looks at everything.
 */
typedef struct
{
  guint number;
  char *fail_info;
  gboolean approval;
  guint generation;
} SignetPracticeOrder;

/**
 * SignetPracticeWork:
 * @self: the practice CA, whose server is this thread's for the time being
 * @order: what is wanted
 * @error: return location for a %SIGNET_ERROR
 *
 * Does something with a practice CA; may block.
 *
 * Returns: whether it is done
 */
typedef gboolean (*SignetPracticeWork) (SignetPractice *self,
                                        const SignetPracticeOrder *order,
                                        GError **error);

gboolean signet_practice_work               (SignetPractice             *self,
                                             SignetPracticeWork          work,
                                             const SignetPracticeOrder  *order,
                                             SignetPracticeView        **view,
                                             guint                      *stamp,
                                             GError                    **error);
void     signet_practice_show               (SignetPractice             *self,
                                             SignetPracticeView         *view,
                                             guint                       stamp);
void     signet_practice_set_known_approval (SignetPractice             *self,
                                             gboolean                    approval);
gboolean signet_practice_start_work         (SignetPractice             *self,
                                             const SignetPracticeOrder  *order,
                                             GError                    **error);
void     signet_practice_push_approval      (SignetPractice             *self,
                                             gboolean                    approval);

G_END_DECLS
