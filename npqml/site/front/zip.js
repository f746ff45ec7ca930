// One file with all of somebody's work: a zip without compression, and any zip read back.

const TABLE = Uint32Array.from({ length: 256 }, (_, number) => {
  let value = number;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});
const CODE_PAGE_850 =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0";
export const LARGEST = 200_000_000; // bytes, packed or unpacked
const MIDNIGHT = 0x0021; // 1 January 1980, as zips say it: the same files give the same bytes

export function crc32(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ TABLE[(value ^ byte) & 0xff];
  return (value ^ 0xffffffff) >>> 0;
}

function header(signature, fields) {
  const size = fields.reduce((sum, [, width]) => sum + width, 4);
  const view = new DataView(new ArrayBuffer(size));
  view.setUint32(0, signature, true);
  let place = 4;
  for (const [value, width] of fields) {
    if (width === 2) view.setUint16(place, value, true);
    else view.setUint32(place, value, true);
    place += width;
  }
  return new Uint8Array(view.buffer);
}

// Give a zip of files, each a [path, bytes], in the order of their paths.
export function zipped(files) {
  const parts = [];
  const list = [];
  let offset = 0;
  for (const [path, bytes] of [...files].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const name = new TextEncoder().encode(path);
    const about = [[20, 2], [0x0800, 2], [0, 2], [0, 2], [MIDNIGHT, 2], [crc32(bytes), 4], [bytes.length, 4], [bytes.length, 4],
      [name.length, 2], [0, 2]];
    const local = header(0x04034b50, about);
    parts.push(local, name, bytes);
    list.push(header(0x02014b50, [[20, 2], ...about, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]]), name);
    offset += local.length + name.length + bytes.length;
  }
  const size = list.reduce((sum, one) => sum + one.length, 0);
  const count = list.length / 2;
  const end = header(0x06054b50, [[0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [offset, 4], [0, 2]]);
  return new Blob([...parts, ...list, end], { type: "application/zip" });
}

// Give the files in a zip as [path, bytes]; throws where it is none, is damaged, or would be too large.
export async function unzipped(buffer) {
  const view = new DataView(buffer);
  let end = buffer.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) throw new Error("it is no zip, or the end of it is missing");
  let place = view.getUint32(end + 16, true);
  let left = LARGEST;
  const files = [];
  for (let number = view.getUint16(end + 10, true); number > 0; number -= 1) {
    if (view.getUint32(place, true) !== 0x02014b50) throw new Error("its list of files is damaged");
    const [method, sum] = [view.getUint16(place + 10, true), view.getUint32(place + 16, true)];
    const [packed, size] = [view.getUint32(place + 20, true), view.getUint32(place + 24, true)];
    const [nameLength, more] = [view.getUint16(place + 28, true), view.getUint16(place + 30, true) + view.getUint16(place + 32, true)];
    if (view.getUint16(place + 8, true) & 1) throw new Error("it has a password: pack it without one");
    const path = nameOf(new Uint8Array(buffer, place + 46, nameLength));
    const start = view.getUint32(place + 42, true);
    place += 46 + nameLength + more;
    left -= size;
    if (left < 0) throw new Error("it holds more than any course");
    if (path.endsWith("/")) continue;
    const content = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
    const bytes = await inflated(new Uint8Array(buffer, content, packed), method, size);
    if (crc32(bytes) !== sum) throw new Error(`${path} in it is damaged`);
    files.push([path, bytes]);
  }
  return files;
}

// Give a name as it was meant: in UTF-8, whether or not the zip says so, else as Windows writes it for western Europe.
function nameOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : CODE_PAGE_850[byte - 128])).join("");
  }
}

async function inflated(bytes, method, size) {
  if (method === 0) return bytes.slice();
  if (method !== 8) throw new Error("it is packed in a way that is not known here");
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  const whole = new Uint8Array(size);
  let filled = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    if (filled + piece.value.length > size) throw new Error("a file in it is larger than it says");
    whole.set(piece.value, filled);
    filled += piece.value.length;
  }
  if (filled !== size) throw new Error("a file in it is cut off");
  return whole;
}
