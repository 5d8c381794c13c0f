"""Does the server do with certificates, tokens and traces what other programs expect of it?

- TLS with certificates of `trustme`, by httpx over HTTP/2 and HTTP/1.1, and a new certificate without a restart;
- tokens signed by PyJWT, RS256 and ES256, forged ones, and new keys of the issuer without a restart;
- traces received as a collector does, read with the classes of `opentelemetry-proto`.

Nothing waits for a fixed time: what must come is asked for again until it is there. Exit code 1 when something is wrong.

Usage: `check_security.py COURTIER LAKE`. The lake must be without keys.
"""

from __future__ import annotations

import hashlib
import http.server
import json
import os
import socket
import ssl
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "bench"))

import httpx
import jwt
import trustme
from courtier_key import some_ids
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from serve.server import HOST, Server, running

ISSUER, AUDIENCE = "https://annuaire.exemple.fr", "courtier"
PATIENCE_SECS = 60.0
LOOK_SECS = 0.01


class Held:
    """What was as expected."""

    def __init__(self) -> None:
        self.number = 0

    def same(self, what: str, found: object, expected: object) -> None:
        """Raises when they differ."""
        if found != expected:
            raise AssertionError(f"{what}: {found!r}, expected {expected!r}")
        self.number += 1

    def until(self, what: str, is_so: Callable[[], bool]) -> None:
        """Asks again until it is so."""
        start = time.perf_counter()
        while not is_so():
            if time.perf_counter() - start > PATIENCE_SECS:
                raise AssertionError(f"{what} does not come")
            time.sleep(LOOK_SECS)
        self.number += 1


def main() -> None:
    """Checks all and exits."""
    if len(sys.argv) != 3:
        sys.exit("usage: check_security.py COURTIER LAKE")
    courtier, lake = (Path(argument).resolve() for argument in sys.argv[1:3])
    known = some_ids(courtier, lake, 2)[0]
    with tempfile.TemporaryDirectory() as folder:
        for check in (check_tls, check_tokens, check_traces):
            print(f"{check.__name__}: {check(courtier, lake, known, Path(folder))} things hold")


def check_tls(courtier: Path, lake: Path, known: str, folder: Path) -> int:
    """Certificates, protocols, and the replacement of a certificate."""
    held = Held()
    authority = trustme.CA()
    certificate, key = folder / "cert.pem", folder / "key.pem"

    def issue() -> None:
        issued = authority.issue_cert("localhost", HOST)
        issued.private_key_pem.write_to_path(str(key))
        # Last, and at once: the server looks at both.
        issued.cert_chain_pems[0].write_to_path(str(folder / "new.pem"))
        (folder / "new.pem").replace(certificate)

    issue()
    context = ssl.create_default_context()
    authority.configure_trust(context)
    options = {"SERVER__TLS_CERTIFICATE": str(certificate), "SERVER__TLS_KEY": str(key)}
    with served(courtier, lake, options, context) as server:
        base = f"https://{HOST}:{server.port}"
        for http2, expected in ((True, "HTTP/2"), (False, "HTTP/1.1")):
            with httpx.Client(http2=http2, verify=context, base_url=base) as client:
                answer = client.get(f"/api/v1/opportunities/{known}")
                held.same("protocol", answer.http_version, expected)
                held.same("answer", (answer.status_code, answer.json()["id"]), (200, known))
                held.same("HSTS", answer.headers["strict-transport-security"], "max-age=31536000")
                head = client.head("/api/v1/opportunities/abc")
                length = len(client.get("/api/v1/opportunities/abc").content)
                held.same("HEAD of an error", (head.status_code, head.headers["content-length"]), (400, str(length)))
                known_answer = client.get("/api/v1/banques", headers={"If-None-Match": answer.headers["etag"]})
                told = known_answer.status_code, known_answer.headers.get("content-length")
                held.same("answer that the client has", told, (304, None))
        with httpx.Client(http2=True, verify=context, base_url=base) as client:
            many = [client.get(f"/api/v1/opportunities/{known}") for _ in range(200)]
            held.same("answers of one HTTP/2 connection", {answer.status_code for answer in many}, {200})
        plain = fails(lambda: httpx.get(f"http://{HOST}:{server.port}/livez"))
        held.same("no plain HTTP", plain, True)
        stranger = fails(lambda: httpx.get(f"{base}/livez", verify=ssl.create_default_context()))
        held.same("an authority that is not trusted", stranger, True)
        before = fingerprint(server, context)
        issue()
        held.until("another certificate", lambda: fingerprint(server, context) != before)
    return held.number


