import { Problem } from '../server/index.ts';
import { SidecarError, type Sidecar } from '../sidecar/index.ts';
import type { ActorMethods, ActorType } from './actor-type.ts';

/** A typed proxy for an actor anywhere: calling a method runs a turn there. */
export type ActorReference<M extends ActorMethods> = M;

/**
 * References to actors of a type. A call waits at most timeoutMs (ms) for its answer; the turn may
 * continue after that. A problem that the actor throws is thrown here as the same Problem.
 */
export function actorReferences<M extends ActorMethods>(
  sidecar: Sidecar,
  type: ActorType<M>,
  { timeoutMs }: { timeoutMs: number },
): (id: string) => ActorReference<M> {
  return (id) => {
    const reference: Record<string, (input: unknown) => Promise<unknown>> = {};
    for (const method of Object.keys(type.methods)) {
      reference[method] = (input) => call(sidecar, type.name, id, method, input, timeoutMs);
    }
    return reference as ActorReference<M>;
  };
}

async function call(
  sidecar: Sidecar,
  type: string,
  id: string,
  method: string,
  input: unknown,
  timeoutMs: number,
): Promise<unknown> {
  const answer = await sidecar.request({
    method: 'POST',
    path: `/v1.0/actors/${type}/${encodeURIComponent(id)}/method/${method}`,
    body: input === undefined ? undefined : JSON.stringify(input),
    timeoutMs,
    pool: 'turns',
  });
  if (isProblem(answer.headers)) throw problemFrom(answer.text);
  if (answer.status >= 300) {
    throw new SidecarError(`${type}.${method}`, answer.status, answer.text);
  }
  return answer.text === '' ? undefined : JSON.parse(answer.text);
}

function isProblem(headers: Record<string, string | string[] | undefined>): boolean {
  return String(headers['content-type'] ?? '').startsWith('application/problem+json');
}

function problemFrom(text: string): Problem {
  const { type, title, status, detail, ...members } = JSON.parse(text) as Record<string, unknown>;
  const code = String(type).replace('/problems/', '');
  return new Problem(
    code,
    { status: Number(status), title: String(title) },
    String(detail),
    members,
  );
}
