// Numbers as the report prints them (smc/ops/report/format.js): a thin minus, groups of three, a dash for what is not known.
// They come as decimal text and are rounded as text: no money passes through a double.

const MINUS = '\u2212';
export const ABSENT = '\u2013';

export type Decimal = string;
type Known = Decimal | number | null | undefined;

const PATTERN = /^(-?)(\d+)(?:\.(\d+))?$/;

/** The value times ten to the power of `decimals`, rounded half away from zero. Undefined for what is no decimal. */
function scaled(value: Known, decimals: number): bigint | undefined {
  if (value === null || value === undefined) return undefined;
  const parts = PATTERN.exec(typeof value === 'number' ? plain(value) : value);
  if (!parts) return undefined;
  const fraction = (parts[3] ?? '').padEnd(decimals + 1, '0');
  const cut = BigInt(parts[2] + fraction.slice(0, decimals));
  const rounded = fraction.charCodeAt(decimals) >= 53 ? cut + 1n : cut;
  return parts[1] ? -rounded : rounded;
}

function plain(value: number): string {
  return Number.isFinite(value) ? value.toFixed(10) : '';
}

/** With thousands grouped and as many decimals as asked for. */
export function number(value: Known, decimals = 0): string {
  const whole = scaled(value, decimals);
  if (whole === undefined) return ABSENT;
  const digits = (whole < 0n ? -whole : whole).toString().padStart(decimals + 1, '0');
  const head = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',');
  const text = decimals > 0 ? `${head}.${digits.slice(-decimals)}` : head;
  return whole < 0n ? MINUS + text : text;
}

/** With its sign: of money, to the cent. */
export function signed(value: Known, decimals = 2): string {
  const text = number(value, decimals);
  return (scaled(value, decimals) ?? 0n) > 0n ? `+${text}` : text;
}

export function percent(value: Known, decimals = 2): string {
  const text = number(value, decimals);
  return text === ABSENT ? text : `${text} %`;
}

export function signedPercent(value: Known, decimals = 2): string {
  const text = signed(value, decimals);
  return text === ABSENT ? text : `${text} %`;
}

/** A price: at least two decimals and none that is a needless zero; or exactly as many as its column asks for. */
export function price(value: Known, decimals?: number): string {
  if (decimals !== undefined) return number(value, decimals);
  return number(value, Math.max(2, Math.min(8, decimalsOf(value))));
}

/** How many decimals a price needs. */
export function decimalsOf(value: Known): number {
  if (value === null || value === undefined) return 0;
  const text = typeof value === 'number' ? plain(value) : value;
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.slice(point + 1).replace(/0+$/, '').length;
}

/** As many as the most exact of some prices needs, 2 to 8: for a column. */
export function decimalsOfAll(values: readonly Known[]): number {
  return Math.max(2, Math.min(8, ...[Math.max(0, ...values.map(decimalsOf))]));
}

/** For drawing and for comparing only. Undefined for what is not known. */
export function value(text: Known): number | undefined {
  if (text === null || text === undefined || text === '') return undefined;
  const read = Number(text);
  return Number.isFinite(read) ? read : undefined;
}

/** The sum of decimal texts, exact to 1e-8. What is not known counts as nothing. */
export function sum(values: readonly Known[]): Decimal {
  const total = values.reduce<bigint>((all, one) => all + (scaled(one, 8) ?? 0n), 0n);
  const digits = (total < 0n ? -total : total).toString().padStart(9, '0');
  return `${total < 0n ? '-' : ''}${digits.slice(0, -8)}.${digits.slice(-8)}`;
}

/** Below, at, or above zero, as it is shown: what rounds to nothing has no sign. */
export function sign(value: Known, decimals = 2): -1 | 0 | 1 {
  const whole = scaled(value, decimals) ?? 0n;
  return whole < 0n ? -1 : whole > 0n ? 1 : 0;
}

/** 12,345,678 is 12.3 M. */
export function short(value: number): string {
  for (const [size, unit] of [[1e9, 'G'], [1e6, 'M'], [1e3, 'k']] as const) {
    if (Math.abs(value) >= size) return `${number(value / size, Math.abs(value) >= 100 * size ? 0 : 1)} ${unit}`;
  }
  return number(value, Math.abs(value) < 10 && !Number.isInteger(value) ? 1 : 0);
}

/** 'BODY_STOP' is 'body stop'. */
export function words(name: string): string {
  return name.toLowerCase().replaceAll('_', ' ');
}

/** 'body stop' is 'Body stop'. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `1 trade`, `2 trades`. */
export function count(many: number, one: string, more = `${one}s`): string {
  return `${number(many)} ${many === 1 ? one : more}`;
}
