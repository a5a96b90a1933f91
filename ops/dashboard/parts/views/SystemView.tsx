'use client';

import { useMemo, useState, type ReactNode } from 'react';
import type { Alarm, Delay, Live, System } from '@/data/contract.ts';
import { useAddress } from '@/data/address.ts';
import { useAlarms, useConfig, useSystem } from '@/data/documents.ts';
import { count, number, short, words } from '@/rules/numbers.ts';
import { millis, span, zone } from '@/rules/times.ts';
import { Card, Heading } from '../show/Card.tsx';
import { Choice, Switch } from '../show/Control.tsx';
import { Shown } from '../show/State.tsx';
import { Table, type Column } from '../show/Table.tsx';
import { Badge, When } from '../show/Text.tsx';

export function SystemView() {
  const system = useSystem();
  return (
    <>
      <Heading>System</Heading>
      <div className="grid gap-3 lg:grid-cols-2">
        <Shown answer={system} rows={8}>
          {(data) => (
            <>
              <Feed live={data.live} />
              <Machine system={data} />
              <Starts system={data} />
              <Server server={data.server} />
            </>
          )}
        </Shown>
        <Alarms />
        <Configuration />
        <Card title="About" className="lg:col-span-2">
          <p className="max-w-[80ch] py-1 text-sm text-quiet">
            Times are in your zone ({zone()}); hover one for UTC. Everything here is read from the engine&apos;s journal through its API, described in{' '}
            <a href="/api/openapi.yaml" className="text-accent underline underline-offset-2">
              openapi.yaml
            </a>
            . Charts are drawn by TradingView Lightweight Charts™, Copyright © 2025{' '}
            <a href="https://www.tradingview.com/" rel="noreferrer" className="text-accent underline underline-offset-2">
              TradingView, Inc.
            </a>{' '}
            (Apache License 2.0). The typeface is Inter (SIL Open Font License 1.1).
          </p>
        </Card>
      </div>
    </>
  );
}

