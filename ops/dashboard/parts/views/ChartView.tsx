'use client';

import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useAddress } from '@/data/address.ts';
import { useStatus, useTradeStory } from '@/data/documents.ts';
import { useCandles, useScene, type Layers } from '@/data/market.ts';
import { positionOf, RESOLUTIONS, shownResolution, stepOf, type Resolution } from '@/rules/candles.ts';
import { count, number, price, signed, words } from '@/rules/numbers.ts';
import { seconds } from '@/rules/times.ts';
import { Legend, PointerStore, TimeToClose } from '../chart/Legend.tsx';
import type { MarketChart } from '../chart/market.ts';
import { PriceChart } from '../chart/PriceChart.tsx';
import { Button, Choice, Switch } from '../show/Control.tsx';
import { Empty, Failure, Loading } from '../show/State.tsx';
import { Gain, ModeMark, Price, Way, When } from '../show/Text.tsx';
import { More } from '../show/Card.tsx';
import { LayerBar } from './LayerBar.tsx';
import { decimalsFor, useIsPhone } from './MarketCard.tsx';
import { saveCsv, savePicture } from './save.ts';
import type { Trade } from '@/data/contract.ts';

/** Only who asks for the table loads what it is made of. */
const CandleTable = lazy(() => import('./CandleTable.tsx'));

const HIDDEN = 'hide';
const NAMES = ['fresh', 'breaker', 'dead', 'structure', 'a', 'b', 'levels'] as const;

