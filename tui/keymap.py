"""``keys.toml``: other keys for the actions of the screen, each named by its action's id.

``prepare.accept = "a"`` in the folder of the settings. What cannot be used is told with its line in
plain words, and everything else of the file counts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from textual.keys import _character_to_key

from assistant.settings_file import line_of
from tui.actions import EVERYWHERE, KEY_NAMES, Action

FILE = "keys.toml"
_MOVING = (
    *("j", "k", "g", "G", "up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
    *("tab", "shift+tab", "ctrl+c", "ctrl+q"),
)
"""Keys that lists, fields and Textual itself need."""
_MOST_PROBLEMS = 20
_NAMED = {name.lower(): key for key, name in KEY_NAMES.items()}

Places = Mapping[str, Sequence[Action]]
"""The actions of each place, its own first, those that are everywhere after them."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """``keys``: by action id, the keys in force where they are not the usual ones."""

    keys: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def bindings(self, places: Places) -> dict[str, str]:
        """For Textual, which drops a whole key with the action that leaves it: so whatever shares
        the usual key of a changed action is named too, with the key that it keeps."""
        usual = {action.id: action.key for actions in places.values() for action in actions}
        left = {key for name in self.keys for key in usual[name].split(",")}
        sharing = {
            name: key
            for name, key in usual.items()
            if left & set(key.split(",")) and not name.startswith("app.cite")
        }
        return {**sharing, **self.keys} if self.keys else {}


@dataclass(frozen=True, slots=True)
class _Wish:
    name: str
    keys: tuple[str, ...]
    line: int


def key_named(words: str) -> str:
    """Textual's name of a key as a person writes it: ``a``, ``A``, ``+``, ``Space``, ``F6``,
    ``ctrl+s``; "" where it is none."""
    if len(words) == 1 and words.isprintable() and words != " ":
        return _character_to_key(words)
    low = words.strip().lower()
    if low in _NAMED:
        return _NAMED[low]
    if re.fullmatch(r"f([1-9]|1[0-2])|(ctrl|alt)\+[a-z]|space|enter|insert|delete", low):
        return low
    return words if words in {*KEY_NAMES, *_MOVING} else ""


def read_keymap(text: str, places: Places) -> Keymap:
    """The keys that ``text`` asks for, without those that would take another action's key."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        where = f"Line {at[1]}" if at else "The end"
        return Keymap({}, (f"{where} of {FILE}: this is not TOML. Nothing of the file counts.",))
    known = {action.id: action for actions in places.values() for action in actions}
    problems: list[tuple[int, str]] = []
    wishes: list[_Wish] = []
    for name, value in _flat(values):
        line = line_of(name.split("."), text) or 0
        wish = _wish(name, value, line, known)
        if isinstance(wish, _Wish):
            wishes.append(wish)
        else:
            problems.append((line, wish))
    wishes.sort(key=lambda wish: wish.line)
    while (clash := _clash(wishes, places)) is not None:
        loser, words = clash
        wishes.remove(loser)
        problems.append((loser.line, words))
    told = [
        f"Line {line} of {FILE}: {words}" if line else f"{FILE}: {words}"
        for line, words in sorted(problems)[:_MOST_PROBLEMS]
    ]
    return Keymap({wish.name: _in_force(known[wish.name], wish) for wish in wishes}, tuple(told))


def _flat(values: Mapping[str, object], before: str = "") -> Iterable[tuple[str, object]]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value


def _wish(name: str, value: object, line: int, known: Mapping[str, Action]) -> _Wish | str:
    """What a line asks for, or why it cannot have it."""
    if name not in known:
        return f"there is no action {name}. viceversa keys lists them all."
    if known[name].each_key:
        return f"{name} keeps the digits."
    wanted = value if isinstance(value, list) else [value]
    keys: list[str] = []
    for one in wanted or [""]:
        if not isinstance(one, str) or not one:
            return f'{name} needs a key in quotes, such as "a" or "F6".'
        key = key_named(one)
        if not key:
            return f'"{one}" is no key that can be told apart. {name} keeps its own.'
        own = known[name].key.split(",")
        if key not in own and (key in _MOVING or (len(key) == 1 and key.isdigit())):
            return f'"{one}" moves about or opens a source. {name} keeps its own.'
        keys.append(key)
    return _Wish(name, tuple(keys), line)


def _in_force(action: Action, wish: _Wish) -> str:
    """Esc and F-keys stay beside the new key: inside text they alone are keys."""
    stays = [key for key in action.key.split(",") if key == "escape" or re.match(r"f\d", key)]
    return ",".join(dict.fromkeys([*wish.keys, *stays]))


def _clash(wishes: Sequence[_Wish], places: Places) -> tuple[_Wish, str] | None:
    """A wish that would take a key of another action of the same place, the later one first."""
    wanted = {wish.name: wish for wish in wishes}
    for wish in reversed(wishes):
        for actions in places.values():
            mine = next((action for action in actions if action.id == wish.name), None)
            if mine is None:
                continue
            for other in actions:
                if other.id == wish.name:
                    continue
                rival = wanted.get(other.id)
                if rival is not None and rival.line > wish.line:
                    continue  # told when it is that one's turn
                taken = set((_in_force(other, rival) if rival else other.key).split(","))
                # Places that take a key of everywhere by themselves may go on doing so.
                usual = set(mine.key.split(",")) & set(other.key.split(","))
                both = [key for key in wish.keys if key in taken - usual]
                if both:
                    shown = Action(wish.name, both[0], "", "").first_key
                    if rival is not None:
                        return wish, f'"{shown}" is used twice. The first one counts: {other.id}.'
                    return wish, f'"{shown}" is the key of {other.id}. {wish.name} keeps its own.'
    return None


def keys_file(places: Places) -> str:
    """A file in which everything stands as a comment, to be taken out of it line by line."""
    lines = [
        "# Keys of the screen. Take away the # before a line and change its key.",
        '# A key is a letter, a sign, a name such as "Space", "Enter" or "F6", or a list of them.',
        "# Esc and F-keys stay beside the new one. viceversa keys says what is wrong with a line.",
    ]
    told: set[str] = set()
    for place, actions in {"everywhere": EVERYWHERE, **places}.items():
        new = [action for action in actions if action.id not in told and not action.each_key]
        if new:
            lines += ["", f"# {place}"]
        for action in new:
            told.add(action.id)
            keys = [KEY_NAMES.get(key, key) for key in action.key.split(",")]
            value = ", ".join(f'"{key}"' for key in keys)
            value = f"[{value}]" if len(keys) > 1 else value
            lines.append(f"# {action.id} = {value}  # {action.help}")
    return "\n".join(lines) + "\n"
