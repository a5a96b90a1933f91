// Every call that docs/delta-exchange.md promises, made by ccxt's delta class and by the WebSocket client ws; see run.sh.
// A row says what was expected of the call and whether it came so; exit code 1 if one did not.
import { readFileSync } from 'node:fs';
import ccxt from 'ccxt';
import { createRequire } from 'node:module';
import WebSocket from 'ws';
import { createHmac } from 'node:crypto';

const said = readFileSync(process.argv[2], 'utf8');
const found = (pattern) => said.match(pattern)[1];
const rest = found(/REST\s+(\S+)/).replace(/\/$/, '');
const publicSocket = found(/public socket\s+(\S+)/);
const privateSocket = found(/private socket\s+(\S+)/);
const keys = [...said.matchAll(/key (\S+)\s+secret (\S+)/g)].map((match) => ({ apiKey: match[1], secret: match[2] }));
const isStrict = (await (await fetch(rest + '/sim')).json()).result.mistakes.strict;

const rows = [];
let failures = 0;

/** Makes a call; `expected` looks at its answer, and throws or returns what to say of it. */
async function row(client, call, made, expected) {
  let result;
  try {
    result = expected(await made()) ?? 'right';
  } catch (error) {
    failures++;
    result = '**wrong**: ' + String(error.message ?? error).slice(0, 200).replaceAll('|', '\\|').replaceAll('\n', ' ');
  }
  rows.push(`| ${call} | ${client} | ${result} |`);
}

/** Makes a call that is to be refused. */
async function refused(client, call, made, pattern, what) {
  await row(client, call, async () => made().then(
    (answer) => { throw new Error('expected a refusal, was ' + JSON.stringify(answer).slice(0, 150)); },
    (error) => error), (error) => {
    need(pattern.test(error.constructor.name + ' ' + error.message), error.constructor.name + ' ' + error.message);
    return what;
  });
}

function need(condition, what) {
  if (!condition) {
    throw new Error('expected otherwise: ' + what);
  }
}

function same(actual, expected, what = '') {
  need(JSON.stringify(actual) === JSON.stringify(expected), `${what} ${JSON.stringify(expected)}, was ${JSON.stringify(actual)}`);
}

const isOnTick = (price) => Math.abs(price * 10_000 - Math.round(price * 10_000)) < 1e-4;

function library(account, headers = {}) {
  const exchange = new ccxt.delta({ ...account, rateLimit: 1, headers });
  exchange.urls.api = { public: rest, private: rest };
  return exchange;
}

const first = library(keys[0]);
const second = library(keys[1]);
const SOL = 'SOL/USD:USD';

// ---- ccxt: market

