'use client';

import type { ReactNode } from 'react';
import type { Figures } from '@/data/contract.ts';
import { number, percent, signed } from '@/rules/numbers.ts';
import { Gain } from '../show/Text.tsx';

type Line = readonly [name: string, show: (figures: Figures) => ReactNode, hint?: string];

const LINES: readonly Line[] = [
  ['Trades', (one) => number(one.trades)],
  ['Won', (one) => `${number(one.wins)} (${percent(one.winRatePct, 1)})`, 'With a net above zero'],
  ['Gain before costs', (one) => <Gain usd={one.gross} unit={false} />],
  ['Fees', (one) => number(one.fees, 2)],
  ['Tax on fees (GST)', (one) => number(one.gst, 2)],
  ['Funding', (one) => signed(one.funding), 'Paid; negative was received'],
  ['Net', (one) => <strong><Gain usd={one.net} unit={false} /></strong>, 'Gain less fees, tax and funding'],
  ['Slippage', (one) => number(one.slippage, 2), 'For information: in the gain already'],
  ['Profit factor before costs', (one) => number(one.profitFactorGross, 2)],
  ['Profit factor net', (one) => number(one.profitFactorNet, 2)],
  ['Expectancy of a trade', (one) => <Gain usd={one.expectancy} unit={false} />],
  ['Deepest drawdown', (one) => percent(one.maxDrawdownPct, 1), 'In per cent of the peak'],
  ['Capital at first', (one) => number(one.capitalStart, 2)],
  ['Added or taken', (one) => signed(one.capitalMoved)],
  ['Capital now', (one) => number(one.capitalEnd, 2)],
];

/** The same figures of several, side by side. */
export function FigureTable({ caption, columns }: { caption: string; columns: readonly { readonly name: ReactNode; readonly key: string; readonly figures: Figures }[] }) {
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col" className="py-1 text-left text-xs text-quiet">
            USD
          </th>
          {columns.map(({ name, key }) => (
            <th key={key} scope="col" className="py-1 pl-3 text-right text-xs text-quiet">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {LINES.map(([name, show, hint]) => (
          <tr key={name} title={hint} className="border-t border-rule">
            <th scope="row" className="py-1 text-left font-normal text-quiet">
              {name}
            </th>
            {columns.map(({ key, figures }) => (
              <td key={key} className="py-1 pl-3 text-right whitespace-nowrap">
                {show(figures)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
