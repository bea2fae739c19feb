/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-page.h"

#include <glib/gi18n-lib.h>

#include "ui/signet-compat.h"

#define DEFAULT_WIDTH 560 /* pixels; of flow and result pages */

/**
 * SignetPage:
 *
 * One page of the window, the frame that all pages share: header bar with title and caption, a
 * scrolled column with heading and description, and below it the buttons.
 *
 * Children in a template go into the column, with type "action" among the buttons, with "start" or
 * "end" into the header bar, with "banner" below it. The heading is focusable, since a label
 * refuses the focus; it takes it where a page has no field to begin with.
 */
typedef struct
{
  GtkWidget *header;
  GtkWidget *banners;
  GtkWidget *content;
  GtkWidget *opening;
  GtkWidget *hero;
  GtkWidget *heading_bin;
  GtkWidget *description_clamp;
  GtkWidget *actions;

  char *title;
  char *subtitle;
  char *heading;
  char *description;
  char *hero_icon;
  char *tone;
  int width;
  gboolean centered;
  gboolean can_go_back;
  gboolean kept;
  GtkWidget *first;
  GtkWidget *primary;
} SignetPagePrivate;

enum {
  PROP_0,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_HEADING,
  PROP_DESCRIPTION,
  PROP_HERO,
  PROP_TONE,
  PROP_WIDTH,
  PROP_CENTERED,
  PROP_CAN_GO_BACK,
  PROP_FIRST,
  PROP_PRIMARY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void signet_page_buildable_init (GtkBuildableIface *iface);

G_DEFINE_TYPE_WITH_CODE (SignetPage,
                         signet_page,
                         ADW_TYPE_BIN,
                         G_ADD_PRIVATE (SignetPage)
                           G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, signet_page_buildable_init))

static GtkBuildableIface *parent_buildable;

static SignetPagePrivate *
get_private (SignetPage *self)
{
  return signet_page_get_instance_private (self);
}

static void
signet_page_add_child (GtkBuildable *buildable,
                       GtkBuilder   *builder,
                       GObject      *child,
                       const char   *type)
{
  SignetPagePrivate *priv = get_private (SIGNET_PAGE (buildable));

  /* The template of the page itself is built with this function, too. */
  if (priv->content == NULL || !GTK_IS_WIDGET (child))
    parent_buildable->add_child (buildable, builder, child, type);
  else if (g_strcmp0 (type, "action") == 0)
    {
      gtk_box_append (GTK_BOX (priv->actions), GTK_WIDGET (child));
      gtk_widget_set_visible (priv->actions, TRUE);
    }
  else if (g_strcmp0 (type, "start") == 0)
    adw_header_bar_pack_start (ADW_HEADER_BAR (priv->header), GTK_WIDGET (child));
  else if (g_strcmp0 (type, "end") == 0)
    adw_header_bar_pack_end (ADW_HEADER_BAR (priv->header), GTK_WIDGET (child));
  else if (g_strcmp0 (type, "banner") == 0)
    gtk_box_append (GTK_BOX (priv->banners), GTK_WIDGET (child));
  else
    gtk_box_append (GTK_BOX (priv->content), GTK_WIDGET (child));
}

static void
signet_page_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = signet_page_add_child;
}

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

static void
update_opening (SignetPage *self)
{
  SignetPagePrivate *priv = get_private (self);

  gtk_widget_set_visible (priv->opening, !is_empty (priv->heading));
  gtk_widget_set_visible (priv->description_clamp, !is_empty (priv->description));
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->heading_bin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  priv->heading != NULL ? priv->heading : "", -1);
}

static void
update_hero (SignetPage *self)
{
  SignetPagePrivate *priv = get_private (self);
  const char *const classes[] = { "hero", priv->tone, NULL };

  gtk_image_set_from_icon_name (GTK_IMAGE (priv->hero), priv->hero_icon);
  gtk_widget_set_visible (priv->hero, priv->hero_icon != NULL);
  gtk_widget_set_css_classes (priv->hero, (const char **) classes);
  if (priv->centered)
    gtk_widget_add_css_class (priv->hero, "big");
}

