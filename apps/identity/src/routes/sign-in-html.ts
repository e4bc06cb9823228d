import { hash } from 'node:crypto';

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:22rem;margin:4rem auto;padding:0 1rem}' +
  'label{display:block;margin:1rem 0}input{display:block;width:100%;font:inherit;padding:.5rem;' +
  'box-sizing:border-box}button{font:inherit;padding:.5rem 1.5rem}[role=alert]{color:#b00020}';

/** The hash of the page's style for its Content-Security-Policy. */
export const STYLE_HASH = `sha256-${hash('sha256', STYLE, 'base64')}`;

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** The page where a person signs in: no script, no cookie, no external resources. */
export function signInHtml({
  clientName,
  fields,
  refusal,
}: {
  clientName: string;
  fields: Record<string, string | undefined>;
  refusal: string | undefined;
}): string {
  const hidden = Object.entries(fields)
    .filter((field): field is [string, string] => field[1] !== undefined)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`)
    .join('');
  const alert = refusal === undefined ? '' : `<p role="alert">${escaped(refusal)}</p>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sign in</title>
<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head>
<body><h1>Sign in</h1><p>${escaped(clientName)} asks you to sign in.</p>${alert}
<form method="post" action="/oauth/authorize">${hidden}
<label>Email address<input type="email" name="email" autocomplete="username" required></label>
<label>Password<input type="password" name="password" autocomplete="current-password" required>
</label><button>Sign in</button></form></body></html>
`;
}
