#!/bin/sh
# Chooses the certificate that nginx presents, and makes one while there is none.
#   certificates.sh          choose now
#   certificates.sh watch    choose again whenever a certificate changes, and tell nginx
# entrypoint.sh sets HTTPS_MODE, CERTIFICATE_HOST and CERTIFICATE_NAMES.
set -euf

certs=${CERT_ROOT:-/geonode-certificates}
own=${CERT_OWN:-/certificate}
conf=${NGINX_CONF_DIR:-/etc/nginx}
month=2592000 # seconds

# Both files are there and belong together: certbot and people replace one after the other.
usable() {
    certificate_key=$(openssl x509 -in "$1/fullchain.pem" -noout -pubkey 2>/dev/null) &&
        private_key=$(openssl pkey -in "$1/privkey.pem" -passin pass: -pubout 2>/dev/null) &&
        [ "$certificate_key" = "$private_key" ]
}

# Ours: still for these names, and for another month.
fresh() {
    usable "$1" && [ "$(cat "$1/names" 2>/dev/null)" = "$CERTIFICATE_NAMES" ] &&
        openssl x509 -in "$1/fullchain.pem" -noout -checkend "$month" >/dev/null
}

new_key() {
    openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"
}

subject_alternative_names() {
    separator=
    for name in $CERTIFICATE_NAMES; do
        case $name in
            \[*) name=${name#?} name=IP:${name%?} ;;
            *[!0-9.]*) name=DNS:$name ;;
            *) name=IP:$name ;;
        esac
        printf '%s%s' "$separator" "$name"
        separator=,
    done
}

# Everything is made beside its place and moved there at the end, so a half-made key is never used.
make_certificate() {
    new=${1%/*}/.new
    rm -rf "$new"
    mkdir -p "$new"
    cat >"$new/request" <<END
[req]
prompt = no
distinguished_name = subject
x509_extensions = extensions
[subject]
CN = $(printf '%.64s' "$CERTIFICATE_HOST")
[extensions]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = $(subject_alternative_names)
$([ "$HTTPS_MODE" != local-ca ] || echo "authorityKeyIdentifier = keyid")
END
    new_key "$new/privkey.pem"
    place=$1
    set --
    if [ "$HTTPS_MODE" = local-ca ]; then
        make_authority
        set -- -CA "$certs/local-ca/ca.pem" -CAkey "$certs/local-ca/ca-key.pem"
    fi
    openssl req -x509 -config "$new/request" -key "$new/privkey.pem" -days 397 -out "$new/fullchain.pem" "$@"
    printf '%s\n' "$CERTIFICATE_NAMES" >"$new/names"
    rm -rf "$new/request" "$place"
    mv "$new" "$place"
}

# The local CA is made once: every device that shall trust this site imports ca.pem.
make_authority() {
    authority=$certs/local-ca
    [ ! -s "$authority/ca.pem" ] || return 0
    cat >"$authority/request" <<END
[req]
prompt = no
distinguished_name = subject
x509_extensions = extensions
[subject]
CN = Local CA of $(printf '%.50s' "$CERTIFICATE_HOST")
[extensions]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
END
    new_key "$authority/ca-key.pem"
    openssl req -x509 -config "$authority/request" -key "$authority/ca-key.pem" -days 3650 -out "$authority/ca.new"
    rm "$authority/request"
    mv "$authority/ca.new" "$authority/ca.pem"
    echo "nginx: made a local CA; browsers trust this site once they have imported $authority/ca.pem"
}

choose() {
    made=$certs/self-signed/$CERTIFICATE_HOST
    case $HTTPS_MODE in
        letsencrypt) chosen=$certs/production/live/$CERTIFICATE_HOST ;;
        letsencrypt-staging) chosen=$certs/staging/live/$CERTIFICATE_HOST ;;
        certificate) chosen=$own ;;
        *) made=$certs/local-ca/$CERTIFICATE_HOST chosen=$made ;;
    esac
    if [ "$chosen" = "$made" ] || ! usable "$chosen"; then
        fresh "$made" || (umask 077 && make_certificate "$made")
        [ "$chosen" = "$made" ] || echo "nginx: no usable certificate in $chosen; a self-signed one stands in, browsers warn"
        chosen=$made
    fi
    ln -sfn "$chosen" "$conf/certificate"
}

presented() {
    sha256sum "$conf/certificate/fullchain.pem" "$conf/certificate/privkey.pem" 2>/dev/null || :
}

# A minute at most: a change that comes between two waits has no event, nor has a certificate of ours that expires.
wait_for_change() {
    set -- "$certs"
    # Each file is mounted from elsewhere: what happens to it there is not seen in its folder here.
    for file in "$own/fullchain.pem" "$own/privkey.pem"; do
        [ ! -e "$file" ] || set -- "$@" "$file"
    done
    if inotifywait -qq -r -t 60 -e close_write,create,moved_to,delete --exclude '/\.' "$@" 2>/dev/null; then
        sleep 5 # the other files of the same change
    elif [ $? -ne 2 ]; then
        sleep 60 # no inotify here
    fi
}

watch() {
    now=$(presented)
    while :; do
        wait_for_change
        "$0" || continue
        before=$now
        now=$(presented)
        [ "$now" != "$before" ] || continue
        if nginx -t -q && nginx -s reload; then
            echo "nginx: the certificate has changed; now $(readlink "$conf/certificate")"
        else
            now=$before
        fi
    done
}

"${1:-choose}"
