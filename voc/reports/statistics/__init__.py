"""Scores, shares, means, tests and verdicts with their uncertainty. Pure: counts in, frozen values out."""
