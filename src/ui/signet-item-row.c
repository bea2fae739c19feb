/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-item-row.h"

#include "ui/signet-row.h"

#define LONG_TITLE 40 /* characters; a longer one may be cut off */

/**
 * SignetItemRow:
 *
 * One item on the home page: its state as icon and words, and what it is called. It follows what
 * the item tells of itself; whoever shows it says when a job begins or ends, or a minute is over.
 */
struct _SignetItemRow
{
  AdwActionRow parent_instance;

  GtkImage *badge;

  SignetKeeper *keeper;
  SignetItem *item;
  GBytes *der; /* of which the certificate was read */
  SignetCertificate *certificate;
  SignetItemGroup group;
  char *tone;
};

enum {
  PROP_0,
  PROP_GROUP,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SignetItemRow, signet_item_row, ADW_TYPE_ACTION_ROW)

/* Read once for each certificate, not once for each change of the item. */
static void
read_certificate (SignetItemRow *self)
{
  GBytes *der = signet_item_get_certificate (self->item);

  if (der == self->der)
    return;
  g_clear_pointer (&self->der, g_bytes_unref);
  g_clear_object (&self->certificate);
  if (der == NULL)
    return;
  self->der = g_bytes_ref (der);
  self->certificate = signet_certificate_new_from_der (der, NULL);
}

static void
set_tone (SignetItemRow *self,
          const char    *tone)
{
  if (g_strcmp0 (self->tone, tone) == 0)
    return;
  if (self->tone != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->badge), self->tone);
  gtk_widget_add_css_class (GTK_WIDGET (self->badge), tone);
  g_free (self->tone);
  self->tone = g_strdup (tone);
}

static void
set_texts (SignetItemRow         *self,
           const SignetItemWords *words)
{
  gboolean is_long = g_utf8_strlen (words->title, -1) > LONG_TITLE;

  if (g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), words->title) == 0 &&
      g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (self)), words->state) == 0)
    return;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), words->title);
  signet_row_set_value (GTK_WIDGET (self), words->state);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), is_long ? words->title : NULL);
}

static void
set_group (SignetItemRow   *self,
           SignetItemGroup  group)
{
  if (self->group == group)
    return;
  self->group = group;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUP]);
}

static void
signet_item_row_dispose (GObject *object)
{
  SignetItemRow *self = SIGNET_ITEM_ROW (object);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  g_clear_object (&self->keeper);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->der, g_bytes_unref);
  g_clear_pointer (&self->tone, g_free);

  G_OBJECT_CLASS (signet_item_row_parent_class)->dispose (object);
}

static void
signet_item_row_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_GROUP:
      g_value_set_uint (value, SIGNET_ITEM_ROW (object)->group);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
signet_item_row_class_init (SignetItemRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = signet_item_row_dispose;
  object_class->get_property = signet_item_row_get_property;

  properties[PROP_GROUP] =
    g_param_spec_uint ("group", NULL, NULL, 0, SIGNET_ITEM_N_GROUPS - 1, 0,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-item-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SignetItemRow, badge);
}

static void
signet_item_row_init (SignetItemRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * signet_item_row_new:
 * @keeper: what runs the requests
 * @item: the item to show
 *
 * Returns: (transfer floating): a row
 */
SignetItemRow *
signet_item_row_new (SignetKeeper *keeper,
                     SignetItem   *item)
{
  SignetItemRow *self;

  g_return_val_if_fail (SIGNET_IS_KEEPER (keeper) && SIGNET_IS_ITEM (item), NULL);

  self = g_object_new (SIGNET_TYPE_ITEM_ROW, NULL);
  self->keeper = g_object_ref (keeper);
  self->item = g_object_ref (item);
  g_signal_connect_swapped (item, "notify", G_CALLBACK (signet_item_row_update), self);
  signet_item_row_update (self);

  return self;
}

/**
 * signet_item_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none): the item
 */
SignetItem *
signet_item_row_get_item (SignetItemRow *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM_ROW (self), NULL);

  return self->item;
}

/**
 * signet_item_row_get_group:
 * @self: a row
 *
 * Returns: in which group of the home page it stands; #SignetItemRow:group notifies
 */
SignetItemGroup
signet_item_row_get_group (SignetItemRow *self)
{
  g_return_val_if_fail (SIGNET_IS_ITEM_ROW (self), SIGNET_ITEM_GROUP_ATTENTION);

  return self->group;
}

/**
 * signet_item_row_update:
 * @self: a row
 *
 * Says again how the item is now.
 */
void
signet_item_row_update (SignetItemRow *self)
{
  g_autoptr (SignetItemWords) words = NULL;

  g_return_if_fail (SIGNET_IS_ITEM_ROW (self));

  read_certificate (self);
  words = signet_item_words_new_for (self->keeper, self->item, self->certificate);
  gtk_image_set_from_icon_name (self->badge, words->icon);
  set_tone (self, words->tone);
  set_texts (self, words);
  set_group (self, words->group);
}
