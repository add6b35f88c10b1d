"""The files and the guide for one small server name what exists, and the programs they are for read them."""

import re
import shutil
import subprocess
from configparser import ConfigParser
from datetime import UTC, datetime, timedelta
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import environ
import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.management import get_commands
from django.urls import reverse

from courses.activities.runtimes.h5p.rules import entries
from lms.home.packages import opening

ROOT = Path(__file__).resolve().parent.parent.parent
DOCS = ROOT / "lms" / "docs"
SERVER = DOCS / "server"
GUIDE = DOCS / "small-server.md"
COMPOSE = ROOT / "compose.yaml"
UNITS = sorted(SERVER.glob("*.service")) + sorted(SERVER.glob("*.timer"))
SERVICES = [path for path in UNITS if path.suffix == ".service"]
TEXTS = [GUIDE, DOCS / "production.md", COMPOSE, *sorted(SERVER.iterdir())]


def by_name(path: Path) -> str:
    return path.name


@pytest.fixture(scope="module")
def commands_of_run():
    """The commands that ./run knows."""
    loader = SourceFileLoader("run_script", str(ROOT / "run"))
    module = module_from_spec(spec_from_loader("run_script", loader))
    loader.exec_module(module)
    return set(module.COMMANDS)


@pytest.fixture(scope="module")
def variables_read():
    """Every variable that the settings, the web server or ./run read."""
    code = [*(ROOT / "lms" / "settings").glob("*.py"), ROOT / "lms" / "gunicorn.py", ROOT / "run"]
    return set(re.findall(r'"([A-Z][A-Z0-9_]+)"', "".join(path.read_text("utf-8") for path in code)))


def lines_of_env() -> dict[str, str]:
    """The variables of the example, those in comments too."""
    return dict(re.findall(r"^#?([A-Z][A-Z0-9_]+)=(.*)$", (SERVER / "hamroh.env").read_text("utf-8"), re.M))


def unit(path: Path) -> ConfigParser:
    """A systemd unit, read as what it is: sections of keys."""
    parser = ConfigParser(interpolation=None, strict=True, delimiters=("=",))
    parser.optionxform = str
    parser.read_string(path.read_text("utf-8"))
    return parser


def compose() -> dict:
    return yaml.safe_load(COMPOSE.read_text("utf-8"))


# --- Nothing is named that does not exist -------------------------------------------------------


def test_every_file_that_the_guide_promises_lies_there():
    names = {path.name for path in SERVER.iterdir()}
    assert names >= {
        "hamroh-web.service", "hamroh-worker.service", "hamroh-beat.service", "hamroh-backup.service",
        "hamroh-backup.timer", "nginx.conf", "hamroh.env", "hamroh-manage", "Dockerfile",
    }  # fmt: skip


@pytest.mark.parametrize("path", TEXTS, ids=by_name)
def test_every_variable_that_is_named_is_read_by_the_site(path, variables_read):
    text = path.read_text("utf-8")
    ours = re.findall(r"\b(HAMROH_[A-Z_]+|DATABASE_URL|REDIS_URL|EMAIL_URL|WEB_CONCURRENCY)\b", text)
    assert set(ours) - variables_read == set()


def test_every_line_of_the_example_environment_is_read_by_the_site(variables_read):
    assert set(lines_of_env()) - variables_read == set()


def test_every_variable_that_containers_are_given_is_read_by_the_site(variables_read):
    assert set(compose()["x-hamroh"]["environment"]) - variables_read == set()


@pytest.mark.parametrize("path", TEXTS, ids=by_name)
def test_every_command_that_is_named_exists(path, commands_of_run):
    text = path.read_text("utf-8")
    assert set(re.findall(r"(?:\./|/opt/hamroh/)run ([a-z]+)", text)) - commands_of_run == set()
    # Django answers "version" before it looks for commands.
    known = {*get_commands(), "version"}
    assert set(re.findall(r"(?:run |hamroh-)manage ([a-z_]+)", text)) - known == set()


