/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl/signet-ctl-event-private.h"

#include "ctl/signet-ctl-json-private.h"
#include "ctl/signet-ctl-text.h"

static void
set_member (JsonObject *object,
            const char *name,
            GVariant   *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    signet_ctl_json_set_text (object, name, g_variant_get_string (value, NULL));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    json_object_set_int_member (object, name, g_variant_get_uint32 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    json_object_set_int_member (object, name, g_variant_get_int64 (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    json_object_set_boolean_member (object, name, g_variant_get_boolean (value));
}

/**
 * signet_ctl_event_to_json:
 * @event: what happened in the practice CA, a dictionary of type a{sv} with the key "event"
 * @now: when, in seconds since 1970
 *
 * Returns: (transfer full): an object with "event", then "time", then what else is known; unlike in
 *   the objects of items, what is not known is missing
 */
JsonObject *
signet_ctl_event_to_json (GVariant *event,
                          gint64    now)
{
  g_autofree char *time = signet_ctl_text_utc (now);
  const char *name = NULL;
  const char *key;
  GVariant *value;
  JsonObject *object;
  GVariantIter iter;

  g_return_val_if_fail (g_variant_is_of_type (event, G_VARIANT_TYPE_VARDICT), NULL);

  g_variant_lookup (event, "event", "&s", &name);
  object = json_object_new ();
  signet_ctl_json_set_text (object, "event", name);
  signet_ctl_json_set_text (object, "time", time);

  g_variant_iter_init (&iter, event);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      if (!json_object_has_member (object, key))
        set_member (object, key, value);
      g_variant_unref (value);
    }

  return object;
}
