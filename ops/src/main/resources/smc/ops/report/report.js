import { blocksOf, candlesOf, marksOf, positionOf, running } from './columns.js';
import { costsChart } from './costs-chart.js';
import { equityChart } from './equity-chart.js';
import { day, number, percent, price, signed, time, words } from './format.js';
import { marketChart } from './market-chart.js';
import { colors, isDark, switchTheme } from './theme.js';
import { element, plainTable, sortableTable } from './trade-table.js';

// Puts the page together from its data, and the parts in touch with one another.

const report = JSON.parse(document.getElementById('data').textContent);
const { summary } = report;
const byId = (id) => document.getElementById(id);
const total = summary.total;
const modeOf = Object.fromEntries(summary.accounts.map(({ account, mode }) => [account, mode]));

// ---- head

function showHead() {
  byId('headline').textContent = report.headline;
  document.title = report.headline;
  byId('headline').dataset.net = total.net > 0 ? 'gain' : 'loss';
  const symbols = Object.entries(summary.data);
  const [first, last] = [Math.min(...symbols.map(([, data]) => data.first)), Math.max(...symbols.map(([, data]) => data.last))];
  byId('subject').textContent =
    `${symbols.map(([name]) => name).join(' and ')}, ${summary.run.timeframe_minutes}-minute candles, ` +
    `${day(first)} to ${day(last)}. Modes ${summary.accounts.map(({ mode }) => mode).join(' and ')}.`;
  if (report.synthetic) {
    byId('synthetic').hidden = false;
    const made = symbols.filter(([, data]) => data.synthetic).map(([name]) => name);
    byId('synthetic').textContent =
      `Synthetic market: ${made.join(' and ')} ${made.length === 1 ? 'was' : 'were'} made up by a program. The result says how the engine works, not what the rules earn.`;
  }
}

// ---- targets, figures, critic

const targetTitles = { win_rate: 'Win rate', profit_factor_net: 'Profit factor, net', max_drawdown_pct: 'Deepest drawdown' };

function showTargets() {
  byId('targets').replaceChildren(
    ...summary.targets.map(({ name, goal, measured, met }) =>
      element(
        'div',
        { class: 'target', 'data-met': String(met), 'data-name': name },
        element('p', { class: 'target-name' }, targetTitles[name] ?? words(name)),
        element('p', { class: 'target-measured' }, name === 'profit_factor_net' ? number(measured, 2) : percent(measured)),
        element('p', { class: 'target-goal' }, `wanted ${goal}: `, element('strong', {}, met ? '✓ met' : '✗ missed')),
      ),
    ),
  );
}

const figureRows = [
  ['Trades', 'trades', (value) => number(value)],
  ['Won, after costs', 'wins', (value) => number(value)],
  ['Win rate', 'win_rate', percent],
  ['Gross, USD', 'gross', signed],
  ['Fees', 'fees', (value) => signed(-value)],
  ['GST', 'gst', (value) => signed(-value)],
  ['Funding', 'funding', (value) => signed(-value)],
  ['Net, USD', 'net', signed],
  ['Slippage, already in gross', 'slippage', (value) => signed(-value)],
  ['Profit factor, gross', 'profit_factor_gross', (value) => number(value, 2)],
  ['Profit factor, net', 'profit_factor_net', (value) => number(value, 2)],
  ['Deepest drawdown', 'max_drawdown_pct', (value) => percent(value)],
  ['Net per trade', 'expectancy', (value) => (value === null ? number(null) : signed(value))],
  ['Capital at the start', 'capital_start', (value) => number(value, 2)],
  ['Capital added, or taken', 'capital_moved', signed],
  ['Capital at the end', 'capital_end', (value) => number(value, 2)],
];

function showFigures() {
  const columns = [...summary.accounts, total];
  const isKnown = ([, key]) => columns.some((figures) => figures[key] !== undefined);
  const rows = figureRows.filter(isKnown).map(([title, key, text]) => [
    title,
    ...columns.map((figures, i) =>
      element('span', { 'data-figure': `${i < summary.accounts.length ? figures.account : 'total'}.${key}` }, text(figures[key])),
    ),
  ]);
  byId('figures').replaceChildren(
    plainTable('Figures of each mode and of both', ['', ...summary.accounts.map(({ mode }) => `Mode ${mode}`), 'Total'], rows),
  );
  const open = summary.run.open_trades;
  byId('open-note').textContent = open > 0 ? `${number(open)} still open at the end of the data, in no figure above.` : '';
}

