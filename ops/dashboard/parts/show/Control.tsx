'use client';

import { useId, type ReactNode } from 'react';

const BUTTON =
  'min-h-8 rounded border px-2.5 text-sm whitespace-nowrap disabled:opacity-40 max-md:min-h-10';

export function Button({
  children,
  onClick,
  tone = 'plain',
  isDisabled = false,
  title,
  label,
  type = 'button',
}: {
  children: ReactNode;
  onClick?: () => void;
  tone?: 'plain' | 'strong' | 'bad';
  isDisabled?: boolean;
  title?: string;
  label?: string;
  type?: 'button' | 'submit';
}) {
  const look = {
    plain: 'border-rule bg-paper hover:border-ink',
    strong: 'border-accent bg-paper font-medium text-accent hover:bg-panel',
    bad: 'border-loss bg-paper font-medium text-loss hover:bg-panel',
  }[tone];
  return (
    <button type={type} title={title} aria-label={label} disabled={isDisabled} onClick={onClick} className={`${BUTTON} ${look}`}>
      {children}
    </button>
  );
}

/** A switch that shows whether it is on. */
export function Switch({
  isOn,
  onChange,
  children,
  title,
}: {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  children: ReactNode;
  title?: string;
}) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      title={title}
      onClick={() => onChange(!isOn)}
      className={`${BUTTON} ${isOn ? 'border-ink bg-panel font-medium' : 'border-rule bg-paper text-quiet hover:border-ink'}`}
    >
      {children}
    </button>
  );
}

/** One of a few, all in sight. */
export function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  onChange: (value: T) => void;
}) {
  return (
    <div role="group" aria-label={label} className="inline-flex rounded border border-rule bg-paper">
      {options.map(([one, text], i) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === value}
          onClick={() => onChange(one)}
          className={`min-h-8 px-2.5 text-sm whitespace-nowrap max-md:min-h-10 ${i > 0 ? 'border-l border-rule' : ''} ${
            one === value ? 'bg-panel font-semibold' : 'text-quiet hover:text-ink'
          }`}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

/** One of many. */
export function Select({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <span className="inline-flex items-center gap-1.5">
      <label htmlFor={id} className="text-xs text-quiet">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-8 max-w-52 rounded border border-rule bg-paper px-1.5 text-sm max-md:min-h-10"
      >
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </span>
  );
}
