import { ENTITIES } from '../app.entities.js';
import { MIGRATIONS } from '../migrations/index.js';
import { writeBackup } from '../platform/backup/backups.js';
import { type Command, WrongCall } from './command.js';

/** Writes a consistent backup into a new folder while the API serves. The tables are not migrated first. */
export const BACKUP: Command = {
  name: 'backup',
  zh: '把数据库备份到一个新目录(可在运行中执行;密钥只记编号,不写入)',
  en: 'Backs the database up into a new folder, while the API serves; keys are named, not written',
  options: {
    out: { type: 'string', zh: '要建立的目录', en: 'The folder to create' },
    'with-secrets': {
      type: 'boolean',
      zh: '把密钥也写入该目录;请与数据分开保管',
      en: 'Writes the keys into the folder too; then keep it as safe as the keys',
    },
  },
  run: async ({ options, terminal, settings }) => {
    const { out } = options;
    if (typeof out !== 'string' || out === '') throw new WrongCall('缺少 --out / --out is missing');
    const withSecrets = options['with-secrets'] === true;
    const manifest = await writeBackup(settings(), { entities: ENTITIES, migrations: MIGRATIONS }, { folder: out, withSecrets });
    const rows = Object.values(manifest.rows).reduce((sum, count) => sum + count, 0);
    terminal.out(`备份完成 / Backed up: ${out} · ${rows} 行 / rows · ${manifest.bytes} B · sha256 ${manifest.sha256}`);
    terminal.out(`审计链末端 / end of the audit chain: seq=${manifest.auditHead.seq} hash=${manifest.auditHead.hash}`);
    const keys = manifest.keyIds.join(', ');
    if (withSecrets) terminal.note('该目录含密钥,请妥善保管 / The folder holds the keys: keep it safe');
    else terminal.note(`恢复时需要密钥 ${keys},请另行备份 / A restore needs the keys ${keys}: back them up apart`);
    return 0;
  },
};
