#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a command in a D-Bus session of its own, with its own home and a Secret Service in a known
# state; needs no display, and leaves nothing behind.
#
#   secret-session.sh [--unlocked] COMMAND…  gnome-keyring with a login keyring that is unlocked
#   secret-session.sh --locked COMMAND…      that keyring exists and is locked; before that, the
#                                            command in $SEED ran while it was unlocked
#   secret-session.sh --fresh COMMAND…       no keyring yet; D-Bus starts gnome-keyring when asked
#   secret-session.sh --bare COMMAND…        a bus on which nobody can be a Secret Service
#   secret-session.sh --none COMMAND…        no bus; a call of dbus-launch is noted in
#                                            $HOME/dbus-launch-was-called
#
# The password of the keyring is in $KEYRING_PASSWORD. No prompt can show. Exits with the command's
# status, or with 97 or 98 where the session could not be made.
set -u

mode=unlocked
case ${1:-} in
  --unlocked | --locked | --fresh | --bare | --none)
    mode=${1#--}
    shift
    ;;
esac

folder=$(mktemp -d "${TMPDIR:-/tmp}/signet-session.XXXXXX") || exit 98
trap 'rm -rf "$folder"' EXIT

export HOME=$folder/home XDG_RUNTIME_DIR=$folder/run
export XDG_CONFIG_HOME=$HOME/.config XDG_DATA_HOME=$HOME/.local/share
export XDG_CACHE_HOME=$HOME/.cache XDG_STATE_HOME=$HOME/.local/state
export KEYRING_PASSWORD=pw
mkdir -p "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_CACHE_HOME"
mkdir -m 700 "$XDG_RUNTIME_DIR"
unset DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL SSH_AUTH_SOCK DISPLAY WAYLAND_DISPLAY
unset SECRET_BACKEND SECRET_FILE_TEST_PATH SECRET_FILE_TEST_PASSWORD

# What a test wants to be fatal in itself is not so in the bus and the daemon.
command=(env ${G_DEBUG+"G_DEBUG=$G_DEBUG"} "$@")
unset G_DEBUG

# The first part of a session with an unlocked keyring; the daemon ends with its bus.
# shellcheck disable=SC2016  # expanded in the session
unlock='printf %s "$KEYRING_PASSWORD" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
        gdbus wait --session --timeout 20 org.freedesktop.secrets || exit 97'

bare_bus() {
  mkdir "$folder/services"
  cat >"$folder/bus.conf" <<CONF
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:dir=$XDG_RUNTIME_DIR</listen>
  <auth>EXTERNAL</auth>
  <servicedir>$folder/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
CONF
}

# GLib starts a bus through dbus-launch where there is a display, or the name of one.
no_bus() {
  mkdir "$folder/bin"
  printf '#!/bin/sh\ntouch "%s/dbus-launch-was-called"\nexit 1\n' "$HOME" >"$folder/bin/dbus-launch"
  chmod +x "$folder/bin/dbus-launch"
  PATH=$folder/bin:$PATH DISPLAY=:4711 "$@"
}

case $mode in
  unlocked) dbus-run-session -- bash -c "$unlock"'; exec "$@"' session "${command[@]}" ;;
  locked)
    # The second bus starts a daemon that was not told the password.
    dbus-run-session -- bash -c "$unlock; ${SEED:-true}" >&2 || exit 98
    dbus-run-session -- "${command[@]}"
    ;;
  fresh) dbus-run-session -- "${command[@]}" ;;
  bare)
    bare_bus
    dbus-run-session --config-file="$folder/bus.conf" -- "${command[@]}"
    ;;
  none) no_bus "${command[@]}" ;;
esac
