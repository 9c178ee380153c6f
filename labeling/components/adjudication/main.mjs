// The door: Streamlit calls this at each change of the data; the desk lives on between the calls.

import { element } from "../workspace/elements.mjs";
import { Server } from "../workspace/server.mjs";
import { Desk } from "./desk.mjs";

const desks = new WeakMap();
const ROUTES = { documents: "/api/adjudication", queue: "/api/adjudication" };

export default function mount({ parentElement: root, data }) {
  let desk = desks.get(root);
  if (!desk || desk.author !== data.author) {
    desk?.close();
    const host = root.querySelector(".host") ?? root.appendChild(element("div", { class: "host" }));
    desk = new Desk(root, host, new Server(data.token, ROUTES), data.author);
    desks.set(root, desk);
    desk.start(data.document_id);
  }
  desk.server.token = data.token;
  return () => {
    desks.delete(root);
    desk.close();
  };
}
