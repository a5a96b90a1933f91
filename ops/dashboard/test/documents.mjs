// The documents of the API over a made-up world, as of now or of a time.

import { CANDLES, STEP, decimal, iso } from './world.mjs';

const RESOLUTIONS = { '15m': 1, '1h': 4, '4h': 16, '1d': 96 };
const ZERO = { gross: 0, fees: 0, gst: 0, funding: 0, slippage: 0, net: 0 };

export class Documents {
  constructor(world) {
    this.world = world;
  }

  /** Seconds of a moment: a sequence, a time, or now. */
  moment(at) {
    const { world } = this;
    if (at === null) return { seconds: Date.now() / 1000, seq: String(world.lastSeq) };
    if (/^\d+$/.test(at)) {
      const i = Math.min(CANDLES, Math.max(0, Math.floor((Number(at) - 1000) / 10)));
      return { seconds: world.end - (CANDLES - i) * STEP + STEP, seq: at };
    }
    const seconds = Date.parse(at) / 1000;
    return { seconds, seq: String(Math.max(1, Math.round(1000 + (CANDLES - (world.end - seconds) / STEP) * 10))) };
  }

  answer(path, query) {
    const { world } = this;
    const now = this.moment(query.get('at') ?? query.get('seq') ?? query.get('time'));
    const stamp = { seq: now.seq, asOf: new Date(Math.floor(now.seconds * 1000)).toISOString(), complete: true };
    const limit = Number(query.get('limit') ?? 100);
    const isKnown = (time) => time !== null && Date.parse(time) / 1000 <= now.seconds;
    const before = (time, end = query.get('to')) => end === null || Date.parse(time) < Date.parse(end);
    const since = (time, start = query.get('from')) => start === null || Date.parse(time) >= Date.parse(start);
    const fits = (row, ...names) => names.every((name) => query.get(name) === null || String(row[name]) === query.get(name));
    const list = (rows) => {
      const skip = Number(query.get('after') ?? 0);
      const items = rows.slice(skip, skip + limit);
      return { ...stamp, items, next: skip + limit < rows.length ? String(skip + limit) : null, total: rows.length };
    };
    const closed = world.trades.filter((trade) => isKnown(trade.exitTime));
    const positions = query.get('at') === null ? world.positions : [];
    const blockAt = (block) => {
      const isDead = isKnown(block.died);
      const isBroken = isKnown(block.broken);
      const { at: _at, brokenAt: _broken, diedAt: _died, ...row } = block;
      return { ...row, died: isDead ? block.died : null, end: isDead ? block.end : null, broken: isBroken ? block.broken : null, state: isDead ? 'DEAD' : isBroken ? 'BREAKER' : 'FRESH' };
    };
    const blocks = () => world.blocks.filter((block) => isKnown(block.born)).map(blockAt);
    const parts = path.split('/').slice(2);

    switch (parts[0]) {
      case 'status':
        return this.status(stamp, now, closed, positions, blocks(), query.get('at') === null);
      case 'positions':
        return list(positions.filter((row) => fits(row, 'account', 'symbol')));
      case 'orders':
        return list(query.get('at') === null ? world.orders.filter((row) => fits(row, 'account', 'symbol')) : []);
      case 'obs': {
        if (parts[1]) {
          const block = blocks().find(({ id }) => id === decodeURIComponent(parts[1]));
          if (!block) return null;
          const decisions = world.decisions.filter((row) => row.block === block.id && isKnown(row.time));
          const story = [{ seq: block.seq, time: block.born, text: 'the candle closed', effects: [`${block.side.toLowerCase()} block ${block.bottom} to ${block.top} was born`] }];
          return { ...stamp, block, decisions, story, storyMissing: null };
        }
        const isAll = query.get('all') === 'true';
        return list(
          blocks()
            .filter((row) => fits(row, 'symbol', 'state') && (isAll || row.state !== 'DEAD') && (row.died === null || since(row.died)) && before(row.born))
            .sort((one, other) => Date.parse(other.born) - Date.parse(one.born)),
        );
      }
      case 'trades': {
        if (parts[1]) return this.story(stamp, parts[1], positions);
        const result = query.get('result');
        return list(
          closed
            .filter((row) => fits(row, 'account', 'mode', 'symbol') && since(row.exitTime) && before(row.exitTime) && (result === null || (Number(row.net) > 0) === (result === 'won')))
            .reverse(),
        );
      }
      case 'structure':
        return list(world.structure.filter((row) => fits(row, 'symbol', 'kind') && isKnown(row.candle) && since(row.candle) && before(row.candle)).reverse());
      case 'decisions': {
        const rows = world.decisions
          .filter((row) => fits(row, 'account', 'mode', 'symbol', 'verdict', 'block') && isKnown(row.time) && since(row.time) && before(row.time))
          .reverse();
        const verdicts = {};
        for (const { verdict } of rows) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
        return { ...list(rows), verdicts };
      }
      case 'alarms':
        return list(world.alarms.filter((row) => fits(row, 'severity') && isKnown(row.time)).reverse());
      case 'candles':
        return this.candles(stamp, now, query, query.get('at') === null);
      case 'equity':
        return this.equity(stamp, now, closed, query);
      case 'performance':
        return this.performance(stamp, closed);
      case 'capital':
        return { ...list([]), desks: this.desks(closed, positions).map(({ account, mode, symbol, capital, equity }) => ({ account, mode, symbol, capital, equity, start: '100', moved: '0', corrected: '0', net: decimal(Number(capital) - 100, 8) })) };
      case 'config':
        return this.config(stamp);
      case 'system':
        return this.system(stamp);
      case 'backtests':
        return parts[1] ? this.backtest(stamp, closed, decodeURIComponent(parts[1])) : list(this.backtests(closed));
      case 'at':
        return this.at(stamp, closed, positions, blocks());
      default:
        return null;
    }
  }