export function ChartView() {
  const address = useAddress();
  const status = useStatus();
  const isPhone = useIsPhone();
  const markets = status.data?.markets ?? [];
  const selected = address.query.get('trade');
  // An address may name a trade and no symbol: the trade knows it.
  const story = useTradeStory(address.symbol === null ? selected : null);
  const isAsking = address.symbol === null && selected !== null && story.data === undefined && story.error === undefined;
  const symbol = address.symbol ?? (isAsking ? null : (story.data?.trade?.symbol ?? story.data?.position?.symbol ?? markets[0]?.symbol ?? null));
  const market = markets.find((one) => one.symbol === symbol);
  const asked = address.resolution;
  const [shown, setShown] = useState<Resolution>(asked);
  useEffect(() => setShown(asked), [asked, symbol]);

  const hidden = address.query.get(HIDDEN) ?? (isPhone ? 'dead,structure' : '');
  const layers = useMemo(() => {
    const off = hidden.split(',');
    return Object.fromEntries(NAMES.map((name) => [name, !off.includes(name)])) as unknown as Layers;
  }, [hidden]);
  const isLog = address.query.get('scale') === 'log';
  const date = address.query.get('date');

  const { answer, candles, atr, last, older, reach } = useCandles(symbol, shown);
  const { scene, trades, positions, blocks, error } = useScene(symbol, candles.time[0], layers, selected);
  const [chart, setChart] = useState<MarketChart>();
  const [isMeasuring, setMeasuring] = useState(false);
  const [isTable, setTable] = useState(false);
  const [isTouched, setTouched] = useState(false);
  const pointer = useRef(new PointerStore()).current;
  const decimals = useMemo(() => decimalsFor(market, [market?.price, blocks[0]?.top, blocks[0]?.bottom]), [market?.tick, symbol, blocks.length > 0]);
  const bars = isPhone ? 90 : 300;

  useEffect(() => chart?.measuring(isMeasuring), [chart, isMeasuring]);

  const onReady = useCallback((made: MarketChart) => setChart(made), []);

  // Where one looks is not given back to the view at the speed of the hand; only when it needs something.
  const state = useRef({ candles, shown, asked, older });
  state.current = { candles, shown, asked, older };
  const moved = useCallback((from: number, to: number) => {
    const { candles: here, shown: now, asked: wanted, older: more } = state.current;
    if (here.time.length === 0) return;
    if (from < 60) more();
    const span = Math.min(to, here.time.length) - Math.max(from, -20);
    const longer = shownResolution(wanted, Math.max(0, span) * stepOf(now));
    // Back to the shorter ones only well below the limit, so that it does not flicker at it.
    const isBack = stepOf(longer) < stepOf(now);
    if (longer !== now && (!isBack || shownResolution(wanted, span * stepOf(now) * 1.35) === longer)) setShown(longer);
  }, []);
  const listener = useMemo(
    () => ({
      pointed: pointer.set,
      moved,
      picked: ({ kind, id }: { kind: string; id: string }) => {
        if (kind === 'trade') address.set({ trade: id });
        if (kind === 'block') window.location.assign(address.to('/blocks/', { block: id }));
      },
    }),
    [pointer, moved, address],
  );

  // To the trade or the day that the address names, as soon as its candles are there.
  const looked = useRef<string | null>(null);
  const aim = selected ? `trade ${selected}` : date ? `date ${date}` : null;
  const mark = scene.trades.find(({ n }) => n === selected);
  const dateSeconds = date ? seconds(date.length <= 10 ? `${date}T12:00:00` : date) : undefined;
  const aimFrom = selected ? mark?.entryTime : dateSeconds;
  const aimTo = selected ? (mark?.exitTime ?? mark?.entryTime) : dateSeconds;
  useEffect(() => {
    if (!chart || aim === null || aimFrom === undefined || aimTo === undefined) return;
    const key = `${aim} ${symbol ?? ''} ${shown}`;
    if (looked.current === key) return;
    const room = Math.max(40, ((aimTo - aimFrom) / stepOf(shown)) * 1.2);
    const first = candles.time[0];
    if (first === undefined) return;
    if (aimFrom - room * stepOf(shown) < first) reach(aimFrom - room * stepOf(shown));
    if (aimFrom < first) return;
    looked.current = key;
    chart.look(positionOf(candles.time, aimFrom) - room, positionOf(candles.time, aimTo) + room);
  }, [chart, aim, aimFrom, aimTo, candles, shown, symbol, reach]);

  const ordered = useMemo(() => [...trades].sort((one, other) => Date.parse(one.entryTime) - Date.parse(other.entryTime) || Number(BigInt(one.id) - BigInt(other.id))), [trades]);
  const step = useCallback(
    (by: number) => {
      if (ordered.length === 0) return;
      const here = ordered.findIndex(({ id }) => id === selected);
      const next = here < 0 ? (by < 0 ? ordered.length - 1 : 0) : Math.min(ordered.length - 1, Math.max(0, here + by));
      address.set({ trade: ordered[next]?.id ?? null, date: null });
    },
    [ordered, selected, address],
  );

  useEffect(() => {
    const keys: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => step(-1),
      ArrowRight: () => step(1),
      '+': () => chart?.zoom(0.6),
      '=': () => chart?.zoom(0.6),
      '-': () => chart?.zoom(1.7),
      ',': () => chart?.pan(-0.25),
      '.': () => chart?.pan(0.25),
      m: () => setMeasuring((is) => !is),
      l: () => address.set({ scale: isLog ? null : 'log' }),
      Escape: () => (isMeasuring ? setMeasuring(false) : address.set({ trade: null })),
    };
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input,select,textarea,[role=dialog]')) return;
      const action = keys[event.key];
      if (!action) return;
      action();
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [chart, step, address, isLog, isMeasuring]);

  const picked = trades.find(({ id }) => id === selected);
  const onLayer = (name: keyof Layers, isOn: boolean) => {
    const off = NAMES.filter((one) => (one === name ? !isOn : !layers[one]));
    address.set({ [HIDDEN]: off.length > 0 ? off.join(',') : isPhone ? 'none' : null });
  };
  const name = `${symbol ?? ''} ${shown}`;
  const save = (kind: 'png' | 'csv') => {
    const view = chart?.view();
    if (!chart || !view) return;
    if (kind === 'csv') saveCsv(`${name.replace(' ', '-')}.csv`, candles, view);
    else savePicture(`${name.replace(' ', '-')}.png`, chart.picture(), name, candles, view, status.data?.asOf);
  };

  return (
    <>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <h1 className="sr-only">Chart</h1>
        {markets.length > 0 && symbol ? (
          <Choice label="Symbol" value={symbol} options={markets.map((one) => [one.symbol, one.symbol] as const)} onChange={(one) => address.set({ symbol: one, trade: null })} />
        ) : null}
        <Choice label="Length of a candle" value={asked} options={RESOLUTIONS.map((one) => [one, one] as const)} onChange={(one) => address.set({ res: one === '15m' ? null : one })} />
        <p className="mx-1">
          <span className="text-lg font-semibold">{price(last?.price ?? market?.price, last ? decimals : undefined)}</span>
          <span className="ml-2 text-sm text-quiet">{address.at === null && status.data?.running ? <TimeToClose resolution={shown} /> : null}</span>
          {market && !market.trusted ? <strong className="ml-2 text-sm text-loss">not trusted</strong> : null}
        </p>
        <span className="ml-auto flex flex-wrap items-center gap-2">
          <span className="inline-flex items-center">
            <Button label="To the trade before" title="To the trade before (←)" onClick={() => step(-1)} isDisabled={ordered.length === 0}>
              ←
            </Button>
            <span className="px-2 text-sm text-quiet">{picked ? `trade ${ordered.indexOf(picked) + 1} of ${ordered.length}` : count(ordered.length, 'trade')}</span>
            <Button label="To the trade behind" title="To the trade behind (→)" onClick={() => step(1)} isDisabled={ordered.length === 0}>
              →
            </Button>
          </span>
        </span>
      </div>
      <div className="mb-2 flex items-center gap-1.5 max-md:overflow-x-auto max-md:pb-1 md:flex-wrap">
        <LayerBar layers={layers} onChange={onLayer} />
        <span className="ml-auto flex gap-1.5 md:flex-wrap">
          <input
            type="date"
            aria-label="Go to a date"
            value={date ?? ''}
            max={status.data?.asOf.slice(0, 10)}
            onChange={(event) => {
              looked.current = null;
              address.set({ date: event.target.value || null, trade: null });
            }}
            className="min-h-8 rounded border border-rule bg-paper px-1.5 text-sm max-md:min-h-10"
          />
          <Button onClick={() => (address.set({ trade: null, date: null }), chart?.lookAtLast(bars))} title="To the newest candles">
            Newest
          </Button>
          <Switch isOn={isMeasuring} onChange={setMeasuring} title="Two clicks: per cent, ATR and R between them (m)">
            Measure
          </Switch>
          <Switch isOn={isLog} onChange={(is) => address.set({ scale: is ? 'log' : null })} title="Logarithmic prices (l)">
            Log
          </Switch>
          <Button onClick={() => save('png')} isDisabled={!chart} title="A picture of what is seen">
            PNG
          </Button>
          <Button onClick={() => save('csv')} isDisabled={!chart} title="The candles that are seen">
            CSV
          </Button>
          <Switch isOn={isTable} onChange={setTable} title="The same as a table, for reading out">
            Table
          </Switch>
        </span>
      </div>
      {error && !answer.error ? <Failure error={error} /> : null}
      <div className="relative rounded-md border border-rule bg-paper" onPointerDown={() => setTouched(true)}>
        {candles.time.length > 0 ? (
          <>
            <Legend pointer={pointer} candles={candles} atr={atr} scene={scene} decimals={decimals} />
            <PriceChart
              key={`${symbol} ${address.at ?? ''} ${decimals}`}
              candles={candles}
              resolution={shown}
              atr={atr}
              scene={scene}
              decimals={decimals}
              bars={bars}
              isLog={isLog}
              summary={`${symbol}, candles of ${shown}: ${candles.time.length} of them, last close ${price(candles.close[candles.close.length - 1], decimals)} USD. ${scene.blocks.length} blocks, ${scene.trades.length} trades, ${scene.levels.length} levels. The table below says the same.`}
              listener={listener}
              onReady={onReady}
              className="h-[calc(100dvh-345px)] min-h-[360px] md:h-[calc(100dvh-238px)]"
            />
          </>
        ) : (
          <div className="h-[50dvh] p-4">
            {answer.error && !answer.data ? <Failure error={answer.error} again={answer.again} /> : answer.data && symbol ? <Empty>There is no candle of {symbol} yet.</Empty> : status.error && !status.data ? <Failure error={status.error} again={status.again} /> : <Loading rows={8} />}
          </div>
        )}
      </div>
      <p className="mt-1 text-xs text-quiet">
        {shown === asked ? '' : `More than fit: shown as candles of ${shown}. `}
        Rising candles are hollow. Filled box: fresh block; dashed frame: breaker; pale: dead. ▲▼ entry, × exit; a dashed line lost.
        {isTouched ? null : <span className="max-md:hidden"> Keys: ← → trades, + − zoom, , . move, m measure, l logarithmic.</span>}
      </p>
      {picked ? <Picked trade={picked} to={address.to} close={() => address.set({ trade: null })} /> : null}
      {isTable ? (
        <div className="mt-3 max-h-[60dvh] overflow-auto rounded-md border border-rule bg-paper">
          <Suspense fallback={<Loading />}>
            <CandleTable candles={candles} decimals={decimals} />
          </Suspense>
        </div>
      ) : null}
      {positions.length > 0 ? <p className="sr-only">{positions.map((position) => `${position.mode} ${position.direction} ${position.contracts} from ${position.entry}, stop ${position.stop}, target ${position.target}`).join('; ')}</p> : null}
    </>
  );
}

