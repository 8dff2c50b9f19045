"""Every URL as every role on every relation: declared, equal to docs/izin.md, and silent about foreign units."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from satker.izin import IZIN, IZIN_PERAN
from satker.pelaku import muat_pelaku
from satker.peran import KANWIL, TIM_PENILAI, Peran
from tests.architecture.dunia import BUTIR, NOMOR, RAHASIA_TIM, TAK_ADA, Dunia, Milik, buat_dunia, kenari
from tests.pabrik import buat_user, masuk, tetap
from zi_portal.izin_dok import HUBUNGAN, LINGKUP, LINGKUP_KELOLA, BarisUrl, daftar_url, susun_dokumen

# Kinds of object a route works on, by its first matching pattern. A route with arguments that is in none fails.
JENIS_OBJEK: tuple[tuple[str, str], ...] = (
    (r"/unggahan/<uuid:unggahan>/$", "unggahan"),
    (r"/paket/<uuid:paket>/", "paket"),
    (r"^/<int:tahun>/usulan/berkas/<uuid:dokumen>/", "dokumen_usulan"),
    (r"/usulan/tpn/<uuid:hasil>/|/usulan/berkas/<uuid:versi>/", "dokumen_usulan"),
    (r"^/<int:tahun>/usulan/", "tahun"),
    (r"^/<int:tahun>/bandingkan/<str:kode_butir>/<str:kode>/", "satker"),
    (r"^/<int:tahun>/bandingkan/", "tahun"),
    (r"^/<int:tahun>/kalibrasi/", "tahun"),  # sets of the actor's own instansi; tests/penilaian/views/test_kalibrasi.py
    (r"^/paket-usulan/<str:token>/", "token"),
    (r"^/<int:tahun>/satker/<str:kode>/|^/satker/<str:kode>/$", "satker"),
    (r"^/<int:tahun>/tim/<uuid:tim>/", "kelola"),
    (r"^/data/satker/<str:kode>/", "kelola"),
    (r"^/data/pengguna/<uuid:pk>/", "kelola"),
    (r"^/data/pendaftaran/<uuid:pk>/", "pendaftaran"),
    (r"^/data/periode/<int:tahun>/kelonggaran/<uuid:pk>/", "kelonggaran"),
    (r"^/data/periode/<int:tahun>/", "periode"),
    (r"^/data/impor/<uuid:pk>/", "impor"),
    (r"^/tugas/<uuid:id>/", "pekerjaan"),
    (r"^/data/surat/<uuid:pk>/", "surat"),
    (r"^/<int:tahun>/satker/$|^/<int:tahun>/wilayah/|^/<int:tahun>/tim/|^/<int:tahun>/satker-saya/$", "tahun"),
    (r"^/<int:tahun>/desk/$|^/<int:tahun>/kesepakatan/", "tahun"),
    (r"^/data/wawancara/<uuid:pk>/", "bank"),
    (r"^/<int:tahun>/(pendahuluan|putaran|diskusi|prasyarat)/", "tahun"),
    (r"^/<int:tahun>/(insiden|pengurang)/", "tahun"),
    (r"^/data/dokumen-pusat/<uuid:pk>/", "pusat"),
    (r"/frasa/<uuid:frasa>/", "frasa"),
    (r"<str:bentuk>$", "bentuk"),
    (r"^/\^?lupa-sandi/|^/v/", "tautan"),
)
# Actions inside a readable object that the declared permission alone does not decide (area, window, own rows).
SEMUA_PERAN = [p.value for p in Peran]


def jenis_objek(baris: BarisUrl) -> str:
    if "<" not in baris.rute:
        return "umum"
    for pola, jenis in JENIS_OBJEK:
        if re.search(pola, baris.rute):
            return jenis
    raise AssertionError(f"{baris.rute}: jenis objek belum dikenal di tests/architecture/test_izin.py")


def test_every_url_declares_a_permission():
    kosong = [b.rute for b in daftar_url() if b.izin is None or b.izin not in {*IZIN, "publik", "masuk"}]
    assert kosong == []


def test_document_equals_code():
    assert (settings.BASE_DIR / "docs/izin.md").read_text() == susun_dokumen()


def test_every_permission_is_used_and_granted():
    dipakai = {b.izin for b in daftar_url()} - {"publik", "masuk"}
    diberi = set().union(*IZIN_PERAN.values())
    # tugaskan_butir and isi_lke also decide inside pages; every code must be granted to some role
    assert diberi == set(IZIN)
    assert dipakai - set(IZIN) == set()


def isian(baris: BarisUrl, milik: Milik, hubungan: str, dunia: Dunia) -> dict[str, Any]:
    """Arguments of a route for the objects of one unit; 'tidak_ada' takes codes and ids that exist nowhere."""
    ada = hubungan != "tidak_ada"
    b = milik.bukti
    nilai: dict[str, Any] = {
        "tahun": milik.periode.tahun,
        "kode": milik.satker.kode if ada else "TIDAKADA",
        "kode_butir": BUTIR,
        "nomor": NOMOR,
        "lain": NOMOR,
        "hal": 1,
        "dari": milik.periode.tahun - 1,
        "bukti": b.pk if ada else TAK_ADA,
        "tautan": milik.tautan.pk if ada else TAK_ADA,
        "paket": milik.paket.pk if ada else TAK_ADA,
        "berkas": b.berkas_id if ada else TAK_ADA,
        "titipan": milik.titipan.pk if ada else TAK_ADA,
        "unggahan": milik.unggahan.pk if ada else TAK_ADA,
        "dokumen": milik.dokumen.pk if ada else TAK_ADA,
        "insiden": milik.insiden.pk if ada else TAK_ADA,
        "salinan": milik.salinan.pk if ada else TAK_ADA,
        "petunjuk": milik.petunjuk.pk if ada else TAK_ADA,
        "frasa": milik.frasa.pk if ada else TAK_ADA,
        "id": milik.pekerjaan.pk if ada else TAK_ADA,
        "hasil": TAK_ADA,
        "jalur": "tpn",
        "token": "tidak-ada",
        "kemiripan": milik.kemiripan.pk if ada else TAK_ADA,
        "sisi": "kiri",
        "sesi": milik.desk.sesi.pk if ada else TAK_ADA,
        "acara": milik.desk.acara.pk if ada else TAK_ADA,
        "kamar": 1,
        "peserta": milik.desk.peserta.pk if ada else TAK_ADA,
        "tanya": milik.desk.tanya.pk if ada else TAK_ADA,
        "titik": "B03",
        "set_kalibrasi": dunia.set_kalibrasi.pk,
        "kasus": 1,
        "jenis": "satker",
        "syarat": "OPINI_BPK" if "/instansi/" in baris.rute else "SAKIP_INTERNAL",
        "bentuk": "csv",
        "versi": TAK_ADA if "<uuid:versi>" in baris.rute else 1,
        "tim": milik.tugas_tim.tim_id if ada else TAK_ADA,
        "tugas_tim": milik.tugas_tim.pk if ada else TAK_ADA,
        "anggota": milik.anggota_tim.pk if ada else TAK_ADA,
        "langkah": "mulai_evaluasi",
        "uidb36": "1",
        "key": "salah",
    }
    if "/usulan" in baris.rute:  # nobody's proposal holds a document here
        nilai |= {"dokumen": TAK_ADA, "syarat": "persen_unit"}
    if baris.rute.startswith("/v/"):
        nilai["kode"] = milik.dokumen.kode
    if "/berkas/<uuid:berkas>/" in baris.rute:  # a version; elsewhere the number of an area
        nilai["nomor"] = 1
    pk = {
        "layanan": milik.layanan.pk,
        "kelonggaran": milik.kelonggaran.pk,
        "predikat": milik.predikat.pk,
        "pendaftaran": milik.pendaftaran.pk,
        "pengguna": milik.orang.pk,
        "surat": dunia.surat.pk,
        "impor": TAK_ADA,
        "dokumen-pusat": dunia.dokumen_pusat.pk,
        "wawancara": dunia.bank.pk,
    }
    nilai["pk"] = next((isi for kata, isi in pk.items() if f"/{kata}/" in baris.rute), TAK_ADA) if ada else TAK_ADA
    nilai["tugas"] = milik.penugasan_orang.pk if ada else TAK_ADA
    return {k: nilai[k] for k in re.findall(r"<(?:\w+:)?(\w+)>", baris.rute.replace("(?P", ""))}


def url_untuk(baris: BarisUrl, milik: Milik, hubungan: str, dunia: Dunia) -> str:
    return reverse(baris.nama, kwargs=isian(baris, milik, hubungan, dunia))


def terlihat(peran: str, jenis: str, hubungan: str) -> bool:
    """Whether the role may see the object, by the tables that docs/izin.md prints."""
    if jenis in {"umum", "tahun", "bentuk", "periode", "tautan", "pusat", "bank"}:
        return True
    if hubungan == "tidak_ada":
        return False
    if jenis == "satker":
        return hubungan in LINGKUP[peran]
    if jenis == "kelola" or jenis == "kelonggaran":
        return hubungan in LINGKUP_KELOLA.get(peran, ())
    if jenis == "pendaftaran":
        return hubungan in (LINGKUP[peran] if peran in KANWIL else LINGKUP_KELOLA.get(peran, ()))
    if jenis == "surat":
        return peran == Peran.ADMIN_SISTEM
    return False  # frasa, impor, paket, pekerjaan and unggahan: only the owner, who is nobody here


def harap(baris: BarisUrl, peran: str, hubungan: str) -> str:
    """'boleh', '403' or '404'."""
    if baris.izin in {"publik", "masuk"}:
        return "boleh" if jenis_objek(baris) in {"umum", "tautan"} else "404"  # masuk + object: only its owner
    if baris.izin not in IZIN_PERAN[peran]:
        return "403"
    return "boleh" if terlihat(peran, jenis_objek(baris), hubungan) else "404"


def putusan(jawab: Any) -> str:
    if jawab.streaming:
        list(jawab.streaming_content)  # a download keeps its file open until it is read
    if jawab.status_code in {403, 404, 405}:
        return str(jawab.status_code)
    if jawab.status_code == 302 and jawab.url.startswith("/masuk/?next="):
        return "masuk"
    return "boleh" if jawab.status_code < 500 else str(jawab.status_code)


@pytest.fixture(scope="module")
def dunia_bersama(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[tuple[Dunia, Any]]:
    """The world is made once: building it takes longer than asking it. Each test rolls back what it does to it."""
    gudang = tmp_path_factory.mktemp("izin") / "berkas"
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=gudang):
            isi = buat_dunia()
        yield isi, gudang
        transaction.set_rollback(True)


@pytest.fixture
def dunia(dunia_bersama: tuple[Dunia, Any], db: None, settings: Any) -> Dunia:
    isi, settings.MEDIA_ROOT = dunia_bersama
    return isi


@pytest.fixture
def hanya_putusan(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Only decisions are measured here, some 25,000: pages are rendered by the canary test, a person's roles are
    read once (tests/satker/test_pelaku.py reads them), and refusals are not logged.
    """
    monkeypatch.setattr("django.template.backends.django.Template.render", lambda self, context=None, request=None: "")
    ingatan: dict[Any, Any] = {}

    def sekali(user: Any, pilihan: str | None = None) -> Any:
        kunci = (user.pk, pilihan)
        if kunci not in ingatan:
            ingatan[kunci] = muat_pelaku(user, pilihan)
        return ingatan[kunci]

    monkeypatch.setattr("satker.pelaku.muat_pelaku", sekali)
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def hubungan_untuk(baris: BarisUrl) -> tuple[str, ...]:
    return (
        ("sendiri",)
        if jenis_objek(baris) in {"umum", "tahun", "bentuk", "periode", "tautan", "pusat", "bank"}
        else (*HUBUNGAN, "tidak_ada")
    )