await row('ccxt', 'fetchTime', () => first.fetchTime(), (time) => need(Math.abs(time - Date.now()) < 10_000, time));
await row('ccxt', 'fetchStatus', () => first.fetchStatus(), (status) => same(status.status, 'ok'));
await row('ccxt', 'fetchCurrencies', () => first.fetchCurrencies(), (all) => same(Object.keys(all).sort(), ['AAVE', 'SOL', 'USD']));
await row('ccxt', 'loadMarkets', () => first.loadMarkets(), (markets) => {
  const market = markets[SOL];
  same([market.id, market.type, market.linear, market.precision.price, market.contractSize, market.settle], ['SOLUSD', 'swap', true, 0.0001, 1, 'USD']);
});
await second.loadMarkets();
await row('ccxt', 'fetchTicker', () => first.fetchTicker(SOL), (ticker) => need(ticker.bid < ticker.ask && ticker.last > 0, ticker.last));
await row('ccxt', 'fetchTickers', () => first.fetchTickers(), (tickers) => same(Object.keys(tickers).length, 2));
await row('ccxt', 'fetchOrderBook', () => first.fetchOrderBook(SOL, 5), (book) => need(book.bids.length === 5 && book.asks.length === 5 && book.bids[0][0] < book.asks[0][0], book.bids.length));
await row('ccxt', 'fetchTrades', () => waitFor(() => first.fetchTrades(SOL), (trades) => trades.length > 0), (trades) => need(trades[0].price > 0 && ['buy', 'sell'].includes(trades[0].side) && trades[0].symbol === SOL, trades[0]));
for (const price of [undefined, 'mark', 'index']) {
  await row('ccxt', 'fetchOHLCV' + (price ? ', ' + price : ''), () => first.fetchOHLCV(SOL, '1m', undefined, 10, price ? { price } : {}), (candles) => need(candles.length >= 9 && candles[0][0] < candles[1][0], candles.length));
}
for (const symbol of ['FUNDING:SOLUSD', 'OI:SOLUSD', 'MARK:SOLUSD', '.DESOLUSD']) {
  await row('ccxt', 'GET history/candles of ' + symbol, () => first.publicGetHistoryCandles({ symbol, resolution: '15m', start: seconds() - 3_600, end: seconds() }), (answer) => need(answer.result.length >= 4 && answer.result[0].volume === undefined | answer.result[0].volume === null, JSON.stringify(answer.result[0])));
}
await refused('ccxt', 'fetchOHLCV of 7d', () => first.fetchOHLCV(SOL, '7d'), /bad_schema/, 'right: `bad_schema`, this length went in October 2025');
await row('ccxt', 'fetchFundingRate', () => first.fetchFundingRate(SOL), (rate) => need(rate.fundingRate > 0 && rate.markPrice > 0, rate.fundingRate));
await row('ccxt', 'fetchFundingRates', () => first.fetchFundingRates(), (rates) => same(Object.keys(rates).length, 2));
await row('ccxt', 'fetchOpenInterest', () => first.fetchOpenInterest(SOL), (interest) => same(interest.openInterestAmount ?? 0, 0));
await row('ccxt', 'fetchSettlementHistory', () => first.fetchSettlementHistory(), (rows_) => same(rows_, []));
await row('ccxt', 'GET indices', () => first.publicGetIndices(), (answer) => same(answer.result.map((index) => index.symbol), ['.DESOLUSD', '.DEAAVEUSD']));
const product = (await first.publicGetProducts()).result.find((each) => each.symbol === 'SOLUSD');
await row('ccxt', 'GET products/{id}', () => first.publicGetProductsSymbol({ symbol: product.id }), (answer) => same(answer.result.symbol, 'SOLUSD'));
await row('ccxt', 'GET l2orderbook/{id}', () => first.publicGetL2orderbookSymbol({ symbol: product.id }), (answer) => same(answer.result.symbol, 'SOLUSD'));
await row('ccxt', 'GET history/sparklines', () => first.publicGetHistorySparklines({ symbols: 'SOLUSD,MARK:AAVEUSD' }), (answer) => same(Object.keys(answer.result), ['SOLUSD', 'MARK:AAVEUSD']));
await refused('ccxt', 'GET products/NOPE', () => first.publicGetProductsSymbol({ symbol: 'NOPE' }), /BadSymbol.*invalid_contract/, 'right: `invalid_contract`, BadSymbol');

// ---- ccxt: account

await row('ccxt', 'fetchBalance', () => first.fetchBalance(), (balance) => same([balance.USD.total, balance.USD.free], [1_000, 1_000]));
await row('ccxt', 'setLeverage', () => first.setLeverage(10, SOL), (answer) => same(answer.result.leverage, '10'));
await row('ccxt', 'fetchLeverage', () => first.fetchLeverage(SOL), (leverage) => same(leverage.longLeverage, 10));
await row('ccxt', 'setMarginMode', () => first.setMarginMode('isolated', SOL, { subaccount_user_id: '2' }), (answer) => same(answer.result.margin_mode, 'isolated'));
await refused('ccxt', 'fetchMarginMode', () => first.fetchMarginMode(SOL), /401|unauthorized_api_access/, 'right: 401, `/v2/profile` takes no key since 2026-08-19');
await row('ccxt', 'GET users/trading_preferences', () => first.privateGetUsersTradingPreferences(), (answer) => same(Number(answer.result.user_id), 1));
await row('ccxt', 'PUT users/trading_preferences', () => first.privatePutUsersTradingPreferences({ default_auto_topup: false }), (answer) => same(answer.result.default_auto_topup, false));
await row('ccxt', 'GET sub_accounts', () => first.privateGetSubAccounts(), (answer) => need(answer.result.length >= 2 && answer.result[1].is_sub_account === true, JSON.stringify(answer.result)));
await row('ccxt', 'GET rate_limits/quota', () => first.privateGetRateLimitsQuota(), (answer) => need(Number(answer.result.current_quota) > 0, answer.result.current_quota));
await row('ccxt', 'POST wallets/sub_account_balance_transfer', () => first.privatePostWalletsSubAccountBalanceTransfer({ transferrer_user_id: '1', transferee_user_id: '2', asset_symbol: 'USD', amount: '100' }), (answer) => same(answer.success, true));
await row('ccxt', 'GET wallets/sub_accounts_transfer_history', () => first.privateGetWalletsSubAccountsTransferHistory(), (answer) => same(answer.result[0].amount, '100'));
await row('ccxt', 'fetchLedger', () => first.fetchLedger(), (ledger) => need(ledger.length === 2 && new Date(ledger[0].datetime).getUTCFullYear() > 2000, JSON.stringify(ledger.map((each) => each.datetime))));

