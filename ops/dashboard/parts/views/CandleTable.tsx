'use client';

import { useMemo } from 'react';
import type { Candles } from '@/rules/candles.ts';
import { number, price } from '@/rules/numbers.ts';
import { iso } from '@/rules/times.ts';
import { Table, type Column } from '../show/Table.tsx';
import { When } from '../show/Text.tsx';

/** The newest candles in words, for who cannot see the chart. */
export default function CandleTable({ candles, decimals }: { candles: Candles; decimals: number }) {
  const rows = useMemo(() => candles.time.map((_, i) => ({ i })).reverse().slice(0, 200), [candles]);
  const columns = useMemo<Column<{ i: number }>[]>(
    () => [
      { name: 'Opened', show: ({ i }) => <When at={iso(candles.time[i] ?? 0)} />, by: ({ i }) => candles.time[i], phone: 'head' },
      ...(['open', 'high', 'low', 'close'] as const).map((name) => ({
        name: name.charAt(0).toUpperCase() + name.slice(1),
        isNumber: true,
        show: ({ i }: { i: number }) => price(candles[name][i], decimals),
        by: ({ i }: { i: number }) => candles[name][i],
      })),
      { name: 'Contracts', isNumber: true, show: ({ i }) => number(candles.volume[i]), by: ({ i }) => candles.volume[i] },
    ],
    [candles, decimals],
  );
  return <Table caption="The newest 200 candles" columns={columns} rows={rows} idOf={({ i }) => String(candles.time[i])} />;
}

