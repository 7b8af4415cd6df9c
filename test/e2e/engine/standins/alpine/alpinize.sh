#!/bin/sh
# Run by /bin/busybox sh in a stage of the Dockerfile: leaves in PATH what an Alpine image has, so that a script that
# needs GNU tools, bash, curl or python fails here as it would there.
#   alpinize.sh NAME...   the programs that stay, besides busybox and its applets
set -eu
bb=/usr/bin/busybox
# Alpine's busybox has these, Debian's has not: the ones of coreutils, diffutils, procps and libc stay in their
# place; and nc, because Debian's busybox knows no "nc -z"
keep=" busybox comm cksum diff install split pgrep pkill getent nc nc.openbsd $* "
# and Debian's has these, Alpine's has not (some come with busybox-extras there)
foreign=" rpm rpm2cpio httpd telnet ftpget ftpput start-stop-daemon svc svok "
# applets that only Debian's other busybox has
more="crond crontab su passwd"

mkdir /usr/libexec/busybox /tmp/busybox
dpkg-deb -x /usr/src/debs/busybox-static_*.deb /tmp/busybox
cp /tmp/busybox/bin/busybox /usr/libexec/busybox/busybox
rm -rf /tmp/busybox

for dir in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin; do
    for file in "$dir"/*; do
        case $keep in
        *" ${file##*/} "*) ;;
        *) $bb rm -rf "$file" ;;
        esac
    done
done
for applet in $($bb --list); do
    case $foreign in *" $applet "*) continue ;; esac
    [ -e "/usr/bin/$applet" ] || $bb ln -s busybox "/usr/bin/$applet"
done
for applet in $more; do $bb ln -s /usr/libexec/busybox/busybox "/usr/bin/$applet"; done
ln -s /usr/libexec/busybox/busybox /usr/sbin/crond
# Debian's account for the web server does not exist there
sed -i '/^www-data:/d' /etc/passwd
sed -i 's,:/bin/bash$,:/bin/sh,' /etc/passwd
rm -rf /etc/bash.bashrc /etc/skel /root/.bashrc /root/.profile /usr/src/debs /usr/src/wheels
