'use client';

// The documents of the API as hooks. Each asks for what is at the time in the address; what is of the past is asked for once.

import useSWR from 'swr';
import { addressOf, ask, type Query } from './ask.ts';
import { useAddress } from './address.ts';
import type {
  Alarm,
  At,
  Backtest,
  BacktestLine,
  Block,
  BlockStory,
  Capital,
  Config,
  Decisions,
  Equity,
  Items,
  Order,
  Performance,
  Position,
  Status,
  StructureEvent,
  System,
  Trade,
  TradeStory,
} from './contract.ts';
import { useContactOf } from './contact.ts';

/** Without events everything that is shown is asked for again after so long. */
const ASK_AGAIN_MILLIS = 15_000;

/** What an answer is made of: undefined data with no error is the first load. What was there stays until its successor comes. */
export interface Answer<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly again: () => void;
}

/**
 * @param path null asks nothing
 * @param isTimeless of what the journal does not hold: not asked for as of then
 * @param everyMillis how often it is asked for though events come; 0 for never
 */
export function useDocument<T>(path: string | null, query: Query = {}, isTimeless = false, everyMillis = 0): Answer<T> {
  const { at } = useAddress();
  const state = useContactOf('state');
  const key = path === null ? null : addressOf(path, { ...query, at: isTimeless ? null : at });
  const isPast = at !== null && !isTimeless;
  const { data, error, mutate } = useSWR<T, unknown>(key, (address: string) => ask(address) as Promise<T>, {
    refreshInterval: isPast ? 0 : state === 'live' ? everyMillis : ASK_AGAIN_MILLIS,
    keepPreviousData: true,
    dedupingInterval: 150,
    errorRetryInterval: 4000,
    errorRetryCount: 1000,
    revalidateOnFocus: !isPast,
    revalidateIfStale: !isPast,
    focusThrottleInterval: 2000,
  });
  return { data, error, again: () => void mutate() };
}

export const useStatus = () => useDocument<Status>('/api/status');
export const useNow = () => useDocument<Status>('/api/status', {}, true);
export const usePositions = (query: Query = {}) => useDocument<Items<Position>>('/api/positions', { limit: 100, ...query });
export const useOrders = (query: Query = {}) => useDocument<Items<Order>>('/api/orders', { limit: 200, ...query });
export const useTrades = (query: Query = {}) => useDocument<Items<Trade>>('/api/trades', query);
export const useTradeStory = (id: string | null) => useDocument<TradeStory>(id && `/api/trades/${encodeURIComponent(id)}`);
export const useBlocks = (query: Query | null = {}) => useDocument<Items<Block>>(query && '/api/obs', query ?? {});
export const useBlockStory = (id: string | null) => useDocument<BlockStory>(id && `/api/obs/${encodeURIComponent(id)}`);
export const usePerformance = () => useDocument<Performance>('/api/performance');
export const useEquity = (query: Query = {}) => useDocument<Equity>('/api/equity', query);
export const useCapital = () => useDocument<Capital>('/api/capital', { limit: 50 });
export const useStructure = (query: Query | null) => useDocument<Items<StructureEvent>>(query && '/api/structure', query ?? {});
export const useDecisions = (query: Query = {}) => useDocument<Decisions>('/api/decisions', query);
export const useAlarms = (query: Query = {}) => useDocument<Items<Alarm>>('/api/alarms', query);
export const useConfig = () => useDocument<Config>('/api/config');
export const useSystem = () => useDocument<System>('/api/system', {}, false, 5000);
export const useBacktests = (query: Query = {}) => useDocument<Items<BacktestLine>>('/api/backtests', query, true);
export const useBacktest = (name: string | null) =>
  useDocument<Backtest>(name && `/api/backtests/${encodeURIComponent(name)}`, {}, true);
/** The journal's ends and marks: of now, whatever is looked at. */
export const useJournal = () => useDocument<At>('/api/at', {}, true, 30_000);
