from geonode.standin.db_router import DatastoreRouter  # noqa: F401