  desks(closed, positions) {
    return ['A', 'B'].flatMap((mode) =>
      this.world.symbols.map((symbol) => {
        const account = mode === 'A' ? 'account-a' : 'account-b';
        const mine = closed.filter((trade) => trade.mode === mode && trade.symbol === symbol);
        const capital = mine.reduce((all, { net }) => all + Number(net), 100);
        const position = positions.find((one) => one.mode === mode && one.symbol === symbol);
        const isPaused = mode === 'B' && symbol === 'AAVEUSD';
        return {
          account,
          mode,
          symbol,
          tradingOn: true,
          state: isPaused ? 'PAUSED' : 'ACTIVE',
          heldBack: isPaused ? { reason: 'DAILY_LOSS', text: 'the loss of the day reached 10 % (10.4 %)', since: iso(this.world.end - 8 * STEP), until: iso(this.world.end + 40 * STEP), who: '', why: '' } : null,
          refusedToday: isPaused ? { SPREAD: 2 } : {},
          position: position ? position.contracts * (position.direction === 'LONG' ? 1 : -1) : 0,
          entry: position?.entry ?? '0',
          stop: position?.stop ?? '0',
          target: position?.target ?? '0',
          capital: decimal(capital, 8),
          equity: decimal(capital + Number(position?.unrealised ?? 0), 8),
          tradesOpened: mine.length + (position ? 1 : 0),
          tradesClosed: mine.length,
          longCooldown: 0,
          shortCooldown: symbol === 'SOLUSD' ? 2 : 0,
        };
      }),
    );
  }

