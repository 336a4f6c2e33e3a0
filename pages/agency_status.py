"""府省庁の整備状況: the printed table made readable, with its totals and what cannot be read."""

from readiness import screen
from readiness.language.wording import t
from readiness.screen import meeting
from readiness.subjects.agencies.status import AgencyStatus

status = screen.subject(AgencyStatus)
order_column, item_column = screen.title(status.content.title, 4.6, 3)
with order_column:
    screen.control(status, "order", label=t("agency_status.order"), look="segments")
with item_column:
    screen.control(status, "item", label=t("agency_status.item"))
screen.headline(status)
screen.figure(status, "matrix")
screen.origin(status)
screen.rows(status, "answers")
meeting.add(status)
