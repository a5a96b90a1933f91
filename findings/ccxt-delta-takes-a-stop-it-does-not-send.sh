#!/usr/bin/env bash
# Seen with ccxt 4.5.84 (npm; its own constant says 4.5.83) on Node 20, 2026-11-30.
#
# Guess, written before it was run: a unified parameter that ccxt's documentation names, stopLossPrice or postOnly, is translated into the venue's own
# field (bracket_stop_loss_price, post_only), or refused with NotSupported where a venue's class does not know it.
#
# What it does: the class `delta` sends both under ccxt's own names, which are no fields of Delta Exchange, and returns the order as made. Its table of
# features says false of stopLossPrice, which refuses nothing, and true of post-only. A venue that ignores unknown fields is left with an order without
# its stop, and with a maker order that may take.
#
# The script answers on loopback what a venue would answer, and looks at the body of the one request.
set -euo pipefail
command -v npm >/dev/null || { echo 'needs Node 20 and npm'; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix "$work" ccxt@4.5.84 >/dev/null
cat >"$work/look.mjs" <<'END'
import http from 'node:http';
import ccxt from 'ccxt';

let body;
const venue = http.createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    body = JSON.parse(Buffer.concat(parts).toString());
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ success: true, result: {
      id: 1, product_id: 27, product_symbol: 'BTCUSD', side: 'buy', size: 1, unfilled_size: 1, order_type: 'limit_order',
      limit_price: '100', state: 'open', created_at: '2025-01-01T00:00:00.000000Z' } }));
  });
});
await new Promise((resolve) => venue.listen(0, '127.0.0.1', resolve));

const here = `http://127.0.0.1:${venue.address().port}`;
const client = new ccxt.delta({ apiKey: 'k', secret: 's', urls: { api: { public: here, private: here } } });
client.setMarkets([{
  id: 'BTCUSD', numericId: 27, symbol: 'BTC/USD:USD', base: 'BTC', quote: 'USD', settle: 'USD', type: 'swap', swap: true, spot: false, future: false,
  option: false, contract: true, linear: true, inverse: false, contractSize: 0.001, active: true, precision: { amount: 1, price: 0.5 }, limits: {},
  info: { id: 27 } }]);

const made = await client.createOrder('BTC/USD:USD', 'limit', 'buy', 1, 100, { stopLossPrice: 90, postOnly: true });
venue.close();
console.log('ccxt', ccxt.version);
console.log('sent', JSON.stringify(body));
console.log('returned', made.id, made.status);
const { stopLossPrice, timeInForce } = client.features.swap.linear.createOrder;
console.log('features: stopLossPrice', stopLossPrice, 'post-only', timeInForce.PO);
const isAsSeen = body.stopLossPrice === 90 && body.postOnly === true
  && body.bracket_stop_loss_price === undefined && body.stop_price === undefined && body.post_only === undefined && made.id === '1'
  && stopLossPrice === false && timeInForce.PO === true;
if (!isAsSeen) {
  console.error('not as seen any more');
  process.exit(1);
}
END
node "$work/look.mjs"
