import type { Dashboard } from './dashboard.ts';
import { APP, quantile, rateOf, seriesOf, sumBy } from './queries.ts';

const REQUESTS = 'http_server_request_duration_seconds';
const PLACE = `${APP}="gateway", http_request_method="POST", http_route="/orders"`;
/** The consumer that sees every public event of every order once. */
const OF_ORDERS = 'consumer="order-summary", outcome="done", type=~"Order.*"';
const STEPS: readonly [title: string, types: string, about: string][] = [
  ['Confirmed', 'OrderConfirmed.*', 'Stock is reserved and the payment authorized.'],
  ['Rejected', 'OrderRejected.*', 'Something is short, or the payment was declined.'],
  ['Cancelled', 'OrderCancelled.*', 'By the customer, by staff, or because a time was over.'],
];

/** From a request to an order's end, in numbers of the business. */
export const orders: Dashboard = {
  name: 'orders',
  title: 'Commerce: orders',
  about: 'How many orders come, how far they get, and what they hold.',
  rows: [
    {
      title: 'Funnel',
      panels: [
        {
          title: 'Requests to order',
          about: 'Answers of POST /orders by status.',
          unit: 'reqps',
          queries: [
            {
              expr: sumBy('http_response_status_code', rateOf(`${REQUESTS}_count`, PLACE)),
              legend: '{{http_response_status_code}}',
            },
          ],
        },
        {
          title: 'Events of orders',
          about: 'What happened to orders, counted where the list of orders is updated.',
          unit: 'cps',
          queries: [
            { expr: sumBy('type', rateOf('events_handled_total', OF_ORDERS)), legend: '{{type}}' },
          ],
        },
        {
          title: 'Time to an answer',
          about: 'Of POST /orders, which answers when the order is confirmed or rejected.',
          unit: 's',
          queries: [0.5, 0.95, 0.99].map((q) => ({
            expr: quantile(q, { metric: REQUESTS, where: PLACE }),
            legend: `p${q * 100}`,
          })),
        },
        ...STEPS.map(([title, types, about]) => ({
          title: `${title} in the chosen time`,
          about,
          unit: 'short' as const,
          numbers: true as const,
          ...(title === 'Confirmed' ? {} : { emptyWhen: `no order was ${title.toLowerCase()}` }),
          queries: [
            {
              expr: `sum(increase(${seriesOf('events_handled_total', `consumer="order-summary", outcome="done", type=~"${types}"`)}[$__range]))`,
              legend: title.toLowerCase(),
            },
          ],
        })),
      ],
    },
    {
      title: 'Orders on the way',
      panels: [
        {
          title: 'Orders being placed or cancelled',
          about: 'They are seconds old, unless a customer still has to authenticate a payment.',
          unit: 'short',
          queries: [
            { expr: `max by (status) (${seriesOf('orders_unfinished')})`, legend: '{{status}}' },
          ],
        },
        {
          title: 'Reservations',
          about: 'Held ones, and those whose time is over: these should be 0.',
          unit: 'short',
          queries: [
            { expr: `max by (state) (${seriesOf('inventory_holds')})`, legend: '{{state}}' },
          ],
        },
        {
          title: 'Units on backorder',
          about: 'That orders wait for.',
          unit: 'short',
          queries: [
            { expr: `max(${seriesOf('inventory_backordered_units')})`, legend: 'backordered' },
          ],
        },
        {
          title: 'Oversold units',
          about: 'Promised and not on hand. Anything but 0 is a fault.',
          unit: 'short',
          numbers: true,
          queries: [{ expr: `max(${seriesOf('inventory_oversold_units')})`, legend: 'oversold' }],
        },
      ],
    },
    {
      title: 'Money',
      panels: [
        {
          title: 'Captures and refunds on the way',
          about: 'That the provider has not confirmed. They end within minutes.',
          unit: 'short',
          emptyWhen: 'the provider has confirmed all',
          queries: [
            { expr: `max by (kind) (${seriesOf('payment_operations_open')})`, legend: '{{kind}}' },
          ],
        },
        {
          title: 'Differences from the books of the provider',
          about: 'Each one waits for the decision of a person.',
          unit: 'short',
          emptyWhen: 'both books agree',
          queries: [
            {
              expr: `max by (reason) (${seriesOf('payment_findings_open')})`,
              legend: '{{reason}}',
            },
          ],
        },
      ],
    },
  ],
};
