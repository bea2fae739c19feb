/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-body-private.h"

/* Whoever adds an operation to core's table has to say how it is carried out. */
static void
test_body_every_operation (void)
{
  g_assert_cmpuint (signet_operation_get_n (), >=, 6);
  for (guint i = 0; i < signet_operation_get_n (); i++)
    {
      const SignetBody *body = signet_body_lookup (signet_operation_get (i));

      g_assert_nonnull (body);
      g_assert_true (*body->operation == signet_operation_get (i));
      g_assert_nonnull (body->run);
    }
}

/* The words are those of the operations where a request has one. */
static void
test_body_words (void)
{
  for (guint i = 0; i < signet_operation_get_n (); i++)
    {
      const SignetOperation *operation = signet_operation_get (i);

      g_assert_cmpstr (signet_body_to_word (operation->request_body), ==, operation->name);
    }
  g_assert_cmpstr (signet_body_to_word (SIGNET_BODY_GENP), ==, "genp");
  g_assert_cmpstr (signet_body_to_word (26), ==, "pollRep");
  g_assert_cmpstr (signet_body_to_word (27), ==, "unknown");
  g_assert_cmpstr (signet_body_to_word (-1), ==, "unknown");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cmp/body/every-operation", test_body_every_operation);
  g_test_add_func ("/cmp/body/words", test_body_words);

  return g_test_run ();
}
