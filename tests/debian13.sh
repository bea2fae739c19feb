#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds Signet and runs its unit, interop and window's tests on Debian 13, in a folder of its own, and
# builds it once more to see that it uses nothing that Debian 13 calls deprecated:
#   tests/debian13.sh LOGS     copies the testlogs into the folder LOGS; needs root
#
# The system is made once, in $XDG_CACHE_HOME/signet/trixie, and kept. Mounts and processes live in
# name spaces of their own, so that nothing of them is left, however this script ends.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=tools/packages.sh
. "$here/tools/packages.sh"

cache=${XDG_CACHE_HOME:-$HOME/.cache}/signet
system=$cache/trixie
wanted=("${BUILD_PACKAGES[@]}" "${TEST_PACKAGES[@]}" "${PEER_PACKAGES[@]}" "${UI_PACKAGES[@]}")

# The mirror that this machine itself installs from.
mirror() {
  # shellcheck disable=SC2016  # apt's own placeholders
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m 1 '/debian/*$'
}

in_system() {
  chroot "$system" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive ${http_proxy:+http_proxy="$http_proxy"} "$@"
}

make_system() {
  local uri
  [ ! -e "$system/.complete" ] || return 0
  uri=$(mirror) || { echo "No Debian mirror in apt's sources" >&2 && return 1; }
  echo "Making a Debian 13 in $system from $uri"
  rm -rf "$system"
  mkdir -p "$cache"
  debootstrap --variant=minbase trixie "$system" "$uri" >"$cache/debootstrap.log" 2>&1 || {
    tail -20 "$cache/debootstrap.log" >&2
    return 1
  }
  touch "$system/.complete"
}

install_wanted() {
  local stamp="${wanted[*]}"
  [ "$(cat "$system/.packages" 2>/dev/null)" != "$stamp" ] || return 0
  cp /etc/resolv.conf /etc/hosts "$system/etc/"
  # A JDK asks for /proc when it is installed.
  mount -t proc proc "$system/proc"
  in_system apt-get update -qq
  in_system apt-get install -y -qq --no-install-recommends "${wanted[@]}" >"$cache/install.log" 2>&1 || {
    tail -20 "$cache/install.log" >&2
    return 1
  }
  in_system apt-get clean
  echo "$stamp" >"$system/.packages"
}

# Runs in the name spaces: the source is there to read, the build is made outside of it.
build_and_test() {
  local logs=$1
  # A root of its own and no chroot, so that tests inside can have name spaces of their own.
  mount --bind "$system" "$system"
  mount -t proc proc "$system/proc"
  mount -t tmpfs tmpfs "$system/tmp"
  mkdir -p "$system/tmp/signet" "$system/tmp/logs"
  mount --bind "$here" "$system/tmp/signet"
  mount -o remount,bind,ro "$system/tmp/signet"
  mount --bind "$logs" "$system/tmp/logs"
  cd "$system"
  pivot_root . mnt
  umount -l /mnt
  system=/
  # shellcheck disable=SC2016  # for the shell inside
  in_system sh -euc '
    meson setup /tmp/build /tmp/signet -Dwerror=true -Dkill_points=true
    ninja --quiet -C /tmp/build
    for suite in unit interop ui-short; do
      result=0
      meson test -C /tmp/build --no-rebuild --suite $suite --logbase debian13-$suite --print-errorlogs || result=$?
      log=/tmp/build/meson-logs/debian13-$suite.json
      if [ -e $log ]; then cp $log /tmp/logs/; elif [ $result != 0 ]; then exit $result; fi
    done
    meson setup /tmp/strict /tmp/signet -Dwerror=true -Dstrict=true -Dtests=false >/dev/null
    ninja --quiet -C /tmp/strict'
}

# Runs one of the above in name spaces of its own.
apart() {
  unshare --mount --pid --fork --kill-child --propagation private -- "${BASH_SOURCE[0]}" --inside "$@"
}

if [ "${1:-}" = --inside ]; then
  shift
  "$@"
else
  logs=$(realpath "$1")
  make_system
  apart install_wanted
  apart build_and_test "$logs"
fi
