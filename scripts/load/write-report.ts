import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirectory } from '../places.ts';
import { hashOf, type Report } from './report.ts';
import { reportPage } from './report-page.ts';

const folderOf = ({ scenario, environment }: Pick<Report, 'scenario' | 'environment'>) =>
  join(dataDirectory(), 'load', environment, scenario);

/** The last run that can be compared: the same scenario, configuration and machine, and not void. */
export function lastReport(report: Report): Report | undefined {
  const folder = folderOf(report);
  for (const file of globSync('*/report.json', { cwd: folder }).sort().reverse()) {
    const earlier = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Report;
    const isSame =
      hashOf(earlier.machine) === hashOf(report.machine) &&
      earlier.configuration === report.configuration &&
      earlier.startedAt < report.startedAt;
    if (isSame && earlier.outcome !== 'void') return earlier;
  }
  return undefined;
}

/** Writes report.json and report.html. Returns the path of the page. */
export function writeReport(report: Report): string {
  const earlier = lastReport(report);
  const folder = join(folderOf(report), report.startedAt.replaceAll(/[:.]/g, '-'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report, null, 1)}\n`);
  const page = join(folder, 'report.html');
  writeFileSync(page, reportPage(report, earlier));
  return page;
}
