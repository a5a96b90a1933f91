// A made-up market and what an engine made of it: the same for the same seed. Answers as the documents of the API (openapi.yaml) have them.

const STEP = 900;
const CANDLES = 96 * 45;

function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const iso = (seconds) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
const decimal = (value, decimals = 2) => {
  const text = value.toFixed(decimals);
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
};

function market(symbol, start, end, seed) {
  const next = random(seed);
  const candles = [];
  let price = start;
  let drift = 0;
  for (let i = 0; i < CANDLES; i++) {
    if (i % 60 === 0) drift = (next() - 0.5) * 0.0012;
    const open = price;
    const shock = next() < 0.03 ? 4 : 1;
    const close = Math.max(1, open * (1 + drift + (next() - 0.5) * 0.006 * shock));
    const high = Math.max(open, close) * (1 + next() * 0.0022);
    const low = Math.min(open, close) * (1 - next() * 0.0022);
    price = close;
    const round = (value) => Math.round(value * 100) / 100;
    candles.push({
      time: end - (CANDLES - i) * STEP,
      open: round(open),
      high: round(high),
      low: round(low),
      close: round(close),
      contracts: Math.floor(2000 + next() * 9000 * shock),
    });
  }
  return candles;
}

function life(symbol, candles, seed) {
  const next = random(seed);
  const blocks = [];
  const structure = [];
  for (let i = 40; i < candles.length - 2; i += 8 + Math.floor(next() * 26)) {
    const candle = candles[i - 2];
    const isBull = candles[i].close > candles[i - 6].close;
    const top = candle.high;
    const bottom = candle.low;
    let broken = null;
    let died = null;
    for (let j = i + 1; j < candles.length; j++) {
      const { close } = candles[j];
      const beyond = isBull ? close < bottom : close > top;
      const back = isBull ? close > top : close < bottom;
      if (broken === null && beyond) broken = j;
      else if (broken !== null && back) {
        died = j;
        break;
      }
      if (j - i > 900 && next() < 0.01) {
        died = j;
        break;
      }
    }
    const side = isBull ? 'BULL' : 'BEAR';
    const isBreaker = broken !== null;
    const direction = isBull !== isBreaker ? 'LONG' : 'SHORT';
    const deep = (top - bottom) * 0.2;
    blocks.push({
      id: `${symbol}:${side.toLowerCase()}:${iso(candle.time)}`,
      seq: String(1000 + i * 10),
      symbol,
      side,
      state: died !== null ? 'DEAD' : isBreaker ? 'BREAKER' : 'FRESH',
      direction,
      top: decimal(top),
      bottom: decimal(bottom),
      level: decimal(direction === 'LONG' ? top - deep : bottom + deep),
      origin: iso(candle.time),
      born: iso(candles[i].time),
      broken: broken === null ? null : iso(candles[broken].time),
      died: died === null ? null : iso(candles[died].time),
      end: died === null ? null : 'DIED',
      touches: Math.floor(next() * 6),
      trades: [],
      at: i,
      brokenAt: broken,
      diedAt: died,
    });
    structure.push({
      seq: String(1000 + i * 10),
      symbol,
      kind: next() < 0.25 ? 'CHOCH' : next() < 0.8 ? 'BOS' : 'SWEEP',
      direction: side,
      level: decimal(isBull ? candles[i - 1].high : candles[i - 1].low),
      candle: iso(candles[i].time),
    });
  }
  return { blocks, structure };
}

const REASONS = ['TARGET', 'BODY_STOP', 'TRAIL', 'EMERGENCY_STOP'];

