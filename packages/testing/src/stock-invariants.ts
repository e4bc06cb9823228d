import { canonicalSku } from '@commerce/contracts/sku';
import type { OrderHistory } from './order-history.ts';
import { movedUnits, unitsTaken, type MovedUnits } from './order-units.ts';
import { violation, type Violation } from './violation.ts';

/** The records of inventory. */
export interface StockRecords {
  stock: StockRow[];
  /** The movement ledger, summed by product and location. */
  movements: StockRow[];
  /** The units of live reservations that have not been dispatched, by product and location. */
  allocated: { sku: string; location: string; units: number }[];
  /** The units of orders according to the movement ledger, by order and product. */
  taken: {
    orderId: string;
    sku: string;
    reserved: number;
    /** Dispatched and not returned. */
    dispatched: number;
    /** They left the stock at the confirmation, as all units did before they left at dispatch. */
    leftAtCommit: boolean;
  }[];
  /** The units of orders that left a location and came back to it, by order, product and location. */
  carried: CarriedRow[];
  reservations: { orderId: string; status: string; held: number }[];
  backorders: { orderId: string; sku: string; quantity: number }[];
}

export interface StockRow {
  sku: string;
  location: string;
  onHand: number;
  reserved: number;
  quarantined: number;
}

export interface CarriedRow {
  orderId: string;
  sku: string;
  location: string;
  shipped: number;
  /** Came back, by where the inspection put them. */
  sellable: number;
  quarantine: number;
  scrap: number;
}

/** The invariants of the stock that hold at any time. */
export function stockViolations({ stock, movements, allocated }: StockRecords): Violation[] {
  const found: Violation[] = [];
  const place = ({ sku, location }: { sku: string; location: string }) => `${sku} at ${location}`;
  const countsOf = ({ onHand, reserved, quarantined }: StockRow) =>
    `${onHand} on hand, ${reserved} reserved, ${quarantined} quarantined`;
  const sums = new Map(movements.map((row) => [place(row), row]));
  const ofOrders = new Map(allocated.map((row) => [place(row), row.units]));
  for (const row of stock) {
    const { onHand, reserved, quarantined } = row;
    const counts = countsOf(row);
    if (onHand < 0 || reserved < 0 || quarantined < 0) {
      found.push(violation('stock-not-negative', place(row), counts));
    }
    if (onHand < reserved + quarantined) {
      found.push(violation('nothing-oversold', place(row), counts));
    }
    const sum = sums.get(place(row));
    if (sum === undefined || countsOf(sum) !== counts) {
      const chain = `its movements give ${sum === undefined ? 'nothing' : countsOf(sum)}`;
      found.push(violation('stock-equals-movements', place(row), `${counts}; ${chain}`));
    }
    const units = ofOrders.get(place(row)) ?? 0;
    if (units !== reserved) {
      const detail = `${reserved} reserved, orders have ${units} allocated`;
      found.push(violation('reserved-equals-allocations', place(row), detail));
    }
    sums.delete(place(row));
    ofOrders.delete(place(row));
  }
  for (const left of sums.keys()) {
    found.push(violation('stock-equals-movements', left, 'has movements but no stock row'));
  }
  for (const [left, units] of ofOrders) {
    const detail = `orders have ${units} allocated, but it has no stock row`;
    found.push(violation('reserved-equals-allocations', left, detail));
  }
  return found;
}

/** The units of an order in inventory, once no work and no event of it is pending. */
export function stockOfOrder(history: OrderHistory, records: StockRecords): Violation[] {
  const { orderId } = history;
  const found: Violation[] = [];
  const reservation = records.reservations.find((one) => one.orderId === orderId);
  if (reservation !== undefined && reservation.held !== 0) {
    found.push(violation('nothing-held-at-rest', orderId, `${reservation.held} units are held`));
  }
  const { taken, shipped, backordered } = unitsTaken(history);
  const of = <R extends { orderId: string; sku: string }>(rows: R[], sku: string) =>
    rows.find((row) => row.orderId === orderId && row.sku === sku);
  for (const [sku, units] of taken) {
    const { reserved = 0, dispatched = 0, leftAtCommit = false } = of(records.taken, sku) ?? {};
    if (leftAtCommit && reserved + dispatched === units) continue;
    const gone = shipped.get(sku) ?? 0;
    if (reserved !== units - gone) {
      const detail = `${reserved} of ${sku} are reserved for it, it has ${units - gone} to ship`;
      found.push(violation('order-units-are-reserved', orderId, detail));
    }
    if (dispatched !== gone) {
      const detail = `${dispatched} of ${sku} left the stock for it, it has shipped ${gone}`;
      found.push(violation('shipped-units-left-the-stock', orderId, detail));
    }
  }
  found.push(...placesOfOrder(history, records));
  for (const [sku, units] of backordered) {
    const queued = of(records.backorders, sku)?.quantity ?? 0;
    if (queued === units) continue;
    const detail = `has ${units} of ${sku} backordered, ${queued} are in the queue`;
    found.push(violation('backorders-are-queued', orderId, detail));
  }
  return found;
}

/** Units leave from where the shipment says, and go back to where the inspection says. */
function placesOfOrder(history: OrderHistory, { carried }: StockRecords): Violation[] {
  const { orderId } = history;
  const rows = carried.filter((row) => row.orderId === orderId);
  const moved = movedUnits(history);
  const sumOf = <R>(all: R[], units: (one: R) => number) =>
    all.reduce((total, one) => total + units(one), 0);
  const isOf = (one: MovedUnits, row: { sku: string }) => canonicalSku(row.sku) === one.sku;
  const found: Violation[] = [];
  for (const kind of ['sellable', 'quarantine', 'scrap'] as const) {
    const back = moved.filter((one) => one.kind === kind);
    const skus = new Set([...back, ...rows].map(({ sku }) => canonicalSku(sku)));
    for (const sku of skus) {
      const said = sumOf(
        back.filter((one) => one.sku === sku),
        ({ quantity }) => quantity,
      );
      const is = sumOf(
        rows.filter((row) => canonicalSku(row.sku) === sku),
        (row) => row[kind],
      );
      if (said === is) continue;
      const detail = `${is} of ${sku} came back as ${kind}, the inspection says ${said}`;
      found.push(violation('returns-are-where-inspected', orderId, detail));
    }
  }
  // Without a location, inventory decides.
  const named = moved.filter(({ location }) => location !== undefined);
  for (const [, ones] of Map.groupBy(named, (one) => `${one.kind} ${one.sku} ${one.location}`)) {
    const [one] = ones as [MovedUnits];
    const said = sumOf(ones, ({ quantity }) => quantity);
    const here = rows.filter((row) => isOf(one, row) && row.location === one.location);
    const is = sumOf(here, (row) => row[one.kind]);
    if (is >= said) continue;
    const detail = `${one.kind} at ${one.location}: ${is} of ${one.sku}, not ${said}`;
    const rule =
      one.kind === 'shipped' ? 'shipments-leave-their-location' : 'returns-are-where-inspected';
    found.push(violation(rule, orderId, detail));
  }
  return found;
}
