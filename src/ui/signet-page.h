/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SIGNET_TYPE_PAGE (signet_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (SignetPage, signet_page, SIGNET, PAGE, AdwBin)

/**
 * SignetPageClass:
 * @parent_class: the parent class
 * @shown: the page is in the window now, for the first time or again; runs before the focus moves
 * @go_back: what Back does; returns whether the page has dealt with it, else the page is left
 * @left: the page was taken out of the window
 *
 * What a page may do of its own.
 */
struct _SignetPageClass
{
  AdwBinClass parent_class;

  void (*shown) (SignetPage *self);
  gboolean (*go_back) (SignetPage *self);
  void (*left) (SignetPage *self);
};

void        signet_page_set_title       (SignetPage *self,
                                         const char *title);
void        signet_page_set_subtitle    (SignetPage *self,
                                         const char *subtitle);
const char *signet_page_get_heading     (SignetPage *self);
void        signet_page_set_heading     (SignetPage *self,
                                         const char *heading);
const char *signet_page_get_description (SignetPage *self);
void        signet_page_set_description (SignetPage *self,
                                         const char *description);
void        signet_page_say             (SignetPage *self,
                                         const char *text);
void        signet_page_set_hero        (SignetPage *self,
                                         const char *icon_name,
                                         const char *tone);
gboolean    signet_page_get_can_go_back (SignetPage *self);
void        signet_page_set_can_go_back (SignetPage *self,
                                         gboolean    can_go_back);
gboolean    signet_page_get_kept        (SignetPage *self);
void        signet_page_set_kept        (SignetPage *self,
                                         gboolean    kept);
GtkWidget  *signet_page_get_primary     (SignetPage *self);
char       *signet_page_dup_caption     (SignetPage *self) G_GNUC_WARN_UNUSED_RESULT;
void        signet_page_show            (SignetPage *self);
void        signet_page_focus_first     (SignetPage *self);
gboolean    signet_page_go_back         (SignetPage *self);
void        signet_page_leave           (SignetPage *self);

G_END_DECLS
