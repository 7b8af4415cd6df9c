class DatastoreRouter:
    """dynamic_models live in the database "datastore", and nothing else does. The same on every line, under other names."""

    labels = ("geonode_importer", "dynamic_models")

    def db_for_read(self, model, **hints):
        return "datastore" if model._meta.app_label in self.labels else None

    db_for_write = db_for_read

    def allow_relation(self, obj1, obj2, **hints):
        return True if obj1._meta.app_label in self.labels or obj2._meta.app_label == "layer" else None

    def allow_migrate(self, db, app_label, **hints):
        if app_label in self.labels:
            return db == "datastore"
        return None if db == "default" else False
