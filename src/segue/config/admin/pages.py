"""The admin's own pages: what needs an operator now, and how this server is set up."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from segue.accounts.queries import sign_up_mode
from segue.config import health
from segue.env.inventory import Entry, inventory
from segue.env.loading import Outcome
from segue.kernel.events.models import Delivery
from segue.kernel.jobs.models import Job, JobState
from segue.moderation.models import Case

Context = dict[str, Any]


def overview(request: HttpRequest, context: Context) -> HttpResponse:
    jobs, events = reverse("admin:jobs_job_changelist"), reverse("admin:events_delivery_changelist")
    queue = reverse("admin:moderation_case_changelist")
    failed = Job.objects.filter(state=JobState.FAILED).count()
    parked = Delivery.objects.exclude(parked_at=None).count()
    waiting = Job.objects.filter(state=JobState.QUEUED).count()
    cases = Case.objects.filter(is_open=True).count()
    figures = [
        {"name": "Failed jobs", "count": failed, "url": f"{jobs}?state__exact=failed"},
        {"name": "Parked events", "count": parked, "url": f"{events}?state=parked"},
        {
            "name": "Open cases",
            "count": cases,
            "url": f"{queue}?is_open__exact=1",
        },
        {"name": "Jobs that wait", "count": waiting, "url": f"{jobs}?state__exact=queued"},
    ]
    more = {"title": "Overview", "figures": figures, "health": health.check()}
    return render(request, "segue_admin/overview.html", context | more)


def server(request: HttpRequest, context: Context) -> HttpResponse:
    """Settings as `segue config show` tells them, without secrets."""
    more = {
        "title": "Settings",
        "topics": _by_topic(_entries()),
        "sign_up_mode": sign_up_mode(),
        "health": health.check(),
    }
    return render(request, "segue_admin/server.html", context | more)


def _entries() -> list[Entry]:
    own = settings.SEGUE
    return inventory(Outcome(own, own.given, [], [], []))


def _by_topic(entries: list[Entry]) -> list[tuple[str, list[Entry]]]:
    topics: dict[str, list[Entry]] = {}
    for entry in entries:
        topics.setdefault(entry.topic, []).append(entry)
    return list(topics.items())
