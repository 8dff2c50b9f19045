import re
from pathlib import Path

import pytest

from zi_portal.lingkungan import basis_data
from zi_portal.lokal.galat import GagalError
from zi_portal.lokal.klaster import alamat_basis_data
from zi_portal.lokal.lingkungan import Alamat, baca_alamat, baca_env, dasar, dengan_klaster, letak_var, melayani

LOKAL = Alamat("127.0.0.1", 8000)
SEMUA = "0.0.0.0"  # noqa: S104 - only parsed
AKAR = Path(__file__).resolve().parents[3]


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """A prepared var directory; nothing here starts a server."""
    return letak_var({"ZI_VAR": str(tmp_path / "var")})


@pytest.mark.parametrize(
    ("teks", "alamat", "lokal"),
    [
        ("127.0.0.1:8000", Alamat("127.0.0.1", 8000), True),
        ("8080", Alamat("127.0.0.1", 8080), True),
        ("localhost:80", Alamat("localhost", 80), True),
        ("[::1]:8000", Alamat("::1", 8000), True),
        ("0.0.0.0:8000", Alamat(SEMUA, 8000), False),
        ("[::]:8000", Alamat("::", 8000), False),
        ("zi.contoh.go.id:443", Alamat("zi.contoh.go.id", 443), False),
    ],
)
def test_baca_alamat_knows_loopback(teks: str, alamat: Alamat, lokal: bool) -> None:
    assert baca_alamat(teks) == alamat
    assert alamat.lokal is lokal


@pytest.mark.parametrize(
    "teks", ["127.0.0.1", "127.0.0.1:", "127.0.0.1:99999", ":8000", "http://127.0.0.1:8000", "a:b"]
)
def test_baca_alamat_refuses_with_an_example(teks: str) -> None:
    with pytest.raises(GagalError, match=r"tulis seperti 127\.0\.0\.1:8000"):
        baca_alamat(teks)


@pytest.mark.parametrize(
    ("lingkungan", "alamat", "tertanam", "demo"),
    [
        ({}, LOKAL, True, "1"),
        ({}, LOKAL, False, "0"),
        ({"DEMO": "0"}, LOKAL, True, "0"),
        ({"DEMO": "1"}, LOKAL, False, "1"),
        ({"ASAL": "http://localhost:8000"}, LOKAL, True, "1"),
        ({"ASAL": "https://zi.contoh.go.id"}, LOKAL, True, "0"),  # a proxy in front of the loopback bind
        ({"ASAL": "https://zi.contoh.go.id"}, Alamat(SEMUA, 8000), True, "0"),
        ({"ASAL": "http://127.0.0.1:8000"}, Alamat(SEMUA, 8000), True, "0"),
    ],
)
def test_demo_is_on_by_default_only_where_nobody_else_can_come(
    lingkungan: dict[str, str], alamat: Alamat, tertanam: bool, demo: str, var: Path
) -> None:
    assert dasar(lingkungan, alamat, var, tertanam=tertanam)["DEMO"] == demo


def test_open_bind_without_origin_is_refused(var: Path) -> None:
    with pytest.raises(GagalError, match="setel juga ASAL"):
        dasar({}, Alamat(SEMUA, 8000), var, tertanam=True)


def test_secret_key_is_made_once_and_a_given_one_wins(var: Path) -> None:
    kunci = dasar({}, LOKAL, var, tertanam=True)["SECRET_KEY"]
    assert len(kunci) == 64
    assert dasar({}, LOKAL, var, tertanam=True)["SECRET_KEY"] == kunci
    assert dasar({"SECRET_KEY": "milik-sendiri"}, LOKAL, var, tertanam=True)["SECRET_KEY"] == "milik-sendiri"
    assert (var / "rahasia" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_libpq_variables_reach_only_a_server_of_the_user(var: Path) -> None:
    luar = {"PGHOST": "lain", "PGOPTIONS": "-c x=y", "PG_BIN": "/opt/pg/bin"}
    tertanam = dasar(luar, LOKAL, var, tertanam=True)
    assert {k for k in tertanam if k.startswith("PG")} == {"PG_BIN"}
    assert luar.items() <= dasar(luar, LOKAL, var, tertanam=False).items()


def test_serving_processes_never_see_the_owner(var: Path) -> None:
    env = dengan_klaster(dasar({}, LOKAL, var, tertanam=True), Path("/x/soket"))
    assert basis_data(env["DATABASE_URL_PEMILIK"])["USER"] == "zi_pemilik"
    assert basis_data(env["DATABASE_URL"])["USER"] == "zi_app"
    assert set(env) - set(melayani(env)) == {"DATABASE_URL_PEMILIK"}


def test_database_url_survives_settings_with_odd_characters() -> None:
    url = alamat_basis_data(Path("/srv/zi portal&1/soket"), "zi_app", "a/b@c")
    hasil = basis_data(url)
    assert (hasil["HOST"], hasil["PORT"], hasil["USER"], hasil["PASSWORD"], hasil["NAME"]) == (
        *("/srv/zi portal&1/soket", "5432", "zi_app", "a/b@c", "zi_portal"),
    )


def test_private_parts_of_var_are_closed(var: Path) -> None:
    assert {p.name: oct(p.stat().st_mode & 0o777) for p in var.iterdir()} == dict.fromkeys(
        ("berkas", "sementara", "rahasia"), "0o700"
    )


def test_baca_env_fills_only_what_the_shell_left_open(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "# catatan\n\nALAMAT=127.0.0.1:9000\nSURAT_DARI='ZI <zi@contoh.go.id>'\nDEMO=1 # ya\nKOSONG=\n"
    )
    lingkungan = {"DEMO": "0"}
    baca_env(tmp_path / ".env", lingkungan)
    assert lingkungan == {
        "ALAMAT": "127.0.0.1:9000",
        "SURAT_DARI": "ZI <zi@contoh.go.id>",
        "DEMO": "0",
        "KOSONG": "",
    }


@pytest.mark.parametrize("baris", ["tanpa sama dengan", "A B=1", "A=satu dua", "A='belum tutup"])
def test_baca_env_names_the_bad_line(tmp_path: Path, baris: str) -> None:
    (tmp_path / ".env").write_text(f"A1=1\n{baris}\n")
    with pytest.raises(GagalError, match="baris 2 tidak dikenal"):
        baca_env(tmp_path / ".env", {})


def test_env_example_names_every_variable_that_is_read() -> None:
    contoh = re.findall(r"^#?([A-Z_]+)=", (AKAR / ".env.example").read_text(), flags=re.MULTILINE)
    assert len(contoh) == len(set(contoh))
    setelan = (AKAR / "zi_portal" / "settings.py").read_text()
    peluncur = "".join(berkas.read_text() for berkas in (AKAR / "zi_portal" / "lokal").glob("*.py"))
    dibaca = set(re.findall(r"""\b(?:teks|ya|bilangan)\(["']([A-Z_]+)["']""", setelan))
    dibaca |= set(re.findall(r'(?:lingkungan|os\.environ)(?:\.get\(|\[)"([A-Z_]+)"', peluncur))
    dibaca |= {"PYTHON", "CHROMIUM"}  # read by the script `run`
    dibaca |= {"DATABASE_URL_PEMILIK", "DATABASE_URL_UJI", "ZI_APP_SANDI_UJI"}  # read by manage.py and conftest.py
    assert set(contoh) == dibaca