await row('ccxt', 'fetchLedger of USD', () => first.fetchLedger('USD').catch((error) => error), (ledger) => {
  need(isStrict ? /asset_id/.test(ledger.message) : ledger.length === 2, JSON.stringify(ledger));
  return isStrict ? 'refused, strict: it filters by `asset_id`, and the parameter is `asset_ids`' : 'not filtered, as at Delta: it sends `asset_id`, and the parameter is `asset_ids`; counted as a mistake';
});

// ---- ccxt: orders

const price = (await first.fetchTicker(SOL)).last;
const below = (share) => Number(first.priceToPrecision(SOL, price * share));
let order;
await row('ccxt', 'createOrder, limit', async () => (order = await first.createOrder(SOL, 'limit', 'buy', 2, below(0.9), { clientOrderId: 'stranger-1' })), (made) => same([made.status, made.amount, made.filled, made.symbol, made.clientOrderId], ['open', 2, 0, SOL, 'stranger-1']));
await row('ccxt', 'fetchOrder', () => first.fetchOrder(order.id, SOL), (made) => same(made.id, order.id));
await row('ccxt', 'fetchOrder by client id', () => first.fetchOrder(undefined, SOL, { clientOrderId: 'stranger-1' }), (made) => same(made.id, order.id));
await row('ccxt', 'fetchOpenOrders', () => first.fetchOpenOrders(SOL), (open) => same(open.map((each) => each.id), [order.id]));
await row('ccxt', 'editOrder', () => first.editOrder(order.id, SOL, 'limit', 'buy', 3, below(0.91)), (made) => same([made.id, made.amount, made.price], [order.id, 3, below(0.91)]));
await refused('ccxt', 'createOrder, the same client id', () => first.createOrder(SOL, 'limit', 'buy', 1, below(0.9), { clientOrderId: 'stranger-1' }), /BadRequest.*bad_schema/, 'right: `bad_schema`, BadRequest');
await refused('ccxt', 'createOrder beyond the margin', () => first.createOrder(SOL, 'limit', 'buy', 90_000, below(0.9)), /InsufficientFunds.*required_additional_balance/, 'right: InsufficientFunds, with what is missing');
await row('ccxt', 'cancelOrder', () => first.cancelOrder(order.id, SOL), (made) => same(made.status, 'canceled'));
await refused('ccxt', 'cancelOrder again', () => first.cancelOrder(order.id, SOL), /OrderNotFound/, 'right: OrderNotFound');
await row('ccxt', 'createOrder, post-only that crosses', () => first.createOrder(SOL, 'limit', 'buy', 1, below(1.05), { post_only: true }), (made) => same([made.status, made.info.cancellation_reason], ['canceled', 'immediate_execution_post_only']));
await row('ccxt', 'createOrder, market', () => first.createOrder(SOL, 'market', 'buy', 4), (made) => need(made.status === 'closed' && isOnTick(made.average) && made.fee.cost > 0, JSON.stringify(made)));
await row('ccxt', 'fetchPosition', () => first.fetchPosition(SOL), (position) => same([position.contracts, position.side], [4, 'buy']));
await row('ccxt', 'fetchPositions', () => first.fetchPositions(), (positions) => need(positions.length === 1 && positions[0].contracts === 4 && positions[0].liquidationPrice < price, JSON.stringify(positions)));
await row('ccxt', 'fetchPositionsADLRank', () => first.fetchPositionsADLRank(), (ranks) => same(ranks[0].rank, 0));
await row('ccxt', 'fetchMyTrades', () => first.fetchMyTrades(SOL), (trades) => need(trades.length === 1 && trades[0].amount === 4 && isOnTick(trades[0].price) && trades[0].fee.currency === 'USD' && trades[0].takerOrMaker === 'taker', JSON.stringify(trades[0])));
await row('ccxt', 'fetchClosedOrders', () => first.fetchClosedOrders(SOL), (orders) => need(orders.some((each) => each.status === 'closed') && orders.some((each) => each.id === order.id), orders.length));
await row('ccxt', 'addMargin', () => first.addMargin(SOL, 20), (change) => need(change.total > 20, change.total));
await row('ccxt', 'reduceMargin', () => first.reduceMargin(SOL, 20), (change) => need(change.total > 0, change.total));
await row('ccxt', 'PUT positions/auto_topup', () => first.privatePutPositionsAutoTopup({ product_id: product.id, auto_topup: false }), (answer) => same(answer.result.auto_topup, false));
let stop;
await row('ccxt', 'POST orders, a stop', async () => (stop = await first.privatePostOrders({ product_id: Number(product.id), size: 4, side: 'sell', order_type: 'market_order', reduce_only: true, stop_order_type: 'stop_loss_order', stop_price: String(below(0.92)) })), (answer) => same([answer.result.state, answer.result.stop_price], ['pending', String(below(0.92))]));
await row('ccxt', 'POST orders, a trailing stop', () => first.privatePostOrders({ product_id: Number(product.id), size: 1, side: 'sell', order_type: 'market_order', reduce_only: true, stop_order_type: 'stop_loss_order', trail_amount: '-5' }), (answer) => same([answer.result.state, answer.result.trail_amount], ['pending', '-5']));
await refused('ccxt', 'POST orders, a stop that is passed', () => first.privatePostOrders({ product_id: Number(product.id), size: 1, side: 'sell', order_type: 'market_order', reduce_only: true, stop_order_type: 'stop_loss_order', stop_price: String(below(1.1)) }), /immediate_execution_stop_order/, 'right: `immediate_execution_stop_order`');
await row('ccxt', 'POST orders/bracket', () => first.privatePostOrdersBracket({ product_id: Number(product.id), stop_loss_order: { order_type: 'market_order', stop_price: String(below(0.9)) }, take_profit_order: { order_type: 'limit_order', stop_price: String(below(1.2)), limit_price: String(below(1.2)) } }), (answer) => same([answer.result.stop_loss_order.state, Number(answer.result.take_profit_order.size)], ['pending', 4]));
await refused('ccxt', 'POST orders/bracket again', () => first.privatePostOrdersBracket({ product_id: Number(product.id), stop_loss_order: { order_type: 'market_order', stop_price: String(below(0.9)) } }), /bracket_order_exists/, 'right: `bracket_order_exists`');
await refused('ccxt', 'POST orders with a bracket beside a position', () => first.privatePostOrders({ product_id: Number(product.id), size: 1, side: 'buy', order_type: 'limit_order', limit_price: String(below(0.95)), bracket_stop_loss_price: String(below(0.9)) }), /bracket_order_position_exists/, 'right: `bracket_order_position_exists`');
await row('ccxt', 'POST orders/batch', () => first.privatePostOrdersBatch({ product_id: Number(product.id), orders: [0.8, 0.81].map((share) => ({ limit_price: String(below(share)), size: 1, side: 'buy', order_type: 'limit_order' })) }), (answer) => same(answer.result.length, 2));
const batch = (await first.fetchOpenOrders(SOL)).filter((each) => each.type === 'limit' && each.side === 'buy');
await row('ccxt', 'PUT orders/batch', () => first.privatePutOrdersBatch({ product_id: Number(product.id), orders: batch.map((each) => ({ id: Number(each.id), size: 2 })) }), (answer) => same(answer.result.map((each) => Number(each.size)), [2, 2]));
await row('ccxt', 'DELETE orders/batch', () => first.privateDeleteOrdersBatch({ product_id: Number(product.id), orders: batch.map((each) => ({ id: Number(each.id) })) }), (answer) => same(answer.result.map((each) => each.state), ['cancelled', 'cancelled']));
await row('ccxt', 'DELETE orders/all with its flags', () => first.privateDeleteOrdersAll({ product_id: Number(product.id), cancel_limit_orders: 'true', cancel_stop_orders: 'true', cancel_reduce_only_orders: 'true' }), (answer) => same(answer.success, true));
await row('ccxt', '... and nothing is open then', () => first.fetchOpenOrders(SOL), (open) => same(open, []));
const entry = await first.privatePostOrders({ product_symbol: 'AAVEUSD', size: 1, side: 'buy', order_type: 'limit_order', limit_price: '10', bracket_stop_loss_price: '9' });
await row('ccxt', 'PUT orders/bracket', () => first.privatePutOrdersBracket({ id: Number(entry.result.id), product_symbol: 'AAVEUSD', bracket_stop_loss_price: '8' }), (answer) => same(answer.result.bracket_stop_loss_price, '8'));
await first.privateDeleteOrders({ id: Number(entry.result.id), product_symbol: 'AAVEUSD' });

