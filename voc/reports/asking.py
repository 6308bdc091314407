"""What a request for a report asks for: its filters, its reader, today; and addresses that keep them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app, request, url_for
from flask_babel import gettext as _

from voc.accounts.access import current_staff
from voc.accounts.scope import Scope
from voc.db import db
from voc.journey import selection
from voc.journey.channels import CHANNEL_LABELS
from voc.journey.selection import PERIOD_DAYS, Selection
from voc.reports import calendar, filters, offers
from voc.settings import Settings
from voc.web.clock import now

KEPT = ("tone", "theme", "touchpoint")
"""URL arguments that choose within a page and outlive a change of filter."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for, and who asks. today: in the company's time zone."""

    selection: Selection
    scope: Scope
    today: date
    settings: Settings
    offered: filters.Offered

    @property
    def arguments(self) -> dict[str, str]:
        """The selection as URL arguments."""
        return self.selection.arguments(self.today)

    @property
    def confined(self) -> list[str] | None:
        """The names of the places that the reader is confined to, or None for a reader who sees them all."""
        return None if self.scope.place_ids is None else [store.name for store in self.offered.stores]

    @property
    def bar(self) -> filters.FilterBar:
        """The filter bar of this page."""
        return filters.bar(
            self.selection,
            self.offered,
            self.today,
            here,
            lengths={days: _("近 %(days)s 天", days=days) for days in PERIOD_DAYS},
            labels={channel: _(label) for channel, label in CHANNEL_LABELS.items()},
        )

    def remaining(self, count: Callable[[Selection], int]) -> list[tuple[filters.Lifted, int]]:
        """Each condition that could be lifted, with how much `count` finds without it."""
        bar = self.bar
        lifted = filters.lifted(self.selection, bar.channel, bar.place, self.today, here)
        return [(one, count(one.selection)) for one in lifted]


def asked() -> Asked:
    """What this request asks for.

    Raises SelectionFault for filters that cannot be read, ZoneChanged while the cells count other days.
    """
    settings: Settings = current_app.config["VOC"]
    calendar.check(db.session(), settings.zone)
    today = now().astimezone(settings.zone).date()
    chosen = selection.read(request.args, today)
    scope = current_staff().scope
    return Asked(chosen, scope, today, settings, offers.offered(db.session(), chosen, scope))


def here(arguments: Mapping[str, str]) -> str:
    """This page under other filters; what else its URL chooses stays."""
    values: dict[str, Any] = {name: request.args[name] for name in KEPT if name in request.args}
    return url_for(str(request.endpoint), **(request.view_args or {}), **{**values, **arguments})
