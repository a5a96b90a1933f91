import type { Metadata } from 'next';
import { SystemView } from '@/parts/views/SystemView.tsx';

export const metadata: Metadata = { title: 'System' };

export default function Page() {
  return <SystemView />;
}