// ---- ccxt: the dead man's switch

await row('ccxt', 'POST heartbeat/create', () => first.privatePostHeartbeatCreate({ heartbeat_id: 'stranger', impact: 'products', product_symbols: ['SOLUSD'], config: [{ action: 'cancel_orders', unhealthy_count: 1 }] }), (answer) => same(answer.result, { heartbeat_id: 'stranger' }));
await first.createOrder(SOL, 'limit', 'buy', 1, below(0.9));
await row('ccxt', 'POST heartbeat', () => first.privatePostHeartbeat({ heartbeat_id: 'stranger', ttl: 300 }), (answer) => same(answer.result.process_enabled, 'true'));
await row('ccxt', 'GET heartbeat', () => first.privateGetHeartbeat(), (answer) => same(answer.result[0].heartbeat_id, 'stranger'));
await row('ccxt', '... and its orders go without a beat', () => waitFor(() => first.fetchOpenOrders(SOL), (open) => open.length === 0), (open) => same(open, []));

// ---- ccxt: what it does of its own that a user would not expect

await row('ccxt', 'createOrder with stopLossPrice', () => first.createOrder(SOL, 'limit', 'buy', 1, below(0.9), { stopLossPrice: below(0.8) }).catch((error) => error), (made) => {
  if (isStrict) {
    need(/stopLossPrice/.test(made.message), made.message);
    return 'refused, strict: it is sent as it is, and is no field of Delta';
  }
  same(made.info.stop_price, undefined === made.info.stop_price ? undefined : null);
  return 'taken **without a stop**, as Delta would; counted as a mistake';
});
await row('ccxt', 'createOrder with postOnly that crosses', () => first.createOrder(SOL, 'limit', 'buy', 1, below(1.05), { postOnly: true }).catch((error) => error), (made) => {
  if (isStrict) {
    need(/postOnly/.test(made.message), made.message);
    return 'refused, strict: it is sent as it is, and is no field of Delta';
  }
  same(made.status, 'closed');
  return '**takes**, as at Delta; counted as a mistake';
});
const resting = await first.createOrder(SOL, 'limit', 'buy', 1, below(0.85));
let unheard;
process.on('unhandledRejection', (error) => { unheard = error; });
await first.cancelAllOrders(SOL);
await new Promise((resolve) => setTimeout(resolve, 300));
await row('ccxt', 'cancelAllOrders', () => first.fetchOpenOrders(SOL), (open) => {
  need(open.some((each) => each.id === resting.id), 'the order is still there');
  need(isStrict === /cancel_limit_orders/.test(unheard?.message ?? ''), unheard?.message);
  return isStrict
    ? 'cancels nothing: refused, strict; the library does not wait for the answer, so the refusal reaches nobody'
    : 'cancels **nothing**, as at Delta: it sends no flag; counted as a mistake';
});
await row('ccxt', 'closeAllPositions', () => first.closeAllPositions(), () => undefined);
await row('ccxt', '... and none is left', () => first.fetchPositions(), (positions) => same(positions, []));
await refused('ccxt', 'a wrong secret', () => library({ apiKey: keys[0].apiKey, secret: 'wrong' }).fetchBalance(), /AuthenticationError.*invalid_signature/, 'right: AuthenticationError');
await refused('ccxt', 'an unknown key', () => library({ apiKey: 'nobody', secret: 'wrong' }).fetchBalance(), /AuthenticationError.*invalid_api_key/, 'right: AuthenticationError');