def ditanya(baris: BarisUrl, peran: str, geser: int = 0) -> tuple[str, ...]:
    """The relations asked of a route: the own object, one that does not exist (a guard that looks for the object first
    would say 404 where the role lacks the permission), and one of the others in turn. GET and POST turn differently
    (`geser`), roles too, so that every relation of every route is asked by several roles.
    """
    semua = hubungan_untuk(baris)
    if len(semua) == 1:
        return semua
    lain = semua[1:-1]
    return ("sendiri", lain[(len(baris.rute) + SEMUA_PERAN.index(peran) + geser) % len(lain)], "tidak_ada")


# What a role may open but this object refuses for another reason than permission.
LAIN = {
    "account_reset_password_from_key",  # the key is wrong on purpose
    "salin_lembar",
    "pendahuluan_surat_unduh",  # no unit of the world has a letter; tests/penilaian/views/test_pendahuluan.py has
    "masuk_demo",  # 404 unless the database is marked demo
    "berkas:kemiripan_gambar",  # the world has no page images; tests/berkas/views/test_kemiripan.py has
    "berkas:dokumen_draf",  # an issued document has no preview, and the world has no scan and no letterhead;
    "berkas:dokumen_ttd_unduh",  # tests/berkas/views/test_dokumen.py has them
    "berkas:kop_gambar",
    "tanggapan_tulis",  # exist only while the reply time runs; tests/penilaian/views/test_tanggapan.py has
    "tanggapan_usul",
    "tanggapan_putus",
    "langkah",  # the table of steps decides, by role and state; tests/penilaian/views/test_alur.py has
    "tim_sk_unduh",  # the team of the world has no filed decree; tests/penilaian/views/test_nilai_tpn.py has
    "pengurang_keputusan",  # the world has no decree; tests/penilaian/views/test_pengurang.py has
    "kalibrasi_gambar",  # shows a picked page on purpose, and
    "kalibrasi_pilih",  # the world has nothing of last year to pick; the ketua reads the overview after answering:
    "kalibrasi_ringkasan",  # tests/penilaian/views/test_kalibrasi.py has all three
    "account_reauthenticate",  # allauth asks for the record of a real login, which force_login does not make
}


