// Shapes of which one draws many: a thousand candles are two of them, so that panning stays fast.

let isRegistered = false;

/** Tells ECharts of them; again does no harm. */
export function registerShapes(echarts) {
  if (isRegistered) return;
  isRegistered = true;

  const register = (name, buildPath) =>
    echarts.graphic.registerShape(name, echarts.graphic.extendShape({ type: name, shape: { numbers: [] }, buildPath }));

  // x, y, width, height of each
  register('boxes', (path, { numbers }) => {
    for (let i = 0; i < numbers.length; i += 4) path.rect(numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3]);
  });
  // x, y from; x, y to
  register('segments', (path, { numbers }) => {
    for (let i = 0; i < numbers.length; i += 4) {
      path.moveTo(numbers[i], numbers[i + 1]);
      path.lineTo(numbers[i + 2], numbers[i + 3]);
    }
  });
  // x, y of the tip; size, negative for one that points down
  register('triangles', (path, { numbers }) => {
    for (let i = 0; i < numbers.length; i += 3) {
      const [x, y, size] = [numbers[i], numbers[i + 1], numbers[i + 2]];
      path.moveTo(x, y);
      path.lineTo(x - Math.abs(size) * 0.7, y + size);
      path.lineTo(x + Math.abs(size) * 0.7, y + size);
      path.closePath();
    }
  });
  // x, y of the middle; half of the size
  register('crosses', (path, { numbers }) => {
    for (let i = 0; i < numbers.length; i += 3) {
      const [x, y, half] = [numbers[i], numbers[i + 1], numbers[i + 2]];
      path.moveTo(x - half, y - half);
      path.lineTo(x + half, y + half);
      path.moveTo(x - half, y + half);
      path.lineTo(x + half, y - half);
    }
  });
}

/** One of the shapes as an element of a custom series. */
export function shape(type, numbers, style) {
  return { type, shape: { numbers }, style, silent: true };
}
