from django.contrib.auth.hashers import PBKDF2SHA1PasswordHasher


class PBKDF2SHA1WrappedSHA1PasswordHasher(PBKDF2SHA1PasswordHasher):
    """For the SHA-1 hashes of 4.4, which the real one's migration wraps. Nothing here has such a password."""

    algorithm = "pbkdf2sha1_wrapped_sha1"
