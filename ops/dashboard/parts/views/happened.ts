// What happened, from several documents, newest first: one row each.

import type { Alarm, Decision, Mode, StructureEvent, Trade } from '@/data/contract.ts';
import { price, words } from '@/rules/numbers.ts';

export interface Happened {
  readonly key: string;
  readonly seq: string;
  readonly time: string;
  readonly mode: Mode | null;
  readonly text: string;
  readonly money: string | null;
  readonly tone: 'plain' | 'warn' | 'bad';
  /** Where one row leads: path and what is added to the address. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

export function happened(trades: readonly Trade[], alarms: readonly Alarm[], decisions: readonly Decision[], structure: readonly StructureEvent[]): Happened[] {
  const rows: Happened[] = [
    ...trades.map((trade) => ({
      key: `trade ${trade.id}`,
      seq: trade.seq,
      time: trade.exits[trade.exits.length - 1]?.time ?? trade.exitTime,
      mode: trade.mode,
      text: `${trade.symbol} ${trade.direction.toLowerCase()} ${trade.contracts} closed: ${words(trade.reason)}`,
      money: trade.net,
      tone: 'plain' as const,
      path: '/trades/',
      query: { trade: trade.id },
    })),
    ...alarms
      .filter(({ severity, kind }) => severity !== 'INFO' || kind === 'STARTED')
      .map((alarm) => ({
        key: `alarm ${alarm.seq} ${alarm.kind} ${alarm.account ?? ''} ${alarm.symbol ?? ''}`,
        seq: alarm.seq,
        time: alarm.time,
        mode: null,
        text: alarm.symbol && !alarm.text.includes(alarm.symbol) ? `${alarm.symbol}: ${alarm.text}` : alarm.text,
        money: null,
        tone: alarm.severity === 'ALARM' ? ('bad' as const) : alarm.severity === 'WARNING' ? ('warn' as const) : ('plain' as const),
        path: '/system/',
        query: {},
      })),
    ...decisions
      .filter(({ verdict }) => verdict === 'TRADE')
      .map((decision) => ({
        key: `decision ${decision.seq} ${decision.mode} ${decision.block}`,
        seq: decision.seq,
        time: decision.time,
        mode: decision.mode,
        text: `${decision.symbol} ${decision.direction.toLowerCase()} at ${price(decision.level)}, ${decision.blockSide.toLowerCase()} ${decision.blockState.toLowerCase()} block`,
        money: null,
        tone: 'plain' as const,
        path: decision.trade ? '/trades/' : '/decisions/',
        query: decision.trade ? { trade: decision.trade } : {},
      })),
    ...structure
      .filter(({ kind }) => kind === 'CHOCH')
      .map((event) => ({
        key: `structure ${event.seq} ${event.symbol} ${event.kind} ${event.level}`,
        seq: event.seq,
        time: event.candle,
        mode: null,
        text: `${event.symbol} changed character: ${event.direction.toLowerCase()}, beyond ${price(event.level)}`,
        money: null,
        tone: 'plain' as const,
        path: '/chart/',
        query: { symbol: event.symbol },
      })),
  ];
  rows.sort((one, other) => Date.parse(other.time) - Date.parse(one.time) || Number(BigInt(other.seq) - BigInt(one.seq)));
  return rows.filter((row, i) => !(isStart(row) && rows[i - 1] && isStart(rows[i - 1] as Happened))).map((row, i, kept) => counted(row, rows, kept[i + 1]));
}

function isStart({ key }: Happened): boolean {
  return / STARTED /.test(key);
}

/** Starts in a row are one row that says how many. */
function counted(row: Happened, all: readonly Happened[], next: Happened | undefined): Happened {
  if (!isStart(row)) return row;
  const from = all.indexOf(row);
  const many = (next ? all.indexOf(next) : all.length) - from;
  return many > 1 ? { ...row, text: `${row.text} (${many} starts in a row)` } : row;
}
