import type { Stock } from '@commerce/contracts/inventory/stock-api';
import { problem } from '@commerce/contracts/problems';
import { answerVersion, contentVersion, refuseQuery, type Route } from '@commerce/runtime/http';
import type { Database } from '@commerce/runtime/postgres';
import { readStock, readWaiting } from '../store/stock.ts';
import { readSku } from './path-parameters.ts';

/** GET /stock/{sku}. */
export function showStock(database: Database): Route {
  return {
    method: 'GET',
    path: '/stock/:sku',
    middleware: [refuseQuery],
    async handle(ctx, params) {
      const sku = readSku(params);
      const [rows, waiting] = await Promise.all([
        readStock(database, sku),
        readWaiting(database, sku),
      ]);
      if (rows.length === 0 && waiting === 0) {
        throw problem('stock-not-found', `${sku} was never received.`);
      }
      const onHand = rows.reduce((sum, row) => sum + row.onHand, 0);
      const held = rows.reduce((sum, row) => sum + row.held, 0);
      const stock: Stock = {
        sku,
        onHand,
        held,
        available: onHand - held,
        waiting,
        locations: rows.map((row) => ({ ...row, available: row.onHand - row.held })),
      };
      answerVersion(ctx, contentVersion(stock));
      ctx.body = stock;
    },
  };
}
