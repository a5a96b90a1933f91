import type { NextConfig } from 'next';

const config: NextConfig = {
  output: 'export',
  trailingSlash: true,
  reactStrictMode: true,
  poweredByHeader: false,
  // A build that failed once would poison its cache, and every build after it.
  experimental: { turbopackFileSystemCacheForBuild: false },
};

export default config;
