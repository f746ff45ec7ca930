// What the widgets' own scripts ask of the page that loads them: the names of a classic notebook, as few as they need.

const amd = new Map();
const callbacksOfEvents = new Map();

class Comm {
  constructor(target_name, comm_id = crypto.randomUUID()) {
    Object.assign(this, { target_name, comm_id, heard: () => {}, closed: () => {} });
  }
  on_msg(call) { this.heard = call; }
  on_close(call) { this.closed = call; }
  open(data, callbacks, metadata, buffers) {
    const content = { comm_id: this.comm_id, target_name: this.target_name, data: data ?? {} };
    return this.kernel.send_shell_message("comm_open", content, callbacks, metadata, buffers);
  }
  send(data, callbacks, metadata, buffers) {
    return this.kernel.send_shell_message("comm_msg", { comm_id: this.comm_id, data }, callbacks, metadata, buffers);
  }
  close(data, callbacks, metadata, buffers) {
    this.kernel.comm_manager.comms.delete(this.comm_id);
    return this.kernel.send_shell_message("comm_close", { comm_id: this.comm_id, data: data ?? {} }, callbacks, metadata, buffers);
  }
}

class OutputArea {}
OutputArea.prototype.register_mime_type = (kind, draw) => { window.drawWidget = draw; };

window.Jupyter = {
  version: "6.5.7",
  notification_area: { widget: () => ({}) },
  menubar: { actions: { register() {}, get() {} } },
  notebook: {
    metadata: {},
    keyboard_manager: { actions: { register() {} }, register_events() {} },
    events: { on() {} },
    container: { on() {} },
    get_cells: () => [],
    render_cell_output() {},
  },
};
amd.set("base/js/namespace", window.Jupyter);
amd.set("base/js/events", { on: (names, call) => names.split(" ").forEach((name) => callbacksOfEvents.set(name, call)) });
amd.set("services/kernels/comm", { Comm });
amd.set("notebook/js/outputarea", { OutputArea });

window.tellWidgets = (name, data) => callbacksOfEvents.get(name)({}, data);
window.require = window.requirejs = (names, done) => void done(...names.map((name) => amd.get(name)));
window.requirejs.config = () => {};
window.define = (needs, make) => {
  const made = make(...needs.map((name) => amd.get(name) ?? { uri: document.currentScript.src }));
  if (needs.includes("@jupyter-widgets/base")) amd.set("anywidget", made);
  else amd.set("@jupyter-widgets/base", (window.widgets = made));
};
