"""Pages hold each row once, whatever is added between them; a cursor that isn't ours is refused."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from segue.kernel.ids import new_id
from segue.kernel.jobs.models import Job

pytestmark = [pytest.mark.django_db, pytest.mark.urls("segue.kernel.http.tests.site")]
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def add(created_at: datetime = NOON) -> str:
    job = Job.objects.create(kind="test.paged", subject_id=new_id(), step="cut", created_at=created_at)
    return str(job.pk)


def page(client: Client, **query: Any) -> tuple[list[str], str | None]:
    response = client.get("/api/jobs", query)
    assert response.status_code == 200, response.content
    body = response.json()
    return [item["id"] for item in body["items"]], body["next_cursor"]


def all_pages(client: Client, limit: int) -> list[list[str]]:
    items, cursor = page(client, limit=limit)
    pages = [items]
    while cursor:
        items, cursor = page(client, limit=limit, cursor=cursor)
        pages.append(items)
    return pages


def spell(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


def test_ties_are_split_between_pages(client: Client) -> None:
    ids = [add(NOON - timedelta(microseconds=number // 3)) for number in range(7)]
    newest_first = sorted(ids, key=lambda one: (ids.index(one) // 3, -ids.index(one)))
    assert all_pages(client, 2) == [
        newest_first[0:2],
        newest_first[2:4],
        newest_first[4:6],
        newest_first[6:],
    ]


def test_full_last_page_has_no_next(client: Client) -> None:
    for _ in range(4):
        add()
    assert [len(items) for items in all_pages(client, 2)] == [2, 2]
    assert all_pages(client, 100) == [page(client)[0]]


def test_rows_added_between_pages_move_nothing(client: Client) -> None:
    older, newer = add(NOON - timedelta(hours=1)), add()
    items, cursor = page(client, limit=1)
    assert items == [newer]
    add(NOON + timedelta(hours=1))
    between = add(NOON - timedelta(minutes=30))
    assert page(client, limit=5, cursor=cursor) == ([between, older], None)


def test_row_that_the_cursor_names_may_be_gone(client: Client) -> None:
    older, newer = add(NOON - timedelta(hours=1)), add()
    _, cursor = page(client, limit=1)
    Job.objects.filter(pk=newer).delete()
    assert page(client, limit=1, cursor=cursor) == ([older], None)


MOMENT = NOON.isoformat()
ID = "01982e4c-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    "cursor",
    [
        "garbage",
        "é",
        "====",
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
        spell({"created_at": MOMENT}),
        spell("text"),
        spell(None),
        spell([]),
        spell([MOMENT]),
        spell([MOMENT, ID, "more"]),
        spell([MOMENT, "no-uuid"]),
        spell(["yesterday", ID]),
        spell(["2026-13-45T00:00:00+00:00", ID]),
        spell([MOMENT, None]),
        spell([[MOMENT], ID]),
        spell([{"a": 1}, ID]),
        spell([1, 2]),
        spell([MOMENT, "\0"]),
        spell([MOMENT, "\ud800"]),
        base64.urlsafe_b64encode(b"[" * 370).decode(),
    ],
)
def test_foreign_cursor_is_refused(client: Client, cursor: str) -> None:
    add()
    response = client.get("/api/jobs", {"cursor": cursor})
    assert (response.status_code, response.json()["code"]) == (422, "http.bad_cursor")


@pytest.mark.parametrize(
    "query", [{"limit": 0}, {"limit": 101}, {"limit": -1}, {"limit": "x"}, {"cursor": "x" * 501}]
)
def test_bounds(client: Client, query: dict[str, Any]) -> None:
    response = client.get("/api/jobs", query)
    assert (response.status_code, response.json()["code"]) == (422, "http.invalid")


def test_empty_list(client: Client) -> None:
    assert page(client) == ([], None)
    assert page(client, cursor="") == ([], None)
