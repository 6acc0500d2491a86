import type { Command } from './command.js';
import { removedDemo } from './demo-removal.js';

/** Removes the demo park, its accounts and everything that was entered in it. */
export const DEMO_REMOVE: Command = {
  name: 'demo:remove',
  zh: '删除演示园区、演示账号以及在演示园区里录入的一切;审计记录保留',
  en: 'Removes the demo park, the demo accounts and everything entered in that park; the audit trail stays',
  options: {},
  run: async ({ terminal, open }) => {
    const context = await open();
    const removed = await removedDemo(context, terminal, 'removeDemo');
    if (removed === null) return 1;
    const total = Object.values(removed).reduce((sum, count) => sum + count, 0);
    if (total === 0) terminal.out('没有演示数据 / There is no demo data');
    else
      terminal.out(
        `已删除 ${total} 行,共 ${Object.keys(removed).length} 个表 / Removed ${total} rows of ${Object.keys(removed).length} tables`,
      );
    return 0;
  },
};
