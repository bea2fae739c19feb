/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/signet-profile.h"
#include "core/signet-setting.h"

G_BEGIN_DECLS

/**
 * SignetCtlOptionGroup:
 * @SIGNET_CTL_OPTION_GROUP_SERVER: where the server is, and how it is reached
 * @SIGNET_CTL_OPTION_GROUP_TLS: HTTPS
 * @SIGNET_CTL_OPTION_GROUP_TRUST: whose answers are believed
 * @SIGNET_CTL_OPTION_GROUP_PROTECTION: how requests are protected
 * @SIGNET_CTL_OPTION_GROUP_REQUEST: how a certificate is asked for
 *
 * Under which heading of the help an option stands.
 */
typedef enum {
  SIGNET_CTL_OPTION_GROUP_SERVER,
  SIGNET_CTL_OPTION_GROUP_TLS,
  SIGNET_CTL_OPTION_GROUP_TRUST,
  SIGNET_CTL_OPTION_GROUP_PROTECTION,
  SIGNET_CTL_OPTION_GROUP_REQUEST,
} SignetCtlOptionGroup;

/**
 * SignetCtlSettingForm:
 * @SIGNET_CTL_SETTING_FORM_TEXT: the text of the setting
 * @SIGNET_CTL_SETTING_FORM_LINE: one line of a list; repeated for further ones
 * @SIGNET_CTL_SETTING_FORM_FILE: a file that can be read
 * @SIGNET_CTL_SETTING_FORM_FILE_OR_URL: one line of a list, a file that can be read or an address
 *
 * What stands behind an option.
 */
typedef enum {
  SIGNET_CTL_SETTING_FORM_TEXT,
  SIGNET_CTL_SETTING_FORM_LINE,
  SIGNET_CTL_SETTING_FORM_FILE,
  SIGNET_CTL_SETTING_FORM_FILE_OR_URL,
} SignetCtlSettingForm;

/**
 * SignetCtlSettingOption:
 * @group: where it stands in the help
 * @flag: the long name without its dashes
 * @setting: what it sets
 * @form: what stands behind it
 * @fixed: (nullable): the text that it sets where nothing stands behind it
 * @summary: (translatable): what it does
 * @value: (nullable) (translatable): what stands behind it, for the help
 *
 * An option that sets one setting of a profile.
 */
typedef struct
{
  SignetCtlOptionGroup group;
  const char *flag;
  SignetSetting setting;
  SignetCtlSettingForm form;
  const char *fixed;
  const char *summary;
  const char *value;
} SignetCtlSettingOption;

/**
 * SignetCtlTrustOption:
 * @group: where it stands in the help
 * @flag: the long name without its dashes
 * @trust: the list that it fills
 * @one: whether the list takes one certificate only
 * @summary: (translatable): what it does
 *
 * An option that names a file with certificates.
 */
typedef struct
{
  SignetCtlOptionGroup group;
  const char *flag;
  SignetTrust trust;
  gboolean one;
  const char *summary;
} SignetCtlTrustOption;

guint                         signet_ctl_setting_option_get_n (void);
const SignetCtlSettingOption *signet_ctl_setting_option_get   (guint       index);
const SignetCtlSettingOption *signet_ctl_setting_option_find  (const char *flag);
guint                         signet_ctl_trust_option_get_n   (void);
const SignetCtlTrustOption   *signet_ctl_trust_option_get     (guint       index);
const SignetCtlTrustOption   *signet_ctl_trust_option_find    (const char *flag);

G_END_DECLS
