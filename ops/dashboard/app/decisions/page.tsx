import type { Metadata } from 'next';
import { DecisionsView } from '@/parts/views/DecisionsView.tsx';

export const metadata: Metadata = { title: 'Decisions' };

export default function Page() {
  return <DecisionsView />;
}
