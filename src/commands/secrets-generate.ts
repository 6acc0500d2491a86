import { generateSecretTexts } from '../platform/personal-data/secrets.js';
import type { Command } from './command.js';

/** Prints fresh keys as lines of an environment file. Nothing is stored. */
export const SECRETS_GENERATE: Command = {
  name: 'secrets:generate',
  zh: '打印生产环境所需的新密钥(.env 的格式),不保存',
  en: 'Prints fresh keys for production as lines of .env; nothing is stored',
  options: {},
  run: ({ terminal }) => {
    for (const [key, value] of Object.entries(generateSecretTexts())) terminal.out(`${key}=${value}`);
    terminal.note('请妥善保管并单独备份:丢失后个人信息无法解密,审计无法校验。');
    terminal.note(
      'Keep them safe and back them up apart: without them personal data cannot be read and the audit trail cannot be verified.',
    );
    return Promise.resolve(0);
  },
};
