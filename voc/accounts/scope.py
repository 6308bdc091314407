"""How much of the house one reader may see. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """What a reader may see: ids of touchpoints and of places; None means all of them.

    A reader with places set sees only what happened at those places, never what has no place.
    """

    touchpoint_ids: frozenset[int] | None = None
    place_ids: frozenset[int] | None = None

    def sees(self, touchpoint_id: int | None, place_id: int | None = None) -> bool:
        """Whether the reader may see what happened at that touchpoint and place; None is "nowhere known"."""
        return (self.touchpoint_ids is None or touchpoint_id in self.touchpoint_ids) and (
            self.place_ids is None or place_id in self.place_ids
        )

    def sees_touchpoint(self, touchpoint_id: int) -> bool:
        """Whether the touchpoint itself may be named and opened; its figures are still confined to places."""
        return self.touchpoint_ids is None or touchpoint_id in self.touchpoint_ids

    def sees_place(self, place_id: int) -> bool:
        """Whether the place itself may be named and chosen."""
        return self.place_ids is None or place_id in self.place_ids


EVERYTHING = Scope()
"""Nothing hidden."""
