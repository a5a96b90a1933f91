'use client';

// What a chart shows of one symbol: candles as far back as one has looked, and everything drawn over them.

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { averageTrueRange, joined, NO_CANDLES, stepOf, type Candles, type Resolution } from '@/rules/candles.ts';
import type { BlockLife } from '@/rules/blocks.ts';
import { price as priceText, signed, value, words } from '@/rules/numbers.ts';
import { iso, seconds } from '@/rules/times.ts';
import { NO_SCENE, type Level, type Scene, type TradeMark } from '@/parts/chart/scene.ts';
import { addressOf, ask } from './ask.ts';
import { useAddress } from './address.ts';
import type { Block, CandleColumns, Items, Order, Position, StructureEvent, Trade } from './contract.ts';
import { useBlocks, useDocument, useOrders, usePositions, useStructure, useTrades, type Answer } from './documents.ts';

const NEWEST = 600;
const OLDER = 2000;

export interface MarketCandles {
  readonly answer: Answer<CandleColumns>;
  readonly candles: Candles;
  readonly atr: readonly number[];
  readonly last: { readonly price: string; readonly time: string } | null;
  /** Asks for the candles before those that are there. */
  readonly older: () => void;
  /** Asks for all from this time on, in unix seconds. */
  readonly reach: (from: number) => void;
}

function numbers(columns: CandleColumns): Candles {
  const read = (texts: readonly string[]) => texts.map(Number);
  const { building } = columns;
  const closed: Candles = {
    time: columns.seconds,
    open: read(columns.open),
    high: read(columns.high),
    low: read(columns.low),
    close: read(columns.close),
    volume: columns.contracts,
  };
  if (!building) return closed;
  return joined(closed, {
    time: [building.seconds],
    open: [Number(building.open)],
    high: [Number(building.high)],
    low: [Number(building.low)],
    close: [Number(building.close)],
    volume: [building.contracts],
  });
}

export function useCandles(symbol: string | null, resolution: Resolution): MarketCandles {
  const { at } = useAddress();
  const answer = useDocument<CandleColumns>(symbol && '/api/candles', { symbol, resolution, limit: NEWEST });
  const kind = `${symbol} ${resolution} ${at ?? ''}`;
  const [past, setPast] = useState<{ kind: string; candles: Candles; isEnd: boolean }>({ kind, candles: NO_CANDLES, isEnd: false });
  const asking = useRef<string | null>(null);

  // What was asked for before belongs to another symbol, length or time until its answer comes.
  const fits = answer.data?.symbol === symbol && answer.data.resolution === resolution;
  const newest = useMemo(() => (fits && answer.data ? numbers(answer.data) : NO_CANDLES), [fits, answer.data]);
  const older = past.kind === kind ? past.candles : NO_CANDLES;
  const isEnd = past.kind === kind ? past.isEnd : false;
  const candles = useMemo(() => joined(older, newest), [older, newest]);
  const first = candles.time[0];

  const ask1 = useCallback(
    (limit: number) => {
      if (first === undefined || isEnd || !symbol) return;
      const address = addressOf('/api/candles', { symbol, resolution, to: iso(first), limit, at });
      if (asking.current === address) return;
      asking.current = address;
      ask(address)
        .then((json) => {
          const page = numbers({ ...(json as unknown as CandleColumns), building: null });
          setPast((before) => ({
            kind,
            candles: before.kind === kind ? joined(page, before.candles) : page,
            isEnd: page.time.length < limit,
          }));
        })
        .catch(() => undefined) // it is asked for again when one looks there again
        .finally(() => {
          asking.current = null;
        });
    },
    [first, isEnd, symbol, resolution, at, kind],
  );

  // A stretch that fell out of the newest while one looked on stays: it becomes part of the past.
  const shown = useRef<{ kind: string; candles: Candles }>({ kind, candles: NO_CANDLES });
  useEffect(() => {
    const before = shown.current;
    shown.current = { kind, candles: newest };
    const lost = before.candles.time[0];
    const kept = newest.time[0];
    if (before.kind !== kind || lost === undefined || kept === undefined || lost >= kept) return;
    setPast((was) => ({ kind, candles: was.kind === kind ? joined(was.candles, before.candles) : before.candles, isEnd: was.kind === kind && was.isEnd }));
  }, [kind, newest]);

  const wanted = useRef<number | undefined>(undefined);
  const reach = useCallback(
    (from: number) => {
      wanted.current = from;
      if (first === undefined || from >= first) return;
      ask1(Math.min(5000, Math.ceil((first - from) / stepOf(resolution)) + 200));
    },
    [first, resolution, ask1],
  );
  // Until it is there or the history ends.
  useEffect(() => {
    if (wanted.current !== undefined && first !== undefined && wanted.current < first && !isEnd) reach(wanted.current);
  }, [first, isEnd, reach]);

  const atr = useMemo(() => {
    // The engine's own where it says it; what is worked out here is for longer candles, for the eye.
    const means = averageTrueRange(candles);
    if (fits && answer.data && resolution === '15m') {
      const start = candles.time.length - newest.time.length;
      answer.data.atr.forEach((one, i) => {
        if (one !== null) means[start + i] = Number(one);
      });
    }
    return means;
  }, [candles, newest, fits, answer.data, resolution]);

  return { answer, candles, atr, last: (fits && answer.data?.last) || null, older: () => ask1(OLDER), reach };
}

