'use client';

import { count } from '@/rules/numbers.ts';
import type { Address } from '@/data/address.ts';
import { Button } from './Control.tsx';

/** Leads through the pages of a list. Where one stands is in the address, as `after`; the way back is the browser's. */
export function Pages({ address, next, total, shown, name, more }: { address: Address; next: string | null; total: number; shown: number; name: string; more?: string }) {
  const after = address.query.get('after');
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 px-3 py-2 text-sm text-quiet">
      <span>
        {shown === total ? count(total, name, more) : `${shown} of ${count(total, name, more)}`}
      </span>
      <span className="flex gap-2">
        {after && <Button onClick={() => address.set({ after: null }, true)}>Newest</Button>}
        {next && <Button onClick={() => address.set({ after: next }, true)}>Older</Button>}
      </span>
    </div>
  );
}
