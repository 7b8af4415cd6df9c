#!/bin/sh
# Checks the shell scripts of a generated project (or of templates/project, the default): shellcheck on all of them, and
# those that run on Alpine once for real, under busybox ash with nothing but busybox applets and stubs on PATH.
#   check-shell.sh [project directory]
# Needs shellcheck, busybox, nginx, openssl and gettext-base (apt-get install shellcheck busybox nginx-light openssl gettext-base).
set -euf

here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "${1:-$here/../../../templates/project}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0
checks=0
unset REQUESTS_CA_BUNDLE

for tool in shellcheck busybox nginx openssl envsubst; do
    command -v "$tool" >/dev/null || { echo "check-shell: $tool is missing" >&2; exit 1; }
done
busybox=$(command -v busybox)
nginx=$(command -v nginx)

check() { # what, command…
    checks=$((checks + 1))
    checked=$1
    shift
    if "$@" >"$work/output" 2>&1; then return 0; fi
    failures=$((failures + 1))
    echo "FAILED: $checked"
    sed 's/^/    /' "$work/output"
}
fails() { ! "$@"; }
same() { [ "$1" = "$2" ] || { printf 'expected: %s\nactual:   %s\n' "$1" "$2"; return 1; }; }
contains() { grep -qF -e "$2" "$1" || { echo "missing in $1: $2"; cat "$1"; return 1; }; }
lacks() { ! grep -qF -e "$2" "$1" || { echo "should not be in $1: $2"; return 1; }; }

# --- The place where scripts run: busybox as /bin/sh, its applets, and stubs -----------------------------------------

mkdir -p "$work/applets" "$work/stubs" "$work/scripts"
"$busybox" --list >"$work/applet-names"
while IFS= read -r applet; do
    ln -s "$busybox" "$work/applets/$applet"
done <"$work/applet-names"
for tool in openssl envsubst; do
    ln -s "$(command -v "$tool")" "$work/stubs/$tool"
done
stub() { # name; the script on stdin
    { echo "#!$work/applets/sh"; cat; } >"$work/stubs/$1"
    chmod +x "$work/stubs/$1"
}
run() ( # script, arguments; the variables come from the caller
    PATH=$work/stubs:$work/applets
    export PATH STUBS="$work/stubs"
    exec "$@"
)
# Copies a folder of scripts and lets them be run by busybox instead of /bin/sh.
stage() {
    rm -rf "$work/scripts/$1"
    cp -R "$project/docker/$1" "$work/scripts/$1"
    find "$work/scripts/$1" -name '*.sh' -exec sed -i "1s|^#!/bin/sh\$|#!$work/applets/sh|" {} +
}

# --- shellcheck, modes and line ends -----------------------------------------------------------------------------------

find "$project" -type d \( -name node_modules -o -name .git \) -prune -o -type f -name '*.sh' -print >"$work/list"
find "$project/docker" -mindepth 2 -type f -exec grep -lE '^#!/bin/sh' {} + >>"$work/list" 2>/dev/null || :
find "$project/scripts" -type f ! -name common -print >>"$work/list" 2>/dev/null || : # the others read that one
sort -u "$work/list" >"$work/scripts-to-lint"
check "there are scripts to check" [ -s "$work/scripts-to-lint" ]
while IFS= read -r script; do
    check "shellcheck $script" shellcheck -x -s sh "$script"
    check "first line of $script" grep -qE '^#!/bin/sh$' "$script"
    check "no CR in $script" fails grep -q "$(printf '\r')" "$script"
    check "ash reads $script" "$busybox" ash -n "$script"
    check "set -u in $script" grep -qE '^set -[a-z]*u' "$script"
done <"$work/scripts-to-lint"

# --- nginx: every mode, profile and kind of host, judged by nginx itself -------------------------------------------------

stage nginx
stub nginx <<END
case \$1 in
    -v) echo "nginx version: nginx/\${NGINX_STUB_VERSION:-1.31.2}" >&2 ;;
    *) echo "nginx \$*" ;;
esac
END
stub inotifywait <<END
echo "\$*" >"$work/watched"
kill "\$PPID"
END
label=xn--$(printf '%059d' 0 | tr 0 a)
long=$label.$label.$label.$(printf '%057d' 0 | tr 0 b).org
check "the long name has 253 characters" same 253 "${#long}"
many=$(for number in $(seq 40); do printf 'www%s.%s ' "$number" example.org; done)

