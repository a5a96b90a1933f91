// Reads summary.json of a result folder (docs/formats.md, section 5.5) as far as the page shows it. What is not there is null.

import type { Figures, Mode, Target } from '@/data/contract.ts';

type Loose = Readonly<Record<string, unknown>>;

function object(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {};
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
}

function figures(value: unknown): Figures {
  const row = object(value);
  const decimal = (name: string) => text(row[name]) ?? '0';
  const costs = ['fees', 'gst', 'funding'].reduce((all, name) => all + Number(decimal(name)), 0);
  return {
    trades: Number(row['trades'] ?? 0),
    wins: Number(row['wins'] ?? 0),
    winRatePct: text(row['win_rate']),
    gross: decimal('gross'),
    fees: decimal('fees'),
    gst: decimal('gst'),
    funding: decimal('funding'),
    slippage: decimal('slippage'),
    costs: costs.toFixed(8),
    net: decimal('net'),
    profitFactorGross: text(row['profit_factor_gross']),
    profitFactorNet: text(row['profit_factor_net']),
    expectancy: text(row['expectancy']),
    maxDrawdownPct: text(row['max_drawdown_pct']),
    capitalStart: text(row['capital_start']),
    capitalMoved: text(row['capital_moved']),
    capitalEnd: text(row['capital_end']),
  };
}

export interface Summary {
  readonly total: Figures;
  readonly accounts: readonly { readonly account: string; readonly mode: Mode; readonly figures: Figures }[];
  readonly targets: readonly Target[];
  /** How it was run: name and value. */
  readonly run: readonly (readonly [string, string])[];
  readonly data: readonly { readonly symbol: string; readonly first: number; readonly last: number; readonly candles: number; readonly isSynthetic: boolean }[];
  readonly build: string | null;
}

export function summaryOf(summary: Loose): Summary {
  const accounts = Array.isArray(summary['accounts']) ? summary['accounts'] : [];
  const targets = Array.isArray(summary['targets']) ? summary['targets'] : [];
  return {
    total: figures(summary['total']),
    accounts: accounts.map((one) => {
      const row = object(one);
      return { account: text(row['account']) ?? '', mode: row['mode'] === 'B' ? 'B' : 'A', figures: figures(row) };
    }),
    targets: targets.map((one) => {
      const row = object(one);
      return { name: text(row['name']) ?? '', goal: text(row['goal']) ?? '', measured: text(row['measured']), met: row['met'] === true };
    }),
    run: Object.entries(object(summary['run'])).map(([name, value]) => [name.replaceAll('_', ' '), String(value)] as const),
    data: Object.entries(object(summary['data'])).map(([symbol, value]) => {
      const row = object(value);
      return { symbol, first: Number(row['first'] ?? 0), last: Number(row['last'] ?? 0), candles: Number(row['candles'] ?? 0), isSynthetic: row['synthetic'] === true };
    }),
    build: text(summary['build']),
  };
}
