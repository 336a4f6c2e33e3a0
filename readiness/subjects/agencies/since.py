"""その後: what is known of one agency today, for its karte; the rows are those of its way over time."""

from readiness.data import queries
from readiness.language.wording import apart, said, t
from readiness.subjects.agencies.gss import when
from readiness.subjects.agencies.history import AgencyHistory
from readiness.subjects.model import Line, Passage


def since(name: str) -> Passage:
    """Its state on GSS with the time, what the documents say, and a link to everything since 2014."""
    rows = queries.agency_gss_details()
    rows = rows[(rows["agency_name"] == name) & rows["agency_order"].notna()]
    if rows.empty:
        return Passage("", ())
    row = next(rows.itertuples())
    code = f"{int(row.agency_order):02}"
    state = apart([t("since.gss", status=t(f"gss.status.{row.status}")), when(row)])
    lines = [Line(state, label=t("since.heading"), remark=said(str(row.note)))]
    if code in AgencyHistory.choice("agency", {}).options:  # type: ignore[union-attr]
        link = AgencyHistory(agency=code).link
        lines.append(Line(t("since.history", name=name), link=link))
    return Passage("", tuple(lines), is_small=True)
