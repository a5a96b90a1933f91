'use client';

import Link from 'next/link';
import { Suspense, type ReactNode } from 'react';
import { SWRConfig } from 'swr';
import { useAddress } from '@/data/address.ts';
import { useContactOf } from '@/data/contact.ts';
import { useNow } from '@/data/documents.ts';
import { LiveEvents } from '@/data/live.tsx';
import { clock } from '@/rules/times.ts';
import { Badge } from '../show/Text.tsx';
import { Loading } from '../show/State.tsx';
import { Providers } from './Providers.tsx';
import { ThumbNavigation, TopNavigation } from './Navigation.tsx';
import { StatusStrip, useAge } from './StatusStrip.tsx';
import { StopDialog } from './StopDialog.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';
import { PastFrame, TimeTravel } from './TimeTravel.tsx';

/** What stands around every view. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <Providers>
      <SWRConfig value={{ provider: () => new Map() }}>
        <a href="#view" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-paper focus:p-2">
          To the view
        </a>
        <Suspense fallback={<Waiting />}>
          <LiveEvents />
          <Inside>{children}</Inside>
        </Suspense>
      </SWRConfig>
    </Providers>
  );
}

function Waiting() {
  return (
    <div className="mx-auto max-w-[1600px] p-4">
      <Loading rows={6} label="The dashboard is loading" />
    </div>
  );
}

function Inside({ children }: { children: ReactNode }) {
  const { isStale } = useAge();
  return (
    <>
      <header>
        <div className="border-b border-rule bg-paper">
          <div className="mx-auto flex max-w-[1600px] items-center gap-x-3 gap-y-1 px-4 py-1.5">
            <Brand />
            <TopNavigation />
            <div className="ml-auto flex shrink-0 items-center gap-2">
              <ThemeSwitch />
              <StopDialog />
            </div>
          </div>
        </div>
        <StatusStrip />
        <TimeTravel />
        <PastFrame />
        <Silence />
      </header>
      <main id="view" tabIndex={-1} data-stale={isStale} className="mx-auto max-w-[1600px] px-4 pt-3 pb-24 outline-none md:pb-8">
        {children}
      </main>
      <ThumbNavigation />
    </>
  );
}

function Brand() {
  const { to } = useAddress();
  const { data } = useNow();
  return (
    <p className="flex shrink-0 items-center gap-2">
      <Link href={to('/')} prefetch={false} className="font-semibold whitespace-nowrap">
        SMC Engine
      </Link>
      {data ? <Badge tone={data.money === 'LIVE' ? 'bad' : data.money === 'TESTNET' ? 'warn' : 'plain'}>{data.money ?? 'EMPTY'}</Badge> : null}
    </p>
  );
}

/** When the engine does not answer, or wants to know who asks. */
function Silence() {
  const silentSince = useContactOf('silentSince');
  const isClosed = useContactOf('isClosed');
  if (isClosed) {
    return (
      <div role="alert" className="border-b-2 border-loss bg-panel">
        <p className="mx-auto max-w-[1600px] px-4 py-2">
          The engine answers only who has signed in.{' '}
          <a href={`/login?next=${encodeURIComponent(typeof window === 'undefined' ? '/' : window.location.pathname + window.location.search)}`} className="font-semibold underline">
            Sign in
          </a>
        </p>
      </div>
    );
  }
  if (silentSince === undefined) return null;
  return (
    <div role="alert" className="border-b-2 border-loss bg-panel">
      <p className="mx-auto max-w-[1600px] px-4 py-2">
        <strong>No answer from the engine since {clock(new Date(silentSince).toISOString())}.</strong> What you see is from before. It is asked again all the time; this page goes
        on by itself.
      </p>
    </div>
  );
}
