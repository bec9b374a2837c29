"""The modules that know no page, run as they are in a browser with made-up servers and clocks."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

BOX = """
const {Outbox} = await import("/static/keng/outbox.js");
function box(answers) {
    const told = [], sent = [], kept = [], timers = [];
    let n = 0;
    const keep = {};
    for (const name of ["put", "drop", "leave", "settle"]) {
        keep[name] = (...all) => kept.push([name, ...all]);
    }
    const tell = {};
    for (const name of ["saved", "conflict", "refused", "waiting", "stopped"]) {
        tell[name] = (what) => told.push([name, what]);
    }
    tell.state = (name, count) => told.push([name, count]);
    const out = new Outbox({
        post: async (batch) => {
            sent.push(structuredClone(batch));
            return answers.shift() ?? null;
        },
        revisionOf: () => 3, keep, told: tell, newId: () => `id-${n += 1}`,
        later: (act) => { timers.push(act); return 0; },
    });
    const calm = async () => {
        for (let i = 0; i < 20; i += 1) await Promise.resolve();
    };
    return {out, told, sent, kept, timers, calm};
}
const saved = (...cells) => ({status: 200, body: {saved: cells}});
"""


@pytest.fixture
def plain(chromium: Browser, live_server: Any, transactional_db: None) -> Page:
    """A page without anything of its own on which modules may be imported."""
    del transactional_db
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{live_server.url}/dang-nhap/")
    return page


def run(page: Page, script: str) -> Any:
    return page.evaluate(f"async () => {{ {script} }}")


def test_a_batch_without_an_answer_goes_out_again_as_it_was(plain: Page) -> None:
    told = run(
        plain,
        BOX
        + """
        const {out, sent, calm} = box([null, saved({key: "a", revision: 4}), saved()]);
        out.put([{key: "a", value: "1"}]);
        await calm();
        out.put([{key: "a", value: "2"}]);
        await calm();
        return {sent, left: out.pending};
        """,
    )

    first, again, then = told["sent"][0], told["sent"][1], told["sent"][-1]
    assert first == again
    assert first["cells"] == [{"key": "a", "value": "1", "expected_revision": 3}]
    # The newer value waits for the older one, and follows the revision that it made.
    assert then["id"] != first["id"]
    assert then["cells"] == [{"key": "a", "value": "2", "expected_revision": 4}]
    assert told["left"] == 0


def test_a_contested_cell_stays_and_the_rest_goes_on(plain: Page) -> None:
    told = run(
        plain,
        BOX
        + """
        const contested = {status: 409, body: {cells: [{key: "a", theirs: {}}]}};
        const {out, told, sent, kept, calm} = box([contested, saved()]);
        out.put([{key: "a", value: "1"}, {key: "b", value: "2"}]);
        await calm();
        const settled = kept.filter(([name]) => name === "settle")[0];
        return {sent, told, back: settled[2], refused: [...out.refusedKeys]};
        """,
    )

    assert [one["key"] for one in told["sent"][1]["cells"]] == ["b"]
    assert told["refused"] == ["a"]
    # Kept as it was, so that a reload asks the server again and shows both values.
    assert [(one["key"], one["held"]) for one in told["back"]] == [("a", False), ("b", False)]
    assert told["told"][-1] == ["refused", 0]


def test_refused_cells_are_kept_with_their_reason(plain: Page) -> None:
    told = run(
        plain,
        BOX
        + """
        const {out, kept, calm} = box([{status: 422, body: {cells: {a: "số âm"}}}]);
        out.put([{key: "a", value: "-1"}]);
        await calm();
        return kept.filter(([name]) => name === "settle")[0][2];
        """,
    )

    assert [(one["key"], one["held"], one["message"]) for one in told] == [("a", True, "số âm")]


def test_an_ended_session_keeps_everything_and_sends_nothing_more(plain: Page) -> None:
    told = run(
        plain,
        BOX
        + """
        const {out, told, sent, calm} = box([{status: 403, body: null}]);
        out.put([{key: "a", value: "1"}]);
        await calm();
        return {state: told.at(-1), sent: sent.length, pending: out.pending};
        """,
    )

    assert told == {"state": ["signed_out", 1], "sent": 1, "pending": 1}


def test_a_server_in_trouble_is_asked_again_with_the_same_batch(plain: Page) -> None:
    told = run(
        plain,
        BOX
        + """
        const {out, told, sent, timers, calm} = box([{status: 500, body: null}, saved()]);
        out.put([{key: "a", value: "1"}]);
        await calm();
        const state = told.at(-1);
        timers.shift()();
        await calm();
        return {state, ids: sent.map((one) => one.id), left: out.pending};
        """,
    )

    assert told["state"] == ["busy", 1]
    assert len(set(told["ids"])) == 1
    assert told["left"] == 0


def test_what_was_kept_comes_back_and_what_was_refused_waits_for_the_person(plain: Page) -> None:
    told = run(
        plain,
        BOX
        + """
        const {out, sent, calm} = box([saved(), saved()]);
        const common = {value: "5", expected: 2, stamp: "s", message: ""};
        const cell = (key, held) => ({key, held, ...common});
        const old = {id: "old", cells: [{key: "c", value: "7", expected_revision: 1}]};
        out.bringBack([cell("a", false), cell("b", true)], [old]);
        await calm();
        return {sent, refused: [...out.refusedKeys]};
        """,
    )

    assert told["sent"][0]["id"] == "old"
    assert [one["key"] for one in told["sent"][1]["cells"]] == ["a"]
    assert told["sent"][1]["cells"][0]["expected_revision"] == 2
    assert told["refused"] == ["b"]


def test_steps_are_taken_back_and_done_again(plain: Page) -> None:
    told = run(
        plain,
        """
        const {Steps} = await import("/static/keng/steps.js");
        const steps = new Steps();
        steps.add([{key: "a", before: "1", after: "2"}]);
        steps.add([]);
        const back = steps.back(), again = steps.again();
        steps.back();
        steps.add([{key: "b", before: "", after: "9"}]);
        return {back, again, lost: steps.again(), none: new Steps().back()};
        """,
    )

    assert told == {
        "back": [{"key": "a", "value": "1"}],
        "again": [{"key": "a", "value": "2"}],
        "lost": [],
        "none": [],
    }


@pytest.mark.parametrize(
    ("text", "texts", "beyond", "columns"),
    [
        ("1\\tVụ việc\\t12\\n2\\tXử lý\\t1.234,5\\n3\\tTồn\\t", ["12", "1.234,5", ""], 0, 1),
        ("5\\n\\n7\\n8\\n9", ["5", "", "7"], 2, 1),
        ("Vụ\\t3\\t4\\nCháy\\t\\t5", ["4", "5", ""], 0, 2),
        ("12 vụ\\n3", ["12 vụ", "3", ""], 0, 1),
        ('"a\\tb"\\t4', ["4", "", ""], 0, 1),
    ],
)
def test_a_pasted_block_finds_its_figures_and_counts_what_is_left(
    plain: Page, text: str, texts: list[str], beyond: int, columns: int
) -> None:
    told = run(
        plain,
        f"""
        const {{block}} = await import("/static/keng/numbers.js");
        const {{placed}} = await import("/static/keng/paste.js");
        return placed(block(`{text}`), [true, true, true]);
        """,
    )

    assert (told["texts"], told["beyond"], told["columns"]) == (texts, beyond, columns)