// ---- fetch of Node: what the library cannot be made to do

await row('fetch', 'GET wallet/balances without a key', () => fetch(rest + '/v2/wallet/balances'), (answer) => same(answer.status, 401));
await row('fetch', 'GET rate_limits/quota without a key', async () => (await fetch(rest + '/v2/rate_limits/quota')).json(), (answer) => need(answer.result.current_quota > 0, answer));
await row('fetch', 'GET nope', async () => { const answer = await fetch(rest + '/v2/nope'); return [answer.status, await answer.text()]; }, (answer) => same(answer, [404, 'Not Found']));

// ---- ws: public host

const SYMBOLS = ['SOLUSD', 'AAVEUSD'];
for (const [channel, symbols] of [
  ['trades', SYMBOLS], ['ticker', SYMBOLS], ['ob_l1', SYMBOLS], ['ob_l2', SYMBOLS], ['ob_updates', SYMBOLS],
  ['mark_price', SYMBOLS.map((symbol) => 'MARK:' + symbol)], ['spot_price', SYMBOLS.map((symbol) => '.DE' + symbol)],
  ['funding_rate', SYMBOLS], ['candlestick_1m', [...SYMBOLS, 'MARK:SOLUSD']]]) {
  await row('ws', channel, () => listen(publicSocket, channel, symbols, (seen) => symbols.every((symbol) => seen.has(symbol))), (frames) => need(frames > 0, frames));
}
for (const channel of ['trades', 'ticker', 'mark_price', 'spot_price', 'ob_l1']) {
  await row('ws', channel + ' of `all`', () => listen(publicSocket, channel, ['all'], (seen) => seen.size === 2), (frames) => need(frames > 1, frames));
}
await row('ws', 'system_status', () => listen(publicSocket, 'system_status', undefined, (_, frame) => frame.event === 'snapshot'), (frames) => same(frames, 1));
await row('ws', 'ob_updates of `all`', () => ask(publicSocket, { type: 'subscribe', payload: { channels: [{ name: 'ob_updates', symbols: ['all'] }] } }), (answer) => { need(/forbidden/.test(answer.channels[0].error), JSON.stringify(answer)); return 'right: forbidden'; });
await row('ws', 'a channel that is none', () => ask(publicSocket, { type: 'subscribe', payload: { channels: [{ name: 'nope', symbols: ['SOLUSD'] }] } }), (answer) => { same(answer.channels[0].error, 'subscription forbidden on this invalid channel'); return 'right: forbidden'; });
await row('ws', 'enable_heartbeat', () => ask(publicSocket, { type: 'enable_heartbeat' }), (answer) => same(answer.type, 'heartbeat'));
await row('ws', 'ping, as a message', () => ask(publicSocket, { type: 'ping' }), (answer) => same(answer.type, 'pong'));
await row('ws', 'ping, of the protocol', () => open(publicSocket, (socket, done) => { socket.on('pong', () => done(true)); socket.ping(); }), (answer) => same(answer, true));
await row('ws', 'a message in three fragments', () => open(publicSocket, (socket, done) => {
  socket.on('message', (data) => done(JSON.parse(data)));
  socket.send('{"type"', { fin: false });
  socket.send(':"pi', { fin: false });
  socket.send('ng"}', { fin: true });
}), (answer) => same(answer.type, 'pong'));
await row('ws', 'permessage-deflate on the public host', () => open(publicSocket, (socket, done) => done(socket.extensions)), (extensions) => { same(extensions, ''); return 'right: not negotiated'; });

