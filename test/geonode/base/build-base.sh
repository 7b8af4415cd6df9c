#!/bin/bash
# Builds the stand-in for geonode-base that the real GeoNode can be installed on, and the wheels of GeoNode, outside the
# engine's namespace: from the Debian mirror and the package index that this machine's own apt and pip are set up with.
#   build-base.sh DIR REQUIREMENT...
#     DIR           keeps the root file system and wheels/, the index: DIR/simple/PACKAGE/*.whl
#     REQUIREMENT   GeoNode==5.1.1 and the like
# Needs root, mmdebstrap, a running engine ($DOCKER_HOST). Five minutes the first time, seconds when nothing changed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "${1:?a directory}"
dir=$(cd "$1" && pwd)
shift
rootfs=standin/rootfs:geonode
words() { sed 's/#.*//' "$@" | tr -s ' \t\n' '\n' | sed '/^$/d'; }
say() { printf '%4ds  %s\n' "$SECONDS" "$*"; }

# unpacked, not installed: its scripts, which nobody calls, want the newer Python
unpacked=gdal-bin

sum=$({ cat "$here/packages.txt" "$here/python.pin"; echo $unpacked; } | sha256sum | cut -c1-16)
if [ "$(cat "$dir/rootfs.sum" 2>/dev/null)" != "$sum" ]; then
    command -v mmdebstrap >/dev/null || {
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends mmdebstrap >/dev/null
    }
    say "root file system: $(words "$here/packages.txt" | wc -l) packages and what they need"
    # The mirror is the machine's own; its suite of Debian 12 is there, that of 13 stands beside it.
    # shellcheck disable=SC2016 # these are apt's own variables
    mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' \
        | awk '$2 !~ /security|updates|backports/ && $1 !~ /^(file|cdrom|copy):/ {print $1; exit}')
    rm -rf "$dir/root" "$dir/rootfs.sum"
    # shellcheck disable=SC2016 # the hooks' own variables
    printf 'deb %s trixie main\ndeb %s bookworm main\n' "$mirror" "$mirror" \
        | mmdebstrap --quiet --variant=minbase --include="$(words "$here/packages.txt" | paste -sd,)" \
            --setup-hook="mkdir -p \"\$1/etc/apt/preferences.d\" && cp '$here/python.pin' \"\$1/etc/apt/preferences.d/python\"" \
            --customize-hook='cd "$1/tmp" && APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-get -qq -o APT::Sandbox::User=root download '"$unpacked"' && for deb in *.deb; do dpkg -x "$deb" "$1" && rm "$deb"; done' \
            --aptopt='APT::Install-Recommends "false"' --dpkgopt=force-unsafe-io \
            --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
            --dpkgopt='path-exclude=/usr/share/locale/*' trixie "$dir/root" -
    echo "$sum" > "$dir/rootfs.sum"
fi
if [ "$(docker image inspect -f '{{index .Config.Labels "standin.packages"}}' $rootfs 2>/dev/null)" != "$sum" ]; then
    tar -C "$dir/root" --exclude=./wheels --exclude=./build -c . \
        | docker import -c 'CMD ["bash"]' -c "LABEL standin.packages=$sum" - $rootfs >/dev/null
    say "imported as $rootfs"
fi

# Wheels are made with the image's own Python, compiler and GDAL, in a copy of the image that has this machine's network.
wanted=$(words "$here/base.txt"; printf '%s\n' pip setuptools "$@")
if [ "$(cat "$dir/wheels.txt" 2>/dev/null)" != "$sum $wanted" ]; then
    mkdir -p "$dir/wheels" "$dir/root/wheels" "$dir/root/build"
    for key in index-url extra-index-url trusted-host proxy; do # as this machine's pip is configured
        value=$(python3 -m pip config get "global.$key" 2>/dev/null) || continue
        name=${key^^}
        export "PIP_${name//-/_}=$value"
    done
    unset PIP_FIND_LINKS PIP_CONFIG_FILE
    export PIP_CERT=/etc/ssl/certs/ca-certificates.crt
    cat > "$dir/root/build/wheels.sh" <<'SH'
set -eu
export TMPDIR=/build
[ -x /build/venv/bin/pip ] || python3 -m venv /build/venv
/build/venv/bin/pip install -q -U pip
for wanted in "$@"; do # one at a time: two GeoNodes do not go together
    /build/venv/bin/pip wheel -q --cache-dir /build/cache --find-links /wheels -w /wheels "$wanted"
done
SH
    say "wheels of $*"
    # shellcheck disable=SC2016,SC2086 # the inner shell's variables; requirements are words
    unshare --mount sh -euc '
        root=$1 wheels=$2; shift 2
        mount --bind "$wheels" "$root/wheels"; mount -t proc proc "$root/proc"; mount --rbind /dev "$root/dev"
        cp /etc/resolv.conf "$root/etc/"; cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
        exec chroot "$root" bash /build/wheels.sh "$@"' sh "$dir/root" "$dir/wheels" $wanted
    rm -rf "$dir/simple"
    for wheel in "$dir"/wheels/*.whl; do # the layout of a package index: simple/NORMALISED-NAME/
        name=$(basename "$wheel" | cut -d- -f1 | tr '[:upper:]_.' '[:lower:]--')
        mkdir -p "$dir/simple/$name"
        ln "$wheel" "$dir/simple/$name/"
    done
    echo "$sum $wanted" > "$dir/wheels.txt"
fi

for stage in 24.04=geonode-base 22.04=geonode-base-22; do
    docker build -q --target "${stage#*=}" --build-context "wheels=$dir/wheels" \
        -t "geonode/geonode-base:latest-ubuntu-${stage%=*}" "$here" >/dev/null
    say "geonode/geonode-base:latest-ubuntu-${stage%=*}"
done
