# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What Debian 12 and 13 call the things that Signet needs, and how to get them. Sourced, never run.

# GTK only recommends what draws its icons (librsvg2-common).
# shellcheck disable=SC2034  # used by the scripts that source this file
BUILD_PACKAGES=(
  gcc meson ninja-build pkg-config gettext python3
  libglib2.0-dev libssl-dev libsoup-3.0-dev libsecret-1-dev libjson-glib-dev
  libgtk-4-dev libadwaita-1-dev librsvg2-common gtk-update-icon-cache desktop-file-utils
)
# What a desktop has: the window of tools/run opens without one, too.
# shellcheck disable=SC2034
RUN_PACKAGES=(dbus-daemon gnome-keyring libglib2.0-bin adwaita-icon-theme fonts-cantarell at-spi2-core)
# The foreign peers and readers of the tests.
# shellcheck disable=SC2034
TEST_PACKAGES=(openssl ca-certificates faketime dbus-daemon gnome-keyring libsecret-tools libglib2.0-bin procps)
# A CMP server in another language, made with Bouncy Castle.
# shellcheck disable=SC2034
PEER_PACKAGES=(default-jdk-headless libbcpkix-java)
# A display with a keyboard, a mouse, a screen reader's view and pictures, for the tests of the window.
# shellcheck disable=SC2034
UI_PACKAGES=(
  xvfb openbox xcompmgr x11-utils xdotool dbus-bin imagemagick fonts-cantarell adwaita-icon-theme gcr
  at-spi2-core gir1.2-atspi-2.0 python3-gi libx11-dev libxdamage-dev
)
# libFuzzer is a part of clang.
# shellcheck disable=SC2034
FUZZ_PACKAGES=(clang libclang-rt-dev)
# shellcheck disable=SC2034
LINT_PACKAGES=(git clang-format shellcheck appstream)

# Prints those of the named packages that are not installed.
missing_packages() {
  local name
  for name in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || echo "$name"
  done
}

# Runs a command as root, by sudo where need be.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "This needs root or sudo: $*" >&2
    return 1
  fi
}

# Installs what is missing of the named packages; touches nothing when all are there.
install_packages() {
  local missing
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "No Debian here: what is needed must be installed already ($*)." >&2
    return 0
  fi
  mapfile -t missing < <(missing_packages "$@")
  [ "${#missing[@]}" -gt 0 ] || return 0
  echo "Installing: ${missing[*]}"
  as_root apt-get update -qq &&
    as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Sets up or brings up to date a build folder: configure FOLDER OPTION…
configure() {
  local folder=$1
  shift
  if [ -f "$folder/build.ninja" ] && meson setup --reconfigure "$folder" "$@" >/dev/null 2>&1; then
    return 0
  fi
  rm -rf "$folder"
  meson setup "$folder" "$@"
}
