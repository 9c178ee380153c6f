// While the server is away, Streamlit puts a dialog over the page that stops all work. Labels wait here and the sign at the
// bottom says so: the dialog is closed.

const DIALOG = '[data-testid="stDialog"]';

// Closes such dialogs until `signal` is aborted.
export function stayUndisturbed(signal) {
  const look = () => {
    for (const dialog of document.querySelectorAll(DIALOG)) {
      if (/^Connection/.test(dialog.querySelector("h2")?.textContent ?? "")) dialog.querySelector('button[aria-label="Close"]')?.click();
    }
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true });
  signal.addEventListener("abort", () => observer.disconnect());
}
