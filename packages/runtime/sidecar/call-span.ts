import {
  failSpan,
  inSpan,
  isTracing,
  ownAttributes,
  type SpanOptions,
} from '../telemetry/index.ts';
import { calledApi } from './call-metrics.ts';

/** Makes a call in its span, which the sidecar and the service behind it continue. */
export function inCallSpan<T extends { status: number }>(
  { method, path }: { method: string; path: string },
  send: () => Promise<T>,
): Promise<T> {
  if (!isTracing()) return send();
  const { api, target } = calledApi(path);
  const options: SpanOptions = {
    kind: api === 'publish' ? 'producer' : 'client',
    attributes: () => ({
      'http.request.method': method,
      ...ownAttributes({ 'sidecar.api': api, 'sidecar.target': target }),
    }),
  };
  return inSpan(`${api} ${target}`, options, async (span) => {
    const answer = await send();
    span?.setAttribute('http.response.status_code', answer.status);
    if (answer.status >= 500) failSpan(span, { code: String(answer.status) });
    return answer;
  });
}
