/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/signet-code-paste.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *reference; /* NULL for none */
  const char *code;      /* NULL for none; both NULL where the text is left alone */
} Case;

static void
check (const Case *cases,
       gsize       n_cases,
       const char *known)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autoptr (SignetCodePaste) paste =
        signet_code_paste_new (cases[i].text, strlen (cases[i].text), known);

      if (cases[i].reference == NULL && cases[i].code == NULL)
        {
          g_assert_null (paste);
          continue;
        }
      g_assert_nonnull (paste);
      g_assert_cmpstr (paste->reference, ==, cases[i].reference);
      g_assert_cmpstr (paste->code != NULL ? signet_secret_get_text (paste->code) : NULL, ==,
                       cases[i].code);
    }
}

static void
test_plain (void)
{
  const Case cases[] = {
    { "4711-0832 k7Xp-29fQ", "4711-0832", "k7Xp-29fQ" },
    { "4711-0832\tk7Xp-29fQ\n", "4711-0832", "k7Xp-29fQ" },
    { "4711-0832\nk7Xp-29fQ", "4711-0832", "k7Xp-29fQ" },
    { "4711-0832\r\n\r\nk7Xp-29fQ\r\n", "4711-0832", "k7Xp-29fQ" },
    { "  4711-0832 \u00a0 k7Xp-29fQ  ", "4711-0832", "k7Xp-29fQ" },
    { "4711-0832:k7Xp-29fQ", "4711-0832", "k7Xp-29fQ" },
    { "4711-0832: k7Xp-29fQ", "4711-0832", "k7Xp-29fQ" },
    { "4711-0832 : k7Xp-29fQ", "4711-0832", "k7Xp-29fQ" },
    { "4711-0832 – k7Xp-29fQ", "4711-0832", "k7Xp-29fQ" },
    { "4711-0832, k7Xp-29fQ.", "4711-0832", "k7Xp-29fQ." },
    { "\u200e4711-0832\u200f \u2067k7Xp-29fQ\u2069", "4711-0832", "k7Xp-29fQ" },
    { "مرجع سر", "مرجع", "سر" },
  };

  check (cases, G_N_ELEMENTS (cases), NULL);
}

static void
test_left_alone (void)
{
  const Case cases[] = {
    { "", NULL, NULL },
    { " \t\n", NULL, NULL },
    { "4711-0832", NULL, NULL },
    { "k7Xp-29fQ\n", NULL, NULL },
    { "k7Xp 29fQ mW4t", NULL, NULL },
    { "https://pki.example.edu", NULL, NULL },
    { "AB:CD:EF", NULL, NULL },
    { ":k7Xp", NULL, NULL },
    { "k7Xp:", NULL, NULL },
    { "4711 k7\u202eXp", NULL, NULL },
    { "4711 k7\u200bXp", NULL, NULL },
    { "4711 k7\x01Xp", NULL, NULL },
    { "47\x7f"
      "11 k7Xp",
      NULL, NULL },
    { "4711 \xff\xfe", NULL, NULL },
    { "4711 : ", NULL, NULL },
    { ": k7Xp", NULL, NULL },
  };

  check (cases, G_N_ELEMENTS (cases), NULL);
}

static void
test_labels (void)
{
  const Case cases[] = {
    { "Reference number: 4711-0832, code: k7Xp-29fQ-mW4t", "4711-0832", "k7Xp-29fQ-mW4t" },
    { "Reference number: 4711-0832, code: k7Xp-29fQ-mW4t.", "4711-0832", "k7Xp-29fQ-mW4t" },
    { "REFERENCE NUMBER : 4711-0832\r\nCODE : k7Xp\r\n", "4711-0832", "k7Xp" },
    { "Your one-time code: k7Xp\nYour reference  number: 4711", "4711", "k7Xp" },
    { "Dear Ada,\n\nreference = 4711\nsecret = k7Xp\n\nKind regards,\nHelpdesk", "4711", "k7Xp" },
    { "Reference number\t4711\nCode\tk7Xp", "4711", "k7Xp" },
    { "Reference number:\n  4711\nCode:\n  k7Xp\n", "4711", "k7Xp" },
    { "Ref. 4711", "4711", NULL },
    { "Code k7Xp", NULL, "k7Xp" },
    { "Code k7\u202eXp", NULL, NULL },
    { "Ref.: 4711 and password: k7Xp", "4711", "k7Xp" },
    { "ref: 4711 / pin: 0815", "4711", "0815" },
    { "code:k7Xp,ref:4711", "4711", "k7Xp" },
    { "Reference code: 4711; code: k7:Xp,;", "4711", "k7:Xp," },
    { "Code: “k7Xp”, reference: \"4711\"", "4711", "k7Xp" },
    { "Code: <k7Xp>", NULL, "k7Xp" },
    { "Code: k7Xp", NULL, "k7Xp" },
    { "Reference number: 4711", "4711", NULL },
    { "Referenz： 4711, Code：k7Xp", NULL, "k7Xp" },
    { "Reference number: \u200f4711\u200e, code: \u2067k7Xp\u2069", "4711", "k7Xp" },
  };

  check (cases, G_N_ELEMENTS (cases), NULL);
}

