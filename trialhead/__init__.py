"""trialhead brings people and clinical studies together."""
