/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "item-fixture.h"

#define ID "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"

static SignetRequest *
make_request (const char *subject,
              const char *label,
              gboolean    practice)
{
  SignetRequest *request = signet_request_new ();
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autoptr (SignetName) name = signet_name_parse (subject, NULL);
  g_autoptr (SignetTemplate) template = signet_template_new (name, NULL);

  signet_profile_set_practice (profile, practice);
  signet_profile_set_name (profile, "Example University");
  g_assert_true (signet_profile_set_server (profile, "http://ca.example.com/", NULL));
  signet_request_set_profile (request, profile);
  signet_request_set_template (request, template);
  signet_request_set_label (request, label);

  return request;
}

SignetItem *
item_fixture_new (const char      *subject,
                  const char      *label,
                  gboolean         practice,
                  SignetItemState  state,
                  SignetNeeds      needs)
{
  g_autoptr (SignetRequest) request = make_request (subject, label, practice);
  g_autoptr (SignetSecret) code = signet_secret_new ("SECRET", 6);
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("4711", code);
  SignetItem *item =
    signet_item_new (ID, request, credential, SIGNET_PASSPHRASE_KEYRING, 1000);

  signet_item_set_state (item, state);
  signet_item_set_needs (item, needs);

  return item;
}
