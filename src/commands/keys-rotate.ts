import { KeyRotation } from '../platform/personal-data/key-rotation.js';
import type { Command } from './command.js';

/** Writes all encrypted personal values again under the newest key; the API may serve meanwhile. */
export const KEYS_ROTATE: Command = {
  name: 'keys:rotate',
  zh: '用最新密钥重新加密全部个人信息;可边运行边用,中断后重新执行即可',
  en: 'Encrypts all personal values again under the newest key, while the API serves; run it again after an interruption',
  options: {},
  run: async ({ terminal, open }) => {
    const rotation = (await open()).get(KeyRotation);
    const rewritten = await rotation.rotate((looked, count) => terminal.note(`${looked} · ${count}`));
    terminal.out(`已重新加密 ${rewritten} 个值 / Encrypted ${rewritten} values again`);
    return 0;
  },
};

/** Tells whether an old key may be dropped; the exit code is 1 as long as a value still needs one. */
export const KEYS_CHECK: Command = {
  name: 'keys:check',
  zh: '检查各密钥还有多少值在用;旧密钥仍在用时退出码为 1',
  en: 'Counts the values under each key; the exit code is 1 while an older key is still needed',
  options: {},
  run: async ({ terminal, open }) => {
    const uses = await (await open()).get(KeyRotation).uses();
    for (const [index, { keyId, values, isConfigured }] of uses.entries()) {
      const state = !isConfigured
        ? '缺少密钥,无法读取 / the key is missing, unreadable'
        : index === 0
          ? '当前密钥 / the newest'
          : values > 0
            ? '还在使用,先执行 keys:rotate / still needed: run keys:rotate'
            : '可以移除 / may be dropped';
      terminal.out(`${keyId}  ${values}  ${state}`);
    }
    return uses.slice(1).some(({ values }) => values > 0) ? 1 : 0;
  },
};
