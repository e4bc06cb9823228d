import type { AppGauge } from 'dapr-actor-runtime/metrics';
import type { InventoryDeps } from '../deps.ts';

/** How much later than its end a hold may be released: a few rounds of the sweep, s. */
const OVERDUE_S = 60;

/** What an operator watches: holds that stay, units on backorder, and units that do not exist. */
export const inventoryGauges: readonly AppGauge<InventoryDeps>[] = [
  {
    name: 'inventory_holds',
    help: `Reservations that are held; overdue: for more than ${OVERDUE_S} s after their end.`,
    labelNames: ['state'],
    async read({ database }) {
      const { rows } = await database.query<{ open: number; overdue: number }>({
        name: 'gauge-holds',
        text: `SELECT count(*) FILTER (WHERE expires_at >= late)::int AS open,
                      count(*) FILTER (WHERE expires_at < late)::int AS overdue
               FROM reservations, (SELECT now() - make_interval(secs => $1) AS late) AS limits
               WHERE status = 'held'`,
        values: [OVERDUE_S],
      });
      return [
        { labels: { state: 'open' }, value: rows[0]?.open ?? 0 },
        { labels: { state: 'overdue' }, value: rows[0]?.overdue ?? 0 },
      ];
    },
  },
  {
    name: 'inventory_backordered_units',
    help: 'Units that orders wait for.',
    async read({ database }) {
      const { rows } = await database.query<{ units: number }>({
        name: 'gauge-backorders',
        text: 'SELECT COALESCE(sum(quantity), 0)::bigint AS units FROM backorders',
      });
      return [{ value: rows[0]?.units ?? 0 }];
    },
  },
  {
    name: 'inventory_oversold_units',
    help: 'Units that are promised and not on hand. Always 0: a check of the table refuses more.',
    async read({ database }) {
      const { rows } = await database.query<{ units: number }>({
        name: 'gauge-oversold',
        text: `SELECT COALESCE(sum(reserved + quarantined - on_hand), 0)::bigint AS units
               FROM stock WHERE reserved + quarantined > on_hand`,
      });
      return [{ value: rows[0]?.units ?? 0 }];
    },
  },
];