static void
set_text (SignetPage  *self,
          char       **field,
          const char  *text,
          guint        property)
{
  if (g_strcmp0 (*field, text) == 0)
    return;
  g_free (*field);
  *field = g_strdup (text);
  update_opening (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_centered (SignetPage *self,
              gboolean    centered)
{
  SignetPagePrivate *priv = get_private (self);

  priv->centered = centered;
  gtk_widget_set_valign (priv->content, centered ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL);
  update_hero (self);
}

static void
signet_page_finalize (GObject *object)
{
  SignetPagePrivate *priv = get_private (SIGNET_PAGE (object));

  g_clear_pointer (&priv->title, g_free);
  g_clear_pointer (&priv->subtitle, g_free);
  g_clear_pointer (&priv->heading, g_free);
  g_clear_pointer (&priv->description, g_free);
  g_clear_pointer (&priv->hero_icon, g_free);
  g_clear_pointer (&priv->tone, g_free);

  G_OBJECT_CLASS (signet_page_parent_class)->finalize (object);
}

static void
signet_page_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  SignetPagePrivate *priv = get_private (SIGNET_PAGE (object));

  switch (property_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, priv->title);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, priv->subtitle);
      break;
    case PROP_HEADING:
      g_value_set_string (value, priv->heading);
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, priv->description);
      break;
    case PROP_HERO:
      g_value_set_string (value, priv->hero_icon);
      break;
    case PROP_TONE:
      g_value_set_string (value, priv->tone);
      break;
    case PROP_WIDTH:
      g_value_set_int (value, priv->width);
      break;
    case PROP_CENTERED:
      g_value_set_boolean (value, priv->centered);
      break;
    case PROP_CAN_GO_BACK:
      g_value_set_boolean (value, priv->can_go_back);
      break;
    case PROP_FIRST:
      g_value_set_object (value, priv->first);
      break;
    case PROP_PRIMARY:
      g_value_set_object (value, priv->primary);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
