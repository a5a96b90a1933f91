import type { Metadata } from 'next';
import { PositionsView } from '@/parts/views/PositionsView.tsx';

export const metadata: Metadata = { title: 'Positions and orders' };

export default function Page() {
  return <PositionsView />;
}
