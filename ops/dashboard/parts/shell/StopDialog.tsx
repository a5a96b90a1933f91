'use client';

import { Dialog } from 'radix-ui';
import { useId, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useSWRConfig } from 'swr';
import { useAddress } from '@/data/address.ts';
import { NoAnswer, Refused } from '@/data/ask.ts';
import { COMMANDS, rememberedToken, rememberToken, send, type Command } from '@/data/commands.ts';
import type { Order, Position } from '@/data/contract.ts';
import { useNow, useDocument } from '@/data/documents.ts';
import type { Items } from '@/data/contract.ts';
import { count, price, words } from '@/rules/numbers.ts';
import { Button, Select } from '../show/Control.tsx';
import { Gain } from '../show/Text.tsx';

type Step = 'choose' | 'sure' | 'sending' | 'done';

/** The one place from which the engine is told what to do. It says what will happen, and asks twice. */
export function StopDialog() {
  const { at } = useAddress();
  const isFolder = useNow().data?.running === false;
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger
        disabled={at !== null || isFolder}
        title={at !== null ? 'You look at the past: go back to now first' : isFolder ? 'No engine runs here that could be told' : 'Pause, reduce, halt, flatten, kill, resume'}
        className="min-h-8 rounded border border-loss bg-paper px-2.5 text-sm font-medium text-loss hover:bg-panel disabled:opacity-40 max-md:min-h-10"
      >
        Stop…
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/50" />
        <Dialog.Content
          aria-describedby={undefined}
          onInteractOutside={(event) => event.preventDefault()}
          className="fixed top-1/2 left-1/2 z-50 max-h-[92dvh] w-[min(560px,calc(100vw-16px))] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-md border border-rule bg-paper p-4"
        >
          <Steps close={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Steps({ close }: { close: () => void }) {
  const { data: status } = useNow();
  const { mutate } = useSWRConfig();
  const [step, setStep] = useState<Step>('choose');
  const [command, setCommand] = useState<Command>(COMMANDS[0] as Command);
  const [account, setAccount] = useState('');
  const [symbol, setSymbol] = useState('');
  const [why, setWhy] = useState('');
  const [said, setSaid] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [hasToken, setHasToken] = useState(rememberedToken() !== '');
  const token = useRef<HTMLInputElement>(null);
  const ids = { why: useId(), token: useId() };

  const accounts = status?.accounts ?? [];
  const symbols = [...new Set(status?.markets.map((market) => market.symbol) ?? [])];
  const scope = command.hasScope
    ? `${account ? (accounts.find((one) => one.account === account)?.name ?? account) : 'both accounts'}, ${symbol || 'all symbols'}`
    : 'all accounts, all symbols';

  const goOn = (event: FormEvent) => {
    event.preventDefault();
    const given = token.current?.value.trim();
    if (given) rememberToken(given);
    setHasToken(rememberedToken() !== '');
    setProblem(null);
    setStep('sure');
  };

  const confirm = async () => {
    setStep('sending');
    try {
      setSaid(await send(command, account || null, symbol || null, why.trim()));
      setStep('done');
      void mutate((key) => typeof key === 'string' && key.startsWith('/api/'));
    } catch (error) {
      if (error instanceof Refused && (error.status === 401 || error.status === 403)) setHasToken(forget());
      setProblem(
        error instanceof Refused
          ? error.message
          : error instanceof NoAnswer
            ? 'The engine does not answer: whether it was done is not known. Look at the state, or use ./smc kill on the machine itself.'
            : 'It could not be sent.',
      );
      setStep('choose');
    }
  };

  if (step === 'done') {
    return (
      <>
        <Dialog.Title className="text-base font-semibold">{command.title}: done</Dialog.Title>
        <div role="status" className="my-3 space-y-1">
          {said.map((line, i) => (
            <p key={i}>{line}</p>
          ))}
        </div>
        <Row>
          <Button onClick={close}>Close</Button>
        </Row>
      </>
    );
  }

  if (step === 'sure' || step === 'sending') {
    return (
      <>
        <Dialog.Title className="text-base font-semibold">
          Really {command.name}? <span className="font-normal">{scope}</span>
        </Dialog.Title>
        <p className="my-2">{command.does}</p>
        <Affected command={command} account={command.hasScope ? account : ''} symbol={command.hasScope ? symbol : ''} />
        <p className="mt-2 text-quiet">
          Reason, as the journal will have it: <span className="text-ink">{why}</span>
        </p>
        <Row>
          <Button onClick={() => setStep('choose')} isDisabled={step === 'sending'}>
            No, back
          </Button>
          <Button tone="bad" onClick={() => void confirm()} isDisabled={step === 'sending'}>
            {step === 'sending' ? 'Asking the engine…' : `Yes, ${command.name} ${scope}`}
          </Button>
        </Row>
      </>
    );
  }

  return (
    <form onSubmit={goOn}>
      <Dialog.Title className="text-base font-semibold">What should the engine do?</Dialog.Title>
      {status?.running === false ? <p className="mt-1 text-sm text-quiet">No engine says that it runs here. It is asked nevertheless.</p> : null}
      {problem ? (
        <p role="alert" className="mt-2 border-l-4 border-loss bg-panel px-3 py-2">
          {problem}
        </p>
      ) : null}
      <fieldset className="my-3">
        <legend className="sr-only">Command</legend>
        {COMMANDS.map((one) => (
          <label key={one.name} className={`flex cursor-pointer gap-3 border-l-4 px-2 py-1.5 ${one === command ? 'border-accent bg-panel' : 'border-transparent'}`}>
            <input type="radio" name="command" checked={one === command} onChange={() => setCommand(one)} className="mt-1 accent-[var(--accent)]" />
            <span>
              <span className={`font-medium ${one.closes ? 'text-loss' : ''}`}>{one.title}</span>
              {one === command ? <span className="block text-sm text-quiet">{one.does}</span> : null}
            </span>
          </label>
        ))}
      </fieldset>
      {command.hasScope ? (
        <div className="flex flex-wrap gap-3">
          <Select
            label="Account"
            value={account}
            onChange={setAccount}
            options={[['', 'both'], ...accounts.map((one) => [one.account, `${one.mode} · ${one.name}`] as const)]}
          />
          <Select label="Symbol" value={symbol} onChange={setSymbol} options={[['', 'all'], ...symbols.map((one) => [one, one] as const)]} />
        </div>
      ) : null}
      <Affected command={command} account={command.hasScope ? account : ''} symbol={command.hasScope ? symbol : ''} />
      <Field id={ids.why} label="Reason, for the journal">
        <input id={ids.why} required maxLength={200} pattern=".*\S.*" value={why} onChange={(event) => setWhy(event.target.value)} autoComplete="off" className={INPUT} />
      </Field>
      {hasToken ? (
        <p className="mt-2 text-sm text-quiet">
          The trading token is known until this page is closed.{' '}
          <button type="button" className="text-accent underline underline-offset-2" onClick={() => setHasToken(forget())}>
            Forget it
          </button>
        </p>
      ) : (
        <Field id={ids.token} label="Trading token (./smc api token new --trading); kept until this page is closed, and nowhere">
          <input id={ids.token} ref={token} type="password" required autoComplete="off" className={INPUT} />
        </Field>
      )}
      <Row>
        <Button onClick={close}>Leave everything as it is</Button>
        <Button type="submit" tone="bad">
          {command.title}…
        </Button>
      </Row>
    </form>
  );
}

function forget(): boolean {
  rememberToken('');
  return false;
}

const INPUT = 'mt-1 block min-h-9 w-full rounded border border-rule bg-paper px-2 max-md:min-h-10';

function Field({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="mt-3">
      <label htmlFor={id} className="text-sm text-quiet">
        {label}
      </label>
      {children}
    </div>
  );
}

function Row({ children }: { children: ReactNode }) {
  return <div className="mt-4 flex flex-wrap justify-end gap-2">{children}</div>;
}

/** What is there now that it would touch. */
function Affected({ command, account, symbol }: { command: Command; account: string; symbol: string }) {
  const { data: positions } = useDocument<Items<Position>>('/api/positions', { limit: 100 }, true);
  const { data: orders } = useDocument<Items<Order>>('/api/orders', { limit: 200 }, true);
  if (command.name === 'resume' || command.name === 'acknowledge') return null;
  const isMeant = (one: { account: string; symbol: string }) => (!account || one.account === account) && (!symbol || one.symbol === symbol);
  const open = positions?.items.filter(isMeant) ?? [];
  const entries = orders?.items.filter((order) => isMeant(order) && order.purpose === 'ENTRY') ?? [];
  if (!positions || !orders) return <p className="mt-3 text-sm text-quiet">What it would touch could not be read yet.</p>;
  return (
    <div className="mt-3 rounded border border-rule px-3 py-2 text-sm">
      <p className="font-medium">It would touch, as things stand:</p>
      <ul>
        {entries.map((order) => (
          <li key={order.id}>
            cancel: {order.mode} {order.symbol} {order.direction === 'LONG' ? 'buy' : 'sell'} {order.contracts} at {price(order.price)}, {words(order.state)}
          </li>
        ))}
        {open.map((position) => (
          <li key={position.trade}>
            {command.closes ? 'close at market' : 'keep, with its stop'}: {position.mode} {position.symbol} {position.direction.toLowerCase()}{' '}
            {position.contracts} from {price(position.entry)}, now <Gain usd={position.unrealised} />
          </li>
        ))}
        {entries.length + open.length === 0 ? <li className="text-quiet">{count(0, 'position')}, {count(0, 'resting entry', 'resting entries')}</li> : null}
      </ul>
    </div>
  );
}
