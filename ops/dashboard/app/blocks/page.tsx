import type { Metadata } from 'next';
import { BlocksView } from '@/parts/views/BlocksView.tsx';

export const metadata: Metadata = { title: 'Order blocks' };

export default function Page() {
  return <BlocksView />;
}
