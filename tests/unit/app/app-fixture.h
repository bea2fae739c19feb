/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/signet-manager.h"
#include "core/signet-setting.h"
#include "pki-fixture.h"
#include "practice/signet-practice-server.h"
#include "store/signet-item-store.h"

G_BEGIN_DECLS

/* A practice CA with the code "s3cret" for the reference "77", and a manager with an empty keystore
 * and a keyring in a file. */
typedef struct
{
  char *folder;
  SignetPracticeServer *ca;
  SignetManager *manager;
  SignetRequest *request;
  guint waiting_number; /* of the last request that waits */
} AppFixture;

typedef void (*AppTest) (AppFixture *self, gconstpointer data);

/* What a call led to. */
typedef struct
{
  GMainLoop *loop;
  GAsyncResult *result;
} AppWait;

int                app_fixture_run             (void);
void               app_fixture_set_up          (AppFixture        *self,
                                                gconstpointer      data);
void               app_fixture_tear_down       (AppFixture        *self,
                                                gconstpointer      data);
void               app_fixture_add             (const char        *path,
                                                gconstpointer      data,
                                                AppTest            test);
void               app_fixture_restart_manager (AppFixture        *self);
void               app_fixture_restart_ca      (AppFixture        *self,
                                                gconstpointer      data);
SignetItem        *app_fixture_request         (AppFixture        *self,
                                                const char        *code,
                                                SignetRunFlags     flags,
                                                GError           **error);
SignetCredential  *app_fixture_code            (const char        *code);
SignetItem        *app_fixture_request_with    (AppFixture        *self,
                                                SignetCredential  *credential,
                                                SignetSecret      *passphrase,
                                                SignetRunFlags     flags,
                                                GError           **error);
SignetItem        *app_fixture_resume          (AppFixture        *self,
                                                const char        *id,
                                                const char        *code,
                                                SignetRunFlags     flags,
                                                GError           **error);
SignetItem        *app_fixture_cancel          (AppFixture        *self,
                                                const char        *id,
                                                GError           **error);
char              *app_fixture_file            (AppFixture        *self,
                                                const char        *id,
                                                const char        *name);
SignetItemStore   *app_fixture_store           (AppFixture        *self);
SignetItemJournal *app_fixture_lock            (AppFixture        *self,
                                                const char        *id);
void               app_fixture_set_state       (AppFixture        *self,
                                                const char        *id,
                                                SignetItemState    state);
void               app_fixture_set_server      (AppFixture        *self,
                                                const char        *url);
void               app_fixture_set             (AppFixture        *self,
                                                SignetSetting      setting,
                                                const char        *value);
GBytes            *app_fixture_csr             (EVP_PKEY          *pkey);
void               app_wait_cb                 (GObject           *object,
                                                GAsyncResult      *result,
                                                gpointer           user_data);
GAsyncResult      *app_wait_run                (AppWait           *self);

G_END_DECLS