function trades(symbol, candles, blocks, seed, firstId) {
  const next = random(seed);
  const made = [];
  for (const block of blocks) {
    if (next() > 0.34 || block.at + 30 > candles.length) continue;
    const begin = block.at + 3 + Math.floor(next() * 12);
    const length = 3 + Math.floor(next() * 22);
    const finish = Math.min(candles.length - 1, begin + length);
    const mode = next() < 0.42 ? 'A' : 'B';
    const isLong = block.side === 'BULL';
    const entry = candles[begin].close;
    const reason = REASONS[Math.floor(next() * REASONS.length)];
    const risk = Math.max(0.25, entry * 0.006);
    const isWon = reason === 'TARGET' || (reason === 'TRAIL' && next() < 0.6);
    const way = isLong ? 1 : -1;
    const target = entry + way * risk * 1.5;
    const stop = entry - way * risk;
    const exit = isWon ? target : reason === 'TRAIL' ? entry - way * risk * 0.2 : stop;
    const contracts = 1 + Math.floor(next() * 14);
    const half = isWon && contracts > 1 ? Math.floor(contracts / 2) : 0;
    const coins = contracts * 0.1;
    const gain = (exit - entry) * way * coins;
    const fees = entry * coins * 0.0008;
    const gst = fees * 0.18;
    const funding = (next() - 0.4) * 0.01;
    made.push({
      id: String(firstId + made.length),
      seq: String(1000 + finish * 10 + 5),
      openedSeq: String(1000 + begin * 10 + 5),
      account: mode === 'A' ? 'account-a' : 'account-b',
      mode,
      symbol,
      direction: isLong ? 'LONG' : 'SHORT',
      block: block.id,
      blockState: 'FRESH',
      entryTime: iso(candles[begin].time),
      exitTime: iso(candles[finish].time),
      contracts,
      entry: decimal(entry),
      expectedEntry: decimal(entry),
      target: decimal(target),
      targetContracts: half,
      firstStop: decimal(stop),
      lastStop: decimal(stop),
      entryAtr: decimal(risk, 4),
      exits: [
        ...(half > 0 ? [{ time: iso(candles[Math.max(begin, finish - 2)].time), contracts: half, price: decimal(target), reason: 'TARGET' }] : []),
        { time: iso(candles[finish].time), contracts: contracts - half, price: decimal(exit), reason },
      ],
      gain: decimal(gain, 8),
      fees: decimal(fees, 8),
      gst: decimal(gst, 8),
      funding: decimal(funding, 8),
      slippage: decimal(entry * coins * 0.0001, 8),
      net: decimal(gain - fees - gst - funding, 8),
      capitalBefore: '100',
      capitalAfter: '100',
      reason,
    });
    block.trades.push(made[made.length - 1].id);
  }
  return made;
}

const VERDICTS = {
  TRADE: 'It became a trade.',
  NOT_ARMED: 'No candle had closed on the near side of the level before.',
  COOLDOWN: 'It was too soon after an exit in this direction.',
  POSITION_OPEN: 'A trade was open, or an entry at market had just been decided.',
  CLOSE_NOT_FAVOURABLE: 'The candle did not close in the direction of the trade.',
  NOT_NEAREST: 'Another zone was taken.',
  STATE_CHANGED: "The same candle ended the zone: its body reached beyond the far edge.",
  TRADING_OFF: 'Trading was off.',
};

export class World {
  constructor(seed = 7) {
    const end = Math.floor(Date.now() / 1000 / STEP) * STEP;
    this.end = end;
    this.bars = { SOLUSD: market('SOLUSD', 142, end, seed), AAVEUSD: market('AAVEUSD', 264, end, seed + 1) };
    this.symbols = Object.keys(this.bars);
    this.blocks = [];
    this.structure = [];
    this.trades = [];
    for (const [i, symbol] of this.symbols.entries()) {
      const { blocks, structure } = life(symbol, this.bars[symbol], seed + 10 + i);
      this.trades.push(...trades(symbol, this.bars[symbol], blocks, seed + 20 + i, 1 + this.trades.length));
      this.blocks.push(...blocks);
      this.structure.push(...structure);
    }
    this.trades.sort((one, other) => Date.parse(one.exitTime) - Date.parse(other.exitTime));
    this.trades.forEach((trade, i) => (trade.id = String(i + 1)));
    const next = random(seed + 30);
    this.decisions = this.blocks.flatMap((block) =>
      ['A', 'B'].flatMap((mode) => {
        if (next() < 0.35) return [];
        const bars = this.bars[block.symbol];
        const at = Math.min(bars.length - 1, block.at + 3 + Math.floor(next() * 30));
        const trade = this.trades.find((one) => one.block === block.id && one.mode === mode) ?? null;
        const codes = Object.keys(VERDICTS).slice(1);
        const verdict = trade ? 'TRADE' : codes[Math.floor(next() ** 1.7 * codes.length)];
        const { open, high, low, close, time } = bars[at];
        return [
          {
            seq: String(1000 + at * 10 + 4),
            time: iso(time + STEP),
            account: mode === 'A' ? 'account-a' : 'account-b',
            mode,
            symbol: block.symbol,
            block: block.id,
            blockSide: block.side,
            blockState: 'FRESH',
            direction: block.side === 'BULL' ? 'LONG' : 'SHORT',
            candle: iso(time),
            level: block.level,
            open: decimal(open),
            high: decimal(high),
            low: decimal(low),
            close: decimal(close),
            verdict,
            sentence: VERDICTS[verdict],
            text:
              verdict === 'COOLDOWN'
                ? 'It was too soon after an exit in this direction: 2 candles were left.'
                : verdict === 'CLOSE_NOT_FAVOURABLE'
                  ? `The candle did not close in the direction of the trade: open ${decimal(open)}, close ${decimal(close)}.`
                  : VERDICTS[verdict],
            trade: trade?.id ?? null,
          },
        ];
      }),
    );
    this.decisions.sort((one, other) => Number(BigInt(one.seq) - BigInt(other.seq)));
    this.positions = this.symbols.map((symbol, i) => this.open(symbol, i));
    this.orders = this.positions.flatMap((position, i) => this.working(position, i)).concat([this.resting()]);
    this.lastSeq = BigInt(1000 + CANDLES * 10);
    this.alarms = [
      { seq: '1', time: iso(end - CANDLES * STEP), severity: 'INFO', kind: 'STARTED', account: null, symbol: null, text: 'The engine started for the first time, epoch 1' },
      { seq: '19200', time: iso(end - 96 * STEP * 9), severity: 'INFO', kind: 'STARTED', account: null, symbol: null, text: 'The engine started, epoch 2: the one before ended with a torn tail' },
      { seq: '36001', time: iso(end - 96 * STEP * 2), severity: 'WARNING', kind: 'TRADES_MISSED', account: null, symbol: 'AAVEUSD', text: 'Trades were missed for 41 s; the candle was read from the venue' },
      { seq: '43010', time: iso(end - 8 * STEP), severity: 'ALARM', kind: 'STATE', account: 'account-b', symbol: 'AAVEUSD', text: 'PAUSED: the loss of the day reached 10 % (10.4 %)' },
    ];
  }

