"""Routes for whoever watches the machine: is Sitrep well, and its figures."""

import ipaddress

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from labeling.api.metrics import metrics_text
from labeling.api.requests import author_of, is_forwarded
from labeling.core.errors import DatabaseDamaged, StoreError
from labeling.store.database import database
from labeling.store.library_errors import LibraryError, refusal_of
from labeling.workflow.accounts.permission import check_allowed
from labeling.workflow.keeping.vital_signs import vital_signs

TEXT = "text/plain; version=0.0.4; charset=utf-8"


def health(request: Request) -> Response:
    """GET /api/health: 200 and `ok`; `degraded` where no worker is at work; 503 where the database cannot be relied on.

    Anybody may ask, so there are no paths, names or sentences in it.
    """
    try:
        signs = vital_signs(database())
    except (StoreError, LibraryError) as error:
        is_damaged = isinstance(error if isinstance(error, StoreError) else refusal_of(error), DatabaseDamaged)
        return JSONResponse({"status": "degraded", "database": "damaged" if is_damaged else "unreachable"}, 503)
    state = {
        "status": "ok" if signs.has_worker and signs.damage is None else "degraded",
        "database": "ok" if signs.damage is None else "damaged",
        "worker": "alive" if signs.has_worker else "none",
        "n_documents": signs.n_documents,
    }
    return JSONResponse(state, 200 if signs.damage is None else 503, headers={"Cache-Control": "no-store"})


def metrics(request: Request) -> Response:
    """GET /api/metrics: figures for Prometheus; for admins, and for programs of this machine without signing in."""
    db = database()
    if not _is_of_this_machine(request):
        check_allowed(db, author_of(db, request), "administer")
    return Response(metrics_text(vital_signs(db)), media_type=TEXT, headers={"Cache-Control": "no-store"})


def _is_of_this_machine(request: Request) -> bool:
    """Whether nobody stands between; what a proxy on this machine hands on comes from elsewhere."""
    if request.client is None or is_forwarded(request):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
