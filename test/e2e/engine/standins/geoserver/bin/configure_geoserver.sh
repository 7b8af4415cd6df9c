#!/bin/bash
# In the background of the first start: replaces the factory password; the lock is written only when that worked.
url=http://localhost:${GEOSERVER_LB_PORT:-8080}/geoserver
body="<userPassword><newPassword>${GEOSERVER_ADMIN_PASSWORD:-geoserver}</newPassword></userPassword>"
for _ in {1..28}; do
    if curl -fsS -o /dev/null "$url/" 2>/dev/null; then
        code=$(curl -s -o /dev/null -w '%{http_code}' -X PUT -H 'Content-Type: application/xml' -d "$body" \
            -u "${GEOSERVER_ADMIN_USER:-admin}:${GEOSERVER_FACTORY_PASSWORD:-geoserver}" "$url/rest/security/self/password")
        echo "GeoServer admin password: $code"
        if [ "$code" = 200 ]; then
            date > "$GEOSERVER_DATA_DIR/geoserver_init.lock"
            exit 0
        fi
    fi
    sleep 2
done
echo "GeoServer admin password not changed"
