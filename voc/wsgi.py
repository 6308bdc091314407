"""What a WSGI server serves: ``gunicorn voc.wsgi:app``."""

from voc.app import create_app

app = create_app()
