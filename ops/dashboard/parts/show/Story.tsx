'use client';

import type { Step } from '@/data/contract.ts';
import { When } from './Text.tsx';

/** What led to what, frame by frame, in the words of `./smc why`. Each leads to the moment itself. */
export function Story({ steps, missing, goTo }: { steps: readonly Step[]; missing: string | null; goTo: (seq: string) => void }) {
  return (
    <div className="min-w-0">
      <ol className="border-l border-rule">
        {steps.map((step, i) => (
          <li key={`${step.seq} ${i}`} className="relative py-1 pl-4 before:absolute before:top-3 before:-left-[3px] before:h-[5px] before:w-[5px] before:rounded-full before:bg-quiet">
            <span className="mr-3 text-xs text-quiet">
              <When at={step.time} />
              <button type="button" className="ml-2 text-accent hover:underline" title="Look at everything as it was behind this frame" onClick={() => goTo(step.seq)}>
                #{step.seq}
              </button>
            </span>
            <span className="[overflow-wrap:anywhere]">{step.text}</span>
            {step.effects && step.effects.length > 0 && (
              <ul className="text-quiet">
                {step.effects.map((effect, j) => (
                  <li key={j} className="[overflow-wrap:anywhere]">
                    → {effect}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
      {missing && <p className="mt-1 text-sm text-quiet">{missing}</p>}
    </div>
  );
}