// ---- ws: private host

await row('ws', 'permessage-deflate on the private host', () => open(privateSocket, (socket, done) => done(socket.extensions)), (extensions) => same(extensions, 'permessage-deflate'));
await row('ws', 'key-auth', () => ask(privateSocket, auth(keys[0])), (answer) => same([answer.success, answer.status], [true, 'authenticated']));
await row('ws', 'key-auth, a wrong secret', () => ask(privateSocket, auth({ ...keys[0], secret: 'wrong' })), (answer) => { same([answer.status_code, answer.message], [401, 'Invalid Signature']); return 'right: 401'; });
await row('ws', 'orders without key-auth', () => ask(privateSocket, { type: 'subscribe', payload: { channels: [{ name: 'orders', symbols: ['all'] }] } }), (answer) => { need(/Unauthorized user/.test(answer.channels[0].error), JSON.stringify(answer)); return 'right: forbidden'; });
await row('ws', 'orders, v2/user_trades, user_trades, positions, margins of a trade', () => open(privateSocket, async (socket, done) => {
  const seen = new Set();
  socket.on('message', (data) => {
    const frame = JSON.parse(data);
    if (frame.type === 'key-auth') {
      socket.send(JSON.stringify({ type: 'subscribe', payload: { channels: [...['orders', 'v2/user_trades', 'user_trades', 'positions'].map((name) => ({ name, symbols: ['all'] })), { name: 'margins' }] } }));
    } else if (frame.type === 'subscriptions') {
      second.createOrder(SOL, 'market', 'buy', 1).catch(done);
    } else {
      seen.add(frame.type);
      if (seen.size === 5) {
        done([...seen].sort());
      }
    }
  });
  socket.send(JSON.stringify(auth(keys[1])));
}), (types) => same(types, ['margins', 'orders', 'positions', 'user_trades', 'v2/user_trades']));
await second.closeAllPositions();

