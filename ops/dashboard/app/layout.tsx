import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Shell } from '@/parts/shell/Shell.tsx';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'SMC Engine', template: '%s · SMC Engine' },
  description: 'What the engine sees, does and did',
  manifest: '/manifest.webmanifest',
  icons: { icon: '/icon.svg', apple: '/icon.png' },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#17191b' },
  ],
};

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <Shell>{children}</Shell>
      </body>
    </html>
  );
}
