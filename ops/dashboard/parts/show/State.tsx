'use client';

import type { ReactNode } from 'react';
import { NoAnswer, Refused } from '@/data/ask.ts';
import type { Answer } from '@/data/documents.ts';

/** What stands where data will be: bars of about its size. */
export function Loading({ rows = 4, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <div role="status" className="waiting space-y-2 py-1">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} aria-hidden="true" className="h-4 rounded bg-panel" style={{ width: `${92 - ((i * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

export function Empty({ children }: { children: ReactNode }) {
  return <p className="py-4 text-quiet">{children}</p>;
}

export function Failure({ error, again }: { error: unknown; again?: (() => void) | undefined }) {
  const text =
    error instanceof NoAnswer || error instanceof Refused ? error.message : 'This could not be read: the answer had another shape.';
  return (
    <div role="alert" className="my-1 border-l-4 border-loss bg-panel px-3 py-2">
      <p>{text}</p>
      {again && (
        <button type="button" className="mt-1 text-accent underline underline-offset-2" onClick={again}>
          Ask again
        </button>
      )}
    </div>
  );
}

/** A document in each of its states: first load, refused, without rows, there. What was there stays while a new one is asked for. */
export function Shown<T>({
  answer,
  rows,
  isEmpty,
  empty,
  children,
}: {
  answer: Answer<T>;
  rows?: number;
  isEmpty?: (data: T) => boolean;
  empty?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const { data, error, again } = answer;
  if (data === undefined) {
    return error === undefined ? <Loading {...(rows ? { rows } : {})} /> : <Failure error={error} again={again} />;
  }
  return (
    <>
      {error instanceof Refused && <Failure error={error} again={again} />}
      {isEmpty?.(data) ? <Empty>{empty}</Empty> : children(data)}
    </>
  );
}
