/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/signet-task-private.h"
#include "pki-fixture.h"
#include "pki/signet-init.h"

/* A worker that asks, and the person who answers. */
typedef struct
{
  SignetTask *task;
  SignetCertificate *certificate;
  GCancellable *unwanted;
  guint seconds_left;
  guint n_asked;
  guint seconds;
  gboolean is_asked; /* the certificate is the one that was asked about */
  int over;          /* atomic */
} Meeting;

static void
meeting_set_up (Meeting       *self,
                gconstpointer  data)
{
  g_autoptr (EVP_PKEY) pkey = pki_fixture_new_pkey ();
  const PkiFixture leaf = { .common_name = "Ada" };
  g_autoptr (X509) x509 = pki_fixture_new_x509 (&leaf, pkey, NULL, pkey);

  self->task = signet_task_new ();
  self->certificate = pki_fixture_wrap (x509);
  self->unwanted = g_cancellable_new ();
}

static void
meeting_tear_down (Meeting       *self,
                   gconstpointer  data)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (self->task);
  g_clear_object (&self->certificate);
  g_clear_object (&self->unwanted);
}

static gpointer
worker_thread (gpointer data)
{
  Meeting *self = data;
  SignetReviewVerdict verdict =
    signet_task_review (self->task, self->certificate, NULL, self->seconds_left, self->unwanted);

  g_atomic_int_set (&self->over, TRUE);
  g_main_context_wakeup (NULL);

  return GINT_TO_POINTER (verdict);
}

static SignetReviewVerdict
ask (Meeting *self)
{
  GThread *thread = g_thread_new ("worker", worker_thread, self);

  while (!g_atomic_int_get (&self->over))
    g_main_context_iteration (NULL, TRUE);

  return GPOINTER_TO_INT (g_thread_join (thread));
}

static void
note (Meeting           *self,
      SignetCertificate *issued,
      guint              seconds)
{
  self->n_asked++;
  self->seconds = seconds;
  self->is_asked = issued == self->certificate;
}

static void
accept_cb (SignetTask        *task,
           SignetCertificate *issued,
           GPtrArray         *differences,
           guint              seconds,
           Meeting           *self)
{
  note (self, issued, seconds);
  signet_task_answer_review (task, TRUE);
  /* Only the first word counts. */
  signet_task_answer_review (task, FALSE);
}

static void
reject_cb (SignetTask        *task,
           SignetCertificate *issued,
           GPtrArray         *differences,
           guint              seconds,
           Meeting           *self)
{
  note (self, issued, seconds);
  signet_task_answer_review (task, FALSE);
  signet_task_answer_review (task, TRUE);
}

static void
cancel_cb (SignetTask        *task,
           SignetCertificate *issued,
           GPtrArray         *differences,
           guint              seconds,
           Meeting           *self)
{
  note (self, issued, seconds);
  g_cancellable_cancel (self->unwanted);
}

static void
silent_cb (SignetTask        *task,
           SignetCertificate *issued,
           GPtrArray         *differences,
           guint              seconds,
           Meeting           *self)
{
  note (self, issued, seconds);
}

static void
test_review_accepted (Meeting       *self,
                      gconstpointer  data)
{
  g_signal_connect (self->task, "review", G_CALLBACK (accept_cb), self);
  self->seconds_left = 100;
  g_assert_cmpint (ask (self), ==, SIGNET_REVIEW_TAKEN);
  g_assert_cmpuint (self->n_asked, ==, 1);
  g_assert_true (self->is_asked);
  /* The answer has to be on its way before the server gives up. */
  g_assert_cmpuint (self->seconds, ==, 90);
}

static void
test_review_rejected (Meeting       *self,
                      gconstpointer  data)
{
  g_signal_connect (self->task, "review", G_CALLBACK (reject_cb), self);
  g_assert_cmpint (ask (self), ==, SIGNET_REVIEW_TURNED_DOWN);
  g_assert_true (self->is_asked);
  /* A server that does not say how long it waits does not wait for ever. */
  g_assert_cmpuint (self->seconds, ==, 590);
}

/* Whoever does not want the certificate any more is not asked about it. */
static void
test_review_cancelled (Meeting       *self,
                       gconstpointer  data)
{
  gint64 start = g_get_monotonic_time ();

  g_signal_connect (self->task, "review", G_CALLBACK (cancel_cb), self);
  g_assert_cmpint (ask (self), ==, SIGNET_REVIEW_TURNED_DOWN);
  g_assert_cmpuint (self->n_asked, ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);

  self->over = FALSE;
  g_assert_cmpint (ask (self), ==, SIGNET_REVIEW_TURNED_DOWN);
}

/* It ends by itself, before the server's patience does. */
static void
test_review_times_out (Meeting       *self,
                       gconstpointer  data)
{
  gint64 start = g_get_monotonic_time ();

  g_signal_connect (self->task, "review", G_CALLBACK (silent_cb), self);
  self->seconds_left = 1;
  g_assert_cmpint (ask (self), ==, SIGNET_REVIEW_UNDECIDED);
  g_assert_cmpuint (self->n_asked, ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, G_USEC_PER_SEC / 2);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

/* A profile that wants a person does not get a yes from nobody, and no no either. */
static void
test_review_nobody_there (Meeting       *self,
                          gconstpointer  data)
{
  gint64 start = g_get_monotonic_time ();

  g_assert_cmpint (ask (self), ==, SIGNET_REVIEW_UNDECIDED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

/* An answer of before does not count for the next question. */
static void
test_review_late_answer (Meeting       *self,
                         gconstpointer  data)
{
  signet_task_answer_review (self->task, TRUE);
  self->seconds_left = 1;
  g_signal_connect (self->task, "review", G_CALLBACK (silent_cb), self);
  g_assert_cmpint (ask (self), ==, SIGNET_REVIEW_UNDECIDED);
}

static void
test_review_report (Meeting       *self,
                    gconstpointer  data)
{
  g_autoptr (SignetReport) report = signet_report_new ();

  g_assert_null (signet_task_get_report (self->task));
  signet_task_set_report (self->task, report);
  signet_task_set_report (self->task, report);
  signet_task_set_report (self->task, NULL);
  g_assert_true (signet_task_get_report (self->task) == report);
}

static void
add (const char *path,
     void (*test) (Meeting *, gconstpointer))
{
  g_test_add (path, Meeting, NULL, meeting_set_up, test, meeting_tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signet_pki_init ();

  add ("/app/review/accepted", test_review_accepted);
  add ("/app/review/rejected", test_review_rejected);
  add ("/app/review/cancelled", test_review_cancelled);
  add ("/app/review/times-out", test_review_times_out);
  add ("/app/review/nobody-there", test_review_nobody_there);
  add ("/app/review/late-answer", test_review_late_answer);
  add ("/app/review/report", test_review_report);

  return g_test_run ();
}
