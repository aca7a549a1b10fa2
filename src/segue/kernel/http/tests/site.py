"""A small site with one route for each way to answer."""

from typing import Annotated, Any

from django.db import OperationalError
from django.http import Http404, HttpRequest
from django.urls import path
from ninja import NinjaAPI, Query, Schema
from ninja.errors import HttpError

from segue.kernel.errors import DomainError, NotFound, Refusal
from segue.kernel.http import Page, PageQuery, Router, operators, paginate, problems, public, signed_in
from segue.kernel.jobs.models import Job


class SleeveTorn(DomainError):
    code = "test.sleeve_torn"
    refusal = Refusal.CONFLICT
    title = "The sleeve is torn"


class Sleeve(Schema):
    size_mm: int


class JobShown(Schema):
    id: str


router = Router()


@router.get("/open", auth=public)
def read_open(request: HttpRequest) -> dict[str, bool]:
    return {"ok": True}


@router.post("/open", auth=public)
def write_open(request: HttpRequest, sleeve: Sleeve) -> dict[str, int]:
    return {"size_mm": sleeve.size_mm}


@router.get("/mine", auth=signed_in)
def read_mine(request: HttpRequest) -> dict[str, bool]:
    return {"ok": True}


@router.get("/operators", auth=operators)
def read_operators(request: HttpRequest) -> dict[str, bool]:
    return {"ok": True}


FAILURES: dict[str, Exception] = {
    "missing": Http404("no such row"),
    "not-found": NotFound(),
    "conflict": SleeveTorn("Glue it, then try again."),
    "http": HttpError(418, "short and stout"),
    "database": OperationalError("connection refused\nis the server running?"),
    "crash": ZeroDivisionError("a secret detail"),
}


@router.get("/failures/{name}", auth=public)
def fail(request: HttpRequest, name: str) -> None:
    raise FAILURES[name]


@router.get("/jobs", auth=public, response=Page[JobShown])
def read_jobs(request: HttpRequest, query: Annotated[PageQuery, Query()]) -> dict[str, Any]:
    return paginate(
        Job.objects.all(), query, order=("created_at", "id"), show=lambda job: {"id": str(job.pk)}
    )


api = NinjaAPI(urls_namespace="kernel-http-tests", docs_url=None)
problems.install(api)
api.add_router("", router)
urlpatterns = [path("api/", api.urls)]