function showCritic() {
  byId('critic').replaceChildren(
    element(
      'ul',
      {},
      ...report.critic.map(({ name, holds, text }) =>
        element('li', { 'data-holds': String(holds) }, element('strong', {}, `${holds ? '▲' : '○'} ${name}. `), text),
      ),
    ),
  );
}

// ---- equity, costs

function totalLine() {
  const seconds = running(report.equity.seconds);
  const accounts = report.equity.accounts.map(({ account, equityE8 }) => ({
    name: `mode ${modeOf[account]}`,
    color: modeOf[account] === 'A' ? 'mode-a' : 'mode-b',
    seconds,
    values: running(equityE8).map((e8) => e8 / 1e8),
  }));
  const sum = { name: 'total', color: 'ink', seconds, values: new Float64Array(seconds.length) };
  for (const { values } of accounts) values.forEach((value, i) => (sum.values[i] += value));
  return accounts.length > 1 ? [sum, ...accounts] : accounts;
}

function soloLines() {
  return report.solo.map(({ account, mode, seconds, netE8 }) => {
    const start = summary.accounts.find((one) => one.account === account).capital_start;
    return {
      name: `${mode} alone`,
      color: mode === 'A' ? 'mode-a' : 'mode-b',
      isDotted: true,
      seconds: running(seconds),
      values: running(netE8).map((e8) => start + e8 / 1e8),
    };
  });
}

function showEquity() {
  const lines = summary.accounts.length > 1 ? [...totalLine(), ...soloLines()] : totalLine();
  return equityChart(echarts, byId('equity'), lines, total.capital_start);
}

function showCosts() {
  byId('costs-note').textContent =
    'USD over all trades. Slippage, dashed, is already in the prices and so in gross: it is not taken off again.';
  return costsChart(echarts, byId('costs'), [
    { name: 'gross', value: total.gross, isSum: true },
    { name: 'slippage', value: -total.slippage, isTold: true },
    { name: 'fees', value: -total.fees },
    { name: 'GST', value: -total.gst },
    { name: 'funding', value: -total.funding },
    { name: 'net', value: total.net, isSum: true },
  ]);
}

// ---- A against B, variants, months, verdicts

function showModes() {
  const same = report.sameSignals;
  if (report.solo.length < 2) {
    byId('modes').replaceChildren(
      element('p', {}, summary.accounts.length < 2 ? 'Only one mode traded.' : 'The modes were not run alone, so there is nothing fair to compare.'),
    );
    return;
  }
  const alone = (mode) => report.variants.find(({ variant, account }) => variant === `solo-${mode}` && account === 'total');
  const together = Object.fromEntries(summary.accounts.map((account) => [account.mode, account]));
  const row = (title, a, b) => [title, a, b];
  const both = plainTable('Each mode alone and together', ['', 'A', 'B'], [
    row('Net together, USD', signed(together.A.net), signed(together.B.net)),
    row('Net alone, USD', signed(alone('a').net), signed(alone('b').net)),
    row('Trades together', number(together.A.trades), number(together.B.trades)),
    row('Trades alone', number(alone('a').trades), number(alone('b').trades)),
    row('Win rate alone', percent(alone('a').win_rate), percent(alone('b').win_rate)),
    row('Profit factor alone', number(alone('a').profit_factor_net, 2), number(alone('b').profit_factor_net, 2)),
    row('Deepest drawdown alone', percent(alone('a').max_drawdown_pct), percent(alone('b').max_drawdown_pct)),
  ]);
  const signals = plainTable('The same signals', ['', 'A', 'B'], [
    row('Blocks both traded', number(same.both), number(same.both)),
    row('Net of these, USD', signed(same.bothNetA), signed(same.bothNetB)),
    row('Won of these', number(same.bothWinsA), number(same.bothWinsB)),
    row('Better entry price', number(same.betterEntriesA), number(same.betterEntriesB)),
    row('Blocks it alone traded', number(same.onlyA), number(same.onlyB)),
    row('Net of those, USD', signed(same.onlyNetA), signed(same.onlyNetB)),
  ]);
  byId('modes').replaceChildren(
    element('p', { class: 'quiet' }, summary.run.position_scope === 'symbol'
      ? 'Together only one of them may hold a position in a symbol, so each takes trades from the other. Alone, each trades all it can.'
      : 'Each mode holds its own positions.'),
    element(
      'div',
      { class: 'pair' },
      element('div', {}, element('h3', {}, 'Together and alone'), both),
      element('div', {}, element('h3', {}, 'On the same signals, each alone'), signals),
    ),
  );
}

