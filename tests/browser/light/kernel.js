// A kernel of a real Jupyter server: its session, its channels, and the comms that its widgets speak through.

const Comm = await new Promise((found) => window.requirejs(["services/kernels/comm"], (module) => found(module.Comm)));
const IOPUB = { status: "status", clear_output: "clear_output" };

export async function ask(path, method = "GET", body = undefined) {
  const reply = await fetch(`/api/${path}`, { method, body: body && JSON.stringify(body) });
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status}`);
  return reply.status === 204 ? null : reply.json();
}

// The session of a notebook: the one that it has already, as in JupyterLab, or a new one.
export async function sessionOf(path) {
  return ask("sessions", "POST", { path, name: path, type: "notebook", kernel: { name: "python3" } });
}

export class Kernel {
  status = "starting";
  session = crypto.randomUUID();
  heard = Promise.resolve();
  waiting = new Map(); // by id of a message: who hears what comes of it
  comm_manager = new CommManager(this);

  constructor(id) {
    this.id = id;
  }
  async connect() {
    const address = new URL(`/api/kernels/${this.id}/channels?session_id=${this.session}`, location.href);
    address.protocol = "ws:";
    this.socket = new WebSocket(address);
    this.socket.binaryType = "arraybuffer";
    this.socket.onmessage = ({ data }) => this.hear(typeof data === "string" ? JSON.parse(data) : unpacked(data));
    await new Promise((opened) => { this.socket.onopen = opened; });
    await new Promise((known) => this.send_shell_message("kernel_info_request", {}, { shell: { reply: known } }));
  }
  is_connected() {
    return this.socket?.readyState === WebSocket.OPEN;
  }
  comm_info(target_name, reply) {
    this.send_shell_message("comm_info_request", { target_name }, { shell: { reply } });
  }
  set_callbacks_for_msg() {}
  send_shell_message(msg_type, content, callbacks = {}, metadata = {}, buffers = []) {
    const header = { msg_id: crypto.randomUUID(), msg_type, session: this.session, username: "", version: "5.3", date: new Date().toISOString() };
    this.waiting.set(header.msg_id, callbacks);
    const message = { header, parent_header: {}, metadata: metadata ?? {}, content, channel: "shell" };
    this.socket.send(buffers?.length ? packed(message, buffers) : JSON.stringify({ ...message, buffers: [] }));
    return header.msg_id;
  }
  // One message after the other, as in JupyterLab: what shows a widget waits until the widget is made and up to date.
  hear(message) {
    this.heard = this.heard.then(() => this.take(message)).catch(console.error);
  }
  async take(message) {
    const { msg_type } = message.header;
    const of = this.waiting.get(message.parent_header?.msg_id);
    if (message.channel === "shell") return of?.shell?.reply?.(message);
    if (msg_type.startsWith("comm_")) return this.comm_manager[msg_type](message);
    if (msg_type === "update_display_data") this.updated?.(message); // whoever asked for it: it is shown where it stands
    of?.iopub?.[IOPUB[msg_type] ?? "output"]?.(message);
    if (msg_type === "status") this.status = message.content.execution_state;
  }
  close() {
    this.socket.onmessage = null;
    this.socket.close();
  }
}

class CommManager {
  comms = new Map(); // by id
  targets = new Map();

  constructor(kernel) {
    this.kernel = kernel;
  }
  register_target(name, call) {
    this.targets.set(name, call);
  }
  register_comm(comm) {
    comm.kernel = this.kernel;
    this.comms.set(comm.comm_id, comm);
    return comm.comm_id;
  }
  new_comm(target_name, data, callbacks, metadata, comm_id, buffers) { // six names: the widgets count them
    const comm = new Comm(target_name, comm_id);
    this.register_comm(comm);
    comm.open(data, callbacks, metadata, buffers);
    return comm;
  }
  comm_open(message) {
    const { comm_id, target_name } = message.content;
    const comm = new Comm(target_name, comm_id);
    this.register_comm(comm);
    return this.targets.get(target_name)(comm, message);
  }
  comm_msg(message) {
    return this.comms.get(message.content.comm_id)?.heard(message);
  }
  comm_close(message) {
    const comm = this.comms.get(message.content.comm_id);
    this.comms.delete(message.content.comm_id);
    return comm?.closed(message);
  }
}

// Messages with bytes: a count, the places of the parts, the message as JSON, the parts.
function unpacked(data) {
  const view = new DataView(data);
  const places = Array.from({ length: view.getUint32(0) }, (_, number) => view.getUint32(4 * (number + 1)));
  const parts = places.map((place, number) => data.slice(place, places[number + 1] ?? data.byteLength));
  const message = JSON.parse(new TextDecoder().decode(parts[0]));
  return { ...message, buffers: parts.slice(1).map((part) => new DataView(part)) };
}

function packed(message, buffers) {
  const bytes = (one) => (ArrayBuffer.isView(one) ? new Uint8Array(one.buffer, one.byteOffset, one.byteLength) : new Uint8Array(one));
  const parts = [new TextEncoder().encode(JSON.stringify(message)), ...buffers.map(bytes)];
  const head = new DataView(new ArrayBuffer(4 * (parts.length + 1)));
  head.setUint32(0, parts.length);
  let place = head.byteLength;
  parts.forEach((part, number) => {
    head.setUint32(4 * (number + 1), place);
    place += part.byteLength;
  });
  return new Blob([head, ...parts]);
}
