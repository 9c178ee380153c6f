// The sign says what is true: saved only when nothing waits, and why when something does.

import assert from "node:assert/strict";
import test from "node:test";
import { signOf } from "../../labeling/components/workspace/bar.mjs";

const sign = (more) => signOf({ state: "idle", size: 0, why: "", status: 0, keeps: true, ...more });

test("saved is said only when nothing waits", () => {
  assert.deepEqual(sign({}), { sign: "Saved", state: "saved", more: [] });
  for (const state of ["idle", "sending", "offline", "blocked"]) assert.notEqual(sign({ state, size: 1 }).state, "saved");
});

test("what waits is counted, and the server's reason is shown", () => {
  assert.equal(sign({ state: "offline", size: 1 }).sign, "Offline, 1 change waits.");
  assert.equal(sign({ state: "offline", size: 3, why: "The file was replaced." }).sign, "Not saved, 3 changes wait: The file was replaced.");
  assert.equal(sign({ state: "blocked", size: 2, why: "Reload it." }).sign, "Not saved, 2 changes wait: Reload it.");
});

test("after the session's end there is a way to sign in", () => {
  const { sign: words, more } = sign({ state: "blocked", size: 2, status: 401 });
  assert.match(words, /Signed out, 2 changes wait/);
  assert.equal(more[0][1], "/sign-in?next=/annotate");
});

test("a browser that cannot keep what waits says so", () => {
  assert.match(sign({ state: "offline", size: 1, keeps: false }).sign, /do not close the page/);
});
