"""Machines in network namespaces, joined by a switch; for tests that lose one, or the way between two.

What is unplugged is silent: packets vanish and nothing is refused. The process of the test is the
office, with an address on the same network. Root only; everything is gone with its processes.
"""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar

from tests.support.waiting import until

P = ParamSpec("P")
R = TypeVar("R")
_NEW_NETWORK = 0x40000000  # CLONE_NEWNET
# Kept for measurements (RFC 2544), nobody's office; another process of tests has another part of it.
_NETWORK = f"198.18.{os.getpid() % 256}"
_OFFICE = 254


class NoNamespaces(RuntimeError):
    """This machine does not let us make any; ``str()`` says why."""


class Machine:
    """A network of its own: what is done in it, and every process begun there, has its address only."""

    def __init__(self, name: str, number: int) -> None:
        self.name, self.address = name, f"{_NETWORK}.{number}"
        self._holder = subprocess.Popen(["unshare", "--net", "sleep", "infinity"])
        here = Path("/proc/self/ns/net").readlink()
        self._namespace = Path(f"/proc/{self._holder.pid}/ns/net")

        def has_own() -> bool:
            if self._holder.poll() is not None:
                raise NoNamespaces("unshare --net を実行できません（root の権限が要ります）")
            return self._namespace.readlink() != here

        until(has_own, "a namespace")
        self._thread = ThreadPoolExecutor(1, initializer=self._enter)

    def _enter(self) -> None:
        """Only the thread that asks is moved; processes that it starts are there too."""
        place = os.open(self._namespace, os.O_RDONLY)
        try:
            if ctypes.CDLL(None, use_errno=True).setns(place, _NEW_NETWORK):
                raise OSError(ctypes.get_errno(), "setns")
        finally:
            os.close(place)

    def do(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What ``work`` gives, done on this machine."""
        return self._thread.submit(work, *args, **kwargs).result()

    def sh(self, command: str) -> None:
        """Run a command of the system there."""
        self.do(subprocess.run, command.split(), check=True)  # type: ignore[call-overload]

    @property
    def number(self) -> str:
        """How ``ip link`` calls this namespace."""
        return str(self._holder.pid)

    def end(self) -> None:
        """Nothing is left once the last process in it has ended."""
        self._thread.shutdown()
        self._holder.kill()
        self._holder.wait(20)


class Network:
    """The machines of ``names``, each on a port of one switch."""

    def __init__(self, stack: ExitStack, names: tuple[str, ...]) -> None:
        for program in ("unshare", "ip"):
            if not shutil.which(program):
                raise NoNamespaces(f"{program} がありません（util-linux と iproute2 が要ります）")
        if os.geteuid() != 0:
            raise NoNamespaces("root の権限が要ります")
        self._switch = self._begun(stack, "switch", 0)
        self._switch.sh("ip link add name switch type bridge")
        self._switch.sh("ip link set switch up")
        self.machines = {
            name: self._begun(stack, name, number) for number, name in enumerate(names, 1)
        }
        for name, machine in self.machines.items():
            self._switch.sh(
                f"ip link add to-{name} type veth peer name eth0 netns {machine.number}"
            )
            self._switch.sh(f"ip link set to-{name} master switch up")
            machine.sh(f"ip addr add {machine.address}/24 dev eth0")
            machine.sh("ip link set eth0 up")
            machine.sh("ip link set lo up")
        office = f"rd{os.getpid()}"
        subprocess.run(
            f"ip link add {office} type veth peer name office netns {self._switch.number}".split(),
            check=True,
        )
        self._switch.sh("ip link set office master switch up")
        for rest in (f"addr add {_NETWORK}.{_OFFICE}/24 dev {office}", f"link set {office} up"):
            subprocess.run(["ip", *rest.split()], check=True)

    @staticmethod
    def _begun(stack: ExitStack, name: str, number: int) -> Machine:
        machine = Machine(name, number)
        stack.callback(machine.end)
        return machine

    @contextmanager
    def unplugged(self, name: str) -> Iterator[None]:
        """Within, the machine is off the network: nobody hears it and it hears nobody."""
        self._switch.sh(f"ip link set to-{name} down")
        try:
            yield
        finally:
            self._switch.sh(f"ip link set to-{name} up")

    @contextmanager
    def parted(self, *names: str) -> Iterator[None]:
        """Within, these do not hear each other; all others hear both."""
        self._set_apart(names, "on")
        try:
            yield
        finally:
            self._set_apart(names, "off")

    def _set_apart(self, names: tuple[str, ...], how: str) -> None:
        for name in names:
            self._switch.sh(f"ip link set to-{name} type bridge_slave isolated {how}")


@contextmanager
def network(*names: str) -> Iterator[Network]:
    """Machines of these names; raises NoNamespaces where none can be made."""
    with ExitStack() as stack:
        try:
            yield Network(stack, names)
        except subprocess.CalledProcessError as fault:
            raise NoNamespaces(f"{' '.join(fault.cmd)} を実行できません") from fault
