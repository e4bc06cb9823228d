import * as restate from '@restatedev/restate-sdk';
import {
  confirmedEvent,
  type Consumer,
  openOrderWork,
  type OrderEvent,
  type OrderRequest,
  placedEvent,
} from '../../order-work.ts';

const work = openOrderWork(process.env['DATABASE_URL'] as string);

type Position = Pick<OrderEvent, 'orderId' | 'seq'>;

// Handlers below whose only act is one idempotent statement need no journal entry of their own:
// Restate calls them again until they have ended, and a second time does nothing.
const reservation = restate.object({
  name: 'reservation',
  handlers: {
    hold: async (ctx: restate.ObjectContext, lines: OrderRequest['lines']) => {
      await work.hold(ctx.key, lines);
    },
  },
});

const payment = restate.service({
  name: 'payment',
  handlers: {
    authorize: async (
      _ctx: restate.Context,
      { orderId, request }: { orderId: string; request: OrderRequest },
    ) => {
      await work.authorize(orderId, request);
    },
  },
});

const consumer = <Name extends Consumer>(name: Name) =>
  restate.service({
    name,
    handlers: {
      receive: async (_ctx: restate.Context, event: Position) => {
        await work.receive(name, [event]);
      },
    },
  });
const summary = consumer('summary');
const fulfilment = consumer('fulfilment');

const order = restate.workflow({
  name: 'order',
  handlers: {
    run: async (ctx: restate.WorkflowContext, request: OrderRequest) => {
      const orderId = ctx.key;
      const tell = ({ seq }: OrderEvent) => {
        ctx.serviceSendClient(summary).receive({ orderId, seq });
        ctx.serviceSendClient(fulfilment).receive({ orderId, seq });
      };
      const placed = placedEvent(orderId, request);
      await ctx.run('placed', () => work.recordEvent(placed));
      tell(placed);
      await ctx.objectClient(reservation, orderId).hold(request.lines);
      await ctx.serviceClient(payment).authorize({ orderId, request });
      const confirmed = confirmedEvent(orderId, request);
      await ctx.run('confirmed', () => work.recordEvent(confirmed));
      tell(confirmed);
      return { id: orderId, status: 'confirmed' };
    },
  },
});

await restate.serve({
  services: [order, reservation, payment, summary, fulfilment],
  port: Number(process.env['PORT']),
});
