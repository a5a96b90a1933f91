import type { Metadata } from 'next';
import { BacktestsView } from '@/parts/views/BacktestsView.tsx';

export const metadata: Metadata = { title: 'Backtests' };

export default function Page() {
  return <BacktestsView />;
}
