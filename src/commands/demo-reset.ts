import { AccountQueries } from '../platform/auth/accounts.queries.js';
import type { Command } from './command.js';
import { removedDemo } from './demo-removal.js';

/** Removes the demo so that the next start loads a fresh one. */
export const DEMO_RESET: Command = {
  name: 'demo:reset',
  zh: '删除演示数据;下次启动会重新载入一份新的',
  en: 'Removes the demo; the next start loads a fresh one',
  options: {},
  run: async ({ terminal, open, settings }) => {
    const { DATABASE_URL, NODE_ENV, LOAD_DEMO } = settings();
    if (DATABASE_URL || NODE_ENV === 'production' || !LOAD_DEMO) {
      terminal.note('这里不载入演示数据(生产环境、服务器数据库或 LOAD_DEMO=false)。');
      terminal.note('No demo is loaded here: production, a server database, or LOAD_DEMO=false.');
      return 1;
    }
    const context = await open();
    const removed = await removedDemo(context, terminal);
    if (removed === null) return 1;
    const total = Object.values(removed).reduce((sum, count) => sum + count, 0);
    const others = await context.get(AccountQueries).hasAccounts();
    terminal.out(`已删除 ${total} 行 / Removed ${total} rows`);
    if (others) terminal.note('还有其他账号,因此下次启动不会载入演示数据 / Other accounts exist, so the next start loads no demo');
    return others ? 1 : 0;
  },
};
