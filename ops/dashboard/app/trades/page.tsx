import type { Metadata } from 'next';
import { TradesView } from '@/parts/views/TradesView.tsx';

export const metadata: Metadata = { title: 'Trades' };

export default function Page() {
  return <TradesView />;
}
