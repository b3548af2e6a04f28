"""A Slurm cluster of one node for tests: without systemd, on loopback only, all of it in one folder."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

SEARCHED = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "srun", "squeue", "scancel", "sinfo")

CONFIGURATION = """\
ClusterName=test
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmdPort={ports[1]}
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={root}/munge.socket
CredType=cred/munge
StateSaveLocation={root}/state
SlurmdSpoolDir={root}/spool
SlurmctldPidFile={root}/slurmctld.pid
SlurmdPidFile={root}/slurmd.pid
SlurmctldLogFile={root}/slurmctld.log
SlurmdLogFile={root}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
ReturnToService=2
KillWait=5
# Jobs that ended are told of as long as a test may take.
MinJobAge=86400
SlurmdTimeout=30
# The node has the memory that is written here, whatever the machine has.
SlurmdParameters=config_overrides
NodeName=localhost NodeAddr=127.0.0.1 CPUs=2 RealMemory=16000 State=UNKNOWN
PartitionName=main Nodes=localhost Default=YES MaxTime=INFINITE State=UP
"""


@dataclass(frozen=True)
class Job:
    """A Slurm job as ``squeue`` tells of it."""

    id: str
    name: str
    state: str
    comment: str


class Cluster:
    """A cluster that is started by ``with`` and leaves nothing running."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._daemons: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Cluster:
        for name in ("state", "spool", "bin"):
            (self.root / name).mkdir(parents=True)
        self._write("munge.key", os.urandom(1024), 0o400)
        settings = CONFIGURATION.format(root=self.root, user=getpass.getuser(), ports=_free_ports(2))
        self._write("slurm.conf", settings.encode())
        if self._version() >= 23:
            # From there on slurmd wants control groups of systemd unless told that there are none.
            self._write("cgroup.conf", b"CgroupPlugin=disabled\n")
        # Within a job the plugin starts srun without SLURM_CONF, which a cluster beside /etc/slurm needs.
        found = shutil.which("srun", path=SEARCHED)
        srun = f'#!/bin/sh\nSLURM_CONF={self.root}/slurm.conf exec {found} "$@"\n'
        self._write("bin/srun", srun.encode(), 0o755)
        files = {"socket": "munge.socket", "key-file": "munge.key", "log-file": "munged.log"}
        files |= {"pid-file": "munged.pid", "seed-file": "munged.seed"}
        options = [f"--{option}={self.root / name}" for option, name in files.items()]
        try:
            self._start("munged", "--foreground", "--force", *options)
            wait((self.root / "munge.socket").exists, "munged")
            self._start("slurmctld", "-D")
            self.start_node()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for job in self.jobs() if "slurmctld" in self._daemons else []:
            self.run("scancel", job.id)
        self.kill_node()
        for daemon in reversed(self._daemons.values()):
            daemon.terminate()
        for daemon in self._daemons.values():
            try:
                daemon.wait(20)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()
        self._daemons.clear()

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs in its environment to find this cluster and no other."""
        return {"SLURM_CONF": f"{self.root}/slurm.conf", "PATH": f"{self.root}/bin:{SEARCHED}"}

    def run(self, *command: str) -> str:
        """Run a command of Slurm; return what it prints, nothing where it fails."""
        environment = {**os.environ, **self.environment}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
        return done.stdout if done.returncode == 0 else ""

    def jobs(self, *states: str) -> list[Job]:
        """Return the jobs in the order of their submission, those that ended included."""
        lines = self.run("squeue", "--states=all", "--noheader", "--format=%i|%j|%T|%k").splitlines()
        jobs = sorted((Job(*line.split("|", 3)) for line in lines), key=lambda job: int(job.id))
        return [job for job in jobs if not states or job.state in states]

    def processes(self, job: str) -> list[int]:
        """Return the processes of a job, the last started last."""
        wanted = {f"SLURM_JOB_ID={job}".encode()}
        return sorted(pid for pid, environment in _environments() if wanted <= environment)

    def working(self, job: str) -> list[int]:
        """Return those processes of a job that do a step of the workflow."""
        return [pid for pid in self.processes(job) if b"/wsse-vision\0--log" in _read(pid, "cmdline")]

    def start_node(self) -> None:
        """Start the node and wait until it takes jobs."""
        self._start("slurmd", "-D", "-N", "localhost")
        states = ("idle", "mixed", "allocated")
        wait(lambda: self.run("sinfo", "--noheader", "--format=%T").strip() in states, "slurmd")

    def kill_daemon(self) -> None:
        """Kill the node's daemon, and none of what it started."""
        slurmd = self._daemons.pop("slurmd", None)
        if slurmd:
            slurmd.kill()
            slurmd.wait()

    def kill_node(self) -> None:
        """Kill the node's daemon and everything that it started, as when the power goes."""
        self.kill_daemon()
        mine = f"SLURM_CONF={self.root}/slurm.conf".encode()
        for pid, environment in _environments():
            if _read(pid, "comm").startswith(b"slurmstepd") and mine in environment:
                _kill(pid)
        for pid, environment in _environments():
            if mine in environment and any(value.startswith(b"SLURM_JOB_ID=") for value in environment):
                _kill(pid)

    def _start(self, program: str, *options: str) -> None:
        with (self.root / f"{program}.said").open("ab") as said:
            environment = {**os.environ, **self.environment}
            path = shutil.which(program, path=SEARCHED) or program
            # A session of its own: what interrupts the tests does not take the daemons away from under them.
            self._daemons[program] = subprocess.Popen(
                [path, *options], env=environment, stdout=said, stderr=said, start_new_session=True
            )

    def _write(self, name: str, content: bytes, mode: int = 0o644) -> None:
        path = self.root / name
        path.write_bytes(content)
        path.chmod(mode)

    def _version(self) -> int:
        return int(self.run("slurmd", "-V").split()[-1].split(".")[0])


def lacking() -> list[str]:
    """Return the programs of Slurm that this machine does not have."""
    return [name for name in PROGRAMS if shutil.which(name, path=SEARCHED) is None]


def wait(asked: Callable[[], T], what: str, seconds: float = 60) -> T:
    """Ask until the answer is yes, and return it; raises ``TimeoutError``."""
    until = time.monotonic() + seconds
    while not (answer := asked()):
        if time.monotonic() > until:
            raise TimeoutError(f"waited {seconds:.0f} seconds for {what}")
        time.sleep(0.1)
    return answer


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def _environments() -> Iterator[tuple[int, set[bytes]]]:
    for path in Path("/proc").iterdir():
        if path.name.isdigit() and int(path.name) != os.getpid():
            yield int(path.name), set(_read(int(path.name), "environ").split(b"\0"))


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
