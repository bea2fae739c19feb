/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SIGNET_TYPE_SPINNER (signet_spinner_get_type ())
G_DECLARE_FINAL_TYPE (SignetSpinner, signet_spinner, SIGNET, SPINNER, AdwBin)

/**
 * SignetFileFunc:
 * @file: (nullable): the file that was chosen, %NULL where none was
 * @user_data: what was given with the function
 *
 * Takes the answer to signet_compat_open_file().
 */
typedef void (*SignetFileFunc) (GFile *file,
                                gpointer user_data);

/**
 * SignetAnswerFunc:
 * @object: what was given with the function
 *
 * Called when the person has said yes.
 */
typedef void (*SignetAnswerFunc) (gpointer object);

/**
 * SignetQuestion:
 * @heading: the question, in header capitals
 * @body: what follows from a yes
 * @no: label of the button that changes nothing; it is the default
 * @yes: label of the other one
 * @destructive: whether a yes destroys something
 *
 * A question before something that cannot be taken back.
 */
typedef struct
{
  const char *heading;
  const char *body;
  const char *no;
  const char *yes;
  gboolean destructive;
} SignetQuestion;

void signet_compat_ask            (GtkWidget            *parent,
                                   const SignetQuestion *question,
                                   SignetAnswerFunc      answer,
                                   gpointer              object);
void signet_compat_open_file      (GtkWidget            *parent,
                                   const char           *title,
                                   SignetFileFunc        answer,
                                   gpointer              user_data);
void signet_compat_show_about     (GtkWindow            *parent,
                                   const char           *debug_info);
void signet_compat_show_shortcuts (GtkWindow            *parent);
void signet_compat_announce       (GtkWidget            *widget,
                                   const char           *text);

G_END_DECLS
