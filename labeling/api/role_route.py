"""A route with the least role that may use it."""

from collections.abc import Callable

from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from labeling.api.problems import problem
from labeling.api.requests import CALLER
from labeling.core.roles import is_at_least

OPEN = "open"  # also for whoever is not signed in
ITSELF = "itself"  # the endpoint decides, also about whoever is not signed in


class RoleRoute(Route):
    def __init__(self, least_role: str, path: str, endpoint: Callable, *, methods: tuple[str, ...] = ("GET",)) -> None:
        super().__init__(path, endpoint, methods=methods)
        self.least_role = least_role

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = self._refused(scope)
        await (refused(scope, receive, send) if refused else super().handle(scope, receive, send))

    def _refused(self, scope: Scope):
        caller = scope.get(CALLER)
        if self.least_role in (OPEN, ITSELF):
            return None
        if caller is None:
            return problem(401, "Sign in first, at /sign-in.")
        if not is_at_least(caller.role, self.least_role):
            return problem(403, f"That needs the role {self.least_role}; you are {caller.role}. Ask an admin.")
        return None
