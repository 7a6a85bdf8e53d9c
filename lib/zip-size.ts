const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;

/**
 * How many bytes a zip archive says it unpacks to, by its own table of contents; null where it has none that can be
 * read. An archive that says less than it holds does not unpack: the reader gives each entry just so much room.
 */
export function unpackedBytes(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // A comment of up to 64 KB may stand behind the end record.
  const first = Math.max(0, bytes.length - END_BYTES - 0xffff);
  let end = bytes.length - END_BYTES;
  while (end >= first && view.getUint32(end, true) !== END) end--;
  if (end < first) return null;
  const entries = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  let sum = 0;
  for (let entry = 0; entry < entries; entry++) {
    if (at + ENTRY_BYTES > bytes.length || view.getUint32(at, true) !== ENTRY) return null;
    sum += view.getUint32(at + 24, true);
    at += ENTRY_BYTES + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return sum;
}
