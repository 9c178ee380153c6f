// Which tab this is, and which tabs are alive: a reload goes on as the same tab, a copied tab becomes a new one.

const BEAT = 5000;
const GONE = 20000;
const key = (tab) => `sitrep:tab:${tab}`;

// Resolves to { tab, whoLives(), leave() }; whoLives resolves to a function that says of a tab whether it lives. Locks tell at
// once; without them (plain HTTP on a network) a heartbeat does.
export async function enterTab(session, storage, locks = navigator.locks) {
  const quiet = (work, otherwise) => {
    try {
      return work();
    } catch {
      return otherwise;
    }
  };
  let tab = quiet(() => session.getItem("sitrep:tab"), null);
  if (!tab || !(await hold(tab, locks))) {
    tab = crypto.randomUUID();
    await hold(tab, locks);
    quiet(() => session.setItem("sitrep:tab", tab));
  }
  const beat = () => quiet(() => storage.setItem(key(tab), String(Date.now())));
  beat();
  const beating = setInterval(beat, BEAT);
  return {
    tab,
    whoLives: async () => {
      const held = await namesOfHeld(locks);
      if (held) return (other) => held.has(key(other));
      const beatOf = (other) => Number(quiet(() => storage.getItem(key(other)), 0) ?? 0);
      return (other) => Math.abs(Date.now() - beatOf(other)) < GONE; // a clock may jump back
    },
    leave: () => {
      clearInterval(beating);
      quiet(() => storage.removeItem(key(tab)));
    },
  };
}

// Holds a lock named for the tab as long as the page lives; false when another page holds it.
function hold(tab, locks) {
  if (!locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    locks
      .request(key(tab), { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock ? new Promise(() => {}) : undefined;
      })
      .catch(() => resolve(true));
  });
}

async function namesOfHeld(locks) {
  const found = await locks?.query().catch(() => null);
  return found ? new Set(found.held.map(({ name }) => name)) : null;
}
