import { problem } from '@commerce/platform/problem';
import type { Queryable } from 'dapr-actor-runtime/postgres';
import { nearLocations } from '../domain/location.ts';
import { findLocations, listLocations } from '../store/locations.ts';

/**
 * The declared locations with these ids, by the spelling that was asked for. Rejects with
 * location-not-found, and what is near, if one of them is not declared.
 */
export async function requireLocations(
  db: Queryable,
  asked: readonly string[],
): Promise<Map<string, string>> {
  const found = asked.length === 0 ? new Map<string, string>() : await findLocations(db, asked);
  const unknown = asked.find((one) => !found.has(one));
  if (unknown !== undefined) throw await locationNotFound(db, unknown);
  return found;
}

/** The refusal of a location that is not declared. */
export async function locationNotFound(db: Queryable, unknown: string, pointer?: string) {
  const declared = await listLocations(db);
  const near = nearLocations(
    unknown,
    declared.map(({ location }) => location),
  );
  const hint = near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
  return problem('location-not-found', `${unknown} is not declared${hint}`, {
    ...(pointer && { errors: [{ pointer, detail: 'is not declared' }] }),
    near,
  });
}
