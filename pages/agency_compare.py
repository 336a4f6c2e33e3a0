"""府省庁の比較: two to four agencies side by side, item by item."""

from readiness import screen
from readiness.language.wording import t
from readiness.screen import meeting
from readiness.subjects.agencies.compare import AgencyCompare

compare = screen.subject(AgencyCompare)
(control,) = screen.title(compare.content.title, 8)
with control:
    screen.control(
        compare,
        "agencies",
        label=t("agency_compare.pick"),
        placeholder=t("agency_compare.placeholder"),
        label_visibility="collapsed",
    )
screen.headline(compare)
screen.beside(compare, "beside")
screen.origin(compare)
screen.rows(compare, "rows")
meeting.add(compare)
