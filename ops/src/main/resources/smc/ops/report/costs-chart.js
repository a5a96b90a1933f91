import { signed } from './format.js';

/**
 * A waterfall: steps from one sum to another.
 *
 * @param steps each with `name`, `value`, and whether it stands on zero as a sum (`isSum`) or is only told of and changes nothing (`isTold`)
 */
export function costsChart(echarts, element, steps) {
  const chart = echarts.init(element, null, { renderer: 'canvas' });
  let level = 0;
  const bars = steps.map((step) => {
    const begin = step.isSum ? 0 : level;
    const end = begin + step.value;
    if (!step.isTold) level = end;
    return { ...step, begin, end };
  });

  const options = (colors) => ({
    animation: false,
    grid: { left: 62, right: 14, top: 26, bottom: 28 },
    xAxis: {
      type: 'category',
      data: bars.map(({ name }) => name),
      axisLine: { onZero: false, lineStyle: { color: colors.rule } },
      axisTick: { show: false },
      axisLabel: { color: colors.ink, interval: 0 },
    },
    yAxis: {
      type: 'value',
      axisLabel: { color: colors.quiet },
      splitLine: { lineStyle: { color: colors.rule, opacity: 0.6 } },
    },
    series: [
      {
        type: 'custom',
        silent: true,
        encode: { x: 0, y: [1, 2] },
        data: bars.map(({ begin, end }, i) => [i, begin, end]),
        renderItem: (params, api) => {
          const bar = bars[params.dataIndex];
          const [x, from] = api.coord([api.value(0), bar.begin]);
          const to = api.coord([0, bar.end])[1];
          const width = Math.min(90, api.size([1, 0])[0] * 0.6);
          const color = bar.isSum ? colors.ink : bar.value < 0 ? colors.loss : colors.win;
          return {
            type: 'group',
            children: [
              {
                type: 'rect',
                shape: { x: x - width / 2, y: Math.min(from, to), width, height: Math.max(1, Math.abs(to - from)) },
                style: bar.isTold ? { fill: 'none', stroke: color, lineDash: [3, 3] } : { fill: color },
              },
              {
                type: 'text',
                style: {
                  x,
                  y: Math.min(from, to) - 5,
                  text: signed(bar.value),
                  fill: colors.ink,
                  align: 'center',
                  verticalAlign: 'bottom',
                  font: '12px system-ui, sans-serif',
                },
              },
            ],
          };
        },
      },
    ],
  });

  return {
    color: (colors) => chart.setOption(options(colors), true),
    resize: () => chart.resize(),
  };
}