const variantTitles = {
  'as-run': 'as run',
  'solo-a': 'A alone',
  'solo-b': 'B alone',
  'fill-on-touch': 'limits fill on touch',
  'slippage-0': 'slippage 0 bps',
  'slippage-2': 'slippage 2 bps',
  'slippage-5': 'slippage 5 bps',
  'emergency-1': 'emergency stop at 1 height',
  'emergency-2': 'emergency stop at 2 heights',
  'emergency-3': 'emergency stop at 3 heights',
};

/** A bar to the right or left of a line in the middle. */
function bar(value, most) {
  const share = most > 0 ? (Math.abs(value) / most) * 50 : 0;
  const style = value < 0 ? `right: 50%; width: ${share}%` : `left: 50%; width: ${share}%`;
  return element('span', { class: 'bar', 'aria-hidden': 'true' }, element('span', { class: value < 0 ? 'minus' : 'plus', style }));
}

function showSensitivity() {
  const rows = report.variants.filter(({ account }) => account === 'total');
  if (rows.length === 0) {
    byId('sensitivity-note').textContent =
      'Left out: over files of trades, which may be larger than memory, and without a report the run is not repeated with other settings.';
    return;
  }
  const most = Math.max(...rows.map(({ net }) => Math.abs(net)));
  byId('sensitivity').replaceChildren(
    plainTable(
      'The run again with one thing changed',
      ['', 'Net, USD', '', 'Trades', 'Win rate', 'Profit factor', 'Drawdown'],
      rows.map((row) => [
        variantTitles[row.variant] ?? row.variant,
        signed(row.net),
        bar(row.net, most),
        number(row.trades),
        percent(row.win_rate, 1),
        number(row.profit_factor_net, 2),
        percent(row.max_drawdown_pct, 1),
      ]),
    ),
  );
  const nets = rows.filter(({ variant }) => !variant.startsWith('solo-')).map(({ net }) => net);
  const verdict = nets.every((net) => net > 0)
    ? 'It earned under every one of them.'
    : nets.every((net) => net <= 0)
      ? 'It earned under none of them.'
      : 'Whether it earned hangs on them.';
  byId('sensitivity-note').textContent =
    `The same market with one thing changed at a time; the run itself had ${summary.run.slippage_bps} bps and ` +
    `${summary.run.limit_through_ticks} tick(s) through a limit. ${verdict}`;
}

function showMonths() {
  const accounts = summary.accounts.map(({ account }) => account);
  const most = Math.max(0, ...report.months.map((month) => Math.abs(month.total)));
  byId('months').replaceChildren(
    plainTable(
      'Net of each month',
      ['Month', 'Trades', 'Won', ...accounts.map((account) => `Mode ${modeOf[account]}`), 'Total', ''],
      report.months.map((month) => [
        month.month,
        number(month.trades),
        number(month.wins),
        ...accounts.map((account) => (account in month.net ? signed(month.net[account]) : number(null))),
        signed(month.total),
        bar(month.total, most),
      ]),
    ),
  );
}

function showVerdicts() {
  const accounts = summary.accounts.map(({ account }) => account);
  const names = [];
  for (const account of accounts) {
    for (const name of Object.keys(summary.verdicts[account])) {
      if (!names.includes(name) && name !== 'undecided' && name !== 'touches') names.push(name);
    }
  }
  const sum = (name) => accounts.reduce((all, account) => all + (summary.verdicts[account][name] ?? 0), 0);
  names.sort((one, other) => (one === 'TRADE' ? -1 : other === 'TRADE' ? 1 : sum(other) - sum(one)));
  const share = (account, name) => {
    const { [name]: count = 0, touches } = summary.verdicts[account];
    return [number(count), touches > 0 ? percent((count * 100) / touches, 1) : number(null)];
  };
  byId('verdicts').replaceChildren(
    plainTable(
      'Verdicts on touches',
      ['Verdict', ...accounts.flatMap((account) => [`Mode ${modeOf[account]}`, 'of touches'])],
      [...names, 'undecided', 'touches'].map((name) => [
        name === 'undecided' ? 'undecided at the end' : name === 'touches' ? 'all touches' : words(name),
        ...accounts.flatMap((account) => share(account, name)),
      ]),
    ),
  );
}

