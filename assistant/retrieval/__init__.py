"""Finding passages: splitting, words, vectors, fusion; always for one reader."""
