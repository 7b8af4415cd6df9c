#!/bin/sh
# Turns the environment into nginx's configuration, then becomes nginx. Everything follows from PUBLIC_URL,
# HTTPS_MODE and SITE_PROFILE of docker-compose.yml.
# shellcheck disable=SC2089,SC2090 # quotes in a value are nginx's
set -euf # f: the brackets of an IPv6 address are no file name pattern

here=${0%/*}
export NGINX_CONF_DIR="${NGINX_CONF_DIR:-/etc/nginx}"

refuse() {
    echo "nginx: $*" >&2
    exit 1
}

# --- What was asked for ------------------------------------------------------------------------------------------

: "${PUBLIC_URL:=}" "${HTTPS_MODE:=}" "${SITE_PROFILE:=production}" "${SITE_ALIASES:=}" "${TRUSTED_PROXIES:=}"
: "${NGINX_WORKER_PROCESSES:=auto}" "${NGINX_MAX_BODY_SIZE:=5632m}" "${NGINX_PROXY_TIMEOUT:=600}" "${HSTS_SECONDS:=0}" \
    "${HSTS_INCLUDE_SUBDOMAINS:=False}"
: "${DJANGO_UPSTREAM:=django:8000}" "${GEOSERVER_UPSTREAM:=geoserver:8080}" "${RESOLVER:=127.0.0.11}"

[ -n "$PUBLIC_URL" ] || refuse "PUBLIC_URL is empty; it should look like https://maps.example.org"
[ -n "$HTTPS_MODE" ] || refuse "HTTPS_MODE is empty; it should be off, letsencrypt, certificate, local-ca or proxy"

case $PUBLIC_URL in
    *[!][A-Za-z0-9.:/-]* | *://*/*) refuse "PUBLIC_URL may only hold scheme, host and port, like https://maps.example.org:8443" ;;
    http://[A-Za-z0-9[]* | https://[A-Za-z0-9[]*) ;;
    *) refuse "PUBLIC_URL must be http:// or https:// and a host name or address" ;;
esac
case $SITE_ALIASES in
    *[!][A-Za-z0-9.:\ -]*) refuse "SITE_ALIASES may only hold host names and addresses, separated by spaces" ;;
esac
case $TRUSTED_PROXIES in
    *[!A-Fa-f0-9.:/\ ]*) refuse "TRUSTED_PROXIES may only hold addresses and networks, separated by spaces" ;;
esac
case $HSTS_SECONDS in
    *[!0-9]*) refuse "HSTS_SECONDS must be a number" ;;
esac
case $SITE_PROFILE in
    development | production) ;;
    *) refuse "SITE_PROFILE must be development or production" ;;
esac

scheme=${PUBLIC_URL%%://*}
host_port=${PUBLIC_URL#*://} # the port only if there is one
case $host_port in
    \[*) host=${host_port%%]*}] ;; # an IPv6 address keeps its brackets
    *) host=${host_port%%:*} ;;
esac

case $HTTPS_MODE:$scheme in
    off:http | proxy:https) tls=no ;;
    letsencrypt:https | letsencrypt-staging:https | certificate:https | local-ca:https) tls=yes ;;
    *) refuse "HTTPS_MODE=$HTTPS_MODE does not go with PUBLIC_URL=$PUBLIC_URL" ;;
esac

# --- What follows from it ----------------------------------------------------------------------------------------

# In development the aliases are served as they are, so links and redirects keep the name that was asked for.
# In production there is one name; the others redirect to it. "_" is nobody's name: it keeps an empty list valid.
if [ "$SITE_PROFILE" = development ]; then
    SERVED_NAMES="$host $SITE_ALIASES"
    REDIRECTED_NAMES=_
    SITE_HOST=\$http_host
    SITE_URL=$scheme://\$http_host
    HTTPS_URL=https://\$host${host_port#"$host"}
    # shellcheck disable=SC2016 # nginx's variables
    STATIC_FILES='root /mnt; rewrite ^/static(/.*)$ $1 break; try_files /project-static$uri /volumes/statics/static$uri =404;'
    STATIC_EXPIRES=-1
    LOGIN_CLIENT=
else
    SERVED_NAMES=$host
    REDIRECTED_NAMES="_ $SITE_ALIASES"
    SITE_HOST=$host_port
    SITE_URL=$PUBLIC_URL
    HTTPS_URL=$PUBLIC_URL
    STATIC_FILES='root /mnt/volumes/statics;'
    STATIC_EXPIRES=1h # no longer: an edited style sheet keeps its name
    LOGIN_CLIENT=\$binary_remote_addr
fi