function Facts({ rows }: { rows: readonly (readonly [name: string, value: ReactNode, isBad?: boolean])[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1 py-1 text-sm">
      {rows.map(([name, value, isBad]) => (
        <div key={name} className="contents">
          <dt className="text-quiet">{name}</dt>
          <dd className={`min-w-0 text-right [overflow-wrap:anywhere] ${isBad ? 'font-semibold text-loss' : ''}`}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function late({ lastMillis, greatestMillis, limitMillis, count: times, over }: Delay): string {
  if (times === 0) return 'none yet';
  return `${number(lastMillis)} ms last, ${number(greatestMillis)} ms at most of ${number(times)}; limit ${number(limitMillis)} ms${over > 0 ? `, ${number(over)} over it` : ''}`;
}

function Feed({ live }: { live: Live | null }) {
  return (
    <Card title="Feed and venue" note={live ? `process ${live.pid}` : null}>
      {live ? (
        <Facts
          rows={[
            ['venue', live.venue],
            ['connection', live.connected ? 'connected' : 'lost', !live.connected],
            ['trades since the start', number(live.trades)],
            ['gaps', number(live.gaps)],
            ['disconnects', number(live.disconnects)],
            ['market time', <When key="t" at={live.marketTime} />],
            ['close of a candle to its blocks', late(live.closeToBlocks), live.closeToBlocks.over > 0],
            ['close of a candle to the order', late(live.closeToOrder), live.closeToOrder.over > 0],
            [
              'up',
              <span key="u">
                {span((millis(live.written) ?? 0) - (millis(live.started) ?? 0))}, since <When at={live.started} />
              </span>,
            ],
          ]}
        />
      ) : (
        <p className="py-4 text-quiet">No engine runs, or this is the past: only what is in the journal is known.</p>
      )}
    </Card>
  );
}

function bytes(many: number | null): string {
  return many === null ? '–' : `${short(many)}B`;
}

function Machine({ system }: { system: System }) {
  const { readModel, journal, disk, live } = system;
  return (
    <Card title="Journal and disk" note={`build ${system.build}`}>
      <Facts
        rows={[
          ['last frame that is known', <span key="s">#{system.seq}, <When at={system.asOf} /></span>],
          ['read so far', `${number(readModel.donePct)} %${readModel.complete ? '' : ` (to #${readModel.folded} of #${readModel.target})`}`, !readModel.complete],
          ...(readModel.problem ? ([['reading stopped', readModel.problem, true]] as const) : []),
          ['data folder', journal.folder],
          ['journal', `${bytes(journal.bytes)} in ${count(journal.epochs, 'epoch')}, from #${journal.firstSequence}`],
          ['free disk', bytes(disk.freeBytes)],
          ['disk', live ? words(live.disk) : '–', live !== null && live.disk !== 'OK'],
        ]}
      />
    </Card>
  );
}

function Starts({ system }: { system: System }) {
  const { at, set } = useAddress();
  return (
    <Card title="Starts" note="newest first, and how the epoch before ended">
      {system.starts.length === 0 ? (
        <p className="py-4 text-quiet">It has not started yet.</p>
      ) : (
        <ul className="max-h-64 divide-y divide-rule overflow-y-auto text-sm" tabIndex={0} aria-label="Starts">
          {system.starts.map((start) => (
            <li key={start.seq} className="flex flex-wrap items-baseline gap-x-3 py-1">
              <When at={start.time} />
              <span>epoch {start.epoch}</span>
              <span className={start.cut === 'CLEAN' || start.keptSequence === '0' ? 'text-quiet' : 'text-past'}>{start.keptSequence === '0' ? 'the first' : `the one before: ${words(start.cut)}, kept to #${start.keptSequence}`}</span>
              <span className="text-xs text-quiet">configuration {start.configHash.slice(0, 8)}</span>
              {at === null ? (
                <button type="button" className="ml-auto text-accent hover:underline" onClick={() => set({ at: start.seq }, true)}>
                  look at then
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** Whatever the server counts, with its names; what is counted of what is refused stands apart. */
function Server({ server }: { server: Readonly<Record<string, unknown>> | null }) {
  const all = flat(server ?? {});
  // Of what is refused only what was.
  const kept = all.filter(([name, value]) => !/^refused/.test(name) || value !== '0');
  const rows: [string, string][] = kept.length === all.length || kept.some(([name]) => /^refused/.test(name)) ? kept : [...kept, ['refused', 'nothing']];
  return (
    <Card title="This page's server" note="requests, streams, and what was refused">
      {rows.length === 0 ? (
        <p className="py-4 text-quiet">Nothing has been counted yet.</p>
      ) : (
        <Facts rows={rows.map(([name, value]) => [name, value, /^refused|^failures/.test(name) && value !== '0' && value !== 'nothing'] as const)} />
      )}
    </Card>
  );
}

function flat(object: Readonly<Record<string, unknown>>, before = ''): [string, string][] {
  return Object.entries(object).flatMap(([key, value]): [string, string][] => {
    const name = before + words(key.replace(/([a-z])([A-Z])/g, '$1 $2'));
    if (typeof value === 'number') return [[name, number(value, Number.isInteger(value) ? 0 : 2)]];
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return flat(value as Record<string, unknown>, `${name}: `);
    return [[name, Array.isArray(value) ? value.join(', ') || '–' : String(value)]];
  });
}

const SEVERITIES = [
  ['', 'All'],
  ['ALARM', 'Alarms'],
  ['WARNING', 'Warnings'],
  ['INFO', 'Notes'],
] as const;

const ALARMS: readonly Column<Alarm>[] = [
  { name: 'When', show: (alarm) => <When at={alarm.time} />, by: (alarm) => Date.parse(alarm.time), phone: 'head' },
  {
    name: 'Severity',
    show: (alarm) => <Badge tone={alarm.severity === 'ALARM' ? 'bad' : alarm.severity === 'WARNING' ? 'warn' : 'plain'}>{alarm.severity === 'INFO' ? 'note' : words(alarm.severity)}</Badge>,
    by: (alarm) => ['INFO', 'WARNING', 'ALARM'].indexOf(alarm.severity),
  },
  { name: 'Kind', show: (alarm) => words(alarm.kind), by: (alarm) => alarm.kind, phone: 'gone' },
  { name: 'About', show: (alarm) => [alarm.account, alarm.symbol].filter(Boolean).join(', ') || 'all', by: (alarm) => `${alarm.symbol ?? ''} ${alarm.account ?? ''}` },
  { name: 'What', show: (alarm) => alarm.text, phone: 'head' },
];

function Alarms() {
  const { query, set } = useAddress();
  const severity = SEVERITIES.find(([one]) => one === query.get('severity'))?.[0] ?? '';
  const answer = useAlarms({ limit: 100, severity });
  const rows = useMemo(() => answer.data?.items ?? [], [answer.data]);
  return (
    <Card title="Alarms" note={answer.data ? number(answer.data.total) : null} className="lg:col-span-2" side={<Choice label="Severity" value={severity} options={SEVERITIES} onChange={(one) => set({ severity: one })} />} isFlush>
      <div className="max-h-96 overflow-auto" tabIndex={0} role="region" aria-label="Alarms">
        <Shown answer={answer} isEmpty={({ items }) => items.length === 0} empty={<span className="px-3">There is none.</span>}>
          {() => <Table caption="Alarms" columns={ALARMS} rows={rows} idOf={(alarm) => `${alarm.seq} ${alarm.kind} ${alarm.account ?? ''} ${alarm.symbol ?? ''} ${alarm.text}`} />}
        </Shown>
      </div>
    </Card>
  );
}

interface Line {
  readonly file: string;
  readonly key: string;
  readonly value: string | null;
  readonly shipped: string | null;
  readonly differs: boolean;
}

const SETTINGS: readonly Column<Line>[] = [
  { name: 'Key', show: (line) => <span className={line.differs ? 'font-semibold' : ''}>{line.key}</span>, by: (line) => line.key, phone: 'head' },
  { name: 'File', show: (line) => <span className="text-quiet">{line.file}</span>, by: (line) => line.file },
  { name: 'In force', isNumber: true, show: (line) => <span className={line.differs ? 'font-semibold text-past' : ''}>{line.value ?? 'not set'}</span>, by: (line) => line.value ?? '' },
  { name: 'As shipped', isNumber: true, show: (line) => <span className="text-quiet">{line.shipped ?? 'not set'}</span>, by: (line) => line.shipped ?? '' },
];

function Configuration() {
  const answer = useConfig();
  const [isAll, setAll] = useState(false);
  const lines = useMemo<Line[]>(() => (answer.data?.files ?? []).flatMap(({ file, values }) => values.map((value) => ({ file, ...value }))), [answer.data]);
  const rows = useMemo(() => (isAll ? lines : lines.filter(({ differs }) => differs)), [lines, isAll]);
  const differing = lines.filter(({ differs }) => differs).length;
  return (
    <Card
      title="Configuration in force"
      note={answer.data ? `${number(differing)} of ${count(lines.length, 'value')} not as shipped, hash ${answer.data.hash.slice(0, 8)}` : null}
      className="lg:col-span-2"
      side={
        <Switch isOn={isAll} onChange={setAll}>
          All values
        </Switch>
      }
      isFlush
    >
      <div className="max-h-[32rem] overflow-auto" tabIndex={0} role="region" aria-label="Configuration in force">
        <Shown answer={answer} isEmpty={() => rows.length === 0} empty={<span className="px-3">Every value is as shipped.</span>}>
          {() => <Table caption="Configuration in force" columns={SETTINGS} rows={rows} idOf={(line) => `${line.file} ${line.key}`} />}
        </Shown>
      </div>
    </Card>
  );
}