@pytest.mark.parametrize("peran", SEMUA_PERAN)
def test_matrix_get(dunia, hanya_putusan, peran):
    klien = Client(raise_request_exception=False)
    masuk(klien, dunia.pelaku[peran])
    salah = {}
    for baris in daftar_url():
        if baris.nama in LAIN:
            continue
        for hubungan in ditanya(baris, peran):
            milik = dunia.unit["asing" if hubungan == "tidak_ada" else hubungan]
            nyata = putusan(klien.get(url_untuk(baris, milik, hubungan, dunia)))
            diharap = harap(baris, peran, hubungan)
            if nyata not in {diharap, "405"}:  # a route that only takes POST says so to everybody alike
                salah[f"{baris.nama} {hubungan}"] = (nyata, diharap)
            if baris.nama in {"account_logout"}:
                masuk(klien, dunia.pelaku[peran])
    assert salah == {}


@pytest.mark.parametrize("peran", SEMUA_PERAN)
def test_matrix_post_empty_form(dunia, hanya_putusan, peran):
    """An empty POST never does more than its role may: 403 without the permission, 404 out of sight."""
    klien = Client(raise_request_exception=False)
    masuk(klien, dunia.pelaku[peran])
    salah = {}
    for baris in daftar_url():
        if baris.nama in LAIN or baris.izin in {"publik", "masuk"}:
            continue
        for hubungan in ditanya(baris, peran, 1):
            if harap(baris, peran, hubungan) == "boleh":
                continue  # what an allowed POST does is the business of the tests of its view
            milik = dunia.unit["asing" if hubungan == "tidak_ada" else hubungan]
            nyata = putusan(klien.post(url_untuk(baris, milik, hubungan, dunia)))
            if nyata not in {harap(baris, peran, hubungan), "405"}:
                salah[f"{baris.nama} {hubungan}"] = (nyata, harap(baris, peran, hubungan))
    assert salah == {}


