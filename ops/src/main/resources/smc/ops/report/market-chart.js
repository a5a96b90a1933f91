import { price, time } from './format.js';
import { registerShapes, shape } from './shapes.js';
import { faded } from './theme.js';

// Candles, blocks, structure and trades of one symbol. Only what is in view is drawn, each kind as a few large shapes, and candles that would
// share a column of pixels become one: 24,000 of them pan as fast as 200.

const CANDLES_MIN = 12;
const PIXELS_PER_CANDLE_MIN = 3;
const LABELS_MAX = 50;
const LINES_MAX = 60;
// Dashes are slow to draw; among more boxes than this, being empty is what tells breakers from fresh blocks.
const DASHED_MAX = 60;
const HEADROOM = 0.06;

/**
 * @param echarts the library, or as much of it as has custom series, grid, data zoom and axis pointer
 * @param element to draw in
 * @param listener told of `moved(from, to)` in candles, `pointed(position)` and `picked(trade)`
 * @returns what steers it: `show(data)`, `look(from, to)`, `select(trade)`, `color(colors)`, `view()`, `resize()`
 *
 * Data: `candles` as columns seconds, open, high, low, close; `blocks`, `marks` and `trades` as lists whose places in time are positions
 * among the candles. Prices in USD.
 */
export function marketChart(echarts, element, listener) {
  registerShapes(echarts);
  const chart = echarts.init(element, null, { renderer: 'canvas' });
  let data = { candles: { seconds: [], open: [], high: [], low: [], close: [] }, blocks: [], marks: [], trades: [] };
  let colors = null;
  let selected = null;
  let from = 0;
  let to = 0;

  const count = () => data.candles.open.length;

  /** What a series needs to place things: pixels of a position, of a price, and of one candle. */
  const scale = (params, api) => {
    const { x, y, width, height } = params.coordSys;
    const [left, zero] = api.coord([0, 0]);
    const [right, one] = api.coord([1, 1]);
    return {
      x: (position) => left + (right - left) * position,
      y: (value) => Math.min(y + height, Math.max(y, zero + (one - zero) * value)),
      step: right - left,
      left: x,
      right: x + width,
      top: y,
      bottom: y + height,
    };
  };

  const drawBlocks = (at) => {
    const kinds = [
      { isBull: true, isBreaker: false, boxes: [] },
      { isBull: false, isBreaker: false, boxes: [] },
      { isBull: true, isBreaker: true, boxes: [] },
      { isBull: false, isBreaker: true, boxes: [] },
    ];
    const put = (block, isBreaker, begin, end) => {
      if (end < from || begin > to) return;
      const left = Math.max(at.x(begin), at.left - 2);
      const right = Math.min(at.x(end), at.right + 2);
      const top = at.y(block.top);
      const height = at.y(block.bottom) - top;
      if (height <= 0) return;
      const kind = kinds.find((one) => one.isBull === block.isBull && one.isBreaker === isBreaker);
      kind.boxes.push(left, top, Math.max(1, right - left), Math.max(1, height));
    };
    for (const block of data.blocks) {
      if (block.born > to) break;
      const death = block.dead < 0 ? count() : block.dead;
      put(block, false, block.born, block.broken < 0 ? death : block.broken);
      if (block.broken >= 0) put(block, true, block.broken, death);
    }
    return kinds.map(({ isBull, isBreaker, boxes }) => {
      const color = isBull ? colors.rise : colors.fall;
      return shape('boxes', boxes, {
        fill: isBreaker ? null : faded(color, 0.16),
        stroke: faded(color, isBreaker ? 0.75 : 0.55),
        lineWidth: 1,
        lineDash: isBreaker && boxes.length / 4 <= DASHED_MAX ? [4, 3] : null,
      });
    });
  };

  const drawCandles = (at) => {
    const { open, high, low, close } = data.candles;
    const first = Math.max(0, Math.floor(from));
    const last = Math.min(count() - 1, Math.ceil(to));
    const each = Math.max(1, Math.ceil(PIXELS_PER_CANDLE_MIN / at.step));
    const half = Math.max(0.5, Math.min(8, (at.step * each * 0.64) / 2));
    const wicks = [[], []];
    const bodies = [[], []];
    // Groups begin at multiples of their size, so that they stay the same candles while one pans.
    for (let group = first - (first % each); group <= last; group += each) {
      const end = Math.min(group + each - 1, count() - 1);
      let highest = high[group];
      let lowest = low[group];
      for (let i = group + 1; i <= end; i++) {
        if (high[i] > highest) highest = high[i];
        if (low[i] < lowest) lowest = low[i];
      }
      const isRise = close[end] >= open[group];
      const side = isRise ? 0 : 1;
      const x = at.x((group + end) / 2);
      const top = at.y(Math.max(open[group], close[end]));
      const bottom = at.y(Math.min(open[group], close[end]));
      wicks[side].push(x, at.y(highest), x, top, x, bottom, x, at.y(lowest));
      bodies[side].push(x - half, top, half * 2, Math.max(1, bottom - top));
    }
    // Rising bodies are hollow, so that colour alone says nothing.
    return [colors.rise, colors.fall].flatMap((color, side) => [
      shape('segments', wicks[side], { stroke: color, lineWidth: 1, fill: null }),
      shape('boxes', bodies[side], { fill: side === 0 ? colors.paper : color, stroke: color, lineWidth: 1 }),
    ]);
  };

  const drawMarks = (at) => {
    const shown = data.marks.filter((mark) => mark.at >= from && mark.at <= to);
    const hasLabels = shown.length <= LABELS_MAX;
    const reach = hasLabels ? 26 : 5;
    const lines = [];
    const labels = [];
    for (const mark of shown) {
      const x = at.x(mark.at);
      const y = at.y(mark.level);
      lines.push(x - reach, y, x, y);
      if (hasLabels) {
        labels.push({
          type: 'text',
          silent: true,
          style: {
            x: x - reach,
            y: y + (mark.isBull ? -3 : 3),
            text: mark.kind === 'CHOCH' ? 'CHoCH' : mark.kind,
            fill: colors.quiet,
            font: '10px system-ui, sans-serif',
            verticalAlign: mark.isBull ? 'bottom' : 'top',
          },
        });
      }
    }
    return [shape('segments', lines, { stroke: colors.quiet, lineWidth: 1, fill: null }), ...labels];
  };

  const drawTrades = (at) => {
    const shown = data.trades.filter((trade) => trade.until >= from && trade.at <= to);
    const elements = [];
    const isClose = shown.length <= LINES_MAX;
    const size = isClose ? 9 : 5;
    for (const mode of ['A', 'B']) {
      const color = mode === 'A' ? colors['mode-a'] : colors['mode-b'];
      const entries = [];
      const exits = [];
      const won = [];
      const lost = [];
      for (const trade of shown) {
        if (trade.mode !== mode) continue;
        const y = at.y(trade.entry);
        entries.push(at.x(trade.at), y, trade.isLong ? size : -size);
        for (const exit of trade.exits) {
          const path = trade.net > 0 ? won : lost;
          path.push(at.x(trade.at), y, at.x(exit.at), at.y(exit.price));
          if (isClose) exits.push(at.x(exit.at), at.y(exit.price), 4);
        }
      }
      const line = { stroke: color, lineWidth: isClose ? 1.5 : 1, fill: null };
      elements.push(
        shape('segments', won, line),
        shape('segments', lost, { ...line, lineDash: [3, 3] }),
        shape('triangles', entries, { fill: color, stroke: colors.paper, lineWidth: 1 }),
        shape('crosses', exits, { stroke: color, lineWidth: 2, fill: null }),
      );
    }
    if (selected) elements.push(...drawLevels(at, selected));
    return elements;
  };

  /** Target and stop of the selected trade. */
  const drawLevels = (at, trade) => {
    const left = at.x(trade.at);
    const right = Math.max(at.x(trade.until), left + 60);
    const levels = [
      { name: 'target', value: trade.target, color: colors.win, dash: [6, 3] },
      { name: 'entry', value: trade.entry, color: colors.ink, dash: null },
      { name: 'stop', value: trade.stop, color: colors.loss, dash: [2, 3] },
    ].filter(({ value }) => value !== null);
    return levels.flatMap(({ name, value, color, dash }) => {
      const y = at.y(value);
      return [
        shape('segments', [left, y, right, y], { stroke: color, lineWidth: 1.5, lineDash: dash, fill: null }),
        {
          type: 'text',
          silent: true,
          style: {
            x: right + 4,
            y,
            text: `${name} ${price(value)}`,
            fill: color,
            font: '11px system-ui, sans-serif',
            verticalAlign: 'middle',
            backgroundColor: faded(colors.paper, 0.8),
          },
        },
      ];
    });
  };

  const series = (id, z, draw) => ({
    id,
    z,
    type: 'custom',
    silent: true,
    clip: true,
    animation: false,
    dimensions: ['position', 'price'],
    data: [[0, 0]],
    renderItem: (params, api) =>
      count() === 0 ? null : { type: 'group', silent: true, children: draw(scale(params, api)) },
  });

  /** Lowest and highest price in view, with room above and below. */
  const priceRange = () => {
    const { high, low } = data.candles;
    let lowest = Infinity;
    let highest = -Infinity;
    const last = Math.min(count() - 1, Math.ceil(to));
    for (let i = Math.max(0, Math.floor(from)); i <= last; i++) {
      if (high[i] > highest) highest = high[i];
      if (low[i] < lowest) lowest = low[i];
    }
    if (selected && selected.until >= from && selected.at <= to) {
      highest = Math.max(highest, selected.target, selected.stop ?? selected.target);
      lowest = Math.min(lowest, selected.target, selected.stop ?? selected.target);
    }
    const room = (highest - lowest || highest * 0.01) * HEADROOM;
    return { min: lowest - room, max: highest + room };
  };

  const timeLabel = (position) => {
    const at = Math.round(position);
    if (at < 0 || at >= count()) return '';
    const text = time(data.candles.seconds[at]);
    return to - from > 1000 ? text.slice(0, 10) : text.slice(5);
  };

  /** A label at the very edge would be cut. */
  const tickLabel = (position) => {
    const edge = ((to - from) / element.clientWidth) * 40;
    return position < from + edge || position > to - edge ? '' : timeLabel(position);
  };

  const options = () => ({
    animation: false,
    grid: { left: 8, right: 66, top: 10, bottom: 66 },
    axisPointer: { show: true, type: 'line', triggerTooltip: false },
    tooltip: { show: true, trigger: 'none', axisPointer: { type: 'cross' } },
    xAxis: {
      type: 'value',
      min: -0.5,
      max: Math.max(1, count() - 0.5),
      splitLine: { show: false },
      splitNumber: Math.max(2, Math.floor(element.clientWidth / 150)),
      axisLine: { onZero: false, lineStyle: { color: colors.rule } },
      axisTick: { lineStyle: { color: colors.rule } },
      axisLabel: { color: colors.quiet, formatter: tickLabel, hideOverlap: true },
      axisPointer: {
        snap: false,
        lineStyle: { color: colors.quiet },
        label: { backgroundColor: colors.ink, color: colors.paper, formatter: ({ value }) => timeLabel(value) },
      },
    },
    yAxis: {
      type: 'value',
      position: 'right',
      ...(count() > 0 ? priceRange() : {}),
      splitLine: { lineStyle: { color: colors.rule, opacity: 0.6 } },
      axisLabel: { color: colors.quiet, showMinLabel: false, showMaxLabel: false },
      axisPointer: {
        snap: false,
        lineStyle: { color: colors.quiet },
        label: { backgroundColor: colors.ink, color: colors.paper, precision: 3 },
      },
    },
    dataZoom: [
      { id: 'inside', type: 'inside', filterMode: 'none', throttle: 20, minValueSpan: CANDLES_MIN, zoomOnMouseWheel: true },
      {
        id: 'slider',
        type: 'slider',
        filterMode: 'none',
        throttle: 20,
        minValueSpan: CANDLES_MIN,
        showDataShadow: false,
        height: 22,
        bottom: 10,
        borderColor: colors.rule,
        fillerColor: faded(colors.accent, 0.14),
        handleStyle: { color: colors.paper, borderColor: colors.quiet },
        moveHandleStyle: { color: colors.rule },
        labelFormatter: timeLabel,
        textStyle: { color: colors.quiet },
        brushSelect: false,
      },
    ],
    series: [
      series('blocks', 1, drawBlocks),
      series('candles', 2, drawCandles),
      series('marks', 3, drawMarks),
      series('trades', 4, drawTrades),
    ],
  });

  const redraw = () => chart.setOption({ yAxis: priceRange() });

  chart.on('datazoom', (event) => {
    const { start, end } = event.batch ? event.batch[0] : event;
    from = (start / 100) * count() - 0.5;
    to = (end / 100) * count() - 0.5;
    redraw();
    listener.moved?.(from, to);
  });

  const positionAt = (event) => {
    const point = [event.offsetX, event.offsetY];
    if (count() === 0 || !chart.containPixel('grid', point)) return null;
    return Math.max(0, Math.min(count() - 1, Math.round(chart.convertFromPixel({ xAxisIndex: 0 }, point[0]))));
  };

  chart.getZr().on('mousemove', (event) => listener.pointed?.(positionAt(event)));
  chart.getZr().on('globalout', () => listener.pointed?.(null));
  chart.getZr().on('click', (event) => {
    const position = positionAt(event);
    if (position === null) return;
    const reach = ((to - from) / element.clientWidth) * 16;
    const distance = (trade) => Math.max(0, trade.at - position, position - trade.until);
    const near = data.trades
      .filter((trade) => distance(trade) <= reach)
      .sort((one, other) => distance(one) - distance(other) || Math.abs(one.at - position) - Math.abs(other.at - position));
    if (near.length > 0) listener.picked?.(near[0]);
  });

  return {
    show(next) {
      data = next;
      selected = null;
      from = -0.5;
      to = count() - 0.5;
      chart.setOption(options(), true);
    },
    /** Shows the candles from one position to another, as far as there are any. */
    look(begin, end) {
      const span = Math.min(Math.max(end - begin, CANDLES_MIN), count());
      const start = Math.max(0, Math.min(begin, count() - span));
      chart.dispatchAction({
        type: 'dataZoom',
        dataZoomIndex: 0,
        start: (start / count()) * 100,
        end: ((start + span) / count()) * 100,
      });
    },
    select(trade) {
      selected = trade;
      redraw();
    },
    color(next) {
      colors = next;
      chart.setOption(options());
    },
    view: () => ({ from, to, count: count() }),
    resize: () => chart.resize(),
  };
}
