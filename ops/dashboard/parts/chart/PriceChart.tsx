'use client';

import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import { useTheme } from 'next-themes';
import type { Candles, Resolution } from '@/rules/candles.ts';
import type { Listener, MarketChart } from './market.ts';
import type { Scene } from './scene.ts';

export interface ChartHandle {
  readonly chart: () => MarketChart | undefined;
}

/** The canvas. It cannot be read by a screen reader: whoever shows it gives `summary`, and a table beside it where numbers matter. */
export function PriceChart({
  candles,
  resolution,
  atr,
  scene,
  decimals,
  bars,
  isLog = false,
  isSmall = false,
  summary,
  listener,
  handle,
  onReady,
  className = '',
}: {
  candles: Candles;
  resolution: Resolution;
  atr: readonly number[];
  scene: Scene;
  decimals: number;
  /** How many of the newest are in view at first. */
  bars: number;
  isLog?: boolean;
  isSmall?: boolean;
  summary: string;
  listener?: Listener;
  handle?: Ref<ChartHandle>;
  onReady?: (chart: MarketChart) => void;
  className?: string;
}) {
  const element = useRef<HTMLDivElement>(null);
  const heard = useRef<Listener | undefined>(listener);
  const [chart, setChart] = useState<MarketChart>();
  const hasLooked = useRef(false);
  const { resolvedTheme } = useTheme();

  useEffect(() => {
    heard.current = listener;
  });

  useEffect(() => {
    let isGone = false;
    let made: MarketChart | undefined;
    hasLooked.current = false;
    void import('./market.ts').then(({ MarketChart: Made }) => {
      if (isGone || !element.current) return;
      made = new Made(
        element.current,
        {
          pointed: (at) => heard.current?.pointed?.(at),
          picked: (what) => heard.current?.picked?.(what),
          moved: (from, to) => heard.current?.moved?.(from, to),
        },
        decimals,
        isSmall,
      );
      setChart(made);
    });
    return () => {
      isGone = true;
      made?.remove();
      setChart(undefined);
    };
  }, [decimals, isSmall]);

  useEffect(() => {
    if (!chart || candles.time.length === 0) return;
    chart.show(candles, resolution, atr);
    if (hasLooked.current) return;
    hasLooked.current = true;
    chart.lookAtLast(bars);
    onReady?.(chart);
  }, [chart, candles, resolution, atr, bars, onReady]);

  useEffect(() => chart?.draw(scene), [chart, scene]);
  useEffect(() => chart?.logarithmic(isLog), [chart, isLog]);
  // The style sheet has changed by the next frame.
  useEffect(() => {
    if (!chart) return;
    const frame = requestAnimationFrame(() => chart.recolor());
    return () => cancelAnimationFrame(frame);
  }, [chart, resolvedTheme]);

  useImperativeHandle(handle, () => ({ chart: () => chart }), [chart]);

  return (
    <div className={`relative min-w-0 ${className}`}>
      <div ref={element} role="img" aria-label={summary} className="absolute inset-0 overflow-hidden" />
    </div>
  );
}