def check_tokens(courtier: Path, lake: Path, known: str, folder: Path) -> int:
    """Tokens that open, tokens that do not, and new keys of the issuer."""
    held = Held()
    rsa_key, ec_key = rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP256R1())
    signers: dict[str, tuple[str, Any]] = {"rsa-1": ("RS256", rsa_key), "ec-1": ("ES256", ec_key)}
    jwks = folder / "jwks.json"
    publish(jwks, signers)
    options = {
        "SERVER__JWT_ISSUER": ISSUER,
        "SERVER__JWT_AUDIENCE": AUDIENCE,
        "SERVER__JWT_JWKS": str(jwks),
        "SERVER__JWT_ROLE_CLAIM": "roles",
    }
    personal, aggregate = f"/api/v1/opportunities/{known}", "/api/v1/banques"
    with served(courtier, lake, options) as server, httpx.Client(base_url=server.base) as client:

        def status(path: str, token: str | None) -> int:
            headers = {} if token is None else {"Authorization": f"Bearer {token}"}
            return client.get(path, headers=headers).status_code

        held.same("no token", status(aggregate, None), 401)
        for name, signer in signers.items():
            held.same(f"{name}, api", status(personal, signed(name, signer, "api")), 200)
            held.same(f"{name}, marketing", status(personal, signed(name, signer, "marketing")), 403)
            held.same(f"{name}, marketing", status(aggregate, signed(name, signer, "marketing")), 200)
            held.same(f"{name}, no role", status(aggregate, signed(name, signer, "autre")), 403)
            for claim, wrong in (("aud", "autre"), ("iss", "https://autre.exemple"), ("exp", time.time() - 3600)):
                held.same(f"{name}, {claim}", status(aggregate, signed(name, signer, "api", **{claim: wrong})), 401)
        stranger = ("RS256", rsa.generate_private_key(65537, 2048))
        held.same("another key under a known name", status(personal, signed("rsa-1", stranger, "api")), 401)
        unsigned = jwt.encode(claims("api"), None, algorithm="none", headers={"kid": "rsa-1"})  # type: ignore[arg-type]
        held.same("no signature", status(personal, unsigned), 401)
        # The public key is known to all: it must not do as the secret of an HMAC.
        secret = json.loads(jwks.read_text("utf-8"))["keys"][0]["n"]
        confused = jwt.encode(claims("api"), secret, algorithm="HS256", headers={"kid": "rsa-1"})
        held.same("HMAC with the public key", status(personal, confused), 401)
        new = ("ES256", ec.generate_private_key(ec.SECP256R1()))
        token = signed("ec-2", new, "api")
        held.same("a key that is not published", status(personal, token), 401)
        publish(jwks, {"ec-2": new})
        held.until("the new key", lambda: status(personal, token) == 200)
        held.same("the old key", status(personal, signed("rsa-1", signers["rsa-1"], "api")), 401)
    return held.number


