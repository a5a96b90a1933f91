// What stands in the address, so that a picture can be sent: symbol, mode, range, time and whatever a view adds.

/** Kept when one goes from view to view. */
export const KEPT: readonly string[] = ['symbol', 'mode', 'res', 'at'];

/** A path with those parameters of an address that every view obeys. */
export function linkTo(path: string, address: URLSearchParams, changes: Readonly<Record<string, string | null>> = {}): string {
  const kept = new URLSearchParams();
  for (const name of KEPT) {
    const value = address.get(name);
    if (value) kept.set(name, value);
  }
  return withQuery(path, changed(kept, changes));
}

/** An address with parameters set, or, where the value is null or empty, taken away. */
export function changed(address: URLSearchParams, changes: Readonly<Record<string, string | null>>): URLSearchParams {
  const next = new URLSearchParams(address);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') next.delete(name);
    else next.set(name, value);
  }
  return next;
}

export function withQuery(path: string, query: URLSearchParams): string {
  const text = query.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  return text ? `${path}?${text}` : path;
}
