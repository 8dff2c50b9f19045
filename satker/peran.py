"""The roles of people and what each scope means. Data only: no queries, no Django settings."""

from django.db.models import TextChoices


class Peran(TextChoices):
    """Role of a dated Penugasan (decisions §3). The label is what people read on screen."""

    ANGGOTA_POKJA = "anggota_pokja", "Anggota Pokja"
    KETUA_POKJA = "ketua_pokja", "Ketua Pokja"
    KOORDINATOR = "koordinator", "Ketua tim ZI"
    KEPALA = "kepala", "Kepala satker"
    STAF_KANWIL = "staf_kanwil", "Staf kantor wilayah"
    PIMPINAN_KANWIL = "pimpinan_kanwil", "Pimpinan kantor wilayah"
    TPI_ANGGOTA = "tpi_anggota", "Anggota tim penilai"
    TPI_KETUA = "tpi_ketua", "Ketua tim penilai"
    TPI_DALNIS = "tpi_dalnis", "Pengendali teknis"
    ADMIN_INSPEKTORAT = "admin_inspektorat", "Admin inspektorat"
    PEMBACA_PUSAT = "pembaca_pusat", "Pembaca pusat"
    ADMIN_SISTEM = "admin_sistem", "Admin sistem"


POKJA = frozenset({Peran.ANGGOTA_POKJA, Peran.KETUA_POKJA})
TIM_SATKER = POKJA | {Peran.KOORDINATOR, Peran.KEPALA}
KANWIL = frozenset({Peran.STAF_KANWIL, Peran.PIMPINAN_KANWIL})
TIM_PENILAI = frozenset({Peran.TPI_ANGGOTA, Peran.TPI_KETUA, Peran.TPI_DALNIS})
# Place in the evaluator team, read before what the instansi calls its team: "Ketua TPI".
TEMPAT_DI_TIM: dict[str, str] = {
    Peran.TPI_ANGGOTA: "Anggota",
    Peran.TPI_KETUA: "Ketua",
    Peran.TPI_DALNIS: "Pengendali teknis",
}
SE_INSTANSI = frozenset({Peran.ADMIN_INSPEKTORAT, Peran.PEMBACA_PUSAT})
