'use client';

import type { Layers } from '@/data/market.ts';
import { Switch } from '../show/Control.tsx';

const SWITCHES: readonly (readonly [keyof Layers, string, string])[] = [
  ['fresh', 'Fresh', 'Blocks that no candle has closed through'],
  ['breaker', 'Breakers', 'Blocks that a candle has closed through, traded in the other direction'],
  ['dead', 'Dead', 'Blocks that have ended, from birth to death'],
  ['structure', 'Structure', 'Breaks of structure, changes of character, sweeps'],
  ['a', 'A', 'Trades of mode A'],
  ['b', 'B', 'Trades of mode B'],
  ['levels', 'Stops, orders', 'Entry, stop and target of what is open, and entries that rest'],
];

/** What is drawn over the candles, a switch each. */
export function LayerBar({ layers, onChange }: { layers: Layers; onChange: (name: keyof Layers, isOn: boolean) => void }) {
  return (
    <div role="group" aria-label="What is drawn" className="flex gap-1.5 md:flex-wrap">
      {SWITCHES.map(([name, text, title]) => (
        <Switch key={name} isOn={layers[name]} onChange={(isOn) => onChange(name, isOn)} title={title}>
          {text}
        </Switch>
      ))}
    </div>
  );
}
