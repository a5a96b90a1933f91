// The colours of the page, from its style sheet, for what is drawn on canvas.

const NAMES = {
  ink: '--ink',
  quiet: '--quiet',
  rule: '--rule',
  paper: '--paper',
  panel: '--panel',
  rise: '--rise',
  fall: '--fall',
  modeA: '--mode-a',
  modeB: '--mode-b',
  win: '--win',
  loss: '--loss',
  accent: '--accent',
} as const;

export type Palette = Readonly<Record<keyof typeof NAMES, string>>;

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const entries = Object.entries(NAMES).map(([name, key]) => [name, style.getPropertyValue(key).trim()]);
  return Object.fromEntries(entries) as Palette;
}

/** '#rrggbb', or '#rgb' as a build may shorten it, with an opacity. */
export function faded(color: string, opacity: number): string {
  const digits = color.length === 4 ? [...color.slice(1)].flatMap((digit) => [digit, digit]).join('') : color.slice(1);
  const part = (from: number) => parseInt(digits.slice(from, from + 2), 16);
  return `rgba(${part(0)}, ${part(2)}, ${part(4)}, ${opacity})`;
}
