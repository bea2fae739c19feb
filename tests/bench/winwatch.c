/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <glib.h>

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* How long a program takes until its window is there, and what that costs, as the X server sees it:
 *
 *   winwatch COMMAND…
 *
 * Prints, as JSON: the milliseconds from just before the program is started until its first window
 * is mapped and until the window shows a real picture, of more than a few colours; once it has come
 * to rest, the milliseconds of processor time of all its threads, and its share of memory (PSS) in
 * KiB. Then it kills the program. */

#define COLOURS 12       /* that a picture has, and a cleared background has not */
#define LEAST_SIZE 50    /* pixels of a window that is one for people */
#define QUIET 700.0      /* milliseconds without a larger change: it has come to rest */
#define LIMIT 60000.0    /* milliseconds */
#define LARGE_SHARE 0.02 /* of the window: a smaller change is a cursor that blinks */

typedef struct
{
  Display *display;
  int damage_event;
  Window window;
  int width;
  int height;
  double started;
  double mapped;
  double content;
  double changed;
  gboolean ended;
} Watch;

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);

  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static gboolean
has_picture (Watch *self)
{
  XImage *image = XGetImage (self->display, self->window, 0, 0, self->width, self->height,
                             AllPlanes, ZPixmap);
  unsigned long seen[COLOURS];
  int n_seen = 0;

  if (image == NULL)
    return FALSE;

  for (int y = 0; y < image->height && n_seen < COLOURS; y++)
    {
      for (int x = 0; x < image->width && n_seen < COLOURS; x++)
        {
          unsigned long pixel = XGetPixel (image, x, y) & 0xffffff;
          int i = 0;

          while (i < n_seen && seen[i] != pixel)
            i++;
          if (i == n_seen)
            seen[n_seen++] = pixel;
        }
    }
  XDestroyImage (image);

  return n_seen == COLOURS;
}

static void
look_for_picture (Watch *self)
{
  if (self->content == 0 && has_picture (self))
    self->content = self->changed = now () - self->started;
}

static void
window_mapped (Watch           *self,
               const XMapEvent *event)
{
  XWindowAttributes attributes;

  if (self->window != None || event->override_redirect ||
      !XGetWindowAttributes (self->display, event->window, &attributes) ||
      attributes.width < LEAST_SIZE || attributes.height < LEAST_SIZE)
    return;

  self->mapped = now () - self->started;
  self->window = event->window;
  self->width = attributes.width;
  self->height = attributes.height;
  XDamageCreate (self->display, self->window, XDamageReportRawRectangles);
  XSync (self->display, False);
  look_for_picture (self);
}

static void
window_damaged (Watch                    *self,
                const XDamageNotifyEvent *event)
{
  double area = (double) event->area.width * event->area.height;

  look_for_picture (self);
  if (area > LARGE_SHARE * self->width * self->height)
    self->changed = now () - self->started;
}

static void
handle_event (Watch *self)
{
  XEvent event;

  XNextEvent (self->display, &event);
  if (event.type == MapNotify)
    {
      window_mapped (self, &event.xmap);
    }
  else if (event.type == ConfigureNotify && event.xconfigure.window == self->window)
    {
      self->width = event.xconfigure.width;
      self->height = event.xconfigure.height;
    }
  else if (event.type == self->damage_event)
    {
      window_damaged (self, (XDamageNotifyEvent *) &event);
    }
}

/* A window may go away while it is asked about. */
static int
error_cb (Display     *display,
          XErrorEvent *event)
{
  return 0;
}

static gboolean
is_at_rest (Watch *self)
{
  double time = now () - self->started;

  return self->content > 0 && time - self->changed > QUIET;
}

/* Returns FALSE when the program ends, or takes too long, before its window has come to rest. */
static gboolean
wait_for_rest (Watch *self,
               pid_t  pid)
{
  struct pollfd connection = { ConnectionNumber (self->display), POLLIN, 0 };

  while (!is_at_rest (self))
    {
      self->ended = waitpid (pid, NULL, WNOHANG) == pid;
      if (self->ended || now () - self->started > LIMIT)
        return FALSE;
      while (XPending (self->display) > 0)
        handle_event (self);
      poll (&connection, 1, 20);
    }

  return TRUE;
}

static double
processor_time (pid_t pid)
{
  struct timespec time = { 0 };
  clockid_t clock;

  if (clock_getcpuclockid (pid, &clock) == 0)
    clock_gettime (clock, &time);

  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static long
share_of_memory (pid_t pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/smaps_rollup", (int) pid);
  g_autofree char *text = NULL;
  const char *line = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL) ||
      (line = g_strstr_len (text, -1, "\nPss:")) == NULL)
    return 0;

  return strtol (line + strlen ("\nPss:"), NULL, 10);
}

static pid_t
start (char **command)
{
  pid_t pid = fork ();

  if (pid == 0)
    {
      execvp (command[0], command);
      _exit (127);
    }

  return pid;
}

int
main (int    argc,
      char **argv)
{
  Watch self = { 0 };
  int damage_error;
  gboolean rests;
  pid_t pid;

  self.display = XOpenDisplay (NULL);
  if (argc < 2 || self.display == NULL ||
      !XDamageQueryExtension (self.display, &self.damage_event, &damage_error))
    return 2;

  self.damage_event += XDamageNotify;
  XSetErrorHandler (error_cb);
  XSelectInput (self.display, DefaultRootWindow (self.display), SubstructureNotifyMask);
  XSync (self.display, False);

  self.started = now ();
  pid = start (argv + 1);
  rests = wait_for_rest (&self, pid);
  if (rests)
    {
      printf ("{\"map\":%.1f,\"frame\":%.1f,\"cpu\":%.1f,\"pss\":%ld}\n", self.mapped,
              self.content, processor_time (pid), share_of_memory (pid));
    }
  if (!self.ended)
    {
      kill (pid, SIGKILL);
      waitpid (pid, NULL, 0);
    }

  return rests ? 0 : 1;
}
