import type { Metadata } from 'next';
import { PerformanceView } from '@/parts/views/PerformanceView.tsx';

export const metadata: Metadata = { title: 'Performance' };

export default function Page() {
  return <PerformanceView />;
}
