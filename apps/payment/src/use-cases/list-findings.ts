import {
  DEFAULT_FINDINGS,
  type Finding,
  type FindingPage,
  type ListFindings,
} from '@commerce/contracts/payment/finance-api';
import type { PaymentDeps } from '../deps.ts';
import { listFindings as listRows, type FindingRow } from '../store/findings.ts';

/** One page of findings, oldest first. */
export async function listFindings(
  { database }: Pick<PaymentDeps, 'database'>,
  { state, cursor = '0', limit }: ListFindings,
): Promise<FindingPage> {
  const count = limit === undefined ? DEFAULT_FINDINGS : Number(limit);
  const rows = await listRows(database, { state, after: Number(cursor), limit: count + 1 });
  const page = rows.slice(0, count).map(findingOf);
  const last = page.at(-1);
  const hasMore = rows.length > count && last !== undefined;
  return { findings: page, ...(hasMore && { nextCursor: String(last.findingId) }) };
}

/** A finding as the API shows it. */
export function findingOf(row: FindingRow): Finding {
  const { operationId, movement, note, decidedBy, ...finding } = row;
  return {
    ...finding,
    ...(operationId === '' ? {} : { operationId }),
    ...(movement === null ? {} : { movement: movementOf(movement) }),
    ...(note === null ? {} : { note }),
    ...(decidedBy === null ? {} : { decidedBy }),
  };
}

function movementOf({
  kind,
  amount,
  providerId,
}: NonNullable<FindingRow['movement']>): NonNullable<Finding['movement']> {
  return { kind, amount, ...(providerId && { providerId }) };
}
