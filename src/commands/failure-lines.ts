import { UnusableBackup } from '../platform/backup/backup-manifest.js';
import { BadSettings } from '../platform/config/settings.js';
import { DataDirHeld } from '../platform/database/embedded-hold.js';
import { type Bilingual, Fault, FAULT_MESSAGES } from '../platform/errors/faults.js';
import { DomainError } from '../platform/errors/refusals.js';
import { UndecipherableValue } from '../platform/personal-data/cipher.js';
import { WrongCall } from './command.js';

/** What happened and what to do. */
interface Explanation {
  message: Bilingual;
  cure: Bilingual | null;
}

interface FileProblem {
  zh: string;
  en: string;
  cureZh: string;
  cureEn: string;
}

const NO_RIGHT: FileProblem = {
  zh: '没有权限使用',
  en: 'There is no right to use',
  cureZh: '请换一个路径,或用有权限的系统账户执行',
  cureEn: 'Name another path, or run the command as a user of the system who may',
};

/* What the file system answers by its code; the path follows the words. */
const FILE_PROBLEMS: Readonly<Record<string, FileProblem>> = {
  ENOENT: {
    zh: '文件或所在的目录不存在:',
    en: 'The file or its folder does not exist:',
    cureZh: '请检查路径;要写入的文件,请先建立所在的目录',
    cureEn: 'Check the path; for a file to be written, create its folder first',
  },
  EEXIST: {
    zh: '已经存在,不会覆盖:',
    en: 'It exists already and is not written over:',
    cureZh: '请换一个名称,或先移走原有的',
    cureEn: 'Name another one, or move what is there away first',
  },
  ENOTDIR: {
    zh: '路径的上一级是文件,不是目录:',
    en: 'What the path leads through is no folder but a file:',
    cureZh: '请指定一个目录下的路径',
    cureEn: 'Name a path below a folder',
  },
  EISDIR: { zh: '这是目录,不是文件:', en: 'It is a folder and no file:', cureZh: '请指定文件的路径', cureEn: 'Name the path of a file' },
  EPERM: NO_RIGHT,
  EACCES: NO_RIGHT,
  EROFS: {
    zh: '所在的文件系统只读:',
    en: 'The file system can only be read:',
    cureZh: '请换到可以写入的位置',
    cureEn: 'Name a place that can be written to',
  },
  ENOSPC: {
    zh: '磁盘空间不足:',
    en: 'No space is left on the disk:',
    cureZh: '请腾出空间或换一个磁盘,删除写了一半的文件,再执行一次',
    cureEn: 'Free space or name another disk, delete what was half written, and run it again',
  },
};

function ofFileSystem(error: unknown): Explanation | null {
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException;
  const problem = code ? FILE_PROBLEMS[code] : undefined;
  if (!problem || path === undefined) return null;
  return {
    message: { zh: `${problem.zh} ${path} (${code})`, en: `${problem.en} ${path} (${code})` },
    cure: { zh: problem.cureZh, en: problem.cureEn },
  };
}

function ofUndecipherable({ place, missingKeyId }: UndecipherableValue): Explanation {
  if (missingKeyId === null) {
    return {
      message: {
        zh: `无法解密 ${place}:内容被改动过,或密钥不对`,
        en: `${place} cannot be decrypted: it was changed, or the key is another`,
      },
      cure: {
        zh: '请核对 PERSONAL_DATA_KEYS 是否属于这个数据库,并执行 audit:verify',
        en: 'Check that PERSONAL_DATA_KEYS belong to this database, and run audit:verify',
      },
    };
  }
  return {
    message: {
      zh: `无法解密 ${place}:加密它的密钥 ${missingKeyId} 不在 PERSONAL_DATA_KEYS 中`,
      en: `${place} cannot be decrypted: the key ${missingKeyId} with which it was encrypted is missing from PERSONAL_DATA_KEYS`,
    },
    cure: {
      zh: '请把这个密钥加到 PERSONAL_DATA_KEYS 的末尾,再执行一次',
      en: 'Add that key at the end of PERSONAL_DATA_KEYS and run it again',
    },
  };
}

function explanationsOf(error: unknown): readonly Explanation[] | null {
  if (error instanceof DomainError) return error.refusals;
  if (error instanceof Fault) return [{ message: error.details.message ?? FAULT_MESSAGES[error.code], cure: null }];
  if (error instanceof UndecipherableValue) return [ofUndecipherable(error)];
  const problem = ofFileSystem(error);
  return problem && [problem];
}

/* Errors whose message is made for people, in both languages. */
const TOLD_WHOLE = [WrongCall, BadSettings, DataDirHeld, UnusableBackup];

/** Why a command failed, in both languages where people can mend it; a bug shows where it happened. */
export function failureLines(error: unknown): string[] {
  const explanations = explanationsOf(error);
  if (explanations) {
    const texts = explanations.flatMap(({ message, cure }) => (cure ? [message, cure] : [message]));
    return texts.map(({ zh, en }) => `${zh} / ${en}`);
  }
  if (TOLD_WHOLE.some((kind) => error instanceof kind)) return [(error as Error).message];
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
}

const NAMED = /'(-*[^' ]*)[^']*'/;

/** What `parseArgs` has against a command line, with a Chinese half. */
export function wrongArguments(error: unknown): WrongCall {
  const { code, message } = error as NodeJS.ErrnoException;
  const name = NAMED.exec(message)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return new WrongCall(`没有“${name}”这个选项 / ${message}`);
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return new WrongCall(`多出了“${name}” / ${message}`);
  const isBoolean = message.includes('does not take an argument');
  return new WrongCall(`选项“${name}”${isBoolean ? '不带值' : '缺少值'} / ${message}`);
}