function showMadeOf() {
  const fills = { rows: 'rows of candles', rows_as_trades: 'four trades made of each row', trades: 'recorded trades' };
  const run = [
    ['Program', `smc ${summary.build}`],
    ['Configuration', summary.config_hash.slice(0, 16)],
    ['Fills at', fills[summary.run.fills]],
    ['Slippage', `${summary.run.slippage_bps} bps`],
    ['Through a limit', `${summary.run.limit_through_ticks} tick(s)`],
    ['Latency', `${summary.run.latency_ms} ms`],
  ];
  const data = Object.entries(summary.data).map(([symbol, one]) => [
    symbol,
    element('span', { class: 'file' }, one.file + (one.synthetic ? ' (synthetic)' : '')),
    number(one.candles),
    number(one.gaps),
    one.sha256.slice(0, 16),
  ]);
  byId('made-of').replaceChildren(
    plainTable('The run', ['', ''], run),
    plainTable('The data', ['Symbol', 'File', 'Candles', 'Gaps', 'SHA-256'], data),
  );
}

// ---- market and trades

const markets = report.markets.map((market) => {
  const candles = candlesOf(market);
  const trades = report.trades
    .filter(({ symbol }) => symbol === market.symbol)
    .map((trade) => ({
      ...trade,
      isLong: trade.direction === 'long',
      at: positionOf(candles.seconds, trade.entrySeconds),
      until: positionOf(candles.seconds, trade.exitSeconds),
      exits: trade.exits.map((exit) => ({ ...exit, at: positionOf(candles.seconds, exit.seconds) })),
    }));
  return { symbol: market.symbol, candles, blocks: blocksOf(market), marks: marksOf(market), trades };
});
const allTrades = markets.flatMap(({ trades }) => trades).sort((one, other) => one.id - other.id);

let market = markets[0];
let current = null;

const chart = marketChart(echarts, byId('market'), {
  pointed: showReadout,
  picked: (trade) => chooseTrade(trade),
});

const table = sortableTable(
  byId('trade-table'),
  'All closed trades',
  [
    { title: 'No.', value: ({ id }) => id, text: ({ id }) => String(id) },
    { title: 'Mode', value: ({ mode }) => mode, text: ({ mode }) => mode, isText: true },
    { title: 'Symbol', value: ({ symbol }) => symbol, text: ({ symbol }) => symbol, isText: true },
    { title: 'Side', value: ({ direction }) => direction, text: ({ direction }) => direction, isText: true },
    { title: 'Block', value: ({ state }) => state, text: ({ state }) => state, isText: true },
    { title: 'Entry, UTC', value: ({ entrySeconds }) => entrySeconds, text: ({ entrySeconds }) => time(entrySeconds) },
    { title: 'Exit, UTC', value: ({ exitSeconds }) => exitSeconds, text: ({ exitSeconds }) => time(exitSeconds) },
    { title: 'Contracts', value: ({ contracts }) => contracts, text: ({ contracts }) => number(contracts) },
    { title: 'Entry price', value: ({ entry }) => entry, text: ({ entry }) => price(entry) },
    { title: 'Gross', value: ({ gain }) => gain, text: ({ gain }) => signed(gain) },
    { title: 'Costs', value: ({ costs }) => costs, text: ({ costs }) => number(costs, 2) },
    { title: 'Net', value: ({ net }) => net, text: ({ net }) => signed(net) },
    { title: 'End', value: ({ reason }) => reason, text: ({ reason }) => words(reason), isText: true },
  ],
  allTrades,
  (trade) => {
    chooseTrade(trade);
    byId('market-title').scrollIntoView({ block: 'start' });
  },
);

function showReadout(position) {
  const { candles } = market;
  const at = position ?? candles.open.length - 1;
  byId('readout').textContent =
    at < 0
      ? ''
      : `${time(candles.seconds[at])} UTC   open ${price(candles.open[at])}   high ${price(candles.high[at])}   ` +
        `low ${price(candles.low[at])}   close ${price(candles.close[at])}`;
}

function showMarket(symbol) {
  market = markets.find((one) => one.symbol === symbol);
  for (const button of byId('symbols').children) {
    button.setAttribute('aria-pressed', String(button.dataset.symbol === symbol));
  }
  chart.show(market);
  showReadout(null);
}

