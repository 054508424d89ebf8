"""What every test may use."""

pytest_plugins = ["tests.replay_server", "tests.factories.places"]