function Picked({ trade, to, close }: { trade: Trade; to: (path: string, changes?: Readonly<Record<string, string | null>>) => string; close: () => void }) {
  return (
    <section aria-label={`Trade ${trade.id}`} className="mt-3 flex flex-wrap items-center gap-x-5 gap-y-1 rounded-md border border-rule bg-paper px-3 py-2">
      <span>
        <ModeMark mode={trade.mode} /> <strong>Trade {trade.id}</strong> <Way direction={trade.direction} /> {trade.contracts}
      </span>
      <span>
        <Price usd={trade.entry} /> <span className="text-quiet">on</span> <When at={trade.entryTime} />
      </span>
      {trade.exits.map((exit, i) => (
        <span key={i}>
          <span className="text-quiet">{exit.contracts} out</span> <Price usd={exit.price} /> <span className="text-quiet">{words(exit.reason)}</span>
        </span>
      ))}
      <Gain usd={trade.net} />
      <span className="text-sm text-quiet">
        gain {signed(trade.gain)}, costs {number(String(Number(trade.fees) + Number(trade.gst) + Number(trade.funding)), 2)}
      </span>
      <span className="ml-auto flex items-center gap-3">
        <More href={to('/trades/', { trade: trade.id })}>Why</More>
        <More href={to('/chart/', { trade: trade.id, at: trade.openedSeq })}>As of then</More>
        <Button onClick={close} label="No trade">
          ×
        </Button>
      </span>
    </section>
  );
}
