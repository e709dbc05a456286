// IP addresses and CIDRs as numbers, of both versions.

function ipv4(text) {
  const found = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!found) return null;
  const bytes = found.slice(1).map(Number);
  if (bytes.some((byte) => byte > 255)) return null;
  return { version: 4, bits: 32, number: bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n) };
}

function ipv6(text) {
  if (!/^[0-9a-f:]*:[0-9a-f:]*(\d+\.\d+\.\d+\.\d+)?$/i.test(text)) return null;
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted) {
    const last = ipv4(dotted[2]);
    if (!last) return null;
    text = `${dotted[1]}${(last.number >> 16n).toString(16)}:${(last.number & 0xffffn).toString(16)}`;
  }
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const groups = halves.map((half) => (half ? half.split(":") : []));
  const missing = 8 - groups.flat().length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const all = halves.length === 2 ? [...groups[0], ...Array(missing).fill("0"), ...groups[1]] : groups[0];
  if (all.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return null;
  return { version: 6, bits: 128, number: all.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n) };
}

/** An address or a CIDR as { version, length, first, last }; null of anything else. */
export function block(text) {
  const [address, length, more] = text.trim().split("/");
  const parsed = ipv4(address) ?? ipv6(address);
  if (!parsed || more !== undefined || (length !== undefined && !/^\d{1,3}$/.test(length))) return null;
  const kept = length === undefined ? parsed.bits : Number(length);
  if (kept > parsed.bits) return null;
  const size = 1n << BigInt(parsed.bits - kept);
  const first = parsed.number - (parsed.number % size);
  return { version: parsed.version, length: kept, first, last: first + size - 1n, single: kept === parsed.bits };
}

/** Whether one block holds another. */
export function holds(outer, inner) {
  return outer.version === inner.version && outer.first <= inner.first && inner.last <= outer.last;
}
