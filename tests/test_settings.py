"""Settings: strict, whole, and safe in production."""

from pathlib import Path

import pytest

from voc.settings import DEVELOPMENT_KEY, Settings, SettingsFault, read

KEY = "0123456789abcdef" * 2
PRODUCTION = {"VOC_ENV": "production", "VOC_SECRET_KEY": KEY, "VOC_BASE_URL": "https://voc.example.cn"}


def test_an_empty_environment_gives_development_on_sqlite() -> None:
    settings = read({})
    assert (settings.env, settings.secret_key) == ("development", DEVELOPMENT_KEY)
    assert settings.url == f"sqlite:///{Path('var/voc.sqlite3').resolve()}"


def test_other_programs_variables_are_left_alone() -> None:
    assert read({"HOME": "/root", "VOC_TEST_PG": "postgresql://x"}) == Settings()


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("VOC_PORT", "8080", "port", 8080),
        ("VOC_LOOP", "off", "loop", False),
        ("VOC_LOOP_SECONDS", "0.5", "loop_seconds", 0.5),
        ("VOC_TIMEZONE", "Asia/Urumqi", "timezone", "Asia/Urumqi"),
        ("VOC_COMPANY", "禾木生活", "company", "禾木生活"),
        (
            "VOC_DATABASE_URL",
            "postgresql+psycopg://voc@db/voc",
            "database_url",
            "postgresql+psycopg://voc@db/voc",
        ),
    ],
)
def test_a_setting_is_read_in_its_own_type(name: str, text: str, field: str, value: object) -> None:
    assert getattr(read({name: text}), field) == value


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("VOC_PORT", "soon", "VOC_PORT must be a whole number from 1 to 65535, got 'soon'"),
        ("VOC_PORT", "8０", "VOC_PORT must be a whole number"),
        ("VOC_LOOP", "maybe", "VOC_LOOP must be on or off, got 'maybe'"),
        ("VOC_LOOP_SECONDS", "nan", "VOC_LOOP_SECONDS must be seconds"),
        ("VOC_TIMEZONE", "Mars/Base", "VOC_TIMEZONE must be a time zone such as Asia/Shanghai"),
        (
            "VOC_DATABASE_URL",
            "postgresql://x/y",
            "VOC_DATABASE_URL must be sqlite:///path or postgresql+psycopg://",
        ),
        ("VOC_ENV", "prod", "VOC_ENV must be development, production or test"),
        ("VOC_COLOUR", "red", "VOC_COLOUR is not a setting"),
    ],
)
def test_an_unusable_setting_is_named_with_what_it_must_be(name: str, text: str, said: str) -> None:
    with pytest.raises(SettingsFault) as caught:
        read({name: text})
    assert said in str(caught.value)


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(SettingsFault) as caught:
        read({"VOC_PORT": "x", "VOC_LOOP": "y", "VOC_NOPE": "z"})
    assert len(str(caught.value).splitlines()) == 3


def test_a_refused_secret_is_not_printed() -> None:
    with pytest.raises(SettingsFault) as caught:
        read({"VOC_SECRET_KEY": "too-short-secret"})
    assert "too-short-secret" not in str(caught.value)


def test_a_secret_of_one_letter_is_no_secret() -> None:
    with pytest.raises(SettingsFault, match="VOC_SECRET_KEY"):
        read({"VOC_SECRET_KEY": "k" * 40})


def test_the_published_key_serves_this_machine_only() -> None:
    with pytest.raises(SettingsFault, match="VOC_HOST opens this machine"):
        read({"VOC_HOST": "0.0.0.0"})
    assert read({"VOC_HOST": "0.0.0.0", "VOC_SECRET_KEY": KEY}).host == "0.0.0.0"


def test_production_starts_with_a_key_and_an_https_address() -> None:
    assert read(PRODUCTION).production


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"VOC_SECRET_KEY": None}, "VOC_SECRET_KEY is missing"),
        ({"VOC_DEBUG": "on"}, "VOC_DEBUG must be off"),
        ({"VOC_BASE_URL": "http://voc.example.cn"}, "VOC_BASE_URL must begin with https://"),
    ],
)
def test_production_refuses_to_start(change: dict[str, str | None], said: str) -> None:
    environ = {name: text for name, text in {**PRODUCTION, **change}.items() if text is not None}
    with pytest.raises(SettingsFault, match=said):
        read(environ)
