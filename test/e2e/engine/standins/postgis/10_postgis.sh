#!/bin/sh
# The postgis image's part of the initialisation: a template database and the default database get the extension.
set -e
psql -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres <<'SQL'
CREATE DATABASE template_postgis IS_TEMPLATE true;
SQL
for db in template_postgis "$POSTGRES_DB"; do
    psql -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$db" -c "CREATE EXTENSION IF NOT EXISTS postgis;"
done