@pytest.mark.parametrize("path", [GUIDE, DOCS / "production.md"], ids=by_name)
def test_every_file_that_is_linked_to_lies_there(path):
    links = re.findall(r"\]\((?!http)([^)#]+)\)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


# --- The environment ----------------------------------------------------------------------------


def test_the_example_environment_chooses_production_and_holds_no_secret_of_its_own():
    given = lines_of_env()
    assert given["DJANGO_SETTINGS_MODULE"] == "lms.settings.production"
    assert given["HAMROH_ADDRESS"].startswith("https://")
    assert "HAMROH_SECRET_KEY" not in given


def test_the_addresses_in_the_example_can_be_read(monkeypatch):
    for name, value in lines_of_env().items():
        monkeypatch.setenv(name, value)
    env = environ.Env()
    assert env.email_url("EMAIL_URL")["EMAIL_USE_TLS"] is True
    assert env.db("DATABASE_URL")["ENGINE"].endswith("postgresql")


# --- systemd ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SERVICES, ids=by_name)
def test_a_service_runs_as_its_own_user_with_the_environment_of_the_site(path):
    service = unit(path)["Service"]
    assert service["User"] == service["Group"] == "hamroh"
    assert service["EnvironmentFile"] == "/etc/hamroh/hamroh.env"
    assert service["ExecStart"].startswith("/opt/hamroh/run ")


@pytest.mark.parametrize("path", SERVICES, ids=by_name)
def test_a_service_can_write_to_its_own_folders_only(path):
    service = unit(path)["Service"]
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == service["ProtectHome"] == service["PrivateTmp"] == "yes"
    assert service["StateDirectory"] == "hamroh"
    assert lines_of_env()["HAMROH_VAR"] == f"/var/lib/{service['StateDirectory']}"
    backups = {"/var/backups/hamroh"} if path.name == "hamroh-backup.service" else set()
    assert set(service["ReadWritePaths"].split()) == {"/opt/hamroh/lms/locale", *backups}


def test_backups_are_made_every_night_without_keys_and_a_missed_night_is_made_up_for():
    words = unit(SERVER / "hamroh-backup.service")["Service"]["ExecStart"].split()
    assert words[1:4] == ["manage", "backup", "/var/backups/hamroh"]
    assert "--keep" in words and "--keys" not in words
    timer = unit(SERVER / "hamroh-backup.timer")["Timer"]
    assert timer["Persistent"] == "true" and timer["OnCalendar"].startswith("*-*-*")


def test_a_worker_has_longer_to_finish_than_any_job_may_take(settings):
    patience = int(unit(SERVER / "hamroh-worker.service")["Service"]["TimeoutStopSec"])
    assert patience > settings.CELERY_TASK_TIME_LIMIT
    assert int(compose()["services"]["worker"]["stop_grace_period"].removesuffix("s")) == patience


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here; the rest is tested")
def test_systemd_itself_has_nothing_to_say_against_the_units(tmp_path):
    for path in UNITS:
        # The program lies elsewhere here, and systemd looks whether it can be started.
        (tmp_path / path.name).write_text(path.read_text("utf-8").replace("/opt/hamroh", str(ROOT)))
    names = [str(tmp_path / path.name) for path in UNITS]
    done = subprocess.run(["systemd-analyze", "verify", *names], capture_output=True, text=True)
    complaints = [line for line in done.stderr.splitlines() if str(tmp_path) in line or "hamroh-" in line]
    assert (done.returncode, complaints) == (0, [])


# --- nginx --------------------------------------------------------------------------------------


def directives(name: str) -> list[str]:
    """What nginx is told under a name, in the order of the file."""
    text = re.sub(r"#.*", "", (SERVER / "nginx.conf").read_text("utf-8"))
    return [" ".join(value.split()) for value in re.findall(rf"^\s*{name}\s+([^;{{]+);", text, re.M)]


def test_nginx_opens_and_closes_every_block_and_ends_every_line():
    text = re.sub(r"#.*", "", (SERVER / "nginx.conf").read_text("utf-8"))
    assert text.count("{") == text.count("}")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert [line for line in lines if line[-1] not in ";{}"] == []


def test_nginx_says_how_a_visitor_came_and_lets_no_visitor_say_it():
    told = dict(line.split(" ", 1) for line in directives("proxy_set_header"))
    assert told == {
        "Host": "$host",
        "X-Forwarded-For": "$remote_addr",
        "X-Forwarded-Proto": "$scheme",
        "X-Request-ID": "$request_id",
    }


def test_nginx_asks_where_the_site_listens_and_lets_its_largest_upload_through(settings):
    assert set(directives("proxy_pass")) == {f"http://{lines_of_env()['HAMROH_BIND']}"}
    largest = max(
        settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE,
        settings.WAGTAILDOCS_MAX_UPLOAD_SIZE,
        opening.MOST_BYTES,
        entries.LARGEST_PACKAGE,
    )
    everywhere, in_the_workshop = (int(each.removesuffix("m")) for each in directives("client_max_body_size"))
    assert everywhere < in_the_workshop and in_the_workshop * 2**20 > largest
    text = (SERVER / "nginx.conf").read_text("utf-8")
    assert "client_max_body_size 310m" in text.split(f"location {reverse('wagtailadmin_home')} {{")[1]


def test_nginx_keeps_no_log_of_who_reads_what():
    assert directives("access_log") == ["off", "off"]
    assert all(line.endswith(" crit") for line in directives("error_log"))


def test_nginx_speaks_https_and_sends_everybody_there():
    assert directives("ssl_protocols") == ["TLSv1.2 TLSv1.3"]
    assert directives("return") == ["301 https://$host$request_uri"]
    assert sum("ssl" in line for line in directives("listen")) == 2


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not here; the rest is tested")
def test_nginx_itself_accepts_the_file(tmp_path):
    site = (SERVER / "nginx.conf").read_text("utf-8")
    site = site.replace("/etc/letsencrypt/live/learn.example.org", str(tmp_path))
    site = re.sub(r"error_log \S+", f"error_log {tmp_path}/error.log", site)
    # Its own ports here: the usual ones may be taken, or not ours to take.
    site = re.sub(r"(listen (?:\[::\]:)?)(80|443)\b", lambda found: f"{found[1]}2{found[2]:0>4}", site)
    write_certificate(tmp_path)
    folders = [
        f"{kind}_temp_path {tmp_path};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    ]
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid; events {{}} http {{\n{' '.join(folders)}\n{site}\n}}")
    command = ["nginx", "-t", "-e", f"{tmp_path}/start.log", "-p", str(tmp_path), "-c", str(whole)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def write_certificate(folder: Path) -> None:
    """A certificate that nobody should believe, for an hour."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "learn.example.org")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(hours=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(made.public_bytes(pem))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


# --- The script of the operator -----------------------------------------------------------------


def test_the_operators_script_can_be_read_by_a_shell_and_takes_the_sites_user_and_environment():
    path = SERVER / "hamroh-manage"
    assert subprocess.run(["sh", "-n", str(path)]).returncode == 0
    assert path.stat().st_mode & 0o111
    text = path.read_text("utf-8")
    assert "--uid=hamroh" in text and "EnvironmentFile=/etc/hamroh/hamroh.env" in text


# --- Containers ---------------------------------------------------------------------------------


def test_only_this_machine_reaches_the_web_server_and_nobody_the_database():
    services = compose()["services"]
    ports = {name: service["ports"] for name, service in services.items() if "ports" in service}
    assert ports == {"web": ["127.0.0.1:8000:8000"]}
    assert compose()["networks"]["inside"] == {"internal": True}
    assert services["database"]["networks"] == services["redis"]["networks"] == ["inside"]


def test_containers_run_the_three_programs_of_a_site(commands_of_run):
    services = compose()["services"]
    told = {name: services[name]["command"] for name in ("web", "worker", "beat")}
    assert told == {"web": ["./run", "serve"], "worker": ["./run", "worker"], "beat": ["./run", "beat"]}
    assert {command[1] for command in told.values()} <= commands_of_run


def test_whoever_waits_for_a_container_waits_for_one_that_says_whether_it_is_well():
    services = compose()["services"]
    for service in services.values():
        for other, how in service.get("depends_on", {}).items():
            assert how == {"condition": "service_healthy"}
            assert "test" in services[other]["healthcheck"]


def test_every_volume_network_and_secret_that_a_container_uses_is_declared():
    whole = compose()
    for service in whole["services"].values():
        volumes = {place.split(":")[0] for place in service.get("volumes", [])}
        assert volumes <= whole["volumes"].keys()
        assert set(service["networks"]) <= whole["networks"].keys()
        assert set(service.get("secrets", [])) <= whole["secrets"].keys()


def test_the_web_server_believes_the_address_from_which_its_own_network_passes_visitors_on():
    whole = compose()
    (network,) = whole["networks"]["outside"]["ipam"]["config"]
    assert whole["services"]["web"]["environment"]["HAMROH_PROXIES"] == network["gateway"]


def test_the_question_whether_the_web_server_is_well_can_be_asked_by_python():
    test = compose()["services"]["web"]["healthcheck"]["test"]
    assert test[:3] == ["CMD", "python3", "-c"]
    compile(test[3], "healthcheck", "exec")


def test_no_secret_is_written_into_the_containers_file_or_goes_into_an_image():
    password = compose()["services"]["database"]["environment"]["POSTGRES_PASSWORD"]
    assert password.startswith("${POSTGRES_PASSWORD:?")
    kept_out = (SERVER / "Dockerfile.dockerignore").read_text("utf-8").split()
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    for name in (".env", "hamroh.env", "secret-key"):
        assert name in kept_out and f"/{name}" in ignored


def test_the_client_that_makes_backups_is_of_the_databases_own_line():
    assert (SERVER / "Dockerfile").read_text("utf-8").startswith("#")
    # Debian's postgresql-client of bookworm is 15, and an older one refuses a newer server.
    assert "slim-bookworm" in (SERVER / "Dockerfile").read_text("utf-8")
    assert compose()["services"]["database"]["image"] == "postgres:15-bookworm"


@pytest.mark.skipif(shutil.which("docker") is None, reason="Docker is not here; the rest is tested")
def test_docker_itself_can_read_the_file_where_it_has_the_plugin(tmp_path):
    if subprocess.run(["docker", "compose", "version"], capture_output=True).returncode != 0:
        pytest.skip("Docker is here without compose; the rest is tested")
    shutil.copy(COMPOSE, tmp_path)
    shutil.copy(SERVER / "hamroh.env", tmp_path)
    (tmp_path / "secret-key").write_text("x")
    (tmp_path / ".env").write_text("POSTGRES_PASSWORD=x\n")
    done = subprocess.run(
        ["docker", "compose", "config", "--quiet"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