export function lifeOf(block: Block): BlockLife {
  return {
    id: block.id,
    side: block.side === 'BULL' ? 'bull' : 'bear',
    state: block.state === 'DEAD' ? 'dead' : block.state === 'BREAKER' ? 'breaker' : 'fresh',
    top: Number(block.top),
    bottom: Number(block.bottom),
    born: seconds(block.born) ?? 0,
    broken: seconds(block.broken),
    dead: seconds(block.died),
  };
}

export function markOf(trade: Trade): TradeMark {
  const isLong = trade.direction === 'LONG';
  return {
    n: trade.id,
    mode: trade.mode,
    isLong,
    entryTime: seconds(trade.entryTime) ?? 0,
    entry: Number(trade.entry),
    exitTime: seconds(trade.exitTime),
    exits: trade.exits.map(({ time, contracts, price, reason }) => ({
      time: seconds(time) ?? 0,
      price: Number(price),
      words: `${contracts} out at ${priceText(price)}, ${words(reason)}`,
    })),
    isWon: Number(trade.net) > 0,
    stop: positive(trade.firstStop),
    target: positive(trade.target),
    words: `trade ${trade.id}: ${trade.mode} ${isLong ? 'long' : 'short'} ${trade.contracts} at ${priceText(trade.entry)}, ${signed(trade.net)} USD`,
  };
}

/** Zero is how a price that there is not is told. */
export function positive(text: string | null | undefined): number | undefined {
  const read = value(text);
  return read !== undefined && read > 0 ? read : undefined;
}

function openMark(position: Position): TradeMark {
  const isLong = position.direction === 'LONG';
  return {
    n: position.trade,
    mode: position.mode,
    isLong,
    entryTime: seconds(position.opened) ?? 0,
    entry: Number(position.entry),
    exitTime: undefined,
    exits: [],
    isWon: Number(position.unrealised ?? 0) > 0,
    stop: positive(position.stop),
    target: positive(position.target),
    words: `trade ${position.trade}, open: ${position.mode} ${isLong ? 'long' : 'short'} ${position.contracts} at ${priceText(position.entry)}`,
  };
}

