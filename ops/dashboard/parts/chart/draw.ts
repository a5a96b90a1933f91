// Draws a scene on a canvas, by the rules of the report's chart. Pixels of the page, not of the screen.

import { BREAKER_LINE, DASHES, FILL, FRESH_LINE, type Box } from '@/rules/blocks.ts';
import { price as priceText } from '@/rules/numbers.ts';
import { faded, type Palette } from './palette.ts';
import type { Level, StructureMark, TradeMark } from './scene.ts';

/** From positions and prices to pixels; `from` and `to` are the positions at the edges. */
export interface Scale {
  readonly x: (position: number) => number;
  readonly y: (price: number) => number;
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly height: number;
}

const LABELS_MAX = 40;
const LINES_MAX = 60;
/** Dashes are slow to draw; among more boxes than this, being empty is what tells breakers from fresh blocks. */
const DASHED_MAX = 60;

const FONT = "'Inter Variable', system-ui, sans-serif";

export function drawBoxes(context: CanvasRenderingContext2D, scale: Scale, boxes: readonly Box[], colors: Palette): void {
  const shown = boxes.filter(({ begin, end }) => begin <= scale.to && (end ?? Infinity) >= scale.from);
  const breakers = shown.reduce((all, { isBreaker }) => all + (isBreaker ? 1 : 0), 0);
  context.lineWidth = 1;
  for (const box of shown) {
    const left = Math.round(Math.max(-2, scale.x(box.begin))) + 0.5;
    const right = Math.round(box.end === undefined ? scale.width + 2 : Math.min(scale.width + 2, scale.x(box.end))) + 0.5;
    const top = Math.round(scale.y(box.top)) + 0.5;
    const bottom = Math.round(scale.y(box.bottom)) + 0.5;
    if (bottom < 0 || top > scale.height) continue;
    const width = Math.max(1, right - left);
    const height = Math.max(1, bottom - top);
    const color = box.isBull ? colors.rise : colors.fall;
    const strength = box.isDead ? 0.55 : 1;
    if (!box.isBreaker) {
      context.fillStyle = faded(color, FILL * strength);
      context.fillRect(left, top, width, height);
    }
    context.strokeStyle = faded(color, (box.isBreaker ? BREAKER_LINE : FRESH_LINE) * strength);
    context.setLineDash(box.isBreaker && breakers <= DASHED_MAX ? [...DASHES] : []);
    context.strokeRect(left, top, width, height);
  }
  context.setLineDash([]);
}

export function drawStructure(
  context: CanvasRenderingContext2D,
  scale: Scale,
  marks: readonly (StructureMark & { position: number })[],
  colors: Palette,
): void {
  const shown = marks.filter(({ position }) => position >= scale.from && position <= scale.to);
  const hasLabels = shown.length <= LABELS_MAX;
  const reach = hasLabels ? 28 : 6;
  context.strokeStyle = colors.quiet;
  context.fillStyle = colors.quiet;
  context.lineWidth = 1;
  context.font = `10px ${FONT}`;
  for (const { position, level, kind, side } of shown) {
    const x = scale.x(position);
    const y = Math.round(scale.y(level)) + 0.5;
    context.setLineDash(kind === 'SWEEP' ? [2, 2] : []);
    context.beginPath();
    context.moveTo(x - reach, y);
    context.lineTo(x, y);
    context.stroke();
    if (!hasLabels) continue;
    context.textBaseline = side === 'bull' ? 'bottom' : 'top';
    context.textAlign = 'left';
    const text = kind === 'CHOCH' ? 'CHoCH' : kind === 'SWEEP' ? 'sweep' : kind;
    const textY = y + (side === 'bull' ? -2 : 2);
    context.lineWidth = 3;
    context.strokeStyle = faded(colors.paper, 0.8);
    context.setLineDash([]);
    context.strokeText(text, x - reach, textY);
    context.lineWidth = 1;
    context.strokeStyle = colors.quiet;
    context.fillText(text, x - reach, textY);
  }
  context.setLineDash([]);
}

export type PlacedTrade = TradeMark & { readonly begin: number; readonly end: number; readonly exitPositions: readonly number[] };

export function drawTrades(
  context: CanvasRenderingContext2D,
  scale: Scale,
  trades: readonly PlacedTrade[],
  selected: string | null,
  colors: Palette,
): void {
  const shown = trades.filter(({ begin, end }) => end >= scale.from && begin <= scale.to);
  const isClose = shown.length <= LINES_MAX;
  const size = isClose ? 9 : 5;
  for (const trade of shown) {
    const color = trade.mode === 'A' ? colors.modeA : colors.modeB;
    const x = scale.x(trade.begin);
    const y = scale.y(trade.entry);
    context.strokeStyle = color;
    context.lineWidth = isClose ? 1.5 : 1;
    context.setLineDash(trade.isWon ? [] : [3, 3]);
    trade.exits.forEach((exit, i) => {
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(scale.x(trade.exitPositions[i] ?? trade.end), scale.y(exit.price));
      context.stroke();
    });
    context.setLineDash([]);
    if (isClose) {
      context.lineWidth = 2;
      trade.exits.forEach((exit, i) => cross(context, scale.x(trade.exitPositions[i] ?? trade.end), scale.y(exit.price), 4));
    }
    const tip = trade.isLong ? size : -size;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x - size * 0.7, y + tip);
    context.lineTo(x + size * 0.7, y + tip);
    context.closePath();
    context.fillStyle = color;
    context.fill();
    context.strokeStyle = trade.n === selected ? colors.ink : colors.paper;
    context.lineWidth = trade.n === selected ? 2 : 1;
    context.stroke();
  }
  const picked = shown.find(({ n }) => n === selected);
  if (picked) drawSelected(context, scale, picked, colors);
}

