"""Make the vectors that ship with the guidance cards: ``python -m benchmarks.shipped_vectors``.

Run it after a card, the splitting or the bundled embedder changed; the tests say when.
"""

from __future__ import annotations

import knowledge
from assistant.domain.citing import guidance_source
from assistant.exchange.cards import load_cards
from assistant.retrieval.minilm import bundled_embedder
from assistant.retrieval.shipped import FILE, write_shipped


def main() -> None:
    cards = [guidance_source(card) for card in load_cards(knowledge.FOLDER / "guidance")]
    count = write_shipped(knowledge.FOLDER / FILE, bundled_embedder(), cards)
    print(f"{count} passages of {len(cards)} cards")


if __name__ == "__main__":
    main()
