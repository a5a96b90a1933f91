'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useAddress } from '@/data/address.ts';
import { THUMB_VIEWS, VIEWS } from './views.ts';

const ICONS: Readonly<Record<string, string>> = {
  '/': 'M3 11 12 4l9 7v9h-6v-6H9v6H3z',
  '/chart/': 'M6 4v3m0 8v4M4 7h4v8H4zM17 3v4m0 6v5M15 7h4v6h-4z',
  '/positions/': 'M4 7h16M4 12h16M4 17h16M8 5v4m8 1v4m-6 1v4',
  '/trades/': 'M5 17 10 11l4 3 6-8m0 0h-5m5 0v5',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
};

function Icon({ name }: { name: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" strokeWidth={name === 'more' ? 3 : 1.6} strokeLinecap="round" strokeLinejoin="round">
      <path d={ICONS[name] ?? ''} />
    </svg>
  );
}

export function TopNavigation() {
  const path = usePathname();
  const { to } = useAddress();
  return (
    <nav aria-label="Views" className="max-md:hidden">
      <ul className="flex flex-wrap">
        {VIEWS.map((view) => (
          <li key={view.path}>
            <Link
              href={to(view.path)}
              prefetch={false}
              aria-current={path === view.path ? 'page' : undefined}
              className={`block rounded px-2 py-1.5 lg:px-2.5 ${path === view.path ? 'bg-panel font-semibold' : 'text-quiet hover:text-ink'}`}
            >
              {view.name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function ThumbNavigation() {
  const path = usePathname();
  const { to } = useAddress();
  const [isOpen, setOpen] = useState(false);
  const look = (isHere: boolean) =>
    `flex w-full flex-col items-center gap-0.5 py-1.5 text-[11px] ${isHere ? 'font-semibold text-accent' : 'text-quiet'}`;
  const rest = VIEWS.filter((view) => !THUMB_VIEWS.includes(view.path));
  return (
    <nav aria-label="Views" className="fixed inset-x-0 bottom-0 z-30 border-t border-rule bg-paper pb-[env(safe-area-inset-bottom)] md:hidden">
      <ul className="grid grid-cols-5">
        {VIEWS.filter((view) => THUMB_VIEWS.includes(view.path)).map((view) => (
          <li key={view.path}>
            <Link href={to(view.path)} prefetch={false} aria-current={path === view.path ? 'page' : undefined} className={look(path === view.path)}>
              <Icon name={view.path} />
              {view.name}
            </Link>
          </li>
        ))}
        <li>
          <Dialog.Root open={isOpen} onOpenChange={setOpen}>
            <Dialog.Trigger className={look(rest.some((view) => view.path === path))}>
              <Icon name="more" />
              More
            </Dialog.Trigger>
            <Dialog.Portal>
              <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
              <Dialog.Content
                aria-describedby={undefined}
                className="fixed inset-x-0 bottom-0 z-50 rounded-t-lg border-t border-rule bg-paper p-3 pb-[calc(12px+env(safe-area-inset-bottom))]"
              >
                <Dialog.Title className="px-2 pb-1 text-xs text-quiet">More views</Dialog.Title>
                <ul>
                  {rest.map((view) => (
                    <li key={view.path}>
                      <Link
                        href={to(view.path)}
                        prefetch={false}
                        aria-current={path === view.path ? 'page' : undefined}
                        onClick={() => setOpen(false)}
                        className={`block rounded px-2 py-3 text-base ${path === view.path ? 'bg-panel font-semibold' : ''}`}
                      >
                        {view.name}
                      </Link>
                    </li>
                  ))}
                </ul>
              </Dialog.Content>
            </Dialog.Portal>
          </Dialog.Root>
        </li>
      </ul>
    </nav>
  );
}
