/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-entry-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * SignetEntryRow:
 *
 * A field in a list: a small title above a frameless entry, in place of AdwEntryRow, which tells
 * nothing about the focus to a screen reader in libadwaita 1.2. Its title names the entry.
 *
 * Children of a template come after the entry, as buttons of the row. A row with "password" hides
 * what is typed, and gives it out as #SignetSecret only: its text is no property that could be
 * bound. Return presses the page's primary button.
 */
struct _SignetEntryRow
{
  AdwPreferencesRow parent_instance;

  GtkWidget *box;
  GtkWidget *column;
  GtkWidget *title;
  GtkWidget *problem;
  GtkWidget *pencil;
  GtkWidget *suffixes;
  GtkWidget *entry;
  GtkWidget *reveal; /* only in a row that hides what is typed */
  gboolean password;
  GtkInputPurpose purpose;
  char *sentence;
};

enum {
  PROP_0,
  PROP_TEXT,
  PROP_PASSWORD,
  PROP_INPUT_PURPOSE,
  PROP_PROBLEM,
  N_PROPS
};

enum {
  SIGNAL_CHANGED,
  SIGNAL_ENTRY_ACTIVATED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void signet_entry_row_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SignetEntryRow,
                               signet_entry_row,
                               ADW_TYPE_PREFERENCES_ROW,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      signet_entry_row_buildable_init))

static GtkBuildableIface *parent_buildable;

static void
signet_entry_row_add_child (GtkBuildable *buildable,
                            GtkBuilder   *builder,
                            GObject      *child,
                            const char   *type)
{
  SignetEntryRow *self = SIGNET_ENTRY_ROW (buildable);

  /* The template of the row itself is built with this function, too. */
  if (self->suffixes == NULL || !GTK_IS_WIDGET (child))
    parent_buildable->add_child (buildable, builder, child, type);
  else
    gtk_box_append (GTK_BOX (self->suffixes), GTK_WIDGET (child));
}

static void
signet_entry_row_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = signet_entry_row_add_child;
}

static void
clicked_cb (SignetEntryRow *self)
{
  if (self->entry != NULL && gtk_widget_get_focus_child (GTK_WIDGET (self)) == NULL)
    gtk_widget_grab_focus (self->entry);
}

static void
changed_cb (SignetEntryRow *self)
{
  signet_entry_row_set_error (self, NULL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (!self->password)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static void
activate_cb (SignetEntryRow *self)
{
  g_signal_emit (self, signals[SIGNAL_ENTRY_ACTIVATED], 0);
}

static void
reveal_cb (SignetEntryRow *self)
{
  gboolean shown = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->reveal));

  gtk_text_set_visibility (GTK_TEXT (signet_entry_row_get_delegate (self)), shown);
  gtk_button_set_icon_name (GTK_BUTTON (self->reveal),
                            shown ? "view-conceal-symbolic" : "view-reveal-symbolic");
}

/* A page that is left hides again what somebody wanted to see on it. */
static void
signet_entry_row_unmap (GtkWidget *widget)
{
  SignetEntryRow *self = SIGNET_ENTRY_ROW (widget);

  if (self->reveal != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->reveal), FALSE);

  GTK_WIDGET_CLASS (signet_entry_row_parent_class)->unmap (widget);
}

/* The eye inside a GtkPasswordEntry cannot be reached by keys. */
static void
add_reveal (SignetEntryRow *self)
{
  self->reveal = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->reveal), "view-reveal-symbolic");
  gtk_widget_add_css_class (self->reveal, "flat");
  gtk_widget_set_tooltip_text (self->reveal, _ ("Show Text"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reveal), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show Text"), -1);
  g_signal_connect_swapped (self->reveal, "toggled", G_CALLBACK (reveal_cb), self);
  gtk_box_append (GTK_BOX (self->suffixes), self->reveal);
}

/* The title is the name of the entry. */
static void
name_entry (SignetEntryRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));

  if (self->entry != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    title, -1);
}

