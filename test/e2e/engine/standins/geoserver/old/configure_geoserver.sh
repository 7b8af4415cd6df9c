#!/bin/bash
# The images up to 2.27.4 stop at the first answer or after a minute, and write the lock whatever came of it. Here the
# minute is over at once, as it is on a machine where GeoServer takes longer: the factory password stays.
code=$(curl -s -o /dev/null -w '%{http_code}' -X PUT -H 'Content-Type: application/xml' \
    -d "<userPassword><newPassword>${GEOSERVER_ADMIN_PASSWORD:-geoserver}</newPassword></userPassword>" \
    -u "${GEOSERVER_ADMIN_USER:-admin}:${GEOSERVER_FACTORY_PASSWORD:-geoserver}" \
    "http://localhost:${GEOSERVER_LB_PORT:-8080}/geoserver/rest/security/self/password")
echo "GeoServer admin password: $code"
date > "$GEOSERVER_DATA_DIR/geoserver_init.lock"
