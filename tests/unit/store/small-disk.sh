#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a test program where there are three small disks: SIGNET_DISK_FULL takes nothing more,
# SIGNET_DISK_SMALL has room for an item but not for a request, SIGNET_DISK_READ_ONLY holds a
# keystore and may not be written. They exist for the program alone. Where they cannot be made the
# program runs without them, and skips its tests.
#
#   small-disk.sh PROGRAM [ARGUMENT…]
set -u

if [ "${SIGNET_DISKS:-}" != yes ]; then
  # A user namespace lets others than root mount, where the system allows it.
  map=()
  [ "$(id -u)" = 0 ] || map=(--user --map-root-user)
  if unshare "${map[@]}" --mount true 2>/dev/null; then
    SIGNET_DISKS=yes exec unshare "${map[@]}" --mount "$0" "$@"
  fi
  exec "$@"
fi

folder=$(mktemp -d) || exit 99
trap 'rmdir "$folder"' EXIT
# The disks lie in one that goes with the name space, so that nothing of them stays.
mount -t tmpfs -o mode=0700,size=1m tmpfs "$folder" || exec "$@"
trap 'cd / && umount -R "$folder" && rmdir "$folder"' EXIT

disk() {
  mkdir "$folder/$1" && mount -t tmpfs -o "mode=0700,$2" tmpfs "$folder/$1"
}

if disk full size=64k && disk small size=512k && disk read-only size=2m; then
  export SIGNET_DISK_FULL=$folder/full SIGNET_DISK_SMALL=$folder/small
  export SIGNET_DISK_READ_ONLY=$folder/read-only
fi
"$@"
