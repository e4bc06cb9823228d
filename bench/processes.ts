import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What a process and all its children have used up to now. */
export interface Usage {
  cpuMs: number;
  rssBytes: number;
}

interface ProcessRow extends Usage {
  pid: number;
  parent: number;
}

/** CPU and memory of each named process tree. Reads /proc where there is one, else asks `ps`. */
export function usageByName(roots: { name: string; pid: number }[]): Map<string, Usage> {
  const rows = process.platform === 'linux' ? fromProc() : fromPs();
  const children = Map.groupBy(rows, (row) => row.parent);
  const byPid = new Map(rows.map((row) => [row.pid, row]));
  const sum = (row: ProcessRow): Usage =>
    (children.get(row.pid) ?? []).map(sum).reduce(plus, {
      cpuMs: row.cpuMs,
      rssBytes: row.rssBytes,
    });
  return new Map(
    roots.map(({ name, pid }) => {
      const row = byPid.get(pid);
      return [name, row === undefined ? { cpuMs: 0, rssBytes: 0 } : sum(row)];
    }),
  );
}

function plus(a: Usage, b: Usage): Usage {
  return { cpuMs: a.cpuMs + b.cpuMs, rssBytes: a.rssBytes + b.rssBytes };
}

function fromProc(): ProcessRow[] {
  const tickMs = 1000 / Number(execFileSync('getconf', ['CLK_TCK']));
  const pageBytes = Number(execFileSync('getconf', ['PAGESIZE']));
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const stat = readFileSync(`/proc/${entry}/stat`, 'latin1');
        // The fields after the name, which may hold blanks and parentheses: state is the first.
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const field = (n: number) => Number(fields[n - 3]);
        return {
          pid: Number(entry),
          parent: field(4),
          cpuMs: (field(14) + field(15)) * tickMs,
          rssBytes: field(24) * pageBytes,
        };
      } catch {
        return []; // it ended between the listing and the reading
      }
    });
}

function fromPs(): ProcessRow[] {
  const text = execFileSync('ps', ['-axo', 'pid=,ppid=,time=,rss='], { encoding: 'utf8' });
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [pid, parent, time, rss] = line.trim().split(/\s+/) as [string, string, string, string];
      const seconds = time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
      return {
        pid: Number(pid),
        parent: Number(parent),
        cpuMs: seconds * 1000,
        rssBytes: Number(rss) * 1024,
      };
    });
}