def test_anonymous_is_sent_to_login_everywhere(dunia, hanya_putusan, client):
    salah = {}
    for baris in daftar_url():
        if baris.izin == "publik":
            continue
        for cara in (client.get, client.post):
            nyata = putusan(cara(url_untuk(baris, dunia.unit["sendiri"], "sendiri", dunia)))
            if nyata != "masuk":
                salah[baris.nama] = nyata
    assert salah == {}


def test_person_without_role_reaches_only_the_profile(dunia, hanya_putusan, client):
    client.force_login(buat_user())
    salah = {}
    for baris in daftar_url():
        if baris.izin in {"publik", "masuk"}:
            continue
        jawab = client.get(url_untuk(baris, dunia.unit["sendiri"], "sendiri", dunia))
        if jawab.status_code != 405 and (jawab.status_code != 302 or jawab.url != "/profil/"):
            salah[baris.nama] = jawab.status_code
    assert salah == {}


def test_evaluator_without_assignment_sees_nothing(dunia, hanya_putusan, client):
    """A TPI member of another unit gets the same 404 as for a unit that does not exist."""
    for peran in TIM_PENILAI:
        masuk(client, dunia.pelaku[peran])
        kode = dunia.unit["sekanwil"].satker.kode
        tahun = dunia.unit["sekanwil"].periode.tahun
        assert client.get(f"/{tahun}/satker/{kode}/").status_code == 404


