"""Private notes on the words of a study: kept on the reader's device, shared by the reader."""