/* Half a code would be worse than none: nobody sees behind the dots that something is missing. */
static void
test_in_doubt (void)
{
  const Case cases[] = {
    { "Code: k7Xp 29fQ mW4t", NULL, NULL },
    { "Code: k7Xp 29fQ", NULL, NULL },
    { "Reference number: 4711, code: k7Xp 29fQ", NULL, NULL },
    { "Code: k7Xp 29fQ reference: 4711", NULL, NULL },
    { "Code: k7Xp\nCode: other", NULL, NULL },
    { "Reference: 1, reference: 2, code: k7Xp", NULL, NULL },
    { "Code: \"k7Xp 29fQ\"", NULL, NULL },
    { "Code: see the letter", NULL, NULL },
    { "Code:", NULL, NULL },
    { "Code: , reference: 4711", NULL, NULL },
    { "Code: k7\u202eXp", NULL, NULL },
    { "Code: \"\"", NULL, NULL },
    { "Code: \"", NULL, NULL },
    { "Decode: k7Xp", NULL, NULL },
    { "Your code and reference will come by mail", NULL, NULL },
  };

  check (cases, G_N_ELEMENTS (cases), NULL);
}

static void
test_known_reference (void)
{
  const Case cases[] = {
    { "4711 k7Xp", "4711", "k7Xp" },
    { "4711:k7Xp", "4711", "k7Xp" },
    { "k7Xp 29fQ", NULL, NULL },
    { "k7:Xp", NULL, NULL },
    { "47 k7Xp", NULL, NULL },
    { "Reference number: 5000, code: k7Xp", "5000", "k7Xp" },
  };

  check (cases, G_N_ELEMENTS (cases), "4711");
}

/* The text is as long as is said, whatever stands behind it, and no longer than can be read. */
static void
test_length (void)
{
  const char text[] = "4711 k7Xp-29fQ";
  const char zero[] = "4711 k7\0Xp";
  g_autoptr (SignetCodePaste) paste = signet_code_paste_new (text, 9, NULL);
  g_autofree char *blanks = g_strnfill (4090, ' ');
  g_autofree char *fits = g_strconcat ("1", blanks, "22", NULL);
  g_autofree char *too_long = g_strconcat ("1", blanks, "2222222", NULL);
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (SignetCodePaste) fitting = signet_code_paste_new (fits, strlen (fits), NULL);

  g_assert_cmpstr (signet_secret_get_text (paste->code), ==, "k7Xp");
  g_assert_null (signet_code_paste_new (zero, sizeof zero - 1, NULL));
  g_assert_nonnull (fitting);
  g_assert_null (signet_code_paste_new (too_long, strlen (too_long), NULL));

  while (many->len < 4080)
    g_string_append (many, "code,ref,");
  g_assert_null (signet_code_paste_new (many->str, many->len, NULL));
}

/* Whatever is pasted: every part that is found is in the text, and is text. */
static void
test_random (void)
{
  const char *const pieces[] = { "code", "ref", ":", " ", "\n", "\t", ",", ".", "“", "”", "\"",
                                 "4711", "k7", "\u202e", "\u200e", "\x01", "ä", "：", "=", ";" };

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (SignetCodePaste) paste = NULL;
      int n = g_test_rand_int_range (0, 12);

      for (int j = 0; j < n; j++)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      paste = signet_code_paste_new (text->str, text->len, NULL);
      if (paste == NULL)
        continue;
      g_assert_true (paste->reference != NULL || paste->code != NULL);
      if (paste->reference != NULL)
        g_assert_nonnull (strstr (text->str, paste->reference));
      if (paste->code == NULL)
        continue;
      g_assert_nonnull (strstr (text->str, signet_secret_get_text (paste->code)));
      g_assert_true (g_utf8_validate (signet_secret_get_text (paste->code), -1, NULL));
    }
}

static void
test_trim (void)
{
  const char *const cases[][2] = {
    { "k7Xp", "k7Xp" },
    { " k7 Xp\t\n", "k7 Xp" },
    { "\u200e\u00a0k7Xp\ufeff", "k7Xp" },
    { " ", NULL },
    { "\xff", NULL },
  };

  g_assert_null (signet_code_paste_trim (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SignetSecret) typed = signet_secret_new (cases[i][0], strlen (cases[i][0]));
      g_autoptr (SignetSecret) code = signet_code_paste_trim (typed);

      g_assert_cmpstr (code != NULL ? signet_secret_get_text (code) : NULL, ==, cases[i][1]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/code-paste/plain", test_plain);
  g_test_add_func ("/ui/code-paste/left-alone", test_left_alone);
  g_test_add_func ("/ui/code-paste/labels", test_labels);
  g_test_add_func ("/ui/code-paste/in-doubt", test_in_doubt);
  g_test_add_func ("/ui/code-paste/known-reference", test_known_reference);
  g_test_add_func ("/ui/code-paste/length", test_length);
  g_test_add_func ("/ui/code-paste/random", test_random);
  g_test_add_func ("/ui/code-paste/trim", test_trim);

  return g_test_run ();
}
