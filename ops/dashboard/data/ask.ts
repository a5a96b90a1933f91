// Asks the API. What it refuses comes as three words: what was expected, what was, and where.

import type { Said } from '@/rules/clock.ts';
import { answered, closed, engineSaid, told, unanswered } from './contact.ts';

export type Json = Record<string, unknown>;
export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** No answer at all: the engine is off, or the network is. */
export class NoAnswer extends Error {}

export function addressOf(path: string, query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const text = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
  return text ? `${path}?${text}` : path;
}

/** @param method of what changes something, with its token and body; without, it is a question */
export async function ask(address: string, command?: { token: string; body: Json }): Promise<Json> {
  let response: Response;
  try {
    response = await fetch(address, {
      cache: 'no-store',
      signal: AbortSignal.timeout(20_000),
      ...(command
        ? {
            method: 'POST',
            headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${command.token}` },
            body: JSON.stringify(command.body),
          }
        : {}),
    });
  } catch {
    unanswered();
    throw new NoAnswer('The engine does not answer.');
  }
  if (response.status === 502 || response.status === 504) {
    unanswered();
    throw new NoAnswer('What stands before the engine does not reach it.');
  }
  answered(response.headers.get('Date'));
  const text = await response.text();
  const json = read(text);
  if (response.ok && json) {
    if (typeof json['asOf'] === 'string' && !/[?&]at=/.test(address)) {
      told(json['asOf']);
      if (typeof json['live'] === 'object' && json['live'] !== null) engineSaid(json['live'] as Said, json['asOf']);
    }
    return json;
  }
  if (response.status === 401 && !command) closed();
  throw new Refused(response.status, json ? reasonOf(json) : `The answer was ${response.status}, and no JSON.`);
}

function read(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

function reasonOf(json: Json): string {
  const error = json['error'];
  if (typeof error === 'string') return error;
  if (typeof error !== 'object' || error === null) return 'It was refused without a reason.';
  const { expected, was, where } = error as Record<string, string | undefined>;
  return `Expected ${expected ?? 'something else'}${was ? `, was ${was}` : ''}${where ? ` (${where})` : ''}.`;
}