function showLast(candles) {
  const count = market.candles.open.length;
  const { from, to } = chart.view();
  const middle = current && current.symbol === market.symbol ? current.at : candles === 0 ? count / 2 : (from + to) / 2;
  chart.look(candles === 0 ? 0 : middle - candles / 2, candles === 0 ? count : middle + candles / 2);
}

function chooseTrade(trade) {
  current = trade;
  if (trade.symbol !== market.symbol) showMarket(trade.symbol);
  const around = Math.max(60, (trade.until - trade.at) * 1.5);
  chart.select(trade);
  chart.look(trade.at - around, trade.until + around);
  table.select(trade);
  byId('story').textContent =
    `Trade ${trade.id}: mode ${trade.mode} ${trade.isLong ? 'bought' : 'sold'} ${number(trade.contracts)} ${trade.symbol} at ${price(trade.entry)} ` +
    `on ${time(trade.entrySeconds)}, in a ${trade.state === 'fresh' ? 'fresh block' : 'breaker'}. ` +
    `Out: ${trade.exits.map((exit) => `${number(exit.contracts)} at ${price(exit.price)} (${words(exit.reason)})`).join(', ')}. ` +
    `Gross ${signed(trade.gain)}, costs ${number(trade.costs, 2)}, net ${signed(trade.net)} USD.`;
}

/** The trade before or after, in the order the list stands in. */
function step(direction) {
  const order = table.order();
  if (order.length === 0) return;
  const at = current === null ? (direction > 0 ? -1 : order.length) : order.indexOf(current);
  chooseTrade(order[(at + direction + order.length) % order.length]);
}

function zoom(factor) {
  const { from, to } = chart.view();
  const half = ((to - from) * factor) / 2;
  chart.look((from + to) / 2 - half, (from + to) / 2 + half);
}

function move(share) {
  const { from, to } = chart.view();
  chart.look(from + (to - from) * share, to + (to - from) * share);
}

function showLegend() {
  const sign = (kind, text) => element('span', {}, element('i', { class: `sign ${kind}`, 'aria-hidden': 'true' }), text);
  byId('legend').replaceChildren(
    sign('fresh rise', 'fresh block, bullish'),
    sign('fresh fall', 'fresh block, bearish'),
    sign('breaker', 'breaker: dashed'),
    sign('candle-up', 'rising candle: hollow'),
    sign('mode-a', 'A'),
    sign('mode-b', 'B'),
    element('span', {}, '▲ long, ▼ short, × out; won: full line, lost: dashed'),
  );
}

// ---- together

function drawAll(charts) {
  for (const one of charts) one.color(colors());
  byId('theme-switch').textContent = isDark() ? 'Light' : 'Dark';
}

function listen(charts) {
  const recolor = () => drawAll(charts);
  const otherTheme = () => {
    switchTheme();
    recolor();
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolor);
  byId('theme-switch').addEventListener('click', otherTheme);
  byId('help-open').addEventListener('click', () => byId('help').showModal());
  byId('trade-before').addEventListener('click', () => step(-1));
  byId('trade-after').addEventListener('click', () => step(1));
  for (const button of document.querySelectorAll('[data-candles]')) {
    button.addEventListener('click', () => showLast(Number(button.dataset.candles)));
  }
  let waiting = 0;
  addEventListener('resize', () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => charts.forEach((one) => one.resize()));
  });
  const keys = {
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    '+': () => zoom(0.5),
    '=': () => zoom(0.5),
    '-': () => zoom(2),
    ',': () => move(-0.25),
    '.': () => move(0.25),
    s: () => showMarket(markets[(markets.indexOf(market) + 1) % markets.length].symbol),
    d: otherTheme,
    '?': () => byId('help').showModal(),
  };
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId('help').open) return;
    const action = keys[event.key];
    if (action) {
      action();
      event.preventDefault();
    }
  });
}

showHead();
showTargets();
showFigures();
showCritic();
showModes();
showSensitivity();
showMonths();
showVerdicts();
showMadeOf();
showLegend();
byId('symbols').replaceChildren(
  ...markets.map(({ symbol }) => {
    const button = element('button', { type: 'button', 'data-symbol': symbol }, symbol);
    button.addEventListener('click', () => showMarket(symbol));
    return button;
  }),
);
const charts = [chart, showEquity(), showCosts()];
drawAll(charts);
listen(charts);
showMarket(market.symbol);
chart.look(market.candles.open.length - 400, market.candles.open.length);
