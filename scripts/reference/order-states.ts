import { OrderStatus } from '@commerce/contracts/order/order-api';
import { orderEvents, type OrderEventType } from '@commerce/contracts/order/order-events';
import { decide, evolve, publicStatus, type OrderCommand } from '@commerce/order/domain/order';
import { absent, type Order } from '@commerce/order/domain/order-state';
import { code, page, table } from './markdown.ts';
import { commandsByType, examples, everyMove } from './order-examples.ts';

/** Orders that the search for moves may meet before it counts as endless. */
const MAX_ORDERS = 50_000;

/** What one form of a command does to an order: its event, or why it is refused. */
interface Answer {
  type: string;
  form: string | undefined;
  outcome: string;
  event: string;
}

/** The page of the states of an order and its moves, as the rules decide them. */
export function orderStatesPage(): string {
  const reached = examples.map((example) => {
    const order = example.given.reduce(run, absent);
    return { ...example, status: statusOf(order), answers: answersOf(order) };
  });
  const moves = findMoves();
  failOnGaps(new Set(reached.map(({ status }) => status)), new Set(moves.flatMap((m) => m.event)));
  return page(
    'States of an order',
    'Made by running [the rules](../../apps/order/src/domain/order.ts). States are those of the ' +
      '[API](http-api.md#order), each move is an [event](events.md), and a refusal that a client can ' +
      'meet is a [problem](problems.md).',
    '## Moves',
    'Every move that any sequence of commands can cause in an order of two units. An event that ' +
      'leaves an order where it stands is not drawn.',
    diagram(moves),
    '## Commands',
    table(
      ['command', 'who gives it'],
      Object.entries(commandsByType).map(([type, { by }]) => [code(type), by]),
    ),
    '## Every command in every state',
    'The order has 3 units of A and 2 of B. A command that names no form does the same in each of ' +
      'its forms. Where nothing changes, the command is a repeat or comes too late to matter.',
    ...reached.flatMap(({ title, about, status, answers }) => [
      `### ${title}`,
      `${code(status)}. ${about}`,
      table(['command', 'then', 'event'], answerRows(answers)),
    ]),
  );
}

function statusOf(order: Order): string {
  return order.status === 'absent' ? 'absent' : publicStatus(order);
}

/** The order after a command that the rules accept; an example that they refuse is a mistake. */
function run(order: Order, command: OrderCommand): Order {
  const decision = decide(command, order);
  if (!decision.ok || decision.events.length === 0) {
    throw new Error(`${command.type} does not move an order that is ${statusOf(order)}`);
  }
  return decision.events.reduce(evolve, order);
}

function answersOf(order: Order): Answer[] {
  return Object.entries(commandsByType).flatMap(([type, { forms }]) =>
    forms.map(({ form, command }): Answer => {
      const decision = decide(command, order);
      if (!decision.ok)
        return { type, form, outcome: `refused: ${code(decision.code)}`, event: '' };
      const { events } = decision;
      if (events.length === 0) return { type, form, outcome: 'nothing changes', event: '' };
      const outcome = code(statusOf(events.reduce(evolve, order)));
      return { type, form, outcome, event: events.map((one) => code(one.type)).join(', ') };
    }),
  );
}

// One row for all that ends alike; moves first, then what changes nothing, then refusals.
function answerRows(answers: Answer[]): string[][] {
  const rank = ({ event, outcome }: Answer) => (event ? 0 : outcome.startsWith('refused') ? 2 : 1);
  const groups = Map.groupBy(
    answers.toSorted((a, b) => rank(a) - rank(b)),
    ({ outcome, event }) => `${outcome} ${event}`,
  );
  return [...groups.values()].map((group) => {
    const byType = Map.groupBy(group, ({ type }) => type);
    const names = [...byType].map(([type, some]) => {
      const all = answers.filter((one) => one.type === type).length;
      return some.length === all
        ? code(type)
        : `${code(type)} (${some.map(({ form }) => form).join('; ')})`;
    });
    const [{ outcome, event }] = group as [Answer];
    return [names.join(', '), outcome, event];
  });
}

interface Move {
  from: string;
  to: string;
  event: OrderEventType;
}

/** Follows every command from every order that can come about. */
function findMoves(): Move[] {
  const moves = new Map<string, Move>();
  const met = new Map([[JSON.stringify(absent), absent]]);
  // A Map is walked in the order of insertion, also over what is added on the way.
  for (const order of met.values()) {
    for (const command of everyMove) {
      const decision = decide(command, order);
      if (!decision.ok || decision.events.length === 0) continue;
      let after = order;
      for (const event of decision.events) {
        const from = statusOf(after);
        after = evolve(after, event);
        const move = { from, to: statusOf(after), event: event.type };
        moves.set(JSON.stringify(move), move);
      }
      const key = JSON.stringify(after);
      if (!met.has(key)) met.set(key, after);
    }
    if (met.size > MAX_ORDERS) throw new Error('the search for moves of an order has no end');
  }
  return [...moves.values()];
}

function diagram(moves: Move[]): string {
  const state = (status: string) => (status === 'absent' ? '[*]' : status.replaceAll('-', '_'));
  const arrows = Map.groupBy(
    moves.filter(({ from, to }) => from !== to),
    ({ from, to }) => `${state(from)} --> ${state(to)}`,
  );
  const lines = [...arrows].map(([arrow, some]) => {
    const events = some.map(({ event }) => event.replace(/\.v\d+$/, ''));
    return `    ${arrow}: ${events.join(', ')}`;
  });
  return ['```mermaid', 'stateDiagram-v2', ...lines, '```'].join('\n');
}

/** A state that no example reaches, or an event that no command causes, would be a gap. */
function failOnGaps(states: Set<string>, events: Set<string>): void {
  const missing = [
    ...OrderStatus.anyOf.map((one) => one.const).filter((status) => !states.has(status)),
    ...writtenEvents().filter((type) => !events.has(type)),
  ];
  if (missing.length > 0) {
    throw new Error(`scripts/reference/order-examples.ts has no example of ${missing.join(', ')}`);
  }
}

/** The newest version of each event; older ones are read and not written any more. */
function writtenEvents(): string[] {
  const versions = Map.groupBy(Object.keys(orderEvents), (type) => type.replace(/\.v\d+$/, ''));
  const numberOf = (type: string) => Number(type.split('.v').at(-1));
  return [...versions.values()].flatMap((types) =>
    types.toSorted((a, b) => numberOf(a) - numberOf(b)).slice(-1),
  );
}
