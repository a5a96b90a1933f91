// Lays our drawing under and over the candles of a chart of lightweight-charts, without touching how it scales.

import type {
  AutoscaleInfo,
  IChartApi,
  IPrimitivePaneView,
  ISeriesApi,
  ISeriesPrimitive,
  Logical,
  PrimitivePaneViewZOrder,
  SeriesAttachedParameter,
  SeriesType,
  Time,
} from 'lightweight-charts';
import type { Scale } from './draw.ts';

type Draw = (context: CanvasRenderingContext2D, scale: Scale) => void;

/** Draws by a function, at one depth. */
export class Layer implements ISeriesPrimitive<Time> {
  private chart: IChartApi | undefined;
  private series: ISeriesApi<SeriesType, Time> | undefined;
  private update: (() => void) | undefined;
  private readonly views: readonly IPrimitivePaneView[];

  /** @param range lowest and highest price that are to be in sight beside the candles; null for none */
  constructor(
    order: PrimitivePaneViewZOrder,
    draw: Draw,
    private readonly range: () => { low: number; high: number } | null = () => null,
  ) {
    this.views = [
      {
        zOrder: () => order,
        renderer: () => ({
          draw: (target) =>
            target.useMediaCoordinateSpace(({ context, mediaSize }) => {
              const scale = this.scale(mediaSize.width, mediaSize.height);
              if (!scale) return;
              context.save();
              context.beginPath();
              context.rect(0, 0, mediaSize.width, mediaSize.height);
              context.clip();
              draw(context, scale);
              context.restore();
            }),
        }),
      },
    ];
  }

  attached({ chart, series, requestUpdate }: SeriesAttachedParameter<Time>): void {
    this.chart = chart as IChartApi;
    this.series = series as ISeriesApi<SeriesType, Time>;
    this.update = requestUpdate;
  }

  detached(): void {
    this.chart = undefined;
    this.series = undefined;
    this.update = undefined;
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.views;
  }

  autoscaleInfo(): AutoscaleInfo | null {
    const range = this.range();
    return range && { priceRange: { minValue: range.low, maxValue: range.high } };
  }

  /** Draws again. */
  changed(): void {
    this.update?.();
  }

  scale(width: number, height: number): Scale | undefined {
    const { chart, series } = this;
    const visible = chart?.timeScale().getVisibleLogicalRange();
    if (!chart || !series || !visible) return undefined;
    const time = chart.timeScale();
    const left = time.logicalToCoordinate(0 as Logical) ?? 0;
    const step = ((time.logicalToCoordinate(1000 as Logical) ?? 0) - left) / 1000;
    return {
      x: (position) => left + step * position,
      y: (price) => series.priceToCoordinate(price) ?? -1000,
      from: visible.from - 1,
      to: visible.to + 1,
      width,
      height,
    };
  }
}
