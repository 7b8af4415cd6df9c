#!/bin/sh
# Takes the packages of /usr/src/debs out of the image and makes the folder its only apt source: a Dockerfile gets
# them with apt-get, without a network, and an image whose Dockerfile does not ask for them lacks them.
set -eu
cd /usr/src/debs
: > Packages
for f in *.deb; do
    dpkg-deb -f "$f" >> Packages
    printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' "$f" "$(stat -c %s "$f")" "$(sha256sum "$f" | cut -d' ' -f1)" >> Packages
    dpkg --purge "$(dpkg-deb -f "$f" Package)"
done
echo 'deb [trusted=yes] file:/usr/src/debs ./' > /etc/apt/sources.list
