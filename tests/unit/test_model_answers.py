"""From what a model wrote to something that can be checked, and how much is sent to it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError
from pydantic import BaseModel, SecretStr

from assistant.domain.answers import AgendaAnswer
from assistant.domain.ports import Message
from assistant.domain.schemas import schema_of
from assistant.errors import InvalidInput, ModelAnswerUnusable
from assistant.llm import keys
from assistant.llm.parsing import Cleaner, NotAsAsked, json_text, parse, sound
from assistant.llm.structured import ask_for
from assistant.llm.tokens import count_messages, count_tokens, fit
from tests.scripted_model import ScriptedChatModel


class Word(BaseModel):
    word: str


@pytest.mark.parametrize(
    "answer",
    [
        '{"word": "yes"}',
        '  {"word": "yes"}\n',
        '```json\n{"word": "yes"}\n```',
        'Sure! Here it is:\n\n```\n{"word": "yes"}\n```\nAnything else?',
        'The object is {"word": "yes"}, as you asked.',
        '<think>Perhaps {"word": "no"}?</think>\n{"word": "yes"}',
        '{not json} {"word": "yes"}',
        '{"word": "yes", "extra": {"deep": [1, 2]}}',
    ],
)
def test_the_object_is_found_whatever_the_model_wraps_around_it(answer: str) -> None:
    assert parse(answer, Word).word == "yes"


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("", "There is no JSON object in the answer."),
        ("I cannot do that.", "There is no JSON object in the answer."),
        ('{"word": "ye', "At the answer: Invalid JSON"),
        ('<think>{"word": "no"}', "There is no JSON object in the answer."),
        ('{"colour": 1}', "At word: Field required."),
        ('{"word": 7}', "At word: Input should be a valid string."),
    ],
)
def test_the_model_is_told_in_a_sentence_what_was_wrong(answer: str, sentence: str) -> None:
    with pytest.raises(NotAsAsked) as wrong:
        parse(answer, Word)
    assert wrong.value.sentences[0].startswith(sentence.rstrip("."))


@settings(deadline=None)
@given(st.text(max_size=400))
def test_no_answer_of_any_kind_escapes_as_another_error(answer: str) -> None:
    try:
        parse(answer, AgendaAnswer)
    except NotAsAsked as wrong:
        assert wrong.sentences


def test_very_deep_json_is_no_object_instead_of_a_crash() -> None:
    with pytest.raises(NotAsAsked):
        parse('{"word":' * 20_000, Word)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a", "<", "think", ">", "</think>", "\ud83d", "\ude00", "\n"])))
def test_a_stream_shows_the_same_whatever_its_fragments(pieces: list[str]) -> None:
    def shown(fragments: list[str]) -> str:
        cleaner = Cleaner()
        return "".join(cleaner.feed(fragment) for fragment in fragments) + cleaner.end()

    text = "".join(pieces)
    assert shown(pieces) == shown([text]) == shown(list(text))
    assert "<think>" not in shown(pieces)


def test_surrogate_halves_split_between_fragments_become_one_letter() -> None:
    cleaner = Cleaner()
    assert cleaner.feed("Hello \ud83d") == "Hello "
    assert cleaner.feed("\ude00!") == "\U0001f600!"
    assert sound("\ud83d\x00") == "\ufffd\ufffd"


def test_the_schema_that_is_sent_is_closed_and_names_no_minutes() -> None:
    schema = schema_of(AgendaAnswer)
    line = schema["properties"]["lines"]["items"]
    assert set(line["properties"]) == {"id", "topic", "purpose", "prompts", "cites"}
    assert line["additionalProperties"] is False
    assert line["required"] == list(line["properties"])
    assert "$ref" not in json.dumps(schema)


def test_lowest_ranked_passages_go_first_and_none_below_a_dropped_one_stays() -> None:
    ranked = ["a" * 300, "b" * 300, "c" * 3000, "d" * 3]
    fitted = fit(ranked, fixed=500, window=1000, answer=200)
    assert (fitted.kept, fitted.dropped) == ((0, 1), (2, 3))
    assert fitted.tokens <= 800
    assert fit(ranked, fixed=900, window=1000, answer=200).fits is False


@settings(deadline=None)
@given(st.lists(st.text(max_size=300), max_size=12), st.integers(512, 4096))
def test_what_is_kept_always_fits_the_window(ranked: list[str], window: int) -> None:
    fitted = fit(ranked, fixed=100, window=window, answer=200)
    assert fitted.tokens + 200 <= window
    assert (*fitted.kept, *fitted.dropped) == tuple(range(len(ranked)))


def test_tokens_are_counted_rather_too_high_than_too_low() -> None:
    english = "What happened in the half minute before you pressed send? "
    assert count_tokens(english * 10) >= 130  # a real tokenizer gives 12 or 13 a sentence
    assert count_messages([Message(role="user", content=english)]) > count_tokens(english)


async def test_a_repair_turn_shows_the_model_its_answer_and_its_faults() -> None:
    model = ScriptedChatModel("no idea", '{"word": "yes"}')
    found, repaired = await ask_for(model, [Message(role="user", content="?")], Word)
    assert (found.word, repaired) == ("yes", True)
    assert [message.role for message in model.requests[1]] == ["user", "assistant", "user"]
    hopeless = ScriptedChatModel("no", "still no")
    with pytest.raises(ModelAnswerUnusable):
        await ask_for(hopeless, [Message(role="user", content="?")], Word)


class SafeKeyring(KeyringBackend):
    """Keeps secrets in memory, as a system's keyring does in its own way."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


class PlaintextKeyring(SafeKeyring):
    """Named like those that write a file in clear."""


def use_keyring(monkeypatch: pytest.MonkeyPatch, backend: KeyringBackend) -> None:
    monkeypatch.setattr("keyring.get_keyring", lambda: backend)
    monkeypatch.setattr("keyring.get_password", backend.get_password)
    monkeypatch.setattr("keyring.set_password", backend.set_password)
    monkeypatch.setattr("keyring.delete_password", backend.delete_password)


def test_a_key_is_found_for_its_host_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    use_keyring(monkeypatch, SafeKeyring())
    monkeypatch.setenv("OPENAI_API_KEY", "sk-general")
    keys.keep_key("models.example.org", SecretStr(" sk-one "))
    found = keys.find_key("models.example.org")
    assert found is not None
    assert found.get_secret_value() == "sk-one"
    assert "sk-one" not in repr(found)
    assert keys.find_key("other.example") is None
    keys.forget_key("models.example.org")
    keys.forget_key("models.example.org")
    assert keys.find_key("models.example.org") is None


def test_only_the_variable_that_was_named_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_MODEL_KEY", "sk-two")
    found = keys.find_key("example.org", "MY_MODEL_KEY")
    assert found is not None
    assert found.get_secret_value() == "sk-two"
    for wrong in ("NOT_SET_AT_ALL", "sk-key itself"):
        with pytest.raises(InvalidInput) as refused:
            keys.find_key("example.org", wrong)
        assert "sk-key itself" not in refused.value.sentences()


def test_no_key_is_kept_where_it_would_lie_in_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    backend = PlaintextKeyring()
    use_keyring(monkeypatch, backend)
    with pytest.raises(InvalidInput) as refused:
        keys.keep_key("example.org", SecretStr("sk-three"))
    assert refused.value.safe == "The key was not stored."
    assert "sk-three" not in refused.value.sentences()
    assert not keys.can_keep_keys()
    assert backend.kept == {}


def test_json_text_gives_the_words_back_where_there_is_no_object() -> None:
    assert json_text("  no object here ") == "no object here"
