import { positionOf } from './columns.js';
import { number, percent, time } from './format.js';
import { faded } from './theme.js';

// Lines of money over time, and under them how far the first lies below its peak.

const POINTS_MAX = 1200;

/** How far each value lies below the highest before it, in per cent of that. */
export function drawdowns(values, start) {
  const depths = new Float64Array(values.length);
  let peak = start;
  for (let i = 0; i < values.length; i++) {
    if (values[i] > peak) peak = values[i];
    depths[i] = peak > 0 ? ((peak - values[i]) / peak) * 100 : 0;
  }
  return depths;
}

/** Lowest and highest of each stretch, in their order, so that no trough is lost among 24,000 points. */
export function thinned(seconds, values) {
  const stretch = Math.max(1, Math.ceil((2 * values.length) / POINTS_MAX));
  const points = [];
  for (let begin = 0; begin < values.length; begin += stretch) {
    let low = begin;
    let high = begin;
    for (let i = begin + 1; i < Math.min(begin + stretch, values.length); i++) {
      if (values[i] < values[low]) low = i;
      if (values[i] > values[high]) high = i;
    }
    for (const i of low === high ? [low] : [Math.min(low, high), Math.max(low, high)]) {
      points.push([seconds[i] * 1000, values[i]]);
    }
  }
  if (values.length > 0) points.push([seconds[values.length - 1] * 1000, values[values.length - 1]]);
  return points;
}

/**
 * @param lines each with `name`, `seconds`, `values`, the name of its colour, and whether it is dotted; the first is the one whose drawdown shows
 * @param start money it began with
 */
export function equityChart(echarts, element, lines, start) {
  const chart = echarts.init(element, null, { renderer: 'canvas' });
  const curves = lines.map((line) => ({ ...line, points: thinned(line.seconds, line.values) }));
  const depths = drawdowns(lines[0].values, start);
  const ticks = Math.max(2, Math.floor(element.clientWidth / 160));
  const days = (lines[0].seconds.at(-1) - lines[0].seconds[0]) / 86_400;

  const axis = (colors, gridIndex, hasLabels) => ({
    type: 'time',
    gridIndex,
    axisLine: { lineStyle: { color: colors.rule } },
    axisTick: { show: false },
    axisLabel: {
      show: hasLabels,
      color: colors.quiet,
      hideOverlap: true,
      formatter: days < 2 * ticks ? '{MM}-{dd} {HH}:{mm}' : '{yyyy}-{MM}-{dd}', // else a day would stand at several of them
    },
    splitLine: { show: false },
    splitNumber: ticks,
    axisPointer: { label: { show: false } },
  });

  const options = (colors) => ({
    animation: false,
    useUTC: true,
    grid: [
      { left: 62, right: 14, top: element.clientWidth < 500 ? 62 : 40, bottom: '30%' },
      { left: 62, right: 14, bottom: 28, height: '18%' },
    ],
    legend: { top: 0, left: 0, itemWidth: 22, itemStyle: { opacity: 0 }, textStyle: { color: colors.ink }, data: curves.map(({ name }) => name) },
    axisPointer: { link: [{ xAxisIndex: 'all' }], lineStyle: { color: colors.quiet } },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: colors.panel,
      borderColor: colors.rule,
      textStyle: { color: colors.ink, fontSize: 12 },
      // Of each line as it is, not of the few points drawn.
      formatter: (points) => {
        const seconds = points[0].value[0] / 1000;
        const row = (color, text) => `<span style="color:${color}">●</span> ${text}`;
        const rows = lines.map((line) => {
          const value = line.values[positionOf(line.seconds, seconds)];
          return row(colors[line.color], `${line.name} ${number(line.seconds[0] > seconds ? null : value, 2)} USD`);
        });
        const depth = depths[positionOf(lines[0].seconds, seconds)];
        return [time(seconds), ...rows, row(colors.loss, `drawdown ${percent(depth, 1)}`)].join('<br>');
      },
    },
    xAxis: [axis(colors, 0, false), axis(colors, 1, true)],
    yAxis: [
      {
        type: 'value',
        scale: true,
        gridIndex: 0,
        axisLabel: { color: colors.quiet },
        splitLine: { lineStyle: { color: colors.rule, opacity: 0.6 } },
      },
      {
        type: 'value',
        gridIndex: 1,
        inverse: true,
        min: 0,
        splitNumber: 2,
        axisLabel: { color: colors.quiet, formatter: '{value} %' },
        splitLine: { lineStyle: { color: colors.rule, opacity: 0.6 } },
      },
    ],
    series: [
      ...curves.map(({ name, points, color, isDotted }) => ({
        name,
        type: 'line',
        data: points,
        symbol: 'none',
        step: isDotted ? 'end' : false,
        lineStyle: { color: colors[color], width: color === 'ink' ? 2 : 1.4, type: isDotted ? [2, 3] : 'solid' },
        itemStyle: { color: colors[color] },
        emphasis: { disabled: true },
      })),
      {
        name: 'drawdown',
        type: 'line',
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: thinned(lines[0].seconds, depths),
        symbol: 'none',
        lineStyle: { color: colors.loss, width: 1 },
        itemStyle: { color: colors.loss },
        areaStyle: { color: faded(colors.loss, 0.25), origin: 'start' },
        emphasis: { disabled: true },
      },
    ],
  });

  return {
    color: (colors) => chart.setOption(options(colors), true),
    resize: () => chart.resize(),
  };
}
