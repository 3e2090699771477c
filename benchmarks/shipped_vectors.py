"""Make the vectors and stems that ship with the cards: ``python -m benchmarks.shipped_vectors``.

Run it after a card, the splitting or the bundled embedder changed; the tests say when.
"""

from __future__ import annotations

import snowballstemmer

import knowledge
from assistant.domain.citing import guidance_source
from assistant.exchange.cards import load_cards
from assistant.retrieval.minilm import bundled_embedder
from assistant.retrieval.shipped import FILE, write_shipped
from assistant.retrieval.splitting import searched_text, split
from assistant.retrieval.terms import STEMS, STOP_WORDS, words_of


def main() -> None:
    cards = [guidance_source(card) for card in load_cards(knowledge.FOLDER / "guidance")]
    count = write_shipped(knowledge.FOLDER / FILE, bundled_embedder(), cards)
    texts = [searched_text(passage) for card in cards for passage in split(card)]
    words = {word for text in texts for word in words_of(text)} - STOP_WORDS
    stemmer = snowballstemmer.stemmer("english")
    lines = [f"{word} {stemmer.stemWord(word)}\n" for word in sorted(words)]
    (knowledge.FOLDER / STEMS).write_text("".join(lines), encoding="utf-8")
    print(f"{count} passages of {len(cards)} cards, {len(lines)} words")


if __name__ == "__main__":
    main()
