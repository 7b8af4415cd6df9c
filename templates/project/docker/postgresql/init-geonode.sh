#!/bin/sh
# Creates both databases, each with a role of its own that owns it and can do nothing else.
# Names and passwords reach SQL through psql's quoting, so any character may stand in them.
set -eu

sql() {
    psql -X -q -v ON_ERROR_STOP=1 --no-password -U "$POSTGRES_USER" "$@"
}

create() { # database, role, password
    echo "db: creating database $1 with role $2"
    PASSWORD=$3 sql -d postgres -v database="$1" -v role="$2" <<'END'
\getenv password PASSWORD
SELECT format('CREATE ROLE %I', :'role') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \gexec
ALTER ROLE :"role" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'role')
    WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
END
    sql -d "$1" -v role="$2" <<'END'
CREATE EXTENSION IF NOT EXISTS postgis;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO :"role";
GRANT ALL ON geometry_columns, geography_columns, spatial_ref_sys TO :"role";
END
}

create "$GEONODE_DATABASE" "$GEONODE_DATABASE_USER" "$GEONODE_DATABASE_PASSWORD"
create "$GEONODE_GEODATABASE" "$GEONODE_GEODATABASE_USER" "$GEONODE_GEODATABASE_PASSWORD"
