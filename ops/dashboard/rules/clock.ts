// The market's clock beside the wall's. A played market is at another time, and may be faster; how old an answer is has to be right of it too.

/** Apart further than this, a market is not at the wall's time. */
const APART_MILLIS = 3_600_000;
/** A pace is told over so long at least: market times come in steps. */
const PACE_MILLIS = 4000;
/** And over so long at most, so that a new pace is soon seen. */
const ANCHOR_MILLIS = 60_000;

/** All in milliseconds. `heardAt` is of the clock of whoever looks; `written` and `started` are of the engine's. */
export interface MarketClock {
  readonly pid: number;
  readonly started: number;
  readonly written: number;
  readonly market: number;
  readonly heardAt: number;
  /** Seconds of the market in a second; undefined until two words of it are apart enough. */
  readonly pace: number | undefined;
  readonly anchor: { readonly written: number; readonly market: number };
}

/** What an engine says of its times: `live` of a document. */
export interface Said {
  readonly pid: number;
  readonly started: string;
  readonly written: string;
  readonly marketTime: string;
}

export function heard(before: MarketClock | undefined, said: Said, now: number): MarketClock | undefined {
  const written = Date.parse(said.written);
  const market = Date.parse(said.marketTime);
  const started = Date.parse(said.started);
  if ([written, market, started].some(Number.isNaN)) return before;
  const isSame = before !== undefined && before.pid === said.pid && before.started === started;
  if (!isSame) return { pid: said.pid, started, written, market, heardAt: now, pace: undefined, anchor: { written, market } };
  if (written <= before.written) return before;
  const { anchor } = before;
  const passed = written - anchor.written;
  const pace = passed >= PACE_MILLIS ? (market - anchor.market) / passed : before.pace;
  return { ...before, written, market, heardAt: now, pace, anchor: passed > ANCHOR_MILLIS ? { written, market } : anchor };
}

export function isPlayed({ market, written }: MarketClock): boolean {
  return Math.abs(market - written) > APART_MILLIS;
}

function isWallPace({ pace }: MarketClock): boolean {
  return pace !== undefined && Math.abs(pace - 1) < 0.25;
}

/**
 * How old what is shown is.
 *
 * @param asOf of the newest that was told, @param newsAt when that came, @param now by the clock of whoever looks, @param ahead the engine's clock less that
 */
export function ageOf(clock: MarketClock | undefined, asOf: number, newsAt: number, now: number, ahead: number): number {
  if (clock === undefined || !isPlayed(clock)) return Math.max(0, now + ahead - asOf);
  return Math.max(0, now - newsAt) + (isWallPace(clock) ? Math.max(0, clock.market - asOf) : 0);
}

/** The market's time now; undefined while it is not told, and where it is too fast to be read from a clock. */
export function marketNow(clock: MarketClock | undefined, now: number, ahead: number): number | undefined {
  if (clock === undefined) return undefined;
  if (!isPlayed(clock)) return now + ahead;
  return isWallPace(clock) ? clock.market + Math.max(0, now - clock.heardAt) : undefined;
}

/** What a venue calls itself, without where it is and what it plays. */
export function shortVenue(venue: string): string {
  return venue.split(/,| at | \(/)[0]?.trim() || venue;
}