  status(stamp, now, closed, positions, blocks, isNow) {
    const { world } = this;
    const markets = world.symbols.map((symbol) => {
      const bars = world.bars[symbol].filter(({ time }) => time + STEP <= now.seconds);
      const last = bars.at(-1) ?? world.bars[symbol][0];
      const alive = blocks.filter((block) => block.symbol === symbol && block.state !== 'DEAD');
      const distance = ({ top, bottom }) => (last.close > Number(top) ? ((Number(top) - last.close) / last.close) * 100 : last.close < Number(bottom) ? ((Number(bottom) - last.close) / last.close) * 100 : 0);
      return {
        symbol,
        price: decimal(last.close),
        priceTime: iso(last.time + STEP),
        tick: '0.01',
        contractValue: '0.1',
        atr: decimal(last.close * 0.0048, 4),
        lastCandle: iso(last.time),
        trusted: true,
        candles: bars.length,
        blocksAlive: alive.length,
        change24hPct: decimal((last.close / (bars.at(-97) ?? last).close - 1) * 100, 4),
        nearest: alive
          .map((block) => ({ block: block.id, side: block.side, state: block.state, direction: block.direction, top: block.top, bottom: block.bottom, distancePct: decimal(distance(block), 4) }))
          .sort((one, other) => Math.abs(Number(one.distancePct)) - Math.abs(Number(other.distancePct)))
          .slice(0, 5),
      };
    });
    const day = stamp.asOf.slice(0, 10);
    const today = closed.filter((trade) => trade.exitTime.startsWith(day));
    return {
      ...stamp,
      epoch: 2,
      running: true,
      money: 'PAPER',
      state: 'HELD_BACK',
      accounts: [
        { account: 'account-a', mode: 'A', name: 'Candle close' },
        { account: 'account-b', mode: 'B', name: 'Limit in the block' },
      ],
      markets,
      desks: this.desks(closed, positions),
      stageCap: null,
      openTrades: positions.length,
      workingOrders: world.orders.length,
      today: {
        trades: today.length,
        wins: today.filter(({ net }) => Number(net) > 0).length,
        net: decimal(today.reduce((all, { net }) => all + Number(net), 0), 8),
        decisions: 14,
        orders: 9,
        alarms: 1,
      },
      live: isNow ? this.live() : null,
    };
  }

  live() {
    const delay = (last, greatest, limit) => ({ count: 2160, lastMillis: last, greatestMillis: greatest, limitMillis: limit, over: 0 });
    const now = new Date().toISOString();
    return {
      pid: 4711,
      venue: 'paper at https://api.india.delta.exchange, as recorded',
      started: iso(this.world.end - 96 * STEP * 9),
      written: now,
      marketTime: now,
      connected: true,
      trades: 1284211,
      gaps: 1,
      disconnects: 2,
      disk: 'OK',
      closeToBlocks: delay(1, 12, 250),
      closeToOrder: delay(3, 41, 1000),
    };
  }

  candles(stamp, now, query, isNow) {
    const symbol = query.get('symbol');
    const resolution = query.get('resolution') ?? '15m';
    const limit = Number(query.get('limit') ?? 500);
    const many = RESOLUTIONS[resolution];
    const step = STEP * many;
    const closed = this.world.bars[symbol].filter(({ time }) => time + STEP <= now.seconds);
    const groups = new Map();
    for (const bar of closed) {
      const time = Math.floor(bar.time / step) * step;
      const group = groups.get(time);
      if (!group) groups.set(time, { ...bar, time });
      else Object.assign(group, { high: Math.max(group.high, bar.high), low: Math.min(group.low, bar.low), close: bar.close, contracts: group.contracts + bar.contracts });
    }
    const end = query.get('to') === null ? Infinity : Date.parse(query.get('to')) / 1000;
    const all = [...groups.values()].filter(({ time }) => time < end);
    const rows = all.slice(-limit);
    const last = closed.at(-1);
    return {
      ...stamp,
      symbol,
      resolution,
      seconds: rows.map(({ time }) => time),
      open: rows.map(({ open }) => decimal(open)),
      high: rows.map(({ high }) => decimal(high)),
      low: rows.map(({ low }) => decimal(low)),
      close: rows.map(({ close }) => decimal(close)),
      contracts: rows.map(({ contracts }) => contracts),
      atr: rows.map(() => (many === 1 ? decimal(last.close * 0.0048, 4) : null)),
      next: all.length > rows.length ? String(rows[0]?.time) : null,
      last: last ? { price: decimal(last.close), time: isNow ? new Date().toISOString() : iso(last.time + STEP) } : null,
      building: isNow && many === 1 && query.get('to') === null ? this.building(last) : null,
    };
  }

