// The door: Streamlit calls this at each change of the data; the workspace lives on between the calls.

import { element } from "./elements.mjs";
import { Server } from "./server.mjs";
import { Workspace } from "./workspace.mjs";

const workspaces = new WeakMap();

export default function mount({ parentElement: root, data }) {
  let workspace = workspaces.get(root);
  if (!workspace || workspace.author !== data.author) {
    workspace?.close();
    const host = root.querySelector(".host") ?? root.appendChild(element("div", { class: "host" }));
    workspace = new Workspace(root, host, new Server(data.token), data.author);
    workspaces.set(root, workspace);
    workspace.start(data.document_id, data.place);
  }
  workspace.server.token = data.token;
  return () => {
    workspaces.delete(root);
    workspace.close();
  };
}
