from django.apps import AppConfig
from django.db.models.signals import post_migrate


def accounts(sender, using, **kwargs):
    """Before any bootstrap there are groups and one user, so "no user yet" is never true."""
    from django.contrib.auth.models import Group
    from geonode.people.models import Profile

    if using == "default":
        for name in ("anonymous", "registered-members", "contributors"):
            Group.objects.get_or_create(name=name)
        user, created = Profile.objects.get_or_create(pk=-1, defaults={"username": "AnonymousUser"})
        if created:
            user.set_unusable_password()
            user.save()


class PeopleConfig(AppConfig):
    name = "geonode.people"

    def ready(self):
        from django.contrib.auth.signals import user_logged_in

        from geonode.security.middleware import give_token

        post_migrate.connect(accounts, sender=self)
        user_logged_in.connect(give_token)