def _rapikan(isi: bytes) -> str:
    """Drop what legitimately differs between two requests: form tokens, the clock, the address itself."""
    return re.sub(r'(value|href|action)="[^"]*/satker/[^"]*"', "", tetap(isi))


PEMBANDING = ("ketua_pokja", "staf_kanwil", "tpi_ketua", "pembaca_pusat")


@pytest.mark.parametrize("peran", PEMBANDING)
def test_foreign_and_absent_are_indistinguishable(dunia, client, peran):
    """Each route as one of four roles in turn: that all of them are answered 404 is the business of the matrix."""
    masuk(client, dunia.pelaku[peran])
    asing, salah = dunia.unit["asing"], []
    rute = [b for b in daftar_url() if jenis_objek(b) == "satker"]
    for baris in rute[PEMBANDING.index(peran) :: len(PEMBANDING)]:
        a = client.get(url_untuk(baris, asing, "asing", dunia))
        b = client.get(url_untuk(baris, asing, "tidak_ada", dunia))
        if (a.status_code, _rapikan(a.content)) != (b.status_code, _rapikan(b.content)):
            salah.append(baris.nama)
    assert salah == []


@pytest.mark.parametrize("peran", SEMUA_PERAN)
def test_no_foreign_canary_in_any_response(dunia, peran):
    """Render every page the role may open on its own objects, and search on it: no text of an unseen unit, and outside
    the evaluator team no note of a verdict or score that is not published.
    """
    klien = Client()
    masuk(klien, dunia.pelaku[peran])
    boleh_kelola = LINGKUP_KELOLA.get(peran, ())
    rahasia = {kenari(m.satker) for h, m in dunia.unit.items() if h not in LINGKUP[peran] and h not in boleh_kelola}
    if peran not in TIM_PENILAI:
        rahasia.add(RAHASIA_TIM)
    bocor, dibuka = {}, 0
    for baris in daftar_url():
        if baris.nama in LAIN or baris.nama in {"account_logout"} or harap(baris, peran, "sendiri") != "boleh":
            continue
        antre = [url_untuk(baris, dunia.unit["sendiri"], "sendiri", dunia)]
        while antre:
            alamat = antre.pop()
            jawab = klien.get(alamat)
            isi = b"".join(jawab.streaming_content) if jawab.streaming else jawab.content
            teks = isi.decode("utf-8", "replace") + str(jawab.headers)
            dibuka += 1
            for tanda in rahasia:
                if tanda in teks:
                    bocor.setdefault(alamat, set()).add(tanda)
            badan = isi.partition(b"<main")[2]
            if "?" not in alamat and (b'name="q"' in badan or b'name="cari"' in badan):  # a search of its own
                antre.append(f"{alamat}?q=ZIC&cari=ZIC")
    assert bocor == {}
    assert dibuka > 10


def test_the_team_itself_reads_its_verdicts(dunia, client):
    """The twin: the same note is there for a member."""
    masuk(client, dunia.pelaku["tpi_anggota"])
    isi = client.get(url_untuk(_rute("putusan_berkas"), dunia.unit["sendiri"], "sendiri", dunia)).content.decode()
    assert RAHASIA_TIM in isi


def _rute(nama: str) -> BarisUrl:
    return next(b for b in daftar_url() if b.nama == nama)


def test_canary_is_found_where_it_may_be_seen(dunia, client):
    """The twin: the same search does find the canary for the role that may see the unit."""
    masuk(client, dunia.pelaku["kepala"])
    milik = dunia.unit["sendiri"]
    isi = client.get(f"/{milik.periode.tahun}/satker/{milik.satker.kode}/lke/{BUTIR}/").content.decode()
    assert kenari(milik.satker) in isi
