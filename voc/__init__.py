"""VOC: satisfaction surveys and the voice of the customer, for Chinese service companies."""

__version__ = "0.1.0"
