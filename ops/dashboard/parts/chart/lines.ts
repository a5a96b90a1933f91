// Curves over time: equity, drawdown. The same canvas as the price chart's.

import {
  ColorType,
  createChart,
  CrosshairMode,
  LineSeries,
  LineStyle,
  TickMarkType,
  type IChartApi,
  type ISeriesApi,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import { thinned, type Curve } from '@/rules/figures.ts';
import { number } from '@/rules/numbers.ts';
import { clock, dayMonth, iso, moment, monthName, yearName } from '@/rules/times.ts';
import { faded, palette } from './palette.ts';

export interface NamedCurve extends Curve {
  readonly name: string;
  readonly color: 'modeA' | 'modeB' | 'ink' | 'quiet' | 'accent';
  /** So that colour alone says nothing. */
  readonly isDashed?: boolean;
}

const POINTS_MAX = 3000;

export class LineChart {
  private readonly chart: IChartApi;
  private readonly offset = -new Date().getTimezoneOffset() * 60;
  private series: ISeriesApi<'Line', Time>[] = [];
  private curves: readonly NamedCurve[] = [];

  /** @param pointed told of the time under the pointer in unix seconds; null when it has left */
  constructor(element: HTMLElement, private readonly unit: string, pointed?: (at: number | null) => void) {
    this.chart = createChart(element, {
      autoSize: true,
      layout: { attributionLogo: false, fontFamily: "'Inter Variable', system-ui, sans-serif", fontSize: 11 },
      crosshair: { mode: CrosshairMode.Normal },
      rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.08, bottom: 0.08 } },
      timeScale: {
        borderVisible: false,
        timeVisible: true,
        minBarSpacing: 0.01,
        fixLeftEdge: true,
        fixRightEdge: true,
        tickMarkFormatter: (at: Time, type: TickMarkType) => this.tickLabel(Number(at) - this.offset, type),
      },
      localization: {
        timeFormatter: (at: Time) => moment(iso(Number(at) - this.offset)),
      },
      handleScroll: { mouseWheel: false, vertTouchDrag: false },
      handleScale: { mouseWheel: false },
    });
    this.chart.subscribeCrosshairMove(({ time }) => pointed?.(time === undefined ? null : Number(time) - this.offset));
  }

  remove(): void {
    this.chart.remove();
  }

  show(curves: readonly NamedCurve[]): void {
    this.curves = curves;
    this.series.forEach((one) => this.chart.removeSeries(one));
    const colors = palette();
    this.chart.applyOptions({
      layout: { background: { type: ColorType.Solid, color: colors.paper }, textColor: colors.quiet },
      grid: { vertLines: { visible: false }, horzLines: { color: faded(colors.rule, 0.6) } },
      crosshair: {
        vertLine: { color: colors.quiet, labelBackgroundColor: colors.ink },
        horzLine: { color: colors.quiet, labelBackgroundColor: colors.ink },
      },
    });
    this.series = curves.map((curve) => {
      const line = this.chart.addSeries(LineSeries, {
        color: colors[curve.color],
        lineWidth: 2,
        lineStyle: curve.isDashed ? LineStyle.Dashed : LineStyle.Solid,
        priceLineVisible: false,
        title: curve.name,
        priceFormat: { type: 'custom', formatter: (value: number) => `${number(value, 2)}${this.unit}`, minMove: 0.01 },
      });
      const { time, value } = thinned(curve, POINTS_MAX);
      line.setData(time.map((at, i) => ({ time: (at + this.offset) as UTCTimestamp, value: value[i] ?? 0 })));
      return line;
    });
    this.chart.timeScale().fitContent();
  }

  /** Takes its colours from the style sheet again. */
  recolor(): void {
    this.show(this.curves);
  }

  private tickLabel(at: number, type: TickMarkType): string {
    if (type === TickMarkType.Year) return yearName(at * 1000);
    if (type === TickMarkType.Month) return monthName(at * 1000);
    return type === TickMarkType.DayOfMonth ? dayMonth(at * 1000) : clock(iso(at));
  }
}
