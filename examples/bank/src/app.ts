import { aggregateActor, type AppContext, defineApp, endpoint } from 'dapr-actor-runtime/app';
import { inboxHandler } from 'dapr-actor-runtime/subscriber';
import { Type } from 'typebox';
import { Account, account } from './account.ts';
import { cents, name, Transfer, transfer } from './transfer.ts';

type Bank = AppContext<'database' | 'streams'>;

const OpenOrClose = Type.Object({ type: Type.Enum(['Open', 'Close']) });
const Deposit = Type.Object({ type: Type.Literal('Move'), cause: name, cents });
const Command = Type.Union([OpenOrClose, Deposit]);

const INSERT = `INSERT INTO statement SELECT stream, seq, at, data->>'cause', (data->>'cents')::bigint
  FROM jsonb_to_recordset($1) AS event(stream text, seq int, at timestamptz, data jsonb)`;
const SELECT = 'SELECT * FROM statement WHERE account = $1 ORDER BY seq DESC LIMIT 100';

const writeStatement = inboxHandler<Bank>({
  consumer: 'statement',
  types: ['MoneyMoved.v1'],
  apply: (_bank, trx, events) => trx.query(INSERT, [JSON.stringify(events)]),
});

export default defineApp({
  name: 'bank',
  uses: ['database', 'redis'],
  streams: { kind: 'account', topic: 'accounts', consumer: 'statement' },
  callsActors: true,
  actors: [aggregateActor(Account, account)],
  sagas: [transfer],
  subscriptions: { accounts: [writeStatement] },
  routes: [
    endpoint('POST /accounts/:id', { body: Command }, ({ actors }: Bank, { params, body }) =>
      actors(Account)(params.id).handle(body),
    ),
    endpoint('GET /accounts/:id/statement', {}, async ({ database }: Bank, { params }) => {
      return (await database.query<object>(SELECT, [params.id])).rows;
    }),
    endpoint('POST /transfers', { body: Transfer }, ({ sidecar }: Bank, { body }) =>
      sidecar.startWorkflow(transfer.name, body.id, body),
    ),
    endpoint('GET /transfers/:id', {}, ({ sidecar }: Bank, { params }) =>
      sidecar.readWorkflow(params.id),
    ),
  ],
});
