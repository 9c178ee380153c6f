// Which labels a typed part of a name means.

const plain = (name) => name.toLowerCase().replace(/[^a-z0-9]/g, "");

// Those of the names that hold what is typed, however it is written; those that begin with it come first.
export function matching(names, typed) {
  const wanted = plain(typed);
  const found = names.filter((name) => plain(name).includes(wanted));
  return [...found.filter((name) => plain(name).startsWith(wanted)), ...found.filter((name) => !plain(name).startsWith(wanted))];
}
