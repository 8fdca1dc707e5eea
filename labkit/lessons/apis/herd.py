"""When many clients come back: all at the same moment, or spread out."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

from labkit.lessons.apis.naive import InStep
from labkit.lessons.pictures import Picture, picture
from labkit.stubs import downstream
from labkit.systems.users.avatars import AvatarClient, AvatarsUnavailable, Patience
from labkit.systems.users.breaker import Breaker

ALT = (
    "Two histograms of the calls that reach a service which is down, from forty clients that began "
    "at the same moment and try three times. Above, all pauses are alike: three tall bars. Below, "
    "pauses grow and vary by chance: one tall bar, then low ones, spread out."
)
COLOUR = "#2f6f9f"
CLIENTS = 40
_PATIENCE = Patience(attempts=3, timeout=2.0, backoff=0.3)
_BIN_SECONDS = 0.02


def arrivals(kind: type[AvatarClient], clients: int = CLIENTS) -> list[float]:
    """When the calls of many clients reach a service that is down, in seconds after the first.

    Args:
        kind: the class of the clients; all of them call at the same moment.
        clients: how many.
    """
    start = Barrier(clients)
    with downstream(503) as service:

        def call(_: int) -> None:
            with kind(service.url, _PATIENCE, Breaker(threshold=clients)) as client:
                start.wait()
                with suppress(AvatarsUnavailable):
                    client.find("ada@example.com")

        with ThreadPoolExecutor(clients) as threads:
            list(threads.map(call, range(clients)))
        times = sorted(request.at for request in service.requests)
    return [time - times[0] for time in times]


def compare() -> Picture:
    """Draw the arrivals of clients that pause alike, and of those that pause by chance."""
    kinds = {"every pause alike": InStep, "longer each time, and by chance": AvatarClient}
    found = {name: arrivals(kind) for name, kind in kinds.items()}
    return _drawn(found)


def _drawn(found: dict[str, list[float]]) -> Picture:
    from matplotlib.figure import Figure

    end = max(max(times) for times in found.values())
    edges = [n * _BIN_SECONDS for n in range(int(end / _BIN_SECONDS) + 2)]
    figure = Figure(figsize=(8, 4), layout="constrained")
    panels = figure.subplots(len(found), 1, sharex=True, sharey=True)
    for panel, (name, times) in zip(panels, found.items(), strict=True):
        panel.hist(times, bins=edges, color=COLOUR)
        panel.set_title(name, loc="left", fontsize=11)
        panel.set_ylabel("calls in 0.02 s")
        panel.spines[["top", "right"]].set_visible(False)
    panels[-1].set_xlabel("seconds after the first call")
    return picture(figure, ALT)
