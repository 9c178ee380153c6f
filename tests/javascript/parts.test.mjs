import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import test from "node:test";
import { Workspace } from "../../labeling/components/workspace/workspace.mjs";

const FOLDER = new URL("../../labeling/components/workspace/", import.meta.url);

test("no two parts of the workspace have a method of the same name", async () => {
  const modules = await Promise.all(readdirSync(FOLDER).filter((name) => name.endsWith(".mjs")).map((name) => import(new URL(name, FOLDER))));
  const methods = Object.getOwnPropertyDescriptors(Workspace.prototype);
  const parts = modules.flatMap(Object.entries).filter(([, part]) => isPart(part, methods));
  assert.ok(parts.length > 8);
  const all = parts.flatMap(([name, part]) => Object.keys(part).map((method) => `${method} of ${name}`));
  const others = all.filter((method) => all.filter((other) => other.split(" ")[0] === method.split(" ")[0]).length > 1);
  assert.deepEqual(others, []);
  for (const [, part] of parts) for (const [name, method] of Object.entries(part)) assert.equal(Workspace.prototype[name], method);
});

// An object of functions that are methods of the workspace.
function isPart(part, methods) {
  const found = typeof part === "object" && part !== null ? Object.entries(part) : [];
  return found.length > 0 && found.every(([name, value]) => typeof value === "function" && name in methods);
}
