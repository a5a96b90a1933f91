'use client';

import { useTheme } from 'next-themes';
import { useEffect, useState } from 'react';
import { Button } from '../show/Control.tsx';

const NEXT = { system: 'light', light: 'dark', dark: 'system' } as const;

/** System, light, dark. */
export function ThemeSwitch() {
  const { theme, setTheme } = useTheme();
  const [isAlive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  const chosen = isAlive && (theme === 'light' || theme === 'dark') ? theme : 'system';
  const name = { system: 'Auto', light: 'Light', dark: 'Dark' }[chosen];
  return (
    <Button label={`Theme: ${name}. Change it`} title="Theme: as the system has it, light, dark" onClick={() => setTheme(NEXT[chosen])}>
      {name}
    </Button>
  );
}
