"""Scores, touchpoints, themes and exports, read from roll-ups."""