static GtkWidget *
make_entry (SignetEntryRow *self)
{
  GtkWidget *entry;

  if (self->password)
    entry = g_object_new (GTK_TYPE_PASSWORD_ENTRY, "activates-default", TRUE, NULL);
  else
    entry = g_object_new (GTK_TYPE_ENTRY, "has-frame", FALSE, "activates-default", TRUE,
                          "input-purpose", self->purpose, NULL);
  gtk_widget_add_css_class (entry, "entry-text");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 1);
  /* Newer releases of GTK would keep what was typed, for Undo. */
  if (self->password)
    gtk_editable_set_enable_undo (gtk_editable_get_delegate (GTK_EDITABLE (entry)), FALSE);

  return entry;
}

static void
signet_entry_row_constructed (GObject *object)
{
  SignetEntryRow *self = SIGNET_ENTRY_ROW (object);

  G_OBJECT_CLASS (signet_entry_row_parent_class)->constructed (object);

  self->entry = make_entry (self);
  gtk_box_insert_child_after (GTK_BOX (self->column), self->entry, self->title);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  if (self->password)
    add_reveal (self);
  g_signal_connect (self, "notify::title", G_CALLBACK (name_entry), NULL);
  name_entry (self);
}

static gboolean
signet_entry_row_grab_focus (GtkWidget *widget)
{
  SignetEntryRow *self = SIGNET_ENTRY_ROW (widget);

  return self->entry != NULL && gtk_widget_grab_focus (self->entry);
}

static void
signet_entry_row_finalize (GObject *object)
{
  g_free (SIGNET_ENTRY_ROW (object)->sentence);

  G_OBJECT_CLASS (signet_entry_row_parent_class)->finalize (object);
}

static void
signet_entry_row_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  SignetEntryRow *self = SIGNET_ENTRY_ROW (object);

  switch (property_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, signet_entry_row_get_text (self));
      break;
    case PROP_PASSWORD:
      g_value_set_boolean (value, self->password);
      break;
    case PROP_INPUT_PURPOSE:
      g_value_set_enum (value, self->purpose);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->sentence);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
