import assert from "node:assert/strict";
import test from "node:test";
import { matching } from "../../labeling/components/workspace/matching.mjs";

const names = ["ACTOR", "Weapon_Type", "Type", "Target-Type"];

test("a part of the name is enough, however it is written; what begins with it comes first", () => {
  assert.deepEqual(matching(names, "type"), ["Type", "Weapon_Type", "Target-Type"]);
  assert.deepEqual(matching(names, "weapon t"), ["Weapon_Type"]);
  assert.deepEqual(matching(names, "TARGETTYPE"), ["Target-Type"]);
});

test("nothing typed means all, in their order, and what no name holds means none", () => {
  assert.deepEqual(matching(names, ""), names);
  assert.deepEqual(matching(names, "base"), []);
});
