/** The views, in the order of the navigation. */
export const VIEWS = [
  { path: '/', name: 'Overview' },
  { path: '/chart/', name: 'Chart' },
  { path: '/blocks/', name: 'Order blocks' },
  { path: '/positions/', name: 'Positions' },
  { path: '/trades/', name: 'Trades' },
  { path: '/performance/', name: 'Performance' },
  { path: '/decisions/', name: 'Decisions' },
  { path: '/backtests/', name: 'Backtests' },
  { path: '/system/', name: 'System' },
] as const;

/** Those that a thumb reaches at the bottom of a phone; the rest is behind *More*. */
export const THUMB_VIEWS: readonly string[] = ['/', '/chart/', '/positions/', '/trades/'];
