import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { Stack } from '@commerce/local-stack';

/** The usage so far of a process and its children, including ended ones. */
export interface Usage {
  cpuMs: number;
  rssBytes: number;
  /** Bytes written to disk; undefined where the system does not report them. */
  bytesWritten: number | undefined;
}

interface ProcessRow extends Usage {
  pid: number;
  parent: number;
}

/** The running processes of a stack. */
export function stackProcesses({ processes }: Stack): { name: string; pid: number }[] {
  return processes.flatMap(({ name, pid }) => (pid === undefined ? [] : [{ name, pid }]));
}

/**
 * CPU and memory of each named process tree, and its written bytes if `countsWrites`. Reads /proc
 * where it exists, otherwise uses `ps`.
 */
export function usageByName(
  roots: { name: string; pid: number }[],
  { countsWrites }: { countsWrites: boolean } = { countsWrites: false },
): Map<string, Usage> {
  const rows = process.platform === 'linux' ? fromProc(countsWrites) : fromPs();
  const children = Map.groupBy(rows, (row) => row.parent);
  const byPid = new Map(rows.map((row) => [row.pid, row]));
  const sum = (row: ProcessRow): Usage => (children.get(row.pid) ?? []).map(sum).reduce(plus, row);
  return new Map(
    roots.map(({ name, pid }) => {
      const row = byPid.get(pid);
      return [name, row === undefined ? NOTHING : sum(row)];
    }),
  );
}

const NOTHING: Usage = { cpuMs: 0, rssBytes: 0, bytesWritten: undefined };

function plus(a: Usage, b: Usage): Usage {
  const known = a.bytesWritten !== undefined && b.bytesWritten !== undefined;
  return {
    cpuMs: a.cpuMs + b.cpuMs,
    rssBytes: a.rssBytes + b.rssBytes,
    bytesWritten: known ? (a.bytesWritten ?? 0) + (b.bytesWritten ?? 0) : undefined,
  };
}

function fromProc(countsWrites: boolean): ProcessRow[] {
  const tickMs = 1000 / Number(execFileSync('getconf', ['CLK_TCK']));
  const pageBytes = Number(execFileSync('getconf', ['PAGESIZE']));
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const stat = readFileSync(`/proc/${entry}/stat`, 'latin1');
        // The fields after the name, which may contain spaces and parentheses; the first is the
        // state.
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const field = (n: number) => Number(fields[n - 3]);
        return {
          pid: Number(entry),
          parent: field(4),
          // Its own time and that of ended children.
          cpuMs: (field(14) + field(15) + field(16) + field(17)) * tickMs,
          rssBytes: field(24) * pageBytes,
          bytesWritten: countsWrites ? bytesWrittenBy(entry) : undefined,
        };
      } catch {
        return []; // it ended between the listing and the reading
      }
    });
}

// Only the owner of a process, or the administrator, may read this.
function bytesWrittenBy(pid: string): number | undefined {
  try {
    const [, bytes] = /^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'latin1')) ?? [];
    return bytes === undefined ? undefined : Number(bytes);
  } catch {
    return undefined;
  }
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
        bytesWritten: undefined,
      };
    });
}
