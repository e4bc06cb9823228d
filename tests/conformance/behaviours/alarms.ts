import type { Contestant } from '../contestants.ts';
import { type Behaviour, called, expect, expectEqual, reported, until } from './behaviour.ts';

const firings = ({ reports }: Contestant, id: string) =>
  reports.filter((report) => report.kind === 'reminder' && report.id === id);
const fires = (contestant: Contestant, id: string, count = 1) =>
  until(() => firings(contestant, id).length >= count, `reminder ${id} fires ${count} times`);

/** Reminders and timers. */
export const alarmBehaviours: Behaviour[] = [
  {
    title: 'a timer fires with its data',
    async check(contestant) {
      await called(contestant, 'timed', 'setTimer', { name: 'first', data: { a: 0 }, dueMs: 100 });
      const { data } = await reported(
        contestant,
        ({ kind, id }) => kind === 'timer' && id === 'timed',
        'the timer fires',
      );
      expectEqual(data, { a: 0 }, 'its data');
    },
  },
  {
    title: 'a reminder fires with its name and its data, falsy or not',
    async check(contestant) {
      for (const data of [{ units: 2 }, 0, false, '']) {
        const id = `reminded-${JSON.stringify(data)}`;
        await called(contestant, id, 'setReminder', { name: 'second', data, dueMs: 100 });
        await fires(contestant, id);
        const [first] = firings(contestant, id);
        expectEqual([first?.name, first?.data], ['second', data], 'what the actor got');
      }
    },
  },
  {
    title: 'a reminder can be overwritten',
    async check(contestant) {
      const set = (data: string, dueMs: number) =>
        called(contestant, 'overwritten', 'setReminder', { name: 'first', data, dueMs });
      await set('old', 60_000);
      await set('new', 100);
      await fires(contestant, 'overwritten');
      expectEqual(firings(contestant, 'overwritten')[0]?.data, 'new', 'its data');
    },
  },
  {
    title: 'a reminder can be deleted',
    async check(contestant) {
      const alarm = { name: 'first', data: { a: 1 }, dueMs: 200, periodMs: 200 };
      await called(contestant, 'deleted', 'setReminder', alarm);
      await fires(contestant, 'deleted');
      await called(contestant, 'deleted', 'deleteReminder', { name: 'first' });
      const count = firings(contestant, 'deleted').length;
      // Another reminder, later than three periods of the first one, shows that time has passed.
      await called(contestant, 'deleted-clock', 'setReminder', {
        ...{ name: 'first', data: 1, dueMs: 700 },
      });
      await fires(contestant, 'deleted-clock');
      expect(firings(contestant, 'deleted').length <= count + 1, 'it goes on firing');
    },
  },
  {
    title: 'a reminder that is set can be read',
    async check(contestant) {
      const name = { name: 'first' };
      await called(contestant, 'read', 'setReminder', { ...name, data: { a: 1 }, dueMs: 60_000 });
      expectEqual(await called(contestant, 'read', 'getReminder', name), { a: 1 }, 'its data');
      await called(contestant, 'read', 'deleteReminder', name);
      const after = await called(contestant, 'read', 'getReminder', name);
      expectEqual(after, undefined, 'the reminder after its deletion');
    },
  },
  {
    title: 'a failure policy tries a reminder again as often as it says',
    async check(contestant) {
      await called(contestant, 'policy', 'setReminder', {
        ...{ name: 'first', data: { a: 0 }, dueMs: 50, failures: 5 },
        failurePolicy: { retry: { intervalMs: 100, maxRetries: 8 } },
      });
      await fires(contestant, 'policy', 6);
      expectEqual(firings(contestant, 'policy')[5]?.data, { a: 0 }, 'its data');
    },
  },
  {
    title: 'a failure policy drops a tick that failed',
    async check(contestant) {
      await called(contestant, 'dropped', 'setReminder', {
        ...{ name: 'first', data: 1, dueMs: 50, failures: 9 },
        failurePolicy: 'drop',
      });
      await fires(contestant, 'dropped');
      // Later than the first retry of the default policy, 1 s.
      await called(contestant, 'dropped-clock', 'setReminder', {
        ...{ name: 'first', data: null, dueMs: 2_000 },
      });
      await fires(contestant, 'dropped-clock');
      expectEqual(firings(contestant, 'dropped').length, 1, 'its firings');
    },
  },
  {
    title: 'a throwing reminder does not end the process',
    async check(contestant) {
      const alarm = { name: 'broken', data: 1, dueMs: 50, failures: 1 };
      await called(contestant, 'throwing', 'setReminder', alarm);
      await fires(contestant, 'throwing');
      await called(contestant, 'throwing', 'instance');
      expect(contestant.isAlive(), 'the process has ended');
    },
  },
];
