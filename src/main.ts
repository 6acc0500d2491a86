import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from '@nestjs/common';
import { createApi } from './create-app.js';
import { loadDemoOnce } from './demo/load-demo.js';
import { demoLines } from './demo/welcome-demo.js';
import { AccountQueries } from './platform/auth/accounts.queries.js';
import { localAddressOf, type Settings } from './platform/config/settings.js';
import { holdEmbedded } from './platform/database/embedded-hold.js';
import { type Running, runProcess } from './platform/operations/process-life.js';

/** The API process: GraphQL, uploads and health; without Redis it runs the background jobs as well. */
async function start(settings: Settings): Promise<Running> {
  /* Two of them on one folder would both run the jobs, and each would take the other's for those of a predecessor that has ended. */
  const hold = holdEmbedded(settings);
  const api = await createApi(settings);
  try {
    await open(api, settings);
  } catch (error) {
    /* Why it did not start is what people have to read. */
    await api.close().catch(() => undefined);
    throw error;
  }
  return {
    close: async () => {
      await api.close();
      hold?.release();
    },
  };
}

/** From here on requests are answered; ends with what is printed for people. */
async function open(api: NestFastifyApplication, settings: Settings): Promise<void> {
  await api.listen(settings.PORT, settings.HOST);
  await loadDemoOnce(api, settings);
  const lines = [...(await welcome(api, settings)), ...(await demoLines(api, settings))];
  if (settings.NODE_ENV === 'production') new Logger('Process').log(lines.join(' · '));
  else process.stdout.write(`\n${lines.join('\n  ')}\n\n`);
}

async function welcome(api: NestFastifyApplication, settings: Settings): Promise<string[]> {
  const { port } = api.getHttpServer().address() as { port: number };
  const address = localAddressOf(settings.HOST, port);
  const lines = ['Parkcast 园区直播协同平台已启动 / is running', `API       ${address}/graphql`];
  if (settings.NODE_ENV !== 'production') lines.push(`GraphiQL  ${address}/graphiql`);
  lines.push(
    `健康检查 / health    ${address}/health/ready`,
    `数据库 / database    ${settings.DATABASE_URL ? '服务器 / server' : `内置 / embedded, ${settings.DATA_DIR}`}`,
    `后台任务 / jobs      ${settings.REDIS_URL ? '由 worker 进程执行 / run by worker processes' : '由本进程执行 / run by this process'}`,
  );
  const hasAccounts = await api.get(AccountQueries).hasAccounts();
  if (!hasAccounts) lines.push('还没有账号,请创建管理员 / No account yet, create an administrator:  npm run accounts:create');
  return lines;
}

await runProcess(start);
