"""Word lists of our own writing, as tab-separated files (read by `voc.nlp.lexicon`)."""
