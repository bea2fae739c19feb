/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-san.h"

#include "core/signet-text.h"

#include <glib/gi18n-lib.h>

#define MAX_SHOWN 60

/**
 * SignetSan:
 *
 * An alternative name while it is typed: a kind that does not change, and a text that need not make
 * sense yet.
 */
struct _SignetSan
{
  GObject parent_instance;

  SignetAltNameKind kind;
  char *text;
};

enum {
  PROP_0,
  PROP_TITLE,
  PROP_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const struct
{
  const char *title;
  int max_chars;
} kinds[] = {
  [SIGNET_ALT_NAME_EMAIL] = { N_ ("E-Mail"), 320 },
  [SIGNET_ALT_NAME_DNS] = { N_ ("DNS Name"), 253 },
  [SIGNET_ALT_NAME_IP] = { N_ ("IP Address"), 64 },
  [SIGNET_ALT_NAME_URI] = { N_ ("URI"), 2048 },
  [SIGNET_ALT_NAME_UPN] = { N_ ("User Name (UPN)"), 320 },
};

G_DEFINE_FINAL_TYPE (SignetSan, signet_san, G_TYPE_OBJECT)

static void
signet_san_finalize (GObject *object)
{
  g_free (SIGNET_SAN (object)->text);

  G_OBJECT_CLASS (signet_san_parent_class)->finalize (object);
}

static void
set_text (SignetSan  *self,
          const char *text)
{
  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text != NULL ? text : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static void
signet_san_get_property (GObject    *object,
                         guint       property_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  SignetSan *self = SIGNET_SAN (object);

  switch (property_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, signet_san_get_title (self));
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
signet_san_set_property (GObject      *object,
                         guint         property_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  switch (property_id)
    {
    case PROP_TEXT:
      set_text (SIGNET_SAN (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
signet_san_class_init (SignetSanClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = signet_san_finalize;
  object_class->get_property = signet_san_get_property;
  object_class->set_property = signet_san_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
signet_san_init (SignetSan *self)
{
  self->text = g_strdup ("");
}

/**
 * signet_san_new:
 * @kind: what is named; not %SIGNET_ALT_NAME_OTHER
 *
 * Returns: (transfer full): an alternative name without text
 */
SignetSan *
signet_san_new (SignetAltNameKind kind)
{
  SignetSan *self;

  g_return_val_if_fail (kind < SIGNET_ALT_NAME_OTHER, NULL);

  self = g_object_new (SIGNET_TYPE_SAN, NULL);
  self->kind = kind;

  return self;
}

/**
 * signet_san_get_title:
 * @self: an alternative name
 *
 * Returns: (transfer none): what its kind is called
 */
const char *
signet_san_get_title (SignetSan *self)
{
  g_return_val_if_fail (SIGNET_IS_SAN (self), NULL);

  return _ (kinds[self->kind].title);
}

/**
 * signet_san_get_text:
 * @self: an alternative name
 *
 * Returns: (transfer none): what is typed
 */
const char *
signet_san_get_text (SignetSan *self)
{
  g_return_val_if_fail (SIGNET_IS_SAN (self), NULL);

  return self->text;
}

/**
 * signet_san_get_max_chars:
 * @self: an alternative name
 *
 * Returns: how many characters are worth typing; what fits exactly, signet_san_make() knows
 */
int
signet_san_get_max_chars (SignetSan *self)
{
  g_return_val_if_fail (SIGNET_IS_SAN (self), 0);

  return kinds[self->kind].max_chars;
}

/**
 * signet_san_is_empty:
 * @self: an alternative name
 *
 * Returns: whether nothing but blanks is typed
 */
gboolean
signet_san_is_empty (SignetSan *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (SIGNET_IS_SAN (self), TRUE);

  text = g_strstrip (g_strdup (self->text));

  return *text == '\0';
}

/**
 * signet_san_dup_removal:
 * @self: an alternative name
 *
 * Returns: (transfer full): what the button is called that removes it: "Remove a.keller\@…", or
 * with the kind where nothing is typed; cleaned, no markup
 */
char *
signet_san_dup_removal (SignetSan *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (SIGNET_IS_SAN (self), NULL);

  text = signet_text_clean (self->text, MAX_SHOWN);

  /* Translators: %s is an e-mail address, a host name or the like. */
  return g_strdup_printf (_ ("Remove %s"), *text != '\0' ? text : signet_san_get_title (self));
}

/**
 * signet_san_make:
 * @self: an alternative name that is not empty
 * @error: return location for a %SIGNET_ERROR_ALT_NAME
 *
 * Reads what is typed. Blanks around it do not count.
 *
 * Returns: (transfer full) (nullable): the alternative name
 */
SignetAltName *
signet_san_make (SignetSan  *self,
                 GError    **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (SIGNET_IS_SAN (self), NULL);

  text = g_strstrip (g_strdup (self->text));

  return signet_alt_name_new (self->kind, text, error);
}
