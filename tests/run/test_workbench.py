"""The workbench of xblock-sdk, a runtime by others, finds our three blocks by name and plays them."""

import json
import subprocess

# Run by a Python of its own: the workbench is another Django site.
VISIT = """
import html, json, logging, re, django
from django.core.management import call_command
logging.disable()
django.setup()
call_command("migrate", run_syncdb=True, verbosity=0)
from django.test import Client
client, told = Client(HTTP_HOST="127.0.0.1"), {}
told["listed"] = re.findall(r'href="/scenario/([^/"]+)/"', client.get("/").content.decode())
for name in told["listed"]:
    page = client.get(f"/scenario/{name}/")
    words = client.get(f"/scenario/{name}/text_view/").content.decode()
    body = html.unescape(page.content.decode())
    body, form = body.split("</section>")[0], re.search(r'action="([^"]+)"', body)[1]
    move = {"move": 0, "reply": "name", "group-glasses": "pass", "link-aunt": "strong"}
    answer = client.post(form, move)
    told[name] = {
        "status": page.status_code,
        "policy": page["Content-Security-Policy"],
        "page": body,
        "words": html.unescape(words).split("</section>")[0],
        "after": json.loads(answer.content)["html"],
    }
print(json.dumps(told))
"""
BLOCKS = ["hamroh_dialogue.0", "hamroh_sort.0", "hamroh_support_map.0"]
# What stands in the page of each, what comes with its answer, and what no page holds before.
SHOWN = {
    "hamroh_dialogue.0": ("Who sent you?", "He does not sleep", "A name, and a way to say no."),
    "hamroh_sort.0": ("What does a teacher need?", "still", "No lesson hangs on it."),
    "hamroh_support_map.0": ("Comes every Friday.", "still open", "She is there already."),
}


def test_the_three_blocks_are_listed_drawn_and_played_in_the_workbench(run, tmp_path):
    done = subprocess.run(
        [run.python_in_venv(), "-c", VISIT],
        env=run.workbench_environment(str(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)

    assert told["listed"] == BLOCKS
    for name, (drawn, answered, hidden) in SHOWN.items():
        seen = told[name]
        assert (seen["status"], drawn in seen["page"], answered in seen["after"]) == (200, True, True), seen
        assert "<form" not in seen["words"].partition("student_view")[2]
        assert hidden not in seen["page"] + seen["words"]
        assert seen["policy"].startswith("default-src 'self'")
