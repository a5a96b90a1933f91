import { OverviewView } from '@/parts/views/OverviewView.tsx';

export default function Page() {
  return <OverviewView />;
}
