import { AUDIT_BREAK_MESSAGES } from '../platform/audit/audit-breaks.js';
import { AuditVerifier } from '../platform/audit/audit-verifier.js';
import type { Command } from './command.js';

/** Verifies the audit trail; the exit code is 1 when something was changed. */
export const AUDIT_VERIFY: Command = {
  name: 'audit:verify',
  zh: '校验全部审计记录;被改动时退出码为 1。请把打印的链末端另行抄存',
  en: 'Verifies the audit trail; the exit code is 1 when it was changed. Write the printed end of the chain down elsewhere',
  options: {},
  run: async ({ terminal, open }) => {
    const context = await open();
    const { isIntact, firstBreak, ...report } = await context.get(AuditVerifier).verify((checked, total) => {
      if (terminal.isInteractive) terminal.note(`${checked} / ${total}`);
    });
    if (firstBreak) {
      const { zh, en } = AUDIT_BREAK_MESSAGES[firstBreak.kind];
      terminal.out(`审计记录被改动 / The audit trail was changed: ${zh} / ${en}`);
      terminal.out(`${firstBreak.kind} seq=${firstBreak.seq ?? '-'} entry=${firstBreak.entryId ?? '-'}`);
    } else {
      terminal.out('审计记录完好 / The audit trail is intact');
    }
    terminal.out(`已封存 / sealed ${report.sealedCount} · 待封存 / waiting ${report.unsealedCount} (${report.unsealedLagSeconds} s)`);
    terminal.out(`链末端 / end of the chain: seq=${report.head.seq} hash=${report.head.hash}`);
    return isIntact ? 0 : 1;
  },
};