  building(last) {
    const seconds = Math.floor(Date.now() / 1000 / STEP) * STEP;
    const moved = last.close * (1 + 0.002 * Math.sin(Date.now() / 20_000));
    return { seconds, open: decimal(last.close), high: decimal(Math.max(last.close, moved) * 1.0008), low: decimal(Math.min(last.close, moved) * 0.9992), close: decimal(moved), contracts: 1 + Math.floor((Date.now() / 1000) % STEP) * 4 };
  }

  equity(stamp, now, closed, query) {
    const step = STEP * RESOLUTIONS[query.get('resolution') ?? '15m'];
    const first = this.world.end - CANDLES * STEP;
    const seconds = [];
    for (let time = Math.ceil(first / step) * step; time <= now.seconds; time += step) seconds.push(time);
    const curve = (mode) => {
      const mine = closed.filter((trade) => trade.mode === mode);
      let at = 0;
      let value = 200;
      let peak = 200;
      const equity = [];
      const drawdownPct = [];
      for (const time of seconds) {
        while (at < mine.length && Date.parse(mine[at].exitTime) / 1000 <= time) value += Number(mine[at++].net);
        peak = Math.max(peak, value);
        equity.push(decimal(value, 8));
        drawdownPct.push(decimal(((peak - value) / peak) * 100, 4));
      }
      return { account: mode === 'A' ? 'account-a' : 'account-b', mode, capitalStart: '200', capitalMoved: '0', equity, drawdownPct };
    };
    const accounts = [curve('A'), curve('B')];
    return { ...stamp, resolution: query.get('resolution') ?? '15m', seconds, accounts, both: seconds.map((_, i) => decimal(Number(accounts[0].equity[i]) + Number(accounts[1].equity[i]), 8)), next: null };
  }

  figures(trades, isMonth = false, start = 200) {
    const all = trades.reduce(
      (sum, trade) => ({
        gross: sum.gross + Number(trade.gain),
        fees: sum.fees + Number(trade.fees),
        gst: sum.gst + Number(trade.gst),
        funding: sum.funding + Number(trade.funding),
        slippage: sum.slippage + Number(trade.slippage),
        net: sum.net + Number(trade.net),
      }),
      ZERO,
    );
    const factor = (name) => {
      const won = trades.reduce((sum, trade) => sum + Math.max(0, Number(trade[name])), 0);
      const lost = trades.reduce((sum, trade) => sum - Math.min(0, Number(trade[name])), 0);
      return lost === 0 ? null : decimal(won / lost, 4);
    };
    const wins = trades.filter(({ net }) => Number(net) > 0).length;
    return {
      trades: trades.length,
      wins,
      winRatePct: trades.length === 0 ? null : decimal((wins / trades.length) * 100, 4),
      gross: decimal(all.gross, 8),
      fees: decimal(all.fees, 8),
      gst: decimal(all.gst, 8),
      funding: decimal(all.funding, 8),
      slippage: decimal(all.slippage, 8),
      costs: decimal(all.fees + all.gst + all.funding, 8),
      net: decimal(all.net, 8),
      profitFactorGross: factor('gain'),
      profitFactorNet: factor('net'),
      expectancy: trades.length === 0 ? null : decimal(all.net / trades.length, 8),
      maxDrawdownPct: isMonth ? null : '14.2071',
      capitalStart: isMonth ? null : String(start),
      capitalMoved: isMonth ? null : '0',
      capitalEnd: isMonth ? null : decimal(start + all.net, 8),
    };
  }

