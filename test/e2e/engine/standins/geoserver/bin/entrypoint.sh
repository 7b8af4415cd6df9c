#!/bin/bash
# Stand-in of the GeoNode GeoServer image's start script: the same steps in the same order, own code. Secrets are echoed
# and pasted unescaped as there, so that a project that hides or restricts them can be seen to do it.
set -e
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck disable=SC1091
source /root/.bashrc
override=/root/.override_env

# a default for what is unset or empty; the value is said aloud and kept for the tag script, which sources the file
default() {
    local name=$1 value=${!1:-$2}
    echo "$name='$value'"
    echo "export $name=$value" >> "$override"
    export "$name=$value"
}
default GEONODE_LB_HOST_IP django
default GEONODE_LB_PORT 8000
default GEOSERVER_LB_HOST_IP geoserver
default GEOSERVER_LB_PORT 8080
default DATABASE_HOST db
default DATABASE_PORT 5432
default GEONODE_GEODATABASE "${COMPOSE_PROJECT_NAME:-}_data"
default GEONODE_GEODATABASE_USER "$GEONODE_GEODATABASE"
default GEONODE_GEODATABASE_PASSWORD "$GEONODE_GEODATABASE"
default GEONODE_GEODATABASE_SCHEMA public

if [ -n "${GEOSERVER_JAVA_OPTS:-}" ]; then
    export JAVA_OPTS=$GEOSERVER_JAVA_OPTS
fi
echo "export GEOSERVER_LOCATION=${NGINX_BASE_URL:-$SITEURL}" >> "$override"
echo "export GEONODE_LOCATION=${SUBSTITUTION_URL:-http://$GEONODE_LB_HOST_IP:$GEONODE_LB_PORT}" >> "$override"

rewrite() { # a file that has to be there, and the tags to fill in it
    cp "$1" "$1.orig"
    "$here/set_geoserver_auth.sh" "$@" > /dev/null 2>&1
}
data=$GEOSERVER_DATA_DIR
if [ -f "$data/security/auth/geonodeAuthProvider/config.xml" ]; then
    rewrite "$data/security/auth/geonodeAuthProvider/config.xml" baseUrl authApiKey
fi
rewrite "$data/security/role/geonode REST role service/config.xml" baseUrl authApiKey
rewrite "$data/security/filter/geonode-oauth2/config.xml" cliendId clientSecret accessTokenUri userAuthorizationUri \
    redirectUri checkTokenEndpointUrl logoutUri
rewrite "$data/global.xml" proxyBaseUrl
sed -i 's/xom-\*\.jar/xom-*.jar,bcprov*.jar/' /usr/local/tomcat/conf/catalina.properties

cat > "$data/geofence/geofence-datasource-ovr.properties" <<PROPERTIES
geofenceVendorAdapter.databasePlatform=org.hibernate.spatial.dialect.postgis.PostgisDialect
geofenceDataSource.driverClassName=org.postgresql.Driver
geofenceDataSource.url=jdbc:postgresql://$DATABASE_HOST:$DATABASE_PORT/$GEONODE_GEODATABASE
geofenceDataSource.username=$GEONODE_GEODATABASE_USER
geofenceDataSource.password=$GEONODE_GEODATABASE_PASSWORD
geofenceEntityManagerFactory.jpaPropertyMap[hibernate.default_schema]=$GEONODE_GEODATABASE_SCHEMA
PROPERTIES

web=$CATALINA_HOME/webapps/geoserver/WEB-INF/web.xml
if [[ ${GEOSERVER_CORS_ENABLED:-} =~ ^[tT]rue$ ]] && ! grep -q CorsFilter "$web"; then
    sed -i "s#</web-app>#<filter><filter-name>cors</filter-name>\
<filter-class>org.apache.catalina.filters.CorsFilter</filter-class>\
<init-param><param-name>cors.allowed.origins</param-name><param-value>$GEOSERVER_CORS_ALLOWED_ORIGINS</param-value></init-param>\
<init-param><param-name>cors.allowed.methods</param-name><param-value>$GEOSERVER_CORS_ALLOWED_METHODS</param-value></init-param>\
<init-param><param-name>cors.allowed.headers</param-name><param-value>$GEOSERVER_CORS_ALLOWED_HEADERS</param-value></init-param>\
</filter><filter-mapping><filter-name>cors</filter-name><url-pattern>/*</url-pattern></filter-mapping></web-app>#" "$web"
fi

if [[ ${FORCE_REINIT:-} =~ ^[tT]rue$ ]] || [ ! -e "$data/geoserver_init.lock" ]; then
    nohup "$here/configure_geoserver.sh" &
fi
exec env JAVA_OPTS="$JAVA_OPTS" catalina.sh run
