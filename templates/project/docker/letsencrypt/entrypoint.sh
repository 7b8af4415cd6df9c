#!/bin/sh
# Gets one certificate for all host names of the site and keeps it fresh. nginx answers the challenges from the
# shared volume and picks the certificate up by itself.
#
# Let's Encrypt allows few failures and few certificates, so the first attempt is a rehearsal with its test authority,
# attempts that fail come ever more rarely, and without any success they end.
set -euf

: "${PUBLIC_URL:=}" "${SITE_ALIASES:=}" "${HTTPS_MODE:=}" "${ADMIN_EMAIL:=}" "${ACME_SERVER:=}" "${ACME_CA:=}" "${CA_BUNDLE:=}"
certs=${CERT_ROOT:-/geonode-certificates}
log=$(mktemp)

say() {
    echo "letsencrypt: $*"
}

# Sleeping and certbot run in the background, so that "docker compose stop" does not have to wait for them.
child=
trap '[ -z "$child" ] || kill "$child" 2>/dev/null || :; exit 0' TERM INT
interruptible() {
    "$@" &
    child=$!
    status=0
    wait "$child" || status=$?
    child=
    return "$status"
}

case $PUBLIC_URL in
    https://?*) ;;
    *) say "PUBLIC_URL should look like https://maps.example.org, it is '$PUBLIC_URL'" >&2; exit 1 ;;
esac
host=${PUBLIC_URL#https://}
host=${host%%:*}

case $HTTPS_MODE in
    letsencrypt) account=production ;;
    letsencrypt-staging) account=staging ;;
    *)
        # The profile of docker-compose.yml normally leaves this service out. Ending here would only restart it for ever.
        say "HTTPS_MODE is '$HTTPS_MODE', nothing to do"
        while :; do interruptible sleep 86400; done
        ;;
esac
# Seconds. Let's Encrypt allows five failures an hour; this makes four in the first one.
first_retry=600
last_retry=43200
attempts=10 # in a row without a certificate: two days
given_up=${GIVEN_UP:-/tmp/given-up} # the health check looks for it
rm -f "$given_up"

# --- What certbot is told ----------------------------------------------------------------------------------------

set -- certonly --non-interactive --agree-tos --webroot --webroot-path "$certs" --config-dir "$certs/$account" \
    --keep-until-expiring --renew-with-new-domains --cert-name "$host"
for name in "$host" $SITE_ALIASES; do
    case $name in
        localhost | \[*) ;;               # nobody can prove to own these,
        *[!0-9.]*) set -- "$@" -d "$name" ;; # nor a bare IPv4 address
    esac
done
if [ -n "$ADMIN_EMAIL" ]; then
    set -- "$@" --email "$ADMIN_EMAIL"
else
    set -- "$@" --register-unsafely-without-email
fi
if [ -n "$ACME_SERVER" ]; then
    set -- "$@" --server "$ACME_SERVER"
elif [ "$account" = staging ]; then
    set -- "$@" --test-cert
fi
if [ -n "$ACME_CA" ]; then
    export REQUESTS_CA_BUNDLE="$ACME_CA"
elif [ -n "$CA_BUNDLE" ]; then
    # certbot takes one file: the public authorities and the organisation's own.
    REQUESTS_CA_BUNDLE=$(mktemp)
    export REQUESTS_CA_BUNDLE
    for public in /etc/ssl/certs/ca-certificates.crt /etc/ssl/cert.pem; do
        [ ! -s "$public" ] || break
    done
    cat "$public" "$CA_BUNDLE" >"$REQUESTS_CA_BUNDLE"
fi

# --- Waiting, trying, explaining -----------------------------------------------------------------------------------

# A challenge that nginx cannot answer yet would only count as a failed attempt.
wait_for_nginx() {
    challenges=$certs/.well-known/acme-challenge
    mkdir -p "$challenges"
    echo "$host" >"$challenges/probe"
    tries=0
    until [ "$(timeout 5 wget -q -O - --header "Host: $host" http://nginx/.well-known/acme-challenge/probe 2>/dev/null)" = "$host" ]; do
        [ $((tries % 12)) -ne 0 ] || say "waiting for nginx to answer on port 80 for $host"
        tries=$((tries + 1))
        interruptible sleep 5
    done
    rm -f "$challenges/probe"
}

obtain() {
    status=0
    interruptible certbot "$@" >"$log" 2>&1 || status=$?
    cat "$log"
    return "$status"
}

# Only for Let's Encrypt itself: another authority has no test server. Once for each list of names.
rehearse() {
    rehearsed=$certs/$account/rehearsed
    names="$host $SITE_ALIASES"
    [ "$account" = production ] && [ -z "$ACME_SERVER" ] || return 0
    [ "$(cat "$rehearsed" 2>/dev/null)" != "$names" ] || return 0
    say "a rehearsal with the test authority first: a failure there costs nothing"
    obtain "$@" --dry-run || return 1
    mkdir -p "$certs/$account"
    echo "$names" >"$rehearsed"
}

give_up() {
    : >"$given_up"
    say "given up after $attempts attempts: $(reason)"
    say "the site goes on with a self-signed certificate; once the reason is gone: docker compose restart letsencrypt"
    while :; do interruptible sleep 86400; done
}

reason() {
    if grep -qiE 'rateLimited|too many' "$log"; then
        echo "the certificate authority refuses for now: too many attempts or certificates"
    elif grep -qiE 'NXDOMAIN|DNS problem|no valid A records|no such host|occurred while resolving' "$log"; then
        echo "a name does not lead to this machine in the public DNS"
    elif grep -qiE 'CERTIFICATE_VERIFY_FAILED|Max retries|NewConnectionError|ConnectionError' "$log"; then
        echo "the certificate authority cannot be reached from this container"
    elif grep -qiE 'timeout|timed out|connection refused|connection reset|likely firewall' "$log"; then
        echo "port 80 cannot be reached from the internet"
    elif grep -qiE 'unauthorized|invalid response' "$log"; then
        echo "something other than this site answers on port 80, or a name leads to another machine"
    else
        echo "the lines above say why"
    fi
}

spread() { # up to an hour, so that not every site in the world renews at the same minute
    echo $(($(od -An -N2 -tu2 /dev/urandom) % 3600))
}

say "certificate for the names of $PUBLIC_URL ($account)"
wait_for_nginx
retry=$first_retry
failures=0
while :; do
    if rehearse "$@" && obtain "$@"; then
        retry=$first_retry
        failures=0
        interruptible sleep $((41400 + $(spread))) # twice a day; certbot does nothing until renewal is due
    else
        failures=$((failures + 1))
        say "no certificate: $(reason)"
        # One that is only to be renewed is tried for until it works.
        [ "$failures" -lt "$attempts" ] || [ -s "$certs/$account/live/$host/fullchain.pem" ] || give_up
        say "next attempt in $((retry / 60)) minutes; \"docker compose restart letsencrypt\" tries at once"
        interruptible sleep "$retry"
        retry=$((retry * 2))
        [ "$retry" -le "$last_retry" ] || retry=$last_retry
    fi
done
