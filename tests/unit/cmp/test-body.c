/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cmp/signet-body-private.h"

/* What a row says, it says of its own operation. */
static void
test_body_every_operation (void)
{
  g_assert_nonnull (signet_body_lookup (SIGNET_OPERATION_IR));
  g_assert_nonnull (signet_body_lookup (SIGNET_OPERATION_CR));
  for (guint i = 0; i < signet_operation_get_n (); i++)
    {
      const SignetBody *body = signet_body_lookup (signet_operation_get (i));

      if (body == NULL)
        continue;
      g_assert_true (*body->operation == signet_operation_get (i));
      g_assert_nonnull (body->run);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cmp/body/every-operation", test_body_every_operation);

  return g_test_run ();
}
