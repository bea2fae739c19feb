/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl-fixture.h"

#include "core/signet-error.h"
#include "core/signet-files.h"
#include "pki/signet-certificate.h"

#include <string.h>

/* CN=Ada,O=Example by CN=Example CA,O=Example, from 2026-11-24 to 2026-12-30. */
const char fixture_pem[] =
  "-----BEGIN CERTIFICATE-----\n"
  "MIIB1TCCAXygAwIBAgIDChssMAoGCCqGSM49BAMCMCcxEDAOBgNVBAoMB0V4YW1w\n"
  "bGUxEzARBgNVBAMMCkV4YW1wbGUgQ0EwHhcNMjYxMTI0MTY0ODU4WhcNMjYxMjMw\n"
  "MTY0ODU4WjAgMRAwDgYDVQQKDAdFeGFtcGxlMQwwCgYDVQQDDANBZGEwWTATBgcq\n"
  "hkjOPQIBBggqhkjOPQMBBwNCAAQUx6eJRLS6/quz71+XUW/711nQg86oEEMOmqdl\n"
  "lLMepFlY8BxBHyKb5qP1TKaPNI4CE2CFQCsaVGwLkOyR1iKno4GdMIGaMCsGA1Ud\n"
  "EQQkMCKBD2FkYUBleGFtcGxlLm9yZ4IPYWRhLmV4YW1wbGUub3JnMB0GA1UdDgQW\n"
  "BBSGq6q9rjYRnOqOgS8xsxuxUTVdDTBMBgNVHSMERTBDoSukKTAnMRAwDgYDVQQK\n"
  "DAdFeGFtcGxlMRMwEQYDVQQDDApFeGFtcGxlIENBghRYgsrWWe9ZNbyDivc+7t10\n"
  "XI5KbDAKBggqhkjOPQQDAgNHADBEAiA+S/VviAJ4lxzHdMPHGhhoWFPT7dU3eQ3/\n"
  "GkhJ/kMrYQIgKIQmoDobSp6jDTs5ZPpPwzA5oySA9/xTcSqAqk5V4KA=\n"
  "-----END CERTIFICATE-----\n";

/* CN=Example CA,O=Example, its issuer. */
const char fixture_issuer_pem[] =
  "-----BEGIN CERTIFICATE-----\n"
  "MIIBSjCB8QIUWILK1lnvWTW8g4r3Pu7ddFyOSmwwCgYIKoZIzj0EAwIwJzEQMA4G\n"
  "A1UECgwHRXhhbXBsZTETMBEGA1UEAwwKRXhhbXBsZSBDQTAgFw0yNjExMjQxNjQ4\n"
  "NThaGA8yMTI2MTAzMTE2NDg1OFowJzEQMA4GA1UECgwHRXhhbXBsZTETMBEGA1UE\n"
  "AwwKRXhhbXBsZSBDQTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKdGogz0+j7O\n"
  "AKKJzkxSf9tERBnb506ZIQquhfQedJJc4l3R858nyK56mxYlkzVSpYRNH6sYM91v\n"
  "FdjOkQ9XjaEwCgYIKoZIzj0EAwIDSAAwRQIgA/55SIO9pjc8PB+hmnSEm+HfArzP\n"
  "6xpsi+6Yu/XAciQCIQD3PDySgwioNuoC52YsfkiGhVeTQLHQHv/KVRvGXqzAZg==\n"
  "-----END CERTIFICATE-----\n";

char *
fixture_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("signet-ctl-XXXXXX", &error);

  g_assert_no_error (error);

  return folder;
}

char *
fixture_write (const char *folder,
               const char *name,
               const char *text)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  return path;
}

void
fixture_remove (char *folder)
{
  g_autoptr (GError) error = NULL;

  signet_files_remove_folder (folder, &error);
  g_assert_no_error (error);
  g_free (folder);
}

SignetItem *
fixture_item (const char *id,
              const char *subject)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SignetRequest) request = signet_request_new ();
  g_autoptr (SignetProfile) profile = signet_profile_new ();
  g_autoptr (SignetSecret) code = signet_secret_new ("4711", 4);
  g_autoptr (SignetCredential) credential = signet_credential_new_code ("REF-1", code);
  g_autoptr (SignetName) name = signet_name_parse (subject, &error);
  g_autoptr (GPtrArray) alt_names = g_ptr_array_new ();
  g_autoptr (SignetTemplate) asked = NULL;
  g_autoptr (SignetKeySpec) key = NULL;

  g_assert_no_error (error);
  asked = signet_template_new (name, alt_names);
  key = signet_key_spec_parse ("ec:P-256", &error);
  g_assert_no_error (error);
  signet_profile_set_server (profile, "http://127.0.0.1:8080/cmp", &error);
  g_assert_no_error (error);
  signet_request_set_profile (request, profile);
  signet_request_set_template (request, asked);
  signet_request_set_key_spec (request, key);
  signet_request_set_label (request, "My label");

  return signet_item_new (id, request, credential, SIGNET_PASSPHRASE_KEYRING, FIXTURE_NOT_BEFORE);
}

GBytes *
fixture_certificate (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) data = g_bytes_new_static (fixture_pem, strlen (fixture_pem));
  g_autoptr (GPtrArray) certificates = signet_certificates_new_from_data (data, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (certificates->len, ==, 1);

  return g_bytes_ref (signet_certificate_get_der (certificates->pdata[0]));
}

void
fixture_issue (SignetItem *item)
{
  g_autoptr (GBytes) der = fixture_certificate ();

  signet_item_set_certificate (item, der);
  signet_item_set_verification (item, SIGNET_VERIFICATION_ANCHOR);
  signet_item_set_state (item, SIGNET_ITEM_STATE_ISSUED);
}

GError *
fixture_refusal (const char *words,
                 gboolean    authenticated)
{
  GError *error = g_error_new_literal (SIGNET_ERROR, SIGNET_ERROR_REFUSED, "The server said no.");

  /* rejection (2) with badRequest (bit 2) */
  signet_error_set_server (error, authenticated, 2, 1 << 2, words);

  return error;
}
