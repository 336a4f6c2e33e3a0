"""The archive: what lies in it, its manifest with a signature, and the check of all that.

The same commit and wheels give the same bytes. MANIFEST has a line ``sha256 bytes path`` for every
other file; MANIFEST.sig is its RSA signature, KEY.pem the key to check it with, whose fingerprint has to
reach the other side by another way than the archive.
"""

import base64
import hashlib
import io
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from deploy.kit.wheels import KitFault, Wheel, described, hashed_requirements, locked
from deploy.parts import ROOT
from readiness import __version__
from readiness.language.wording import t

NAME = f"readiness-kit-{__version__}"
MANIFEST, SIGNATURE, KEY, KEY_XML = "MANIFEST", "MANIFEST.sig", "KEY.pem", "KEY.xml"
_UNSIGNED = (MANIFEST, SIGNATURE)
# At the top of the archive, beside the wheels and the project.
_SCRIPTS = ("install.sh", "install.ps1", "start.bat", "README.txt")
_EXECUTABLE = (".sh",)
# What only developers need.
_LEFT_OUT = ("tests/", "benchmarks/", ".ci/", ".git", ".pre-commit", "Makefile", "requirements-dev")


def project_files() -> list[str]:
    """Files of the project as they are committed, in order."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    found = sorted(path for path in listed if path and not path.startswith(_LEFT_OUT))
    unfit = [path for path in found if not path.isascii() or " " in path]
    if unfit:
        raise KitFault(t("kit.unfit_name", names=", ".join(unfit)))
    return found


def contents(wheels: Path, listed: list[Wheel]) -> Iterator[tuple[str, bytes]]:
    """Path in the archive and content of everything but manifest and signature.

    Raises KitFault for a wheel that is absent or not the one of the list.
    """
    here = Path(__file__).parent
    for name in _SCRIPTS:
        yield name, (here / name).read_bytes()
    for name in project_files():
        yield f"project/{name}", (ROOT / name).read_bytes()
    yield "project/requirements-kit.txt", hashed_requirements(listed).encode()
    for one in listed:
        path = wheels / one.name
        if not path.is_file() or described(path) != one:
            raise KitFault(t("kit.other_wheel", name=one.name))
        yield f"wheels/{one.name}", path.read_bytes()


def manifest_line(path: str, content: bytes) -> str:
    """``sha256 bytes path``."""
    return f"{hashlib.sha256(content).hexdigest()} {len(content)} {path}\n"


def signing_key(path: Path) -> rsa.RSAPrivateKey:
    """The key of the file; a new one is written there if there is none."""
    if not path.exists():
        made = rsa.generate_private_key(public_exponent=65537, key_size=3072)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(
            made.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return made
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise KitFault(t("kit.bad_key", path=path))
    return key


def _number(value: int) -> str:
    return base64.b64encode(value.to_bytes((value.bit_length() + 7) // 8, "big")).decode()


def public_files(key: rsa.RSAPrivateKey) -> dict[str, bytes]:
    """The public key for openssl, and as Windows reads it."""
    public = key.public_key()
    numbers = public.public_numbers()
    return {
        KEY: public.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        ),
        KEY_XML: (
            f"<RSAKeyValue><Modulus>{_number(numbers.n)}</Modulus>"
            f"<Exponent>{_number(numbers.e)}</Exponent></RSAKeyValue>\n"
        ).encode(),
    }


def fingerprint(files: Mapping[str, bytes]) -> str:
    """What the other side compares: sha256 of both forms of the public key."""
    return hashlib.sha256(files[KEY] + files[KEY_XML]).hexdigest()


def _add(archive: tarfile.TarFile, path: str, content: bytes) -> None:
    entry = tarfile.TarInfo(f"{NAME}/{path}")
    entry.size, entry.mtime = len(content), 0
    entry.mode = 0o755 if path.endswith(_EXECUTABLE) else 0o644
    archive.addfile(entry, io.BytesIO(content))


def build(target: Path, wheels: Path, key_file: Path, listed: list[Wheel] | None = None) -> str:
    """Write the archive and ``<archive>.sha256``; the fingerprint of its key. Raises KitFault."""
    key = signing_key(key_file)
    lines = []
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    public = public_files(key)
    try:
        with tarfile.open(part, "w", format=tarfile.GNU_FORMAT) as archive:
            everything = contents(wheels, locked() if listed is None else listed)
            for path, content in (*public.items(), *everything):
                lines.append(manifest_line(path, content))
                _add(archive, path, content)
            manifest = "".join(lines).encode()
            _add(archive, MANIFEST, manifest)
            _add(archive, SIGNATURE, key.sign(manifest, padding.PKCS1v15(), hashes.SHA256()))
        with part.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    target.with_name(f"{target.name}.sha256").write_text(f"{digest}  {target.name}\n", "utf-8")
    return fingerprint(public)


def check(source: Path, expected_fingerprint: str = "") -> int:
    """Number of files of an archive that is whole. Raises KitFault with the first thing that is wrong."""
    found: dict[str, bytes] = {}
    sums: dict[str, tuple[str, int]] = {}
    try:
        with tarfile.open(source, "r:") as archive:
            for entry in archive:
                path = entry.name.removeprefix(f"{NAME}/")
                file = archive.extractfile(entry)
                if not file or path == entry.name or ".." in path or path in sums:
                    raise KitFault(t("kit.damaged", path=entry.name))
                content = file.read()
                sums[path] = hashlib.sha256(content).hexdigest(), len(content)
                if path in (*_UNSIGNED, KEY, KEY_XML):
                    found[path] = content
    except (tarfile.TarError, EOFError) as error:
        raise KitFault(t("kit.damaged", path=source.name)) from error
    missing = {*_UNSIGNED, KEY, KEY_XML} - set(found)
    if missing:
        raise KitFault(t("kit.damaged", path=", ".join(sorted(missing))))
    if expected_fingerprint and fingerprint(found) != expected_fingerprint.lower():
        raise KitFault(t("kit.other_key", fingerprint=fingerprint(found)))
    public = serialization.load_pem_public_key(found[KEY])
    try:
        if not isinstance(public, rsa.RSAPublicKey):
            raise KitFault(t("kit.bad_signature"))
        public.verify(found[SIGNATURE], found[MANIFEST], padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature as error:
        raise KitFault(t("kit.bad_signature")) from error
    wanted = {
        path: (digest, int(size))
        for digest, size, path in (line.split() for line in found[MANIFEST].decode().splitlines())
    }
    there = {path: one for path, one in sums.items() if path not in _UNSIGNED}
    differing = sorted(path for path, _ in set(there.items()) ^ set(wanted.items()))
    if differing:
        raise KitFault(t("kit.damaged", path=differing[0]))
    return len(there)
