"""Static files in production: compressed, under names that hold a hash of what is in them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ManifestStorage(CompressedManifestStaticFilesStorage):
    """A file nobody built or collected keeps its plain name.

    So a forgotten `npm run build` or `collectstatic` gives a page without its style, still
    readable, and not an error page.
    """

    manifest_strict = False

    def stored_name(self, name):
        try:
            return super().stored_name(name)
        except ValueError:  # in no manifest, and no such file to take a hash of
            return name