function levelsOf(positions: readonly Position[], orders: readonly Order[]): Level[] {
  const levels: Level[] = [];
  for (const position of positions) {
    const from = seconds(position.opened);
    const put = (kind: Level['kind'], at: string) => {
      const price = positive(at);
      if (price !== undefined) levels.push({ mode: position.mode, kind, from, price, label: `${position.mode} ${kind} ${priceText(at)}` });
    };
    put('entry', position.entry);
    put('stop', position.stop);
    put('target', position.target);
  }
  for (const order of orders) {
    const price = positive(order.price);
    if (order.purpose !== 'ENTRY' || order.type === 'MARKET' || price === undefined) continue;
    levels.push({
      mode: order.mode,
      kind: 'order',
      from: seconds(order.wantedAt),
      price,
      label: `${order.mode} ${order.direction === 'LONG' ? 'buy' : 'sell'} ${order.contracts} ${priceText(order.price)}`,
    });
  }
  return levels;
}

export interface Layers {
  readonly fresh: boolean;
  readonly breaker: boolean;
  readonly dead: boolean;
  readonly structure: boolean;
  readonly a: boolean;
  readonly b: boolean;
  readonly levels: boolean;
}

export interface MarketScene {
  readonly scene: Scene;
  readonly blocks: readonly Block[];
  readonly trades: readonly Trade[];
  readonly positions: readonly Position[];
  /** Something could not be read. */
  readonly error: unknown;
}

/** @param from unix seconds of the first candle: what ended before it is not asked for */
export function useScene(symbol: string | null, from: number | undefined, layers: Layers, selected: string | null): MarketScene {
  // Cut to the day, so that one more candle does not ask for everything again.
  const since = from === undefined ? null : iso(Math.floor(from / 86_400) * 86_400);
  const isKnown = symbol !== null && since !== null;
  const blocks = useBlocks(isKnown ? { symbol, from: since, all: layers.dead || selected !== null, limit: 1000 } : null);
  const structure = useStructure(isKnown && layers.structure ? { symbol, from: since, limit: 1000 } : null);
  const trades = useTrades({ symbol, limit: 1000 });
  const positions = usePositions({ symbol });
  const orders = useOrders({ symbol });

  const scene = useMemo<Scene>(() => {
    if (!symbol) return NO_SCENE;
    const ofHere = <T extends { symbol: string }>(items: readonly T[] | undefined) => (items ?? []).filter((one) => one.symbol === symbol);
    const closed = ofHere<Trade>(trades.data?.items);
    const open = ofHere<Position>(positions.data?.items);
    const isShown = (mode: string) => (mode === 'A' ? layers.a : layers.b);
    const picked = closed.find(({ id }) => id === selected);
    return {
      blocks: ofHere<Block>(blocks.data?.items)
        .filter((block) => block.id === picked?.block || (block.state === 'FRESH' ? layers.fresh : block.state === 'BREAKER' ? layers.breaker : layers.dead))
        .map(lifeOf)
        .sort((one, other) => one.born - other.born),
      structure: layers.structure
        ? ofHere<StructureEvent>(structure.data?.items).map(({ candle, kind, direction, level }) => ({
            time: seconds(candle) ?? 0,
            kind,
            side: direction === 'BULL' ? ('bull' as const) : ('bear' as const),
            level: Number(level),
          }))
        : [],
      trades: [...closed.map(markOf), ...open.map(openMark)].filter(({ mode, n }) => isShown(mode) || n === selected),
      levels: layers.levels ? levelsOf(open, ofHere<Order>(orders.data?.items)).filter(({ mode }) => mode === null || isShown(mode)) : [],
      selected,
    };
  }, [symbol, blocks.data, structure.data, trades.data, positions.data, orders.data, layers, selected]);

  const here = useMemo(
    () => ({
      blocks: (blocks.data as Items<Block> | undefined)?.items ?? [],
      trades: (trades.data?.items ?? []).filter((trade) => trade.symbol === symbol),
      positions: (positions.data?.items ?? []).filter((position) => position.symbol === symbol),
    }),
    [blocks.data, trades.data, positions.data, symbol],
  );
  return { scene, ...here, error: blocks.error ?? trades.error ?? positions.error ?? structure.error ?? orders.error };
}
