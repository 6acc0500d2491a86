import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { DemoInUse, removeDemo, type DemoRemoval, type RemovedRows } from '../demo/remove-demo.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { systemCaller } from '../platform/auth/caller.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Terminal } from './command.js';

/** Removes the demo, or says which parks stand below it and returns null; then nothing was removed. */
export async function removedDemo(
  context: INestApplicationContext,
  terminal: Terminal,
  action: DemoRemoval['action'],
): Promise<RemovedRows | null> {
  const removal: DemoRemoval = { audit: context.get(AuditTrail), caller: systemCaller(randomUUID()), action };
  try {
    return await context.get(Transactions).run((tx) => removeDemo(tx, removal));
  } catch (error) {
    if (!(error instanceof DemoInUse)) throw error;
    const names = error.parkNames.join('、');
    terminal.note(`没有删除任何数据:园区“${names}”由演示党组织领导,请先改由其他党组织领导(changePark)。`);
    terminal.note(`Nothing was removed: ${names} – led by an organization of the demo. Put it below another one first (changePark).`);
    return null;
  }
}