  open(symbol, i) {
    const bars = this.bars[symbol];
    const begin = bars.length - 14 - i * 9;
    const entry = bars[begin].close;
    const now = bars[bars.length - 1].close;
    const isLong = i === 0;
    const way = isLong ? 1 : -1;
    const risk = entry * 0.012;
    const contracts = 6 - i * 2;
    const coins = contracts * 0.1;
    const stop = isLong ? Math.min(entry - risk, now - risk * 0.4) : Math.max(entry + risk, now + risk * 0.3);
    const target = isLong ? Math.max(entry + risk * 1.4, now + risk * 0.5) : Math.min(entry - risk * 1.4, now - risk * 0.5);
    return {
      trade: String(this.trades.length + 1 + i),
      seq: String(1000 + begin * 10 + 5),
      account: i === 0 ? 'account-b' : 'account-a',
      mode: i === 0 ? 'B' : 'A',
      symbol,
      direction: isLong ? 'LONG' : 'SHORT',
      block: this.blocks.filter((block) => block.symbol === symbol).at(-1 - i).id,
      blockState: 'FRESH',
      opened: iso(bars[begin].time),
      contracts,
      entry: decimal(entry),
      stop: decimal(stop),
      target: decimal(target),
      targetContracts: Math.floor(contracts / 2),
      price: decimal(now),
      priceTime: iso(this.end),
      unrealised: decimal((now - entry) * way * coins, 8),
      atStop: decimal((stop - entry) * way * coins - 0.05, 8),
      atTarget: decimal((target - entry) * way * coins - 0.05, 8),
      fees: '0.05',
      funding: '0.0012',
      stops: [decimal(stop)],
      targets: [decimal(target)],
    };
  }

  working(position, i) {
    const base = {
      seq: position.seq,
      account: position.account,
      mode: position.mode,
      symbol: position.symbol,
      direction: position.direction === 'LONG' ? 'SHORT' : 'LONG',
      filled: 0,
      average: null,
      state: 'OPEN',
      trade: position.trade,
      wantedAt: position.opened,
      changedAt: position.opened,
      isWorking: true,
    };
    const at = (price, contracts) => ({ price, contracts, wantedPrice: price, wantedContracts: contracts });
    return [
      { id: String(900 + i * 2), ...base, purpose: 'STOP', type: 'STOP_MARKET', ...at(position.stop, position.contracts) },
      { id: String(901 + i * 2), ...base, purpose: 'TARGET', type: 'LIMIT', ...at(position.target, position.targetContracts) },
    ];
  }

  resting() {
    const bars = this.bars.AAVEUSD;
    const now = bars.at(-1);
    const price = decimal(now.close * 0.985);
    return {
      id: '950',
      seq: String(1000 + (CANDLES - 3) * 10),
      account: 'account-b',
      mode: 'B',
      symbol: 'AAVEUSD',
      purpose: 'ENTRY',
      type: 'LIMIT',
      direction: 'LONG',
      price,
      contracts: 4,
      wantedPrice: price,
      wantedContracts: 4,
      filled: 0,
      average: null,
      state: 'OPEN',
      trade: null,
      wantedAt: iso(bars.at(-4).time),
      changedAt: iso(bars.at(-4).time),
      isWorking: true,
    };
  }
}

export { CANDLES, STEP, decimal, iso };