signet_entry_row_set_property (GObject      *object,
                               guint         property_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  SignetEntryRow *self = SIGNET_ENTRY_ROW (object);

  switch (property_id)
    {
    case PROP_TEXT:
      signet_entry_row_set_text (self, g_value_get_string (value));
      break;
    case PROP_PASSWORD:
      self->password = g_value_get_boolean (value);
      break;
    case PROP_INPUT_PURPOSE:
      self->purpose = g_value_get_enum (value);
      break;
    case PROP_PROBLEM:
      signet_entry_row_set_error (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags construct =
    G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_PASSWORD] = g_param_spec_boolean ("password", NULL, NULL, FALSE, construct);
  properties[PROP_INPUT_PURPOSE] =
    g_param_spec_enum ("input-purpose", NULL, NULL, GTK_TYPE_INPUT_PURPOSE,
                       GTK_INPUT_PURPOSE_FREE_FORM, construct);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
signet_entry_row_class_init (SignetEntryRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = signet_entry_row_constructed;
  object_class->finalize = signet_entry_row_finalize;
  object_class->get_property = signet_entry_row_get_property;
  object_class->set_property = signet_entry_row_set_property;
  widget_class->grab_focus = signet_entry_row_grab_focus;
  widget_class->unmap = signet_entry_row_unmap;
  install_properties (object_class);

  /**
   * SignetEntryRow::changed:
   * @self: a row
   *
   * What is typed has changed.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SIGNET_TYPE_ENTRY_ROW, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * SignetEntryRow::entry-activated:
   * @self: a row
   *
   * Return was pressed in the entry.
   */
  signals[SIGNAL_ENTRY_ACTIVATED] =
    g_signal_new ("entry-activated", SIGNET_TYPE_ENTRY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/signet_desktop/Signet/signet-entry-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SignetEntryRow, box);
  gtk_widget_class_bind_template_child (widget_class, SignetEntryRow, column);
  gtk_widget_class_bind_template_child (widget_class, SignetEntryRow, title);
  gtk_widget_class_bind_template_child (widget_class, SignetEntryRow, problem);
  gtk_widget_class_bind_template_child (widget_class, SignetEntryRow, pencil);
  gtk_widget_class_bind_template_child (widget_class, SignetEntryRow, suffixes);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
signet_entry_row_init (SignetEntryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * signet_entry_row_get_text:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what is typed; %NULL in a row that hides it
 */
const char *
signet_entry_row_get_text (SignetEntryRow *self)
{
  g_return_val_if_fail (SIGNET_IS_ENTRY_ROW (self), NULL);

  return self->password ? NULL : gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/**
 * signet_entry_row_set_text:
 * @self: a row
 * @text: (nullable): the text; also of a row that hides what is typed
 *
 * Sets what stands in the row.
 */
void
signet_entry_row_set_text (SignetEntryRow *self,
                           const char     *text)
{
  g_return_if_fail (SIGNET_IS_ENTRY_ROW (self));

  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->entry)), text != NULL ? text : "") != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
}

/**
 * signet_entry_row_dup_secret:
 * @self: a row that hides what is typed
 *
 * Returns: (transfer full) (nullable): what is typed, %NULL where nothing is
 */
SignetSecret *
signet_entry_row_dup_secret (SignetEntryRow *self)
{
  const char *text;

  g_return_val_if_fail (SIGNET_IS_ENTRY_ROW (self) && self->password, NULL);

  text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  return *text != '\0' ? signet_secret_new (text, strlen (text)) : NULL;
}

/**
 * signet_entry_row_is_empty:
 * @self: a row
 *
 * Returns: whether nothing but blanks is typed
 */
gboolean
signet_entry_row_is_empty (SignetEntryRow *self)
{
  const char *text;

  g_return_val_if_fail (SIGNET_IS_ENTRY_ROW (self), TRUE);

  for (text = gtk_editable_get_text (GTK_EDITABLE (self->entry)); *text != '\0';
       text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;

  return TRUE;
}

/**
 * signet_entry_row_get_error:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the sentence that stands below the entry
 */
const char *
signet_entry_row_get_error (SignetEntryRow *self)
{
  g_return_val_if_fail (SIGNET_IS_ENTRY_ROW (self), NULL);

  return self->sentence;
}

/**
 * signet_entry_row_set_error:
 * @self: a row
 * @sentence: (nullable): what is wrong with what is typed, and what would be right; %NULL for
 *   nothing
 *
 * Shows the sentence below the entry, and tells it to a screen reader: as state and as description
 * of the entry, since a relation does not arrive. The next change takes it away.
 */
void
signet_entry_row_set_error (SignetEntryRow *self,
                            const char     *sentence)
{
  GtkAccessible *entry;

  g_return_if_fail (SIGNET_IS_ENTRY_ROW (self));

  if (g_strcmp0 (self->sentence, sentence) == 0)
    return;
  g_free (self->sentence);
  self->sentence = g_strdup (sentence);

  gtk_label_set_label (GTK_LABEL (self->problem), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->problem, sentence != NULL);
  entry = GTK_ACCESSIBLE (self->entry);
  if (sentence != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "error");
      gtk_accessible_update_state (entry, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE,
                                   -1);
      gtk_accessible_update_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
      gtk_accessible_reset_state (entry, GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_property (entry, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

/**
 * signet_entry_row_set_max_chars:
 * @self: a row that does not hide what is typed
 * @max_chars: how many characters fit, 0 for as many as GTK takes
 *
 * Limits what can be typed or pasted.
 */
void
signet_entry_row_set_max_chars (SignetEntryRow *self,
                                int             max_chars)
{
  g_return_if_fail (SIGNET_IS_ENTRY_ROW (self) && !self->password);

  gtk_entry_set_max_length (GTK_ENTRY (self->entry), max_chars);
}

/**
 * signet_entry_row_get_delegate:
 * @self: a row
 *
 * Returns: (transfer none): what takes the keys in the entry; every text that is typed, pasted or
 *   dropped passes its #GtkEditable::insert-text
 */
GtkEditable *
signet_entry_row_get_delegate (SignetEntryRow *self)
{
  g_return_val_if_fail (SIGNET_IS_ENTRY_ROW (self), NULL);

  return gtk_editable_get_delegate (GTK_EDITABLE (self->entry));
}