  performance(stamp, closed) {
    const ofMode = (mode) => closed.filter((trade) => trade.mode === mode);
    const name = (mode) => (mode === 'A' ? 'account-a' : 'account-b');
    const months = [...new Set(closed.map(({ exitTime }) => exitTime.slice(0, 7)))].sort();
    const both = this.figures(closed, false, 400);
    const net = (trades) => decimal(trades.reduce((sum, trade) => sum + Number(trade.net), 0), 8);
    const half = ofMode('A').slice(0, 11);
    return {
      ...stamp,
      accounts: ['A', 'B'].map((mode) => ({ account: name(mode), mode, figures: this.figures(ofMode(mode)) })),
      both,
      symbols: ['A', 'B'].flatMap((mode) => this.world.symbols.map((symbol) => ({ account: name(mode), mode, symbol, figures: this.figures(ofMode(mode).filter((trade) => trade.symbol === symbol), false, 100) }))),
      months: months.flatMap((month) => ['A', 'B'].map((mode) => ({ month, account: name(mode), mode, figures: this.figures(ofMode(mode).filter(({ exitTime }) => exitTime.startsWith(month)), true) }))),
      reasons: ['A', 'B'].flatMap((mode) =>
        [...new Set(ofMode(mode).map(({ reason }) => reason))].map((reason) => {
          const mine = ofMode(mode).filter((trade) => trade.reason === reason);
          return { account: name(mode), reason, trades: mine.length, net: net(mine) };
        }),
      ),
      sameSignals: { both: 11, bothNetA: net(half), bothNetB: net(ofMode('B').slice(0, 11)), bothWinsA: 5, bothWinsB: 6, onlyA: ofMode('A').length - 11, onlyNetA: net(ofMode('A').slice(11)), onlyB: ofMode('B').length - 11, onlyNetB: net(ofMode('B').slice(11)) },
      targets: [
        { name: 'win rate', goal: '> 45 %', measured: both.winRatePct, met: Number(both.winRatePct) > 45 },
        { name: 'profit factor', goal: '> 1.5', measured: both.profitFactorNet, met: Number(both.profitFactorNet) > 1.5 },
        { name: 'drawdown', goal: '< 30 %', measured: both.maxDrawdownPct, met: true },
      ],
    };
  }

  story(stamp, id, positions) {
    const trade = this.world.trades.find((one) => one.id === id) ?? null;
    const position = positions.find((one) => one.trade === id) ?? null;
    if (!trade && !position) return null;
    const row = trade ?? position;
    const story = [
      { seq: String(BigInt(row.openedSeq ?? row.seq) - 40n), time: row.entryTime ?? row.opened, text: 'the candle closed beyond the last high', effects: ['break of structure, bull', 'a block was born'] },
      { seq: row.openedSeq ?? row.seq, time: row.entryTime ?? row.opened, text: `SOLUSD traded 3 at ${row.entry}`, effects: [`${row.mode} touched the level`, `order wanted: ${row.contracts} at ${row.entry}`] },
      ...(trade ? [{ seq: trade.seq, time: trade.exitTime, text: `the order filled ${trade.contracts} at ${trade.exits.at(-1).price}`, effects: [`trade ${trade.id} closed: net ${trade.net} USD`] }] : []),
    ];
    return { ...stamp, trade, position, orders: [], stops: [], story, storyMissing: null };
  }

  config(stamp) {
    const line = (key, value, shipped = value) => ({ key, value, shipped, differs: value !== shipped });
    return {
      ...stamp,
      hash: '3f'.repeat(32),
      files: [
        { file: 'engine.json', values: [line('historyDays', '180'), line('closeGraceMillis', '500'), line('risk.dailyLossPct', '10'), line('risk.drawdownPct', '15', '20'), line('positionScope', 'symbol', 'symbol')] },
        { file: 'account-a.json', values: [line('capitalUsd', '100'), line('leverage', '10'), line('takerFee', '0.0005')] },
        { file: 'account-b.json', values: [line('capitalUsd', '100'), line('leverage', '12', '10')] },
      ],
    };
  }

  system(stamp) {
    const { world } = this;
    return {
      ...stamp,
      build: '1.4.0',
      readModel: { folded: stamp.seq, target: stamp.seq, complete: true, donePct: 100, problem: null },
      journal: { firstSequence: '1', epochs: 2, bytes: 412_090_368, folder: 'data' },
      starts: [
        { seq: '19200', time: iso(world.end - 96 * STEP * 9), epoch: 2, configHash: '3f3f3f3f3f3f3f3f', keptSequence: '19199', cut: 'TORN_TAIL' },
        { seq: '1', time: iso(world.end - CANDLES * STEP), epoch: 1, configHash: '3f3f3f3f3f3f3f3f', keptSequence: '0', cut: 'FIRST_START' },
      ],
      disk: { freeBytes: 81_604_378_624 },
      live: this.live(),
      server: { requests: 18211, streams: 1, refused: { HOST: 2, BODY_TOO_LARGE: 1 } },
    };
  }

