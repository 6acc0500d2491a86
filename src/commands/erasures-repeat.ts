import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { ErasureList } from '../organizations/person-data/erasure-list.js';
import { RepeatedErasures, type RepeatedOutcome } from '../organizations/person-data/repeated-erasures.service.js';
import { systemCaller } from '../platform/auth/caller.js';
import type { Command, ExitCode, Terminal } from './command.js';

/** Repeats the erasures of a list in this database; the processes that run jobs carry them out. */
export const ERASURES_REPEAT: Command = {
  name: 'erasures:repeat',
  zh: '恢复备份后,重新执行备份之后已批准的个人信息删除',
  en: 'After a restore, repeats the erasures of personal data that came after the backup',
  options: {
    list: {
      type: 'string',
      zh: '删除清单(默认为数据目录中的 erasures.jsonl)',
      en: 'The list of erasures (erasures.jsonl in DATA_DIR if absent)',
    },
  },
  run: async ({ options, terminal, open }) => repeatErasures(await open(), terminal, options.list as string | undefined),
};

/** Repeats what the list at `path`, or the installation's own, names. Ends with 1 when there is no list or a line of it cannot be believed. */
export async function repeatErasures(context: INestApplicationContext, terminal: Terminal, path?: string): Promise<ExitCode> {
  const list = context.get(ErasureList);
  const from = path ?? list.path;
  const read = from === null ? null : await list.read(from);
  if (read === null) {
    terminal.note(`没有找到删除清单 ${from ?? ''};如备份之后批准过删除,请取得清单后执行 erasures:repeat --list 文件`);
    terminal.note(
      `No list of erasures at ${from ?? ':memory:'}: if anybody was erased after the backup, bring the list and run erasures:repeat --list FILE`,
    );
    return 1;
  }
  const counts: Record<RepeatedOutcome, number> = { BEGUN: 0, WAITING: 0, NOTHING_TO_DO: 0 };
  const caller = systemCaller(randomUUID());
  for (const listed of read.erasures) counts[await context.get(RepeatedErasures).repeat(caller, listed)] += 1;
  const newest =
    read.erasures
      .map(({ decidedAt }) => decidedAt)
      .sort()
      .at(-1) ?? '-';
  terminal.out(`删除清单 / list of erasures: ${read.erasures.length} · 最近一次批准 / newest approval: ${newest}`);
  terminal.note('清单中没有的删除(清单启用之前,或另一台机器上执行的)会随备份回来,请重新申请。');
  terminal.note('Erasures that are not on the list (from before it was kept, or on another machine) have come back: ask for them again.');
  terminal.out(
    `已安排重新执行 / scheduled anew: ${counts.BEGUN} · 须重新决定 / to be decided anew: ${counts.WAITING} · 无须处理 / nothing to do: ${counts.NOTHING_TO_DO}`,
  );
  if (read.unreadableLines.length === 0) return 0;
  const lines = read.unreadableLines.join(', ');
  terminal.note(
    `清单第 ${lines} 行已损坏或被改动过,没有执行;请核对 / Lines ${lines} of the list are damaged or were changed and were left out: look into them`,
  );
  return 1;
}
