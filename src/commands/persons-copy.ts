import { randomUUID } from 'node:crypto';
import { open as openFile } from 'node:fs/promises';
import { PersonCopies } from '../organizations/person-data/person-copies.service.js';
import { copyOf } from '../organizations/person-data/person-data.views.js';
import { systemCaller } from '../platform/auth/caller.js';
import { type Command, WrongCall } from './command.js';

const PAGE_SIZE = 100;
const OWNER_ONLY = 0o600;

/** Writes the copy of everything that is held about one person (PR-3), page by page, into a file for the owner only. */
export const PERSONS_COPY: Command = {
  name: 'persons:copy',
  zh: '把系统保存的某人全部信息写入一个 JSON 文件(留痕)',
  en: 'Writes everything that is held about a person into a JSON file; recorded',
  options: {
    person: { type: 'string', zh: '人员编号', en: 'Id of the person' },
    reason: { type: 'string', zh: '事由,例如本人申请书编号', en: "Why, such as the reference of the person's request" },
    out: { type: 'string', zh: '要写入的新文件', en: 'The new file' },
  },
  run: async ({ options, terminal, open }) => {
    const { person, reason, out } = options;
    for (const [name, value] of Object.entries({ person, reason, out })) {
      if (typeof value !== 'string' || value.trim() === '') throw new WrongCall(`缺少 --${name} / --${name} is missing`);
    }
    const copies = (await open()).get(PersonCopies);
    const caller = systemCaller(randomUUID());
    const file = await openFile(out as string, 'wx', OWNER_ONLY);
    let [total, after]: [number, string | null] = [0, null];
    try {
      await file.appendFile('[');
      for (;;) {
        const request = { personId: person as string, reason: reason as string, first: PAGE_SIZE, after };
        const page = copyOf(await copies.ofPersonByCommand(caller, request));
        for (const record of page.records) await file.appendFile(`${total++ === 0 ? '' : ','}\n${JSON.stringify(record)}`);
        if (terminal.isInteractive) terminal.note(String(total));
        if (!page.hasNextPage) break;
        after = page.endCursor;
      }
      await file.appendFile('\n]\n');
    } catch (error) {
      /* What a write fails of does not name its file. */
      throw (error as NodeJS.ErrnoException).syscall === 'write' ? Object.assign(error as Error, { path: out }) : error;
    } finally {
      await file.close();
    }
    if (total === 0) {
      terminal.note('没有这个人的记录 / Nothing is held about this person');
      return 1;
    }
    terminal.out(`已写入 ${total} 条记录 / Wrote ${total} records: ${out as string}`);
    return 0;
  },
};
