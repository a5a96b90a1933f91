// What can be asked of the engine, and what each does (docs/rules.md, section 30).

import { ask, type Json } from './ask.ts';

export interface Command {
  readonly name: 'pause' | 'reduce' | 'halt' | 'resume' | 'acknowledge' | 'flatten' | 'kill';
  readonly title: string;
  readonly does: string;
  /** It closes positions at market. */
  readonly closes: boolean;
  /** It may be asked for one account or symbol; a kill is of everything. */
  readonly hasScope: boolean;
}

export const COMMANDS: readonly Command[] = [
  {
    name: 'pause',
    title: 'Pause',
    does: 'No new entries; entries that rest are cancelled. Open positions go on with their stops and targets. It lasts until you resume.',
    closes: false,
    hasScope: true,
  },
  {
    name: 'reduce',
    title: 'Reduce',
    does: 'No new entries; entries that rest are cancelled. The trailing stops of open positions come closer. It lasts until you resume.',
    closes: false,
    hasScope: true,
  },
  {
    name: 'halt',
    title: 'Halt',
    does: 'No new entries; entries that rest are cancelled. Open positions go on with their stops and targets. Nothing less strict replaces it; it lasts until you resume.',
    closes: false,
    hasScope: true,
  },
  {
    name: 'flatten',
    title: 'Flatten',
    does: 'Entries are cancelled and open positions are closed at market, now. Each stop stands until its position is gone.',
    closes: true,
    hasScope: true,
  },
  {
    name: 'kill',
    title: 'Kill',
    does: 'Everything on all accounts and symbols: entries are cancelled, positions closed at market, the venue read again, and only then it says flat. Trading stays off, over restarts too.',
    closes: true,
    hasScope: false,
  },
  {
    name: 'resume',
    title: 'Resume',
    does: 'Entries are allowed again. Peak, day and losing streak of the breakers begin anew.',
    closes: false,
    hasScope: true,
  },
  {
    name: 'acknowledge',
    title: 'Acknowledge',
    does: 'Ends the halt of an account that had traded before its data folder began, and no other.',
    closes: false,
    hasScope: true,
  },
];

/** Kept until the page is closed, and nowhere else. */
let token = '';

export function rememberedToken(): string {
  return token;
}

export function rememberToken(given: string): void {
  token = given;
}

/** Asks for it. What comes back is what the engine says, a line each. `reason` is of 1 to 200 characters. */
export async function send(command: Command, account: string | null, symbol: string | null, reason: string): Promise<string[]> {
  const body: Json = { account: command.hasScope ? account : null, symbol: command.hasScope ? symbol : null, reason };
  const answer = await ask(`/api/commands/${command.name}`, { token, body });
  const lines = ['told', 'said'].flatMap((name) => {
    const said = answer[name];
    return Array.isArray(said) ? said.map(String) : typeof said === 'string' && said ? [said] : [];
  });
  return lines.length > 0 ? lines : ['It is done, and in the journal.'];
}
