'use client';

// Charts that need no canvas: bars and a grid of months, in HTML, so that they can be read out.

import { count, number, signed } from '@/rules/numbers.ts';
import type { Bin } from '@/rules/figures.ts';
import { Gain } from './Text.tsx';

/** From zero to both sides. A loss is hatched, so that colour alone says nothing. */
export function BarLine({ value, most }: { value: number; most: number }) {
  const share = most > 0 ? Math.min(1, Math.abs(value) / most) * 50 : 0;
  const isLoss = value < 0;
  return (
    <span aria-hidden="true" className="relative inline-block h-3 w-full min-w-20 bg-[linear-gradient(var(--rule),var(--rule))] bg-[length:1px_100%] bg-center bg-no-repeat">
      <span
        className={`absolute top-0 bottom-0 ${isLoss ? 'border border-loss bg-[repeating-linear-gradient(135deg,var(--loss)_0_2px,transparent_2px_5px)]' : 'bg-win'}`}
        style={isLoss ? { right: '50%', width: `${share}%` } : { left: '50%', width: `${share}%` }}
      />
    </span>
  );
}

/** How many trades ended where: one column a bin, losses hatched. */
export function Distribution({ bins, unit }: { bins: readonly Bin[]; unit: string }) {
  const most = Math.max(1, ...bins.map(({ count: many }) => many));
  const digits = bins[0] && bins[0].to - bins[0].from < 1 ? 2 : 0;
  return (
    <figure>
      <div role="img" aria-label={bins.filter(({ count: many }) => many > 0).map(({ from, to, count: many }) => `${signed(from, digits)} to ${signed(to, digits)} ${unit}: ${many}`).join('; ')} className="flex h-44 items-end gap-px border-b border-quiet">
        {bins.map(({ from, to, count: many }) => (
          <div
            key={from}
            title={`${signed(from, digits)} to ${signed(to, digits)} ${unit}: ${count(many, 'trade')}`}
            className={`min-w-0 grow ${from < 0 ? 'border-x border-t border-loss bg-[repeating-linear-gradient(135deg,var(--loss)_0_2px,transparent_2px_5px)]' : 'bg-win'}`}
            style={{ height: `${(many / most) * 100}%`, borderWidth: many === 0 ? 0 : undefined }}
          />
        ))}
      </div>
      <figcaption className="flex justify-between text-xs text-quiet">
        <span>{signed(bins[0]?.from, digits)}</span>
        <span>{unit}, at most {count(most, 'trade')} in a column</span>
        <span>{signed(bins[bins.length - 1]?.to, digits)}</span>
      </figcaption>
    </figure>
  );
}

export interface MonthValue {
  readonly month: string;
  readonly value: number;
  readonly trades: number;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A grid of months by year; how strong the colour is says how much, the sign says which way. */
export function MonthGrid({ caption, months }: { caption: string; months: readonly MonthValue[] }) {
  const years = [...new Set(months.map(({ month }) => month.slice(0, 4)))].sort();
  const most = Math.max(0.01, ...months.map(({ value }) => Math.abs(value)));
  const at = (year: string, i: number) => months.find(({ month }) => month === `${year}-${String(i + 1).padStart(2, '0')}`);
  return (
    <table className="w-full table-fixed border-separate border-spacing-0.5 text-center text-xs max-md:table-auto">
      <caption className="pb-1 text-left text-quiet">{caption}</caption>
      <thead>
        <tr className="max-md:hidden">
          <th scope="col" className="w-12 text-left text-quiet">
            Year
          </th>
          {MONTHS.map((name) => (
            <th key={name} scope="col" className="text-quiet">
              {name}
            </th>
          ))}
          <th scope="col" className="text-quiet">
            Sum
          </th>
        </tr>
      </thead>
      <tbody>
        {years.map((year) => (
          <tr key={year} className="max-md:grid max-md:grid-cols-4">
            <th scope="row" className="text-left text-quiet max-md:col-span-4">
              {year}
            </th>
            {MONTHS.map((name, i) => {
              const cell = at(year, i);
              return (
                <td
                  key={name}
                  title={cell ? `${name} ${year}: ${signed(cell.value)} USD, ${count(cell.trades, 'trade')}` : undefined}
                  className="rounded-sm bg-panel px-0.5 py-1 max-md:m-0.5"
                  style={cell ? { background: `color-mix(in srgb, var(--${cell.value < 0 ? 'loss' : 'win'}) ${Math.round((Math.abs(cell.value) / most) * 38)}%, var(--panel))` } : undefined}
                >
                  <span className="md:hidden">{name} </span>
                  {cell ? signed(cell.value, Math.abs(cell.value) >= 100 ? 0 : 2) : <span className="text-quiet">·</span>}
                </td>
              );
            })}
            <td className="py-1 font-semibold max-md:col-span-4 max-md:text-left">
              <span className="font-normal text-quiet md:hidden">sum </span>
              {signed(months.filter(({ month }) => month.startsWith(year)).reduce((all, { value }) => all + value, 0))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Names with a bar and a number each. */
export function BarList({ caption, rows, isMoney = true }: { caption: string; rows: readonly { readonly name: string; readonly value: number; readonly text?: string; readonly note?: string }[]; isMoney?: boolean }) {
  const most = Math.max(0, ...rows.map(({ value }) => Math.abs(value)));
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{caption}</caption>
      <tbody>
        {rows.map(({ name, value, text, note }) => (
          <tr key={name}>
            <th scope="row" className="py-0.5 pr-3 text-left font-normal">
              {name}
            </th>
            <td className="w-2/5 py-0.5">{isMoney ? <BarLine value={value} most={most} /> : <Share value={value} most={most} />}</td>
            <td className="py-0.5 pl-3 text-right whitespace-nowrap">{isMoney ? <Gain usd={text ?? String(value)} unit={false} /> : number(value)}</td>
            {note === undefined ? null : <td className="py-0.5 pl-3 text-right whitespace-nowrap text-quiet">{note}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Share({ value, most }: { value: number; most: number }) {
  return (
    <span aria-hidden="true" className="block h-2.5 bg-panel">
      <span className="block h-full bg-quiet" style={{ width: `${most > 0 ? (value / most) * 100 : 0}%` }} />
    </span>
  );
}
