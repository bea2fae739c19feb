/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-practice-request-private.h"

#include "app/signet-app-enums.h"
#include "core/signet-text.h"

#define MAX_TEXT 1000 /* characters */

/**
 * SignetPracticeRequest:
 *
 * A request at the practice CA, as a row shows it. Its texts came from a client and are cleaned.
 */
struct _SignetPracticeRequest
{
  GObject parent_instance;

  guint number;
  char *subject;
  char *reference;
  char *serial;
  SignetPracticeRequestState state;
  gint64 changed;
};

enum {
  PROP_0,
  PROP_NUMBER,
  PROP_SUBJECT,
  PROP_REFERENCE,
  PROP_STATE,
  PROP_SERIAL,
  PROP_CHANGED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SignetPracticeRequest, signet_practice_request, G_TYPE_OBJECT)

static void
signet_practice_request_finalize (GObject *object)
{
  SignetPracticeRequest *self = SIGNET_PRACTICE_REQUEST (object);

  g_free (self->subject);
  g_free (self->reference);
  g_free (self->serial);

  G_OBJECT_CLASS (signet_practice_request_parent_class)->finalize (object);
}

static void
signet_practice_request_get_property (GObject    *object,
                                      guint       property_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  SignetPracticeRequest *self = SIGNET_PRACTICE_REQUEST (object);

  switch (property_id)
    {
    case PROP_NUMBER:
      g_value_set_uint (value, self->number);
      break;
    case PROP_SUBJECT:
      g_value_set_string (value, self->subject);
      break;
    case PROP_REFERENCE:
      g_value_set_string (value, self->reference);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_SERIAL:
      g_value_set_string (value, self->serial);
      break;
    case PROP_CHANGED:
      g_value_set_int64 (value, self->changed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
signet_practice_request_class_init (SignetPracticeRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = signet_practice_request_finalize;
  object_class->get_property = signet_practice_request_get_property;

  properties[PROP_NUMBER] = g_param_spec_uint ("number", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SUBJECT] = g_param_spec_string ("subject", NULL, NULL, NULL, flags);
  properties[PROP_REFERENCE] = g_param_spec_string ("reference", NULL, NULL, NULL, flags);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SIGNET_TYPE_PRACTICE_REQUEST_STATE,
                       SIGNET_PRACTICE_REQUEST_WAITING, flags);
  properties[PROP_SERIAL] = g_param_spec_string ("serial", NULL, NULL, NULL, flags);
  properties[PROP_CHANGED] = g_param_spec_int64 ("changed", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
signet_practice_request_init (SignetPracticeRequest *self)
{
  self->subject = g_strdup ("");
}

/*< private >
 * signet_practice_request_new:
 * @news: what is known of it
 *
 * Returns: (transfer full): a request
 */
SignetPracticeRequest *
signet_practice_request_new (const SignetPracticeNews *news)
{
  SignetPracticeRequest *self = g_object_new (SIGNET_TYPE_PRACTICE_REQUEST, NULL);

  self->number = news->number;
  signet_practice_request_update (self, news);

  return self;
}

static void
set_text (SignetPracticeRequest  *self,
          char                  **field,
          const char             *text,
          guint                   property)
{
  g_autofree char *clean = text != NULL ? signet_text_clean (text, MAX_TEXT) : NULL;

  if (text == NULL || g_strcmp0 (*field, clean) == 0)
    return;
  g_free (*field);
  *field = g_steal_pointer (&clean);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/*< private >
 * signet_practice_request_update:
 * @self: a request
 * @news: what is known of it now; a text that is absent stays as it was
 *
 * Changes the row in place.
 */
void
signet_practice_request_update (SignetPracticeRequest    *self,
                                const SignetPracticeNews *news)
{
  g_object_freeze_notify (G_OBJECT (self));
  set_text (self, &self->subject, news->subject, PROP_SUBJECT);
  set_text (self, &self->reference, news->reference, PROP_REFERENCE);
  set_text (self, &self->serial, news->serial, PROP_SERIAL);
  if (self->state != news->state)
    {
      self->state = news->state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  if (self->changed != news->changed)
    {
      self->changed = news->changed;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGED]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * signet_practice_request_get_number:
 * @self: a request
 *
 * Returns: what a person calls it
 */
guint
signet_practice_request_get_number (SignetPracticeRequest *self)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE_REQUEST (self), 0);

  return self->number;
}

/**
 * signet_practice_request_get_subject:
 * @self: a request
 *
 * Returns: (transfer none): the subject that is asked for, RFC 4514 and cleaned; may be empty
 */
const char *
signet_practice_request_get_subject (SignetPracticeRequest *self)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE_REQUEST (self), NULL);

  return self->subject;
}

/**
 * signet_practice_request_get_reference:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the reference number that the client gave, cleaned
 */
const char *
signet_practice_request_get_reference (SignetPracticeRequest *self)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE_REQUEST (self), NULL);

  return self->reference;
}

/**
 * signet_practice_request_get_state:
 * @self: a request
 *
 * Returns: how far it is
 */
SignetPracticeRequestState
signet_practice_request_get_state (SignetPracticeRequest *self)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE_REQUEST (self), SIGNET_PRACTICE_REQUEST_WAITING);

  return self->state;
}

/**
 * signet_practice_request_get_serial:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the serial number of its certificate, hexadecimal
 */
const char *
signet_practice_request_get_serial (SignetPracticeRequest *self)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE_REQUEST (self), NULL);

  return self->serial;
}

/**
 * signet_practice_request_get_changed:
 * @self: a request
 *
 * Returns: when it changed last, in seconds since 1970
 */
gint64
signet_practice_request_get_changed (SignetPracticeRequest *self)
{
  g_return_val_if_fail (SIGNET_IS_PRACTICE_REQUEST (self), 0);

  return self->changed;
}
