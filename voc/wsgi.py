"""What a WSGI server serves: ``gunicorn voc.wsgi:app``. It wants a secret key of its own in every environment."""

import os

from voc.app import create_app
from voc.settings import DEVELOPMENT_KEY, SettingsFault, read

settings = read(os.environ)
if settings.secret_key == DEVELOPMENT_KEY:
    raise SettingsFault("VOC_SECRET_KEY is missing: a WSGI server may be reached by others")
app = create_app(settings)
