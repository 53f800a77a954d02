"""The compose file: nothing but the proxy is open to the world, and secrets are files."""

import os
import runpy
import stat
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
WORKFLOW = yaml.safe_load((ROOT / ".github" / "workflows" / "compose.yml").read_text())
SECRETS = ("SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "EMAIL_URL", "PROXY_REFRESH_KEY")
ENDS_OR_SAYS_NOTHING = {"beat", "migrate"}
make_secrets = runpy.run_path(str(ROOT / "deploy" / "make_secrets.py"))


def test_the_proxy_alone_is_published():
    ports = {name: each.get("ports", []) for name, each in SERVICES.items()}
    assert ports.pop("proxy") == ["80:80", "443:443"]
    assert all(port.startswith("127.0.0.1:") for port in ports.pop("mailpit"))
    assert not any(ports.values())


def test_each_image_of_others_is_pinned():
    images = {each["image"] for each in SERVICES.values()} - {"hub"}
    assert images
    assert all(image.partition(":")[2][:1].isdigit() or ":v" in image for image in images)


def test_postgresqls_major_version_is_pinned_and_mounted_where_this_version_keeps_its_data():
    """Up to 17 it was a folder deeper; a wrong mount loses all of it with the container."""
    database = SERVICES["database"]
    assert database["image"] == "postgres:18"
    assert database["volumes"] == ["database:/var/lib/postgresql"]
    assert "postgresql-client-18" in (ROOT / "Dockerfile").read_text()


@pytest.mark.parametrize("name", sorted(SERVICES.keys() - {"mailpit"}))
def test_each_service_says_how_it_is(name):
    check = SERVICES[name].get("healthcheck", {})
    if name in ENDS_OR_SAYS_NOTHING:
        assert check == {"disable": True}
    else:
        assert "test" in check or name == "web"  # the image's own


def test_no_secret_stands_in_an_environment():
    example = (ROOT / "deploy" / "example.env").read_text()
    for name in (*SECRETS, "POSTGRES_PASSWORD", "DATABASE_PASSWORD"):
        assert f"\n{name}=" not in example
        for each in SERVICES.values():
            assert name not in each.get("environment", {})
    assert ":" not in SERVICES["web"]["environment"]["DATABASE_URL"].partition("//")[2]


def test_each_secret_is_a_file_that_is_made_and_named_where_it_is_needed():
    files = {name: each["file"] for name, each in COMPOSE["secrets"].items()}
    assert files == {name: f"./secrets/{name}" for name in make_secrets["MADE"]}
    for each in SERVICES.values():
        named = {
            str(value).rpartition("/")[2]
            for value in each.get("environment", {}).values()
            if str(value).startswith("/run/secrets/")
        }
        assert named <= set(each.get("secrets", []))
    web = SERVICES["web"]["environment"]
    assert all(web[f"{name}_FILE"] == f"/run/secrets/{name.lower()}" for name in SECRETS)


def test_secrets_are_made_once_in_a_folder_that_is_closed(tmp_path):
    assert sorted(make_secrets["make"](tmp_path)) == sorted(make_secrets["MADE"])
    first = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert make_secrets["make"](tmp_path) == []
    assert {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()} == first
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700
    assert len(set(first.values())) == len(first)


def test_a_site_whose_secrets_stood_in_its_settings_keeps_them(tmp_path):
    (tmp_path / ".env").write_text(
        "POSTGRES_PASSWORD=before\n#SECRET_KEY=old\nEMAIL_URL='brevo://:K@'\n"
    )
    make_secrets["make"](tmp_path)
    assert (tmp_path / "secrets" / "postgres_password").read_text() == "before"
    assert (tmp_path / "secrets" / "email_url").read_text() == "brevo://:K@"
    assert len((tmp_path / "secrets" / "secret_key").read_text()) > 50


def test_hub_starts_with_secrets_from_files(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://hub@database/hub")
    make_secrets["make"](tmp_path)
    (tmp_path / "secrets" / "email_url").chmod(0o600)
    (tmp_path / "secrets" / "email_url").write_text("smtp://mail.example.org\n")
    for name in (*SECRETS, "DATABASE_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
        file = "postgres_password" if name == "DATABASE_PASSWORD" else name.lower()
        monkeypatch.setenv(f"{name}_FILE", str(tmp_path / "secrets" / file))
    settings = runpy.run_path(str(ROOT / "hub" / "settings.py"))
    said = (tmp_path / "secrets" / "postgres_password").read_text()
    assert settings["DATABASES"]["default"]["PASSWORD"] == said
    assert settings["MAIL_SERVER"]["host"] == "mail.example.org"
    assert len(settings["SECRET_KEY"]) > 50


def test_a_secret_that_cannot_be_read_ends_the_start_in_one_line(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "planted"))
    with pytest.raises(SystemExit, match="^Hub cannot start: SECRET_KEY_FILE names no file") as end:
        runpy.run_path(str(ROOT / "hub" / "settings.py"))
    assert "planted" not in str(end.value.code)


def test_the_key_of_the_proxy_comes_from_a_file_before_the_template_is_filled_in():
    script = ROOT / "deploy" / "refresh-key.envsh"
    assert os.access(script, os.X_OK)  # the image passes over what it may not run
    assert "/run/secrets/proxy_refresh_key" in script.read_text()
    [place] = [each for each in SERVICES["proxy"]["volumes"] if "refresh-key" in each]
    assert place.split(":")[1].rpartition("/")[2] < "20-envsubst-on-templates.sh"


def test_the_hosted_build_starts_it_as_the_documents_say_and_walks_the_main_job():
    steps = "\n".join(each.get("run", "") for each in WORKFLOW["jobs"]["walk"]["steps"])
    for said in ("deploy/make_secrets.py", "up --build --detach", "tests.installing.walking"):
        assert said in steps
    assert not any("uses" in each for each in WORKFLOW["jobs"]["walk"]["steps"])
