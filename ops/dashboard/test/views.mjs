/** Paths of all views. */
export const VIEWS = ['/', '/chart/', '/blocks/', '/positions/', '/trades/', '/performance/', '/decisions/', '/backtests/', '/system/'];
