'use client';

import { useEffect, useRef, useState } from 'react';
import { useTheme } from 'next-themes';
import type { LineChart, NamedCurve } from './lines.ts';

export function Lines({
  curves,
  unit,
  summary,
  className = '',
}: {
  curves: readonly NamedCurve[];
  unit: string;
  summary: string;
  className?: string;
}) {
  const element = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<LineChart>();
  const { resolvedTheme } = useTheme();

  useEffect(() => {
    let isGone = false;
    let made: LineChart | undefined;
    void import('./lines.ts').then(({ LineChart: Made }) => {
      if (isGone || !element.current) return;
      made = new Made(element.current, unit);
      setChart(made);
    });
    return () => {
      isGone = true;
      made?.remove();
      setChart(undefined);
    };
  }, [unit]);

  useEffect(() => chart?.show(curves), [chart, curves]);
  useEffect(() => {
    if (!chart) return;
    const frame = requestAnimationFrame(() => chart.recolor());
    return () => cancelAnimationFrame(frame);
  }, [chart, resolvedTheme]);

  return (
    <div className={`relative min-w-0 ${className}`}>
      <div ref={element} role="img" aria-label={summary} className="absolute inset-0 overflow-hidden" />
    </div>
  );
}
