'use client';

import { useEffect, useState } from 'react';

/** The time of this machine, again every second, in milliseconds; 0 before the page lives. */
export function useClock(): number {
  const [now, setNow] = useState(0);
  useEffect(() => {
    setNow(Date.now());
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
