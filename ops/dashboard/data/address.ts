'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { isResolution, type Resolution } from '@/rules/candles.ts';
import { changed, linkTo, withQuery } from '@/rules/address.ts';
import type { Mode } from './contract.ts';

export interface Address {
  readonly query: URLSearchParams;
  readonly symbol: string | null;
  readonly mode: Mode | null;
  readonly resolution: Resolution;
  /** A sequence or a time of the past; null for now. */
  readonly at: string | null;
  /** Sets parameters of this view, or takes away those that are null. `isStep`: the browser's back button comes back to before. */
  readonly set: (changes: Readonly<Record<string, string | null>>, isStep?: boolean) => void;
  /** The address of another view, with what all views obey. */
  readonly to: (path: string, changes?: Readonly<Record<string, string | null>>) => string;
}

/** What stands in the address. Inside a Suspense boundary only. */
export function useAddress(): Address {
  const search = useSearchParams();
  const path = usePathname();
  const text = search.toString();

  const set = useCallback(
    (changes: Readonly<Record<string, string | null>>, isStep = false) => {
      const next = withQuery(path, changed(new URLSearchParams(window.location.search), changes));
      if (isStep) window.history.pushState(null, '', next);
      else window.history.replaceState(null, '', next);
    },
    [path],
  );

  return useMemo(() => {
    const query = new URLSearchParams(text);
    const mode = query.get('mode');
    const resolution = query.get('res');
    return {
      query,
      symbol: query.get('symbol'),
      mode: mode === 'A' || mode === 'B' ? mode : null,
      resolution: isResolution(resolution) ? resolution : '15m',
      at: query.get('at'),
      set,
      to: (other, changes = {}) => linkTo(other, query, changes),
    };
  }, [text, set]);
}
