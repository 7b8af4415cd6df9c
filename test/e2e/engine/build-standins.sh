#!/bin/bash
# Builds the stand-in images from the Debian mirror that this machine's own apt is set up with.
#   build-standins.sh [--tags FILE] [--force] [--rootfs-only]
#     --tags FILE     which stage of standins/Dockerfile gets which names, instead of tags.txt ("-" reads stdin)
#     --force         build the rootfs anew even if its package lists did not change
#     --rootfs-only   stop after the rootfs
# STANDIN_TAGS="nginx=geonode/nginx:1.99-latest ..." adds names to the list.
# Needs: root, a running engine ($DOCKER_HOST or the default socket), mmdebstrap and Python's pip (installed if absent);
# pip gets the few packages of wheels.txt from wherever this machine's own configuration says.
# With engine.sh: eval "$(engine.sh env DIR)" first, not engine.sh exec (there is no mirror in there). No image
# registry is asked. Takes two to three minutes the first time, seconds when nothing changed.
set -euo pipefail
root=$(cd "$(dirname "$0")" && pwd)
here=$root/standins
rootfs=standin/rootfs:bookworm
force=0
only=0
list=$root/tags.txt
while [ $# -gt 0 ]; do
    case $1 in
    --force) force=1 ;;
    --rootfs-only) only=1 ;;
    --tags) list=${2:?--tags needs a file}; shift ;;
    *) echo "unknown option $1" >&2; exit 2 ;;
    esac
    shift
done
t0=$SECONDS
log=$(mktemp)
sources=$(mktemp)
wheels=$(mktemp -d)/wheels
trap 'rm -rf "$log" "$sources" "${wheels%/*}"' EXIT
say() { printf '%4ds  %s\n' $((SECONDS - t0)) "$*"; }
words() { sed 's/#.*//' "$@" | tr -s ' \t\n' '\n' | sed '/^$/d'; }

tags=$(words "$list" && words <<<"${STANDIN_TAGS:-}")
for t in $tags; do
    stage=${t%%=*}
    if [ "$stage" = "$t" ] || ! grep -q "^FROM .* AS $stage\$" "$here/Dockerfile"; then
        echo "$t: not STAGE=NAME:TAG with a stage of standins/Dockerfile" >&2
        exit 2
    fi
done

sum=$(cat "$here/packages.txt" "$here/installable.txt" "$here/wheels.txt" | sha256sum | cut -c1-16)
have=$(docker image inspect -f '{{index .Config.Labels "standin.packages"}}' "$rootfs" 2>/dev/null || true)
if [ "$have" != "$sum" ] || [ $force = 1 ]; then
    missing=()
    command -v mmdebstrap >/dev/null || missing+=(mmdebstrap)
    python3 -m pip --version >/dev/null 2>&1 || missing+=(python3-pip)
    [ ${#missing[@]} = 0 ] || {
        say "installing ${missing[*]}"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    }
    mkdir "$wheels"
    for wheel in $(words "$here/wheels.txt"); do # one at a time: two versions of one package may be among them
        python3 -m pip download -q --no-deps --only-binary=:all: -d "$wheels" "$wheel"
    done
    packages=$(words "$here/packages.txt" | paste -sd,)
    installable=$(words "$here/installable.txt" | paste -sd' ')
    # the suite and the mirror are the machine's own
    # shellcheck disable=SC2016 # these are apt's and the hooks' own variables
    apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' \
        | awk '$2 !~ /^(file|cdrom|copy):/' | sort -u | sed 's#/ # #' > "$sources"
    say "rootfs: $(wc -w <<<"${packages//,/ }") packages and what they need"
    # shellcheck disable=SC2016
    mmdebstrap --quiet --variant=minbase --include="$packages" \
        --aptopt='APT::Install-Recommends "false"' --dpkgopt=force-unsafe-io \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/info/*' \
        --essential-hook='mkdir -p "$1/usr/share/man/man1" "$1/usr/share/man/man7"' \
        --customize-hook='mkdir -p "$1/usr/src/debs" && cd "$1/usr/src/debs" && APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-get -qq -o APT::Sandbox::User=root download '"$installable" \
        --customize-hook="copy-in '$wheels' /usr/src" \
        --customize-hook='rm -rf "$1/etc/apt/sources.list" "$1"/etc/apt/sources.list.d/* "$1"/etc/apt/apt.conf.d/*99mmdebstrap' \
        --customize-hook='rm -rf "$1/var/lib/postgresql/15/main" "$1/etc/postgresql/15/main"' \
        bookworm - "$sources" \
        | docker import -c 'CMD ["bash"]' -c "LABEL standin.packages=$sum" - "$rootfs" >/dev/null
    say "rootfs imported: $(docker image inspect -f '{{.Size}}' "$rootfs" | numfmt --to=iec)B"
fi
[ $only = 0 ] || exit 0

# shellcheck disable=SC2013 # stage names are words
for stage in $(cut -d= -f1 <<<"$tags" | sort -u); do
    args=()
    names=$(sed -n "s/^$stage=//p" <<<"$tags" | sort -u)
    for t in $names; do args+=(-t "$t"); done
    DOCKER_BUILDKIT=${DOCKER_BUILDKIT:-1} docker build --target "$stage" "${args[@]}" "$here" >"$log" 2>&1 || {
        cat "$log" >&2
        exit 1
    }
    say "$stage: $(paste -sd' ' <<<"$names")"
done
say "done"
