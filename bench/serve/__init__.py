"""What the scenario `serve` and `tests/third_party/rest` need: servers to start, load to put on them, abuse."""
