import type { Metadata } from 'next';
import { ChartView } from '@/parts/views/ChartView.tsx';

export const metadata: Metadata = { title: 'Chart' };

export default function Page() {
  return <ChartView />;
}
