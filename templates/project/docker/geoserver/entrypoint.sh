#!/bin/sh
# Checks what the stock entrypoint would not survive, then hands over to it.
set -euf

refuse() {
    echo "geoserver: $*" >&2
    exit 1
}

[ -n "${GEOSERVER_JAVA_OPTS:-}" ] ||
    refuse "GEOSERVER_JAVA_OPTS is empty; the image's own options do not fit this Java. See .env.example"

# With an empty password the stock scripts fall back to a well-known one. The others they paste into a shell file, sed and
# XML without quoting: these characters could break the data directory for good.
for name in GEOSERVER_ADMIN_PASSWORD GEOSERVER_FACTORY_PASSWORD GEONODE_GEODATABASE_PASSWORD \
    OAUTH2_API_KEY OAUTH2_CLIENT_ID OAUTH2_CLIENT_SECRET; do
    value=
    eval "value=\${$name:-}"
    case $name:$value in
        *_PASSWORD:) refuse "$name is empty; set it in .env" ;;
        GEOSERVER_*) ;;
        OAUTH2_*:*[!A-Za-z0-9_.~#%*+,:=^!?{}-]* | *:*[[:space:]\"\'\`\$\\\&\;\|\<\>\(\)]*)
            refuse "$name holds a character that it may not hold, because of how GeoServer's image uses it; letters, digits and _ . ~ - are safe"
            ;;
    esac
done

# Java knows the public authorities only. keytool takes one certificate at a time.
trust_bundle() {
    store=/run/cacerts
    parts=$(mktemp -d)
    cp "$JAVA_HOME/lib/security/cacerts" "$store"
    chmod u+w "$store"
    csplit -sz -f "$parts/" "$CA_BUNDLE" '/-----BEGIN CERTIFICATE-----/' '{*}'
    find "$parts" -type f -exec grep -l -e '-----BEGIN CERTIFICATE-----' {} + | while IFS= read -r part; do
        keytool -importcert -noprompt -keystore "$store" -storepass changeit -alias "bundle-${part##*/}" -file "$part" 2>/dev/null ||
            refuse "$CA_BUNDLE holds something that is no certificate"
    done
    rm -r "$parts"
    export GEOSERVER_JAVA_OPTS="$GEOSERVER_JAVA_OPTS -Djavax.net.ssl.trustStore=$store"
}
[ -z "${CA_BUNDLE:-}" ] || trust_bundle

for stock in /usr/local/bin/entrypoint.sh /usr/local/tomcat/tmp/entrypoint.sh; do
    [ ! -x "$stock" ] || break
done
[ -x "$stock" ] || refuse "this image has no GeoNode entrypoint; which one is BASE_IMAGE in docker/geoserver/Dockerfile?"

# rest PASSWORD [CURL-OPTION...] PATH: asks GeoServer as its administrator and prints the status. The password goes in
# through standard input, so that no process list shows it.
rest() {
    password=$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')
    shift
    printf 'user = "%s:%s"\n' "${GEOSERVER_ADMIN_USER:-admin}" "$password" |
        curl -K - -s -o /dev/null -w '%{http_code}' --max-time 20 "$@" || true
}

# Takes the factory password away, which everybody knows. The image's own attempt is not enough: older images make one,
# and write down that it worked whatever came of it. The health check waits for $checked.
checked=/run/geoserver-password-checked
rm -f "$checked"
replace_factory_password() {
    xml=$(printf '%s' "$GEOSERVER_ADMIN_PASSWORD" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g')
    url=http://127.0.0.1:8080/geoserver/rest
    while :; do
        sleep 1
        case $(rest "$GEOSERVER_ADMIN_PASSWORD" "$url/about/version.json") in
            200) break ;;
            401) ;;
            *) continue ;; # not up yet
        esac
        case $(rest "$GEOSERVER_FACTORY_PASSWORD" -X PUT -H 'Content-Type: application/xml' \
            -d "<userPassword><newPassword>$xml</newPassword></userPassword>" "$url/security/self/password") in
            200) echo "geoserver: the factory password is replaced" ;;
            401)
                echo "geoserver: GEOSERVER_ADMIN_PASSWORD in .env is not the administrator's password, so GeoNode cannot" \
                    "store layers. Set there what was chosen in GeoServer's own pages"
                break
                ;;
        esac
    done
    : >"$checked"
}
replace_factory_password &

# The stock entrypoint prints the database password, in quotes. What it and Tomcat write passes through a filter, and
# they keep this process's id, so stop signals reach Tomcat.
pipe=$(mktemp -d)
mkfifo "$pipe/log"
pattern=$(printf '%s' "$GEONODE_GEODATABASE_PASSWORD" | sed 's/[][\\.*^$/]/\\&/g')
sed -u "s/'$pattern'/'********'/g" <"$pipe/log" &
exec >"$pipe/log" 2>&1
rm -r "$pipe"
exec "$stock"