function cross(context: CanvasRenderingContext2D, x: number, y: number, half: number): void {
  context.beginPath();
  context.moveTo(x - half, y - half);
  context.lineTo(x + half, y + half);
  context.moveTo(x - half, y + half);
  context.lineTo(x + half, y - half);
  context.stroke();
}

/** Entry, target and stop of the trade that is looked at, each with its price. */
function drawSelected(context: CanvasRenderingContext2D, scale: Scale, trade: PlacedTrade, colors: Palette): void {
  const left = scale.x(trade.begin);
  const right = Math.max(scale.x(trade.end), left + 60);
  const levels = [
    { name: 'target', value: trade.target, color: colors.win, dashes: [6, 3] },
    { name: 'entry', value: trade.entry, color: colors.ink, dashes: [] },
    { name: 'stop', value: trade.stop, color: colors.loss, dashes: [2, 3] },
  ];
  for (const { name, value, color, dashes } of levels) {
    if (value === undefined) continue;
    const y = Math.round(scale.y(value)) + 0.5;
    context.strokeStyle = color;
    context.lineWidth = 1.5;
    context.setLineDash(dashes);
    context.beginPath();
    context.moveTo(left, y);
    context.lineTo(right, y);
    context.stroke();
    context.setLineDash([]);
    label(context, `${name} ${priceText(value)}`, right + 4, y, 'left', color, colors.paper, 0.85);
  }
}

function label(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  align: 'left' | 'right',
  color: string,
  ground: string,
  opacity: number,
): void {
  context.font = `11px ${FONT}`;
  context.textAlign = align;
  context.textBaseline = 'middle';
  const width = context.measureText(text).width;
  context.fillStyle = faded(ground, opacity);
  context.fillRect(align === 'left' ? x - 2 : x - width - 2, y - 7, width + 4, 14);
  context.fillStyle = color;
  context.fillText(text, x, y + 0.5);
}

/** Lines to the right edge. Labels that would lie on each other are moved apart. */
export function drawLevels(
  context: CanvasRenderingContext2D,
  scale: Scale,
  levels: readonly (Level & { begin: number })[],
  colors: Palette,
): void {
  let lowest = -Infinity;
  const placed = levels
    .map((level) => ({ ...level, y: Math.round(scale.y(level.price)) + 0.5 }))
    .filter(({ y }) => y > -1 && y < scale.height + 1)
    .sort((one, other) => one.y - other.y);
  for (const level of placed) {
    const color =
      level.kind === 'stop' ? colors.loss : level.kind === 'target' ? colors.win : level.mode === 'B' ? colors.modeB : colors.modeA;
    context.strokeStyle = color;
    context.lineWidth = level.kind === 'entry' ? 1.5 : 1;
    context.setLineDash(level.kind === 'stop' ? [2, 3] : level.kind === 'target' ? [6, 3] : level.kind === 'order' ? [1, 2] : []);
    context.beginPath();
    context.moveTo(Math.max(0, scale.x(level.begin)), level.y);
    context.lineTo(scale.width, level.y);
    context.stroke();
    context.setLineDash([]);
    const labelY = Math.max(level.y, lowest + 15);
    lowest = labelY;
    label(context, level.label, scale.width - 6, labelY, 'right', color, colors.paper, 0.9);
  }
}

export function drawMeasure(
  context: CanvasRenderingContext2D,
  scale: Scale,
  from: { position: number; price: number },
  to: { position: number; price: number },
  words: readonly string[],
  colors: Palette,
): void {
  const [x1, y1, x2, y2] = [scale.x(from.position), scale.y(from.price), scale.x(to.position), scale.y(to.price)];
  const color = to.price >= from.price ? colors.rise : colors.fall;
  context.fillStyle = faded(color, 0.1);
  context.fillRect(Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1), Math.abs(y2 - y1));
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
  for (const [x, y] of [[x1, y1], [x2, y2]] as const) {
    context.beginPath();
    context.arc(x, y, 3, 0, 2 * Math.PI);
    context.fillStyle = color;
    context.fill();
  }
  context.font = `12px ${FONT}`;
  const width = Math.max(...words.map((text) => context.measureText(text).width)) + 16;
  const height = words.length * 17 + 8;
  const left = Math.min(Math.max(4, x2 + 10), Math.max(4, scale.width - width - 4));
  const top = Math.min(Math.max(4, y2 - height - 8), Math.max(4, scale.height - height - 4));
  context.fillStyle = colors.paper;
  context.fillRect(left, top, width, height);
  context.strokeRect(Math.round(left) + 0.5, Math.round(top) + 0.5, width, height);
  context.fillStyle = colors.ink;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  words.forEach((text, i) => context.fillText(text, left + 8, top + 13 + i * 17));
}
