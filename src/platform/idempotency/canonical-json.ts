const DEPTH_MAX = 32;

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError('Only finite numbers have a canonical form');
  return JSON.stringify(value);
}

function objectText(value: object, depth: number): string {
  if (value instanceof Date) return `@${value.toISOString()}`;
  if (Array.isArray(value)) return `[${value.map((item: unknown) => write(item ?? null, depth + 1)).join(',')}]`;
  if (value instanceof Map || value instanceof Set || ArrayBuffer.isView(value))
    throw new TypeError('Only plain objects have a canonical form');
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${write(item, depth + 1)}`).join(',')}}`;
}

function write(value: unknown, depth: number): string {
  if (depth > DEPTH_MAX) throw new TypeError(`The value is nested deeper than ${DEPTH_MAX}`);
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      return numberText(value);
    case 'bigint':
      return `${value}n`;
    case 'object':
      return objectText(value, depth);
    default:
      throw new TypeError(`A ${typeof value} has no canonical form`);
  }
}

/**
 * One text for one value: names sorted, absent and `undefined` alike, `1n` apart from `1`, an instant apart from its text. Meant for
 * hashing, not for parsing. Throws `TypeError` on what a request cannot contain.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}
