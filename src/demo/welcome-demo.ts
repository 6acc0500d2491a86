import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { demoAccounts } from '../platform/auth/demo-accounts.js';
import type { Settings } from '../platform/config/settings.js';
import { Transactions } from '../platform/database/transactions.js';
import { DEMO_PASSWORD } from './load-demo.js';

/** Lines about the demo for the terminal: who can sign in, and one operation to paste. Empty when there is no demo. */
export async function demoLines(app: NestFastifyApplication, settings: Settings): Promise<string[]> {
  if (settings.NODE_ENV === 'production') return [];
  const accounts = await app.get(Transactions).run((tx) => demoAccounts(tx));
  if (accounts.size === 0) return [];
  return [
    '',
    `演示账号 / demo accounts   ${[...accounts.keys()].sort().join('  ')}`,
    `密码 / password           ${DEMO_PASSWORD}`,
    '删除演示数据 / remove it   npm run demo:remove',
    '',
    '把下面的操作粘贴到 GraphiQL / paste this operation into GraphiQL:',
    '',
    `mutation { signIn(input: { loginName: "demo-operator", password: "${DEMO_PASSWORD}" }) { accessToken userErrors { message } } }`,
    '',
    '然后在请求头里填 {"authorization": "Bearer <accessToken>"},再看 / then set that header and ask:',
    '',
    '{ broadcastSessions(first: 5) { nodes { sessionNumber title status plannedStartAt room { name } hosts { streamer { stageName } } } } }',
    '',
    '接下来 / and then: docs/first-hour.md,十个操作讲一个故事 / ten operations that tell one story',
  ];
}
