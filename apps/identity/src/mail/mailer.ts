import { mkdirSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { uuidv7 } from 'dapr-actor-runtime/ids';
import type { Logger } from 'dapr-actor-runtime/telemetry';

/** Mails in progress at once; further ones are dropped and logged. */
const MAX_PENDING_MAILS = 1_000;

export interface Mail {
  to: string;
  subject:
    | 'verify-address'
    | 'address-known'
    | 'reset-password'
    | 'password-changed'
    | 'change-email'
    | 'email-changed'
    | 'token-reused';
  text: string;
  /** The secret that proves that the mail arrived; in the link too, if the shop has a page for it. */
  token?: string;
}

export interface Mailer {
  /** Sends a mail in the background. */
  send(mail: Mail): void;
  /**
   * Composes and sends a mail in the background; undefined sends none. The caller does not wait, so
   * response times do not reveal whether there was a mail to send.
   */
  sendDeferred(compose: () => Promise<Mail | undefined>): void;
  /** Resolves when no mail is in progress. */
  idle(): Promise<void>;
}

/**
 * Writes each mail as a JSON file into a folder that only its owner can read. A mail with a token gets a
 * link to the page of the shop that takes it: `linkTemplate` with the subject as `{page}`.
 */
export function openMailFolder(
  folder: string,
  { log, linkTemplate }: { log: Logger; linkTemplate: string | undefined },
): Mailer {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pending = new Set<Promise<void>>();

  async function write(compose: () => Promise<Mail | undefined>): Promise<void> {
    const file = join(folder, `${uuidv7()}.json`);
    try {
      const mail = await compose();
      if (mail === undefined) return;
      await writeFile(`${file}.part`, JSON.stringify(withLink(mail, linkTemplate), null, 2), {
        mode: 0o600,
      });
      await rename(`${file}.part`, file);
    } catch (err) {
      log.error({ err }, 'sending a mail failed');
    }
  }

  function sendDeferred(compose: () => Promise<Mail | undefined>): void {
    if (pending.size >= MAX_PENDING_MAILS) {
      log.error('a mail was dropped: too many are pending');
      return;
    }
    const written = write(compose).finally(() => pending.delete(written));
    pending.add(written);
  }

  return {
    sendDeferred,
    send: (mail) => sendDeferred(async () => mail),
    async idle() {
      await Promise.all(pending);
    },
  };
}

function withLink(mail: Mail, template: string | undefined): Mail & { link?: string } {
  const { subject, text, token } = mail;
  if (token === undefined || template === undefined) return mail;
  const link = template.replace('{page}', subject).replace('{token}', token);
  return { ...mail, text: `${text}\n\n${link}`, link };
}
