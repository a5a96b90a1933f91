// The colours of the page, from its style sheet, for what is drawn on canvas.

const NAMES = ['ink', 'quiet', 'rule', 'paper', 'panel', 'rise', 'fall', 'mode-a', 'mode-b', 'win', 'loss', 'accent'];

export function colors() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** '#rrggbb' with an opacity. */
export function faded(color, opacity) {
  const part = (from) => parseInt(color.slice(from, from + 2), 16);
  return `rgba(${part(1)}, ${part(3)}, ${part(5)}, ${opacity})`;
}

export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

/** Chosen for this visit only: a report keeps nothing. */
export function switchTheme() {
  document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
}
