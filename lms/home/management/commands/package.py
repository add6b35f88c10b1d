"""Exports a course or the case library as a package, looks packages through, imports them."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from lms.home.packages.contents import Library, read_contents
from lms.home.packages.exporting import export_course, export_library
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.package_files import files_of
from lms.home.packages.receiving import Report, look_through, write_package
from lms.home.packages.zip_files import zipped

_SHOWN = 20


class Command(BaseCommand):
    """``manage.py package export COURSE FILE.zip | pack FOLDER FILE.zip | import FILE.zip [--publish]``."""

    help = (
        "Moves a course or the case library between sites as one zip. import only reports, unless --publish "
        "is given."
    )

    def add_arguments(self, parser):
        """Take what to do, and the files."""
        actions = parser.add_subparsers(dest="action", required=True)
        export = actions.add_parser("export", help="write a published course into a zip")
        export.add_argument(
            "course", help=f"its id, the last part of its address; {Library.name} for the case library"
        )
        export.add_argument("file", type=Path)
        pack = actions.add_parser("pack", help="write a folder like those in lms/library into a zip")
        pack.add_argument("folder", type=Path)
        pack.add_argument("file", type=Path)
        receive = actions.add_parser("import", help="report what a zip would do here")
        receive.add_argument("file", type=Path)
        receive.add_argument("--publish", action="store_true", help="write it and publish it at once")
        receive.add_argument(
            "--evidence", action="store_true", help="let it change facts and terms that stand here"
        )
        receive.add_argument(
            "--seen",
            action="store_true",
            help="you looked at every photograph and heard every recording: no child, nobody who returned",
        )

    def handle(self, *args, action, **options):
        """Do it. Raises CommandError, and nothing was written."""
        try:
            getattr(self, f"_{action}")(**options)
        except PackageError as error:
            raise CommandError(str(error)) from error

    def _export(self, *, course, file, **options):
        self._keep(export_library() if course == Library.name else export_course(course), file)

    def _pack(self, *, folder, file, **options):
        if not (folder / "course.yaml").exists() and not (folder / "library.yaml").exists():
            raise CommandError(
                f"{folder} has no course.yaml and no library.yaml. Name the folder of a course or library."
            )
        self._keep(zipped(files_of(read_contents(folder))), file)

    def _keep(self, package: bytes, file: Path) -> None:
        try:
            file.write_bytes(package)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"Written: {file}, {len(package) / 1024:.0f} KB.")

    def _import(self, *, file, publish, evidence, seen, **options):
        if not file.is_file():
            raise CommandError(f"{file} is no file. Name the zip of a package.")
        if publish:
            self._tell(write_package(file, with_evidence=evidence, is_seen=seen))
            self.stdout.write("Written and published.")
            return
        report = look_through(file, with_evidence=evidence)
        self._tell(report)
        if report.refused:
            raise CommandError(
                "Refused. Nothing was written, and with --publish nothing would be. Where facts or terms "
                "stand here in other words, --evidence takes those of the package."
            )
        if report.to_look_at:
            self.stdout.write(
                f"Photographs and recordings to look at first: {report.to_look_at}. Then add --seen."
            )
        self.stdout.write("Nothing was written. To write and publish it at once, add --publish.")

    def _tell(self, report: Report) -> None:
        self.stdout.write(f"{report.name}: {len(report.same)} texts are the same here already.")
        for name, lines in (
            ("New", report.new),
            ("Changed", report.changed),
            ("Only here, left as it is", report.left),
        ):
            self._list(f"{name}: {len(lines)}.", lines)
        self._list(f"Refused: {len(report.refused)}.", report.refused)

    def _list(self, title: str, lines: list[str]) -> None:
        self.stdout.write(title)
        for line in lines[:_SHOWN]:
            self.stdout.write(f"  {line}")
        if len(lines) > _SHOWN:
            self.stdout.write(f"  and {len(lines) - _SHOWN} more")
