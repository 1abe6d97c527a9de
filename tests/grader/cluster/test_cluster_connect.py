"""What is said where there is no scheduler, no dask, or no trust; and that TLS is dask's own matter."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dask
import pytest

from grader.errors import RefusedError
from grader.run import cluster
from grader.run.grade import Options, grade_class
from tests.grader.cluster.machines import Machines
from tests.grader.run.work import task

pytestmark = pytest.mark.xdist_group("cluster")


WRONG = ["tcp://127.0.0.1:1", "nonsense://here:1", "tcp://no.such.host.invalid:8786", "tcp://127.0.0.1", "", "tls://a:1"]


@pytest.mark.parametrize("address", WRONG)
def test_where_no_scheduler_answers_the_run_refuses(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Is a wrong address told as one, with what it should look like?"""
    monkeypatch.setattr(cluster, "CONNECT", 0.5)
    with pytest.raises(RefusedError, match=r"expected a dask scheduler at .*Try: tcp://host:8786"):
        list(cluster.judge_on(address, [("a", task("a"))]))


def test_without_dask_the_run_says_which_extra_to_install(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Is a missing package no traceback?"""
    for name in ("cluster", "crew", "station"):
        monkeypatch.delitem(sys.modules, f"grader.run.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(RefusedError, match=r"pip install 'chainrule\[grader,cluster\]'"):
        list(grade_class(folder, Options(cluster="tcp://127.0.0.1:1")))


@pytest.fixture
def certificate(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A certificate that signs itself, as dask's settings name it for everyone."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here to make a certificate with")
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "certificate.pem")
    make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    named = ["-subj", "/CN=campus", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "1"]
    subprocess.run([*make, *named, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    settings: dict[str, Any] = {"distributed.comm.tls.ca-file": certificate}
    for who in ("client", "scheduler", "worker"):
        settings |= {f"distributed.comm.tls.{who}.cert": certificate, f"distributed.comm.tls.{who}.key": key}
    yield settings


def test_with_tls_only_those_who_hold_a_certificate_take_part(
    certificate: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With dask's settings made: does tls:// judge, and is a stranger without a certificate turned away?"""
    file = certificate["distributed.comm.tls.ca-file"]
    key = certificate["distributed.comm.tls.client.key"]
    options = ("--tls-ca-file", file, "--tls-cert", file, "--tls-key", key)
    with dask.config.set(certificate), Machines(tmp_path, options, "tls") as machines:
        machines.add("one")
        assert machines.address.startswith("tls://")
        ((_, outcome),) = cluster.judge_on(machines.address, [("a", task("a"))])
        assert outcome.reason == "it is an empty file"
        monkeypatch.setattr(cluster, "CONNECT", 2)
        stranger = dask.config.set(dict.fromkeys(certificate))
        with stranger, pytest.raises(RefusedError, match="expected a dask scheduler at tls://"):
            list(cluster.judge_on(machines.address, [("a", task("a"))]))
