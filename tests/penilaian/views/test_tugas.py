"""Starting, copying, dividing and targeting a sheet over HTTP."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from penilaian.models import Jawaban, LembarKerja, PenanggungJawab
from satker.models import Jendela
from satker.peran import Peran
from tests.pabrik import buat_periode
from tests.penilaian.dunia import Dunia


@pytest.fixture
def lama(dunia: Dunia) -> Dunia:
    return Dunia(dunia.satker, buat_periode(dunia.satker, dunia.periode.tahun - 1))


def _pesan(jawab: object) -> list[str]:
    return [str(p) for p in get_messages(jawab.wsgi_request)]


def test_buka_starts_the_year_once(client: Client, dunia: Dunia) -> None:
    dunia.masuk(client, Peran.ANGGOTA_POKJA, area="A5")

    jawab = [client.post(dunia.url("buka_lembar")) for _ in range(2)]

    assert [j.url for j in jawab] == [dunia.url("lke")] * 2
    assert LembarKerja.objects.count() == 1


def test_kepala_cannot_start_or_copy(client: Client, dunia: Dunia, lama: Dunia) -> None:
    lama.jawab("P5.1b", "A")
    dunia.masuk(client, Peran.KEPALA)

    status = [client.post(dunia.url("buka_lembar")), client.post(dunia.url("salin_lembar", dari=lama.periode.tahun))]

    assert [j.status_code for j in status] == [403, 403]
    assert LembarKerja.objects.filter(periode=dunia.periode).count() == 0


def test_salin_previews_then_copies(client: Client, dunia: Dunia, lama: Dunia) -> None:
    lama.jawab("P5.1b", "A")
    lama.jawab("P5.1a", "A")
    dunia.jawab("P5.1a", "C")
    dunia.masuk(client)
    url = dunia.url("salin_lembar", dari=lama.periode.tahun)

    rencana = client.get(url).context["rencana"]
    sebelum = Jawaban.objects.filter(lembar=dunia.lembar).count()
    jawab = client.post(url)

    assert (rencana.disalin, rencana.sudah_ada, rencana.tidak_ada, rencana.lain, sebelum) == (1, 1, 100, 0, 1)
    assert _pesan(jawab)[0].startswith(f"1 jawaban disalin dari {lama.periode.tahun}.")
    assert (dunia.tersimpan("P5.1a").isi, Jawaban.objects.filter(lembar=dunia.lembar).count()) == ("C", 2)


def test_salin_by_pokja_tells_what_stays_out(client: Client, dunia: Dunia, lama: Dunia) -> None:
    lama.jawab("P5.1b", "A")
    lama.jawab("P1.1a", "Ya")
    dunia.masuk(client, Peran.KETUA_POKJA, area="A5")

    rencana = client.get(dunia.url("salin_lembar", dari=lama.periode.tahun)).context["rencana"]

    assert ([a.simpul.kode for a in rencana.area], rencana.disalin, rencana.lain) == (["A5"], 1, 1)


def test_salin_from_a_year_without_a_sheet_is_absent(client: Client, dunia: Dunia) -> None:
    dunia.masuk(client)

    assert client.get(dunia.url("salin_lembar", dari=dunia.periode.tahun - 1)).status_code == 404


def test_tugaskan_reports_done_and_skipped(client: Client, dunia: Dunia) -> None:
    ani = dunia.pelaku(Peran.ANGGOTA_POKJA, area="A5").user
    dunia.lembar  # noqa: B018 - started
    dunia.masuk(client)

    jawab = client.post(
        dunia.url("tugaskan"), {"petugas": ani.pk, "pilih": ["A5.P.i.a", "A5.P.i.b", "A1.P.i.a"], "saring": "belum"}
    )

    assert jawab.url == dunia.url("lke") + "?saring=belum"
    assert _pesan(jawab) == ["Tugaskan: 2 berhasil, 1 dilewati (1 di luar areanya)."]
    assert dict(PenanggungJawab.objects.values_list("kode_butir", "user_id")) == {
        "A5.P.i.a": ani.pk,
        "A5.P.i.b": ani.pk,
    }


def test_tugaskan_all_rows_of_a_filtered_area(client: Client, dunia: Dunia) -> None:
    dunia.jawab("P5.1a", "A")
    dunia.masuk(client)

    jawab = client.post(
        dunia.url("tugaskan"), {"petugas": dunia.pelaku().user.pk, "semua": "1", "saring": "belum", "area": "A5"}
    )

    assert _pesan(jawab) == ["Tugaskan: 21 berhasil."]
    assert jawab.url == dunia.url("lke_area", nomor=5) + "?saring=belum"
    assert PenanggungJawab.objects.filter(kode_butir__startswith="A5").count() == PenanggungJawab.objects.count() == 21


def test_tugaskan_all_rows_of_hasil(client: Client, dunia: Dunia) -> None:
    dunia.lembar  # noqa: B018
    dunia.masuk(client)

    jawab = client.post(dunia.url("tugaskan"), {"petugas": dunia.pelaku().user.pk, "semua": "1", "area": ["B1", "B2"]})

    assert (_pesan(jawab), jawab.url) == (["Tugaskan: 3 berhasil."], dunia.url("lke_hasil"))


def test_tugaskan_back_to_the_ketua_pokja(client: Client, dunia: Dunia) -> None:
    ani = dunia.pelaku(Peran.ANGGOTA_POKJA, area="A5").user
    dunia.lembar  # noqa: B018
    dunia.masuk(client)
    client.post(dunia.url("tugaskan"), {"petugas": ani.pk, "pilih": ["A5.P.i.a"]})

    client.post(dunia.url("tugaskan"), {"petugas": "ketua", "pilih": ["A5.P.i.a"]})

    assert PenanggungJawab.objects.count() == 0


@pytest.mark.parametrize(
    ("isi", "galat"),
    [
        ({"pilih": ["A5.P.i.a"]}, "Pilih nama dulu."),
        ({"petugas": "ketua"}, "Centang paling sedikit satu soal."),
        ({"petugas": "00000000-0000-0000-0000-000000000000", "pilih": ["A5.P.i.a"]}, "Nama itu tidak lagi di tim."),
        ({"petugas": "ketua", "pilih": ["A9.P.i.a"]}, "Ada soal yang tidak dikenal. Muat ulang halaman."),
    ],
)
def test_refused_tugaskan_keeps_the_ticks(client: Client, dunia: Dunia, isi: dict[str, object], galat: str) -> None:
    dunia.lembar  # noqa: B018
    dunia.masuk(client)

    jawab = client.post(dunia.url("tugaskan"), isi)

    html = jawab.content.decode()
    assert jawab.status_code == 422
    assert galat in html
    assert ('value="A5.P.i.a" aria-label="Pilih P5.1a" checked' in html) == ("A5.P.i.a" in isi.get("pilih", []))


@pytest.mark.parametrize("peran", [Peran.KETUA_POKJA, Peran.KEPALA])
def test_only_the_koordinator_divides_and_targets(client: Client, dunia: Dunia, peran: Peran) -> None:
    dunia.lembar  # noqa: B018
    dunia.masuk(client, peran)

    status = [
        client.post(dunia.url("tugaskan"), {"petugas": "ketua", "pilih": ["A5.P.i.a"]}).status_code,
        client.post(dunia.url("atur_target"), {"target": "WBBM"}).status_code,
    ]

    assert status == [403, 403]
    assert LembarKerja.objects.get().target == "WBK"
    assert 'name="pilih"' not in client.get(dunia.url("lke")).content.decode()


def test_target_changes_and_refuses_other_words(client: Client, dunia: Dunia) -> None:
    dunia.lembar  # noqa: B018
    dunia.masuk(client)

    client.post(dunia.url("atur_target"), {"target": "WBBM"})
    jawab = client.post(dunia.url("atur_target"), {"target": "WBX"})

    assert LembarKerja.objects.get().target == "WBBM"
    assert "Pilih WBK atau WBBM." in _pesan(jawab)


def test_closed_window_divides_nothing(client: Client, dunia: Dunia) -> None:
    dunia.lembar  # noqa: B018
    Jendela.objects.update(tutup=timezone.now() - dt.timedelta(minutes=5))
    dunia.masuk(client)

    assert client.post(dunia.url("tugaskan"), {"petugas": "ketua", "pilih": ["A5.P.i.a"]}).status_code == 403
