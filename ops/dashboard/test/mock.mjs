// Stands in for the engine: the built page and the API over a made-up world, on loopback. `node test/mock.mjs [PORT]`.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Documents } from './documents.mjs';
import { World } from './world.mjs';

const OUT = fileURLToPath(new URL('../out', import.meta.url));
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.txt': 'text/plain; charset=utf-8', '.webmanifest': 'application/manifest+json' };

/**
 * @param mood how it is to behave: 'well'; 'empty' answers lists without rows; 'slow' never answers; 'refuses' answers 503; 'gone' breaks off
 * @returns what steers it: `port`, `mood(name)`, `tell(resources)` to all streams, `commands` that came, `seen` addresses, `close()`
 */
export async function startMock(port = 0) {
  const world = new World();
  const documents = new Documents(world);
  const streams = new Set();
  const seen = [];
  const commands = [];
  let mood = 'well';
  let seq = Number(world.lastSeq);

  const json = (response, status, body) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  };

  const emptied = (body) => {
    if (!body) return body;
    if (Array.isArray(body.items)) return { ...body, items: [], next: null, total: 0, ...(body.verdicts ? { verdicts: {} } : {}) };
    if (Array.isArray(body.seconds) && body.open) return { ...body, seconds: [], open: [], high: [], low: [], close: [], contracts: [], atr: [], last: null, building: null, next: null };
    if (Array.isArray(body.seconds)) return { ...body, seconds: [], both: [], accounts: [] };
    return body;
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    seen.push(url.pathname + url.search);
    if (mood === 'gone' && url.pathname.startsWith('/api/')) return request.socket.destroy();
    if (url.pathname === '/api/events') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write(': hello\n\n');
      streams.add(response);
      request.on('close', () => streams.delete(response));
      return undefined;
    }
    if (url.pathname.startsWith('/api/commands/')) {
      let text = '';
      request.on('data', (part) => (text += part));
      request.on('end', () => {
        if (request.method !== 'POST') return json(response, 405, { error: { expected: 'POST', was: request.method, where: url.pathname } });
        if (request.headers.authorization !== 'Bearer right') return json(response, 401, { error: { expected: 'a trading token', was: 'another', where: 'Authorization' } });
        commands.push({ name: url.pathname.split('/').pop(), ...JSON.parse(text) });
        return json(response, 200, { said: ['It is in the journal, synced.'] });
      });
      return undefined;
    }
    if (url.pathname.startsWith('/api/')) {
      if (mood === 'slow') return undefined;
      if (mood === 'refuses') return json(response, 503, { error: { expected: 'a journal that is read', was: 'one that is being read', where: url.pathname } });
      const body = documents.answer(url.pathname, url.searchParams);
      return body ? json(response, 200, mood === 'empty' ? emptied(body) : body) : json(response, 404, { error: { expected: 'one that is there', was: url.pathname, where: url.pathname } });
    }
    return void file(url.pathname, response);
  });

  async function file(path, response) {
    const wanted = normalize(decodeURIComponent(path.endsWith('/') ? `${path}index.html` : path));
    try {
      const bytes = await readFile(join(OUT, wanted));
      response.writeHead(200, { 'Content-Type': TYPES[extname(wanted)] ?? 'application/octet-stream', 'Content-Length': bytes.length });
      response.end(bytes);
    } catch {
      response.writeHead(404, { 'Content-Type': TYPES['.html'] });
      response.end(await readFile(join(OUT, '404.html')).catch(() => 'There is no such page.'));
    }
  }

  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: server.address().port,
    world,
    seen,
    commands,
    mood: (name) => {
      mood = name;
      if (name === 'gone') for (const stream of streams) stream.destroy();
    },
    tell: (changed) => {
      seq++;
      for (const stream of streams) stream.write(`id: ${seq}\nevent: changed\ndata: ${JSON.stringify({ seq: String(seq), asOf: new Date().toISOString(), changed })}\n\n`);
    },
    streams: () => streams.size,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const mock = await startMock(Number(process.argv[2] ?? 3000));
  setInterval(() => mock.tell(['candles', 'positions']), 1000);
  console.log(`http://127.0.0.1:${mock.port}/`);
}
