import { ENTITIES } from '../app.entities.js';
import { MIGRATIONS } from '../migrations/index.js';
import { AuditVerifier } from '../platform/audit/audit-verifier.js';
import { restoreBackup, takeBack } from '../platform/backup/backups.js';
import { holdEmbedded } from '../platform/database/embedded-hold.js';
import { type Command, type CommandCall, type ExitCode, WrongCall } from './command.js';
import { repeatErasures } from './erasures-repeat.js';

const PARTS = { entities: ENTITIES, migrations: MIGRATIONS };

/**
 * Restores a backup into an empty database, brings it to the newest schema and verifies it; what does not prove right is taken back. Persons
 * who were erased after the backup are erased again.
 */
export const RESTORE: Command = {
  name: 'restore',
  zh: '把备份恢复到空的数据库,并核对行数和审计链',
  en: 'Restores a backup into an empty database and verifies its rows and its audit chain',
  options: {
    from: { type: 'string', zh: '备份目录', en: 'Folder of the backup' },
    'with-secrets': {
      type: 'boolean',
      zh: '没有配置密钥时,使用备份中的密钥',
      en: 'Takes the keys of the backup where none are configured',
    },
  },
  run: async (call) => {
    const { from } = call.options;
    if (typeof from !== 'string' || from === '') throw new WrongCall('缺少 --from / --from is missing');
    /* No server may start on what may still be taken back, and none may be writing to a file that was moved away under it. */
    const hold = holdEmbedded(call.settings());
    try {
      return await restored(call, from);
    } finally {
      hold?.release();
    }
  },
};

async function restored({ options, terminal, settings, open }: CommandCall, from: string): Promise<ExitCode> {
  const now = settings();
  const manifest = await restoreBackup(now, PARTS, { folder: from, withSecrets: options['with-secrets'] === true });
  const context = await open();
  const { isIntact, head } = await context.get(AuditVerifier).verify();
  if (!isIntact || head.seq < manifest.auditHead.seq) {
    await context.close();
    await takeBack(now, PARTS);
    terminal.note('恢复的审计记录不完整,已撤回恢复 / The restored audit trail is not intact; the restore was taken back');
    return 1;
  }
  const rows = Object.values(manifest.rows).reduce((sum, count) => sum + count, 0);
  terminal.out(`已恢复 / Restored: ${rows} 行 / rows · ${manifest.madeAt} · 审计链完好 / the audit chain is intact`);
  /* The backup is back whatever the list says: what cannot be repeated now is named, and can be later. */
  await repeatErasures(context, terminal);
  return 0;
}