  backtests(closed) {
    return ['2026-11-30-101500', '2026-11-28-184210', '2026-11-21-090000'].map((name, i) => {
      const { trades, net, winRatePct, profitFactorNet, maxDrawdownPct } = this.figures(closed.slice(i * 9));
      return { name, modified: iso(this.world.end - i * 200_000), problem: i === 2 ? 'summary.json is not there' : null, symbols: i === 1 ? ['SOLUSD'] : this.world.symbols, first: i === 2 ? null : iso(this.world.end - CANDLES * STEP), last: i === 2 ? null : iso(this.world.end - STEP), ...(i === 2 ? { trades: null, net: null, winRatePct: null, profitFactorNet: null, maxDrawdownPct: null } : { trades, net, winRatePct, profitFactorNet, maxDrawdownPct }) };
    });
  }

  backtest(stamp, closed, name) {
    const line = this.backtests(closed).find((one) => one.name === name);
    if (!line || line.problem) return null;
    const mine = closed.slice(name.startsWith('2026-11-30') ? 0 : 9);
    const { seconds, accounts } = this.equity(stamp, { seconds: this.world.end }, mine, new URLSearchParams({ resolution: '1d' }));
    const figures = (trades) => {
      const { winRatePct, profitFactorGross, profitFactorNet, maxDrawdownPct, capitalStart, capitalEnd, capitalMoved: _moved, costs: _costs, ...rest } = this.figures(trades);
      return { ...rest, win_rate: winRatePct, profit_factor_gross: profitFactorGross, profit_factor_net: profitFactorNet, max_drawdown_pct: maxDrawdownPct, capital_start: capitalStart, capital_end: capitalEnd };
    };
    return {
      ...stamp,
      name,
      summary: {
        build: '1.4.0',
        config_hash: '3f'.repeat(32),
        run: { fills: 'trades', slippage_bps: '2', latency_ms: 120, timeframe_minutes: 15, position_scope: 'symbol' },
        data: Object.fromEntries(line.symbols.map((symbol) => [symbol, { file: `${symbol}.csv`, first: this.world.end - CANDLES * STEP, last: this.world.end - STEP, candles: CANDLES, gaps: 0, synthetic: true }])),
        accounts: ['A', 'B'].map((mode) => ({ account: mode === 'A' ? 'account-a' : 'account-b', mode, ...figures(mine.filter((trade) => trade.mode === mode)) })),
        total: figures(mine),
        targets: this.performance(stamp, mine).targets,
        verdicts: {},
        seconds: CANDLES * STEP,
      },
      equity: { seconds, accounts: accounts.map(({ account, equity }) => ({ account, equity })) },
      months: [],
    };
  }

  at(stamp, closed, positions, blocks) {
    const { world } = this;
    const empty = { seq: stamp.seq, asOf: stamp.asOf, complete: true, items: [], next: null, total: 0 };
    const marks = [
      ...world.trades.map((trade) => ({ seq: trade.seq, time: trade.exitTime, kind: Number(trade.net) > 0 ? 'WON' : 'LOST', label: `${trade.mode} ${trade.symbol} ${trade.net}` })),
      ...world.alarms.filter(({ severity }) => severity !== 'INFO').map(({ seq, time, severity, text }) => ({ seq, time, kind: severity, label: text })),
    ].sort((one, other) => Date.parse(one.time) - Date.parse(other.time));
    return {
      ...stamp,
      first: { seq: '1', time: iso(world.end - CANDLES * STEP) },
      last: { seq: String(world.lastSeq), time: new Date().toISOString() },
      marks,
      status: this.status(stamp, { seconds: Date.parse(stamp.asOf) / 1000 }, closed, positions, blocks, false),
      positions: empty,
      orders: empty,
      obs: empty,
      capital: { ...empty, desks: [] },
    };
  }
}
