#!/bin/bash
# A private Docker engine, client, compose and buildx from Debian packages, without an image registry and without
# touching what the machine has: the packages are unpacked (dpkg -x), not installed.
#   engine.sh tools DIR [SUITE...]   unpack into DIR/tools from the first SUITE that serves them and whose programs run
#                                    here (default: forky trixie); the mirror is the one that apt is set up with
#   engine.sh start DIR              start dockerd in a network namespace of its own: no way out of it, and its ports
#                                    80 and 443 are nobody else's. OPTIONS FOR dockerd: ENGINE_OPTIONS="..."
#   engine.sh exec DIR COMMAND...    run a command in that namespace, with that client, compose and engine
#   engine.sh stop DIR [--purge]     stop it (by its pid); --purge also removes its images
#   engine.sh env DIR                what exec sets, as export lines
# Needs root; installs (apt-get) only what is missing of: containerd runc iptables tini iproute2 cgroupfs-mount.
set -euo pipefail
verb=${1:?tools, start, exec, stop or env}; dir=$(mkdir -p "${2:?a directory}" && cd "$2" && pwd); shift 2
ns=engine-$(printf %s "$dir" | cksum | cut -d' ' -f1)
tools=$dir/tools

mirror() { # the archive itself, not its security or updates part
    # shellcheck disable=SC2016 # these are apt's own variables
    apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' | awk '$2 !~ /security|updates|backports/ {print $1; exit}'
}

case $verb in
tools)
    [ $# -gt 0 ] || set -- forky trixie
    missing=()
    for p in containerd runc iptables tini iproute2; do dpkg -s "$p" >/dev/null 2>&1 || missing+=("$p"); done
    grep -q cgroup /proc/mounts || missing+=(cgroupfs-mount)
    if [ ${#missing[@]} -gt 0 ]; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    fi
    for suite in "$@"; do
        apt=$dir/apt-$suite; mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/debs"
        key=/usr/share/keyrings/debian-archive-keyring.gpg; [ -e "$key" ] || key=${key%gpg}pgp
        echo "deb [signed-by=$key] $(mirror) $suite main" > "$apt/sources.list"
        o=(-qq -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$apt/lists"
           -o Dir::Cache="$apt/cache" -o Dir::State::status=/dev/null -o APT::Sandbox::User=root
           -o Acquire::Check-Valid-Until=false) # a frozen mirror's suites may have expired
        apt-get "${o[@]}" update || continue
        (cd "$apt/debs" && rm -f ./*.deb && apt-get "${o[@]}" download docker.io docker-cli docker-compose docker-buildx) || continue
        rm -rf "$tools"; mkdir -p "$tools/config"
        for d in "$apt"/debs/*.deb; do dpkg -x "$d" "$tools"; done
        ln -sfn "$tools/usr/libexec/docker/cli-plugins" "$tools/config/cli-plugins"
        if "$tools/usr/sbin/dockerd" --version && "$tools/usr/bin/docker" --version \
            && DOCKER_CONFIG=$tools/config "$tools/usr/bin/docker" compose version \
            && DOCKER_CONFIG=$tools/config "$tools/usr/bin/docker" buildx version; then
            rm -rf "$apt"; echo "$suite" > "$tools/suite"; exit 0
        fi
        echo "the programs of $suite do not run here" >&2
    done
    echo "no suite of the mirror has a Docker that runs here" >&2; exit 1 ;;
start)
    if [ -S "$dir/docker.sock" ] && DOCKER_HOST=unix://$dir/docker.sock "$tools/usr/bin/docker" version >/dev/null 2>&1; then exit 0; fi
    rm -f "$dir/docker.sock" "$dir/dockerd.pid"
    grep -q ' cgroup' /proc/mounts || cgroupfs-mount
    ip netns list | grep -q "^$ns\b" || ip netns add "$ns"
    ip -n "$ns" link set lo up
    read -ra options <<<"${ENGINE_OPTIONS:-}"
    # nsenter, not "ip netns exec": that one mounts a new /sys, without the cgroups
    PATH=$tools/usr/sbin:$tools/usr/bin:$PATH setsid nsenter --net="/run/netns/$ns" dockerd -H "unix://$dir/docker.sock" \
        --data-root "$dir/data" --exec-root "$dir/exec" --pidfile "$dir/dockerd.pid" --init-path /usr/bin/tini-static \
        ${options[@]+"${options[@]}"} > "$dir/dockerd.log" 2>&1 < /dev/null &
    for _ in $(seq 60); do
        v=$(DOCKER_HOST=unix://$dir/docker.sock "$tools/usr/bin/docker" version --format '{{.Server.Version}}' 2>/dev/null) && { echo "engine $v"; exit 0; }
        sleep 0.5
    done
    tail -5 "$dir/dockerd.log" >&2; exit 1 ;;
env) echo "export PATH=$tools/usr/bin:\$PATH DOCKER_CONFIG=$tools/config DOCKER_HOST=unix://$dir/docker.sock" ;;
exec) exec env PATH="$tools/usr/bin:$PATH" DOCKER_CONFIG="$tools/config" DOCKER_HOST="unix://$dir/docker.sock" \
        nsenter --net="/run/netns/$ns" "$@" ;;
stop)
    pid=$(cat "$dir/dockerd.pid" 2>/dev/null || true)
    if [ -n "$pid" ] && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dockerd ]; then
        kill "$pid"; for _ in $(seq 60); do [ -d "/proc/$pid" ] || break; sleep 0.5; done
    fi
    cpid=$(cat "$dir/exec/containerd/containerd.pid" 2>/dev/null || true) # an engine that was killed leaves it behind
    if [ -n "$cpid" ] && grep -qs "$dir" "/proc/$cpid/cmdline"; then kill "$cpid"; sleep 1; fi
    awk -v d="$dir/" 'index($2, d) == 1 {print $2}' /proc/mounts | sort -r | while read -r m; do umount "$m" 2>/dev/null || true; done
    ip netns del "$ns" 2>/dev/null || true
    if [ "${1:-}" = --purge ]; then rm -rf "$dir/data" "$dir/exec"; fi ;;
*) echo "unknown verb $verb" >&2; exit 2 ;;
esac
