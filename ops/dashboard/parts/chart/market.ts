// The chart of one symbol: candles and volume by lightweight-charts, the rest drawn by us. Knows nothing of React and asks for nothing.

import {
  CandlestickSeries,
  ColorType,
  createChart,
  CrosshairMode,
  HistogramSeries,
  PriceScaleMode,
  TickMarkType,
  type IChartApi,
  type ISeriesApi,
  type Logical,
  type MouseEventParams,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import { boxesOf, type Box } from '@/rules/blocks.ts';
import { changeOf, measured, NO_CANDLES, positionOf, stepOf, type Candles, type Resolution } from '@/rules/candles.ts';
import { number, price as priceText, short, signed } from '@/rules/numbers.ts';
import { clock, dayMonth, iso, moment, monthName, span, yearName } from '@/rules/times.ts';
import { drawBoxes, drawLevels, drawMeasure, drawStructure, drawTrades, type PlacedTrade, type Scale } from './draw.ts';
import { Layer } from './layer.ts';
import { faded, palette, type Palette } from './palette.ts';
import { NO_SCENE, type Explained, type Level, type MeasurePoint, type Pointed, type Scene, type StructureMark } from './scene.ts';

export interface Listener {
  /** Where the pointer is; null when it has left. At most once a frame. */
  readonly pointed?: (at: Pointed | null) => void;
  readonly picked?: (what: Explained) => void;
  /** First and last position in view, when it has changed. */
  readonly moved?: (from: number, to: number) => void;
}

const RANGE_ROOM = 0.04;

export class MarketChart {
  private readonly chart: IChartApi;
  private readonly bars: ISeriesApi<'Candlestick', Time>;
  private readonly volumes: ISeriesApi<'Histogram', Time> | undefined;
  private readonly under: Layer;
  private readonly over: Layer;
  private colors: Palette = palette();
  private candles: Candles = NO_CANDLES;
  private resolution: Resolution = '15m';
  private atr: readonly number[] = [];
  private scene: Scene = NO_SCENE;
  private boxes: readonly Box[] = [];
  private trades: readonly PlacedTrade[] = [];
  private marks: readonly (StructureMark & { position: number })[] = [];
  private levels: readonly (Level & { begin: number })[] = [];
  private isMeasuring = false;
  private measureFrom: MeasurePoint | undefined;
  private measureTo: MeasurePoint | undefined;
  private isMeasureFixed = false;
  /** Seconds that the clock of whoever looks is ahead of UTC: days begin where they begin here. */
  private readonly offset = -new Date().getTimezoneOffset() * 60;

  constructor(
    element: HTMLElement,
    private readonly listener: Listener,
    private readonly decimals: number,
    isSmall: boolean,
  ) {
    this.chart = createChart(element, {
      autoSize: true,
      layout: { attributionLogo: false, fontFamily: "'Inter Variable', system-ui, sans-serif", fontSize: 11 },
      crosshair: { mode: CrosshairMode.Normal },
      rightPriceScale: { borderVisible: false, scaleMargins: { top: isSmall ? 0.08 : element.clientWidth < 600 ? 0.2 : 0.1, bottom: 0.06 } },
      timeScale: {
        borderVisible: false,
        timeVisible: true,
        secondsVisible: false,
        rightOffset: isSmall ? 4 : 8,
        minBarSpacing: 0.5,
        tickMarkFormatter: (at: Time, type: TickMarkType) => this.tickLabel(Number(at), type),
      },
      localization: {
        timeFormatter: (at: Time) => moment(iso(Number(at) - this.offset)),
      },
      handleScale: { axisPressedMouseMove: true, mouseWheel: !isSmall, pinch: true },
      handleScroll: { mouseWheel: !isSmall, pressedMouseMove: true, horzTouchDrag: true, vertTouchDrag: false },
    });
    this.bars = this.chart.addSeries(CandlestickSeries, {
      priceFormat: { type: 'custom', formatter: (value: number) => priceText(value, this.decimals), minMove: 10 ** -this.decimals },
      priceLineWidth: 1,
    });
    this.volumes = isSmall
      ? undefined
      : this.chart.addSeries(HistogramSeries, { priceFormat: { type: 'custom', formatter: short, minMove: 1 }, priceLineVisible: false, lastValueVisible: false }, 1);
    this.volumes?.priceScale().applyOptions({ scaleMargins: { top: 0.3, bottom: 0 } });
    this.chart.panes()[1]?.setStretchFactor(0.13);
    this.chart.panes()[0]?.setStretchFactor(0.87);
    this.under = new Layer('bottom', (context, scale) => drawBoxes(context, scale, this.boxes, this.colors));
    this.over = new Layer('top', (context, scale) => this.drawOver(context, scale), () => this.neededRange());
    this.bars.attachPrimitive(this.under);
    this.bars.attachPrimitive(this.over);
    this.chart.subscribeCrosshairMove((event) => this.onPointer(event));
    this.chart.subscribeClick((event) => this.onClick(event));
    this.chart.timeScale().subscribeVisibleLogicalRangeChange((range) => {
      if (range) this.listener.moved?.(range.from, range.to);
    });
    this.recolor();
  }

  remove(): void {
    this.chart.remove();
  }

  /** Takes its colours from the style sheet again. */
  recolor(): void {
    const colors = (this.colors = palette());
    this.chart.applyOptions({
      layout: {
        background: { type: ColorType.Solid, color: colors.paper },
        textColor: colors.quiet,
        panes: { separatorColor: colors.rule, separatorHoverColor: colors.rule },
      },
      grid: { vertLines: { color: faded(colors.rule, 0.45) }, horzLines: { color: faded(colors.rule, 0.45) } },
      crosshair: {
        vertLine: { color: colors.quiet, labelBackgroundColor: colors.ink },
        horzLine: { color: colors.quiet, labelBackgroundColor: colors.ink },
      },
    });
    // Rising bodies are hollow, so that colour alone says nothing.
    this.bars.applyOptions({
      upColor: colors.paper,
      downColor: colors.fall,
      borderUpColor: colors.rise,
      borderDownColor: colors.fall,
      wickUpColor: colors.rise,
      wickDownColor: colors.fall,
      priceLineColor: colors.quiet,
    });
    this.volumes?.applyOptions({ color: faded(colors.quiet, 0.4) });
  }

  /** The candles to show. Where they are of another resolution or longer at the front, the same times stay in view. */
  show(candles: Candles, resolution: Resolution, atr: readonly number[]): void {
    const before = this.candles;
    const isSameKind = resolution === this.resolution;
    const change = isSameKind ? changeOf(before, candles) : 'all';
    this.atr = atr;
    if (change === 'same') return;
    const time = this.chart.timeScale();
    const range = time.getVisibleLogicalRange();
    this.candles = candles;
    this.resolution = resolution;
    if (change === 'last') {
      const last = candles.time.length - 1;
      this.bars.update(this.barAt(last));
      this.volumes?.update(this.volumeAt(last));
      // The candle before may have closed with the new one's coming: it is the same, or this would be 'all'.
    } else {
      // A candle that comes late by repair cannot be put in: all are set anew.
      this.bars.setData(candles.time.map((_, i) => this.barAt(i)));
      this.volumes?.setData(candles.time.map((_, i) => this.volumeAt(i)));
      if (range && before.time.length > 0 && candles.time.length > 0) this.keepInView(before, range.from, range.to);
    }
    this.place();
  }

  /** What is drawn over them. */
  draw(scene: Scene): void {
    this.scene = scene;
    this.place();
  }

  logarithmic(isLog: boolean): void {
    this.chart.priceScale('right').applyOptions({ mode: isLog ? PriceScaleMode.Logarithmic : PriceScaleMode.Normal });
  }

  /** Brings positions into view. */
  look(from: number, to: number): void {
    this.chart.timeScale().setVisibleLogicalRange({ from: from as Logical, to: to as Logical });
  }

  /** Brings the newest candles into view. */
  lookAtLast(bars: number): void {
    const last = this.candles.time.length - 1;
    this.look(Math.max(-2, last - bars), last + Math.max(3, bars * 0.03));
  }

  view(): { from: number; to: number } | undefined {
    const range = this.chart.timeScale().getVisibleLogicalRange();
    return range ? { from: range.from, to: range.to } : undefined;
  }

  zoom(factor: number): void {
    const range = this.view();
    if (!range) return;
    const last = this.candles.time.length - 1;
    // While the newest candle is in view it stays where it is.
    const fixed = range.to >= last && range.from < last ? range.to : (range.from + range.to) / 2;
    this.look(fixed - (fixed - range.from) * factor, fixed + (range.to - fixed) * factor);
  }

  pan(share: number): void {
    const range = this.view();
    if (range) this.look(range.from + (range.to - range.from) * share, range.to + (range.to - range.from) * share);
  }

  measuring(isMeasuring: boolean): void {
    this.isMeasuring = isMeasuring;
    this.measureFrom = this.measureTo = undefined;
    this.isMeasureFixed = false;
    this.over.changed();
  }

  picture(): HTMLCanvasElement {
    return this.chart.takeScreenshot(true, false);
  }

  private keepInView(before: Candles, from: number, to: number): void {
    const step = (before.time[1] ?? 0) - (before.time[0] ?? 0) || stepOf(this.resolution);
    const timeAt = (position: number) => {
      const i = Math.min(before.time.length - 1, Math.max(0, Math.floor(position)));
      return (before.time[i] ?? 0) + (position - i) * step;
    };
    const now = stepOf(this.resolution);
    const positionAt = (time: number) => {
      const i = positionOf(this.candles.time, time);
      return i + (time - (this.candles.time[i] ?? 0)) / now;
    };
    this.look(positionAt(timeAt(from)), positionAt(timeAt(to)));
  }

  private barAt(i: number) {
    const { time, open, high, low, close } = this.candles;
    return {
      time: ((time[i] ?? 0) + this.offset) as UTCTimestamp,
      open: open[i] ?? 0,
      high: high[i] ?? 0,
      low: low[i] ?? 0,
      close: close[i] ?? 0,
    };
  }

  private volumeAt(i: number) {
    return { time: ((this.candles.time[i] ?? 0) + this.offset) as UTCTimestamp, value: this.candles.volume[i] ?? 0 };
  }

  private place(): void {
    const times = this.candles.time;
    const until = (times[times.length - 1] ?? 0) + stepOf(this.resolution);
    const first = times[0] ?? 0;
    this.boxes = boxesOf(this.scene.blocks, times);
    this.marks = this.scene.structure
      .filter(({ time }) => time >= first && time < until)
      .map((mark) => ({ ...mark, position: positionOf(times, mark.time) }));
    this.trades = this.scene.trades
      .filter(({ entryTime, exitTime }) => (exitTime ?? until) >= first && entryTime < until)
      .map((trade) => ({
        ...trade,
        begin: positionOf(times, trade.entryTime),
        end: trade.exitTime === undefined ? times.length - 1 : positionOf(times, trade.exitTime),
        exitPositions: trade.exits.map(({ time }) => positionOf(times, time)),
      }));
    this.levels = this.scene.levels.map((level) => ({
      ...level,
      begin: level.from === undefined ? -1e6 : positionOf(times, level.from),
    }));
    this.under.changed();
    this.over.changed();
  }

  /** Stops and targets that are looked at belong in sight, if that does not flatten the candles. */
  private neededRange(): { low: number; high: number } | null {
    const close = this.candles.close[this.candles.close.length - 1];
    const view = this.view();
    if (close === undefined || !view) return null;
    const picked = this.trades.find(({ n, begin, end }) => n === this.scene.selected && end >= view.from && begin <= view.to);
    const isAtEnd = view.to >= this.candles.time.length - 1;
    const near = ({ price }: Level) => isAtEnd && Math.abs(price - close) / close < RANGE_ROOM * 2;
    const prices = [
      ...(picked ? [picked.entry, picked.stop ?? picked.entry, picked.target ?? picked.entry] : []),
      ...this.levels.filter(near).map(({ price }) => price),
    ];
    return prices.length === 0 ? null : { low: Math.min(...prices), high: Math.max(...prices) };
  }

  private drawOver(context: CanvasRenderingContext2D, scale: Scale): void {
    drawStructure(context, scale, this.marks, this.colors);
    drawLevels(context, scale, this.levels, this.colors);
    drawTrades(context, scale, this.trades, this.scene.selected, this.colors);
    const { measureFrom, measureTo } = this;
    if (measureFrom && measureTo) {
      drawMeasure(context, scale, measureFrom, measureTo, this.measureWords(measureFrom, measureTo), this.colors);
    }
  }

  private measureWords(from: MeasurePoint, to: MeasurePoint): string[] {
    const trade = this.trades.find(({ n }) => n === this.scene.selected) ?? this.trades.find(({ exitTime }) => exitTime === undefined);
    const risk = trade?.stop === undefined ? undefined : Math.abs(trade.entry - trade.stop);
    const atr = this.atr[Math.max(0, Math.round(from.position))] ?? Number.NaN;
    const found = measured(from, to, stepOf(this.resolution), atr, risk);
    const sizes = [
      `${signed(found.percent)} %`,
      found.atrs === undefined ? 'no ATR yet' : `${signed(found.atrs)} ATR`,
      found.risks === undefined ? '' : `${signed(found.risks)} R of ${trade?.exitTime === undefined ? 'the open trade' : `trade ${trade.n}`}`,
    ];
    return [
      `${priceText(from.price, this.decimals)} → ${priceText(to.price, this.decimals)}`,
      sizes.filter(Boolean).join(' · '),
      `${number(found.bars)} candles, ${found.seconds < 0 ? '−' : ''}${span(Math.abs(found.seconds) * 1000)}`,
    ];
  }

  private onPointer({ point, logical }: MouseEventParams<Time>): void {
    if (!point || logical === undefined) {
      this.listener.pointed?.(null);
      return;
    }
    const price = this.bars.coordinateToPrice(point.y) ?? undefined;
    if (this.isMeasuring && this.measureFrom && !this.isMeasureFixed && price !== undefined) {
      this.measureTo = { position: logical, price };
      this.over.changed();
    }
    this.listener.pointed?.({ index: this.indexOf(logical), price, explained: this.explain(point.x, point.y, logical) });
  }

  private onClick({ point, logical }: MouseEventParams<Time>): void {
    if (!point || logical === undefined) return;
    const price = this.bars.coordinateToPrice(point.y);
    if (this.isMeasuring) {
      if (price === null) return;
      const here = { position: Math.round(logical), price };
      if (this.measureFrom && !this.isMeasureFixed) {
        this.measureTo = here;
        this.isMeasureFixed = true;
      } else {
        this.measureFrom = here;
        this.measureTo = undefined;
        this.isMeasureFixed = false;
      }
      this.over.changed();
      return;
    }
    const what = this.explain(point.x, point.y, logical)[0];
    if (what) this.listener.picked?.(what);
  }

  private indexOf(logical: number): number {
    return Math.min(this.candles.time.length - 1, Math.max(0, Math.round(logical)));
  }

  /** What lies under a point: trades first, then structure, then blocks, the smallest first. */
  private explain(x: number, y: number, logical: number): Explained[] {
    const scale = this.over.scale(0, 0);
    const price = this.bars.coordinateToPrice(y);
    if (!scale || price === null) return [];
    const isNear = (position: number, at: number, reach: number) => Math.abs(scale.x(position) - x) <= reach && Math.abs(scale.y(at) - y) <= reach;
    const found: Explained[] = [];
    for (const trade of this.trades) {
      const isAtEntry = isNear(trade.begin, trade.entry, 11);
      const exit = trade.exits.find((one, i) => isNear(trade.exitPositions[i] ?? trade.end, one.price, 9));
      if (isAtEntry || exit) found.push({ kind: 'trade', id: trade.n, words: exit && !isAtEntry ? `${trade.words}; ${exit.words}` : trade.words });
    }
    for (const mark of this.marks) {
      const dx = scale.x(mark.position) - x;
      if (dx >= 0 && dx <= 28 && Math.abs(scale.y(mark.level) - y) <= 5) {
        const name = { BOS: 'break of structure', CHOCH: 'change of character', SWEEP: 'sweep: a wick beyond, no close' }[mark.kind];
        found.push({ kind: 'structure', id: String(mark.time), words: `${mark.side} ${name} at ${priceText(mark.level, this.decimals)}` });
      }
    }
    const boxes = this.boxes
      .filter(({ begin, end, top, bottom }) => begin <= logical && (end ?? Infinity) >= logical && bottom <= price && price <= top)
      .sort((one, other) => one.top - one.bottom - (other.top - other.bottom));
    for (const box of boxes.slice(0, 3)) {
      const block = this.scene.blocks.find(({ id }) => id === box.id);
      if (!block) continue;
      const height = ((block.top - block.bottom) / block.bottom) * 100;
      found.push({
        kind: 'block',
        id: block.id,
        words:
          `${block.side} ${box.isBreaker ? 'breaker' : 'fresh'} ${priceText(block.bottom, this.decimals)} to ${priceText(block.top, this.decimals)}` +
          ` (${number(height, 2)} %), born ${moment(iso(block.born))}` +
          (block.broken === undefined ? '' : `, broken ${moment(iso(block.broken))}`) +
          (block.dead === undefined ? '' : `, dead ${moment(iso(block.dead))}`),
      });
    }
    return found;
  }

  private tickLabel(shifted: number, type: TickMarkType): string {
    const at = iso(shifted - this.offset);
    const atMillis = (shifted - this.offset) * 1000;
    switch (type) {
      case TickMarkType.Year:
        return yearName(atMillis);
      case TickMarkType.Month:
        return monthName(atMillis);
      case TickMarkType.DayOfMonth:
        return dayMonth(atMillis);
      default:
        return clock(at);
    }
  }
}
