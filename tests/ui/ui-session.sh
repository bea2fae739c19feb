#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a command on a display of its own, in a D-Bus session of its own with its own home; leaves
# nothing behind, and exits with the command's status.
#
#   ui-session.sh [OPTION…] COMMAND…
#
#   --build FOLDER          put the programs of this build folder first in PATH, and use its settings
#   --keyring STATE         of secret-session.sh: unlocked, locked, fresh (default), bare
#   --screen WIDTHxHEIGHT   the size of the screen (1280x900)
#   --dark                  dark colours
#   --high-contrast         more contrast
#   --text PERCENT          size of text (100)
#   --right-to-left         the direction of Arabic and Hebrew
#   --animations            as on a desktop; without it, everything happens at once
#   --window-manager        openbox, which knows maximized windows; none is needed for the rest
#   --compositor            xcompmgr, so that popovers have no black corners in pictures
#   --accessibility KIND    test: no bus, but gtk_test_accessible_… () works; none
#
# Drawn by the processor only, with one font: a picture is the same in every run.
set -u

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
options=("$@")
build='' keyring=fresh screen=1280x900 text=100 animations=false
manager='' compositor='' dark='' contrast='' direction='' accessibility='' inside=''

while [ $# -gt 0 ]; do
  case $1 in
    --build) build=$(cd "$2" && pwd) || exit 98 && shift ;;
    --keyring) keyring=$2 && shift ;;
    --screen) screen=$2 && shift ;;
    --text) text=$2 && shift ;;
    --accessibility) accessibility=$2 && shift ;;
    --dark) dark=yes ;;
    --high-contrast) contrast=yes ;;
    --right-to-left) direction=yes ;;
    --animations) animations=true ;;
    --window-manager) manager=yes ;;
    --compositor) compositor=yes ;;
    --inside) inside=yes ;;
    -*)
      echo "ui-session.sh: $1?" >&2
      exit 98
      ;;
    *) break ;;
  esac
  shift
done

# The session comes first, the display is made inside it. Only the command writes to the standard
# output, here number 3: the services of the session have something to say, too.
if [ -z "$inside" ]; then
  exec "$here/../interop/secret-session.sh" "--$keyring" "${BASH_SOURCE[0]}" --inside "${options[@]}" 3>&1 >&2
fi

command=(env ${G_DEBUG+"G_DEBUG=$G_DEBUG"} "$@")
unset G_DEBUG
started=()

leave() {
  local pid
  for pid in "${started[@]}"; do
    kill "$pid" 2>/dev/null
    wait "$pid" 2>/dev/null
  done
}
trap leave EXIT
trap 'exit 143' TERM

start() {
  "$@" >>"$XDG_RUNTIME_DIR/display.log" 2>&1 3>&- &
  started+=($!)
}

start_display() {
  local number
  mkfifo "$XDG_RUNTIME_DIR/display"
  # Open for both, so that neither side waits for the other one to open it.
  exec 8<>"$XDG_RUNTIME_DIR/display"
  start Xvfb -displayfd 8 -screen 0 "${screen}x24" -nolisten tcp -noreset -dpi 96
  if ! read -r -t 30 -u 8 number; then
    cat "$XDG_RUNTIME_DIR/display.log" >&2
    exit 98
  fi
  exec 8>&-
  export DISPLAY=:$number
  # On X11, GTK takes the size from here and not from its settings.
  xprop -root -format RESOURCE_MANAGER 8s -set RESOURCE_MANAGER "Xft.dpi:	$((96 * text / 100))
"
  # For what the bus starts: the prompt of the keyring, and the program itself.
  dbus-update-activation-environment --all
  [ -z "$manager" ] || start openbox --sm-disable
  [ -z "$compositor" ] || start xcompmgr
}

# Without a settings daemon GTK would take another font than a desktop has.
write_settings() {
  mkdir -p "$XDG_CONFIG_HOME/gtk-4.0"
  cat >"$XDG_CONFIG_HOME/gtk-4.0/settings.ini" <<SETTINGS
[Settings]
gtk-font-name=Cantarell 11
gtk-hint-font-metrics=true
gtk-cursor-blink=false
gtk-enable-animations=$animations
SETTINGS
}

# GTK takes the direction from its translation. One of Arabic is there; a locale is often not, and
# GLib translates for a program without an own translation in English locales only: so it is one of
# that name, and the words of the program stay English.
turn_direction() {
  mkdir -p "$XDG_RUNTIME_DIR/locale"
  cp -R /usr/lib/locale/C.utf8 "$XDG_RUNTIME_DIR/locale/en_XA.utf8" || exit 98
  command=(env LOCPATH="$XDG_RUNTIME_DIR/locale" LC_ALL=en_XA.UTF-8 LANGUAGE=ar "${command[@]}")
}

export PATH=/usr/bin:/bin:/usr/sbin:/sbin LC_ALL=C.UTF-8 TZ=UTC
export GDK_BACKEND=x11 GSK_RENDERER=cairo
export PYTHONPATH=$here:$here/../interop/cli PYTHONDONTWRITEBYTECODE=1
export GTK_USE_PORTAL=0 ADW_DISABLE_PORTAL=1 GSETTINGS_BACKEND=${GSETTINGS_BACKEND-memory}
# Newer releases of GTK have a variable of its own for this.
if pkg-config --atleast-version=4.16 gtk4; then export GDK_DISABLE=gl,vulkan; else export GDK_DEBUG=gl-disable; fi
unset LANGUAGE AT_SPI_BUS_ADDRESS NO_AT_BRIDGE GTK_A11Y GTK_THEME
[ -z "$build" ] || export PATH=$build/src:$PATH GSETTINGS_SCHEMA_DIR=$build/data
[ -z "$dark" ] || export ADW_DEBUG_COLOR_SCHEME=prefer-dark
[ -z "$contrast" ] || export ADW_DEBUG_HIGH_CONTRAST=1
[ -z "$accessibility" ] || export GTK_A11Y=$accessibility
[ -z "$direction" ] || turn_direction
write_settings
start_display

"${command[@]}" >&3 3>&- &
running=$!
trap 'kill $running; wait $running; exit 143' TERM
wait $running
