#!/bin/sh
# The GeoNode image's part: two databases and their roles. Names and passwords go into the SQL as they are, and the
# databases belong to the superuser, as there. A project's own script takes this one's place (the same path).
set -e
create() {
    psql -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres <<SQL
CREATE USER $2;
ALTER USER $2 WITH ENCRYPTED PASSWORD '$3';
CREATE DATABASE $1;
GRANT ALL PRIVILEGES ON DATABASE $1 TO $2;
ALTER USER $2 CREATEDB;
SQL
    psql -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$1" <<SQL
GRANT CREATE, USAGE ON SCHEMA public TO $2;
CREATE EXTENSION IF NOT EXISTS postgis;
GRANT ALL ON geometry_columns, spatial_ref_sys TO PUBLIC;
SQL
}
if [ -n "$GEONODE_DATABASE" ]; then
    create "$GEONODE_DATABASE" "${GEONODE_DATABASE_USER:-$GEONODE_DATABASE}" "${GEONODE_DATABASE_PASSWORD:-geonode}"
fi
if [ -n "$GEONODE_GEODATABASE" ]; then
    create "$GEONODE_GEODATABASE" "${GEONODE_GEODATABASE_USER:-$GEONODE_GEODATABASE}" \
        "${GEONODE_GEODATABASE_PASSWORD:-geonode_data}"
fi
