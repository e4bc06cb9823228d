import test from 'ava';
import { actorReminders, type ActorType, hosted } from './index.ts';
import { alarmBytes, alarmData, alarmJson } from './alarm-data.ts';
import type { createSidecar } from '../sidecar/index.ts';

const Hold: ActorType<
  { read: () => Promise<number> },
  { expire: { units: number }; note: string },
  { tick: number }
> = {
  name: 'Hold',
  methods: { read: true },
  reminders: { expire: true, note: true },
  timers: { tick: true },
};

test('data comes back as it was set, over JSON and over base64', (t) => {
  for (const data of [{ units: 2 }, 0, false, '', null, 'anNvbjp', 'anNvbjox', ['ö']]) {
    const inBase64 = Buffer.from(alarmBytes(data)).toString('base64');
    t.deepEqual(alarmData(inBase64), data);
    t.deepEqual(alarmData(alarmJson(data)), data);
  }
  t.is(alarmData(undefined), undefined);
});

test('names and data of reminders and timers follow the declaration of the actor', (t) => {
  hosted(Hold, () => ({
    read: async () => 1,
    async onReminder(name, data) {
      if (name === 'expire') t.is(typeof data.units, 'number');
      // @ts-expect-error -- the note is a text
      else t.is(typeof data.units, 'number');
    },
    async onTimer(_name, data) {
      t.is(data.toFixed(), '1');
    },
  }));
  const compiled = (sidecar: ReturnType<typeof createSidecar>) => {
    const reminders = actorReminders(sidecar, Hold)('one');
    void reminders.set('expire', { data: { units: 1 }, dueMs: 0 });
    // @ts-expect-error -- there is no such reminder
    void reminders.set('unknown', { data: { units: 1 }, dueMs: 0 });
    // @ts-expect-error -- the data of another reminder
    void reminders.set('note', { data: { units: 1 }, dueMs: 0 });
  };
  t.is(typeof compiled, 'function');
});
