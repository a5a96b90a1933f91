// Numbers and times as the report prints them. Times are unix seconds, shown in UTC.

const MINUS = '\u2212';
const ABSENT = '\u2013';

const grouped = (value, decimals) =>
  Math.abs(value).toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

export function number(value, decimals = 0) {
  if (value === null || value === undefined) return ABSENT;
  const text = grouped(value, decimals);
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

/** Money with its sign, to the cent. */
export function signed(value) {
  const text = number(value, 2);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

export function percent(value, decimals = 2) {
  return value === null || value === undefined ? ABSENT : `${number(value, decimals)} %`;
}

/** A price without needless zeros. */
export function price(value) {
  return value === null || value === undefined
    ? ABSENT
    : value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 8 });
}

export function time(seconds) {
  return new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ');
}

export function day(seconds) {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** 'BODY_STOP' is 'body stop'. */
export function words(name) {
  return name.toLowerCase().replaceAll('_', ' ');
}
