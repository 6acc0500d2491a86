import type { INestApplicationContext } from '@nestjs/common';
import { hasAccountsBesideDemo } from '../platform/auth/demo-accounts.js';
import { holdEmbedded } from '../platform/database/embedded-hold.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Command, ExitCode, Terminal } from './command.js';
import { removedDemo } from './demo-removal.js';

/** Removes the demo so that the next start loads a fresh one; where the next start would load none, nothing is removed. */
export const DEMO_RESET: Command = {
  name: 'demo:reset',
  zh: '删除演示数据,下次启动会重新载入一份新的;还有其他账号时不删除',
  en: 'Removes the demo, the next start loads a fresh one; refused while there are other accounts',
  options: {},
  run: async ({ terminal, open, settings }) => {
    const { DATABASE_URL, NODE_ENV, LOAD_DEMO } = settings();
    if (DATABASE_URL || NODE_ENV === 'production' || !LOAD_DEMO) {
      terminal.note('这里不载入演示数据(生产环境、服务器数据库或 LOAD_DEMO=false)。');
      terminal.note('No demo is loaded here: production, a server database, or LOAD_DEMO=false.');
      return 1;
    }
    /* A server that runs would go on without its demo: only a start loads one. */
    const hold = holdEmbedded(settings());
    try {
      return await reset(terminal, await open());
    } finally {
      hold?.release();
    }
  },
};

async function reset(terminal: Terminal, context: INestApplicationContext): Promise<ExitCode> {
  if (await context.get(Transactions).run(hasAccountsBesideDemo)) {
    terminal.note('没有删除任何数据:还有演示以外的账号,下次启动不会载入演示数据。');
    terminal.note('只想删除演示数据、保留这些账号,请用 npm run demo:remove;要一份新的演示,请换一个空的 DATA_DIR 启动。');
    terminal.note('Nothing was removed: there are accounts beside those of the demo, so the next start would load no demo.');
    terminal.note('npm run demo:remove removes the demo alone and keeps those accounts; for a fresh demo, start with an empty DATA_DIR.');
    return 1;
  }
  const removed = await removedDemo(context, terminal, 'resetDemo');
  if (removed === null) return 1;
  const total = Object.values(removed).reduce((sum, count) => sum + count, 0);
  terminal.out(`已删除 ${total} 行 / Removed ${total} rows`);
  return 0;
}
