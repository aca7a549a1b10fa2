"""Reporting content, and what became of it."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Status

from segue.catalog import queries as catalog_queries
from segue.kernel.http import Page, PageQuery, Router, paginate, public, signed_in
from segue.kernel.http.client_address import client_address, network_of
from segue.kernel.http.viewer import viewer_key_of
from segue.kernel.rate_limits import RateLimit, hit
from segue.moderation import queries, services
from segue.moderation.schemas import NewReport, OwnReportOut, show_own_report

router = Router()
HOUR_S = 3600
BY_PEOPLE = RateLimit("report-person", 30, HOUR_S)
BY_VISITORS = RateLimit("report-visitor", 5, HOUR_S)


@router.post("/reports", auth=public, response={201: OwnReportOut})
def report_content(request: HttpRequest, new: NewReport) -> Status[OwnReportOut]:
    """Tell the moderators of something that one sees. Who reported is told to nobody on its team; again changes one's
    open report of it. At most 30 in an hour, and five for visitors of one network."""
    _limit(request)
    made = services.report(
        request.user,
        new.subject_kind,
        new.subject_id,
        reason=new.reason,
        message=new.message,
        contact=new.contact or "",
        guest=catalog_queries.guest_of(viewer_key_of(request)),
    )
    return Status(201, show_own_report(made))


@router.get("/reports/mine", auth=signed_in, response=Page[OwnReportOut])
def list_own_reports(request: HttpRequest, page: Query[PageQuery]) -> dict[str, Any]:
    """With what came of each, newest first."""
    return paginate(queries.reports_by(request.user), page, order=("created_at", "id"), show=show_own_report)


def _limit(request: HttpRequest) -> None:
    """Counted before anything is looked up. Raises RateLimited."""
    if request.user.is_authenticated:
        hit(BY_PEOPLE, str(request.user.pk))
    else:
        hit(BY_VISITORS, network_of(client_address(request)))
