// What is seen, as a file of whoever looks.

import { csvOf, type Candles } from '@/rules/candles.ts';
import { full, iso, utc } from '@/rules/times.ts';
import { palette } from '../chart/palette.ts';

interface View {
  readonly from: number;
  readonly to: number;
}

function save(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function saveCsv(name: string, candles: Candles, { from, to }: View): void {
  save(name, new Blob([csvOf(candles, Math.ceil(from), Math.floor(to))], { type: 'text/csv' }));
}

/** With a line above that says what it shows and of when it is. */
export function savePicture(name: string, canvas: HTMLCanvasElement, title: string, candles: Candles, { from, to }: View, asOf: string | undefined): void {
  const ratio = window.devicePixelRatio || 1;
  const head = Math.round(34 * ratio);
  const whole = document.createElement('canvas');
  whole.width = canvas.width;
  whole.height = canvas.height + head;
  const context = whole.getContext('2d');
  if (!context) return;
  const colors = palette();
  context.fillStyle = colors.paper;
  context.fillRect(0, 0, whole.width, whole.height);
  context.drawImage(canvas, 0, head);
  const at = (position: number) => iso(candles.time[Math.min(candles.time.length - 1, Math.max(0, Math.round(position)))] ?? 0);
  context.textBaseline = 'middle';
  context.fillStyle = colors.ink;
  context.font = `600 ${14 * ratio}px 'Inter Variable', system-ui, sans-serif`;
  context.fillText(title, 12 * ratio, head / 2);
  const width = context.measureText(title).width;
  context.fillStyle = colors.quiet;
  context.font = `${12 * ratio}px 'Inter Variable', system-ui, sans-serif`;
  context.fillText(`${full(at(from)).slice(0, -3)} to ${full(at(to)).slice(0, -3)}${asOf ? `, as of ${utc(asOf)}` : ''}`, 24 * ratio + width, head / 2);
  whole.toBlob((blob) => blob && save(name, blob), 'image/png');
}
