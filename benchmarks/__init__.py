"""How good and how fast trialhead is, measured beside named peers on the same machine."""
