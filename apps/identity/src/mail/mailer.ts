import { mkdirSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { uuidv7 } from '@commerce/runtime/ids';
import type { Logger } from '@commerce/runtime/telemetry';

/** Mails that are being written at once; more are dropped, with a word in the log. */
const MAX_OPEN_MAILS = 1_000;

export interface Mail {
  to: string;
  subject:
    'verify-address' | 'address-known' | 'reset-password' | 'password-changed' | 'token-reused';
  text: string;
  /** What the link in the mail holds. */
  token?: string;
}

export interface Mailer {
  /**
   * Sends a mail without making anybody wait, so that the time of an answer does not say whether
   * there was one to send.
   */
  send(mail: Mail): void;
  /** The same for a mail that first has to be found out about; undefined sends none. */
  sendWhenKnown(find: () => Promise<Mail | undefined>): void;
  /** Resolves when every mail is out. */
  idle(): Promise<void>;
}

/** Writes each mail as a JSON file into a folder that only its owner reads. */
export function openMailFolder(folder: string, log: Logger): Mailer {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const open = new Set<Promise<void>>();

  async function write(find: () => Promise<Mail | undefined>): Promise<void> {
    const file = join(folder, `${uuidv7()}.json`);
    try {
      const mail = await find();
      if (mail === undefined) return;
      await writeFile(`${file}.part`, JSON.stringify(mail, null, 2), { mode: 0o600 });
      await rename(`${file}.part`, file);
    } catch (err) {
      log.error({ err }, 'a mail was not sent');
    }
  }

  function sendWhenKnown(find: () => Promise<Mail | undefined>): void {
    if (open.size >= MAX_OPEN_MAILS) {
      log.error('a mail was dropped: too many wait');
      return;
    }
    const written = write(find).finally(() => open.delete(written));
    open.add(written);
  }

  return {
    sendWhenKnown,
    send: (mail) => sendWhenKnown(async () => mail),
    async idle() {
      await Promise.all(open);
    },
  };
}
