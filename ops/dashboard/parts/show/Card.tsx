import Link from 'next/link';
import { useId, type ReactNode } from 'react';

/** A part of a view with its name, and, at the right, what leads on or steers it. */
export function Card({
  title,
  note,
  side,
  children,
  className = '',
  isFlush = false,
}: {
  title: string;
  note?: ReactNode;
  side?: ReactNode;
  children: ReactNode;
  className?: string;
  isFlush?: boolean;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={`flex min-w-0 flex-col rounded-md border border-rule bg-paper ${className}`}>
      <div className="flex min-h-10 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-rule px-3 py-1.5">
        <h2 id={id} className="font-semibold">
          {title}
          {note ? <span className="ml-2 text-xs font-normal text-quiet">{note}</span> : null}
        </h2>
        {side}
      </div>
      <div className={`min-w-0 grow ${isFlush ? '' : 'px-3 py-2'}`}>{children}</div>
    </section>
  );
}

/** One number with its name above and what it is to be held against below. */
export function Figure({ name, value, below }: { name: string; value: ReactNode; below?: ReactNode }) {
  return (
    <div className="min-w-0 rounded-md border border-rule bg-paper px-3 py-2">
      <p className="text-xs text-quiet">{name}</p>
      <p className="text-xl leading-7 font-semibold tracking-tight">{value}</p>
      <p className="text-xs text-quiet">{below ?? '\u00a0'}</p>
    </div>
  );
}

export function More({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className="text-sm text-accent underline-offset-2 hover:underline">
      {children}
    </Link>
  );
}

export function Heading({ children, side }: { children: ReactNode; side?: ReactNode }) {
  return (
    <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
      <h1 className="text-lg font-semibold">{children}</h1>
      {side}
    </div>
  );
}
