'use client';

import { useEffect, useId, useMemo, useState } from 'react';
import { useAddress } from '@/data/address.ts';
import { useContactOf } from '@/data/contact.ts';
import type { JournalMark } from '@/data/contract.ts';
import { useJournal, useStatus } from '@/data/documents.ts';
import { full, millis, utc } from '@/rules/times.ts';
import { Button } from '../show/Control.tsx';

const STEP_MILLIS = 900_000;

/** One bar for every view: the journal from end to end, with its trades and alarms. Where it stands is in the address. */
export function TimeTravel() {
  const address = useAddress();
  const { at } = address;
  const journal = useJournal();
  const looked = useStatus();
  const [draft, setDraft] = useState<number | null>(null);
  const id = useId();

  const first = millis(journal.data?.first.time);
  const asOf = useContactOf('asOf');
  const told = millis(journal.data?.last.time);
  // The journal is asked for now and then; events say meanwhile how far it is.
  const last = told === undefined ? undefined : Math.max(told, asOf ?? 0);
  // A sequence is no time, though some would be a year.
  const there = at === null ? last : ((isSequence(at) ? undefined : millis(at)) ?? millis(looked.data?.asOf) ?? last);
  const marks = journal.data?.marks ?? [];

  const step = first === undefined || last === undefined ? undefined : Math.max(1, Math.min(STEP_MILLIS, Math.floor((last - first) / 400)));
  // Where one has stopped for a moment is where one wants to look.
  useEffect(() => {
    if (draft === null || last === undefined || step === undefined) return;
    const timer = window.setTimeout(() => {
      address.set({ at: draft >= last - step / 2 ? null : new Date(draft).toISOString().replace('.000Z', 'Z') }, at === null);
      setDraft(null);
    }, 300);
    return () => window.clearTimeout(timer);
  }, [draft, last, step, at, address]);

  if (first === undefined || last === undefined || there === undefined || step === undefined || last <= first) {
    return <div className="h-[42px] border-b border-rule bg-paper" />;
  }

  const shown = Math.min(last, Math.max(first, draft ?? there));
  const before = marks.findLast((mark) => (millis(mark.time) ?? 0) < there - 500 || (at !== null && BigInt(mark.seq) < sequence(at)));
  const after = marks.find((mark) => (millis(mark.time) ?? 0) > there + 500);
  const go = (mark: JournalMark) => address.set({ at: mark.seq }, at === null);
  const isNow = at === null && draft === null;
  // A whole number of steps, so that the knob can stand at the end.
  const end = first + Math.ceil((last - first) / step) * step;
  const iso = new Date(shown).toISOString();

  return (
    <div role="region" aria-label="Time travel" data-past={at !== null} className="border-b border-rule bg-paper">
      <div className="mx-auto flex max-w-[1600px] items-center gap-2 px-4 py-1">
        <Button label="To the trade or alarm before" title={before ? `${before.label}, ${utc(before.time)}` : 'none before'} isDisabled={!before} onClick={() => before && go(before)}>
          ◂
        </Button>
        <div className="relative min-w-0 grow">
          <Marks marks={marks} first={first} last={last} />
          <label htmlFor={id} className="sr-only">
            Time that is looked at
          </label>
          <input
            id={id}
            type="range"
            min={first}
            max={end}
            step={step}
            value={isNow ? end : shown}
            aria-valuetext={isNow ? 'now' : full(iso)}
            onChange={(event) => setDraft(Number(event.target.value))}
            className="scrubber relative block h-8 w-full cursor-pointer"
          />
        </div>
        <Button label="To the trade or alarm behind" title={after ? `${after.label}, ${utc(after.time)}` : 'none behind'} isDisabled={!after || at === null} onClick={() => after && go(after)}>
          ▸
        </Button>
        <input
          type="datetime-local"
          aria-label="Go to a time, in your zone"
          min={localText(first)}
          max={localText(last)}
          value={localText(shown)}
          onChange={(event) => {
            const wanted = new Date(event.target.value).getTime();
            if (!Number.isNaN(wanted)) setDraft(Math.min(last, Math.max(first, wanted)));
          }}
          className="min-h-8 rounded border border-rule bg-paper px-1.5 text-sm max-sm:hidden"
        />
        <Button tone={at === null ? 'plain' : 'strong'} isDisabled={at === null} onClick={() => address.set({ at: null }, true)}>
          Now
        </Button>
      </div>
    </div>
  );
}

function isSequence(at: string): boolean {
  return /^\d+$/.test(at);
}

function sequence(at: string): bigint {
  return isSequence(at) ? BigInt(at) : 0n;
}

/** As a field for a local time wants it: 2026-06-24T15:45. */
function localText(atMillis: number): string {
  const local = new Date(atMillis - new Date(atMillis).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** Trades above the line, won or lost; warnings and alarms below it. */
function Marks({ marks, first, last }: { marks: readonly JournalMark[]; first: number; last: number }) {
  const paths = useMemo(() => {
    const path = (kinds: readonly string[], from: number, to: number): string =>
      marks
        .filter(({ kind }) => kinds.includes(kind))
        .map(({ time }) => `M${((((millis(time) ?? first) - first) / (last - first)) * 1000).toFixed(1)} ${from}V${to}`)
        .join('');
    return { won: path(['WON'], 1, 11), lost: path(['LOST'], 5, 11), alarm: path(['ALARM'], 21, 31), warning: path(['WARNING'], 21, 26) };
  }, [marks, first, last]);
  return (
    <svg aria-hidden="true" viewBox="0 0 1000 32" preserveAspectRatio="none" className="absolute inset-x-[5px] top-0 h-8 w-[calc(100%-10px)]">
      {(['won', 'lost', 'alarm', 'warning'] as const).map((kind) => (
        <path
          key={kind}
          d={paths[kind]}
          vectorEffect="non-scaling-stroke"
          strokeWidth="1.5"
          fill="none"
          stroke={`var(--${kind === 'won' ? 'win' : kind === 'lost' ? 'loss' : 'past'})`}
          opacity={kind === 'lost' || kind === 'won' ? 0.75 : 1}
        />
      ))}
    </svg>
  );
}

/** So that nobody takes the past for now. */
export function PastFrame() {
  const address = useAddress();
  const looked = useStatus();
  if (address.at === null) return null;
  const moment = looked.data?.asOf;
  return (
    <>
      <div aria-hidden="true" className="pointer-events-none fixed inset-0 z-40 border-4 border-past" />
      <div role="status" className="border-b-2 border-past bg-past-ground text-past">
        <div className="mx-auto flex max-w-[1600px] flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2">
          <p>
            <strong>You look at the past.</strong> Everything here is as it was{' '}
            {moment ? (
              <time dateTime={moment} title={utc(moment)} className="font-semibold">
                {full(moment)}
              </time>
            ) : (
              'then'
            )}
            {looked.data ? `, behind frame ${looked.data.seq}` : ''}.
          </p>
          <button type="button" onClick={() => address.set({ at: null }, true)} className="font-semibold underline underline-offset-4">
            Back to now
          </button>
        </div>
      </div>
    </>
  );
}
