"""Who sits in a browser, and what ends a sitting."""

from flask.testing import FlaskClient

from tests import cast
from voc.db import db


def test_the_cast_can_enter_and_a_raised_sitting_number_puts_it_out(client: FlaskClient) -> None:
    people = cast.staff(db.session())
    db.session.commit()
    cast.sign_in(client, people.manager)
