"""Verbatims from everywhere: survey answers, the public page, files, the API; tagged and masked."""
