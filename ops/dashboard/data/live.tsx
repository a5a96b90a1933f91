'use client';

// One stream of events for the page. They say what changed and carry no data: documents that are shown and changed are asked for again.

import { useEffect } from 'react';
import { useSWRConfig } from 'swr';
import { eventsCome, eventsStopped, told } from './contact.ts';

/** Changes within so many milliseconds become one question. */
const GATHER_MILLIS = 250;
const RETRY_MILLIS = [1000, 2000, 5000, 15_000] as const;

/** The resource of an address: `/api/trades/7?at=3` is `trades`. */
function resourceOf(address: string): string {
  return /^\/api\/([a-z]+)/.exec(address)?.[1] ?? '';
}

export function LiveEvents() {
  const { mutate } = useSWRConfig();

  useEffect(() => {
    let source: EventSource | undefined;
    let retry = 0;
    let timer = 0;
    let gathering = 0;
    let wasLost = false;
    const waiting = new Set<string>();

    const refresh = (isWanted: (resource: string) => boolean) =>
      void mutate((key) => typeof key === 'string' && !/[?&]at=/.test(key) && isWanted(resourceOf(key)));

    const gather = (names: readonly string[]) => {
      names.forEach((name) => waiting.add(name));
      if (gathering) return;
      gathering = window.setTimeout(() => {
        gathering = 0;
        const changed = new Set(waiting);
        waiting.clear();
        refresh((resource) => changed.has(resource));
      }, GATHER_MILLIS);
    };

    const open = () => {
      const opened = new EventSource('/api/events');
      source = opened;
      opened.onopen = () => {
        retry = 0;
        eventsCome();
        if (wasLost) refresh(() => true);
        wasLost = false;
      };
      opened.addEventListener('changed', (event: MessageEvent<string>) => {
        eventsCome();
        const { asOf, changed } = JSON.parse(event.data) as { asOf?: string; changed?: string[] };
        if (asOf) told(asOf);
        gather(changed ?? []);
      });
      opened.onerror = () => {
        wasLost = true;
        eventsStopped();
        refresh((resource) => resource === 'status'); // whether it is gone is known at once
        if (opened.readyState !== EventSource.CLOSED) return; // it tries again by itself
        opened.close();
        timer = window.setTimeout(open, RETRY_MILLIS[Math.min(retry++, RETRY_MILLIS.length - 1)]);
      };
    };

    open();
    return () => {
      source?.close();
      window.clearTimeout(timer);
      window.clearTimeout(gathering);
      eventsStopped();
    };
  }, [mutate]);

  return null;
}
