"""Settings from file and environment, and where things live."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from subprocess import run

import pytest
import tzlocal

import assistant
from assistant.errors import InvalidInput, StorageTrouble
from assistant.locations import default_store, index_folder, private_folder
from assistant.settings import Connection, Settings, load_settings, save_settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def problem(path: Path, text: str, environ: dict[str, str] | None = None) -> str:
    path.write_text(text)
    with pytest.raises(InvalidInput) as refused:
        load_settings(path, environ=environ or {})
    return refused.value.happened


def test_without_a_file_everything_has_a_default(path):
    settings = load_settings(path, environ={})
    assert settings == Settings()
    assert settings.connection.timeouts.first_token == 30
    assert not settings.connection.is_set


def test_what_is_saved_is_loaded_again(path):
    settings = Settings(
        person="ana",
        motion=False,
        time_zone="Asia/Kathmandu",
        connection=Connection(base_url="http://localhost:8080/v1", replace_names=True),
    )
    assert save_settings(settings, path) == path
    assert load_settings(path, environ={}) == settings
    assert str(load_settings(path, environ={}).zone()) == "Asia/Kathmandu"


def test_saving_keeps_a_persons_comments_and_drops_what_is_a_default_again(path):
    path.write_text('# mine\ntheme = "dark" # at night\nperson = "ana"\n')
    settings = load_settings(path, environ={})
    save_settings(settings.model_copy(update={"theme": "light", "person": ""}), path)
    assert path.read_text() == '# mine\ntheme = "light" # at night\n'


def test_the_file_is_its_owners_alone(path):
    path.write_text("")
    path.chmod(0o644)
    save_settings(Settings(person="ana"), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_the_environment_stands_above_the_file_and_is_not_written_into_it(path):
    path.write_text('store = "/mine"\n')
    environ = {"VICEVERSA_STORE": "/theirs", "VICEVERSA_AS": "ben", "VICEVERSA_MOTION": "false"}
    settings = load_settings(path, environ=environ)
    assert (settings.store, settings.person, settings.motion) == ("/theirs", "ben", False)
    save_settings(settings.model_copy(update={"theme": "light"}), path)
    assert load_settings(path, environ={}) == Settings(store="/mine", theme="light")


def test_the_environment_cannot_choose_where_words_are_sent(path):
    environ = {
        "OPENAI_BASE_URL": "https://elsewhere.example",
        "VICEVERSA_BASE_URL": "https://elsewhere.example",
        "VICEVERSA_CONNECTION": "https://elsewhere.example",
        "VICEVERSA_ALLOWED_HOSTS": "elsewhere.example",
    }
    assert load_settings(path, environ=environ).connection == Connection()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("them = 'dark'", "line 1: them: there is no such setting"),
        ("\n\ntheme = 7", "line 3: theme: must be text in quotes"),
        ("[connection]\n\nkey = 'sk-secret'", "line 3: connection.key: there is no such setting"),
        ("[connection]\nkey_env = 'sk-secret'", "line 2: connection.key_env: must be the name"),
        ("[connection]\nbase_url = 'secret'", "line 2: connection.base_url: must begin with http"),
        ("[connection.timeouts]\n\nidle = -1", "line 3: connection.timeouts.idle: "),
        ("connection.timeouts.idle = 'a'", "line 1: connection.timeouts.idle: must be a number"),
        ("connection = 3", "line 1: connection: must be a table"),
        ("time_zone = 'Mars/Base'", "line 1: time_zone: is no time zone"),
        ("theme = 'a'\ntheme == 'secret'", "line 2: this is not TOML"),
        ("theme = 'secret", "this is not TOML"),
    ],
)
def test_a_mistake_is_named_by_file_and_line_without_the_value(path, text, said):
    answer = problem(path, text)
    assert answer.startswith(str(path).replace(str(Path.home()), "~", 1))
    assert said in answer
    assert "secret" not in answer


def test_a_mistake_in_the_environment_is_named_by_its_variable(path):
    assert problem(path, "", {"VICEVERSA_MOTION": "perhaps"}).startswith("VICEVERSA_MOTION: ")


def test_settings_that_cannot_be_written_are_a_plain_message_and_the_old_ones_stay(tmp_path):
    with pytest.raises(StorageTrouble):
        save_settings(Settings(person="ana"), Path("/proc/none/settings.toml"))
    broken = tmp_path / "broken.toml"
    broken.write_text("theme = = 1")
    with pytest.raises(InvalidInput):
        save_settings(Settings(person="ana"), broken)
    assert broken.read_text() == "theme = = 1"


@pytest.fixture
def in_lisbon():
    """A computer in Lisbon; tzlocal remembers the first zone that it was asked for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Europe/Lisbon")
        tzlocal.reload_localzone()
        yield
    tzlocal.reload_localzone()


def test_the_zone_is_this_computers_where_none_is_set(in_lisbon):
    assert str(Settings().zone()) == "Europe/Lisbon"


def test_the_store_is_the_one_that_the_environment_names():
    assert default_store({"VICEVERSA_STORE": "postgresql://h/d"}) == "postgresql://h/d"
    assert default_store({"VICEVERSA_STORE": " "}).endswith("store.sqlite")


def test_an_index_lies_beside_its_store_or_where_its_name_tells_nothing(tmp_path):
    store = tmp_path / "my.sqlite"
    assert index_folder(store) == tmp_path / "my.sqlite.index"
    assert index_folder(f"sqlite:///{store}") == tmp_path / "my.sqlite.index"
    assert index_folder(":memory:") is None
    shared = index_folder("postgresql://ana:hunter2@db.example/programme")
    assert shared == index_folder("postgresql://ana:changed@db.example/programme")
    assert shared != index_folder("postgresql://ana:changed@db.example/other")
    assert "example" not in str(shared)
    assert "hunter2" not in str(shared)


def test_folders_are_their_owners_alone(tmp_path):
    made = private_folder(tmp_path / "a" / "b")
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert private_folder(made) == made


def test_reading_settings_loads_nothing_heavy():
    heavy = "sqlalchemy alembic tomlkit tzlocal pydantic_settings filelock numpy textual"
    code = (
        "import sys; from assistant.settings import load_settings; load_settings(environ={});"
        f"print([name for name in {heavy.split()} if name in sys.modules])"
    )
    root = Path(assistant.__file__).parents[1]
    answer = run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
