"""Figures for Prometheus: what this process counted since it started, and how the project stands."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from labeling.workflow.keeping.vital_signs import VitalSigns

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
disable_created_metrics()  # when a counter began is of no use here, and doubles the rows
COUNTED = CollectorRegistry()  # of our own: the library's also tells of the machine
_requests = Counter("sitrep_requests", "Requests answered", ["method", "route", "status"], registry=COUNTED)
_seconds = Histogram("sitrep_request_seconds", "Time to answer", ["route"], buckets=SECONDS, registry=COUNTED)
_operations = Counter("sitrep_operations", "Operations sent to be saved", ["outcome"], registry=COUNTED)


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """route: its template; a method that nobody knows counts as "other", so that no client makes new rows."""
    _requests.labels(method if method in METHODS else "other", route, str(status)).inc()
    _seconds.labels(route).observe(seconds)


def count_operations(n_committed: int, n_refused: int) -> None:
    _operations.labels("committed").inc(n_committed)
    _operations.labels("refused").inc(n_refused)


class _Project:
    """The figures of the project as the library wants to collect them."""

    def __init__(self, signs: VitalSigns) -> None:
        self.signs = signs

    def collect(self) -> Iterator[Metric]:
        signs = self.signs
        for name, words, value in (
            ("sitrep_documents", "Documents in the project", signs.n_documents),
            ("sitrep_database_ok", "1 unless the file was found damaged", int(signs.damage is None)),
            ("sitrep_database_bytes", "Size of the file", signs.n_bytes),
            ("sitrep_log_bytes", "Size of SQLite's write-ahead log", signs.n_log_bytes),
            ("sitrep_sessions", "Sessions that have not run out", signs.n_sessions),
            ("sitrep_worker_alive", "1 while a worker holds its lease", int(signs.has_worker)),
            ("sitrep_worker_age_seconds", "Since the worker was last heard of", signs.worker_age),
            ("sitrep_backup_age_seconds", "Since the newest backup beside the project", signs.backup_age),
        ):
            if value is not None:
                yield GaugeMetricFamily(name, words, value=value)
        jobs = GaugeMetricFamily("sitrep_jobs", "Jobs by state", labels=["state"])
        for state, n in signs.jobs.items():
            jobs.add_metric([state], n)
        yield jobs


def metrics_text(signs: VitalSigns) -> bytes:
    """Everything in the text format of Prometheus."""
    project = CollectorRegistry()
    project.register(_Project(signs))
    return generate_latest(COUNTED) + generate_latest(project)
