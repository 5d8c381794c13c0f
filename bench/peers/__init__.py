"""Other engines doing courtier's work, each as well as its own idioms allow: the bench times them, `tests/third_party`
counts with them."""