signet_page_set_property (GObject      *object,
                          guint         property_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  SignetPage *self = SIGNET_PAGE (object);
  SignetPagePrivate *priv = get_private (self);

  switch (property_id)
    {
    case PROP_TITLE:
      signet_page_set_title (self, g_value_get_string (value));
      break;
    case PROP_SUBTITLE:
      signet_page_set_subtitle (self, g_value_get_string (value));
      break;
    case PROP_HEADING:
      signet_page_set_heading (self, g_value_get_string (value));
      break;
    case PROP_DESCRIPTION:
      signet_page_set_description (self, g_value_get_string (value));
      break;
    case PROP_HERO:
      signet_page_set_hero (self, g_value_get_string (value), priv->tone);
      break;
    case PROP_TONE:
      signet_page_set_hero (self, priv->hero_icon, g_value_get_string (value));
      break;
    case PROP_WIDTH:
      priv->width = g_value_get_int (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_CENTERED:
      set_centered (self, g_value_get_boolean (value));
      break;
    case PROP_CAN_GO_BACK:
      signet_page_set_can_go_back (self, g_value_get_boolean (value));
      break;
    /* Both are children of the page, so a reference would be a circle. */
    case PROP_FIRST:
      g_set_weak_pointer (&priv->first, g_value_get_object (value));
      break;
    case PROP_PRIMARY:
      if (g_set_weak_pointer (&priv->primary, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
signet_page_dispose (GObject *object)
{
  SignetPagePrivate *priv = get_private (SIGNET_PAGE (object));

  g_clear_weak_pointer (&priv->first);
  g_clear_weak_pointer (&priv->primary);

  G_OBJECT_CLASS (signet_page_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  properties[PROP_HEADING] = g_param_spec_string ("heading", NULL, NULL, NULL, flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);
  properties[PROP_HERO] = g_param_spec_string ("hero", NULL, NULL, NULL, flags);
  properties[PROP_TONE] = g_param_spec_string ("tone", NULL, NULL, NULL, flags);
  properties[PROP_WIDTH] =
    g_param_spec_int ("width", NULL, NULL, 0, G_MAXINT, DEFAULT_WIDTH, flags);
  properties[PROP_CENTERED] = g_param_spec_boolean ("centered", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_GO_BACK] = g_param_spec_boolean ("can-go-back", NULL, NULL, TRUE, flags);
  properties[PROP_FIRST] = g_param_spec_object ("first", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_PRIMARY] = g_param_spec_object ("primary", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
signet_page_class_init (SignetPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = signet_page_dispose;
  object_class->finalize = signet_page_finalize;
  object_class->get_property = signet_page_get_property;
  object_class->set_property = signet_page_set_property;
  install_properties (object_class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/signet_desktop/Signet/signet-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, SignetPage, header);
  gtk_widget_class_bind_template_child_private (widget_class, SignetPage, banners);
  gtk_widget_class_bind_template_child_private (widget_class, SignetPage, content);
  gtk_widget_class_bind_template_child_private (widget_class, SignetPage, opening);
  gtk_widget_class_bind_template_child_private (widget_class, SignetPage, hero);
  gtk_widget_class_bind_template_child_full (widget_class, "heading", FALSE,
                                             G_PRIVATE_OFFSET (SignetPage, heading_bin));
  gtk_widget_class_bind_template_child_full (widget_class, "description", FALSE,
                                             G_PRIVATE_OFFSET (SignetPage, description_clamp));
  gtk_widget_class_bind_template_child_private (widget_class, SignetPage, actions);
}

static void
signet_page_init (SignetPage *self)
{
  SignetPagePrivate *priv = get_private (self);

  priv->width = DEFAULT_WIDTH;
  priv->can_go_back = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * signet_page_set_title:
 * @self: a page
 * @title: (nullable): what the person does here ("Get a Certificate")
 *
 * Sets the title in the header bar.
 */
void
signet_page_set_title (SignetPage *self,
                       const char *title)
{
  g_return_if_fail (SIGNET_IS_PAGE (self));

  set_text (self, &get_private (self)->title, title, PROP_TITLE);
}

/**
 * signet_page_set_subtitle:
 * @self: a page
 * @subtitle: (nullable): the step ("Step 2 of 4 – Enter Your Code"), or the organization
 *
 * Sets the second line in the header bar.
 */
void
signet_page_set_subtitle (SignetPage *self,
                          const char *subtitle)
{
  g_return_if_fail (SIGNET_IS_PAGE (self));

  set_text (self, &get_private (self)->subtitle, subtitle, PROP_SUBTITLE);
}

/**
 * signet_page_get_heading:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the heading
 */
const char *
signet_page_get_heading (SignetPage *self)
{
  g_return_val_if_fail (SIGNET_IS_PAGE (self), NULL);

  return get_private (self)->heading;
}

/**
 * signet_page_set_heading:
 * @self: a page
 * @heading: (nullable): the heading, in header capitals
 *
 * Sets the heading. A screen reader whose focus is on it reads the new one.
 */
void
signet_page_set_heading (SignetPage *self,
                         const char *heading)
{
  g_return_if_fail (SIGNET_IS_PAGE (self));

  set_text (self, &get_private (self)->heading, heading, PROP_HEADING);
}

/**
 * signet_page_get_description:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the sentence below the heading
 */
const char *
signet_page_get_description (SignetPage *self)
{
  g_return_val_if_fail (SIGNET_IS_PAGE (self), NULL);

  return get_private (self)->description;
}

/**
 * signet_page_set_description:
 * @self: a page
 * @description: (nullable): one or two sentences below the heading
 *
 * Sets the text below the heading.
 */
void
signet_page_set_description (SignetPage *self,
                             const char *description)
{
  g_return_if_fail (SIGNET_IS_PAGE (self));

  set_text (self, &get_private (self)->description, description, PROP_DESCRIPTION);
}

/**
 * signet_page_say:
 * @self: a page
 * @text: a few words
 *
 * Tells a screen reader what has changed on the page while the focus stays: as a part of the
 * heading's name, which is read where the heading has the focus, and aloud where GTK can. On the
 * page it has to stand as well.
 */
void
signet_page_say (SignetPage *self,
                 const char *text)
{
  SignetPagePrivate *priv = get_private (self);
  g_autofree char *name = NULL;

  g_return_if_fail (SIGNET_IS_PAGE (self) && text != NULL);

  /* Translators: the heading of a page, and what has just happened there. */
  name = g_strdup_printf (_ ("%1$s, %2$s"), priv->heading != NULL ? priv->heading : "", text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->heading_bin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  signet_compat_announce (GTK_WIDGET (self), text);
}

/**
 * signet_page_set_hero:
 * @self: a page
 * @icon_name: (nullable): a symbolic icon, or %NULL for none
 * @tone: (nullable): "success", "warning", "error", "accent" or "neutral"
 *
 * Sets the disc above the heading that result pages begin with. It only repeats what the heading
 * says.
 */
void
signet_page_set_hero (SignetPage *self,
                      const char *icon_name,
                      const char *tone)
{
  SignetPagePrivate *priv = get_private (self);
  g_autofree char *old_icon = NULL;
  g_autofree char *old_tone = NULL;

  g_return_if_fail (SIGNET_IS_PAGE (self));

  old_icon = g_steal_pointer (&priv->hero_icon);
  old_tone = g_steal_pointer (&priv->tone);
  priv->hero_icon = g_strdup (icon_name);
  priv->tone = g_strdup (tone);
  update_hero (self);
  if (g_strcmp0 (old_icon, icon_name) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HERO]);
  if (g_strcmp0 (old_tone, tone) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TONE]);
}

/**
 * signet_page_get_can_go_back:
 * @self: a page
 *
 * Returns: whether Back is shown
 */
gboolean
signet_page_get_can_go_back (SignetPage *self)
{
  g_return_val_if_fail (SIGNET_IS_PAGE (self), FALSE);

  return get_private (self)->can_go_back;
}

/**
 * signet_page_set_can_go_back:
 * @self: a page
 * @can_go_back: whether Back is shown, and Escape and Alt+Left work
 *
 * Sets whether the page can be left to the one before.
 */
void
signet_page_set_can_go_back (SignetPage *self,
                             gboolean    can_go_back)
{
  SignetPagePrivate *priv = get_private (self);

  g_return_if_fail (SIGNET_IS_PAGE (self));

  if (priv->can_go_back == can_go_back)
    return;
  priv->can_go_back = can_go_back;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_GO_BACK]);
}

/**
 * signet_page_get_kept:
 * @self: a page
 *
 * Returns: whether the page may come back after it was left
 */
gboolean
signet_page_get_kept (SignetPage *self)
{
  g_return_val_if_fail (SIGNET_IS_PAGE (self), FALSE);

  return get_private (self)->kept;
}

/**
 * signet_page_set_kept:
 * @self: a page
 * @kept: whether somebody holds it to show it again
 *
 * Sets whether the window leaves it among its children when it is left: in GTK 4.8 the buttons of a
 * widget that is taken out and put back do not find its actions any more.
 */
void
signet_page_set_kept (SignetPage *self,
                      gboolean    kept)
{
  g_return_if_fail (SIGNET_IS_PAGE (self));

  get_private (self)->kept = kept;
}

/**
 * signet_page_get_primary:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the button that Return presses
 */
GtkWidget *
signet_page_get_primary (SignetPage *self)
{
  g_return_val_if_fail (SIGNET_IS_PAGE (self), NULL);

  return get_private (self)->primary;
}

/**
 * signet_page_dup_caption:
 * @self: a page
 *
 * Returns: (transfer full): title and subtitle in one line, for the title of the window
 */
char *
signet_page_dup_caption (SignetPage *self)
{
  SignetPagePrivate *priv = get_private (self);

  g_return_val_if_fail (SIGNET_IS_PAGE (self), NULL);

  if (is_empty (priv->subtitle))
    return g_strdup (priv->title != NULL ? priv->title : "");

  return g_strdup_printf ("%s – %s", priv->title != NULL ? priv->title : "", priv->subtitle);
}

/**
 * signet_page_show:
 * @self: a page that has come into the window
 *
 * Lets the page prepare itself, then gives the focus to where reading begins.
 */
void
signet_page_show (SignetPage *self)
{
  SignetPageClass *klass;

  g_return_if_fail (SIGNET_IS_PAGE (self));

  klass = SIGNET_PAGE_GET_CLASS (self);
  if (klass->shown != NULL)
    klass->shown (self);
  signet_page_focus_first (self);
}

/**
 * signet_page_focus_first:
 * @self: a page
 *
 * Gives the focus to the first field, or to the heading where there is none.
 */
void
signet_page_focus_first (SignetPage *self)
{
  SignetPagePrivate *priv = get_private (self);

  g_return_if_fail (SIGNET_IS_PAGE (self));

  if (priv->first != NULL && gtk_widget_is_visible (priv->first) &&
      gtk_widget_grab_focus (priv->first))
    return;
  if (!is_empty (priv->heading) && gtk_widget_grab_focus (priv->heading_bin))
    return;
  gtk_widget_child_focus (priv->content, GTK_DIR_TAB_FORWARD);
}

/**
 * signet_page_go_back:
 * @self: a page
 *
 * Asks the page what Back means.
 *
 * Returns: whether the page has dealt with it
 */
gboolean
signet_page_go_back (SignetPage *self)
{
  SignetPageClass *klass;

  g_return_val_if_fail (SIGNET_IS_PAGE (self), FALSE);

  klass = SIGNET_PAGE_GET_CLASS (self);

  return klass->go_back != NULL && klass->go_back (self);
}

/**
 * signet_page_leave:
 * @self: a page that was taken out of the window
 *
 * Tells the page, so that it lets go of what it has for no other.
 */
void
signet_page_leave (SignetPage *self)
{
  SignetPageClass *klass;

  g_return_if_fail (SIGNET_IS_PAGE (self));

  klass = SIGNET_PAGE_GET_CLASS (self);
  if (klass->left != NULL)
    klass->left (self);
}