# Renders into $work/nginx and lets the nginx of this machine read the result, on other paths.
render() { # profile, mode, url, aliases
    rm -rf "$work/nginx"
    mkdir -p "$work/nginx"
    cp /etc/nginx/mime.types "$work/nginx/"
    NGINX_STUB_VERSION=$("$nginx" -v 2>&1 | sed 's|.*/||') \
        SITE_PROFILE=$1 HTTPS_MODE=$2 PUBLIC_URL=$3 SITE_ALIASES=$4 TRUSTED_PROXIES="${TRUSTED_PROXIES-127.0.0.1 172.16.0.0/12 fd00::/8}" \
        HSTS_SECONDS=3600 NGINX_CONF_DIR=$work/nginx CERT_ROOT=$work/certificates CERT_OWN=$work/own \
        IPV6_ADDRESSES=${IPV6_ADDRESSES-/proc/net/if_inet6} \
        run "$work/scripts/nginx/entrypoint.sh" nginx -g 'daemon off;'
}
nginx_accepts() {
    sed -i "s|/var/cache/nginx|$work|; s|/run/nginx.pid|$work/nginx.pid|; s|/dev/std|$work/std|" "$work/nginx/nginx.conf"
    sed -i 's/\(listen \(\[::\]:\)\{0,1\}\)80/\118080/; s/\(listen \(\[::\]:\)\{0,1\}\)443/\118443/' "$work/nginx/servers.conf"
    status=0
    "$nginx" -t -p "$work" -c "$work/nginx/nginx.conf" >"$work/nginx-output" 2>&1 || status=$?
    cat "$work/nginx-output"
    [ "$status" -eq 0 ] && ! grep -qE 'warn|emerg' "$work/nginx-output"
}
for profile in development production; do
    for mode in off proxy letsencrypt letsencrypt-staging certificate local-ca; do
        scheme=https
        [ "$mode" != off ] || scheme=http
        for host in localhost 192.0.2.4 192.0.2.4:8443 '[2001:db8::1]' '[2001:db8::1]:8443' maps.example.org:8443 "$long" "$long:65535"; do
            case $host in
                localhost | \[*) aliases='' ;;
                *) aliases="$many ${long#*.} 192.0.2.5 [::1]" ;;
            esac
            what="nginx: $profile $mode $scheme://$host"
            check "$what: rendered" render "$profile" "$mode" "$scheme://$host" "$aliases"
            check "$what: nothing left to fill in" fails grep -rE '\$\{' "$work/nginx" --include='*.conf'
            check "$what: nginx -t" nginx_accepts
            if [ "$mode" = off ] || [ "$mode" = proxy ]; then
                check "$what: no TLS listener" lacks "$work/nginx/servers.conf" ssl
            fi
        done
    done
done

render production certificate https://maps.example.org 'www.example.org 192.0.2.5 [2001:db8::5]' >"$work/log"
check "nginx: says that a placeholder stands in" contains "$work/log" "self-signed one stands in"
check "nginx: becomes the command" contains "$work/log" "nginx -g daemon off;"
placeholder=$work/certificates/self-signed/maps.example.org
openssl x509 -in "$placeholder/fullchain.pem" -noout -subject -ext subjectAltName >"$work/names"
# What comes while the watcher looks, or tells nginx, has no event.
check "nginx: a change without an event is noticed within a minute" grep -qE -- ' -t ([1-9]|[1-5][0-9]|60) ' "$work/watched"
check "nginx: the placeholder names the host" contains "$work/names" "CN = maps.example.org"
check "nginx: and every name and address" contains "$work/names" \
    "DNS:maps.example.org, DNS:www.example.org, IP Address:192.0.2.5, IP Address:2001:DB8:0:0:0:0:0:5"