console.log(`Exchange: ${isStrict ? 'strict' : 'as Delta, mistakes counted'}. ccxt ${version('ccxt')}, ws ${version('ws')}, Node ${process.version}.\n`);
console.log('| call | client | result |\n| --- | --- | --- |');
console.log(rows.join('\n'));
console.log(`\n${rows.length} calls, ${failures} not as expected`);
process.exit(failures === 0 ? 0 : 1);

// ---- tools

function version(name) {
  return JSON.parse(readFileSync(createRequire(import.meta.url).resolve(name).replace(/(node_modules\/[^/]+\/).*/, '$1package.json'), 'utf8')).version;
}

function seconds() {
  return Math.floor(Date.now() / 1_000);
}

async function waitFor(made, isThere) {
  const until = Date.now() + 20_000;
  let last;
  do {
    last = await made();
    if (isThere(last)) {
      return last;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  } while (Date.now() < until);
  return last;
}

function auth({ apiKey, secret }) {
  const timestamp = String(seconds());
  return { type: 'key-auth', payload: { 'api-key': apiKey, timestamp, signature: createHmac('sha256', secret).update(`GET${timestamp}/live`).digest('hex') } };
}

/** Opens a socket and gives it to `use`, which says when it is done. */
function open(address, use) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address);
    const timer = setTimeout(() => end(reject, new Error('expected an answer within 75 s')), 75_000);
    const end = (how, what) => { clearTimeout(timer); socket.terminate(); how(what); };
    socket.on('error', (error) => end(reject, error));
    socket.on('open', () => use(socket, (what) => what instanceof Error ? end(reject, what) : end(resolve, what)));
  });
}

/** The first answer to a message. */
function ask(address, message) {
  return open(address, (socket, done) => {
    socket.on('message', (data) => done(JSON.parse(data)));
    socket.send(JSON.stringify(message));
  });
}

/** Counts the frames of a channel until what came of its symbols is enough. */
function listen(address, channel, symbols, isEnough) {
  return open(address, (socket, done) => {
    const seen = new Set();
    let frames = 0;
    socket.on('message', (data) => {
      const frame = JSON.parse(data);
      if (frame.type === channel) {
        frames++;
        seen.add(frame.sy);
        if (isEnough(seen, frame)) {
          done(frames);
        }
      }
    });
    socket.send(JSON.stringify({ type: 'subscribe', payload: { channels: [{ name: channel, symbols }] } }));
  });
}
