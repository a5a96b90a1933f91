'use client';

import { useCallback, useEffect, useMemo, useState } from 'react';
import { useAddress } from '@/data/address.ts';
import type { Market } from '@/data/contract.ts';
import { useCandles, useScene, type Layers } from '@/data/market.ts';
import { decimalsOfAll, price, signedPercent } from '@/rules/numbers.ts';
import { PriceChart } from '../chart/PriceChart.tsx';
import { Card, More } from '../show/Card.tsx';
import { Choice } from '../show/Control.tsx';
import { Empty, Failure, Loading } from '../show/State.tsx';

const LAYERS: Layers = { fresh: true, breaker: true, dead: false, structure: false, a: true, b: true, levels: true };
const PHONE_LAYERS: Layers = { ...LAYERS };

/** The tick of a symbol in decimals; else as many as its prices need. */
export function decimalsFor(market: Market | undefined, prices: readonly (string | null | undefined)[]): number {
  return market?.tick ? decimalsOfAll([market.tick]) : Math.min(4, decimalsOfAll(prices));
}

/** The small chart of one symbol: where it stands, with what is open and what is near. */
export function MarketCard({ symbol, markets, onSymbol }: { symbol: string; markets: readonly Market[]; onSymbol: (symbol: string) => void }) {
  const { to, at } = useAddress();
  const isPhone = useIsPhone();
  const { answer, candles, atr } = useCandles(symbol, '15m');
  const bars = isPhone ? 90 : 240;
  const from = candles.time[Math.max(0, candles.time.length - bars * 2)];
  const { scene } = useScene(symbol, from, isPhone ? PHONE_LAYERS : LAYERS, null);
  const market = markets.find((one) => one.symbol === symbol);
  const decimals = decimalsFor(market, [market?.price, market?.nearest[0]?.top]);
  const options = useMemo(() => markets.map((one) => [one.symbol, one.symbol] as const), [markets]);
  const summary = market
    ? `${symbol}, candles of 15 minutes. Price ${price(market.price)} USD, ${market.blocksAlive} blocks alive, ${scene.levels.length} levels of open positions and orders.`
    : `${symbol}, candles of 15 minutes.`;
  const ready = useCallback(() => undefined, []);
  return (
    <Card
      title={`${symbol} 15 m`}
      note={
        market ? (
          <>
            <span className="text-sm font-semibold text-ink">{price(market.price, decimals)}</span>
            {market.change24hPct ? <span className="ml-2">{signedPercent(market.change24hPct)} in 24 h</span> : null}
            {market.trusted ? null : <span className="ml-2 font-semibold text-loss">not trusted</span>}
          </>
        ) : null
      }
      side={
        <span className="flex items-center gap-3">
          {options.length > 1 ? <Choice label="Symbol" value={symbol} options={options} onChange={onSymbol} /> : null}
          <More href={to('/chart/', { symbol })}>Open chart</More>
        </span>
      }
      isFlush
    >
      {candles.time.length > 0 ? (
        <PriceChart
          key={`${symbol} ${at ?? ''}`}
          candles={candles}
          resolution="15m"
          atr={atr}
          scene={scene}
          decimals={decimals}
          bars={bars}
          isSmall
          summary={summary}
          onReady={ready}
          className="h-[300px] md:h-full md:min-h-[330px]"
        />
      ) : (
        <div className="h-[300px] p-3 md:h-[330px]">
          {answer.error && !answer.data ? <Failure error={answer.error} again={answer.again} /> : answer.data ? <Empty>There is no candle of {symbol} yet.</Empty> : <Loading />}
        </div>
      )}
    </Card>
  );
}

/** Below the width at which the page becomes one column. */
export function useIsPhone(): boolean {
  const [isPhone, setPhone] = useState(() => typeof window !== 'undefined' && window.matchMedia('(max-width: 767px)').matches);
  useEffect(() => {
    const media = window.matchMedia('(max-width: 767px)');
    const changed = () => setPhone(media.matches);
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  }, []);
  return isPhone;
}
