import { type Behaviour, called, expect, expectEqual, reported, until } from './behaviour.ts';

/** A caller that gives up after this time, ms. */
const IMPATIENT_MS = 300;

/** Turns, memory and errors of actors. */
export const actorBehaviours: Behaviour[] = [
  {
    title: 'falsy inputs and results of a method arrive as they are',
    async check(contestant) {
      for (const value of [0, false, '', null, { a: [1] }]) {
        const { text } = await contestant.call('falsy', 'echo', value);
        expectEqual(text, JSON.stringify(value), `the echo of ${JSON.stringify(value)}`);
      }
    },
  },
  {
    title: 'falsy state is read again after the actor was activated anew',
    async check(contestant) {
      for (const value of [0, false, '']) {
        const id = `falsy-state-${typeof value}`;
        await called(contestant, id, 'write', value);
      }
      await contestant.restartHost();
      for (const value of [0, false, '']) {
        const id = `falsy-state-${typeof value}`;
        const { text } = await contestant.call(id, 'read');
        expectEqual(text, JSON.stringify(value), 'the stored value');
      }
    },
  },
  {
    title: 'only declared methods can be called',
    async check(contestant) {
      for (const method of ['constructor', 'toString', 'onReminder', 'getActorId', 'onActivate']) {
        const { status, text } = await contestant.call('declared', method, {});
        expect(status >= 400, `${method} answered ${status} ${text.slice(0, 80)}`);
      }
    },
  },
  {
    title: 'writes of a failed method are not committed by the next call',
    async check(contestant) {
      await called(contestant, 'failed', 'write', 'first');
      await contestant.call('failed', 'writeAndFail', 'second');
      await called(contestant, 'failed', 'touch');
      expectEqual(await called(contestant, 'failed', 'read'), 'first', 'the value');
    },
  },
  {
    title: 'the message of an error reaches the caller',
    async check(contestant) {
      const { text } = await contestant.call('refusing', 'refuse');
      expect(text.includes('no more than 5 fit'), `the caller got ${text.slice(0, 120)}`);
    },
  },
  {
    title: 'a call that comes back to a waiting actor runs (reentrancy)',
    async check(contestant) {
      const path = ['re-b', 're-a', 're-c'];
      expectEqual(await called(contestant, 're-a', 'chain', path), ['re-a', ...path], 'the chain');
    },
  },
  {
    title: 'turns of one actor never overlap, even after a caller has given up',
    async check(contestant) {
      const { sidecar, reports } = contestant;
      const path = '/v1.0/actors/Probe/slow/method/block';
      await sidecar
        .request({ method: 'PUT', path, timeoutMs: IMPATIENT_MS, pool: 'turns' })
        .catch(() => {});
      await reported(
        contestant,
        ({ kind, id }) => kind === 'blocked' && id === 'slow',
        'it blocks',
      );
      const second = sidecar
        .request({ method: 'PUT', path, timeoutMs: 10 * IMPATIENT_MS, pool: 'turns' })
        .catch(() => {});
      await second;
      const overlap = reports.some(({ kind, id }) => kind === 'overlap' && id === 'slow');
      expect(!overlap, 'a second turn ran while the first one was blocked');
    },
  },
  {
    title: 'a restarted sidecar finds no old memory',
    async check(contestant) {
      const before = await called(contestant, 'memory', 'instance');
      await contestant.daprd.restart();
      await until(
        async () => (await contestant.call('memory', 'instance')).status === 200,
        'the actor answers after the restart',
      );
      const after = await called(contestant, 'memory', 'instance');
      expect(before !== after, 'the same instance answers after the restart');
    },
  },
  {
    title: 'an actor type has settings of its own',
    async check({ sidecar, call }) {
      await call('settled', 'instance');
      await sidecar.request({
        method: 'PUT',
        path: '/v1.0/actors/Brief/brief/method/instance',
        pool: 'turns',
      });
      const active = async (type: string) => {
        const { text } = await sidecar.request({ method: 'GET', path: '/v1.0/metadata' });
        const { actorRuntime } = JSON.parse(text) as {
          actorRuntime: { activeActors?: { type: string; count?: number }[] };
        };
        return actorRuntime.activeActors?.find((one) => one.type === type)?.count ?? 0;
      };
      expect((await active('Brief')) > 0, 'the actor is not active after its call');
      await until(async () => (await active('Brief')) === 0, 'the brief type idles out');
      expect((await active('Probe')) > 0, 'the other type idled out too');
    },
  },
  {
    title: 'the HTTP server of the app answers routes of its own beside these',
    async check({ sidecar, daprd }) {
      const path = `/v1.0/invoke/${daprd.appId}/method/own`;
      const { status, text } = await sidecar.request({ method: 'GET', path });
      expectEqual({ status, text }, { status: 200, text: 'own' }, 'the own route');
    },
  },
];
