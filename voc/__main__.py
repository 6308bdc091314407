"""Lets ``python -m voc`` do what the ``voc`` command does."""

from voc.cli import main

if __name__ == "__main__":
    main()