check "nginx: keys are private" same "700 600" "$(stat -c %a "$placeholder") $(stat -c %a "$placeholder/privkey.pem")"
before=$(cksum "$placeholder/privkey.pem")
render production certificate https://maps.example.org 'www.example.org 192.0.2.5 [2001:db8::5]' >/dev/null
check "nginx: the placeholder is kept" same "$before" "$(cksum "$placeholder/privkey.pem")"
render production certificate https://maps.example.org other.example.org >/dev/null
check "nginx: made again for other names" fails same "$before" "$(cksum "$placeholder/privkey.pem")"
mkdir -p "$work/own"
cp "$placeholder/fullchain.pem" "$placeholder/privkey.pem" "$work/own/"
render production certificate https://maps.example.org other.example.org >/dev/null
check "nginx: takes the mounted certificate" same "$work/own" "$(readlink "$work/nginx/certificate")"
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/own/privkey.pem"
render production certificate https://maps.example.org other.example.org >/dev/null
check "nginx: but not with a foreign key" same "$placeholder" "$(readlink "$work/nginx/certificate")"
for mode in letsencrypt:production letsencrypt-staging:staging; do
    live=$work/certificates/${mode#*:}/live/maps.example.org
    mkdir -p "$live"
    cp "$placeholder/fullchain.pem" "$placeholder/privkey.pem" "$live/"
    render production "${mode%%:*}" https://maps.example.org '' >/dev/null
    check "nginx: takes the certificate of ${mode%%:*}" same "$live" "$(readlink "$work/nginx/certificate")"
done
render production local-ca https://192.0.2.4 '' >"$work/log"
check "nginx: the local CA vouches for the address" openssl verify -x509_strict -CAfile "$work/certificates/local-ca/ca.pem" \
    -verify_ip 192.0.2.4 "$work/nginx/certificate/fullchain.pem"
IPV6_ADDRESSES=/dev/null render production off http://localhost '' >/dev/null
check "nginx: no IPv6 listener without IPv6" fails grep -qE '^ *listen \[' "$work/nginx/servers.conf"
TRUSTED_PROXIES='' render production proxy https://maps.example.org '' >/dev/null
check "nginx: nobody is trusted unasked" fails grep -q set_real_ip_from "$work/nginx/nginx.conf"
for bad in "development||http://localhost" "production|off|" "production|off|https://maps.example.org" "production|proxy|http://maps.example.org" \
    "production|certificat|https://maps.example.org" "staging|off|http://localhost" "production|off|http://a;b" "production|off|ftp://a" \
    "production|off|http://localhost/" "production|off|http://:80" "production|off|http://loc
alhost"; do
    profile=${bad%%|*} rest=${bad#*|}
    check "nginx: refuses $bad" fails render "$profile" "${rest%%|*}" "${rest#*|}" ''
    render "$profile" "${rest%%|*}" "${rest#*|}" '' >"$work/log" 2>&1 || :
    check "nginx: refuses $bad with one line" same 1 "$(grep -c '^nginx: ' "$work/log")"
done

# --- letsencrypt: what certbot is told, and what happens when it fails -------------------------------------------------

stage letsencrypt
stub wget <<'END'
cat "$CERT_ROOT/.well-known/acme-challenge/probe"
END
stub certbot <<'END'
printf '%s\n' "$*" >>"$CERT_ROOT/calls"
[ -z "${REQUESTS_CA_BUNDLE:-}" ] || echo "CA $REQUESTS_CA_BUNDLE" >>"$CERT_ROOT/calls"
[ -z "${CERTBOT_FAILS:-}" ] || { echo "$CERTBOT_FAILS"; exit 1; }
END
# The fifth sleep ends the script, which would go on for ever.
stub sleep <<'END'
echo "$1" >>"$CERT_ROOT/sleeps"
[ "$(wc -l <"$CERT_ROOT/sleeps")" -lt "${SLEEPS:-5}" ] || kill "$PPID"
END
certify() {
    rm -rf "$work/acme"
    mkdir -p "$work/acme"
    GIVEN_UP=$work/acme/given-up CERT_ROOT=$work/acme PUBLIC_URL=${PUBLIC_URL-https://maps.example.org} run "$work/scripts/letsencrypt/entrypoint.sh" >"$work/log" 2>&1 || :
}
HTTPS_MODE=letsencrypt SITE_ALIASES='www.example.org localhost 192.0.2.5 [2001:db8::5]' ADMIN_EMAIL=a@example.org certify
check "letsencrypt: the arguments" same "certonly --non-interactive --agree-tos --webroot --webroot-path $work/acme --config-dir $work/acme/production --keep-until-expiring --renew-with-new-domains --cert-name maps.example.org -d maps.example.org -d www.example.org --email a@example.org" \
    "$(sed -n 2p "$work/acme/calls")"
check "letsencrypt: a rehearsal before the first request" same "$(sed -n 2p "$work/acme/calls") --dry-run" "$(head -n 1 "$work/acme/calls")"
check "letsencrypt: one only" same 1 "$(grep -c -e --dry-run "$work/acme/calls")"
check "letsencrypt: renews about twice a day" [ "$(head -n 1 "$work/acme/sleeps")" -ge 41400 ]
check "letsencrypt: goes on after a success" same 6 "$(wc -l <"$work/acme/calls")"
HTTPS_MODE=letsencrypt-staging ADMIN_EMAIL='' certify
check "letsencrypt: staging" grep -qE -- '/staging .*--register-unsafely-without-email --test-cert$' "$work/acme/calls"
HTTPS_MODE=letsencrypt-staging ACME_SERVER=https://acme:14000/dir ACME_CA=/ca.pem certify
check "letsencrypt: another server" grep -qE -- '--server https://acme:14000/dir$' "$work/acme/calls"
check "letsencrypt: instead of staging" lacks "$work/acme/calls" --test-cert
check "letsencrypt: with its CA" contains "$work/acme/calls" "CA /ca.pem"
check "letsencrypt: which needs no rehearsal" lacks "$work/acme/calls" --dry-run
echo "the organisation's" >"$work/organisation.pem"
HTTPS_MODE=letsencrypt CA_BUNDLE=$work/organisation.pem certify
bundle=$(sed -n 's/^CA //p' "$work/acme/calls" | head -n 1)
check "letsencrypt: the organisation's authorities" contains "$bundle" "the organisation's"
check "letsencrypt: beside the public ones" contains "$bundle" "BEGIN CERTIFICATE"
HTTPS_MODE=letsencrypt CERTBOT_FAILS='DNS problem: NXDOMAIN looking up A' certify
check "letsencrypt: production is not asked before the rehearsal succeeds" same 5 "$(grep -c -e '--dry-run$' "$work/acme/calls")"
check "letsencrypt: waits longer each time" same "600 1200 2400 4800 9600" "$(tr '\n' ' ' <"$work/acme/sleeps" | sed 's/ $//')"
check "letsencrypt: says why" contains "$work/log" "does not lead to this machine"
SLEEPS=12 HTTPS_MODE=letsencrypt CERTBOT_FAILS='DNS problem: NXDOMAIN looking up A' certify
check "letsencrypt: gives up" same 10 "$(grep -c certonly "$work/acme/calls")"
check "letsencrypt: for the health check, too" test -e "$work/acme/given-up"
check "letsencrypt: says how to go on" contains "$work/log" "once the reason is gone: docker compose restart letsencrypt"
mkdir -p "$work/have/production/live/maps.example.org"
echo pem >"$work/have/production/live/maps.example.org/fullchain.pem"
rm -rf "$work/acme"
SLEEPS=12 HTTPS_MODE=letsencrypt CERTBOT_FAILS='timed out' PUBLIC_URL=https://maps.example.org GIVEN_UP=$work/have/given-up CERT_ROOT=$work/have \
    run "$work/scripts/letsencrypt/entrypoint.sh" >"$work/log" 2>&1 || :
check "letsencrypt: never gives a renewal up" same 12 "$(grep -c certonly "$work/have/calls")"
check "letsencrypt: at most twice a day" same 43200 "$(tail -n 1 "$work/have/sleeps")"
HTTPS_MODE=off certify
check "letsencrypt: idles in another mode" same 86400 "$(head -n 1 "$work/acme/sleeps")"
check "letsencrypt: without calling anybody" fails test -e "$work/acme/calls"
PUBLIC_URL='' HTTPS_MODE=letsencrypt certify
check "letsencrypt: refuses an empty URL" contains "$work/log" "PUBLIC_URL should look like"
# busybox's own sleep, to see that a stop is immediate
rm "$work/stubs/sleep"
mkdir -p "$work/stop"
CERT_ROOT=$work/stop PUBLIC_URL=https://maps.example.org HTTPS_MODE=letsencrypt PATH=$work/stubs:$work/applets \
    "$work/scripts/letsencrypt/entrypoint.sh" >/dev/null 2>&1 &
pid=$!
sleep 1
kill -TERM "$pid"
started=$(date +%s)
status=0
wait "$pid" || status=$?
check "letsencrypt: a stop ends it" same 0 "$status"
check "letsencrypt: at once" [ $(($(date +%s) - started)) -le 1 ]

# --- geoserver_data ------------------------------------------------------------------------------------------------------

stage geoserver_data
role="security/role/geonode REST role service/config.xml"
skeleton=$work/skeleton
mkdir -p "$skeleton/${role%/*}" "$skeleton/styles"
echo '<global/>' >"$skeleton/global.xml"
echo style >"$skeleton/styles/a style.sld"
printf '<logging>\n  <stdOutLogging>false</stdOutLogging>\n</logging>\n' >"$skeleton/logging.xml"
printf '<service>\n  <baseUrl>http://localhost</baseUrl>\n</service>\n \n' >"$skeleton/$role"
fill() {
    GEOSERVER_DATA_DIR=$work/data GEOSERVER_SKELETON=$skeleton CONTROLFLOW_GLOBAL=16 CONTROLFLOW_GETMAP=${getmap:-8} CONTROLFLOW_GWC=12 \
        CONTROLFLOW_USER=6 CONTROLFLOW_TIMEOUT=60 run "$work/scripts/geoserver_data/entrypoint.sh"
}
check "geoserver_data: fills an empty directory" fill
check "geoserver_data: with everything" same "$(cd "$skeleton" && find . | sort; echo ./controlflow.properties)" \
    "$(cd "$work/data" && find . ! -name controlflow.properties | sort; cd "$work/data" && find . -name controlflow.properties)"
check "geoserver_data: logs to stdout" contains "$work/data/logging.xml" '<stdOutLogging>true<'
check "geoserver_data: limits" contains "$work/data/controlflow.properties" 'ows.wms.getmap=8'
check "geoserver_data: the API key element" same "<service>|  <baseUrl>http://localhost</baseUrl>|  <authApiKey></authApiKey>|</service>| |" \
    "$(tr '\n' '|' <"$work/data/$role")"
before=$(cd "$work/data" && find . -type f -exec cksum {} + | sort)
check "geoserver_data: can be run again" fill
check "geoserver_data: and changes nothing then" same "$before" "$(cd "$work/data" && find . -type f -exec cksum {} + | sort)"
getmap=9 fill >/dev/null
check "geoserver_data: the limits follow .env" contains "$work/data/controlflow.properties" 'ows.wms.getmap=9'
fill >/dev/null
sed -i 's/true/false/' "$work/data/logging.xml"
echo 'user=1' >"$work/data/controlflow.properties"
rm "$work/data/styles/a style.sld"
sed -i 's|<authApiKey></authApiKey>|<authApiKey>key</authApiKey>|' "$work/data/$role"
before=$(cd "$work/data" && find . -type f -exec cksum {} + | sort)
fill >/dev/null
check "geoserver_data: never touches what somebody changed" same "$before" "$(cd "$work/data" && find . -type f -exec cksum {} + | sort)"
rm "$work/data/global.xml"
mkdir "$work/data/.filling"
touch "$work/data/.filling/half"
echo mine >"$work/data/logging.xml"
check "geoserver_data: goes on after a kill" fill
check "geoserver_data: to the end" cmp "$skeleton/global.xml" "$work/data/global.xml"
check "geoserver_data: with the missing files" cmp "$skeleton/styles/a style.sld" "$work/data/styles/a style.sld"
check "geoserver_data: without replacing others" same mine "$(cat "$work/data/logging.xml")"
check "geoserver_data: leaves nothing behind" fails test -e "$work/data/.filling"
printf '<service><authApiKey/></service>\n' >"$work/data/$role"
fill >/dev/null
check "geoserver_data: opens an empty element" same "<service>  <authApiKey></authApiKey>|</service>|" "$(tr '\n' '|' <"$work/data/$role")"
echo 'no XML' >"$work/data/$role"
check "geoserver_data: survives a strange file" fill
check "geoserver_data: and leaves it alone" same 'no XML' "$(cat "$work/data/$role")"
# killed at any step: each command of the script that writes is once the last one
for step in 1 2 3 4 5 6 7 8; do
    rm -rf "$work/data"
    for applet in mv cp rm; do
        stub "$applet" <<END
echo . >>"$work/steps"
[ \$(wc -l <"$work/steps") -ne $step ] || { kill -9 "\$PPID"; exit 1; }
exec "$work/applets/$applet" "\$@"
END
    done
    : >"$work/steps"
    fill >/dev/null 2>&1 || :
    rm "$work/stubs/mv" "$work/stubs/cp" "$work/stubs/rm"
    check "geoserver_data: runs after a kill at step $step" fill
    check "geoserver_data: complete after a kill at step $step" same \
        ". ./controlflow.properties ./global.xml ./logging.xml ./security ./security/role ./${role%/*} ./$role ./styles ./styles/a style.sld" \
        "$(cd "$work/data" && find . | sort | tr '\n' ' ' | sed 's/ $//')"
    check "geoserver_data: mended after a kill at step $step" contains "$work/data/$role" '<authApiKey></authApiKey>'
    check "geoserver_data: settled after a kill at step $step" contains "$work/data/logging.xml" '<stdOutLogging>true<'
done

# --- geoserver: what is refused before the stock entrypoint runs -----------------------------------------------------------

stage geoserver
mkdir -p "$work/stock"
sed -i "s|/usr/local/bin/entrypoint.sh|$work/stock/entrypoint.sh|" "$work/scripts/geoserver/entrypoint.sh"
cat >"$work/stock/entrypoint.sh" <<END
#!$work/applets/sh
echo "GEONODE_GEODATABASE_PASSWORD is defined and not empty with the value '\$GEONODE_GEODATABASE_PASSWORD' "
echo "the word \$GEONODE_GEODATABASE_PASSWORD elsewhere"
trap 'echo stopped by a signal; exit 7' TERM
sleep 30 &
wait
END
chmod +x "$work/stock/entrypoint.sh"
ln -s "$(command -v sed)" "$work/stubs/sed" # GNU sed, as in the Ubuntu image
echo 'printf 200' | stub curl # the administrator's password is the one of .env
export GEOSERVER_JAVA_OPTS=-Xmx2G GEOSERVER_ADMIN_PASSWORD=Admin.1 GEOSERVER_FACTORY_PASSWORD=geoserver \
    GEONODE_GEODATABASE_PASSWORD=data_base~1 OAUTH2_API_KEY=key OAUTH2_CLIENT_ID=id OAUTH2_CLIENT_SECRET=secret
serve() {
    run "$work/scripts/geoserver/entrypoint.sh"
}
PATH=$work/stubs:$work/applets "$work/scripts/geoserver/entrypoint.sh" >"$work/log" 2>&1 &
pid=$!
sleep 1
kill -TERM "$pid"
status=0
wait "$pid" || status=$?
sleep 1
check "geoserver: the signal reaches the stock process" same 7 "$status"
check "geoserver: whose output is seen" contains "$work/log" "stopped by a signal"
check "geoserver: without the password" lacks "$work/log" "'data_base~1'"
check "geoserver: but with the line" contains "$work/log" "with the value '********'"
GEOSERVER_JAVA_OPTS='' serve >"$work/log" 2>&1 || :
check "geoserver: refuses empty Java options" contains "$work/log" "GEOSERVER_JAVA_OPTS is empty"
GEOSERVER_ADMIN_PASSWORD='' serve >"$work/log" 2>&1 || :
check "geoserver: refuses an empty password" contains "$work/log" "GEOSERVER_ADMIN_PASSWORD is empty"
GEONODE_GEODATABASE_PASSWORD='a&b' serve >"$work/log" 2>&1 || :
check "geoserver: refuses a database password that a shell would take apart" contains "$work/log" "GEONODE_GEODATABASE_PASSWORD holds"
# What upstream's projects may have, and its images bear.
GEONODE_GEODATABASE_PASSWORD='a/[b].*#c@d%' GEOSERVER_ADMIN_PASSWORD='g"\&<$' OAUTH2_CLIENT_SECRET='a#b%c' \
    PATH=$work/stubs:$work/applets "$work/scripts/geoserver/entrypoint.sh" >"$work/log" 2>&1 &
pid=$!
sleep 1
kill -TERM "$pid"
wait "$pid" || :
sleep 1
check "geoserver: starts with odd passwords" contains "$work/log" "with the value '********'"
# shellcheck disable=SC2016
for bad in 'a$b' 'a/b' 'a b' "a'b" 'a&b' 'ä' 'a
b'; do
    status=0
    OAUTH2_API_KEY=$bad serve >"$work/log" 2>&1 || status=$?
    check "geoserver: refuses the key $bad" same 1 "$status"
    check "geoserver: names the variable but not the key $bad" same \
        "geoserver: OAUTH2_API_KEY holds a character that it may not hold, because of how GeoServer's image uses it; letters, digits and _ . ~ - are safe" "$(cat "$work/log")"
done

echo "check-shell: $checks checks, $failures failed"
[ "$failures" -eq 0 ]
