"""Teams: Penugasan always says what the team says, statements end rights, warnings need reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from penilaian.actions import tim as aksi
from penilaian.actions.nilai_lapisan import simpan_nilai
from penilaian.actions.usulan_tim import Keputusan, simpan_usulan, terapkan_area, usulkan_area_tugas
from penilaian.alur import LangkahDitolak
from penilaian.models import AturanEvaluasi, Lapisan, PembagianButir, PernyataanKepentingan, Tim, TugasTim
from penilaian.queries.alur import langkah_mungkin
from penilaian.queries.tim import butir_saya, tim_lembar
from penilaian.queries.usulan_tim import usulan_tim
from satker.actions.orang import akhiri_penugasan
from satker.models import Jejak, Penugasan, Satker, User
from satker.pelaku import Pelaku, muat_pelaku
from satker.peran import Peran
from tests.pabrik import buat_penugasan, buat_satker, buat_user, pelaku_untuk
from tests.penilaian.dunia import Dunia
from tests.penilaian.perjalanan import kirim, langkah

pytestmark = pytest.mark.django_db
HARI = dt.timedelta(days=1)


@dataclass
class Regu:
    dunia: Dunia
    admin: Pelaku
    tim: Tim
    orang: dict[str, User]

    @property
    def hari(self) -> dt.date:
        return timezone.localdate()

    def tugas(self, satker: Satker | None = None, **isi: Any) -> TugasTim:
        bawaan = {"mulai": self.hari, "selesai": self.hari + 10 * HARI}
        return aksi.beri_tugas(oleh=self.admin, tim=self.tim, satker=satker or self.dunia.satker, **{**bawaan, **isi})

    def hak(self, satker: Satker | None = None) -> set[tuple[str, str]]:
        """Who has a right today, from Penugasan alone."""
        baris = Penugasan.objects.berlaku(self.hari).filter(unit=satker or self.dunia.satker, peran__startswith="tpi")
        return {(p.user.nama, p.peran) for p in baris.select_related("user")}


def buat_regu(dunia: Dunia, nama: str = "Tim 1", anggota: int = 2) -> Regu:
    admin = pelaku_untuk(dunia.satker.instansi, Peran.ADMIN_INSPEKTORAT)
    tim = aksi.buat_tim(oleh=admin, periode=dunia.periode, nama=nama)
    orang = {}
    peran = [Peran.TPI_KETUA, *[Peran.TPI_ANGGOTA] * anggota, Peran.TPI_DALNIS]
    for i, p in enumerate(peran):
        kunci = {Peran.TPI_KETUA: "ketua", Peran.TPI_DALNIS: "dalnis"}.get(p, f"anggota{i}")
        orang[kunci] = buat_user(nama=f"{nama} {kunci}")
        aksi.tambah_anggota(oleh=admin, tim=tim, user=orang[kunci], peran=p)
    return Regu(dunia, admin, tim, orang)


@pytest.fixture
def regu(dunia: Dunia) -> Regu:
    return buat_regu(dunia)


SEMUA = {
    ("Tim 1 ketua", "tpi_ketua"),
    ("Tim 1 anggota1", "tpi_anggota"),
    ("Tim 1 anggota2", "tpi_anggota"),
    ("Tim 1 dalnis", "tpi_dalnis"),
}


def test_task_gives_every_member_the_right_for_its_days(regu: Regu) -> None:
    assert regu.hak() == set()
    tugas = regu.tugas()
    assert regu.hak() == SEMUA
    assert set(Penugasan.objects.filter(sumber=tugas.pk).values_list("mulai", "selesai")) == {
        (regu.hari, regu.hari + 10 * HARI)
    }
    assert Jejak.objects.filter(aksi="beri_tugas_tim", satker=regu.dunia.satker).count() == 1
    assert Jejak.objects.filter(aksi="tugaskan", satker=regu.dunia.satker).count() == 4


def test_no_right_survives_the_last_day(regu: Regu, monkeypatch: pytest.MonkeyPatch) -> None:
    regu.tugas()
    ketua = regu.orang["ketua"]
    assert set(Satker.objects.terlihat_oleh(muat_pelaku(ketua))) == {regu.dunia.satker}
    besok = timezone.now() + 11 * HARI
    monkeypatch.setattr(timezone, "now", lambda: besok)
    assert muat_pelaku(ketua).penugasan is None
    assert list(Satker.objects.terlihat_oleh(muat_pelaku(ketua))) == []


def test_changing_the_days_changes_the_rights(regu: Regu) -> None:
    tugas = regu.tugas()
    aksi.ubah_tugas(
        oleh=regu.admin, tugas=tugas, tim=regu.tim, mulai=tugas.mulai, selesai=regu.hari, alasan="Dipercepat."
    )
    assert set(Penugasan.objects.filter(sumber=tugas.pk).values_list("selesai", flat=True)) == {regu.hari}
    with pytest.raises(ValidationError, match="sudah lewat"):
        aksi.ubah_tugas(
            oleh=regu.admin,
            tugas=tugas,
            tim=regu.tim,
            mulai=tugas.mulai - 5 * HARI,
            selesai=regu.hari - HARI,
            alasan="Salah.",
        )


def test_withdrawn_task_ends_all_rights_at_once_and_keeps_past_days(regu: Regu) -> None:
    tugas = regu.tugas(mulai=regu.hari - 3 * HARI)
    Penugasan.objects.filter(sumber=tugas.pk).update(mulai=regu.hari - 3 * HARI)
    aksi.cabut_tugas(oleh=regu.admin, tugas=tugas, alasan="Salah satker.")
    assert regu.hak() == set()
    assert set(Penugasan.objects.filter(sumber=tugas.pk).values_list("selesai", flat=True)) == {regu.hari - HARI}
    assert regu.tugas().pk != tugas.pk  # and the unit can be given again
    assert regu.hak() == SEMUA


def test_removed_member_loses_the_right_now_and_the_butir(regu: Regu) -> None:
    tugas = regu.tugas()
    terapkan_area(regu.admin, tugas, usulkan_area_tugas(tugas))
    anggota = regu.tim.anggota.get(user=regu.orang["anggota1"])
    aksi.keluarkan_anggota(oleh=regu.admin, anggota=anggota, alasan="Mutasi.")
    assert regu.hak() == SEMUA - {("Tim 1 anggota1", "tpi_anggota")}
    assert muat_pelaku(regu.orang["anggota1"]).penugasan is None
    assert set(PembagianButir.objects.values_list("user", flat=True)) == {regu.orang["anggota2"].pk}


def test_member_who_joins_later_has_no_right_for_the_days_before(regu: Regu) -> None:
    tugas = regu.tugas(mulai=regu.hari - 3 * HARI)
    baru = buat_user(nama="Baru")
    aksi.tambah_anggota(oleh=regu.admin, tim=regu.tim, user=baru, peran=Peran.TPI_ANGGOTA)
    assert Penugasan.objects.get(user=baru).mulai == regu.hari
    assert Penugasan.objects.get(user=baru).sumber == tugas.pk


def test_moving_a_unit_moves_the_rights(regu: Regu) -> None:
    lain = buat_regu(regu.dunia, "Tim 2")
    tugas = regu.tugas()
    terapkan_area(regu.admin, tugas, usulkan_area_tugas(tugas))
    aksi.ubah_tugas(
        oleh=regu.admin, tugas=tugas, tim=lain.tim, mulai=tugas.mulai, selesai=tugas.selesai, alasan="Beban."
    )
    assert {nama.rsplit(" ", 1)[0] for nama, _ in regu.hak()} == {"Tim 2"}
    assert not PembagianButir.objects.exists()


def test_right_kept_by_hand_makes_room_for_the_task(regu: Regu) -> None:
    """The twin of "no right survives": without taking over, the open row would outlive the task."""
    lama = buat_penugasan(regu.dunia.satker, Peran.TPI_KETUA, regu.orang["ketua"], mulai=regu.hari - 30 * HARI)
    regu.tugas(alasan="Pernah menilai.")
    lama.refresh_from_db()
    assert lama.selesai == regu.hari - HARI
    assert regu.hak() == SEMUA


def test_right_of_a_task_cannot_be_changed_beside_the_team(regu: Regu) -> None:
    tugas = regu.tugas()
    baris = Penugasan.objects.filter(sumber=tugas.pk).first()
    with pytest.raises(ValidationError, match="tugas tim penilai"):
        akhiri_penugasan(oleh=regu.admin, penugasan=baris, selesai=regu.hari + 90 * HARI)


def test_stated_conflict_ends_the_right_at_once_and_blocks_the_person(regu: Regu) -> None:
    tugas = regu.tugas()
    pelaku = muat_pelaku(regu.orang["anggota1"])
    aksi.nyatakan_kepentingan(
        oleh=pelaku, satker=regu.dunia.satker, periode=regu.dunia.periode, bertentangan=True, uraian="Rahasia ZQX"
    )
    assert regu.hak() == SEMUA - {("Tim 1 anggota1", "tpi_anggota")}
    aksi.samakan_hak(regu.admin, tugas)
    assert regu.hak() == SEMUA - {("Tim 1 anggota1", "tpi_anggota")}
    assert not any("ZQX" in str((j.sesudah, j.alasan)) for j in Jejak.objects.all())
    with pytest.raises(ValidationError, match="sudah menyatakan"):
        aksi.nyatakan_kepentingan(oleh=pelaku, satker=regu.dunia.satker, periode=regu.dunia.periode, bertentangan=False)


def test_conflict_found_to_be_none_gives_the_right_but_not_the_signature(regu: Regu) -> None:
    regu.tugas()
    user = regu.orang["anggota1"]
    satker, periode = regu.dunia.satker, regu.dunia.periode
    aksi.nyatakan_kepentingan(
        oleh=muat_pelaku(user), satker=satker, periode=periode, bertentangan=True, uraian="Keliru."
    )
    aksi.cabut_benturan(oleh=regu.admin, satker=satker, periode=periode, user=user, alasan="Bukan keluarga.")
    assert regu.hak() == SEMUA
    orang = {o.nama: o.pernyataan for o in tim_lembar(regu.dunia.lembar).orang}
    assert orang["Tim 1 anggota1"] == "belum"


def test_leader_with_conflict_cannot_be_given_the_unit(regu: Regu) -> None:
    PernyataanKepentingan.objects.create(
        satker=regu.dunia.satker,
        periode=regu.dunia.periode,
        user=regu.orang["dalnis"],
        nomor=1,
        bertentangan=True,
        uraian="Keluarga.",
        pada=timezone.now(),
    )
    with pytest.raises(ValidationError, match="dalnis menyatakan benturan"):
        regu.tugas(alasan="Tetap.")
    assert regu.hak() == set()


def test_former_post_needs_a_reason(regu: Regu) -> None:
    buat_penugasan(regu.dunia.satker, Peran.KOORDINATOR, regu.orang["anggota1"], selesai=regu.hari - 400 * HARI)
    with pytest.raises(ValidationError, match="pernah bertugas"):
        regu.tugas()
    assert regu.tugas(alasan="Sudah lama pindah.").alasan == "Sudah lama pindah."


def test_judged_last_year_needs_a_reason(regu: Regu) -> None:
    lalu = dt.date(regu.dunia.periode.tahun - 1, 5, 1)
    buat_penugasan(regu.dunia.satker, Peran.TPI_ANGGOTA, regu.orang["ketua"], mulai=lalu, selesai=lalu + 30 * HARI)
    with pytest.raises(ValidationError, match="menilai satker ini tahun lalu"):
        regu.tugas()


def test_one_ketua_and_one_team_per_unit(regu: Regu) -> None:
    with pytest.raises(ValidationError, match="sudah punya ketua"):
        aksi.tambah_anggota(oleh=regu.admin, tim=regu.tim, user=buat_user(), peran=Peran.TPI_KETUA)
    regu.tugas()
    lain = buat_regu(regu.dunia, "Tim 2")
    with pytest.raises(ValidationError, match="sudah dipegang Tim 1"):
        lain.tugas()


def test_unit_of_another_instansi_is_refused(regu: Regu) -> None:
    with pytest.raises(ValidationError, match="tidak dinilai oleh tim ini"):
        regu.tugas(satker=buat_satker())


# --- tim_siap ------------------------------------------------------------------------------------------------------


def _siap(regu: Regu, *belum: str) -> None:
    AturanEvaluasi.objects.create(periode=regu.dunia.periode, pakai_pendahuluan=False)
    kirim(regu.dunia)
    regu.tugas()
    for nama, user in regu.orang.items():
        if nama not in belum:
            aksi.nyatakan_kepentingan(
                oleh=muat_pelaku(user), satker=regu.dunia.satker, periode=regu.dunia.periode, bertentangan=False
            )


def test_evaluation_waits_until_everybody_signed(regu: Regu) -> None:
    _siap(regu, "anggota2")
    ketua = muat_pelaku(regu.orang["ketua"])
    with pytest.raises(LangkahDitolak) as tolak:
        langkah(regu.dunia, ketua, "mulai_evaluasi")
    assert tolak.value.kode == "tim_siap"
    assert tim_lembar(regu.dunia.lembar).kurang == ("Tim 1 anggota2 belum menandatangani pernyataan.",)
    regu.dunia.tandatangan(muat_pelaku(regu.orang["anggota2"]))
    langkah(regu.dunia, ketua, "mulai_evaluasi")


def test_evaluation_waits_for_a_dalnis(regu: Regu) -> None:
    _siap(regu)
    aksi.keluarkan_anggota(oleh=regu.admin, anggota=regu.tim.anggota.get(user=regu.orang["dalnis"]), alasan="Cuti.")
    assert tim_lembar(regu.dunia.lembar).kurang == ("Belum ada pengendali teknis.",)
    mungkin = {m.langkah.kode: m.boleh for m in langkah_mungkin(muat_pelaku(regu.orang["ketua"]), regu.dunia.lembar)}
    assert mungkin["mulai_evaluasi"] is False


def test_unsigned_evaluator_cannot_score(regu: Regu) -> None:
    _siap(regu, "anggota1")
    butir = regu.dunia.instrumen.cari("A1.P.i.b")
    isi = {"lembar": regu.dunia.lembar, "butir": butir, "lapisan": Lapisan.TPI_ANGGOTA, "isi": "A", "catatan": ""}
    with pytest.raises(LangkahDitolak) as tolak:
        simpan_nilai(oleh=muat_pelaku(regu.orang["anggota1"]), versi_dasar=0, **isi)
    assert tolak.value.kode == "pernyataan"
    assert simpan_nilai(oleh=muat_pelaku(regu.orang["anggota2"]), versi_dasar=0, **isi).berubah


# --- division and proposal -------------------------------------------------------------------------------------------


def test_butir_saya_is_the_own_part_and_everything_before_it_is_divided(regu: Regu) -> None:
    tugas, lembar = regu.tugas(), regu.dunia.lembar
    satu, dua = (muat_pelaku(regu.orang[k]) for k in ("anggota1", "anggota2"))
    assert len(butir_saya(satu, lembar)) == 113
    terapkan_area(regu.admin, tugas, usulkan_area_tugas(tugas))
    assert butir_saya(satu, lembar) | butir_saya(dua, lembar) == set(regu.dunia.instrumen.butir)
    assert butir_saya(satu, lembar) & butir_saya(dua, lembar) == set()
    assert len(butir_saya(muat_pelaku(regu.orang["ketua"]), lembar)) == 113
    assert butir_saya(regu.dunia.pelaku(Peran.KEPALA), lembar) == set()


def _satker_lain(regu: Regu, banyak: int) -> list[Satker]:
    return [buat_satker(regu.dunia.satker.induk) for _ in range(banyak)]


def test_proposal_is_saved_with_areas_and_nothing_before(regu: Regu) -> None:
    buat_regu(regu.dunia, "Tim 2")
    _satker_lain(regu, 3)
    usulan = usulan_tim(regu.dunia.periode)
    assert [b.tim.nama for b in usulan.baris] == ["Tim 1", "Tim 2", "Tim 1", "Tim 2"]
    assert not TugasTim.objects.exists()
    jumlah = simpan_usulan(
        oleh=regu.admin,
        periode=regu.dunia.periode,
        keputusan={b.satker.pk: Keputusan(b.pilihan.tim) for b in usulan.baris},
        mulai=regu.hari,
        selesai=regu.hari + HARI,
    )
    assert (jumlah, TugasTim.objects.count(), PembagianButir.objects.count()) == (4, 4, 4 * 113)
    menit = {nama: m for nama, _, m in usulan.sesudah}
    assert sum(menit.values()) == 4 * 385
    assert max(menit.values()) - min(menit.values()) <= 10


def test_override_of_the_proposal_needs_a_reason_and_nothing_is_half_saved(regu: Regu) -> None:
    lain = buat_regu(regu.dunia, "Tim 2")
    _satker_lain(regu, 1)
    a, b = usulan_tim(regu.dunia.periode).baris
    isi = {"oleh": regu.admin, "periode": regu.dunia.periode, "mulai": regu.hari, "selesai": regu.hari + HARI}
    assert a.tim == regu.tim
    with pytest.raises(ValidationError) as tolak:
        simpan_usulan(keputusan={a.satker.pk: Keputusan(lain.tim.pk), b.satker.pk: Keputusan(b.pilihan.tim)}, **isi)
    assert tolak.value.message_dict == {str(a.satker.pk): ["Pilihan Anda berbeda dari usulan. Tulis alasannya."]}
    assert not TugasTim.objects.exists()
    simpan_usulan(keputusan={a.satker.pk: Keputusan(lain.tim.pk, "Lebih dekat.")}, **isi)
    assert TugasTim.objects.get().alasan == "Lebih dekat."
    assert Jejak.objects.get(aksi="beri_tugas_tim").alasan == "Lebih dekat."


def test_proposal_takes_the_same_statements_for_more_units(regu: Regu, django_assert_num_queries: Any) -> None:
    for _ in (1, 2):
        with django_assert_num_queries(7):
            usulan_tim(regu.dunia.periode)
        _satker_lain(regu, 2)


def _sebagai_aplikasi(perintah: str) -> None:
    with connection.cursor() as kursor:
        kursor.execute("SET LOCAL ROLE zi_app")
        kursor.execute(perintah)


def test_statements_are_append_only_for_the_serving_role(regu: Regu) -> None:
    regu.dunia.pelaku(Peran.TPI_KETUA)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        _sebagai_aplikasi("UPDATE penilaian_pernyataankepentingan SET bertentangan = false")