def check_traces(courtier: Path, lake: Path, known: str, folder: Path) -> int:
    """Spans, their parents, and what they do not hold."""
    held = Held()
    del folder
    received: list[bytes] = []

    class Collector(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # noqa: N802
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/v1/traces" and self.headers["Content-Type"] == "application/x-protobuf":
                received.append(body)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    collector = http.server.ThreadingHTTPServer((HOST, 0), Collector)
    threading.Thread(target=collector.serve_forever, daemon=True).start()
    trace, parent = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
    endpoint = f"http://{HOST}:{collector.server_address[1]}"
    with served(courtier, lake, {}, environment={"OTEL_EXPORTER_OTLP_ENDPOINT": endpoint}) as server:
        headers = {"traceparent": f"00-{trace}-{parent}-01"}
        answer = httpx.get(f"{server.base}/api/v1/opportunities/{known}", headers=headers)
        held.same("answer", answer.status_code, 200)
        _, told_trace, told_span, _ = answer.headers["traceparent"].split("-")
    # Stopped: what was not sent yet is by now.
    collector.shutdown()
    spans = [
        span
        for body in received
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]
    found = [span for span in spans if span.trace_id.hex() == trace]
    held.same("spans of the client's trace", len(found), 1)
    (span,) = found
    held.same("place in the trace", (span.parent_span_id.hex(), span.span_id.hex(), told_trace), (parent, told_span, trace))
    attributes = {attribute.key: attribute.value for attribute in span.attributes}
    held.same("name", span.name, "GET /api/v1/opportunities/{id}")
    held.same("route", attributes["http.route"].string_value, "/api/v1/opportunities/{id}")
    held.same("status", attributes["http.response.status_code"].int_value, 200)
    held.same("ids in spans", any(known.encode() in body for body in received), False)
    return held.number


@contextmanager
def served(
    courtier: Path,
    lake: Path,
    options: dict[str, str],
    context: ssl.SSLContext | None = None,
    environment: dict[str, str] | None = None,
) -> Iterator[Server]:
    """Starts the server with options, looked at every twentieth of a second."""
    variables = {f"COURTIER_{name}": value for name, value in {"SERVER__POLL_SECONDS": "0.05", **options}.items()}

    def command(port: int) -> list[str]:
        return [str(courtier), "--quiet", "--lake", str(lake), "serve", "--host", HOST, "--port", str(port)]

    with running("courtier", command, "/readyz", {**variables, **(environment or {})}, context) as server:
        yield server


def publish(jwks: Path, signers: dict[str, tuple[str, Any]]) -> None:
    """Writes the public keys of an issuer, at once."""
    keys = []
    for name, (algorithm, key) in signers.items():
        kind = jwt.get_algorithm_by_name(algorithm)
        keys.append({**kind.to_jwk(key.public_key(), as_dict=True), "kid": name, "use": "sig", "alg": algorithm})
    new = jwks.with_suffix(".new")
    new.write_text(json.dumps({"keys": keys}), "utf-8")
    new.replace(jwks)


def claims(role: str, **others: object) -> dict[str, object]:
    """Returns what a token says."""
    now = int(time.time())
    return {"iss": ISSUER, "aud": AUDIENCE, "sub": "conseil", "iat": now, "exp": now + 600, "roles": [role], **others}


def signed(name: str, signer: tuple[str, Any], role: str, **others: object) -> str:
    """Returns a token."""
    algorithm, key = signer
    return jwt.encode(claims(role, **others), key, algorithm=algorithm, headers={"kid": name})


def fingerprint(server: Server, context: ssl.SSLContext) -> str:
    """Returns that of the certificate that the server shows."""
    with socket.create_connection((HOST, server.port), timeout=10) as plain:
        with context.wrap_socket(plain, server_hostname="localhost") as secure:
            shown = secure.getpeercert(binary_form=True)
            return hashlib.sha256(shown or b"").hexdigest()


def fails(ask: Callable[[], object]) -> bool:
    """Tells whether no answer comes."""
    try:
        ask()
    except httpx.TransportError:
        return True
    return False


if __name__ == "__main__":
    os.environ.pop("OTEL_EXPORTER_OTLP_ENDPOINT", None)
    main()