# Strangers who try host names get no answer at all. A developer, or whoever sets up the proxy in front, gets a hint.
if [ "$SITE_PROFILE" = development ] || [ "$HTTPS_MODE" = proxy ]; then
    UNKNOWN_HOST="return 421 \"Nothing is served under this host name. This site is $PUBLIC_URL\\n\""
    MISDIRECTED=$UNKNOWN_HOST
    REJECT_HANDSHAKE=off
else
    UNKNOWN_HOST="return 444"
    MISDIRECTED="return 421"
    REJECT_HANDSHAKE=on
fi
# Browsers send no server name when the URL holds an address, so the handshake cannot be refused for lack of one.
for name in $host $SITE_ALIASES; do
    case $name in
        \[*) REJECT_HANDSHAKE=off ;;
        *[!0-9.]*) ;;
        *) REJECT_HANDSHAKE=off ;;
    esac
done

REAL_IP=
for proxy in $TRUSTED_PROXIES; do
    REAL_IP="${REAL_IP}set_real_ip_from $proxy; "
done
[ "$HTTPS_MODE" = proxy ] || REAL_IP=

HSTS=
if [ "$scheme" = https ] && [ "$HSTS_SECONDS" -gt 0 ]; then
    subdomains=
    [ "$HSTS_INCLUDE_SUBDOMAINS" != True ] || subdomains='; includeSubDomains'
    HSTS="add_header Strict-Transport-Security \"max-age=$HSTS_SECONDS$subdomains\" always;"
fi

# GeoServer is asked over plain http and marks its cookies accordingly.
SECURE_COOKIES=
[ "$scheme" != https ] || SECURE_COOKIES='proxy_cookie_flags ~ secure;'

IPV6=
grep -q . "${IPV6_ADDRESSES:-/proc/net/if_inet6}" 2>/dev/null || IPV6='# no IPv6 here: '

# Since nginx 1.25.1 HTTP/2 is a directive; before, it was a parameter of listen.
version=$(nginx -v 2>&1)
case ${version#*/} in
    1.[0-9].* | 1.1[0-9].* | 1.2[0-4].* | 1.25.0*) HTTP2_LISTEN=' http2' HTTP2= ;;
    *) HTTP2_LISTEN='' HTTP2='http2 on;' ;;
esac

# --- Write it down, start ----------------------------------------------------------------------------------------

export SERVED_NAMES REDIRECTED_NAMES SITE_HOST SITE_URL HTTPS_URL STATIC_FILES STATIC_EXPIRES LOGIN_CLIENT
export UNKNOWN_HOST MISDIRECTED REJECT_HANDSHAKE REAL_IP HSTS SECURE_COOKIES IPV6 HTTP2 HTTP2_LISTEN RESOLVER DJANGO_UPSTREAM GEOSERVER_UPSTREAM
export NGINX_WORKER_PROCESSES NGINX_MAX_BODY_SIZE NGINX_PROXY_TIMEOUT PUBLIC_SCHEME="$scheme"

# Only these names are replaced: nginx's own variables look the same and must survive.
# shellcheck disable=SC2016
names='$PUBLIC_SCHEME $SERVED_NAMES $REDIRECTED_NAMES $SITE_HOST $SITE_URL $HTTPS_URL $STATIC_FILES $STATIC_EXPIRES
    $UNKNOWN_HOST $MISDIRECTED $REJECT_HANDSHAKE $REAL_IP $HSTS $SECURE_COOKIES $IPV6 $HTTP2 $HTTP2_LISTEN $RESOLVER $DJANGO_UPSTREAM
    $GEOSERVER_UPSTREAM $LOGIN_CLIENT $NGINX_CONF_DIR $NGINX_WORKER_PROCESSES $NGINX_MAX_BODY_SIZE $NGINX_PROXY_TIMEOUT'

render() {
    envsubst "$names" <"$here/templates/$1" >"$NGINX_CONF_DIR/$2"
}

if [ "$tls" = yes ]; then
    render servers-https.conf servers.conf
    export HTTPS_MODE CERTIFICATE_HOST="$host" CERTIFICATE_NAMES="$host $SITE_ALIASES"
    "$here/certificates.sh"
else
    render servers-http.conf servers.conf
fi
render nginx.conf nginx.conf
render locations.conf locations.conf
render forwarded.conf forwarded.conf
render headers.conf headers.conf
cp "$here/templates/starting.html" "$NGINX_CONF_DIR/starting.html"

# nginx takes this process over, so that "docker compose stop" reaches it. The watcher is its child and ends with it.
if [ "$tls" = yes ]; then
    "$here/certificates.sh" watch &
fi
echo "nginx: serving $PUBLIC_URL (HTTPS_MODE=$HTTPS_MODE, $SITE_PROFILE)"
exec "$@"
