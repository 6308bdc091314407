"""Where things happen: stages, touchpoints, places, channels, promises, and the facts measured there."""
