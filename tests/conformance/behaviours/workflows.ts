import type { WorkflowEvent } from 'dapr-actor-runtime/sidecar';
import { waitUntil } from '@commerce/testing/wait-until';
import type { Contestant } from '../contestants.ts';
import { type Behaviour, expect, expectEqual } from './behaviour.ts';

/** Longest wait for a workflow, ms; the whole set of many may take longer. */
const WORKFLOW_MS = 30_000;
const MANY_MS = 120_000;
/** Workflows that are started, or asked for, at once. */
const AT_ONCE = 32;

const urlOf = (id: string) => `/v1.0/workflows/dapr/${encodeURIComponent(id)}`;

async function start({ sidecar }: Contestant, name: string, id: string, input: unknown) {
  const path = `/v1.0/workflows/dapr/${name}/start?instanceID=${encodeURIComponent(id)}`;
  const body = JSON.stringify(input);
  const answer = await sidecar.request({ method: 'POST', path, body, pool: 'workflows' });
  expect(answer.status < 300, `the start answered ${answer.status}: ${answer.text}`);
}

async function ended({ sidecar }: Contestant, id: string, timeoutMs = WORKFLOW_MS) {
  const state = await waitUntil(
    async () => {
      const { text } = await sidecar.request({
        method: 'GET',
        path: urlOf(id),
        pool: 'workflows',
      });
      const read = JSON.parse(text) as { runtimeStatus?: string; properties?: Properties };
      return ['COMPLETED', 'FAILED'].includes(read.runtimeStatus ?? '') && read;
    },
    { timeoutMs, what: `workflow ${id} ends` },
  );
  const output = state.properties?.['dapr.workflow.output'];
  return { status: state.runtimeStatus, output: output && (JSON.parse(output) as unknown) };
}

type Properties = Record<string, string>;

async function atOnce<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const lane = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

/** Workflows and their worker. */
export const workflowBehaviours: Behaviour[] = [
  {
    title: 'falsy inputs of workflows and activities arrive as they are',
    async check(contestant) {
      for (const input of [0, false, '', { a: 1 }]) {
        const id = `falsy-${typeof input}`;
        await start(contestant, 'echo', id, input);
        const { status, output } = await ended(contestant, id);
        expectEqual({ status, output }, { status: 'COMPLETED', output: { ok: true, input } }, id);
      }
    },
  },
  {
    title: 'a failing activity is tried again, with durable pauses',
    async check(contestant) {
      await start(contestant, 'retried', 'retried', { id: 'retried' });
      const { status, output } = await ended(contestant, 'retried');
      expectEqual({ status, output }, { status: 'COMPLETED', output: { ok: true } }, 'its end');
    },
  },
  {
    title: 'of many workflows at once none is lost',
    async check(contestant, { workflows }) {
      const ids = Array.from({ length: workflows }, (_, n) => `many-${n}`);
      await atOnce(ids, (id) => start(contestant, 'slow', id, { id }));
      await atOnce(ids, async (id) => {
        const { status } = await ended(contestant, id, MANY_MS);
        expectEqual(status, 'COMPLETED', id);
      });
    },
  },
  {
    title: 'a worker prints nothing for its work items',
    async check(contestant) {
      const before = contestant.printed();
      await start(contestant, 'echo', 'silent', {});
      await ended(contestant, 'silent');
      expectEqual(contestant.printed() - before, 0, 'printed lines');
    },
  },
  {
    title: 'workflows can be listed',
    async check(contestant) {
      await start(contestant, 'echo', 'listed', {});
      await ended(contestant, 'listed');
      const ids = (await contestant.ask({ ask: 'list' })) as string[];
      expect(ids.includes('listed'), `the list has ${ids.length} ids, without the one`);
    },
  },
  {
    title: 'the history of a workflow can be read',
    async check(contestant) {
      await start(contestant, 'echo', 'read', { a: 1 });
      await ended(contestant, 'read');
      const history = (await contestant.ask({
        ...{ ask: 'history', instanceId: 'read' },
      })) as WorkflowEvent[];
      const kinds = history.map(({ kind }) => kind);
      for (const kind of ['executionStarted', 'taskScheduled', 'taskCompleted']) {
        expect(kinds.includes(kind), `no ${kind} in ${kinds.join()}`);
      }
      expectEqual(
        history.find(({ kind }) => kind === 'executionStarted')?.data['input'],
        { a: 1 },
        'the input in the history',
      );
    },
  },
  {
    title: 'a finished workflow can be run again from an event',
    async check(contestant) {
      await start(contestant, 'echo', 'source', { a: 1 });
      await ended(contestant, 'source');
      const history = (await contestant.ask({
        ...{ ask: 'history', instanceId: 'source' },
      })) as WorkflowEvent[];
      const task = history.find(({ kind }) => kind === 'taskScheduled');
      const eventId = task?.eventId ?? 0;
      const id = (await contestant.ask({ ask: 'rerun', instanceId: 'source', eventId })) as string;
      const { status, output } = await ended(contestant, id);
      expectEqual(
        { status, output },
        { status: 'COMPLETED', output: { ok: true, input: { a: 1 } } },
        'the end of the rerun',
      );
    },
  },
  {
    title: 'a worker survives its sidecar',
    async check(contestant) {
      await start(contestant, 'echo', 'before', {});
      await ended(contestant, 'before');
      await contestant.daprd.restart();
      await waitUntil(
        async () => {
          await start(contestant, 'echo', 'after', { a: 1 });
          return true;
        },
        { timeoutMs: WORKFLOW_MS, what: 'a workflow starts after the restart' },
      );
      expectEqual((await ended(contestant, 'after')).status, 'COMPLETED', 'the workflow after it');
    },
  },
];
